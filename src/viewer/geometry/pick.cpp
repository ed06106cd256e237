#include "viewer/geometry/pick.hpp"

#include <algorithm>
#include <cmath>

#include "viewer/geometry/skin_surface.hpp"

namespace backroll {

namespace {

struct Hit {
  float distance, weight_b, weight_c;
};

std::optional<Hit> meet(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c, const glm::vec3& origin,
                        const glm::vec3& direction) {
  const glm::vec3 ab = b - a, ac = c - a, p = glm::cross(direction, ac);
  const float det = glm::dot(ab, p);
  if (det == 0) return {};
  const glm::vec3 from = origin - a, q = glm::cross(from, ab);
  const float wb = glm::dot(from, p) / det, wc = glm::dot(direction, q) / det;
  const float distance = glm::dot(ac, q) / det;
  if (wb < 0 || wc < 0 || wb + wc > 1 || distance < 0) return {};
  return Hit{distance, wb, wc};
}

// Nearest of the three Gauss points along a face.
int gauss_point(float u) {
  static const float kBorder = static_cast<float>(0.5 - 0.25 * std::sqrt(0.6));
  return u < kBorder ? 0 : u < 1 - kBorder ? 1 : 2;
}

}  // namespace

std::optional<SkinPick> pick_skin(const ScenePart& part, const glm::vec3& origin, const glm::vec3& direction,
                                  const std::optional<Plane>& clip) {
  std::optional<SkinPick> nearest;
  for (std::size_t t = 0; t + 2 < part.triangles.size(); t += 3) {
    const SceneVertex &a = part.vertices[part.triangles[t]], &b = part.vertices[part.triangles[t + 1]],
                      &c = part.vertices[part.triangles[t + 2]];
    const std::optional<Hit> hit = meet(a.position, b.position, c.position, origin, direction);
    if (!hit || (nearest && hit->distance >= nearest->distance)) continue;
    const glm::vec3 position = origin + hit->distance * direction;
    if (clip && glm::dot(clip->normal, position) > clip->offset) continue;
    const float wa = 1 - hit->weight_b - hit->weight_c;
    nearest = {hit->distance,
               position,
               glm::normalize(wa * a.normal + hit->weight_b * b.normal + hit->weight_c * c.normal),
               wa * a.value + hit->weight_b * b.value + hit->weight_c * c.value,
               t / 3,
               hit->weight_b,
               hit->weight_c};
  }
  return nearest;
}

std::optional<PartPick> pick_part(const Scene& scene, const std::array<bool, kLayers>& layers,
                                  const glm::vec3& origin, const glm::vec3& direction,
                                  const std::optional<Plane>& clip) {
  std::optional<PartPick> nearest;
  for (std::size_t n = 0; n < scene.parts.size(); ++n) {
    if (!layers[static_cast<std::size_t>(scene.parts[n].layer)]) continue;
    const std::optional<SkinPick> hit = pick_skin(scene.parts[n], origin, direction, clip);
    if (hit && (!nearest || hit->distance < nearest->place.distance)) nearest = {n, *hit};
  }
  return nearest;
}

SkinPlace skin_place(const BackModel& back, int subdivision, const SkinPick& pick) {
  const Lattice& lattice = back.lattice;
  const SkinFacePlace at = face_place(lattice, subdivision, pick.triangle, pick.weight_b, pick.weight_c);
  SkinPlace place;
  place.i = at.i;
  place.j = at.j;
  place.u = at.u;
  place.v = at.v;
  const int face = at.i + (lattice.ni - 1) * at.j, points = kFacePoints * kFacePoints;
  place.region = back.skin_region[face * points + gauss_point(at.u) + kFacePoints * gauss_point(at.v)];
  for (int corner = 0; corner < 4; ++corner) {
    const int a = corner & 1, b = corner >> 1;
    place.reference += static_cast<double>((a ? at.u : 1 - at.u) * (b ? at.v : 1 - at.v)) *
                       lattice.position[lattice.node(at.i + a, at.j + b, 0)];
  }
  const auto nearest = std::min_element(
      back.midline.begin(), back.midline.end(), [&](const MidlinePoint& p, const MidlinePoint& q) {
        return std::abs(p.y - place.reference.y()) < std::abs(q.y - place.reference.y());
      });
  place.arc = nearest->arc;
  place.level = level_at(back, place.arc);
  return place;
}

}  // namespace backroll
