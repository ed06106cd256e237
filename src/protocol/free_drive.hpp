// The roller led by hand: to and fro between two places, holding or lifted, at a speed and load that may
// change at any step. Speed changes by at most kTravelAcceleration, the load by at most kLoadRate, so that no
// step asks for a jump.
#pragma once

#include "protocol/controls.hpp"
#include "protocol/plan.hpp"

namespace backroll {

inline constexpr double kLoadRate = 400;  // [N/s] proposed: full load of a lying person within about a second

class FreeDrive {
 public:
  // Where the roller is [m of arc], how fast it moves and how hard it presses when it is taken over.
  FreeDrive(double arc, double velocity, double load, const TravelLimits& limits = {})
      : arc_(arc), velocity_(velocity), load_(load), limits_(limits) {}

  // The next step of `dt` seconds that ends at `time`. `from`, `to`: arcs of the controls' levels [m].
  PlanStep next(const Controls& controls, double from, double to, double time, double dt);

  double arc() const { return arc_; }
  double load() const { return load_; }

 private:
  void move(const Controls& controls, double from, double to, double dt);

  double arc_, velocity_, load_;
  TravelLimits limits_;
  double acceleration_ = 0;  // [m/s2] now, where it is eased
  int way_ = 1;              // 1: towards `to`, -1: towards `from`
  int reversals_seen_ = 0;
  bool loaded_ = false;  // has borne the full load
};

// `value` moved towards `goal` by at most `most`.
double moved_towards(double value, double goal, double most);

}  // namespace backroll
