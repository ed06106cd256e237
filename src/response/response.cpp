#include "response/response.hpp"

#include "response/perfusion.hpp"
#include "response/posture_creep.hpp"
#include "response/range_of_motion.hpp"
#include "response/relaxation.hpp"
#include "response/tight_spots.hpp"
#include "response/warm_up.hpp"

namespace backroll {

ResponseState response_at_rest(const Subject& subject) {
  ResponseState state;
  state.spot_softening.assign(subject.tight_spots.size(), 0.0);
  state.spot_relief.assign(subject.tight_spots.size(), 0.0);
  return state;
}

void advance_response(const Responses& on, const ResponseInput& input, ResponseState& state) {
  const ResponseParameters& p = response_parameters();
  const bool pressed = input.contact_force > kPressed_n;
  if (pressed) {
    state.pressed_s += input.dt;
    state.dose_left_pa_s += (1 - input.asymmetry) * input.mean_pressure * input.dt;
    state.dose_right_pa_s += (1 + input.asymmetry) * input.mean_pressure * input.dt;
  }
  if (on.warm_up) state.warming = warmed(p.warm_up, state.warming, pressed && input.moves, input.dt);
  if (on.spot_softening)
    for (std::size_t s = 0; s < state.spot_softening.size(); ++s) {
      const double pressure = s < input.spot_pressure.size() ? input.spot_pressure[s] : 0;
      state.spot_softening[s] = spot_softened(p.spots, state.spot_softening[s], pressure, input.dt);
      state.spot_relief[s] = spot_relieved(p.spots, state.spot_relief[s], pressure, input.dt);
    }
  if (on.perfusion) advance_perfusion(p.perfusion, input, pressed, state);
  if (on.range_of_motion)
    state.range_gain = range_gained(p.range, state.range_gain, input.contact_force, input.dt);
  if (on.posture) {
    advance_creep(p.creep, input.bend, input.dt, state.creep_fast, state.creep_slow);
    state.creep = state.creep_fast + state.creep_slow;
    const double dose = state.dose_left_pa_s + state.dose_right_pa_s;
    state.balance = dose > 0 ? (state.dose_right_pa_s - state.dose_left_pa_s) / dose : 0;
  }
  if (on.relaxation)
    advance_relaxation(p.relaxation, p.guarding.stiffness_per_activation, input, pressed, state);
}

double muscle_factor(const ResponseState& state) {
  return warm_factor(response_parameters().warm_up, state.warming) * state.tone;
}

double spot_ratio(const TightSpot& spot, const ResponseState& state, std::size_t index) {
  return spot.stiffness_ratio - (spot.stiffness_ratio - 1) * state.spot_softening[index];
}

}  // namespace backroll
