// Blood flow of muscle as a multiple of rest. Display only.
//   pressed: q = (p_a - p) / (p_a - p_free) within 0 and 1, p [Pa] compressive stress in the muscle
//   debt T [s]: time with q below debt_below; under a moving roller no longer than pass_s for any place
//   let go: extra flow h = flush_most (1 - e^(-T/debt_s)), or what is left of an earlier one if that is more;
//   dh/dt = -h / flush_s
//   lasting part c: towards `lasting` while pressed, else dc/dt = -c / lasting_fall_s (default 0)
//   after = 1 + h + c
// Nielsen 1983, ISRN 2012, Tee 2004, Imms 1988, Hotfiel 2017. assets/responses.toml [perfusion].
#pragma once

#include "response/response_parameters.hpp"
#include "response/response_state.hpp"

namespace backroll {

double pressed_flow(double pressure_pa, double arterial_pa, double free_pa);
// Extra flow at once after `debt_s` without.
double flush(const PerfusionParameters& p, double debt_s);
// Changes flow_pressed, flow_after, flow_debt_s, flow_flush, flow_lasting.
void advance_perfusion(const PerfusionParameters& p, const ResponseInput& input, bool pressed,
                       ResponseState& state);

}  // namespace backroll
