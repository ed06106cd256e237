// Lays the lattice into the continuous back: planes through the spinous tips, lines along the processes'
// sides, layers on the anatomical surfaces. Works on the right half; the left is its mirror image, bit for
// bit.
#pragma once

#include "anatomy/back_shape.hpp"

namespace backroll {

struct BodyLattice {
  Lattice lattice;  // [m]
  int middle = 0;   // i of the midline
  int skin_layers = 0;
  int roof_layer = 0, floor_layer = 0;   // k of the surfaces R and F
  std::array<int, kLevels> tip_plane{};  // j through the spinous tip
  int end_planes_bottom = 1, end_planes_top = 1;
  std::vector<double> plane_y;  // [mm] per j
  std::vector<double> s;        // [mm] per (i, j) as i + ni j, negative on the left
  std::vector<double> h;        // [mm] per node

  double s_at(int i, int j) const { return s[i + lattice.ni * j]; }
  double spacing_y(int j) const;  // [mm] between the neighbouring planes
};

BodyLattice lay_lattice(const BackShape& shape, Resolution resolution);

// Bone per node, -1 for tissue.
std::vector<std::int16_t> bones_of_nodes(const BackShape& shape, const BodyLattice& body);

// Tissue per hex by majority of 2 x 2 x 2 inner points; Tissue::bone where all corners are bone.
std::vector<Tissue> tissues_of_hexes(const BackShape& shape, const BodyLattice& body,
                                     const std::vector<std::int16_t>& node_bone);

// Smallest scaled Jacobian over the hexes that are not bone.
double worst_jacobian(const Lattice& lattice, const std::vector<Tissue>& hex_tissue);

}  // namespace backroll
