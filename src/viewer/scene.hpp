// What the renderer draws: coloured triangle meshes in the body frame (x anterior, y cranial, z right;
// lengths in m). The geometry folder fills a Scene from a run, the render folder draws it; neither knows the
// other.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <limits>
#include <optional>
#include <vector>

namespace backroll {

enum class Layer : std::uint8_t { skin, muscle, bone, foam, core, section, floor, person };
inline constexpr int kLayers = 8;

inline constexpr float kNoValue = std::numeric_limits<float>::quiet_NaN();

struct SceneVertex {
  glm::vec3 position;  // [m]
  glm::vec3 normal;    // unit, outward
  glm::vec3 colour;    // sRGB, 0..1
  float value;         // of the coloured field, in the field's own unit; kNoValue: the base colour is shown
};

struct ScenePart {
  Layer layer = Layer::skin;
  int index = 0;               // muscle: into RunInfo::muscles; bone: into RunInfo::bones; else 0
  bool closed = false;         // a closed surface: where a section plane cuts it, its inside is filled
  std::uint64_t revision = 0;  // changes whenever the vertices do; the renderer uploads only then
  std::vector<SceneVertex> vertices;
  std::vector<std::uint32_t> triangles;  // three a triangle, counter-clockwise seen from outside
};

struct SceneArrow {
  glm::vec3 tail, tip;  // [m]
  glm::vec3 colour;     // sRGB
};

struct SceneMarker {  // a dot, always in sight
  glm::vec3 position;
  glm::vec3 colour;
};

// Kept: dot(normal, point) <= offset.
struct Plane {
  glm::vec3 normal = {0, 0, 1};
  float offset = 0;  // [m]
};

struct Scene {
  std::vector<ScenePart> parts;
  std::vector<SceneArrow> arrows;
  std::vector<SceneMarker> markers;
};

}  // namespace backroll
