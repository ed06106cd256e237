// Creep of a bent spine: a fast and a slow part, f and s [rad], towards their shares of ceiling x bend.
//   growing towards the target: tau = load_s for both; falling back to it: tau = fast_s and slow_s
// McGill and Brown 1992 (lumbar flexion). assets/responses.toml [posture].
#pragma once

#include "response/response_parameters.hpp"

namespace backroll {

// `bend` [rad] is the spine's over dt, either sign.
void advance_creep(const CreepParameters& p, double bend, double dt, double& fast, double& slow);

}  // namespace backroll
