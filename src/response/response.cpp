#include "response/response.hpp"

namespace backroll {

ResponseState response_at_rest(const Subject& subject) {
  ResponseState state;
  state.spot_softening.assign(subject.tight_spots.size(), 0.0);
  state.spot_relief.assign(subject.tight_spots.size(), 0.0);
  return state;
}

void advance_response(const Responses& on, const ResponseInput& input, ResponseState& state) {
  (void)on;
  if (input.contact_force > 1) state.pressed_s += input.dt;
}

double muscle_factor(const ResponseState& state) {
  return state.tone;
}

double spot_ratio(const TightSpot& spot, const ResponseState& state, std::size_t index) {
  return 1 + (spot.stiffness_ratio - 1) * (1 - state.spot_softening[index]);
}

}  // namespace backroll
