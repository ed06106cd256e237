#include "viewer/geometry/quad_mesh.hpp"

#include <algorithm>

namespace backroll {

Neighbours neighbours(std::size_t vertices, const std::vector<Quad>& quads) {
  std::vector<std::array<std::uint32_t, 2>> edges;
  edges.reserve(8 * quads.size());
  for (const Quad& q : quads)
    for (int c = 0; c < 4; ++c) {
      edges.push_back({q[c], q[(c + 1) % 4]});
      edges.push_back({q[(c + 1) % 4], q[c]});
    }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  Neighbours around;
  around.first.assign(vertices + 1, 0);
  for (const auto& [from, to] : edges) {
    ++around.first[from + 1];
    around.neighbour.push_back(to);
  }
  for (std::size_t v = 0; v < vertices; ++v) around.first[v + 1] += around.first[v];
  return around;
}

void smooth(std::vector<glm::vec3>& position, const Neighbours& around, int rounds, float in, float out) {
  std::vector<glm::vec3> next(position.size());
  for (int step = 0; step < 2 * rounds; ++step) {
    const float share = step % 2 == 0 ? in : -out;
    for (std::size_t v = 0; v < position.size(); ++v) {
      glm::vec3 sum(0);
      for (std::uint32_t n = around.first[v]; n < around.first[v + 1]; ++n)
        sum += position[around.neighbour[n]];
      const std::uint32_t count = std::max(around.first[v + 1] - around.first[v], 1u);
      next[v] = position[v] + share * (sum / static_cast<float>(count) - position[v]);
    }
    position.swap(next);
  }
}

std::vector<glm::vec3> vertex_normals(const std::vector<glm::vec3>& position,
                                      const std::vector<Quad>& quads) {
  std::vector<glm::vec3> normal(position.size(), glm::vec3(0));
  for (const Quad& q : quads) {
    const glm::vec3 face = glm::cross(position[q[2]] - position[q[0]], position[q[3]] - position[q[1]]);
    for (const std::uint32_t v : q) normal[v] += face;
  }
  for (glm::vec3& n : normal) {
    const float length = glm::length(n);
    n = length > 0 ? n / length : glm::vec3(-1, 0, 0);
  }
  return normal;
}

std::vector<std::uint32_t> triangles_of(const QuadMesh& mesh) {
  std::vector<std::uint32_t> triangles;
  triangles.reserve(6 * mesh.quads.size());
  for (const Quad& q : mesh.quads) {
    const auto& p = mesh.position;
    const int c = glm::distance(p[q[0]], p[q[2]]) <= glm::distance(p[q[1]], p[q[3]]) ? 0 : 1;
    triangles.insert(triangles.end(), {q[c], q[c + 1], q[c + 2], q[c], q[c + 2], q[(c + 3) % 4]});
  }
  return triangles;
}

double signed_volume(const std::vector<glm::vec3>& position, const std::vector<Quad>& quads) {
  double volume = 0;
  for (const Quad& q : quads)
    for (int c = 1; c < 3; ++c)
      volume += glm::dot(glm::dvec3(position[q[0]]),
                         glm::cross(glm::dvec3(position[q[c]]), glm::dvec3(position[q[c + 1]]))) /
                6;
  return volume;
}

}  // namespace backroll
