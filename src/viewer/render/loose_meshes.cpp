#include "viewer/render/loose_meshes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/gtc/constants.hpp>
#include <limits>

namespace backroll {
namespace {

constexpr int kArrowSides = 20;

struct Frame3 {
  glm::vec3 first, second;  // unit, across an axis; first x second = axis
};

Frame3 across(const glm::vec3& axis) {
  const glm::vec3 other = std::abs(axis.x) < 0.7f ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
  const glm::vec3 first = glm::normalize(glm::cross(other, axis));
  return {first, glm::cross(axis, first)};
}

// A band between two rings about the axis; `slope`: the axis's share of the normal.
void add_band(LooseTriangles& triangles, const SceneArrow& arrow, float from, float from_radius, float to,
              float to_radius, float slope) {
  const glm::vec3 axis = glm::normalize(arrow.tip - arrow.tail);
  const Frame3 frame = across(axis);
  const auto vertex = [&](int side, float along, float radius) {
    const float angle = glm::two_pi<float>() * static_cast<float>(side) / kArrowSides;
    const glm::vec3 out = std::cos(angle) * frame.first + std::sin(angle) * frame.second;
    return SceneVertex{arrow.tail + along * axis + radius * out, glm::normalize(out + slope * axis),
                       arrow.colour, kNoValue};
  };
  for (int side = 0; side < kArrowSides; ++side) {
    const SceneVertex a = vertex(side, from, from_radius), b = vertex(side + 1, from, from_radius);
    const SceneVertex c = vertex(side + 1, to, to_radius), d = vertex(side, to, to_radius);
    triangles.insert(triangles.end(), {a, b, c, a, c, d});
  }
}

}  // namespace

void add_arrow(LooseTriangles& triangles, const SceneArrow& arrow) {
  const float length = glm::length(arrow.tip - arrow.tail);
  if (!(length > 1e-5f)) return;
  const float radius = std::clamp(0.028f * length, 0.0012f, 0.005f);
  const float head_radius = 2.6f * radius, head = std::min(6.5f * radius, 0.6f * length);
  constexpr float kBack = -1000;  // faces the tail
  add_band(triangles, arrow, 0, 0, 0, radius, kBack);
  add_band(triangles, arrow, 0, radius, length - head, radius, 0);
  add_band(triangles, arrow, length - head, radius, length - head, head_radius, kBack);
  add_band(triangles, arrow, length - head, head_radius, length, 0, head_radius / head);
}

std::vector<glm::vec3> cut_lines(const ScenePart& part, const Plane& plane) {
  std::vector<float> side(part.vertices.size());
  for (std::size_t v = 0; v < side.size(); ++v)
    side[v] = glm::dot(plane.normal, part.vertices[v].position) - plane.offset;
  std::vector<glm::vec3> lines;
  for (std::size_t t = 0; t + 2 < part.triangles.size(); t += 3) {
    const std::uint32_t* corner = &part.triangles[t];
    const bool above = side[corner[0]] > 0;
    if (above == (side[corner[1]] > 0) && above == (side[corner[2]] > 0)) continue;
    for (int e = 0; e < 3; ++e) {
      const std::uint32_t a = corner[e], b = corner[(e + 1) % 3];
      if ((side[a] > 0) == (side[b] > 0)) continue;
      const float at = side[a] / (side[a] - side[b]);
      lines.push_back(glm::mix(part.vertices[a].position, part.vertices[b].position, at));
    }
  }
  return lines;
}

void add_strips(LooseTriangles& triangles, const std::vector<glm::vec3>& lines, const Plane& plane,
                const glm::vec3& colour, const Camera& camera, float pixels, float height) {
  for (std::size_t l = 0; l + 1 < lines.size(); l += 2) {
    const glm::vec3 along = lines[l + 1] - lines[l];
    const float length = glm::length(along);
    if (!(length > 1e-7f)) continue;
    const float half = 0.5f * pixels * pixel_size(camera, lines[l], height);
    // a little longer at both ends, so that strips meet without a notch
    const glm::vec3 ahead = along * (0.5f * half / length);
    const glm::vec3 aside = glm::normalize(glm::cross(plane.normal, along)) * half;
    const glm::vec3 rise = (plane.offset - glm::dot(plane.normal, lines[l])) * plane.normal;
    const auto vertex = [&](const glm::vec3& at) {
      return SceneVertex{at + rise, plane.normal, colour, kNoValue};
    };
    const SceneVertex a = vertex(lines[l] - ahead - aside), b = vertex(lines[l + 1] + ahead - aside);
    const SceneVertex c = vertex(lines[l + 1] + ahead + aside), d = vertex(lines[l] - ahead + aside);
    triangles.insert(triangles.end(), {a, b, c, a, c, d});
  }
}

void add_cap(LooseTriangles& triangles, const Box& box, const Plane& plane, const glm::vec3& colour) {
  const glm::vec3 centre = box.centre();
  const glm::vec3 middle = centre - (glm::dot(plane.normal, centre) - plane.offset) * plane.normal;
  const float radius = 0.51f * glm::length(box.high - box.low);
  const Frame3 frame = across(plane.normal);
  const auto vertex = [&](float x, float y) {
    return SceneVertex{middle + radius * (x * frame.first + y * frame.second), plane.normal, colour,
                       kNoValue};
  };
  const SceneVertex a = vertex(-1, -1), b = vertex(1, -1), c = vertex(1, 1), d = vertex(-1, 1);
  triangles.insert(triangles.end(), {a, b, c, a, c, d});
}

}  // namespace backroll
