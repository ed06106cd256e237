// A back on every second node of its lattice in each direction, for an engine that cannot carry the whole of
// it.
#pragma once

#include "anatomy/back_model.hpp"

namespace backroll {

// Bones are the bone nodes that remain; a hex has the tissue that fills most of it, the mean fibre of that
// tissue and its side; a skin point has the region nearest to it. A fascia whose layer falls away is left
// out.
BackModel coarse_back(const BackModel& back);

}  // namespace backroll
