#include <algorithm>
#include <cmath>

#include "protocol/plan.hpp"
#include "robustness/scenes.hpp"
#include "robustness/shuttle.hpp"

namespace backroll::robustness {

namespace {

std::shared_ptr<const Rig> shared_back(const BackChoice& choice) {
  return std::make_shared<const Rig>(back_rig(choice));
}

Scene empty_scene(const std::string& name, std::shared_ptr<const Rig> rig) {
  const Indenter indenter = rig->indenter;
  return {name, std::move(rig), indenter, {}};
}

// `steps` actions under load(n) after an approach, moved by move(n).
template <class Move, class Load>
void act(Scene& scene, int steps, Move move, Load load) {
  for (int n = 0; n < steps; ++n) {
    const double share = std::min(1.0, (n + 1.0) / kApproach);
    Action action;
    action.arc = move(n);
    action.load = share * load(n);
    scene.actions.push_back(action);
  }
}

// Rolled to and fro between two levels at a constant speed under a constant load.
Scene rolled(const std::string& name, std::shared_ptr<const Rig> rig, const char* from, const char* to,
             double speed, double load, int steps) {
  Scene scene = empty_scene(name, std::move(rig));
  Shuttle shuttle(scene.rig->arc(from), scene.rig->arc(to), kTravelAcceleration);
  act(
      scene, steps, [&](int) { return shuttle.advance(speed, scene.dt); }, [&](int) { return load; });
  return scene;
}

// 0, 1, .. top, .. 1, 0, 1, ..
int there_and_back(int n, int top) {
  const int phase = n % (2 * top);
  return phase <= top ? phase : 2 * top - phase;
}

// From the softest foam of the catalogue to the firmest, then a thin cover and a bare tube.
std::vector<Indenter> firmness_scale(const Indenter& in) {
  Indenter cover = with_foam(in, "EVA", 250);
  cover.foam_thickness = 5e-3;
  return {with_foam(in, "EPE", 20),
          with_foam(in, "EPE", 60),
          with_foam(in, "EPP", 30),
          with_foam(in, "EPP", 90),
          with_foam(in, "EVA", 250),
          cover,
          hard_tube(in)};
}

const char* drive_name(SpinMode spin) {
  return spin == SpinMode::free ? "free" : spin == SpinMode::driven ? "driven" : "locked";
}

Indenter with_friction(Indenter in, double friction, SpinMode spin) {
  in.friction = friction;
  in.spin = spin;
  return in;
}

Scene friction_and_drive_changed(const std::shared_ptr<const Rig>& rig, int steps) {
  Scene scene = rolled("friction and drive changed in one step, 0.1 m/s", rig, "T8", "L4", 0.1, 300, steps);
  const Indenter in = scene.indenter;
  const std::vector<Indenter> all = {
      with_friction(in, 0.9, SpinMode::locked), with_friction(in, 0.9, SpinMode::free),
      with_friction(in, 0, SpinMode::free),     with_friction(in, 0.6, SpinMode::driven),
      with_friction(in, 0.3, SpinMode::locked), with_friction(in, 0.5, SpinMode::free)};
  for (int n = kApproach + 4; n < steps; n += 5)
    scene.actions[n].indenter = all[static_cast<std::size_t>(n / 5) % all.size()];
  return scene;
}

// Speeds asked for over a second and two thirds, twice reversed.
double asked_speed(int n) {
  const int phase = n % 100;
  return phase < 8 ? 0.005 : phase < 50 ? 0.3 : phase < 60 ? 0.05 : 0.3;
}

Scene speeds(const std::shared_ptr<const Rig>& rig, const char* from, const char* to, int steps) {
  Scene scene = empty_scene(std::string("speed 0.005-0.3 m/s with reversals, ") + from + "-" + to, rig);
  Shuttle shuttle(rig->arc(from), rig->arc(to), kTravelAcceleration);
  const auto move = [&](int n) {
    if (n % 100 == 46 || n % 100 == 80) shuttle.reverse();
    return shuttle.advance(asked_speed(n), scene.dt);
  };
  act(scene, steps, move, [](int) { return 350.0; });
  return scene;
}

}  // namespace

Scene load_ramp(int steps) {
  Scene scene = rolled("load 0-600-0 N, 20 N a step, 0.1 m/s", shared_back({}), "T8", "L4", 0.1, 0, steps);
  for (int n = 0; n < steps; ++n) scene.actions[n].load = 20.0 * there_and_back(n, 30);
  return scene;
}

Scene load_jumps(int steps) {
  Scene scene =
      rolled("load jumps 100-500 N in one step, 0.05 m/s", shared_back({}), "T10", "L4", 0.05, 100, steps);
  for (int n = 0; n < steps; ++n) scene.actions[n].load = n / 10 % 2 == 0 ? 100 : 500;
  return scene;
}

std::vector<Scene> firmness_changes(int steps) {
  const std::shared_ptr<const Rig> rig = shared_back({});
  const std::vector<Indenter> scale = firmness_scale(rig->indenter);
  Scene jumps =
      rolled("firmness in single steps, soft foam to bare tube", rig, "T10", "L4", 0.05, 400, steps);
  jumps.indenter = scale.front();
  for (int n = kApproach + 2, change = 1; n < steps; n += 4, ++change)
    jumps.actions[n].indenter = scale[there_and_back(change, static_cast<int>(scale.size()) - 1)];

  Scene slow = rolled("firmness gradually, soft foam to thin cover", rig, "T10", "L4", 0.05, 400, steps);
  slow.indenter = scale.front();
  const int parts = static_cast<int>(scale.size()) - 2, each = 5;  // without the bare tube
  for (int n = kApproach; n < steps; ++n) {
    const int at = there_and_back(n - kApproach, parts * each), part = std::min(at / each, parts - 1);
    slow.actions[n].indenter =
        between(scale[part], scale[part + 1], static_cast<double>(at - part * each) / each);
  }
  return {jumps, slow};
}

std::vector<Scene> speed_changes(int steps) {
  const std::shared_ptr<const Rig> rig = shared_back({});
  return {speeds(rig, "T4", "T12", steps), speeds(rig, "L5", "T11", steps)};
}

std::vector<Scene> friction_and_drive(int steps) {
  const std::shared_ptr<const Rig> rig = shared_back({});
  std::vector<Scene> scenes;
  for (const SpinMode spin : {SpinMode::free, SpinMode::driven, SpinMode::locked})
    for (const double friction : {0.0, 0.3, 0.6, 0.9}) {
      const std::string name =
          "friction 0." + std::to_string(std::lround(10 * friction)) + ", " + drive_name(spin) + ", 0.1 m/s";
      Scene scene = rolled(name, rig, "T8", "L4", 0.1, 300, steps);
      scene.indenter = with_friction(scene.indenter, friction, spin);
      scenes.push_back(std::move(scene));
    }
  scenes.push_back(friction_and_drive_changed(rig, steps));
  return scenes;
}

std::vector<Scene> bulk_ratios(int steps) {
  std::vector<Scene> scenes;
  for (const int ratio : {50, 100, 300}) {
    BackChoice choice;
    choice.bulk_ratio = ratio;
    scenes.push_back(rolled("K/G " + std::to_string(ratio) + ", 0.1 m/s", shared_back(choice), "T12", "L5",
                            0.1, 350, steps));
  }
  return scenes;
}

Scene pressed_slab(int steps) {
  Scene scene = empty_scene("slab of skin, fat, muscle to half its thickness",
                            std::make_shared<const Rig>(slab_rig(8000)));
  const int down = 48, stay = 12;
  for (int n = 1; n <= steps; ++n) {
    const int phase = n % (2 * (down + stay));
    const int depth = phase <= down + stay ? std::min(phase, down) : std::max(0, 2 * down + stay - phase);
    Action action;
    action.height = depth > 0 ? -0.5 * kSlabThickness * depth / down : 0.01;  // off the slab in between
    scene.actions.push_back(action);
  }
  return scene;
}

Scene hard_on_lumbar(int steps) {
  BackChoice choice;
  choice.roller = "rigid-core";
  return rolled("600 N on a rigid core over the lumbar processes, 0.05 m/s", shared_back(choice), "L5", "L1",
                0.05, 600, steps);
}

std::vector<Scene> fat_and_lean(int steps) {
  BackChoice fat, lean;
  fat.subject = fattest_subject();
  fat.roller = "soft-epe";
  lean.subject = leanest_subject();
  lean.roller = "rigid-core";
  Scene soft = rolled(fat.subject + ", soft roller without friction, 0.1 m/s", shared_back(fat), "T10", "L4",
                      0.1, 450, steps);
  soft.indenter.friction = 0;
  return {soft,
          rolled(lean.subject + ", rigid core, 0.1 m/s", shared_back(lean), "T10", "L4", 0.1, 450, steps)};
}

Scene rolled_at(const std::string& level, int steps) {
  return rolled("300 N from " + level + ", 0.1 m/s", shared_back({}), level.c_str(), "T4", 0.1, 300, steps);
}

std::vector<Scene> all_scenes(int steps) {
  std::vector<Scene> all = {load_ramp(steps), load_jumps(steps), pressed_slab(steps), hard_on_lumbar(steps)};
  for (const auto& group : {firmness_changes(steps), speed_changes(steps), friction_and_drive(steps),
                            bulk_ratios(steps), fat_and_lean(steps)})
    all.insert(all.end(), group.begin(), group.end());
  return all;
}

Scene at_heights(const Scene& scene, const std::vector<double>& heights) {
  Scene made = scene;
  made.name += ", at heights";
  made.actions.resize(std::min(made.actions.size(), heights.size()));
  for (std::size_t n = 0; n < made.actions.size(); ++n) made.actions[n].height = heights[n];
  return made;
}

}  // namespace backroll::robustness
