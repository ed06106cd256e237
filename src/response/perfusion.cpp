#include "response/perfusion.hpp"

#include <algorithm>

#include "response/first_order.hpp"

namespace backroll {

double pressed_flow(double pressure_pa, double arterial_pa, double free_pa) {
  return std::clamp((arterial_pa - pressure_pa) / (arterial_pa - free_pa), 0.0, 1.0);
}

double flush(const PerfusionParameters& p, double debt_s) {
  return p.flush_most * (1 - std::exp(-debt_s / p.debt_s));
}

void advance_perfusion(const PerfusionParameters& p, const ResponseInput& input, bool pressed,
                       ResponseState& state) {
  state.flow_pressed = pressed ? pressed_flow(input.muscle_pressure, p.arterial_pa, p.free_pa) : 1;
  const bool starved = pressed && state.flow_pressed < p.debt_below;
  // What was held is let go as the step begins.
  if (!starved || (input.moves && state.flow_debt_s > p.pass_s)) {
    state.flow_flush = std::max(state.flow_flush, flush(p, state.flow_debt_s));
    state.flow_debt_s = 0;
  }
  state.flow_flush = approached(state.flow_flush, 0, p.flush_s, input.dt);
  if (starved) state.flow_debt_s += input.dt;
  if (starved && input.moves) {
    state.flow_debt_s = std::min(state.flow_debt_s, p.pass_s);
    state.flow_flush = std::max(state.flow_flush, flush(p, state.flow_debt_s));
  }
  state.flow_lasting = pressed ? approached(state.flow_lasting, p.lasting, p.lasting_rise_s, input.dt)
                               : approached(state.flow_lasting, 0, p.lasting_fall_s, input.dt);
  state.flow_after = 1 + state.flow_flush + state.flow_lasting;
}

}  // namespace backroll
