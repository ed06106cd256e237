// The breath over time.
#pragma once

#include "scenario/scenario.hpp"

namespace backroll {

struct Breath {
  double in = 0;      // 0: out, 1: in; half a cosine each way
  double cycles = 0;  // since the start of the run, each begins with an in-breath
};

// Half-way out where nobody breathes.
Breath breath_at(const Breathing& breathing, double time);
double breath_period(const Breathing& breathing);
// First time from `time` on at which an out-breath begins.
double next_out_breath(const Breathing& breathing, double time);

}  // namespace backroll
