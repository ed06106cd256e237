#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "protocol/plan.hpp"
#include "robustness/scenes.hpp"
#include "robustness/shuttle.hpp"

namespace backroll::robustness {

namespace {

Scene back_scene(const std::string& name, double dt) {
  const auto rig = std::make_shared<const Rig>(back_rig({}));
  const Indenter indenter = rig->indenter;
  return {name, rig, indenter, {}, dt};
}

// Towards `wanted` by at most `rate`.
double follow(double value, double wanted, double rate) {
  return value + std::clamp(wanted - value, -rate, rate);
}

// Whole number in [low, high]; the standard's distributions differ from library to library.
int drawn(std::mt19937& random, int low, int high) {
  return low + static_cast<int>(random() % static_cast<std::uint32_t>(high - low + 1));
}

}  // namespace

Scene quarter_hour(int steps) {
  Scene scene = back_scene("a quarter of an hour: strokes T4-T12-L3, holds, loads, speeds, 1/30 s", 1.0 / 30);
  const Rig& rig = *scene.rig;
  const std::array<double, 7> speed = {0.05, 0.03, 0.1, 0.2, 0.05, 0.3, 0.15};
  const std::array<double, 5> load = {350, 250, 450, 550, 300};
  constexpr int kPart = 30 * 20, kHold = 30 * 3;  // steps: 20 s on a part of the back, the last 3 s held
  Shuttle shuttle(rig.arc("T4"), rig.arc("T12"), kTravelAcceleration);
  double pressed = 0;
  for (int n = 0; n < steps; ++n) {
    const std::size_t part = static_cast<std::size_t>(n / kPart);
    if (n % kPart == 0)
      shuttle.between(rig.arc(part % 2 == 0 ? "T4" : "T12"), rig.arc(part % 2 == 0 ? "T12" : "L3"));
    const bool hold = n % kPart >= kPart - kHold;
    Action action;
    action.arc = shuttle.advance(hold ? 0 : speed[part % speed.size()], scene.dt);
    action.load = pressed = follow(pressed, load[part % load.size()], 20);
    scene.actions.push_back(action);
  }
  return scene;
}

Scene random_walk(int steps) {
  Scene scene = back_scene("random walk over all vertebrae, no limit of acceleration", 1.0 / 60);
  const Rig& rig = *scene.rig;
  std::mt19937 random(3000);
  Shuttle shuttle(rig.arc("L5"), rig.arc("T3"), std::numeric_limits<double>::infinity());
  double speed = 0.25, wanted = 400, load = 0;
  int hold = 0;
  for (int n = 0; n < steps; ++n) {
    if (n % 211 == 0) speed = drawn(random, 0, 2) < 2 ? 0.25 : 1e-3 * drawn(random, 25, 300);
    if (n % 97 == 0) wanted = drawn(random, 300, 500);
    Action action;
    action.arc = shuttle.advance(hold > 0 ? 0 : speed, scene.dt);
    hold = shuttle.turned() ? 30 : hold - 1;  // half a second at the ends
    action.load = load = follow(load, wanted, n < kApproach ? wanted / kApproach : 10);
    scene.actions.push_back(action);
  }
  return scene;
}

}  // namespace backroll::robustness
