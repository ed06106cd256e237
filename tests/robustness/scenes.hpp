// What users do to the roller and the back, as scenes. Rates are absolute: more steps go on with the same
// action. Every scene of a back starts at rest and takes up its first load within kApproach steps.
#pragma once

#include "robustness/player.hpp"

namespace backroll::robustness {

inline constexpr int kApproach = 6;  // steps from touch to the first load

Scene load_ramp(int steps);                        // 0 to 600 N and back at 20 N a step while rolling
Scene load_jumps(int steps);                       // 400 N in one step, every 10 steps
std::vector<Scene> firmness_changes(int steps);    // in single steps, and gradually
std::vector<Scene> speed_changes(int steps);       // 0.005 to 0.3 m/s with reversals, two parts of the back
std::vector<Scene> friction_and_drive(int steps);  // four frictions x three drives, and changes of both
std::vector<Scene> bulk_ratios(int steps);         // K/G 50, 100, 300
Scene pressed_slab(int steps);                     // to half its thickness and back
Scene hard_on_lumbar(int steps);                   // 600 N on a rigid core over the processes
std::vector<Scene> fat_and_lean(int steps);        // soft frictionless on fat, hard on lean
Scene rolled_at(const std::string& level, int steps);  // 300 N at 0.1 m/s from a level on
std::vector<Scene> all_scenes(int steps);

Scene quarter_hour(int steps);  // strokes, holds, loads, speeds at 1/30 s; whole: 27000 steps
Scene random_walk(int steps);   // speeds and loads drawn anew, without a limit of acceleration

// The same way under height control at the given heights.
Scene at_heights(const Scene& scene, const std::vector<double>& heights);

}  // namespace backroll::robustness
