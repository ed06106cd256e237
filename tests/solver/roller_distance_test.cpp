// Shapes of rollers: the sinking against a dense sampling of the surface, its derivatives, the foam's
// thickness.
#include "solver/roller_distance.hpp"

#include <doctest/doctest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "scenario/catalogue.hpp"
#include "scenario/hull.hpp"
#include "solver/blocks.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

// A sphere, a capsule, a cylinder, a box and a hull that overlap.
Roller made_of_parts() {
  Roller roller;
  roller.shape = RollerShape::parts;
  RollerPart sphere, capsule, cylinder, box, hull;
  sphere.centre_m = {0.01, 0, -0.06};
  sphere.diameter_m = 0.09;
  capsule.shape = RollerPartShape::capsule;
  capsule.diameter_m = 0.06;
  capsule.length_m = 0.2;
  cylinder.shape = RollerPartShape::cylinder;
  cylinder.centre_m = {0, 0.01, 0.02};
  cylinder.diameter_m = 0.09;
  cylinder.length_m = 0.03;
  box.shape = RollerPartShape::box;
  box.centre_m = {0, 0, 0.07};
  box.size_m = {0.08, 0.05, 0.03};
  hull.shape = RollerPartShape::hull;
  hull.centre_m = {0, 0, -0.01};
  hull.points_m = {{0.05, 0, 0}, {-0.05, 0, 0}, {0, 0.05, 0}, {0, -0.05, 0}, {0, 0, 0.04}, {0, 0, -0.04}};
  hull.faces = hull_faces(hull.points_m);
  roller.parts = {sphere, capsule, cylinder, box, hull};
  const auto [radius, half] = parts_extent(roller.parts);
  roller.diameter_m = 2 * radius;
  roller.length_m = 2 * half;
  roller.core_diameter_m = 0;
  return roller;
}

std::vector<Roller> every_shape() {
  std::vector<Roller> all;
  for (const char* id : {"firm-epp", "spine-groove", "back-wheel", "peanut-12", "peanut-8", "ball-8",
                         "ridged-eva", "grid-eva"})
    all.push_back(roller_row(id).roller);
  all.push_back(made_of_parts());
  return all;
}

// Distance from the surface rho = R(angle, z), sampled around the place ever more finely.
double sampled_distance(const Roller& roller, const Vec3& place, double reach) {
  constexpr int kHalf = 20;
  const double rho = std::hypot(place.x(), place.y());
  double best = 1e9, angle = std::atan2(place.y(), place.x()), z = place.z();
  double half_angle = std::min(reach / rho, std::numbers::pi), half_z = reach;
  for (int level = 0; level < 3; ++level) {
    const double from_angle = angle, from_z = z;
    for (int a = -kHalf; a <= kHalf; ++a)
      for (int b = -kHalf; b <= kHalf; ++b) {
        const double t = from_angle + half_angle * a / kHalf, h = from_z + half_z * b / kHalf;
        const double r = roller_surface_radius(roller, t, h);
        const double d = (Vec3(r * std::cos(t), r * std::sin(t), h) - place).norm();
        if (r > 0 && d < best) best = d, angle = t, z = h;
      }
    half_angle *= 3.0 / kHalf;
    half_z *= 3.0 / kHalf;
  }
  return best;
}

// Largest error of the sinking at places so far below the surface along the ray.
double worst_error(const Roller& roller, double depth, int places) {
  Noise noise(3);
  double worst = 0;
  // a channel and its walls, or most of the length
  const double along = roller.shape == RollerShape::grooved ? roller.groove_width_m : 0.4 * roller.length_m;
  for (int n = 0; n < places; ++n) {
    const double turn = 3 * noise(), z = along * noise();
    const double r = roller_surface_radius(roller, turn, z) - depth;
    if (r < 0.01) continue;
    const Vec3 place(r * std::cos(turn), r * std::sin(turn), z);
    const double sampled = sampled_distance(roller, place, 1.2 * std::abs(depth));
    worst = std::max(worst, std::abs(roller_distance(roller, place).sinking - std::copysign(sampled, depth)));
  }
  return worst;
}

}  // namespace

TEST_CASE("the sinking is the distance from the densely sampled surface: exact for balls and cylinders") {
  for (const char* id : {"firm-epp", "peanut-12", "peanut-8", "ball-8"}) {
    CAPTURE(id);
    for (const double depth : {-5e-3, 1e-3, 10e-3, 30e-3})
      CHECK(worst_error(roller_row(id).roller, depth, 8) < 0.02e-3);  // of the sampling itself
  }
}

TEST_CASE(
    "the sinking near grooves and ribs is the distance from the densely sampled surface, less so deeper") {
  struct Bound {
    double depth, error;  // [m]
  };
  for (const std::string id : {"spine-groove", "back-wheel", "ridged-eva", "grid-eva"})
    for (const Bound& bound : {Bound{0.2e-3, 0.01e-3}, Bound{0.5e-3, 0.05e-3}, Bound{1e-3, 0.15e-3},
                               Bound{2e-3, 0.6e-3}, Bound{5e-3, 2.5e-3}, Bound{15e-3, 8e-3}}) {
      CAPTURE(id);
      CAPTURE(bound.depth);
      CHECK(worst_error(roller_row(id).roller, bound.depth, 40) < bound.error);
    }
}

TEST_CASE("deep below grooves and ribs the sinking is the way along the ray to the axis") {
  for (const char* id : {"spine-groove", "back-wheel", "ridged-eva", "grid-eva"}) {
    CAPTURE(id);
    const Roller roller = roller_row(id).roller;
    Noise noise(4);
    for (int n = 0; n < 50; ++n) {
      const double turn = 3 * noise(), z = 0.4 * roller.length_m * noise(), depth = 12e-3;
      const double r = roller_surface_radius(roller, turn, z);
      const Vec3 ray(std::cos(turn), std::sin(turn), 0);
      const RollerDistance d = roller_distance(roller, (r - depth) * ray + Vec3(0, 0, z));
      CHECK(d.sinking == relative(depth).epsilon(0.06));
      CHECK(d.sinking / d.thickness == relative(depth / (r - 0.5 * roller.core_diameter_m)).epsilon(1e-9));
      CHECK(d.gradient.dot(ray) < -0.7);
    }
  }
}

TEST_CASE("the sinking into parts is the greatest of theirs, rounded by less than 1.7 mm where they meet") {
  const Roller roller = made_of_parts();
  const auto sinking = [&](double x, double y, double z) {
    return roller_distance(roller, {x, y, z}).sinking;
  };
  const double rounding = kRounding * std::log(5);
  CHECK(sinking(0.01, 0, -0.09) == relative(0.015).epsilon(0.01));   // sphere, where nothing else is near
  CHECK(sinking(0.01, 0, -0.11) == relative(-0.005).epsilon(0.05));  // outside it
  CHECK(std::abs(sinking(0, 0, 0.095) - 0.005) < rounding);          // capsule's end
  CHECK(sinking(0.038, 0, 0.07) == relative(0.002).epsilon(0.05));   // box: from its face
  CHECK(sinking(0.045, 0, -0.01) > 0);                               // hull: in its corner
  CHECK(sinking(0.051, 0, -0.01) < 0);
}

TEST_CASE("a hull's faces are those of the octahedron and of the cube") {
  const auto octahedron = made_of_parts().parts[4].faces;
  CHECK(octahedron.size() == 8);
  std::vector<std::array<double, 3>> cube;
  for (const double x : {-0.02, 0.02})
    for (const double y : {-0.02, 0.02})
      for (const double z : {-0.02, 0.02}) cube.push_back({x, y, z});
  CHECK(hull_faces(cube).size() == 6);
  for (const auto& face : hull_faces(cube)) CHECK(face[3] == relative(0.02));
  CHECK(hull_width(cube, hull_faces(cube)) == relative(0.04));
  CHECK(hull_width({{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}},
                   hull_faces({{0, 0, 0}, {1, 0, 0}, {0, 1, 0}})) < 1e-9);
}

TEST_CASE("gradient and Hessian of every shape are its derivatives") {
  Noise noise(5);
  for (const Roller& roller : every_shape()) {
    CAPTURE(roller.id);
    CAPTURE(static_cast<int>(roller.shape));
    for (int trial = 0; trial < 30; ++trial) {
      const double turn = 3 * noise(), z = 0.45 * roller.length_m * noise();
      const double r = roller_surface_radius(roller, turn, z) - 0.01 - 0.012 * noise();
      if (r < 0.012) continue;
      const Vec3 x(r * std::cos(turn), r * std::sin(turn), z);
      const RollerDistance d = roller_distance(roller, x);
      for (int c = 0; c < 3; ++c) {
        Vec3 step = Vec3::Zero();
        step[c] = 1e-7;
        const RollerDistance up = roller_distance(roller, x + step), down = roller_distance(roller, x - step);
        CHECK(std::abs((up.sinking - down.sinking) / 2e-7 - d.gradient[c]) < 1e-6);
        CHECK(((up.gradient - down.gradient) / 2e-7 - d.hessian.col(c)).norm() <
              1e-4 * (1 + d.hessian.norm()));
      }
    }
  }
}

TEST_CASE("the surface is where the sinking is zero, and the foam there reaches to the core") {
  Noise noise(6);
  for (const Roller& roller : every_shape()) {
    CAPTURE(roller.id);
    for (int trial = 0; trial < 30; ++trial) {
      const double turn = 3 * noise(), z = 0.45 * roller.length_m * noise();
      const double r = roller_surface_radius(roller, turn, z);
      if (r < 0.01) continue;
      const RollerDistance d = roller_distance(roller, Vec3(r * std::cos(turn), r * std::sin(turn), z));
      CHECK(std::abs(d.sinking) < 1e-9);
      if (roller.shape == RollerShape::parts) continue;
      CHECK(d.gradient.norm() == relative(1).epsilon(1e-9));
      CHECK(d.thickness <= roller.foam_thickness() + 1e-12);
    }
  }
}

TEST_CASE("the catalogue's volume is that under the sampled surface") {
  for (const Roller& roller : every_shape()) {
    if (roller.shape == RollerShape::parts) continue;
    CAPTURE(roller.id);
    const int around = 360, along = roller.shape == RollerShape::ridged ? 1 : 400;
    double sum = 0;
    for (int b = 0; b < along; ++b)
      for (int a = 0; a < around; ++a) {
        const double z = roller.length_m * ((b + 0.5) / along - 0.5);
        const double r = roller_surface_radius(roller, 2 * std::numbers::pi * (a + 0.5) / around, z);
        sum += std::max(0.0, r * r - 0.25 * roller.core_diameter_m * roller.core_diameter_m);
      }
    sum *= std::numbers::pi * roller.length_m / (static_cast<double>(around) * along);
    CHECK(roller_volume(roller) == relative(sum).epsilon(0.02));
  }
}
