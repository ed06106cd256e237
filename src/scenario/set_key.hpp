// One key of a scenario's document set to a value, as a file that extends it would: sweeps use it.
#pragma once

#include <string>

#include "scenario/document.hpp"
#include "scenario/parameters.hpp"

namespace backroll {

// `path`: "load.force_n", "roller.density_kg_m3", "phase[2].level" (counted from 1), "phase[*].speed_m_s"
// (each of them that has the key). A table that may stand once is made where it is missing; what the key
// excludes (load.force_n and load.body_weight_fraction) is dropped. Throws InputError at the value's file and
// line for a key or an entry that is not there.
void set_key(Node& document, const std::string& path, const Node& value);

// The parameter a path names. Throws InputError at `place` with the nearest key.
const Parameter& parameter_of(const std::string& path, const Node& place);

}  // namespace backroll
