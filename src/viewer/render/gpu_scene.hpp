// A Scene's vertices on the graphics card. Each Scene shown needs one of its own; only parts whose revision
// changed are sent again. Belongs to the context it was made in.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

#include "viewer/render/camera.hpp"
#include "viewer/render/gl_objects.hpp"
#include "viewer/scene.hpp"

namespace backroll {

using PartGroups = std::vector<std::vector<std::size_t>>;  // indices into Scene::parts

class GpuScene {
 public:
  GpuScene();

  void upload(const Scene& scene);
  // From here on for the scene that was uploaded last.
  Box bounds() const;  // of all parts but the floor and the person
  const Box& part_bounds(std::size_t part) const { return slots_[part].box; }
  void draw_part(std::size_t part) const;

  // The triangles of these parts, group by group, within a group the farthest along `towards_eye` first.
  // Sorted anew only where something changed.
  void draw_sorted(const Scene& scene, const PartGroups& groups, const glm::vec3& towards_eye);

  // The lines the plane cuts out of a part; kept until either changes.
  const std::vector<glm::vec3>& cut(const Scene& scene, std::size_t part, const Plane& plane);

 private:
  struct Slot {
    std::size_t first_vertex = 0, vertices = 0, first_index = 0, indices = 0;
    std::uint64_t revision = 0;
    Layer layer = Layer::skin;
    int index = 0;
    Box box;
    Plane cut_plane;
    bool cut_known = false;
    std::vector<glm::vec3> cut;
  };
  struct SortKey {
    std::uint64_t uploads = 0;
    glm::vec3 towards_eye = {};
    PartGroups groups;
    bool operator==(const SortKey&) const = default;
  };
  bool fits(const Scene& scene) const;
  void lay_out(const Scene& scene);
  std::vector<std::uint32_t> sorted(const Scene& scene, const std::vector<std::size_t>& parts,
                                    const glm::vec3& towards_eye) const;

  std::vector<Slot> slots_;
  std::uint64_t uploads_ = 0;
  SortKey sorted_for_;
  std::size_t sorted_ = 0;  // how many sorted_indices_ holds
  GlVertexArray array_, sorted_array_;
  GlBuffer vertices_, identities_, indices_, sorted_indices_;
};

// Vertex attributes of SceneVertex from the bound GL_ARRAY_BUFFER into the bound vertex array.
void describe_scene_vertices();
inline constexpr unsigned kIdentityAttribute = 4;  // layer and index

}  // namespace backroll
