// Charts of a back whose bones move, of the force on single bones, and of a press.
#pragma once

#include <vector>

#include "report/report.hpp"

namespace backroll {

// Extension and load of each functional spinal unit, curvature over time; none where the bones are held.
std::vector<Chart> spine_charts(const Findings& findings, const std::vector<Frame>& frames);

// Force handed to each vertebra, rib and scapula (load path); none where no bone takes any.
std::vector<Chart> bone_charts(const Findings& findings);

Chart press_chart(const Findings& findings, const std::vector<Frame>& frames);

// `frames`: as in comparison_charts(). None unless the bones move in every run.
std::vector<Chart> spine_charts(const Comparison& comparison,
                                const std::vector<const std::vector<Frame>*>& frames);

}  // namespace backroll
