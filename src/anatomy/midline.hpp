// The skin's midline and the levels on it.
#pragma once

#include "anatomy/body_lattice.hpp"

namespace backroll {

std::vector<MidlinePoint> skin_midline(const BackShape& shape, const BodyLattice& body);

// C7 .. L5, S1 at the heights of their spinous tips.
std::vector<Level> spine_levels(const BackShape& shape, const std::vector<MidlinePoint>& midline);

}  // namespace backroll
