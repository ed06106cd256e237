// Force over depth of a test piece, and what rolling does to it.
#pragma once

#include <vector>

#include "analysis/findings.hpp"

namespace backroll {

SpecimenFindings find_specimen(const RunInfo& info, const std::vector<Frame>& frames);

}  // namespace backroll
