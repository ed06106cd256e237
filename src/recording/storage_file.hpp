// Forces over time as an OpenSim storage file (.sto): read by OpenSim's GUI, MATLAB and Python tools.
#pragma once

#include <string>
#include <vector>

#include "recording/frame.hpp"

namespace backroll {

// Columns, N, body frame (x anterior, y cranial, z right): roller_fx, _fy, _fz, the force of the roller on
// the body; then <bone>_fx .. where the bones move, what the tissue hands to each bone, and
// <unit>_compression, _shear, _side_shear, _moment (N m, extension) of each functional spinal unit.
std::string storage_text(const RunInfo& info, const std::vector<Frame>& frames);

}  // namespace backroll
