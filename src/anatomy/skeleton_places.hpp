// Where the skeleton has its joints and its bodies outside the lattice: front of the cage, shoulder, abdomen.
// Right side and middle; body frame, mm.
#pragma once

#include "anatomy/back_shape.hpp"
#include "anatomy/skeleton_table.hpp"

namespace backroll {

struct SkeletonPlaces {
  std::array<Vec3, kSpinalUnits> disc;     // C7/T1 .. L5/S1
  std::array<Vec2, kSpinalUnits> disc_up;  // cranial axis, mean of the neighbours, (x, y)
  std::array<Vec3, 10> rib_front;          // ribs 1..10: end of the bone
  std::array<Vec3, 12> rib_side;           // ribs 1..12: at the mid-axillary line or the rib's end
  Vec3 sternum, abdomen, shoulder;         // centres
  Vec3 sternal_end, acromial_end;          // of the clavicle
  Vec3 abdomen_pelvis, abdomen_sternum;    // places of the abdomen's joints
  std::vector<Vec3> scapula_on_rib;        // per rib of the table
  std::vector<Vec3> scapula_outward;       // unit, normal of the section there

  SkeletonPlaces(const BackShape& shape, const SkeletonTable& table);
};

// The trunk's section at height y: half width and depth of the base curve and x of its middle.
struct TrunkSection {
  double half_width = 0, half_depth = 0, middle_x = 0;
  double area() const { return half_width * half_depth; }  // in proportion
};

class TrunkSections {
 public:
  explicit TrunkSections(const BackShape& shape);
  TrunkSection at(double y) const;

 private:
  const BackShape& shape_;
  LevelCurve half_width_, half_depth_;
};

}  // namespace backroll
