// What the tissue's response models hold, and what they feel in a step.
#pragma once

#include <vector>

namespace backroll {

// Before a session: as here. Each is at rest where its model is off; the doses count all the same.
struct ResponseState {
  double warming = 0;                  // [K] of the working muscles above rest
  std::vector<double> spot_softening;  // [-] per tight spot, of its extra stiffness
  std::vector<double> spot_relief;     // [-] per tight spot: rise of its pressure-pain threshold
  double flow_pressed = 1;             // [-] blood flow of the muscle under the roller, of rest
  double flow_after = 1;  // [-] blood flow of the muscle that was pressed, off the roller, of rest
  double range_gain = 0;  // [-] of the range of motion
  double creep = 0;       // [rad] bend the spine keeps, extension positive
  double balance = 0;     // [-] (right - left) / (right + left) of the dose so far
  double calm = 0;        // [-] 0: as at the start, 1: wholly relaxed
  double tone = 1;        // [-] factor on the muscles' moduli by calm
  double reflex = 1;      // [-] of the stretch reflex while pressed
  // what the models remember between steps
  double flow_debt_s = 0;                 // [s] the muscle now pressed has been without flow
  double flow_flush = 0;                  // [-] extra flow after it, part of flow_after
  double flow_lasting = 0;                // [-] part of flow_after that lasts
  double creep_fast = 0, creep_slow = 0;  // [rad] the parts of creep by how they go
  double slow_breath_s = 0;               // [s] of slow breath so far
  // doses
  double pressed_s = 0;                            // [s] with the roller on
  double dose_left_pa_s = 0, dose_right_pa_s = 0;  // [Pa s] mean contact pressure over time, by side
};

struct ResponseInput {
  double dt = 0;               // [s]
  double contact_force = 0;    // [N]
  double mean_pressure = 0;    // [Pa] over the contact
  double asymmetry = 0;        // [-] (right - left) / (right + left) of the contact force
  bool moves = false;          // the roller travels
  double bend = 0;             // [rad] extension of the thoracic and lumbar spine against rest
  double pain_score = 0;       // of 10
  double breaths_per_min = 0;  // 0: not breathing
  double muscle_pressure = 0;  // [Pa] volume mean of compressive stress in the muscles under the roller
  std::vector<double> spot_pressure;  // [Pa] per tight spot: the same in it
};

}  // namespace backroll
