#include "response/range_of_motion.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace backroll {

TEST_CASE("the gain follows the dose and fades as published") {
  const RangeParameters& p = response_parameters().range;
  RangeParameters single = p;
  single.most = p.most_single_study;
  CHECK(std::abs(range_gained(single, 0, 200, 100) - 0.10) < 0.002);  // Bradbury-Squires 2015
  CHECK(std::abs(range_gained(single, 0, 200, 300) - 0.16) < 0.002);
  CHECK(std::abs(range_gained(p, 0, 200, 110) - 0.04) < 0.001);  // Wiewelhove 2019
  CHECK(std::abs(range_gained(p, 1, 0, 600) - 0.62) < 0.08);     // Monteiro 2019: 0.54-0.70
  CHECK(std::abs(range_gained(p, 1, 0, 1200) - 0.31) < 0.06);    // 0.29-0.33
  CHECK(range_gained(p, 1, 0, 1800) < 0.25);                     // Nakamura 2021a: gone
}

TEST_CASE("force matters only as to whether the roller is on") {
  const RangeParameters& p = response_parameters().range;
  CHECK(range_gained(p, 0, 0.99 * p.light_contact_n, 60) == 0);
  CHECK(range_gained(p, 0, 1.01 * p.light_contact_n, 60) > 0);
  CHECK(range_gained(p, 0, 50, 60) == range_gained(p, 0, 500, 60));  // Grabow 2018
}

}  // namespace backroll
