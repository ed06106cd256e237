// A structured lattice of hexahedra: i across (z, left to right), j along the spine (y, up), k inward (x,
// skin to deep). (i, j, k) is left-handed in the body frame, so a hex numbers its corners in the order (i, k,
// j).
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

namespace backroll {

using Vec3 = Eigen::Vector3d;
using Mat3 = Eigen::Matrix3d;

struct Lattice {
  int ni = 0, nj = 0, nk = 0;  // nodes along each direction
  std::vector<Vec3> position;  // [m], load-free, nodes() entries, k fastest, then i, then j

  int nodes() const { return ni * nj * nk; }
  int hexes() const { return (ni - 1) * (nj - 1) * (nk - 1); }
  int node(int i, int j, int k) const { return k + nk * (i + ni * j); }
  int hex(int i, int j, int k) const { return k + (nk - 1) * (i + (ni - 1) * j); }

  // Corners of hex (i, j, k): bit 0 of the corner = i + 1, bit 1 = k + 1, bit 2 = j + 1. Positive Jacobian.
  std::array<int, 8> hex_nodes(int i, int j, int k) const {
    std::array<int, 8> n{};
    for (int c = 0; c < 8; ++c) n[c] = node(i + (c & 1), j + ((c >> 2) & 1), k + ((c >> 1) & 1));
    return n;
  }
};

// Smallest scaled Jacobian over the corners of hex (i, j, k): 1 = a brick, <= 0 = inverted.
double scaled_jacobian(const Lattice& lattice, int i, int j, int k);

}  // namespace backroll
