// How the tables are scaled to a subject, and the subject's spine in the sagittal plane. Lengths in mm.
#pragma once

#include <array>

#include "anatomy/tables.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

// Factors on the tables' lengths.
struct Scaling {
  bool woman = false;
  double spacing = 1;   // g: distances of the vertebrae along the curve
  double skeleton = 1;  // v: vertebrae, processes, plane F, skeletal offsets
  double cage = 1;      // q: width and depth of the sections, every s of an outline
  double block = 1;     // fm: thickness of the erector group and of what follows it
  double bulk = 1;      // the subject's own
  double fat_thoracic = 1, fat_lumbar = 1, fat_midline = 1;
  double skin_mm = 0;
  Scaling(const Subject& subject, const SpineTable& spine, const ProfileTable& profiles);
};

// Vertebral bodies, spinous tips and tilts in the (x anterior, y cranial) plane, origin at the L5/S1 disc.
struct SpineCurve {
  std::array<Vec2, kLevels> centre;    // bodies of L5..C7
  std::array<Vec2, kLevels> forward;   // the vertebra's own anterior axis, L5..C7
  std::array<Vec2, kLevels> up;        // ... and cranial axis
  Vec2 sacrum_up;                      // cranial axis of S1's end plate
  std::array<Vec2, kLevels> tip;       // spinous tips; sacrum: crest tips
  std::array<double, kLevels> height;  // y of the body's centre; sacrum: 1.5 v below the crest tip
  std::array<double, kLevels> tip_half_width;
  double y_min = 0, y_max = 0;  // 7 below the tip of S4, 8 above the tip of C7
  Pchip tip_line;               // x of the spinous tips over y
  SpineCurve(const Subject& subject, const SpineTable& table, const Scaling& scaling);

  double tip_x(double y) const { return tip_line.clamped(y); }
  Vec2 place(const Landmark& anchor, const Scaling& scaling) const;  // (s, y)
  std::vector<Vec2> places(const std::vector<Landmark>& anchors, const Scaling& scaling) const;
  std::vector<Vec2> over_height(const LevelValues& values) const;  // (height, value)
};

// A table over levels as a monotone cubic over y, constant beyond its ends.
class LevelCurve {
 public:
  LevelCurve(const LevelValues& values, const std::array<double, kLevels>& y_of_level);
  double operator()(double y) const { return curve_.clamped(y); }

 private:
  Pchip curve_;
};

}  // namespace backroll
