// Skin and fascia as membranes that carry tension only: an incompressible Ogden membrane whose energy is
// relaxed over wrinkles (Pipkin 1986). With principal stretches l1 >= l2 of the mid-surface, c = 2 mu /
// alpha^2 and f(l) = l^a, per unit volume:
//   l2 > l1^(-1/2)            w = c (f(l1) + f(l2) + (l1 l2)^-a - 3)    taut
//   l1 > 1, l2 <= l1^(-1/2)   w = c (f(l1) + 2 l1^(-a/2) - 3)           wrinkled: uniaxial tension
//   l1 <= 1                   w = 0                                      slack
// Beyond the stretch l_s at which crimped fibres are straight f goes on with the slope and the curvature it
// has there, so that tension grows in proportion to stretch: the toe and the linear part of a collagen sheet.
// The relaxed energy is C1 and convex in F, so its tangent is never indefinite.
#pragma once

#include <Eigen/Core>
#include <limits>

namespace backroll {

struct MembraneLaw {
  double shear_modulus = 35e3;  // [Pa]
  double alpha = 10;
  double thickness = 2.3e-3;                                          // [m]
  double straight_stretch = std::numeric_limits<double>::infinity();  // l_s: end of the toe; infinity: none
};

// A collagen sheet by what tension tests give: nominal stress over strain along a strip has the slope
// `modulus` [Pa] at the end of the toe and, to 2 %, beyond. alpha > 2 shapes the toe: the higher, the softer
// its beginning. Requires toe_strain > 0. mu follows from d2w/dl2 = modulus at l = 1 + toe_strain, wrinkled.
MembraneLaw collagen_sheet(double modulus, double toe_strain, double alpha, double thickness);

using Matrix32 = Eigen::Matrix<double, 3, 2>;
using Matrix6 = Eigen::Matrix<double, 6, 6>;

// F = dx/dX in an orthonormal basis of the reference plane (3 x 2). Returns energy per reference area [J/m2],
// P = dW/dF [N/m] and, unless null, A = dP/dF (index i + 3 a for F_ia).
double membrane(const MembraneLaw& law, const Matrix32& F, Matrix32& P, Matrix6* tangent);

}  // namespace backroll
