// A tight spot under pressure softens and becomes less tender, and comes back.
//   w = (p - p_low) / (p_full - p_low) within 0 and 1
//   ds/dt = w (s_most - s) / softening_s - s / return_s
//   du/dt = w (u_most - u) / relief_dose_s - (1 - w) u / relief_back_s
// p [Pa] compressive stress in the spot; s [-] share lost of its extra stiffness; u [-] rise of its
// pressure-pain threshold. s: proposed (no trial has a number); u: Wilke 2018, Aboodarda 2015.
// assets/responses.toml [spot_softening].
#pragma once

#include "response/response_parameters.hpp"

namespace backroll {

double spot_softened(const TightSpotParameters& p, double softening, double pressure_pa, double dt);
double spot_relieved(const TightSpotParameters& p, double relief, double pressure_pa, double dt);

}  // namespace backroll
