#include "response/published_runs.hpp"

#include <algorithm>

#include "response/guarding.hpp"
#include "response/perfusion.hpp"
#include "response/posture_creep.hpp"
#include "response/response.hpp"
#include "response/warm_up.hpp"

namespace backroll {

namespace {

constexpr double kMinuteOfStudy = 60;  // [s]
constexpr double kPainOfStudy = 6;     // of 10

Responses warming_and_calm() {
  Responses on;
  on.warm_up = on.relaxation = true;
  return on;
}

}  // namespace

double worked(double rise_k, double time_s) {
  WarmUpParameters p = response_parameters().warm_up;
  p.rise = rise_k;
  p.warming_s = p.exercise_warming_s;
  return warmed(p, 0, true, time_s);
}

ResponseState after_rolling(double time_s, double mean_pressure_pa) {
  ResponseState state;
  ResponseInput input;
  input.dt = time_s;
  input.contact_force = 300;
  input.mean_pressure = mean_pressure_pa;
  input.moves = true;
  advance_response(warming_and_calm(), input, state);
  return state;
}

void rest(double time_s, ResponseState& state) {
  ResponseInput input;
  input.dt = time_s;
  advance_response(warming_and_calm(), input, state);
}

double lasting_flow(double lasting, double rolled_s, double rested_s) {
  PerfusionParameters p = response_parameters().perfusion;
  p.lasting = lasting;
  ResponseState state;
  ResponseInput input;
  input.dt = rolled_s;
  advance_perfusion(p, input, true, state);
  input.dt = rested_s;
  advance_perfusion(p, input, false, state);
  return state.flow_lasting;
}

double creep_left(double bend, double held_min, double rested_min) {
  const CreepParameters& p = response_parameters().creep;
  double fast = 0, slow = 0;
  advance_creep(p, bend, held_min * kMinuteOfStudy, fast, slow);
  advance_creep(p, 0, rested_min * kMinuteOfStudy, fast, slow);
  return fast + slow;
}

double creep_in_cycles(double bend, double bent_min, double cycle_min, int times) {
  const CreepParameters& p = response_parameters().creep;
  double fast = 0, slow = 0;
  for (int n = 0; n < times; ++n) {
    if (n > 0) advance_creep(p, 0, (cycle_min - bent_min) * kMinuteOfStudy, fast, slow);
    advance_creep(p, bend, bent_min * kMinuteOfStudy, fast, slow);
  }
  return fast + slow;
}

std::vector<double> activation_over(double ramp_s, double time_s) {
  Guarding guarding;
  guarding.on = true;
  GuardingState state;
  std::vector<double> activation = {0};
  for (double t = kPainStep; t <= time_s; t += kPainStep) {
    const double share = ramp_s > 0 ? std::min(1.0, t / ramp_s) : 1;
    guarding_step(guarding, kPainOfStudy * share, kPainStep, state);
    activation.push_back(state.activation);
  }
  return activation;
}

}  // namespace backroll
