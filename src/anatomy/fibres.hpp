// Fibre directions of the muscles in the continuous back.
#pragma once

#include "anatomy/back_shape.hpp"

namespace backroll {

// Unit vector in the body frame at (s, y, h) [mm] of the right side; zero where the tissue is isotropic.
Vec3 fibre_direction(const BackShape& shape, Tissue tissue, double s, double y, double h);

}  // namespace backroll
