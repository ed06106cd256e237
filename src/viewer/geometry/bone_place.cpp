#include "viewer/geometry/bone_place.hpp"

#include <Eigen/Geometry>

namespace backroll {

glm::mat4 bone_matrix(const Vec3& centre, const BonePose& pose) {
  const double angle = pose.turn.norm();
  const Mat3 turn =
      angle > 0 ? Eigen::AngleAxisd(angle, pose.turn / angle).toRotationMatrix() : Mat3(Mat3::Identity());
  const Vec3 shift = centre + pose.shift - turn * centre;
  glm::mat4 matrix(1.0f);
  for (int column = 0; column < 3; ++column)
    for (int row = 0; row < 3; ++row) matrix[column][row] = static_cast<float>(turn(row, column));
  for (int row = 0; row < 3; ++row) matrix[3][row] = static_cast<float>(shift[row]);
  return matrix;
}

bool place_bone(const ScenePart& rest, const glm::mat4& matrix, std::vector<SceneVertex>& vertices) {
  const glm::mat3 turn(matrix);
  const glm::vec3 shift(matrix[3]);
  bool changed = false;
  for (std::size_t v = 0; v < vertices.size(); ++v) {
    const glm::vec3 position = turn * rest.vertices[v].position + shift;
    const glm::vec3 normal = turn * rest.vertices[v].normal;
    changed |= position != vertices[v].position || normal != vertices[v].normal;
    vertices[v].position = position;
    vertices[v].normal = normal;
  }
  return changed;
}

}  // namespace backroll
