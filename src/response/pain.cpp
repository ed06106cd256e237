#include "response/pain.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

double pain_threshold(Sex sex, PainSite site, double area_m2) {
  const double site_factor = site == PainSite::thoracic_muscle ? 0.85
                             : site == PainSite::spine         ? 1.05
                             : site == PainSite::rib           ? 0.8
                                                               : 1;
  const double area = std::clamp(area_m2 / 1e-4, 0.5, 300.0);
  return 550e3 * (sex == Sex::woman ? 0.72 : 1) * site_factor * std::pow(area, -0.5);
}

double pain_score(double ratio) {
  if (ratio < 0.6) return 0;
  if (ratio < 1) return (ratio - 0.6) / 0.4;
  return std::min(10.0, 1 + 4.6 * (ratio - 1));
}

const std::vector<double>& pain_areas() {
  static const std::vector<double> areas = {1e-4, 4e-4, 16e-4};
  return areas;
}

}  // namespace backroll
