// Six-degree-of-freedom elastic joint between two rigid bones (functional spinal unit, costovertebral joint,
// costal cartilage): energy, generalised force and tangent over the relative displacement.
//   x = (translation [m], rotation vector [rad]) of the distal body against the proximal one, joint axes
//   W = f [ 1/2 x'K x + sum_i K_ii ( neutral_i + stiffening_i + one_sided_i ) ]
//   neutral_i    = -(1 - share) z^2 ln cosh(x_i / z)   z = neutral zone; tangent at rest K_ii * share
//   stiffening_i = x_i^4 / (4 r^2)                     tangent K_ii (1 + 3 (x_i / r)^2), r = range
//   one_sided_i  = 1/2 (ratio - 1) x_i^2 for x_i > 0   another stiffness in the positive sense
// f: factor of the compressive preload (Gardner-Morse and Stokes 2004), constant within a step. The tangent
// is positive semi-definite where K - (1 - share) diag(K_ii of the neutral zones) is and no ratio is below 1.
#pragma once

#include <Eigen/Core>

namespace backroll {

using Vec6 = Eigen::Matrix<double, 6, 1>;
using Mat6 = Eigen::Matrix<double, 6, 6>;

struct JointLaw {
  Mat6 stiffness = Mat6::Zero();            // [N/m], [N], [N m/rad]; symmetric, positive (semi-)definite
  Vec6 neutral_zone = Vec6::Zero();         // [m], [rad] half width; 0: none
  double neutral_share = 0.3;               // of the stiffness left in the neutral zone's middle
  Vec6 range = Vec6::Zero();                // [m], [rad]; 0: no stiffening
  Vec6 positive_ratio = Vec6::Constant(1);  // stiffness for x_i > 0 over that for x_i < 0
  bool preload_dependent = false;           // functional spinal units
};

struct JointForces {
  double energy = 0;            // [J]
  Vec6 force = Vec6::Zero();    // dW/dx [N], [N m]
  Mat6 tangent = Mat6::Zero();  // d2W/dx2, symmetric
};
JointForces joint_forces(const JointLaw& law, const Vec6& x, double factor);

// Factor on the stiffness under `compression` C [N] (negative: tension, counts as none): 1, 1.71 and 2.11 at
// 0, 250 and 500 N (mean of the diagonal terms, Gardner-Morse and Stokes 2004; science.md 4.3), by
//   f = 1 + a (1 - exp(-C / C0)).
// The rises 0.71 and 1.11 at C and 2 C give q = exp(-250 N / C0) = 1.11 / 0.71 - 1 = 0.563, so C0 = 436 N and
// a = 0.71 / (1 - q) = 1.63: f tends to 2.63. 1 where the law does not depend on the preload.
double preload_factor(const JointLaw& law, double compression);

}  // namespace backroll
