// The cut of the displaced lattice with a plane, tissue by tissue.
#pragma once

#include "anatomy/back_model.hpp"
#include "viewer/geometry/moment.hpp"
#include "viewer/scene.hpp"

namespace backroll {

// Fills `part` (layer section, normal = the plane's) with the cut through the hexes: the tissue's colour, or
// the hex's value where the colouring is compressive stress or strain. Thin dark lines part the tissues and
// bound the body. `bones`: also the hexes that are bone, ivory and without values; else they are left open
// for the smooth bones of bone_meshes().
void section_cap(ScenePart& part, const BackModel& back, const Moment& moment, const Plane& plane,
                 Colouring colouring, bool bones = true);

}  // namespace backroll
