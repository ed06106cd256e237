// Meshes of quads: smoothing, normals, triangles.
#pragma once

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace backroll {

using Quad = std::array<std::uint32_t, 4>;  // counter-clockwise seen from outside

struct QuadMesh {
  std::vector<glm::vec3> position;
  std::vector<Quad> quads;
};

// For every vertex the vertices it shares an edge with: neighbour[first[v]] .. neighbour[first[v + 1] - 1].
struct Neighbours {
  std::vector<std::uint32_t> first, neighbour;
};
Neighbours neighbours(std::size_t vertices, const std::vector<Quad>& quads);

// Taubin's smoothing: `rounds` of a step of `in` towards the neighbours' mean and a step of `out` back. The
// nearer `out` to `in`, the better large shapes keep their size and the more rounds it takes.
void smooth(std::vector<glm::vec3>& position, const Neighbours& around, int rounds, float in, float out);

// Unit normals, faces weighted by their area.
std::vector<glm::vec3> vertex_normals(const std::vector<glm::vec3>& position, const std::vector<Quad>& quads);

// Two triangles a quad, along its shorter diagonal.
std::vector<std::uint32_t> triangles_of(const QuadMesh& mesh);

// Positive where the triangles of a closed mesh face outward.
double signed_volume(const std::vector<glm::vec3>& position, const std::vector<Quad>& quads);

}  // namespace backroll
