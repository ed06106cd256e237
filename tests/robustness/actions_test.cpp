// A user's actions on a loaded back: every step must find its equilibrium and close its ledger.
#include <doctest/doctest.h>

#include <algorithm>

#include "robustness/scenes.hpp"
#include "robustness/settings.hpp"

using namespace backroll;
using namespace backroll::robustness;

namespace {

void check_action(const Scene& scene) {
  CAPTURE(scene.name);
  const Tally tally = play(scene);
  print(scene.name, tally);
  CHECK(tally.settled);
  CHECK(tally.steps == static_cast<int>(scene.actions.size()));
  CHECK_MESSAGE(tally.unconverged == 0, "first: " << tally.first_failure);
  CHECK(tally.worst_closure <= 1e-3);  // the bound of every reported run
  CHECK(tally.least_volume_ratio > 0);
}

void check_action(const std::vector<Scene>& scenes) {
  for (const Scene& scene : scenes) check_action(scene);
}

}  // namespace

TEST_SUITE_BEGIN("long");

TEST_CASE("a load ramped to 600 N and back while rolling") {
  check_action(load_ramp(action_steps()));
}

TEST_CASE("loads that jump by 400 N in one step") {
  check_action(load_jumps(action_steps()));
}

TEST_CASE("a loaded roller that changes between soft foam and a bare tube") {
  check_action(firmness_changes(action_steps()));
}

TEST_CASE("speeds from 0.005 to 0.3 m/s with reversals over thoracic and lumbar spine") {
  check_action(speed_changes(action_steps()));
}

TEST_CASE("every friction with a free, a driven and a locked roller") {
  const int steps = action_steps();  // of thirteen scenes
  check_action(friction_and_drive(long_runs() ? steps : steps / 2));
}

TEST_CASE("tissue nearly incompressible by K/G 50, 100 and 300") {
  check_action(bulk_ratios(action_steps()));
}

TEST_CASE("half of a slab's thickness pressed away") {
  const Scene scene = pressed_slab(action_steps());
  double lowest = 0;
  for (const Action& action : scene.actions) lowest = std::min(lowest, *action.height);
  if (action_steps() >= 60) CHECK(lowest == doctest::Approx(-0.5 * kSlabThickness));
  check_action(scene);
}

TEST_CASE("600 N on a hard roller over the lumbar processes") {
  check_action(hard_on_lumbar(action_steps()));
}

TEST_CASE("a soft roller without friction on the thickest fat, a hard one on the thinnest") {
  check_action(fat_and_lean(action_steps()));
}

// Sessions of thousands of steps, only with BACKROLL_LONG=1.
TEST_CASE("a quarter of an hour of rolling, holding and changing" * doctest::skip(!long_runs())) {
  check_action(quarter_hour(steps_or(27000)));
}

TEST_CASE("3000 steps of random speeds and loads over all vertebrae" * doctest::skip(!long_runs())) {
  check_action(random_walk(steps_or(3000)));
}

TEST_SUITE_END();
