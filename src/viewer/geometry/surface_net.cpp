#include "viewer/geometry/surface_net.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

constexpr float kTouch = 1e-3f;  // magnitude given to values that are forced to a side

void close_border(ScalarGrid& grid) {
  const auto& n = grid.n;
  for (int i = 0; i < n[0]; ++i)
    for (int j = 0; j < n[1]; ++j)
      for (int k = 0; k < n[2]; ++k)
        if (i == 0 || j == 0 || k == 0 || i == n[0] - 1 || j == n[1] - 1 || k == n[2] - 1)
          grid.at(i, j, k) = std::max(grid.at(i, j, k), kTouch);
}

// Fills one of two outside corners that face each other across a face; true if there was one.
bool fill_saddle(ScalarGrid& grid, std::size_t corner, std::size_t b, std::size_t c) {
  std::array<float*, 4> v = {&grid.value[corner], &grid.value[corner + b], &grid.value[corner + b + c],
                             &grid.value[corner + c]};
  const bool first = *v[0] < 0;
  if ((*v[1] < 0) == first || (*v[2] < 0) != first || (*v[3] < 0) == first) return false;
  float& one = *v[first ? 1 : 0];
  float& other = *v[first ? 3 : 2];
  (one < other ? one : other) = -kTouch;
  return true;
}

void fill_saddles(ScalarGrid& grid) {
  const std::array<std::size_t, 3> stride = {static_cast<std::size_t>(grid.n[1]) * grid.n[2],
                                             static_cast<std::size_t>(grid.n[2]), 1};
  for (bool changed = true; changed;) {
    changed = false;
    for (int axis = 0; axis < 3; ++axis) {
      const int b = (axis + 1) % 3, c = (axis + 2) % 3;
      std::array<int, 3> at{};
      for (at[0] = 0; at[0] < grid.n[0] - (axis != 0); ++at[0])
        for (at[1] = 0; at[1] < grid.n[1] - (axis != 1); ++at[1])
          for (at[2] = 0; at[2] < grid.n[2] - (axis != 2); ++at[2])
            if (fill_saddle(grid, grid.index(at[0], at[1], at[2]), stride[b], stride[c])) changed = true;
    }
  }
}

// Mean of the places where the field changes sign on the cell's edges; false if it does not.
bool cell_vertex(const ScalarGrid& grid, int i, int j, int k, glm::vec3& vertex) {
  std::array<float, 8> v{};
  int inside = 0;
  for (int c = 0; c < 8; ++c) {
    v[c] = grid.at(i + (c & 1), j + ((c >> 1) & 1), k + ((c >> 2) & 1));
    inside += v[c] < 0;
  }
  if (inside == 0 || inside == 8) return false;
  glm::vec3 sum(0);
  float count = 0;
  for (int c = 0; c < 8; ++c)
    for (int axis = 0; axis < 3; ++axis) {
      const int d = c | (1 << axis);
      if (d == c || (v[c] < 0) == (v[d] < 0)) continue;
      glm::vec3 p(c & 1, (c >> 1) & 1, (c >> 2) & 1);
      p[axis] = v[c] / (v[c] - v[d]);
      sum += p;
      ++count;
    }
  vertex = glm::vec3(i, j, k) + sum / count;
  return true;
}

}  // namespace

void blur(ScalarGrid& grid) {
  const std::array<std::size_t, 3> stride = {static_cast<std::size_t>(grid.n[1]) * grid.n[2],
                                             static_cast<std::size_t>(grid.n[2]), 1};
  std::vector<float> line;
  for (int axis = 0; axis < 3; ++axis) {
    const int b = (axis + 1) % 3, c = (axis + 2) % 3, length = grid.n[axis];
    line.resize(length);
    for (int p = 0; p < grid.n[b]; ++p)
      for (int q = 0; q < grid.n[c]; ++q) {
        float* start = &grid.value[p * stride[b] + q * stride[c]];
        for (int m = 0; m < length; ++m) line[m] = start[m * stride[axis]];
        for (int m = 0; m < length; ++m)
          start[m * stride[axis]] =
              0.25f * (line[std::max(m - 1, 0)] + 2 * line[m] + line[std::min(m + 1, length - 1)]);
      }
  }
}

QuadMesh surface_net(ScalarGrid grid) {
  close_border(grid);
  fill_saddles(grid);
  QuadMesh mesh;
  std::vector<std::uint32_t> vertex_of_cell(grid.value.size());
  for (int i = 0; i + 1 < grid.n[0]; ++i)
    for (int j = 0; j + 1 < grid.n[1]; ++j)
      for (int k = 0; k + 1 < grid.n[2]; ++k)
        if (glm::vec3 vertex; cell_vertex(grid, i, j, k, vertex)) {
          vertex_of_cell[grid.index(i, j, k)] = static_cast<std::uint32_t>(mesh.position.size());
          mesh.position.push_back(vertex);
        }
  // A quad of the four cells around every edge whose ends lie on different sides.
  const std::array<std::size_t, 3> stride = {static_cast<std::size_t>(grid.n[1]) * grid.n[2],
                                             static_cast<std::size_t>(grid.n[2]), 1};
  for (int i = 0; i < grid.n[0]; ++i)
    for (int j = 0; j < grid.n[1]; ++j)
      for (int k = 0; k < grid.n[2]; ++k)
        for (int axis = 0; axis < 3; ++axis) {
          const std::array<int, 3> at = {i, j, k};
          if (at[axis] + 1 == grid.n[axis]) continue;
          const std::size_t here = grid.index(i, j, k);
          const bool inside = grid.value[here] < 0;
          if (inside == (grid.value[here + stride[axis]] < 0)) continue;
          const std::size_t b = stride[(axis + 1) % 3], c = stride[(axis + 2) % 3];
          Quad quad = {vertex_of_cell[here - b - c], vertex_of_cell[here - c], vertex_of_cell[here],
                       vertex_of_cell[here - b]};
          if (!inside) std::swap(quad[1], quad[3]);
          mesh.quads.push_back(quad);
        }
  return mesh;
}

}  // namespace backroll
