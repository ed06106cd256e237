// The average man at 1.75 m on the floor, for tests of posture and load.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include "body/load_source.hpp"
#include "scenario/catalogue.hpp"

namespace backroll::test {

struct Man {
  Subject subject;
  BackModel back;
  BodyModel body;
};
inline const Man& man() {
  static const Man made = [] {
    Man m;
    m.subject = subject_row("average-man").subject;
    m.subject.stature_m = 1.75;
    m.back = build_back(m.subject, Resolution::live, 0.012);
    m.body = build_body(m.subject, m.back);
    return m;
  }();
  return made;
}

inline double arc_of(const std::string& level) {
  return level_arc(man().back, level);
}

// How the man lies with the roller starting at one level, feet placed for another (the same: a hold).
struct Lie {
  Scenario scenario;
  Roller roller = roller_row("medium-epp").roller;
  std::string from = "T8", to = "T8";

  Lie() { scenario.subject = man().subject; }
  BodySetup setup() const {
    return body_setup(man().body, scenario, roller, arc_of(from), 0.5 * (arc_of(from) + arc_of(to)));
  }
  std::unique_ptr<LoadSource> bullet() const { return bullet_load(man().body, setup(), roller, hold()); }
  std::unique_ptr<LoadSource> statics() const { return statics_load(man().body, setup(), hold()); }
  BodyCommand hold() const {
    BodyCommand command;
    command.arc = arc_of(from);
    command.support_share = scenario.lying.support_share;
    command.lean = scenario.lying.lean_deg / 57.29577951308232;
    return command;
  }
};

// The load after `seconds` of a hold, or where it stopped.
inline Loading held(LoadSource& source, const BodyCommand& command, double seconds) {
  Loading loading;
  for (int n = 0; n < std::lround(60 * seconds); ++n) {
    loading = source.step(1.0 / 60, command);
    if (loading.stop != BodyStop::none) break;
  }
  return loading;
}

inline double of_weight(double newtons) {
  return newtons / man().body.weight;
}

}  // namespace backroll::test
