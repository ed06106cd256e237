// A muscle of one side as the smoothed boundary of its hexahedra.
#pragma once

#include "anatomy/back_model.hpp"
#include "viewer/geometry/quad_mesh.hpp"
#include "viewer/scene.hpp"

namespace backroll {

class MuscleSurface {
 public:
  // `hexes`: those of the muscle. Where two of them meet in an edge only, a neighbour that is no muscle and
  // no bone fills the gap. `divisions`: how often every face is cut in four (Catmull and Clark).
  MuscleSurface(const BackModel& back, const std::vector<int>& hexes, int divisions);

  // Colours and triangles; the vertices' places come with place().
  ScenePart part(Tissue tissue, int index) const;
  void place(const std::vector<glm::vec3>& displaced, std::vector<SceneVertex>& vertices) const;
  // Means of the muscle's hexes around each node.
  void colour(const std::vector<float>& of_hex, std::vector<SceneVertex>& vertices) const;

 private:
  // New vertex = weighted sum of old ones: of[first[v]] .. of[first[v + 1] - 1].
  struct Division {
    std::vector<std::uint32_t> first, of;
    std::vector<float> weight;
    template <class Value>
    std::vector<Value> apply(const std::vector<Value>& old) const;
  };
  Division divide();  // replaces quads_
  void wrap(const Lattice& lattice, const std::vector<int>& hexes);

  std::vector<int> node_;  // of every vertex before the divisions
  Neighbours around_;
  std::vector<Division> divisions_;
  std::vector<Quad> quads_;                     // after the divisions
  std::vector<std::uint32_t> first_hex_, hex_;  // the muscle's hexes at each vertex
  std::vector<float> inset_;                    // [m] of every vertex after the divisions
  std::size_t vertices_ = 0;
};

}  // namespace backroll
