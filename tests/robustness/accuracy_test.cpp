// Reported runs against a reference in double precision solved to 1e-6, step by step.
#include <doctest/doctest.h>

#include "robustness/agreement.hpp"
#include "robustness/scenes.hpp"
#include "robustness/settings.hpp"

using namespace backroll;
using namespace backroll::robustness;

namespace {

// Returns the heights of the reference's roller.
std::vector<double> check(const Scene& scene) {
  CAPTURE(scene.name);
  const Agreement agreement = compare(scene);
  print(scene.name, agreement);
  CHECK(agreement.unconverged == 0);
  CHECK(agreement.compared == static_cast<int>(scene.actions.size()));
  CHECK(agreement.sinking.value <= kSinkingBound);
  CHECK(agreement.force.value <= kForceBound);
  CHECK(agreement.bone.value <= kShareBound);
  CHECK(agreement.region.value <= kShareBound);
  return agreement.heights;
}

}  // namespace

TEST_SUITE_BEGIN("long");

TEST_CASE("a rolled back agrees with the reference under load control and under height control") {
  const Scene scene = rolled_at("L3", accuracy_steps());
  check(at_heights(scene, check(scene)));
}

TEST_CASE("every action agrees with the reference" * doctest::skip(!long_runs())) {
  for (const Scene& scene : all_scenes(accuracy_steps())) check(scene);
}

TEST_SUITE_END();
