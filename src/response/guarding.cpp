#include "response/guarding.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

double guarding_step(const Guarding& g, double pain_score, double dt, GuardingState& state) {
  const double target = g.activation_per_score * std::max(0.0, pain_score - g.above_score);
  state.activation += (target - state.activation) * (1 - std::exp(-dt / g.lag_s));
  return std::min(g.most, 1 + 6 * state.activation);
}

}  // namespace backroll
