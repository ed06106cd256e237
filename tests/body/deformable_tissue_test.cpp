// A slab brought to rest in Bullet's deformable world: balances, depth, order of rollers, failures in words.
#include "body/deformable_tissue.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "body/blocks_of_tets.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

// 12 x 16 x 4 cm, 288 tets.
DeformableModel small_block() {
  return block_of_tets({2, 12, 2}, Vec3(0.12, 0.16, 0.04), reference_law());
}

Presser small_foam(double modulus) {
  Presser p;
  p.radius = 0.05;
  p.foam = PresserFoam{};
  p.foam->law.modulus = modulus;
  p.foam->law.collapse = modulus / 15;
  p.foam->law.gas = 0;
  p.foam->thickness = 0.03;
  return p;
}

void check_balance(const DeformableRest& rest, double load, double share) {
  CHECK(std::abs(rest.roller_force - load) < share * load);
  CHECK(std::abs(rest.base_force - load) < share * load);
  CHECK(std::abs(rest.tissue_force - load) < share * load);
}

}  // namespace

TEST_CASE("in Bullet a rigid cylinder and a ball come to rest: three balances give the load" *
          doctest::test_suite("long")) {
  for (const PresserShape shape : {PresserShape::cylinder, PresserShape::sphere}) {
    CAPTURE(static_cast<int>(shape));
    Presser p;
    p.shape = shape;
    p.radius = 0.045;
    DeformableWorld world(small_block(), p);
    const DeformableRest rest = world.press(6);
    check_balance(rest, 6, 0.005);
    CHECK(rest.height < -1e-3);
    CHECK(rest.height > -0.02);
    // nodal contact forces are where the presser is, and push
    for (std::size_t n = 0; n < rest.contact_force.size(); ++n)
      if (rest.contact_force[n].norm() > 0.1) CHECK(std::abs(rest.place[n].y()) < 0.05);
    CHECK(rest.area > 0);
  }
}

TEST_CASE("in Bullet more load goes deeper, a softer foam too" * doctest::test_suite("long")) {
  double depth[2][2];
  for (int soft = 0; soft < 2; ++soft) {
    DeformableWorld world(small_block(), small_foam(soft ? 0.1e6 : 2e6));
    for (int load = 0; load < 2; ++load) {
      const DeformableRest rest = world.press(load ? 20 : 10);
      check_balance(rest, load ? 20 : 10, 0.005);
      depth[soft][load] = -rest.height;
    }
    CHECK(depth[soft][1] > 1.2 * depth[soft][0]);
  }
  CHECK(depth[1][1] > 1.05 * depth[0][1]);
}

TEST_CASE("in Bullet the weight of the tissue rests on its base beside the load") {
  DeformableModel heavy = small_block();
  for (std::size_t n = 0; n < heavy.node.size(); ++n) heavy.load.emplace_back(0.05, 0, 0);
  DeformableWorld world(heavy, small_foam(1e6));
  const DeformableRest rest = world.press(10);
  check_balance(rest, 10, 0.005);
  Vec3 held = Vec3::Zero();
  for (const Vec3& f : rest.support_force) held += f;
  CHECK(held.x() == doctest::Approx(10 + 0.05 * heavy.node.size()).epsilon(2e-3));
}

TEST_CASE("foam pushes along the outward normal of its cylinder, with the law's pressure") {
  const Presser p = small_foam(1e6);
  const Vec3 place(-0.001, 0.01, 0.02);  // 4 mm deep roller above it
  const FoamTouch touch = foam_touch(p, -0.004, place, 2e-4);
  const Vec3 ray(place.x() - (-0.05 + 0.004), place.y(), 0);
  const double sinking = 0.05 - ray.norm();
  REQUIRE(sinking > 0.3e-3);
  CHECK(touch.pressure == doctest::Approx(foam_loading(p.foam->law, sinking / 0.03).p));
  CHECK((touch.force - touch.pressure * 2e-4 * ray.normalized()).norm() < 1e-12);
  CHECK(foam_touch(p, 0.01, place, 2e-4).force.isZero(0));
}

TEST_CASE("where Bullet finds no rest it is said in words") {
  Relaxation hasty;
  hasty.most_steps = 300;
  hasty.force_tolerance = 1e-12;
  DeformableWorld world(small_block(), small_foam(1e6), hasty);
  std::string words;
  try {
    world.press(10);
  } catch (const DeformableFailure& failure) {
    words = failure.what();
  }
  CHECK(words.find("no rest") != std::string::npos);
  CHECK(words.find("300 steps") != std::string::npos);
  // a load that no tissue bears
  DeformableWorld crushed(small_block(), small_foam(1e6));
  CHECK_THROWS_AS(crushed.press(1e6), DeformableFailure);
  Presser ball = small_foam(1e6);
  ball.shape = PresserShape::sphere;
  CHECK_THROWS_AS(DeformableWorld(small_block(), ball), std::invalid_argument);
}

TEST_CASE("Bullet's rest is the same to the last bit" * doctest::test_suite("long")) {
  const auto height = [] {
    DeformableWorld world(small_block(), small_foam(1e6));
    return world.press(10).height;
  };
  CHECK(height() == height());
}

TEST_CASE(
    "the reference slab in Bullet: 300 N within 0.5 %, 22.46 mm within the bound of docs/crosscheck.md" *
    doctest::test_suite("long")) {
  for (const int along : {12, 20, 36}) {
    CAPTURE(along);
    DeformableWorld world(block_of_tets({4, along, 4}, Vec3(0.4, 0.5, 0.08), reference_law()), Presser{});
    const DeformableRest rest = world.press(300);
    check_balance(rest, 300, 0.005);
    const double spacing = 500.0 / along, sagitta = spacing * spacing / (8 * 75);  // [mm]
    CHECK(std::abs(-1e3 * rest.height - 22.46) < 0.05 * 22.46 + sagitta);
  }
}
