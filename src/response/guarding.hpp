// Muscles that tense where it hurts.
#pragma once

#include "scenario/scenario.hpp"

namespace backroll {

struct GuardingState {
  double activation = 0;  // share of the largest voluntary contraction, lagged
  double in_pain_s = 0;   // [s] the pain has lasted
};

// Tone after dt seconds at a pain score of 10.
double guarding_step(const Guarding& guarding, double pain_score, double dt, GuardingState& state);

}  // namespace backroll
