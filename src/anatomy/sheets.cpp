#include "anatomy/sheets.hpp"

namespace backroll {

SheetShape::SheetShape(const Sheet& sheet, const Interval& midline_fade, const Scaling& scaling,
                       const SpineCurve& spine)
    : sheet_(sheet), midline_fade_(midline_fade), outline_(spine.places(sheet.outline, scaling)) {
  const double bulk = scaling.bulk * (scaling.woman ? sheet.women : 1);
  full_ = sheet.thickness_mm * (sheet.follows_block ? scaling.block : bulk);
  if (sheet.y_ramp) {
    ramp_from_ = spine.height[sheet.ramp_level[0]];
    ramp_to_ = spine.height[sheet.ramp_level[1]];
  }
}

double SheetShape::thickness(double s, double y) const {
  double t = full_ * sheet_.edge_mm.step(distance_inside(outline_, s, y));
  if (t == 0) return 0;
  if (!sheet_.s_ramp.empty()) {
    const std::vector<double>& ramp = sheet_.s_ramp;
    t *= ramp[1] + (ramp[3] - ramp[1]) * smoothstep(s, ramp[0], ramp[2]);
  }
  if (sheet_.y_ramp)
    t *= sheet_.ramp_factor[0] +
         (sheet_.ramp_factor[1] - sheet_.ramp_factor[0]) * smoothstep(y, ramp_from_, ramp_to_);
  if (sheet_.midline_fade) t *= midline_fade_.step(s);
  return t;
}

}  // namespace backroll
