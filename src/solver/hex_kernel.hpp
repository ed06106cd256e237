// The Q1P0 hexahedron in double precision, one at a time: the reference of the kernels (kernel_hex.inl), and
// in use where a law has no kernel or a run asks for double precision. Eight nodes, 2 x 2 x 2 Gauss points,
// distortion pointwise, volume change by the element's mean
//   W = sum_g w_g W_dist(F_g) + V U(v / V),   V = sum w_g,  v = sum w_g det F_g
// which derives from an energy, so the tangent is symmetric (Simo, Taylor & Pister 1985; Nagtegaal 1974).
#pragma once

#include <array>

#include "anatomy/lattice.hpp"
#include "material/tissue_law.hpp"

namespace backroll {

// Gauss point of a hex in the reference shape.
struct HexPoint {
  double gradient[3][8];  // dN_a/dX_J [1/m]
  double shape[8];
  double weight;  // [m3]
};
// d parent axis / dX (row = axis (i, k, j), column = X) and weight [m3] at the points.
void hex_parent_gradients(const Lattice& lattice, const std::array<int, 8>& nodes, Mat3 (&inverse)[8],
                          double (&weight)[8]);
void hex_points(const Lattice& lattice, const std::array<int, 8>& nodes, HexPoint (&points)[8]);

// Viscoelastic factors of a step for one law: P = elastic_factor P_el + F S_hist, see prony_step().
struct StepVisco {
  double elastic_factor = 1;
  int terms = 0;
  std::array<double, kMaxProny> decay{}, gain{};
};
// dt = 0: short-term response without history; dt < 0: fully relaxed (long-term modulus).
StepVisco step_visco(const TissueLaw& law, double dt);

// Constant stress S_hist of the step from the history (see TissueState), 6 numbers per slot.
Eigen::Matrix3d history_stress(const StepVisco& visco, const TissueLaw& law, const float* history);

struct HexInput {
  const TissueLaw* law;
  const StepVisco* visco;
  Vec3 fibre;
  const float* history;  // of the hex's first point, or null
  int slots;
};

struct HexTangent {
  alignas(64) double k[8][3][3][8];  // K_ab[i][c] at k[a][i][c][b]
};

// Gradient of the energy, 3 per corner; `u`: displacement, 3 per corner. Returns the smallest det F.
double hex_residual(const HexPoint (&points)[8], const HexInput& in, const double (&u)[24], double (&r)[24]);
void hex_tangent(const HexPoint (&points)[8], const HexInput& in, const double (&u)[24], bool volume_term,
                 HexTangent& k);

// Stress and stretch of a hex, averaged over its points, and its new history (written to `history` unless
// null).
struct HexState {
  Mat3 cauchy;  // [Pa]
  double smallest_stretch;
  double volume;  // [m3] reference
};
HexState hex_state(const HexPoint (&points)[8], const HexInput& in, const double (&u)[24],
                   float* new_history);

// Smallest eigenvalue of a symmetric matrix, in closed form (Smith 1961).
double smallest_eigenvalue(const Mat3& m);

}  // namespace backroll
