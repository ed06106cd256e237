#include "body/roller_shape.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace backroll;

namespace {

// Signed distance to a finite solid cylinder about z.
double closed_form(const Roller& roller, const Vec3& offset) {
  const double across = std::hypot(offset.x(), offset.y()) - 0.5 * roller.diameter_m;
  const double along = std::abs(offset.z()) - 0.5 * roller.length_m;
  return std::hypot(std::max(across, 0.0), std::max(along, 0.0)) + std::min(std::max(across, along), 0.0);
}

Roller roller_of(double diameter, double length) {
  Roller roller;
  roller.diameter_m = diameter;
  roller.length_m = length;
  return roller;
}

}  // namespace

TEST_CASE("Bullet's cylinder is the roller, edges included") {
  const Roller roller = roller_of(0.15, 0.30);
  const auto shape = roller_shape(roller);
  CHECK(shape->getUpAxis() == 2);
  CHECK(shape->getMargin() == 0);
  const btVector3 half = shape->getHalfExtentsWithMargin();
  CHECK(half.x() == doctest::Approx(0.075).epsilon(1e-14));
  CHECK(half.y() == doctest::Approx(0.075).epsilon(1e-14));
  CHECK(half.z() == doctest::Approx(0.15).epsilon(1e-14));
  // The edge itself, which a margin would round off by 12 mm.
  const btVector3 edge = shape->localGetSupportingVertex(btVector3(1, 0, 1));
  CHECK(edge.x() == doctest::Approx(0.075).epsilon(1e-14));
  CHECK(edge.z() == doctest::Approx(0.15).epsilon(1e-14));
}

TEST_CASE("Bullet's signed distance equals the closed form") {
  std::mt19937 generator(7);
  std::uniform_real_distribution<double> unit(-1, 1);
  for (const Roller& roller : {roller_of(0.15, 0.30), roller_of(0.10, 0.45), roller_of(0.13, 0.06)}) {
    double outside = 0, near = 0, deep = 0;
    for (int n = 0; n < 20000; ++n) {
      const Vec3 centre(unit(generator), unit(generator), unit(generator));
      const Vec3 offset(unit(generator) * roller.diameter_m, unit(generator) * roller.diameter_m,
                        unit(generator) * roller.length_m);
      const double expected = closed_form(roller, offset);
      const double error = std::abs(bullet_signed_distance(roller, centre, centre + offset) - expected);
      double& worst = expected > 0 ? outside : expected > -0.02 ? near : deep;
      worst = std::max(worst, error);
    }
    // Outside GJK converges to rounding; inside EPA ends at a polytope of 128 vertices, worst near the axis.
    CHECK(outside < 1e-9);
    CHECK(near < 2e-6);
    CHECK(deep < 2e-4);
  }
}

TEST_CASE("Distance at places known without a formula") {
  const Roller roller = roller_of(0.15, 0.30);
  const Vec3 centre(-0.2, 0.3, 0.01);
  auto distance = [&](double x, double y, double z) {
    return bullet_signed_distance(roller, centre, centre + Vec3(x, y, z));
  };
  CHECK(distance(0.075, 0, 0) == doctest::Approx(0).epsilon(1e-8));
  CHECK(distance(0, -0.085, 0) == doctest::Approx(0.010));
  CHECK(distance(0, 0.07, 0.1) == doctest::Approx(-0.005).epsilon(1e-6));
  CHECK(distance(0, 0, 0.17) == doctest::Approx(0.02));
  CHECK(distance(0, 0, -0.14) == doctest::Approx(-0.01));
  CHECK(distance(0.078, 0, 0.154) == doctest::Approx(0.005));  // 3-4-5 off the edge
}
