// Conjugate gradient on the tissue's tangent bordered by the indenter's height and spin,
//   [K  B] [x]   [f]
//   [B' C] [q] = [g]
// preconditioned by multigrid and an exact block elimination with stale W ~ K^-1 B.
#pragma once

#include <Eigen/Core>

#include "solver/multigrid.hpp"

namespace backroll {

struct Border {
  int count = 0;           // unknowns in use, 0..2
  GridVector column[2];    // B
  Eigen::Matrix2d corner;  // C
  GridVector response[2];  // W, kept from solve to solve
};

struct LinearResult {
  int iterations = 0;
  double relative_residual = 1;
  bool negative_curvature = false;
};

// Improves W by `sweeps` preconditioned corrections; resets a column that is not finite.
void refresh_response(Multigrid& mg, Border& border, int sweeps);

LinearResult solve_linear(Multigrid& mg, const Border& border, const GridVector& f, const Eigen::Vector2d& g,
                          double tolerance, int max_iterations, GridVector& x, Eigen::Vector2d& q);

}  // namespace backroll
