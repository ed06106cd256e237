// The tissue's response to rolling: each model a first-order rule, switchable, with sources
// (assets/responses.toml, docs/response-models.md).
#pragma once

#include "response/response_state.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

ResponseState response_at_rest(const Subject& subject);

inline constexpr double kPressed_n = 1;  // [N] contact force from which the roller counts as on

// One step of the models that are on, each exact while the input stays; the others stay at rest. The doses
// count always.
void advance_response(const Responses& on, const ResponseInput& input, ResponseState& state);

// Factor on the moduli of all muscles: warming and tone. 1 exactly at rest.
double muscle_factor(const ResponseState& state);
// Of a tight spot's stiffness ratio now: 1 + (ratio - 1)(1 - softening). Its own ratio exactly at rest.
double spot_ratio(const TightSpot& spot, const ResponseState& state, std::size_t index);

}  // namespace backroll
