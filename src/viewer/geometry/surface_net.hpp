// A closed surface through the zero of a scalar field on a grid (naive surface nets: one vertex a cell).
#pragma once

#include "viewer/geometry/quad_mesh.hpp"

namespace backroll {

struct ScalarGrid {
  ScalarGrid(int nx, int ny, int nz) : n{nx, ny, nz}, value(static_cast<std::size_t>(nx) * ny * nz) {}
  std::array<int, 3> n;
  std::vector<float> value;  // negative inside; k fastest
  std::size_t index(int i, int j, int k) const { return (static_cast<std::size_t>(i) * n[1] + j) * n[2] + k; }
  float& at(int i, int j, int k) { return value[index(i, j, k)]; }
  float at(int i, int j, int k) const { return value[index(i, j, k)]; }
};

// Mean with the neighbours (1 2 1) / 4 along every axis.
void blur(ScalarGrid& grid);

// Positions in grid steps. The surface closes within the grid: its outermost values count as outside. Where
// four cells would meet in one edge the field is filled, so that every edge belongs to two quads.
QuadMesh surface_net(ScalarGrid grid);

}  // namespace backroll
