#include "response/tight_spots.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace backroll {

TEST_CASE("a spot softens by an eighth of its extra stiffness at most and comes back in minutes") {
  const TightSpotParameters& p = response_parameters().spots;
  const double held = spot_softened(p, 0, p.press_full_pa, 90);
  CHECK(std::abs(1 + (p.band_ratio - 1) * (1 - held) - 1.88) < 0.01);
  CHECK(std::abs(spot_softened(p, 0, 10 * p.press_full_pa, 3600) - 0.125) < 1e-6);
  CHECK(spot_softened(p, held, 0, p.return_s) == doctest::Approx(held * std::exp(-1)));
}

TEST_CASE("pressure counts between its two thresholds") {
  const TightSpotParameters& p = response_parameters().spots;
  CHECK(spot_softened(p, 0, p.press_low_pa, 60) == 0);
  CHECK(spot_relieved(p, 0, p.press_low_pa, 60) == 0);
  CHECK(spot_relieved(p, 0, p.press_low_pa + 100, 60) > 0);
  CHECK(spot_relieved(p, 0, p.press_full_pa - 100, 60) < spot_relieved(p, 0, p.press_full_pa, 60));
  CHECK(spot_relieved(p, 0, p.press_full_pa, 60) == spot_relieved(p, 0, 2 * p.press_full_pa, 60));
}

TEST_CASE("pressure makes a spot less tender as published") {
  const TightSpotParameters& p = response_parameters().spots;
  const double held = spot_relieved(p, 0, p.press_full_pa, 90);
  CHECK(std::abs(held - 0.20) < 0.005);                           // Wilke 2018, Aboodarda 2015
  CHECK(std::abs(spot_relieved(p, held, 0, 60) - 0.19) < 0.005);  // 1 min later
  CHECK(spot_relieved(p, 0, p.press_full_pa, 1e5) == doctest::Approx(p.most_relief));
  double mean = 0;
  for (int s = 0; s < 900; s += 10) mean += spot_relieved(p, held, 0, s + 5) / 90;
  CHECK(std::abs(mean / held - 0.80) < 0.01);  // 19.2 of 24 over 15 min
}

}  // namespace backroll
