#include "response/guarding.hpp"

#include <algorithm>
#include <cmath>

<<<<<<< HEAD
namespace backroll {

double guarding_step(const Guarding& g, double pain_score, double dt, GuardingState& state) {
  const double target = g.activation_per_score * std::max(0.0, pain_score - g.above_score);
  state.activation += (target - state.activation) * (1 - std::exp(-dt / g.lag_s));
  return std::min(g.most, 1 + 6 * state.activation);
=======
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
>>>>>>> resp
}

}  // namespace backroll
