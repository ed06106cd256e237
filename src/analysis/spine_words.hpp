// What moving bones do, in plain lines.
#pragma once

#include <string>

#include "analysis/findings.hpp"

namespace backroll {

// "Over the roller at T8 the thoracic spine opens by 6.3 deg (T7/T8 1.4 deg, the most) ..."; "" for held
// bones.
std::string spine_line(const Findings& findings);

// Largest forces on single bones and between vertebrae, and left against right; "" for held bones.
std::string bone_line(const Findings& findings);

}  // namespace backroll
