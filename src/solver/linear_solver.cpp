#include "solver/linear_solver.hpp"

#include <Eigen/LU>
#include <cmath>

namespace backroll {

namespace {

void axpy(double a, const GridVector& x, GridVector& y) {
  const float s = static_cast<float>(a);
  for (std::size_t n = 0; n < y.size(); ++n) y[n] += s * x[n];
}

bool finite(const GridVector& v) {
  for (float x : v)
    if (!std::isfinite(x)) return false;
  return true;
}

}  // namespace

void refresh_response(Multigrid& mg, Border& border, int sweeps) {
  const Grid& grid = mg.matrix().grid;
  GridVector r = make_vector(grid), z = make_vector(grid);
  for (int c = 0; c < border.count; ++c) {
    mg.strike_fixed(border.column[c]);
    GridVector& w = border.response[c];
    if (w.size() != r.size() || !finite(w)) w = make_vector(grid);
    for (int n = 0; n < sweeps; ++n) {
      multiply(mg.matrix(), w, r);
      for (std::size_t m = 0; m < r.size(); ++m) r[m] = border.column[c][m] - r[m];
      mg.apply(r, z);
      // step length of steepest descent in the preconditioned direction
      GridVector kz = make_vector(grid);
      multiply(mg.matrix(), z, kz);
      const double curvature = dot(grid, z, kz);
      if (!(curvature > 0)) break;
      axpy(dot(grid, z, r) / curvature, z, w);
    }
  }
}

LinearResult solve_linear(Multigrid& mg, const Border& border, const GridVector& f, const Eigen::Vector2d& g,
                          double tolerance, int max_iterations, GridVector& x, Eigen::Vector2d& q) {
  using Eigen::Matrix2d;
  using Eigen::Vector2d;
  const Grid& grid = mg.matrix().grid;
  const int m = border.count;
  GridVector r = f, z = make_vector(grid), p = make_vector(grid), kp = make_vector(grid);
  Vector2d rq = Vector2d::Zero(), zq = Vector2d::Zero(), pq = Vector2d::Zero();
  for (int c = 0; c < m; ++c) rq[c] = g[c];
  x.assign(r.size(), 0.0f);
  q.setZero();

  // Schur complement for approximate W: C - B'W - W'B + W'KW
  Matrix2d schur = Matrix2d::Identity();
  for (int a = 0; a < m; ++a) {
    multiply(mg.matrix(), border.response[a], kp);
    for (int b = 0; b < m; ++b)
      schur(b, a) = border.corner(b, a) - dot(grid, border.column[b], border.response[a]) -
                    dot(grid, border.response[b], border.column[a]) + dot(grid, border.response[b], kp);
  }
  schur = 0.5 * (schur + schur.transpose()).eval();
  for (int a = 0; a < m; ++a)
    if (!(schur(a, a) > 0)) {
      schur.setZero();
      schur(0, 0) = m > 0 ? std::max(border.corner(0, 0), 1e-6) : 1;
      schur(1, 1) = m > 1 ? std::max(border.corner(1, 1), 1e-12) : 1;
      break;
    }
  const Matrix2d schur_inverse = schur.inverse();

  auto precondition = [&] {
    mg.apply(r, z);
    zq.setZero();
    if (m == 0) return;
    Vector2d t = Vector2d::Zero();
    for (int c = 0; c < m; ++c) t[c] = rq[c] - dot(grid, border.response[c], r);
    zq = schur_inverse * t;
    for (int c = 0; c < m; ++c) axpy(-zq[c], border.response[c], z);
    for (int c = m; c < 2; ++c) zq[c] = 0;
  };

  LinearResult result;
  precondition();
  double rz = dot(grid, r, z) + rq.dot(zq);
  if (dot(grid, f, f) + rq.squaredNorm() == 0) {
    result.relative_residual = 0;
    return result;
  }
  if (!(rz > 0)) {  // an indefinite tangent makes an indefinite preconditioner
    result.negative_curvature = true;
    return result;
  }
  const double start = std::sqrt(rz);
  p = z;
  pq = zq;
  for (int it = 1; it <= max_iterations; ++it) {
    multiply(mg.matrix(), p, kp);
    Vector2d kpq = border.corner * pq;
    for (int c = 0; c < m; ++c) {
      axpy(pq[c], border.column[c], kp);
      kpq[c] += dot(grid, border.column[c], p);
    }
    for (int c = m; c < 2; ++c) kpq[c] = 0;
    const double curvature = dot(grid, p, kp) + pq.dot(kpq);
    if (!(curvature > 0)) {
      result.negative_curvature = true;
      return result;
    }
    const double alpha = rz / curvature;
    axpy(alpha, p, x);
    q += alpha * pq;
    axpy(-alpha, kp, r);
    rq -= alpha * kpq;
    precondition();
    const double next = dot(grid, r, z) + rq.dot(zq);
    result.iterations = it;
    result.relative_residual = std::sqrt(std::max(next, 0.0)) / start;
    if (result.relative_residual <= tolerance) break;
    if (!(next > 0)) {
      result.negative_curvature = next < 0;
      break;
    }
    const double beta = next / rz;
    rz = next;
    for (std::size_t n = 0; n < p.size(); ++n) p[n] = z[n] + static_cast<float>(beta) * p[n];
    pq = zq + beta * pq;
  }
  return result;
}

}  // namespace backroll
