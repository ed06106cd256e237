// Between Bullet's vectors and ours.
#pragma once

#include <LinearMath/btTransform.h>

#include <Eigen/Geometry>

#include "anatomy/lattice.hpp"

namespace backroll {

inline btVector3 to_bullet(const Vec3& v) {
  return {v.x(), v.y(), v.z()};
}
inline Vec3 from_bullet(const btVector3& v) {
  return {v.x(), v.y(), v.z()};
}
inline btQuaternion turn_to_bullet(const Mat3& rotation) {
  const Eigen::Quaterniond q(rotation);
  return {q.x(), q.y(), q.z(), q.w()};
}
inline Mat3 from_bullet(const btMatrix3x3& m) {
  Mat3 out;
  for (int r = 0; r < 3; ++r)
    for (int c = 0; c < 3; ++c) out(r, c) = m[r][c];
  return out;
}

}  // namespace backroll
