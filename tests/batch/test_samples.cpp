#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "batch/samples.hpp"

namespace backroll {
namespace {

// How many of `strata` equal strata of a parameter hold a point.
std::size_t strata_hit(const UnitPoints& points, std::size_t parameter, int strata) {
  std::set<int> hit;
  for (const auto& point : points) hit.insert(static_cast<int>(point[parameter] * strata));
  return hit.size();
}

}  // namespace

TEST_CASE("a Latin hypercube puts one point into each stratum of each parameter") {
  const UnitPoints points = latin_hypercube(37, 5, 3);
  REQUIRE(points.size() == 37);
  for (std::size_t p = 0; p < 5; ++p) CHECK(strata_hit(points, p, 37) == 37);
  CHECK(points == latin_hypercube(37, 5, 3));
  CHECK(points != latin_hypercube(37, 5, 4));
}

TEST_CASE("Sobol's sequence fills the strata of all sixteen parameters and of each pair's quarters") {
  for (const std::uint64_t seed : {1, 99}) {
    const UnitPoints points = sobol_points(64, kMostSobol, seed);
    for (std::size_t p = 0; p < kMostSobol; ++p) CHECK(strata_hit(points, p, 64) == 64);
    // the first two parameters: a (0, m, 2) net, one point in each of 64 boxes of 8 x 8
    std::set<std::pair<int, int>> boxes;
    for (const auto& point : points)
      boxes.insert({static_cast<int>(point[0] * 8), static_cast<int>(point[1] * 8)});
    CHECK(boxes.size() == 64);
  }
}

TEST_CASE("Sobol's sequence without a shift begins as published") {
  // Joe and Kuo (2008), dimensions 1 to 3 after the origin
  const double expected[3][3] = {{0.5, 0.5, 0.5}, {0.75, 0.25, 0.25}, {0.25, 0.75, 0.75}};
  const UnitPoints points = sobol_points(3, 3, 0);
  for (std::size_t n = 0; n < 3; ++n)
    for (std::size_t p = 0; p < 3; ++p) CHECK(points[n][p] == doctest::Approx(expected[n][p]).epsilon(1e-6));
}

TEST_CASE("Sobol's sequence integrates a product far better than chance") {
  const UnitPoints points = sobol_points(1024, 8, 5);
  double mean = 0;
  for (const auto& point : points) {
    double product = 1;
    for (const double x : point) product *= 2 * x;
    mean += product / 1024;
  }
  CHECK(mean == doctest::Approx(1).epsilon(0.05));  // chance: standard deviation (4/3)^4 / 32 = 0.09
}

TEST_CASE("a Morris trajectory changes each parameter once, by two thirds of the range") {
  const UnitPoints points = morris_trajectories(10, 4, 1);
  REQUIRE(points.size() == 50);
  for (std::size_t t = 0; t < 10; ++t) {
    std::set<std::size_t> changed;
    for (std::size_t n = 0; n < 4; ++n)
      for (std::size_t p = 0; p < 4; ++p)
        if (const double by = points[5 * t + n + 1][p] - points[5 * t + n][p]; by != 0) {
          changed.insert(p);
          CHECK(std::abs(by) == doctest::Approx(0.5));  // 2/3 of 1/8 .. 7/8
        }
    CHECK(changed.size() == 4);
  }
}

TEST_CASE("a group of Saltelli's has A, B and A with one column of B") {
  const UnitPoints points = saltelli_points(8, 3, 1);
  REQUIRE(points.size() == 40);
  for (std::size_t g = 0; g < 40; g += 5)
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t p = 0; p < 3; ++p) CHECK(points[g + 2 + i][p] == points[g + (p == i ? 1 : 0)][p]);
}

TEST_CASE("quantiles of the normal distribution and of the spreads are those of tables") {
  CHECK(normal_quantile(0.5) == doctest::Approx(0).epsilon(1e-9));
  CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-9));
  CHECK(normal_quantile(1e-4) == doctest::Approx(-3.719016485455709).epsilon(1e-9));
  CHECK(Distribution{Spread::uniform, 2, 6}.at(0.25) == doctest::Approx(3));
  CHECK(Distribution{Spread::log_uniform, 1, 100}.at(0.5) == doctest::Approx(10));
  CHECK(Distribution{Spread::normal, -1e9, 1e9, 10, 2}.at(0.975) == doctest::Approx(13.92).epsilon(1e-3));
  CHECK(Distribution{Spread::normal, 9, 11, 10, 2}.at(0.975) == 11);
  CHECK(Distribution{Spread::log_normal, 0, 1e9, 10, 2}.at(0.8413447) == doctest::Approx(20).epsilon(1e-5));
}

}  // namespace backroll
