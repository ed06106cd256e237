// The subjects the tests are run on.
#pragma once

#include "anatomy/back_model.hpp"

namespace backroll::test {

inline Subject subject(Sex sex, double stature_m, double mass_kg, double kyphosis = 40,
                       double lordosis = 37) {
  Subject s;
  s.sex = sex;
  s.stature_m = stature_m;
  s.mass_kg = mass_kg;
  s.kyphosis_deg = kyphosis;
  s.lordosis_deg = lordosis;
  return s;
}

inline Subject average_man() {
  return {};
}
inline Subject woman() {
  return subject(Sex::woman, 1.65, 62);
}
inline Subject lean_man() {
  return subject(Sex::man, 1.80, 70);
}
inline Subject heavy_man() {
  return subject(Sex::man, 1.75, 97);
}

inline constexpr double kBoneDepth = 0.012;  // [m]

// The average man's shape; built once.
inline const BackShape& average_shape() {
  static const BackShape shape(average_man());
  return shape;
}

// The average man's back; built once.
inline const BackModel& average_back(Resolution resolution) {
  static const BackModel backs[] = {build_back(average_man(), Resolution::live, kBoneDepth),
                                    build_back(average_man(), Resolution::standard, kBoneDepth),
                                    build_back(average_man(), Resolution::fine, kBoneDepth)};
  return backs[static_cast<int>(resolution)];
}

inline constexpr Resolution kResolutions[] = {Resolution::live, Resolution::standard, Resolution::fine};

}  // namespace backroll::test
