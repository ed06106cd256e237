// A made-up session: approach, two strokes, a travel, a hold of 20 s, a rest off the roller, a hold that
// keeps its height, a lift. Frames of 0.5 s.
#pragma once

#include "recording/frame.hpp"

namespace hand_session {

using namespace backroll;

inline RunInfo info() {
  RunInfo info;
  info.body_weight_n = 785;
  info.roller_name = "Soft EPE";
  info.regions = {
      {"longissimus right", RegionKind::muscle}, {"T8", RegionKind::spine}, {"T10", RegionKind::spine}};
  info.muscles = {"longissimus right", "longissimus left"};
  info.levels = {"T6", "T8", "T10", "T12"};
  info.level_position = {0.38, 0.32, 0.27, 0.22};
  return info;
}

struct Session {
  RunInfo info = hand_session::info();
  std::vector<Frame> frames;

  // `seconds` of one phase under `force`.
  void add(const char* phase, int number, int from_level, int to_level, double seconds, double force) {
    const int count = static_cast<int>(2 * seconds + 0.5);
    for (int n = 0; n < count; ++n) {
      Frame f;
      f.time_s = (frames.empty() ? 0 : frames.back().time_s) + 0.5;
      f.phase = phase;
      f.phase_number = number;
      f.level = from_level + (to_level - from_level) * n / std::max(1, count - 1);
      f.position = info.level_position[f.level];
      f.load = f.contact_force = force;
      f.mean_pressure = 100 * force;
      f.contact_area = 0.01;
      f.height = -1e-5 * force;
      f.region_force = {0.8 * force, 0, 0};
      f.region_force[f.level == 2 ? 2 : 1] = 0.2 * force;
      f.region_area = {0.008, 0.001, 0.001};
      f.muscle.assign(2, {});
      f.muscle[0].compressive_stress = 20 * force;
      frames.push_back(f);
    }
  }

  Session() {
    add("approach", 0, 0, 0, 1, 200);
    add("roll", 1, 0, 3, 10, 400);
    add("travel", 2, 3, 1, 2, 400);
    add("hold", 2, 1, 1, 20, 400);
    for (int n = 0; n < 40; ++n) {  // sinks by 2 mm while the stress rises to 22 and falls to 18 kPa
      Frame& f = frames[frames.size() - 40 + n];
      f.local_stress = n == 0 ? 20e3 : n < 10 ? 22e3 : 18e3;
      f.height -= 2e-3 * n / 39;
      f.asymmetry = 0.5;
    }
    frames.back().ended_by = "stress fell by 18 %";
    add("rest", 3, 1, 1, 10, 0);
    add("hold", 4, 1, 1, 5, 300);
    for (std::size_t n = frames.size() - 10; n < frames.size(); ++n) frames[n].load_controlled = false;
    add("lift", 5, 1, 1, 1, 100);
  }
};

}  // namespace hand_session
