// Which tissue is where in the continuous back, bones aside. Lengths in mm.
#pragma once

#include <optional>

#include "anatomy/bone_shapes.hpp"

namespace backroll {

class Labels {
 public:
  Labels(const AnatomyTables& tables, const Scaling& scaling, const SpineCurve& spine,
         const Sections& sections, const BoneShapes& bones);

  // What of the labels depends on (s, y) only.
  struct Place {
    Column column;
    double erector_edge = 0, iliocostalis_edge = 0, multifidus_deep = 0, multifidus_superficial = 0,
           multifidus_roof = 0;
    double iliac_rim = 0;
    bool above_flank = false;  // the erector block's neighbour is the cage, not the abdominal wall
    bool thorax = false;       // below the floor: chest wall, not abdomen
    bool abdomen = false;      // below the floor: psoas and quadratus lumborum
  };
  Place place(double s, double y) const;  // s >= 0

  // Nothing outside the skin and below the deep end.
  std::optional<Tissue> at(const Place& place, double h) const;

  double erector_edge(double y) const { return erector_edge_(y); }

 private:
  Tissue below_floor(const Place& place, double h) const;
  Tissue erector(const Place& place, double depth_share) const;
  Tissue beside_erector(const Place& place, double depth_share) const;
  Tissue above_roof(const Place& place, double h) const;

  const Sections& sections_;
  const BoneShapes& bones_;
  std::array<double, kLevels> height_;
  double q_, skin_mm_, lean_, spinalis_, block_;
  LevelCurve erector_edge_, iliocostalis_, multifidus_deep_, multifidus_superficial_, multifidus_roof_;
  std::vector<Vec2> quadratus_medial_, quadratus_lateral_, quadratus_thickness_;  // over y
  int latissimus_sheet_ = -1;
};

}  // namespace backroll
