// Calm c, 0 to 1, and the tone that falls with it; the stretch reflex while pressed, for display.
//   dc/dt = (r - c) / tau, tau = calming_s where r = 1, else return_s
//   r = 1 while pressed or after slow_breath_s of slow breath, with pain at most comfortable_score; else 0
//   a = a_0 (1 - fall c);  tone = (1 + k a) / (1 + k a_0), k = stiffness per activation
//   reflex = 1 - A (1 - e^(-p/p_h)), p [Pa] mean contact pressure; 1 off the roller
// Krekoukias 2009 (tone), Goldberg 1992 (reflex). assets/responses.toml [relaxation].
#pragma once

#include "response/response_parameters.hpp"
#include "response/response_state.hpp"

namespace backroll {

double reflex_gain(const RelaxationParameters& p, double pressure_pa);
// [-] of the largest voluntary contraction.
double resting_activation(const RelaxationParameters& p, double calm);
double calm_tone(const RelaxationParameters& p, double stiffness_per_activation, double calm);
// Changes calm, slow_breath_s, tone, reflex.
void advance_relaxation(const RelaxationParameters& p, double stiffness_per_activation,
                        const ResponseInput& input, bool pressed, ResponseState& state);

}  // namespace backroll
