// The state of the back and the roller at one moment, as the geometry needs it, and what is shown by colour.
#pragma once

#include <glm/glm.hpp>
#include <vector>

#include "recording/frame.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

// The arrays belong to the caller, those of the tissue in lattice order; a null pointer means zero
// everywhere.
struct Moment {
  const float* displacement = nullptr;        // 3 per node [m]
  const float* pressure = nullptr;            // per node [Pa], zero off the skin
  const float* compressive_stress = nullptr;  // per hex [Pa]
  const BonePose* bone_pose = nullptr;        // per bone of the BackModel
  const float* bone_force = nullptr;          // per bone [N], only shown

  // It touches the body on the side load_direction points to.
  bool roller_present = false;
  Vec3 axis_point = Vec3::Zero();  // [m] body frame, the roller's centre
  Roller roller;                   // shape and sizes
  double roller_radius = 0, roller_core_radius = 0, roller_length = 0;
  double spin = 0;                  // [rad] about its axis
  Vec3 roller_axis = {0, 0, 1};     // unit, body frame
  Vec3 load_direction = {1, 0, 0};  // unit, the way the roller presses into the body

  // The person on the floor; empty where the load is given, and the floor then lies under the roller.
  std::vector<glm::mat4> segment;          // per RunInfo::person: rest to body frame
  glm::mat4 from_floor = glm::mat4(1.0f);  // floor frame (x up, y towards the head) to body frame
};

struct Colouring {
  enum class Field { none, pressure, compressive_stress, strain, muscle, bone_force } field = Field::none;
};

// Displaced positions of all nodes [m].
std::vector<glm::vec3> displaced_nodes(const Lattice& lattice, const float* displacement);

// 1 - smallest principal stretch at the centre of hex (i, j, k); not below zero.
float compressive_strain(const Lattice& lattice, const std::vector<glm::vec3>& displaced, int i, int j,
                         int k);

inline glm::vec3 to_glm(const Vec3& v) {
  return {static_cast<float>(v.x()), static_cast<float>(v.y()), static_cast<float>(v.z())};
}

}  // namespace backroll
