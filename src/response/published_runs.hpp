// The conditions of published studies, run through the models: what evidence.cpp and the plots share.
#pragma once

#include <vector>

#include "response/response_state.hpp"

namespace backroll {

inline constexpr double kMmHg = 133.322;   // [Pa]
inline constexpr double kPainStep = 0.25;  // [s] of activation_over()

// [K] of a muscle that works for so long and whose plateau is `rise_k`.
double worked(double rise_k, double time_s);
// Warming and relaxation on, rolled for so long with this mean contact pressure and without pain.
ResponseState after_rolling(double time_s, double mean_pressure_pa);
// The same two, off the roller.
void rest(double time_s, ResponseState& state);
// [-] lasting part of the flow after rolling for `rolled_s` and resting for `rested_s`.
double lasting_flow(double lasting, double rolled_s, double rested_s);
// [rad] left after holding `bend` and then resting.
double creep_left(double bend, double held_min, double rested_min);
// [rad] at the end of the last of `times` bends of `bent_min`, each of which begins every `cycle_min`.
double creep_in_cycles(double bend, double bent_min, double cycle_min, int times);
// Activation by default guarding, every kPainStep [s], with pain that rises to 6 of 10 within ramp_s.
std::vector<double> activation_over(double ramp_s, double time_s);

}  // namespace backroll
