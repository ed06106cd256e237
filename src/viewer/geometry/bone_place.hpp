// Where a bone's mesh stands once the bone has left its place in rest.
#pragma once

#include <glm/glm.hpp>
#include <vector>

#include "recording/frame.hpp"
#include "viewer/scene.hpp"

namespace backroll {

// X -> centre + shift + R (X - centre), body frame [m]; for a bone at rest the unit matrix to the bit.
glm::mat4 bone_matrix(const Vec3& centre, const BonePose& pose);

// Places and normals of the mesh `rest` moved by the matrix; true where any of `vertices` changed.
bool place_bone(const ScenePart& rest, const glm::mat4& matrix, std::vector<SceneVertex>& vertices);

}  // namespace backroll
