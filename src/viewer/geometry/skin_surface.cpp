#include "viewer/geometry/skin_surface.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

// Mean arc lengths of the skin's nodes along i (or j).
std::vector<double> mean_knots(const Lattice& lattice, bool along_i) {
  const int count = along_i ? lattice.ni : lattice.nj, lines = along_i ? lattice.nj : lattice.ni;
  const auto at = [&](int n, int line) -> const Vec3& {
    return lattice.position[along_i ? lattice.node(n, line, 0) : lattice.node(line, n, 0)];
  };
  std::vector<double> knots(count, 0);
  for (int n = 1; n < count; ++n) {
    double length = 0;
    for (int line = 0; line < lines; ++line) length += (at(n, line) - at(n - 1, line)).norm();
    knots[n] = knots[n - 1] + length / lines;
  }
  return knots;
}

// Slope at knot n as weights on the nodes n - 1, n, n + 1: of the parabola through them, one-sided at the
// ends.
std::array<double, 3> slope_weights(const std::vector<double>& t, int n) {
  const int last = static_cast<int>(t.size()) - 1;
  if (n == 0) return {0, -1 / (t[1] - t[0]), 1 / (t[1] - t[0])};
  if (n == last) return {-1 / (t[n] - t[n - 1]), 1 / (t[n] - t[n - 1]), 0};
  const double before = t[n] - t[n - 1], after = t[n + 1] - t[n];
  const double low = -after / (before * (before + after)), high = before / (after * (before + after));
  return {low, -low - high, high};
}

}  // namespace

SkinSurface::Direction::Direction(const std::vector<double>& knots, int subdivision)
    : nodes(static_cast<int>(knots.size())) {
  points = (nodes - 1) * subdivision + 1;
  for (int p = 0; p < points; ++p) {
    const int n = std::min(p / subdivision, nodes - 2);
    const double u = static_cast<double>(p - n * subdivision) / subdivision, width = knots[n + 1] - knots[n];
    // Hermite's cubic between the nodes n and n + 1, collected on the nodes n - 1 .. n + 2
    const double h00 = (1 + 2 * u) * (1 - u) * (1 - u), h10 = u * (1 - u) * (1 - u) * width;
    const double h01 = u * u * (3 - 2 * u), h11 = u * u * (u - 1) * width;
    const std::array<double, 3> low = slope_weights(knots, n), high = slope_weights(knots, n + 1);
    std::array<double, 4> w = {h10 * low[0], h00 + h10 * low[1] + h11 * high[0],
                               h01 + h10 * low[2] + h11 * high[1], h11 * high[2]};
    // kept within the lattice: the weights beyond its ends are zero
    const int start = std::clamp(n - 1, 0, std::max(nodes - 4, 0));
    std::array<float, 4> kept{};
    for (int m = 0; m < 4; ++m)
      if (const int k = n - 1 + m - start; k >= 0 && k < 4) kept[k] = static_cast<float>(w[m]);
    first.push_back(start);
    weight.push_back(kept);
  }
}

SkinSurface::SkinSurface(const Lattice& lattice, int subdivision)
    : subdivision_(subdivision),
      across_(mean_knots(lattice, true), subdivision),
      along_(mean_knots(lattice, false), subdivision) {}

std::vector<std::uint32_t> SkinSurface::triangles() const {
  std::vector<std::uint32_t> list;
  list.reserve(static_cast<std::size_t>(6) * (across_.points - 1) * (along_.points - 1));
  for (int j = 0; j + 1 < along_.points; ++j)
    for (int i = 0; i + 1 < across_.points; ++i) {
      const auto a = static_cast<std::uint32_t>(i + across_.points * j), b = a + 1, d = a + across_.points,
                 c = d + 1;
      list.insert(list.end(), {a, b, c, a, c, d});
    }
  return list;
}

template <class Value>
std::vector<Value> SkinSurface::interpolated(const std::vector<Value>& of_node) const {
  std::vector<Value> rows(static_cast<std::size_t>(across_.points) * along_.nodes);
  const int reach_i = std::min(4, across_.nodes), reach_j = std::min(4, along_.nodes);
  for (int j = 0; j < along_.nodes; ++j)
    for (int p = 0; p < across_.points; ++p) {
      Value sum(0);
      for (int m = 0; m < reach_i; ++m)
        sum += across_.weight[p][m] * of_node[across_.first[p] + m + across_.nodes * j];
      rows[p + across_.points * j] = sum;
    }
  std::vector<Value> values(static_cast<std::size_t>(across_.points) * along_.points);
  for (int q = 0; q < along_.points; ++q)
    for (int p = 0; p < across_.points; ++p) {
      Value sum(0);
      for (int m = 0; m < reach_j; ++m)
        sum += along_.weight[q][m] * rows[p + across_.points * (along_.first[q] + m)];
      values[p + across_.points * q] = sum;
    }
  return values;
}

void SkinSurface::place(const Lattice& lattice, const std::vector<glm::vec3>& displaced,
                        std::vector<SceneVertex>& vertices) const {
  std::vector<glm::vec3> node(static_cast<std::size_t>(lattice.ni) * lattice.nj);
  for (int j = 0; j < lattice.nj; ++j)
    for (int i = 0; i < lattice.ni; ++i) node[i + lattice.ni * j] = displaced[lattice.node(i, j, 0)];
  const std::vector<glm::vec3> point = interpolated(node);
  const int ni = across_.points, nj = along_.points;
  for (int j = 0; j < nj; ++j)
    for (int i = 0; i < ni; ++i) {
      SceneVertex& vertex = vertices[i + ni * j];
      const glm::vec3 across = point[std::min(i + 1, ni - 1) + ni * j] - point[std::max(i - 1, 0) + ni * j];
      const glm::vec3 along = point[i + ni * std::min(j + 1, nj - 1)] - point[i + ni * std::max(j - 1, 0)];
      vertex.position = point[i + ni * j];
      vertex.normal = glm::normalize(glm::cross(across, along));
    }
}

void SkinSurface::colour(const std::vector<float>& of_node, std::vector<SceneVertex>& vertices) const {
  const std::vector<float> value = interpolated(of_node);
  for (std::size_t v = 0; v < vertices.size(); ++v) vertices[v].value = std::max(value[v], 0.0f);
}

SkinFacePlace face_place(const Lattice& lattice, int subdivision, std::size_t triangle, float weight_b,
                         float weight_c) {
  const int across = (lattice.ni - 1) * subdivision, cell = static_cast<int>(triangle / 2);
  const int i = cell % across, j = cell / across;
  // corners of the two halves: (0,0) (1,0) (1,1) and (0,0) (1,1) (0,1)
  const bool second = triangle % 2 == 1;
  const float u = i % subdivision + weight_b + (second ? 0 : weight_c);
  const float v = j % subdivision + weight_c + (second ? weight_b : 0);
  return {i / subdivision, j / subdivision, u / static_cast<float>(subdivision),
          v / static_cast<float>(subdivision)};
}

}  // namespace backroll
