#include "solver/membrane_points.hpp"

#include <cmath>

namespace backroll {

std::array<int, 4> face_nodes(const Lattice& lat, int i, int j, int k) {
  return {lat.node(i, j, k), lat.node(i + 1, j, k), lat.node(i, j + 1, k), lat.node(i + 1, j + 1, k)};
}

void membrane_points(const Lattice& lat, const std::array<int, 4>& n, MembranePoint (&points)[4]) {
  const double g[2] = {0.5 * (1 - 1 / std::sqrt(3.0)), 0.5 * (1 + 1 / std::sqrt(3.0))};
  for (int q = 0; q < 4; ++q) {
    const double p = g[q & 1], r = g[q >> 1];
    const double dp[4] = {-(1 - r), 1 - r, -r, r}, dr[4] = {-(1 - p), -p, 1 - p, p};
    Vec3 tp = Vec3::Zero(), tr = Vec3::Zero();
    for (int a = 0; a < 4; ++a) {
      tp += dp[a] * lat.position[n[a]];
      tr += dr[a] * lat.position[n[a]];
    }
    const Vec3 e1 = tp.normalized();
    const Vec3 e2 = (tr - e1.dot(tr) * e1).normalized();
    points[q].frame << e1, e2;
    Eigen::Matrix2d jac;
    jac << e1.dot(tp), e1.dot(tr), 0, e2.dot(tr);  // dX/dxi
    const double det = jac(0, 0) * jac(1, 1);
    points[q].weight = 0.25 * det;
    for (int a = 0; a < 4; ++a) {
      // dN/dX = dN/dxi dxi/dX
      points[q].gradient[a][0] = dp[a] / jac(0, 0);
      points[q].gradient[a][1] = (dr[a] - dp[a] * jac(0, 1) / jac(0, 0)) / jac(1, 1);
    }
  }
}

}  // namespace backroll
