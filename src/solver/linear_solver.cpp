#include "solver/linear_solver.hpp"

#include <Eigen/LU>
#include <cmath>

namespace backroll {

double dot(const Bordered& a, const Bordered& b) {
  return dot(a.u, b.u) + a.q.dot(b.q);
}

void add_scaled(double a, const Bordered& x, Bordered& y) {
  add_scaled(a, x.u, y.u);
  y.q += a * x.q;
}

Eigen::Matrix2d refresh_response(Multigrid& mg, Border& border, int sweeps) {
  FloatVector r = mg.make_vector(), z = r, kz = r, kw[2];
  for (int c = 0; c < 2; ++c) {
    if (!border.use[c]) {
      border.response[c].clear();
      continue;
    }
    mg.strike_fixed(border.column[c]);
    FloatVector& w = border.response[c];
    if (w.size() != r.size() || !finite(w)) w = mg.make_vector();
    kw[c] = mg.make_vector();
    mg.multiply(w, kw[c]);
    for (int n = 0; n < sweeps; ++n) {
      for (std::size_t m = 0; m < r.size(); ++m) r[m] = border.column[c][m] - kw[c][m];
      mg.apply(r, z);
      mg.multiply(z, kz);
      const double curvature = dot(z, kz);
      if (!(curvature > 0)) break;
      const double way = dot(z, r) / curvature;
      add_scaled(way, z, w);
      add_scaled(way, kz, kw[c]);
    }
  }
  Eigen::Matrix2d form = Eigen::Matrix2d::Zero();
  for (int a = 0; a < 2; ++a)
    for (int b = 0; b < 2; ++b)
      if (border.use[a] && border.use[b]) form(b, a) = dot(border.response[b], kw[a]);
  return form;
}

void set_schur(Border& border, const Eigen::Matrix2d& schur) {
  Eigen::Matrix2d s = 0.5 * (schur + schur.transpose());
  for (int a = 0; a < 2; ++a)
    if (!border.use[a]) {
      s(a, 1 - a) = s(1 - a, a) = 0;
      s(a, a) = 1;
    }
  // an indefinite tangent: the indenter's own stiffness instead
  if (!(s(0, 0) > 0) || !(s.determinant() > 0))
    s = Eigen::Vector2d(border.use[0] ? std::max(border.corner(0, 0), 1e-6) : 1,
                        border.use[1] ? std::max(border.corner(1, 1), 1e-12) : 1)
            .asDiagonal();
  border.schur_inverse = s.inverse();
}

void precondition(Multigrid& mg, const Border& border, const Bordered& r, Bordered& z) {
  mg.apply(r.u, z.u);
  Eigen::Vector2d t = Eigen::Vector2d::Zero();
  for (int c = 0; c < 2; ++c)
    if (border.use[c]) t[c] = r.q[c] - dot(border.response[c], r.u);
  z.q = border.schur_inverse * t;
  for (int c = 0; c < 2; ++c)
    if (border.use[c]) add_scaled(-z.q[c], border.response[c], z.u);
}

LinearResult solve_linear(Multigrid& mg, const Border& border, const Bordered& f, double tolerance,
                          int max_iterations, Bordered& x) {
  Bordered r = f, z{mg.make_vector(), {}}, p = z, kp = z;
  x.u.assign(f.u.size(), 0.0f);
  x.q.setZero();
  LinearResult result;
  if (dot(f, f) == 0) {
    result.relative_residual = 0;
    return result;
  }
  precondition(mg, border, r, z);
  double rz = dot(r, z);
  if (!(rz > 0)) {  // an indefinite tangent makes an indefinite preconditioner
    result.negative_curvature = true;
    return result;
  }
  const double start = std::sqrt(rz);
  p = z;
  for (int it = 1; it <= max_iterations; ++it) {
    mg.multiply(p.u, kp.u);
    kp.q.setZero();
    for (int c = 0; c < 2; ++c)
      if (border.use[c]) {
        add_scaled(p.q[c], border.column[c], kp.u);
        kp.q[c] = dot(border.column[c], p.u) + border.corner.row(c).dot(p.q);
      }
    const double curvature = dot(p, kp);
    if (!(curvature > 0)) {
      result.negative_curvature = true;
      return result;
    }
    const double alpha = dot(r, p) / curvature;
    add_scaled(alpha, p, x);
    add_scaled(-alpha, kp, r);
    precondition(mg, border, r, z);
    const double next = dot(r, z);
    result.iterations = it;
    result.relative_residual = std::sqrt(std::max(next, 0.0)) / start;
    if (result.relative_residual <= tolerance) break;
    if (!(next > 0)) {
      result.negative_curvature = next < 0;
      break;
    }
    // the preconditioner is not symmetric: z is made conjugate to the last p
    const float beta = static_cast<float>(-dot(z, kp) / curvature);
    rz = next;
    for (std::size_t n = 0; n < p.u.size(); ++n) p.u[n] = z.u[n] + beta * p.u[n];
    p.q = z.q + static_cast<double>(beta) * p.q;
  }
  return result;
}

}  // namespace backroll
