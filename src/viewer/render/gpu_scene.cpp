#include "viewer/render/gpu_scene.hpp"

#include <epoxy/gl.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "viewer/render/loose_meshes.hpp"
#include "viewer/render/triangle_order.hpp"

namespace backroll {
namespace {

using Identity = std::array<std::uint16_t, 2>;  // layer, index

GLsizeiptr bytes(std::size_t count, std::size_t each) {
  return static_cast<GLsizeiptr>(count * each);
}

Box box_of(const ScenePart& part) {
  Box box;
  for (const SceneVertex& vertex : part.vertices) box.add(vertex.position);
  return box;
}

}  // namespace

void describe_scene_vertices() {
  const auto floats = [](GLuint attribute, GLint count, std::size_t offset) {
    glEnableVertexAttribArray(attribute);
    glVertexAttribPointer(attribute, count, GL_FLOAT, GL_FALSE, sizeof(SceneVertex),
                          reinterpret_cast<const void*>(offset));
  };
  floats(0, 3, offsetof(SceneVertex, position));
  floats(1, 3, offsetof(SceneVertex, normal));
  floats(2, 3, offsetof(SceneVertex, colour));
  floats(3, 1, offsetof(SceneVertex, value));
}

GpuScene::GpuScene() {
  for (const auto& [array, indices] :
       {std::pair(array_.id(), indices_.id()), std::pair(sorted_array_.id(), sorted_indices_.id())}) {
    glBindVertexArray(array);
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
    describe_scene_vertices();
    glBindBuffer(GL_ARRAY_BUFFER, identities_.id());
    glEnableVertexAttribArray(kIdentityAttribute);
    glVertexAttribIPointer(kIdentityAttribute, 2, GL_UNSIGNED_SHORT, sizeof(Identity), nullptr);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices);
  }
  glBindVertexArray(0);
}

bool GpuScene::fits(const Scene& scene) const {
  if (slots_.size() != scene.parts.size()) return false;
  for (std::size_t p = 0; p < slots_.size(); ++p) {
    const ScenePart& part = scene.parts[p];
    const Slot& slot = slots_[p];
    if (slot.vertices != part.vertices.size() || slot.indices != part.triangles.size() ||
        slot.layer != part.layer || slot.index != part.index)
      return false;
  }
  return true;
}

// Gives every part its place in the buffers and sends what does not change with the vertices.
void GpuScene::lay_out(const Scene& scene) {
  slots_.assign(scene.parts.size(), {});
  std::vector<Identity> identities;
  std::vector<std::uint32_t> indices;
  for (std::size_t p = 0; p < slots_.size(); ++p) {
    const ScenePart& part = scene.parts[p];
    Slot& slot = slots_[p];
    slot = {identities.size(),
            part.vertices.size(),
            indices.size(),
            part.triangles.size(),
            ~part.revision,
            part.layer,
            part.index,
            {},
            {},
            false,
            {}};
    identities.insert(identities.end(), part.vertices.size(),
                      {static_cast<std::uint16_t>(part.layer), static_cast<std::uint16_t>(part.index)});
    for (const std::uint32_t v : part.triangles)
      indices.push_back(v + static_cast<std::uint32_t>(slot.first_vertex));
  }
  glBindBuffer(GL_ARRAY_BUFFER, identities_.id());
  glBufferData(GL_ARRAY_BUFFER, bytes(identities.size(), sizeof(Identity)), identities.data(),
               GL_STATIC_DRAW);
  glBindVertexArray(array_.id());
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, bytes(indices.size(), sizeof indices[0]), indices.data(),
               GL_STATIC_DRAW);
  glBindVertexArray(0);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
  glBufferData(GL_ARRAY_BUFFER, bytes(identities.size(), sizeof(SceneVertex)), nullptr, GL_DYNAMIC_DRAW);
}

void GpuScene::upload(const Scene& scene) {
  if (!fits(scene)) lay_out(scene);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
  for (std::size_t p = 0; p < slots_.size(); ++p) {
    const ScenePart& part = scene.parts[p];
    Slot& slot = slots_[p];
    if (slot.revision == part.revision) continue;
    slot.revision = part.revision;
    slot.box = box_of(part);
    slot.cut_known = false;
    glBufferSubData(GL_ARRAY_BUFFER, bytes(slot.first_vertex, sizeof(SceneVertex)),
                    bytes(slot.vertices, sizeof(SceneVertex)), part.vertices.data());
    ++uploads_;
  }
}

Box GpuScene::bounds() const {
  Box box;
  for (const Slot& slot : slots_)
    if (slot.layer != Layer::floor && slot.layer != Layer::person && !slot.box.empty()) box.add(slot.box);
  return box;
}

void GpuScene::draw_part(std::size_t part) const {
  glBindVertexArray(array_.id());
  glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(slots_[part].indices), GL_UNSIGNED_INT,
                 reinterpret_cast<const void*>(slots_[part].first_index * sizeof(std::uint32_t)));
}

std::vector<std::uint32_t> GpuScene::sorted(const Scene& scene, const std::vector<std::size_t>& parts,
                                            const glm::vec3& towards_eye) const {
  std::vector<float> height;
  std::vector<std::uint32_t> triangles;
  for (const std::size_t p : parts) {
    height.resize(std::max(height.size(), slots_[p].first_vertex + slots_[p].vertices));
    for (std::size_t v = 0; v < slots_[p].vertices; ++v)
      height[slots_[p].first_vertex + v] = glm::dot(towards_eye, scene.parts[p].vertices[v].position);
    for (const std::uint32_t v : scene.parts[p].triangles)
      triangles.push_back(v + static_cast<std::uint32_t>(slots_[p].first_vertex));
  }
  return back_to_front(triangles, height);
}

void GpuScene::draw_sorted(const Scene& scene, const PartGroups& groups, const glm::vec3& towards_eye) {
  glBindVertexArray(sorted_array_.id());
  SortKey key{uploads_, towards_eye, groups};
  if (!(key == sorted_for_)) {
    std::vector<std::uint32_t> all;
    for (const std::vector<std::size_t>& parts : groups) {
      const std::vector<std::uint32_t> of_group = sorted(scene, parts, towards_eye);
      all.insert(all.end(), of_group.begin(), of_group.end());
    }
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, bytes(all.size(), sizeof all[0]), all.data(), GL_STREAM_DRAW);
    sorted_ = all.size();
    sorted_for_ = std::move(key);
  }
  glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(sorted_), GL_UNSIGNED_INT, nullptr);
}

const std::vector<glm::vec3>& GpuScene::cut(const Scene& scene, std::size_t part, const Plane& plane) {
  Slot& slot = slots_[part];
  const bool same = slot.cut_plane.normal == plane.normal && slot.cut_plane.offset == plane.offset;
  if (!slot.cut_known || !same) slot.cut = cut_lines(scene.parts[part], plane);
  slot.cut_known = true;
  slot.cut_plane = plane;
  return slot.cut;
}

}  // namespace backroll
