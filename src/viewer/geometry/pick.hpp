// What lies under the pointer.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "anatomy/back_model.hpp"
#include "viewer/scene.hpp"

namespace backroll {

struct SkinPick {
  float distance = 0;  // along the ray, in lengths of its direction
  glm::vec3 position, normal;
  float value = 0;                   // of the coloured field; NaN where there is none
  std::size_t triangle = 0;          // number of the triangle in its part
  float weight_b = 0, weight_c = 0;  // barycentric weights of its second and third vertex
};

// First place where the ray meets the part, from either side; places that `clip` takes away do not count.
std::optional<SkinPick> pick_skin(const ScenePart& part, const glm::vec3& origin, const glm::vec3& direction,
                                  const std::optional<Plane>& clip = {});

struct PartPick {
  std::size_t part = 0;  // index into Scene::parts
  SkinPick place;
};
// The same over all parts of the wanted layers (indexed by Layer).
std::optional<PartPick> pick_part(const Scene& scene, const std::array<bool, kLayers>& layers,
                                  const glm::vec3& origin, const glm::vec3& direction,
                                  const std::optional<Plane>& clip = {});

// The place on the unloaded back that a picked point of the skin belongs to.
struct SkinPlace {
  int i = 0, j = 0;               // face of the lattice
  float u = 0, v = 0;             // place in it, 0..1 along i and j
  int region = 0;                 // index into BackModel::regions, of the nearest Gauss point
  Vec3 reference = Vec3::Zero();  // [m] on the flat face, load-free
  double arc = 0;                 // [m] along the midline, at the height of `reference`
  std::string level;              // nearest to `arc`
};
// `subdivision`: BackGeometry::skin_subdivision().
SkinPlace skin_place(const BackModel& back, int subdivision, const SkinPick& pick);

}  // namespace backroll
