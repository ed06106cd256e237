#include "response/relaxation.hpp"

#include "response/first_order.hpp"

namespace backroll {

double reflex_gain(const RelaxationParameters& p, double pressure_pa) {
  return 1 - p.reflex_most * (1 - std::exp(-pressure_pa / p.reflex_pa));
}

double resting_activation(const RelaxationParameters& p, double calm) {
  return p.resting_activation * (1 - p.fall * calm);
}

double calm_tone(const RelaxationParameters& p, double stiffness_per_activation, double calm) {
  return (1 + stiffness_per_activation * resting_activation(p, calm)) /
         (1 + stiffness_per_activation * resting_activation(p, 0));
}

void advance_relaxation(const RelaxationParameters& p, double stiffness_per_activation,
                        const ResponseInput& input, bool pressed, ResponseState& state) {
  const bool slow_breath = input.breaths_per_min > 0 && input.breaths_per_min <= p.slow_breaths_per_min;
  state.slow_breath_s = slow_breath ? state.slow_breath_s + input.dt : 0;
  const bool calming =
      (pressed || state.slow_breath_s > p.slow_breath_s) && input.pain_score <= p.comfortable_score;
  state.calm = calming ? approached(state.calm, 1, p.calming_s, input.dt)
                       : approached(state.calm, 0, p.return_s, input.dt);
  state.tone = calm_tone(p, stiffness_per_activation, state.calm);
  state.reflex = pressed ? reflex_gain(p, input.mean_pressure) : 1;
}

}  // namespace backroll
