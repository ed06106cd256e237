// Convex hull of a few points, and how far the parts of a roller reach.
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "scenario/scenario.hpp"

namespace backroll {

// Its faces as (unit outward normal, distance of the plane from the origin): every plane through three points
// that has all others on one side. Effort grows with the fourth power of the number of points.
std::vector<std::array<double, 4>> hull_faces(const std::vector<std::array<double, 3>>& points_m);
// Least width between two parallel planes, one of them a face [m].
double hull_width(const std::vector<std::array<double, 3>>& points_m,
                  const std::vector<std::array<double, 4>>& faces);

// Farthest from the axis, and from the middle along it [m].
std::pair<double, double> parts_extent(const std::vector<RollerPart>& parts);

}  // namespace backroll
