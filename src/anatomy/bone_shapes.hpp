// Signed distances to the 45 rigid bones in the continuous back. Lengths in mm.
#pragma once

#include <array>
#include <vector>

#include "anatomy/ribs.hpp"

namespace backroll {

// Numbers of the bones: C7, T1..T12, L1..L5, pelvis, ribs 1..12 left, ribs 1..12 right, scapula left, right.
namespace bone {
inline constexpr int pelvis = 18, rib_1_left = 19, rib_1_right = 31, scapula_left = 43, scapula_right = 44,
                     count = 45;
constexpr int of_level(int level) {
  return is_vertebra(level) ? level::C7 - level : pelvis;
}
constexpr int mirrored(int number) {
  if (number >= scapula_left) return scapula_left + scapula_right - number;
  if (number >= rib_1_right) return number - 12;
  if (number >= rib_1_left) return number + 12;
  return number;
}
}  // namespace bone

std::vector<Bone> named_bones();  // centres zero

struct BoneHit {
  int bone = -1;        // a bone of the right side or of the middle; -1: none nearer than the tolerance
  double distance = 0;  // negative inside
};

// A point is bone when nearer than this to a bone's surface.
inline constexpr double kBoneTolerance = 0.35;  // [mm]

class BoneShapes {
 public:
  BoneShapes(const AnatomyTables& tables, const Scaling& scaling, const SpineCurve& spine,
             const Sections& sections);

  // The nearest bone at (s, y, h) of the column, s >= 0. `spacing_y`: distance of the lattice planes there;
  // thin parts are widened along y so that a plane meets them; 0: true shapes.
  BoneHit nearest(const Column& at, double h, double spacing_y) const;
  // Signed distance to the true shape of one bone of the right side or of the middle; infinite far from it.
  // For a vertebra only the place in the body frame counts.
  double distance(int number, const Column& at, double h) const;
  // y of the ilium's upper rim at s.
  double iliac_rim(double s) const { return interpolate(rim_upper_, s); }
  const std::array<RibLine, 12>& ribs() const { return ribs_; }

 private:
  struct Point;  // one place in every coordinate
  struct Capsule {
    Vec3 from, to;
    double radius = 0;
    double distance(const Vec3& point) const;
  };
  // A vertebra in its own axes: forward, up, |z|; all lengths divided by v.
  struct VertebraShape {
    Vec2 centre, forward, up;
    double half_depth = 0, half_width = 0, half_height = 0;
    Capsule pedicle, articular, transverse;
    bool lumbar = false, has_articular = false;
    Vec2 lamina_from, lamina_to;  // (forward, |z|)
    double lamina_half_height = 0;
    double tp_above = 0;
    Vec2 spinous_from, spinous_axis, spinous_normal;  // (forward, up)
    double spinous_length = 0, tip_half_height = 0, tip_half_width = 0;
  };
  static VertebraShape vertebra_shape(const Vertebra& table, int level, const SpineCurve& spine);
  double vertebra(const VertebraShape& shape, const Point& p) const;
  double pelvis(const Point& p) const;
  double rib(int number, const Point& p) const;
  double scapula(const Point& p) const;

  double v_, q_;
  const RibTable& rib_table_;
  std::array<VertebraShape, kLevels> vertebrae_;
  std::array<RibLine, 12> ribs_;
  std::vector<Vec2> sacrum_half_width_, rim_upper_, rim_lower_, ilium_thickness_;
  double crest_top_ = 0, ilium_top_ = 0;  // y
  std::vector<Vec2> ridge_, ridge_height_;
  double scapula_bottom_ = 0;  // y
};

}  // namespace backroll
