// Skin as a membrane that carries tension only: an incompressible Ogden membrane whose energy is relaxed over
// wrinkles (Pipkin 1986). With principal stretches l1 >= l2 of the mid-surface and c = 2 mu / alpha^2, per
// unit volume:
//   l2 > l1^(-1/2)            w = c (l1^a + l2^a + (l1 l2)^-a - 3)      taut
//   l1 > 1, l2 <= l1^(-1/2)   w = c (l1^a + 2 l1^(-a/2) - 3)            wrinkled: uniaxial tension
//   l1 <= 1                   w = 0                                      slack
// The relaxed energy is C1 and convex in F, so its tangent is never indefinite.
#pragma once

#include <Eigen/Core>

namespace backroll {

struct MembraneLaw {
  double shear_modulus = 35e3;  // [Pa]
  double alpha = 10;
  double thickness = 2.3e-3;  // [m]
};

using Matrix32 = Eigen::Matrix<double, 3, 2>;
using Matrix6 = Eigen::Matrix<double, 6, 6>;

// F = dx/dX in an orthonormal basis of the reference plane (3 x 2). Returns energy per reference area [J/m2],
// P = dW/dF [N/m] and, unless null, A = dP/dF (index i + 3 a for F_ia).
double membrane(const MembraneLaw& law, const Matrix32& F, Matrix32& P, Matrix6* tangent);

}  // namespace backroll
