// The camera of the 3-D view: a turntable about a pivot, in the body frame (x anterior, y cranial, z right;
// m). Pixels are counted from the picture's upper left corner, y downwards. No OpenGL.
#pragma once

#include <glm/glm.hpp>
#include <optional>

namespace backroll {

inline constexpr float kFieldOfView = 0.5235988f;  // vertical [rad]: 30 degrees

struct Box {
  glm::vec3 low = glm::vec3(1e30f), high = glm::vec3(-1e30f);
  bool empty() const { return low.x > high.x; }
  glm::vec3 centre() const { return 0.5f * (low + high); }
  void add(const glm::vec3& point) { low = glm::min(low, point), high = glm::max(high, point); }
  void add(const Box& other) { low = glm::min(low, other.low), high = glm::max(high, other.high); }
};

// What points up in the picture: the head, or the chest of somebody who lies supine with roller and floor
// below.
enum class UpAxis { cranial, anterior };

// Places of the eye, fixed to the body. oblique: from the right, the head and a little behind; side: from the
// right, the head on the left of the picture where the chest is up; under: from behind, obliquely from the
// feet and the right; top and axial: from the head to the feet, chest up; sagittal: from the right, as side.
enum class ViewPreset { oblique, back, side, under, front, top, axial, sagittal };

struct Camera {
  glm::vec3 target = {0, 0, 0};  // the pivot [m]
  float distance = 2;            // of the eye from the target [m]
  float yaw = 0;                 // [rad] about the up axis
  float pitch = 0;               // [rad] -pi/2..pi/2, positive: the eye is above the target
  UpAxis up = UpAxis::anterior;
};

struct ViewBasis {
  glm::vec3 right, up, back;  // unit; `back` points from the target to the eye
};

struct Ray {
  glm::vec3 origin, direction;  // direction: unit
};

ViewBasis view_basis(const Camera& camera);
glm::vec3 up_direction(const Camera& camera);  // of the turntable, unit
glm::vec3 eye(const Camera& camera);

// Turns to a preset, or so that the eye stands in `direction` from the target. Target and distance stay.
void look_from(Camera& camera, ViewPreset preset);
void look_from(Camera& camera, const glm::vec3& direction);

// Target to the middle of the box and as near as shows all of it, with a margin. aspect: width / height.
void fit(Camera& camera, const Box& box, float aspect);

void orbit(Camera& camera, float yaw, float pitch);        // by angles [rad]; pitch stops at the poles
void pan(Camera& camera, glm::vec2 pixels, float height);  // what lies at the target follows the pointer
void set_pivot(Camera& camera, const glm::vec3& point);    // to the middle of the picture, as far as before

// Distance times `factor`; what is seen at the pixel (in the target's depth) stays there.
void zoom_at(Camera& camera, float factor, glm::vec2 pixel, glm::vec2 size);

struct DepthRange {
  float near, far;  // [m] from the eye along the line of sight
};

DepthRange depth_range(const Camera& camera, const Box& box);  // as tight as holds the box
glm::mat4 view_matrix(const Camera& camera);
glm::mat4 projection_matrix(float aspect, const DepthRange& range);

std::optional<glm::vec2> project(const Camera& camera, const glm::vec3& point,
                                 glm::vec2 size);  // none behind the eye
Ray pixel_ray(const Camera& camera, glm::vec2 pixel, glm::vec2 size);
float pixel_size(const Camera& camera, const glm::vec3& point,
                 float height);  // [m] one pixel covers at the point

}  // namespace backroll
