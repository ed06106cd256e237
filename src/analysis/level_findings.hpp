// What happened as the roller passed each level.
#pragma once

#include <vector>

#include "analysis/findings.hpp"

namespace backroll {

std::vector<LevelFindings> find_levels(const RunInfo& info, const std::vector<Frame>& frames);

SkinShares skin_shares(const RunInfo& info, const Frame& frame);
PathShares path_shares(double spine, double rib, double scapula, double pelvis, double deep);

}  // namespace backroll
