// Pieces of the skeleton under load: which bodies, closed forms, preload, refusals.
#include "session/part.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "scenario/input_error.hpp"
#include "session/hand_skeleton.hpp"
#include "solver/relative.hpp"
#include "units.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

Part pushed(PartKind kind, const std::string& level, double newtons, std::array<double, 3> direction) {
  Part part;
  part.kind = kind;
  part.level = level;
  part.direction = direction;
  part.force_n = Table{{0, 0}, {0.5, newtons}};
  return part;
}

Part bent(PartKind kind, const std::string& level, double newton_metres) {
  Part part = pushed(kind, level, 0, {0, 0, 1});
  part.force_n.reset();
  part.moment_nm = Table{{0, 0}, {0.5, newton_metres}};
  return part;
}

PartRun run_hand(const Part& part) {
  return run_part(part, part_model(part, hand_skeleton()));
}

int held_bodies(const PartModel& model) {
  return static_cast<int>(std::count_if(model.rigid.bodies.begin(), model.rigid.bodies.end(),
                                        [](const RigidBody& body) { return body.held; }));
}

}  // namespace

TEST_CASE("each kind of part takes its bodies, joints and what is held") {
  struct Expected {
    PartKind kind;
    const char *level, *loaded;
    std::size_t bodies, joints, units;
    int held;
  };
  for (const Expected& e : {Expected{PartKind::spinal_unit, "T8", "T8", 2, 1, 1, 1},
                            {PartKind::costovertebral, "T6", "rib 6 right", 2, 1, 0, 1},
                            {PartKind::thoracic_column, "", "T1", 12 + 24 + 1, 11 + 24 + 20, 11, 1},
                            {PartKind::bare_column, "", "T1", 12, 11, 11, 1},
                            {PartKind::cage, "", "sternum", 12 + 24 + 1, 24 + 20, 0, 12}}) {
    const PartModel model = part_model(pushed(e.kind, e.level, 1, {1, 0, 0}), hand_skeleton());
    CAPTURE(model.title);
    CHECK(model.rigid.bodies.size() == e.bodies);
    CHECK(model.rigid.joints.size() == e.joints);
    CHECK(model.joint_names.size() == e.joints);
    CHECK(model.units.size() == e.units);
    CHECK(held_bodies(model) == e.held);
    CHECK(model.rigid.bodies[model.loaded].name == e.loaded);
  }
}

TEST_CASE("steps are 1/60 s apart and end with the table") {
  Part part = bent(PartKind::spinal_unit, "T8", 2);
  part.moment_nm = Table{{0, 0}, {0.1, 2}, {0.21, -1}};
  const PartRun run = run_hand(part);
  REQUIRE(run.converged);
  REQUIRE(run.steps.size() == 14);
  CHECK(run.planned == 14);
  CHECK(run.steps[3].time_s == doctest::Approx(0.05));
  CHECK(run.steps[3].moment == doctest::Approx(1));
  CHECK(run.steps[3].force == 0);
  CHECK(run.steps.back().time_s == 0.21);
  CHECK(run.steps.back().moment == -1);
}

TEST_CASE("a spinal unit under a moment turns by moment over stiffness and comes back") {
  Part part = bent(PartKind::spinal_unit, "T8", 4);
  part.moment_nm = Table{{0, 0}, {0.5, 4}, {1, 0}};
  const PartRun run = run_hand(part);
  REQUIRE(run.converged);
  const PartStep& top = run.steps[30];
  CHECK(run.units == std::vector<std::string>{"T8/T9"});
  CHECK((top.turn - Vec3(0, 0, 4 / kBending)).norm() < 1e-9);
  CHECK((top.unit_angle[0] - top.turn).norm() < 1e-9);
  CHECK(run.steps.back().turn.norm() < 1e-9);
}

TEST_CASE("a force on a spinal unit acts at the disc: it shifts and does not turn") {
  const PartRun run = run_hand(pushed(PartKind::spinal_unit, "T8", 50, {1, 0, 0}));
  REQUIRE(run.converged);
  CHECK((run.steps.back().shift - Vec3(50 / kTranslation, 0, 0)).norm() < 1e-9);
  CHECK(run.steps.back().turn.norm() < 1e-9);
  CHECK(run.steps.back().force == 50);
}

TEST_CASE("under preload a spinal unit is stiffer and what it moves is counted from the preload") {
  Part part = bent(PartKind::spinal_unit, "T8", 0.1);
  const double plain = run_hand(part).steps.back().turn.z();
  part.preload_n = 500;
  const PartRun run = run_hand(part);
  REQUIRE(run.converged);
  CHECK(run.steps.front().shift.norm() < 1e-12);
  CHECK(run.steps.front().turn.norm() < 1e-12);
  CHECK(plain / run.steps.back().turn.z() == relative(2.11).epsilon(0.02));
}

TEST_CASE("a rib pushed at its joint moves by force over stiffness") {
  const PartRun run = run_hand(pushed(PartKind::costovertebral, "T6", 20, {0, 0, 1}));
  REQUIRE(run.converged);
  CHECK(run.units.empty());
  CHECK((run.steps.back().shift - Vec3(0, 0, 20 / 2e4)).norm() < 1e-9);
}

TEST_CASE("a bare column under a moment bends by the same angle in each of its units") {
  const PartRun run = run_hand(bent(PartKind::bare_column, "", 2));
  REQUIRE(run.converged);
  const PartStep& top = run.steps.back();
  CHECK(top.turn.z() == relative(11 * 2 / kBending).epsilon(1e-6));
  REQUIRE(top.unit_angle.size() == 11);
  for (const Vec3& angle : top.unit_angle) CHECK((angle - Vec3(0, 0, 2 / kBending)).norm() < 1e-8);
  // backward: the loaded point goes back and a little down
  CHECK(top.shift.x() < -0.02);
  CHECK(top.shift.y() < 0);
  CHECK(std::abs(top.shift.z()) < 1e-9);
}

TEST_CASE("ribs and sternum stiffen the column, and so does a follower load") {
  const double bare = run_hand(bent(PartKind::bare_column, "", 2)).steps.back().turn.z();
  const PartRun with_ribs = run_hand(bent(PartKind::thoracic_column, "", 2));
  REQUIRE(with_ribs.converged);
  CHECK(with_ribs.steps.back().turn.z() < 0.8 * bare);
  CHECK(with_ribs.steps.back().turn.z() > 0.05 * bare);
  Part loaded = bent(PartKind::bare_column, "", 2);
  loaded.preload_n = 300;
  const PartRun preloaded = run_hand(loaded);
  REQUIRE(preloaded.converged);
  CHECK(preloaded.steps.back().turn.z() < 0.7 * bare);
}

TEST_CASE("a cage pressed at the sternum gives way straight back, both sides alike") {
  const PartRun run = run_hand(pushed(PartKind::cage, "", 50, {-1, 0, 0}));
  REQUIRE(run.converged);
  const PartStep& top = run.steps.back();
  CHECK(top.shift.x() < -1e-4);
  CHECK(std::abs(top.shift.z()) < 1e-9);
  CHECK(std::abs(top.turn.x()) < 1e-9);
  CHECK(std::abs(top.turn.y()) < 1e-9);
}

TEST_CASE("a part whose joint cannot carry the load ends with a message and no made-up step") {
  Skeleton skeleton = hand_skeleton();
  for (SkeletonJoint& joint : skeleton.joints) joint.law.stiffness(5, 5) = 0;
  const Part part = bent(PartKind::spinal_unit, "T8", 2);
  const PartRun run = run_part(part, part_model(part, skeleton));
  CHECK_FALSE(run.converged);
  CHECK(run.steps.size() == 1);  // without load
  CHECK(run.message.starts_with("no equilibrium at 0.01667 s under "));
}

TEST_CASE("a progress that says no ends the run there") {
  const Part part = bent(PartKind::spinal_unit, "T8", 2);
  const PartRun run =
      run_part(part, part_model(part, hand_skeleton()), 1. / 60, [](int done) { return done < 5; });
  CHECK(run.steps.size() == 5);
  CHECK(run.planned == 31);
  CHECK(run.converged);
}

TEST_CASE("a level that the skeleton does not have is an input error") {
  CHECK_THROWS_AS(part_model(pushed(PartKind::spinal_unit, "L4", 1, {1, 0, 0}), hand_skeleton()), InputError);
  CHECK_THROWS_AS(part_model(pushed(PartKind::costovertebral, "L1", 1, {1, 0, 0}), hand_skeleton()),
                  InputError);
}

TEST_CASE("the parts of the average man come to equilibrium") {
  const Subject subject;
  const PartRun unit = run_part(bent(PartKind::spinal_unit, "L3", 5), subject);
  CHECK(unit.converged);
  CHECK(unit.steps.back().turn.z() > 0.5 * kRadians);
  CHECK(unit.steps.back().turn.z() < 15 * kRadians);
  const PartRun cage = run_part(pushed(PartKind::cage, "", 100, {-1, 0, 0}), subject);
  CHECK(cage.converged);
  CHECK(cage.steps.back().shift.x() < -1e-3);
}
