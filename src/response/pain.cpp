#include "response/pain.hpp"

#include <algorithm>
#include <cmath>

#include "response/response_parameters.hpp"

namespace backroll {

namespace {

constexpr double kOneCm2 = 1e-4;  // [m2]

double site_factor(const PainParameters& p, PainSite site) {
  switch (site) {
    case PainSite::thoracic_muscle:
      return p.thoracic_muscle;
    case PainSite::lumbar_muscle:
      return p.lumbar_muscle;
    case PainSite::spine:
      return p.spine;
    case PainSite::rib:
      return p.rib;
    case PainSite::other:
      break;
  }
  return p.other;
}

}  // namespace

double pain_threshold(Sex sex, PainSite site, double area_m2) {
  const PainParameters& p = response_parameters().pain;
  const double area = std::clamp(area_m2, p.area_least_m2, p.area_most_m2) / kOneCm2;
  return p.threshold_pa * (sex == Sex::woman ? p.woman : 1) * site_factor(p, site) *
         std::pow(area, -p.exponent);
}

double pain_score(double ratio) {
  const PainParameters& p = response_parameters().pain;
  if (ratio < p.felt_ratio) return 0;
  if (ratio < 1) return (ratio - p.felt_ratio) / (1 - p.felt_ratio);
  return std::min(10.0, 1 + p.slope * (ratio - 1));
}

const std::vector<double>& pain_areas() {
  return response_parameters().pain.areas_m2;
}

double sharp_pain_score() {
  return response_parameters().pain.sharp_score;
}

}  // namespace backroll
