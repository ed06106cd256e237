// A rib as a tube along its centreline.
#pragma once

#include "anatomy/back_shape.hpp"
#include "viewer/geometry/quad_mesh.hpp"

namespace backroll {

// Rib `number` (1..12) of the right side, body frame [mm]: round at the neck, flat along the chest wall.
QuadMesh rib_mesh(const BackShape& shape, int number);

}  // namespace backroll
