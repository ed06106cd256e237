// Pain by pressure and area: the pressure-pain threshold falls with the area pressed, and a score follows
// from pressure over threshold. Numbers and sources: assets/pain.toml, docs/response-models.md.
#pragma once

#include "scenario/scenario.hpp"

namespace backroll {

enum class PainSite { thoracic_muscle, lumbar_muscle, spine, rib, other };

// [Pa] PPT = PPT_1 factor(site) factor(sex) (A / 1 cm2)^-m, A held within 0.5 and 300 cm2.
double pain_threshold(Sex sex, PainSite site, double area_m2);
// 0 to 10 from pressure / threshold.
double pain_score(double ratio);
// Areas over which the mean pressure is looked at [m2], ascending.
const std::vector<double>& pain_areas();
// Of 10; from it on pain counts as sharp.
double sharp_pain_score();

}  // namespace backroll
