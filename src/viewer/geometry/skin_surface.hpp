// The skin as a smooth surface through the lattice's outermost nodes.
#pragma once

#include <array>

#include "anatomy/back_model.hpp"
#include "viewer/scene.hpp"

namespace backroll {

// Every face of the lattice is divided `subdivision` x `subdivision` by cubic pieces (Catmull-Rom with the
// nodes' true spacing), so that the surface and any field on it pass through the nodes.
class SkinSurface {
 public:
  SkinSurface(const Lattice& lattice, int subdivision);

  int subdivision() const { return subdivision_; }
  int across() const { return across_.points; }  // vertices along i
  int along() const { return along_.points; }    // vertices along j; vertex = across + across() * along
  std::vector<std::uint32_t> triangles() const;

  // Positions and outward normals from the displaced nodes.
  void place(const Lattice& lattice, const std::vector<glm::vec3>& displaced,
             std::vector<SceneVertex>& vertices) const;
  // Values from one per skin node (i + ni j), never below zero.
  void colour(const std::vector<float>& of_node, std::vector<SceneVertex>& vertices) const;

 private:
  // For every point along one direction: the first of four nodes and their weights.
  struct Direction {
    int points = 0, nodes = 0;
    std::vector<int> first;
    std::vector<std::array<float, 4>> weight;
    Direction() = default;
    Direction(const std::vector<double>& knots, int subdivision);
  };
  template <class Value>
  std::vector<Value> interpolated(const std::vector<Value>& of_node) const;

  int subdivision_;
  Direction across_, along_;
};

// Where a triangle of the surface lies: the lattice's face and the place in it, 0..1 along i and j.
struct SkinFacePlace {
  int i = 0, j = 0;
  float u = 0, v = 0;
};
SkinFacePlace face_place(const Lattice& lattice, int subdivision, std::size_t triangle, float weight_b,
                         float weight_c);

}  // namespace backroll
