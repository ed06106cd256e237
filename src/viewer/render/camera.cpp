#include "viewer/render/camera.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/gtc/constants.hpp>
#include <glm/gtc/matrix_transform.hpp>

namespace backroll {
namespace {

constexpr float kPole = glm::half_pi<float>();
constexpr float kAroundView = 1.06f;               // around what was fitted
constexpr float kNearest = 0.05f, kFarthest = 20;  // distance of the eye [m]

// Right-handed: yaw 0 is at `forward`, a quarter turn at `side`.
struct Turntable {
  glm::vec3 forward, side, up;
};

Turntable turntable(UpAxis up) {
  if (up == UpAxis::cranial) return {{-1, 0, 0}, {0, 0, 1}, {0, 1, 0}};
  return {{0, 0, 1}, {0, -1, 0}, {1, 0, 0}};
}

glm::vec3 preset_direction(ViewPreset preset) {
  switch (preset) {
    case ViewPreset::oblique:
      return {-0.50f, 0.40f, 0.75f};
    case ViewPreset::back:
      return {-1, 0, 0};
    case ViewPreset::under:
      return {-0.8f, -0.45f, 0.4f};
    case ViewPreset::front:
      return {1, 0, 0};
    case ViewPreset::top:
    case ViewPreset::axial:
      return {0, 1, 0};
    case ViewPreset::side:
    case ViewPreset::sagittal:
      break;
  }
  return {0, 0, 1};
}

std::array<glm::vec3, 8> corners(const Box& box) {
  std::array<glm::vec3, 8> all;
  for (int c = 0; c < 8; ++c)
    all[static_cast<std::size_t>(c)] = {c & 1 ? box.high.x : box.low.x, c & 2 ? box.high.y : box.low.y,
                                        c & 4 ? box.high.z : box.low.z};
  return all;
}

float half_height() {
  return std::tan(0.5f * kFieldOfView);  // of the picture, one metre from the eye
}

// The place in the picture as right and up, in metres one metre from the eye.
glm::vec2 on_unit_plane(glm::vec2 pixel, glm::vec2 size) {
  const float scale = 2 * half_height() / size.y;
  return {(pixel.x - 0.5f * size.x) * scale, (0.5f * size.y - pixel.y) * scale};
}

}  // namespace

ViewBasis view_basis(const Camera& camera) {
  const Turntable t = turntable(camera.up);
  const glm::vec3 level = std::cos(camera.yaw) * t.forward + std::sin(camera.yaw) * t.side;
  const glm::vec3 back = std::cos(camera.pitch) * level + std::sin(camera.pitch) * t.up;
  const glm::vec3 up = std::cos(camera.pitch) * t.up - std::sin(camera.pitch) * level;
  return {glm::cross(up, back), up, back};
}

glm::vec3 up_direction(const Camera& camera) {
  return turntable(camera.up).up;
}

glm::vec3 eye(const Camera& camera) {
  return camera.target + camera.distance * view_basis(camera).back;
}

void look_from(Camera& camera, ViewPreset preset) {
  look_from(camera, preset_direction(preset));
}

void look_from(Camera& camera, const glm::vec3& direction) {
  const Turntable t = turntable(camera.up);
  const glm::vec3 back = glm::normalize(direction);
  const float rise = glm::dot(back, t.up);
  glm::vec3 level = back - rise * t.up;
  camera.pitch = std::asin(std::clamp(rise, -1.0f, 1.0f));
  // along the axis: the head up, or the chest where the eye is above the head
  if (glm::length(level) < 1e-3f) {
    const glm::vec3 picture_up = camera.up == UpAxis::cranial ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
    level = rise > 0 ? -picture_up : picture_up;
    camera.pitch = rise > 0 ? kPole : -kPole;
  }
  camera.yaw = std::atan2(glm::dot(level, t.side), glm::dot(level, t.forward));
}

void fit(Camera& camera, const Box& box, float aspect) {
  if (box.empty()) return;
  camera.target = box.centre();
  const ViewBasis basis = view_basis(camera);
  const glm::vec2 slope = half_height() / kAroundView * glm::vec2(aspect, 1);
  const std::array<glm::vec3, 8> points = corners(box);
  // the near side looks larger: each round moves the middle of what is seen to the middle of the picture
  for (int round = 0; round < 4; ++round) {
    float distance = kNearest;
    for (const glm::vec3& point : points) {
      const glm::vec3 d = point - camera.target;
      const glm::vec2 aside = {glm::dot(d, basis.right), glm::dot(d, basis.up)};
      const glm::vec2 needed = glm::dot(d, basis.back) + glm::abs(aside) / slope;
      distance = std::max({distance, needed.x, needed.y});
    }
    camera.distance = std::min(distance, kFarthest);
    glm::vec2 low(1e30f), high(-1e30f);
    for (const glm::vec3& point : points) {
      const glm::vec3 d = point - camera.target;
      const glm::vec2 seen = glm::vec2(glm::dot(d, basis.right), glm::dot(d, basis.up)) /
                             (camera.distance - glm::dot(d, basis.back));
      low = glm::min(low, seen), high = glm::max(high, seen);
    }
    const glm::vec2 shift = 0.5f * camera.distance * (low + high);
    if (round < 3) camera.target += shift.x * basis.right + shift.y * basis.up;
  }
}

void orbit(Camera& camera, float yaw, float pitch) {
  camera.yaw = std::remainder(camera.yaw + yaw, glm::two_pi<float>());
  camera.pitch = std::clamp(camera.pitch + pitch, -kPole, kPole);
}

void pan(Camera& camera, glm::vec2 pixels, float height) {
  const ViewBasis basis = view_basis(camera);
  const float metres = 2 * half_height() * camera.distance / height;
  camera.target += metres * (pixels.y * basis.up - pixels.x * basis.right);
}

void zoom_at(Camera& camera, float factor, glm::vec2 pixel, glm::vec2 size) {
  const ViewBasis basis = view_basis(camera);
  const glm::vec2 place = on_unit_plane(pixel, size) * camera.distance;
  const float distance = std::clamp(camera.distance * factor, kNearest, kFarthest);
  const float kept = distance / camera.distance;
  camera.target += (1 - kept) * (place.x * basis.right + place.y * basis.up);
  camera.distance = distance;
}

void set_pivot(Camera& camera, const glm::vec3& point) {
  const float depth = glm::dot(eye(camera) - point, view_basis(camera).back);
  camera.target = point;
  camera.distance = std::clamp(depth, kNearest, kFarthest);
}

DepthRange depth_range(const Camera& camera, const Box& box) {
  const glm::vec3 back = view_basis(camera).back, from = eye(camera);
  float near = 1e30f, far = -1e30f;
  for (const glm::vec3& corner : corners(box)) {
    const float depth = glm::dot(from - corner, back);
    near = std::min(near, depth), far = std::max(far, depth);
  }
  far = std::max(1.02f * far, kNearest);
  return {std::clamp(0.96f * near, 0.004f * far, 0.9f * far), far};
}

glm::mat4 view_matrix(const Camera& camera) {
  const ViewBasis basis = view_basis(camera);
  const glm::mat3 turn = glm::transpose(glm::mat3(basis.right, basis.up, basis.back));
  return glm::translate(glm::mat4(turn), -eye(camera));
}

glm::mat4 projection_matrix(float aspect, const DepthRange& range) {
  return glm::perspective(kFieldOfView, aspect, range.near, range.far);
}

std::optional<glm::vec2> project(const Camera& camera, const glm::vec3& point, glm::vec2 size) {
  const ViewBasis basis = view_basis(camera);
  const glm::vec3 d = point - eye(camera);
  const float depth = -glm::dot(d, basis.back);
  if (depth <= 0) return std::nullopt;
  const float pixels = size.y / (2 * half_height() * depth);
  return glm::vec2(0.5f * size.x + pixels * glm::dot(d, basis.right),
                   0.5f * size.y - pixels * glm::dot(d, basis.up));
}

Ray pixel_ray(const Camera& camera, glm::vec2 pixel, glm::vec2 size) {
  const ViewBasis basis = view_basis(camera);
  const glm::vec2 place = on_unit_plane(pixel, size);
  return {eye(camera), glm::normalize(place.x * basis.right + place.y * basis.up - basis.back)};
}

float pixel_size(const Camera& camera, const glm::vec3& point, float height) {
  const float depth = glm::dot(eye(camera) - point, view_basis(camera).back);
  return 2 * half_height() * std::max(depth, 0.0f) / height;
}

}  // namespace backroll
