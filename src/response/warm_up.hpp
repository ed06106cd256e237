// Warming of muscle, and how it softens it.
//   dT/dt = (rise [works] - T) / tau, tau = warming_s while it works, else cooling_s;  G = G0 exp(-k T)
// T [K] above rest, t [s]. "Works" is: is rolled, for the rise of massage at 2.5 cm (Drust 2003); cooling:
// Raccuglia 2016; k: Morales-Artacho 2017. assets/responses.toml [warm_up].
#pragma once

#include "response/response_parameters.hpp"

namespace backroll {

double warmed(const WarmUpParameters& p, double warming_k, bool works, double dt);
// [-] on a modulus; 1 at rest.
double warm_factor(const WarmUpParameters& p, double warming_k);

}  // namespace backroll
