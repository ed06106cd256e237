// Force over depth of a head pressed on the back, and its slope over the band the measurements use.
#pragma once

#include <vector>

#include "analysis/findings.hpp"

namespace backroll {

// The loading branch goes from the first touch to the largest force, first time it is reached; what lies
// below a force that was reached before (the way back of a smaller cycle) is left out. The slope is the
// least-squares line of force over depth through the branch's points within the band, its ends interpolated.
PressFindings find_press(const RunInfo& info, const std::vector<Frame>& frames);

}  // namespace backroll
