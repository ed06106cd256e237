#include "body/roller_shape.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "scenario/catalogue.hpp"
#include "scenario/hull.hpp"

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
  const RollerCollision collision = roller_shape(roller);
  const auto* shape = dynamic_cast<btCylinderShape*>(collision.shape());
  REQUIRE(shape);
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

namespace {

// A roller of one part, off the middle.
Roller one_part(RollerPartShape shape) {
  RollerPart part;
  part.shape = shape;
  part.centre_m = {0.01, -0.02, 0.03};
  part.diameter_m = 0.06;
  part.length_m = 0.1;
  part.size_m = {0.06, 0.08, 0.1};
  part.points_m = {{0.05, 0, 0}, {-0.05, 0, 0}, {0, 0.05, 0}, {0, -0.05, 0}, {0, 0, 0.05}, {0, 0, -0.05}};
  part.faces = hull_faces(part.points_m);
  Roller roller;
  roller.shape = RollerShape::parts;
  roller.parts = {part};
  return roller;
}

double distance_to_box(const Vec3& p, const Vec3& half) {
  const Vec3 over = p.cwiseAbs() - half;
  return over.cwiseMax(0).norm() + std::min(over.maxCoeff(), 0.0);
}

// Inside: to the nearest face. Outside: to the simplex |x| + |y| + |z| = size, by projecting onto it.
double distance_to_octahedron(const Vec3& p, double size) {
  const double over = p.cwiseAbs().sum() - size;
  if (over <= 0) return over / std::sqrt(3.0);
  double low = 0, high = p.cwiseAbs().maxCoeff();  // |p_i| - t, cut at 0, sum to `size`
  for (int n = 0; n < 80; ++n) {
    const double t = 0.5 * (low + high);
    ((p.cwiseAbs().array() - t).max(0).sum() > size ? low : high) = t;
  }
  return (p.cwiseAbs().array() - (p.cwiseAbs().array() - low).max(0)).matrix().norm();
}

}  // namespace

TEST_CASE("Bullet's distance to every convex part equals its closed form") {
  std::mt19937 generator(8);
  std::uniform_real_distribution<double> unit(-1, 1);
  const Vec3 centre(0.01, -0.02, 0.03);
  for (int trial = 0; trial < 300; ++trial) {
    const Vec3 p = 0.1 * Vec3(unit(generator), unit(generator), unit(generator)), q = p - centre;
    const auto bullet = [&](RollerPartShape shape) {
      return bullet_signed_distance(one_part(shape), Vec3::Zero(), p);
    };
    CHECK(std::abs(bullet(RollerPartShape::sphere) - (q.norm() - 0.03)) < 1e-9);
    const Vec3 rest(q.x(), q.y(), std::copysign(std::max(std::abs(q.z()) - 0.02, 0.0), q.z()));
    CHECK(std::abs(bullet(RollerPartShape::capsule) - (rest.norm() - 0.03)) < 1e-9);
    CHECK(std::abs(bullet(RollerPartShape::box) - distance_to_box(q, Vec3(0.03, 0.04, 0.05))) < 1e-8);
    CHECK(std::abs(bullet(RollerPartShape::hull) - distance_to_octahedron(q, 0.05)) < 1e-8);
  }
}

TEST_CASE("Bullet's balls and peanuts are those of the catalogue") {
  std::mt19937 generator(9);
  std::uniform_real_distribution<double> unit(-1, 1);
  const Roller ball = roller_row("ball-8").roller, peanut = roller_row("peanut-12").roller;
  CHECK(dynamic_cast<btSphereShape*>(roller_shape(ball).shape()));
  const double r = 0.5 * peanut.diameter_m, a = 0.5 * peanut.ball_spacing_m,
               w = 0.5 * peanut.waist_diameter_m;
  const double tube = (a * a + w * w - r * r) / (2 * (r - w)), circle = w + tube;
  for (int trial = 0; trial < 200; ++trial) {
    const Vec3 p = 0.12 * Vec3(unit(generator), unit(generator), 1.3 * unit(generator));
    CHECK(std::abs(bullet_signed_distance(ball, Vec3::Zero(), p) - (p.norm() - 0.04)) < 1e-9);
    const double rho = std::hypot(p.x(), p.y()), z = std::abs(p.z());
    const bool waist = z * circle + rho * a < a * circle && rho < circle;
    const double expected = waist ? tube - std::hypot(circle - rho, z) : std::hypot(rho, z - a) - r;
    if (expected < 0) continue;  // inside several parts Bullet's depth is a lower bound
    // the waist's slices stand out of it by their width times its slope
    CHECK(std::abs(bullet_signed_distance(peanut, Vec3::Zero(), p) - expected) < (waist ? 1.5e-3 : 1e-3));
  }
}

TEST_CASE("Bullet's grooves and ribs lie where the catalogue says") {
  const Roller grooved = roller_row("spine-groove").roller, ridged = roller_row("ridged-eva").roller,
               grid = roller_row("grid-eva").roller;
  const auto distance = [](const Roller& roller, double x, double y, double z) {
    return bullet_signed_distance(roller, Vec3::Zero(), Vec3(x, y, z));
  };
  CHECK(distance(grooved, 0.080, 0, 0.1) == doctest::Approx(0.005).epsilon(1e-6));     // beside the channel
  CHECK(distance(grooved, 0, 0.060, 0) == doctest::Approx(0.005).epsilon(1e-6));       // over its floor
  CHECK(distance(grooved, 0.070, 0, -0.020) == doctest::Approx(0.005).epsilon(1e-6));  // from its wall
  CHECK(distance(ridged, 0.075, 0, 0.1) == doctest::Approx(0.005).epsilon(0.03));  // over a rib, flat on top
  const double gap = std::numbers::pi / 12;
  CHECK(distance(ridged, 0.065 * std::cos(gap), 0.065 * std::sin(gap), 0) ==
        doctest::Approx(0.005).epsilon(1e-3));
  CHECK(distance(grid, 0.075 * std::cos(gap), 0.075 * std::sin(gap), 0) ==
        doctest::Approx(0.005).epsilon(1e-6));
  const double between = 0.5 * 2 * std::numbers::pi * 0.07 / 12;
  CHECK(distance(grid, 0.068 * std::cos(gap), 0.068 * std::sin(gap), between) ==
        doctest::Approx(0.002).epsilon(1e-3));
}
