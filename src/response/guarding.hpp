// Muscles tense where it hurts, most of it for a short time.
//   x: how far the muscle has got used to the pain, 0 to 1; dx/dt = (1 - x) / adapt_s in pain (N > above),
//   -x / adapt_s out of it
//   a_t = per_score (N - above) (1 - x + lasting) in pain, else 0;  da/dt = (a_t - a) / lag
//   tone = 1 + k a, at most `most`
// N pain score of 10; a share of the largest voluntary contraction. Bradbury-Squires 2015, Svensson 1998.
// assets/responses.toml [guarding].
#pragma once

#include "response/response_parameters.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

// At rest as here.
struct GuardingState {
  double activation = 0;  // [-] a
  double adapted = 0;     // [-] x
};

// Factor on the muscles' moduli after dt of this pain, exact while the score stays; 1 and the state untouched
// where guarding is off.
double guarding_step(const Guarding& guarding, double pain_score, double dt, GuardingState& state);
// 1 + k a.
double tone_of_activation(double activation);

}  // namespace backroll
