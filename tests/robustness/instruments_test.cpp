// The instruments themselves: what they are meant to catch, they catch.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "protocol/plan.hpp"
#include "robustness/agreement.hpp"
#include "robustness/scenes.hpp"
#include "robustness/shuttle.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::robustness;
using backroll::test::relative;

namespace {

// A slab of a few nodes pressed by 1 mm a step.
Scene small_press() {
  Scene scene{"small slab", std::make_shared<const Rig>(slab_rig(60)), {}, {}};
  scene.indenter = scene.rig->indenter;
  for (int n = 1; n <= 2; ++n) {
    Action action;
    action.height = -1e-3 * n;
    scene.actions.push_back(action);
  }
  return scene;
}

Outcome some_outcome() {
  return {true, 300, 0.02, 300, {Vec3(100, 0, 0), Vec3(200, 0, 0)}, {120, 180}};
}

Agreement agreement_of(const Outcome& mine) {
  Agreement agreement;
  agreement.add(7, mine, some_outcome());
  return agreement;
}

}  // namespace

TEST_CASE("a shuttle keeps its acceleration and its ends and reaches its speed") {
  const double dt = 1.0 / 60, most = kTravelAcceleration * dt;
  Shuttle shuttle(0.1, 0.4, kTravelAcceleration);
  double before = 0, fastest = 0, low = 1, high = 0;
  int turns = 0;
  for (int n = 0; n < 1000; ++n) {
    shuttle.advance(n % 70 < 50 ? 0.3 : 0.02, dt);
    REQUIRE(std::abs(shuttle.velocity() - before) <= most * (1 + 1e-9));
    before = shuttle.velocity();
    fastest = std::max(fastest, std::abs(before));
    low = std::min(low, shuttle.place());
    high = std::max(high, shuttle.place());
    turns += shuttle.turned() ? 1 : 0;
  }
  CHECK(fastest == relative(0.3));
  CHECK(turns > 4);
  CHECK(low >= 0.1 - 1e-9);
  CHECK(high <= 0.4 + 1e-9);
  CHECK(high > 0.38);
}

TEST_CASE("a shuttle without limit has its speed at once and comes back to new ends") {
  Shuttle shuttle(0, 1, std::numeric_limits<double>::infinity());
  CHECK(shuttle.advance(0.3, 0.1) == relative(0.03));
  CHECK(shuttle.advance(0, 0.1) == relative(0.03));
  shuttle.between(-0.5, -0.2);
  for (int n = 0; n < 20; ++n) shuttle.advance(0.3, 0.1);
  CHECK(shuttle.place() < -0.2);
  CHECK(shuttle.place() >= -0.5);
}

TEST_CASE("a solver that may not iterate is counted as unconverged in every step") {
  SolverOptions options;
  options.max_newton = 0;
  const Tally tally = play(small_press(), options);
  CHECK(tally.steps == 2);
  CHECK(tally.unconverged == 2);
  CHECK(tally.first_failure.find("step 0") != std::string::npos);
}

TEST_CASE("a small slab is pressed without a failure, and its iterations and closure are counted") {
  const Tally tally = play(small_press());
  CHECK(tally.unconverged == 0);
  CHECK(tally.iterations >= 2);
  CHECK(tally.worst_iterations < tally.iterations);
  CHECK(tally.worst_closure > 0);
  CHECK(tally.worst_closure <= 1e-3);
}

TEST_CASE("a small slab agrees with the reference; solved to a tenth it does not") {
  const Scene scene = small_press();
  const Agreement agreement = compare(scene);
  CHECK(agreement.compared == 2);
  CHECK(agreement.unconverged == 0);
  CHECK(agreement.beyond() == 0);
  CHECK(agreement.force.step >= 0);
  CHECK(agreement.sinking.step < 0);  // not compared under height control
  SolverOptions loose;
  loose.tolerance = 0.1;
  CHECK(compare(scene, loose).force.value > kForceBound);
}

TEST_CASE("an error just beyond a bound is seen, one within is not") {
  Outcome mine = some_outcome();
  CHECK(agreement_of(mine).beyond() == 0);
  mine.sinking = 0.02 * (1 + 0.9e-3);
  CHECK(agreement_of(mine).beyond() == 0);
  mine.sinking = 0.02 * (1 - 1.1e-3);
  CHECK(agreement_of(mine).sinking.beyond == 1);
  CHECK(agreement_of(mine).sinking.step == 7);
  mine = some_outcome();
  mine.bone[1] += Vec3(0, 1.6, 0);  // of 300 N
  CHECK(agreement_of(mine).bone.beyond == 1);
  mine = some_outcome();
  mine.region[0] -= 1.6;
  CHECK(agreement_of(mine).region.beyond == 1);
  mine = some_outcome();
  mine.region[0] = std::nan("");
  CHECK(agreement_of(mine).beyond() == 1);
}

TEST_CASE("the firmness between two foams starts at one and ends at the other") {
  const Indenter soft = with_foam({}, "EPE", 20), firm = with_foam({}, "EVA", 250);
  CHECK(between(soft, firm, 0).foam.modulus == relative(soft.foam.modulus));
  CHECK(between(soft, firm, 1).foam.modulus == relative(firm.foam.modulus));
  const double middle = foam_loading(between(soft, firm, 0.5).foam, 0.25).p;
  CHECK(middle > foam_loading(soft.foam, 0.25).p);
  CHECK(middle < foam_loading(firm.foam, 0.25).p);
}

TEST_CASE("the fattest and the leanest subject of the catalogue") {
  CHECK(fattest_subject() == "heavier-man");
  CHECK(leanest_subject() == "lean-woman");
}
