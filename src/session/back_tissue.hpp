// From a scenario's back or specimen to what the solver needs: TissueModel and Indenter.
#pragma once

#include "anatomy/back_model.hpp"
#include "scenario/scenario.hpp"
#include "session/posture.hpp"
#include "solver/indenter.hpp"
#include "solver/tissue_model.hpp"

namespace backroll {

TissueLaw tissue_law(const Material& material);

// Bones are supports 0 .. bones-1; the springs of the deep boundary and of the side cut faces are support
// `bones`. With bones that move the deep boundary rests on the abdomen, the cut faces on the abdomen (below
// T12) and the sternum.
TissueModel back_tissue(const BackModel& back, const Bearing& bearing, const Scenario& scenario);

Indenter roller_indenter(const Roller& roller);

// Share of each skin point's area that the roller of this length can touch (flat ends fade over 10 mm), its
// middle `right` [m] to the right of the spine.
std::vector<double> roller_point_weight(const std::vector<SkinPoint>& points, const Roller& roller,
                                        double right = 0);

// Specimen: a block with its top at x = 0, centred in y and z; support 0 is its fixed bottom.
TissueModel specimen_tissue(const Specimen& specimen, bool round_across);
Indenter specimen_indenter(const Specimen& specimen, const Scenario& scenario);

}  // namespace backroll
