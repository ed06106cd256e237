#include "viewer/geometry/moment.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace backroll {

std::vector<glm::vec3> displaced_nodes(const Lattice& lattice, const float* displacement) {
  std::vector<glm::vec3> displaced(lattice.position.size());
  for (std::size_t n = 0; n < displaced.size(); ++n) {
    displaced[n] = to_glm(lattice.position[n]);
    if (displacement)
      displaced[n] += glm::vec3(displacement[3 * n], displacement[3 * n + 1], displacement[3 * n + 2]);
  }
  return displaced;
}

float compressive_strain(const Lattice& lattice, const std::vector<glm::vec3>& displaced, int i, int j,
                         int k) {
  const std::array<int, 8> node = lattice.hex_nodes(i, j, k);
  Mat3 before = Mat3::Zero(), after = Mat3::Zero();
  for (int c = 0; c < 8; ++c) {
    const glm::vec3& moved = displaced[node[c]];
    for (int axis = 0; axis < 3; ++axis) {
      const double sign = c & (1 << axis) ? 0.25 : -0.25;
      before.col(axis) += sign * lattice.position[node[c]];
      after.col(axis) += sign * Vec3(moved.x, moved.y, moved.z);
    }
  }
  const Mat3 gradient = after * before.inverse();
  Eigen::SelfAdjointEigenSolver<Mat3> stretch;
  stretch.computeDirect(gradient.transpose() * gradient, Eigen::EigenvaluesOnly);
  return static_cast<float>(std::max(0.0, 1 - std::sqrt(std::max(0.0, stretch.eigenvalues()[0]))));
}

}  // namespace backroll
