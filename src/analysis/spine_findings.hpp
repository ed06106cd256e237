// What moving bones do: how far the spine opens, which functional spinal unit most, what units and bones
// carry.
#pragma once

#include <vector>

#include "analysis/loaded.hpp"

namespace backroll {

// Only where the bones move.
SpineFindings find_spine(const RunInfo& info, const Loaded& loaded);

// Force handed to each bone (load path), also where the bones are held; bones that take nothing are left out.
std::vector<BoneFindings> find_bones(const RunInfo& info, const Loaded& loaded);

// The unit that extends most in a frame, -1 where none is recorded.
int most_extended_unit(const Frame& frame);

}  // namespace backroll
