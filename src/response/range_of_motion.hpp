// Gain of range of motion R [-]: an estimate beside the run, independent of force above a light contact.
//   dR/dt = (most - R) / dose_s with the roller on, -R / back_s with it off
// Bradbury-Squires 2015, Wiewelhove 2019, Monteiro 2019. assets/responses.toml [range_of_motion].
#pragma once

#include "response/response_parameters.hpp"

namespace backroll {

double range_gained(const RangeParameters& p, double gain, double contact_force_n, double dt);

}  // namespace backroll
