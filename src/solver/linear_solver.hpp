// The tissue's tangent bordered by the indenter's height and spin,
//   [K  B] [x]   [f]
//   [B' C] [q] = [g]
// its preconditioner: multigrid and an exact block elimination with stale W ~ K^-1 B, and a flexible
// conjugate gradient (Notay 2000), since the multigrid is not symmetric.
#pragma once

#include <Eigen/Core>

#include "solver/multigrid.hpp"

namespace backroll {

// A vector of the bordered system; q = (height, spin), zero where one is not in use.
struct Bordered {
  FloatVector u;
  Eigen::Vector2d q = Eigen::Vector2d::Zero();
};
double dot(const Bordered& a, const Bordered& b);
void add_scaled(double a, const Bordered& x, Bordered& y);

struct Border {
  bool use[2] = {false, false};                           // height, spin
  FloatVector column[2];                                  // B
  Eigen::Matrix2d corner = Eigen::Matrix2d::Zero();       // C
  FloatVector response[2];                                // W, kept from solve to solve
  Eigen::Matrix2d tissue_form = Eigen::Matrix2d::Zero();  // W' K W without the contact
  Eigen::Matrix2d schur_inverse = Eigen::Matrix2d::Identity();
};

// Improves W by `sweeps` preconditioned steepest-descent corrections; a column that is not finite starts
// anew. Returns W' K W.
Eigen::Matrix2d refresh_response(Multigrid& mg, Border& border, int sweeps);
// Sets schur_inverse from the Schur complement C - B'W - W'B + W'KW.
void set_schur(Border& border, const Eigen::Matrix2d& schur);

// z = P^-1 r.
void precondition(Multigrid& mg, const Border& border, const Bordered& r, Bordered& z);

struct LinearResult {
  int iterations = 0;
  double relative_residual = 1;
  bool negative_curvature = false;
};
LinearResult solve_linear(Multigrid& mg, const Border& border, const Bordered& f, double tolerance,
                          int max_iterations, Bordered& x);

}  // namespace backroll
