// Force and pressure over the place of the roller, the levels on the axis.
#pragma once

#include <vector>

#include "report/report.hpp"

namespace backroll {

// Mean over the passes and their range; none where the roller is not rolled.
std::vector<Chart> along_charts(const Findings& findings, const std::vector<Frame>& frames);

// One line a run. `frames`: as in comparison_charts(). None unless every run rolls.
std::vector<Chart> along_charts(const Comparison& comparison,
                                const std::vector<const std::vector<Frame>*>& frames);

}  // namespace backroll
