// Force over depth of a test piece, and what rolling does to it.
#pragma once

#include <vector>

#include "analysis/findings.hpp"

namespace backroll {

SpecimenFindings find_specimen(const RunInfo& info, const std::vector<Frame>& frames);

// 1, 2 or 5 times a power of ten, so that 0..range holds at most `count` steps.
double round_step(double range, int count);

}  // namespace backroll
