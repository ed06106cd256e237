#include "response/tight_spots.hpp"

#include <algorithm>

#include "response/first_order.hpp"

namespace backroll {

namespace {

double pressing(const TightSpotParameters& p, double pressure_pa) {
  return std::clamp((pressure_pa - p.press_low_pa) / (p.press_full_pa - p.press_low_pa), 0.0, 1.0);
}

}  // namespace

double spot_softened(const TightSpotParameters& p, double softening, double pressure_pa, double dt) {
  return pulled(softening, p.most_softening, pressing(p, pressure_pa) / p.softening_s, 1 / p.return_s, dt);
}

double spot_relieved(const TightSpotParameters& p, double relief, double pressure_pa, double dt) {
  const double w = pressing(p, pressure_pa);
  return pulled(relief, p.most_relief, w / p.relief_dose_s, (1 - w) / p.relief_back_s, dt);
}

}  // namespace backroll
