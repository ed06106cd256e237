// Inputs of a roller on and off, and steps of the same input.
#pragma once

#include "response/response.hpp"

namespace backroll {

inline Responses all_responses() {
  Responses on;
  on.warm_up = on.spot_softening = on.perfusion = on.range_of_motion = on.posture = on.relaxation = true;
  return on;
}

// 300 N that move, 20 kPa in muscle and spot, 10 degrees of extension, pain 2 of 10.
inline ResponseInput rolling(double dt) {
  ResponseInput input;
  input.dt = dt;
  input.contact_force = 300;
  input.mean_pressure = 30e3;
  input.asymmetry = 0.2;
  input.moves = true;
  input.bend = 0.175;
  input.pain_score = 2;
  input.muscle_pressure = 20e3;
  input.spot_pressure = {20e3};
  return input;
}

inline ResponseInput off_roller(double dt) {
  ResponseInput input;
  input.dt = dt;
  input.spot_pressure = {0};
  return input;
}

inline void advance(const Responses& on, const ResponseInput& input, int steps, ResponseState& state) {
  for (int n = 0; n < steps; ++n) advance_response(on, input, state);
}

inline ResponseState one_spot_at_rest() {
  Subject subject;
  subject.tight_spots.resize(1);
  return response_at_rest(subject);
}

}  // namespace backroll
