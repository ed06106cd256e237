// Centrelines of the ribs in (s, y), right side. Lengths in mm.
#pragma once

#include <array>

#include "anatomy/sections.hpp"

namespace backroll {

struct RibLine {
  std::vector<double> y;      // every kStep from `start`
  std::vector<double> slope;  // |dy/ds| there
  double start = 0, end = 0;  // s at the transverse process and where the rib ends
  Vec3 neck_from, neck_to;    // body frame: from the vertebral body to the start of the line
  static constexpr double kStep = 2;

  bool spans(double s) const { return s >= start - 1 && s <= end + 1; }
  double y_at(double s) const { return sample(y, s); }
  double slope_at(double s) const { return sample(slope, s); }

 private:
  double sample(const std::vector<double>& values, double s) const;
};

std::array<RibLine, 12> rib_lines(const AnatomyTables& tables, const Scaling& scaling,
                                  const SpineCurve& spine, const Sections& sections);

}  // namespace backroll
