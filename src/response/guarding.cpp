#include "response/guarding.hpp"

#include <algorithm>
#include <cmath>

#include "response/first_order.hpp"

namespace backroll {

double tone_of_activation(double activation) {
  return 1 + response_parameters().guarding.stiffness_per_activation * activation;
}

double guarding_step(const Guarding& guarding, double pain_score, double dt, GuardingState& state) {
  if (!guarding.on) return 1;
  const GuardingParameters& p = response_parameters().guarding;
  const double above = pain_score - guarding.above_score;
  if (above > 0) {
    // a_t = steady + fading e^(-t / adapt_s); what it drives, and what is left of the start.
    const double gain = guarding.activation_per_score * above;
    const double steady = gain * p.lasting;
    const double fading = gain * (1 - state.adapted) / (1 - guarding.lag_s / p.adapt_s);
    const double start = state.activation - steady - fading;
    state.activation = steady + fading * std::exp(-dt / p.adapt_s) + start * std::exp(-dt / guarding.lag_s);
  } else {
    state.activation = approached(state.activation, 0, guarding.lag_s, dt);
  }
  state.adapted = approached(state.adapted, above > 0 ? 1 : 0, p.adapt_s, dt);
  return std::min(guarding.most, tone_of_activation(state.activation));
}

}  // namespace backroll
