// [v]: the matrix with [v] a = v x a.
#pragma once

#include "anatomy/lattice.hpp"

namespace backroll {

inline Mat3 cross_matrix(const Vec3& v) {
  Mat3 m;
  m << 0, -v.z(), v.y(), v.z(), 0, -v.x(), -v.y(), v.x(), 0;
  return m;
}

}  // namespace backroll
