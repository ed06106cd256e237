// Shapes of rollers: the sinking against a dense sampling of the surface, its derivatives, the foam's
// thickness.
#include "solver/roller_distance.hpp"

#include <doctest/doctest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

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

// Distance from the surface rho = R(angle, z), sampled around the place.
double sampled_distance(const Roller& roller, const Vec3& place, double reach) {
  constexpr int kCoarse = 120;
  const double turn = std::atan2(place.y(), place.x());
  double best = 1e9, angle = turn, z = place.z(), half_angle = std::min(reach / 0.03, std::numbers::pi),
         half_z = reach;
  for (int level = 0; level < 4; ++level) {
    const double from_angle = angle, from_z = z;
    for (int a = -kCoarse; a <= kCoarse; ++a)
      for (int b = -kCoarse; b <= kCoarse; ++b) {
        const double t = from_angle + half_angle * a / kCoarse, h = from_z + half_z * b / kCoarse;
        const double r = roller_surface_radius(roller, t, h);
        if (r <= 0) continue;
        const double d = (Vec3(r * std::cos(t), r * std::sin(t), h) - place).norm();
        if (d < best) best = d, angle = t, z = h;
      }
    half_angle *= 3.0 / kCoarse;
    half_z *= 3.0 / kCoarse;
  }
  return best;
}

}  // namespace

TEST_CASE("probe") {
  for (const Roller& roller : every_shape()) {
    if (roller.shape == RollerShape::parts) continue;
    Noise noise(3);
    double worst[5] = {0, 0, 0, 0, 0};
    const double bands[5] = {0.5e-3, 2e-3, 5e-3, 10e-3, 20e-3};
    for (int n = 0; n < 150; ++n) {
      const double turn = 3 * noise(), z = 0.4 * roller.length_m * noise();
      const double r = roller_surface_radius(roller, turn, z);
      for (int b = 0; b < 5; ++b) {
        if (r - bands[b] < 0.01) continue;
        const Vec3 place((r - bands[b]) * std::cos(turn), (r - bands[b]) * std::sin(turn), z);
        const double s = roller_distance(roller, place).sinking;
        worst[b] = std::max(worst[b], std::abs(s - sampled_distance(roller, place, 1.2 * bands[b])));
      }
    }
    std::printf("%-14s %.3f %.3f %.3f %.3f %.3f mm\n", roller.id.c_str(), 1e3 * worst[0], 1e3 * worst[1],
                1e3 * worst[2], 1e3 * worst[3], 1e3 * worst[4]);
  }
}

TEST_CASE("gradient and Hessian of every shape are its derivatives") {
  Noise noise(5);
  for (const Roller& roller : every_shape()) {
    CAPTURE(roller.id);
    CAPTURE(static_cast<int>(roller.shape));
    for (int trial = 0; trial < 60; ++trial) {
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
    for (int trial = 0; trial < 60; ++trial) {
      const double turn = 3 * noise(), z = 0.45 * roller.length_m * noise();
      const double r = roller_surface_radius(roller, turn, z);
      if (r < 0.01) continue;
      const RollerDistance d = roller_distance(roller, Vec3(r * std::cos(turn), r * std::sin(turn), z));
      CHECK(std::abs(d.sinking) < 1e-9);
      if (roller.shape == RollerShape::parts) continue;
      CHECK(d.gradient.norm() == relative(1).epsilon(1e-2));
      CHECK(d.thickness <= roller.foam_thickness() + 1e-12);
    }
  }
}

TEST_CASE("the catalogue's volume is that under the sampled surface") {
  for (const Roller& roller : every_shape()) {
    if (roller.shape == RollerShape::parts) continue;
    CAPTURE(roller.id);
    const int around = 720, along = 2000;
    double sum = 0;
    for (int b = 0; b < along; ++b)
      for (int a = 0; a < around; ++a) {
        const double z = roller.length_m * ((b + 0.5) / along - 0.5);
        const double r = roller_surface_radius(roller, 2 * std::numbers::pi * (a + 0.5) / around, z);
        sum += std::max(0.0, r * r - 0.25 * roller.core_diameter_m * roller.core_diameter_m);
      }
    sum *= std::numbers::pi * roller.length_m / (static_cast<double>(around) * along);
    CHECK(roller_volume(roller) == relative(sum).epsilon(0.03));
  }
}
