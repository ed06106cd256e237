// The superficial muscles: polygons in (s, y) with a thickness that tapers towards their edge. Lengths in mm.
#pragma once

#include "anatomy/spine.hpp"

namespace backroll {

class SheetShape {
 public:
  SheetShape(const Sheet& sheet, const Interval& midline_fade, const Scaling& scaling,
             const SpineCurve& spine);
  double thickness(double s, double y) const;  // s >= 0

 private:
  const Sheet& sheet_;
  Interval midline_fade_;
  double full_ = 0;                     // thickness before taper and ramps
  double ramp_from_ = 0, ramp_to_ = 1;  // y of the ramp's levels
  std::vector<Vec2> outline_;
};

}  // namespace backroll
