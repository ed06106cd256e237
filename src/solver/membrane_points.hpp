// A membrane's faces: 2 x 2 Gauss points of a quad of one k.
#pragma once

#include <array>

#include "anatomy/lattice.hpp"
#include "material/membrane.hpp"

namespace backroll {

// Corners: bit 0 = i + 1, bit 1 = j + 1.
std::array<int, 4> face_nodes(const Lattice& lattice, int i, int j, int k);

// dN_a/dX in an orthonormal basis of the reference plane (columns of `frame`), and the weight [m2].
struct MembranePoint {
  double gradient[4][2];
  Matrix32 frame;
  double weight;
};
void membrane_points(const Lattice& lattice, const std::array<int, 4>& nodes, MembranePoint (&points)[4]);

}  // namespace backroll
