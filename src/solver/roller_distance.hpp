// Shapes of rollers: how deep a place lies inside, which way is out, and how thick the foam is there.
// Own frame of the roller: origin at its centre, z along its axis, turning with its spin; x points to the
// body before it turns.
//   cylinder  sinking = R - rho, rho = distance from the axis
//   ball      R - |x|
//   peanut    two spheres and the torus that touches both: exact
//   grooved, ridged, grid: a radius R(angle, z) over the cylinder, with smooth walls. Along the ray to the
//   axis
//             the place lies g = R - rho deep; sinking = g m with
//             m = 1 - (1 - c) / (1 + (g / 4 mm)^2), c = 1 / sqrt(1 + slope^2), slope = |dR / d(arc, z)|:
//             near the surface the distance to it (error ~ g^2 curvature), deep inside the way along the ray,
//             so that the direction there is that of the foam's columns and not that of the nearest wall
//   parts     greatest of the parts' distances; of a part with several faces the least over its faces. Both
//             rounded over kRounding: k log sum exp(./k)
// Errors against dense sampling: docs/rollers.md, tests/solver/roller_distance_test.cpp.
// The cylinder, grooved, ridged and grid rollers have no ends here; their length is a weight on the skin's
// points (session/back_tissue.hpp).
#pragma once

#include "anatomy/lattice.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

inline constexpr double kRounding = 1e-3;  // [m] of the edges of parts and where parts meet

struct RollerDistance {
  double sinking;    // [m] > 0 inside
  Vec3 gradient;     // d sinking / d place
  Mat3 hessian;      // [1/m]
  double thickness;  // [m] of the foam on the way that `sinking` measures, from the surface to the core
};
RollerDistance roller_distance(const Roller& roller, const Vec3& place);

// Distance [m] of the surface from the axis along the ray at `angle` [rad] from x and at z; 0 where the ray
// meets none.
double roller_surface_radius(const Roller& roller, double angle, double z);

// Not a surface of revolution: the pattern turns with the spin.
bool has_pattern(RollerShape shape);

}  // namespace backroll
