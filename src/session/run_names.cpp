#include "session/run_names.hpp"

#include <string>

#include "scenario/words.hpp"
#include "session/back_tissue.hpp"
#include "session/press.hpp"
#include "units.hpp"

namespace backroll {

namespace {

const char* indenter_name(IndenterKind kind) {
  switch (kind) {
    case IndenterKind::rigid_cylinder:
      return "rigid cylinder";
    case IndenterKind::rigid_sphere:
      return "rigid sphere";
    case IndenterKind::rigid_punch:
      return "rigid punch";
    case IndenterKind::roller:
      break;
  }
  return "roller";
}

bool paraspinal(const std::string& region) {
  for (const Tissue t : {Tissue::longissimus, Tissue::iliocostalis, Tissue::multifidus, Tissue::spinalis})
    if (region.rfind(spoken_name(t) + " ", 0) == 0) return true;
  return false;
}

}  // namespace

RunInfo back_info(const Scenario& scenario, const BackModel& back, const Roller* roller) {
  RunInfo info;
  info.scenario = scenario.name;
  info.engine = word_of(scenario.solver.engine);
  if (roller) {
    info.roller = roller->id;
    info.roller_name = roller->name;
    info.roller_stress_25 = foam_loading(roller_indenter(*roller).foam, 0.25).p;
  } else {
    info.roller = info.roller_name = press_name(*scenario.press);
    info.press = true;
    info.press_band_n = scenario.press->band_n;
  }
  info.resolution = word_of(scenario.resolution);
  info.body_weight_n = scenario.subject.mass_kg * 9.81;
  info.regions = back.regions;
  info.bones = back.bones;
  for (const Level& l : back.levels) {
    info.levels.push_back(l.name);
    info.level_position.push_back(l.arc);
  }
  for (const TightSpot& spot : scenario.subject.tight_spots) info.spots.push_back(spot.name);
  info.response = scenario.response;
  if (scenario.limits.stop_at_sharp_pain) info.sharp_pain_score = scenario.limits.sharp_pain_score;
  if (scenario.breathing.on) info.breaths_per_min = scenario.breathing.rate_per_min;
  info.conditions = scenario.subject.conditions;
  info.rest_kyphosis = scenario.subject.kyphosis_deg * kRadians;
  info.rest_lordosis = scenario.subject.lordosis_deg * kRadians;
  return info;
}

RunInfo specimen_info(const Scenario& scenario) {
  const Specimen& specimen = *scenario.specimen;
  RunInfo info;
  info.scenario = scenario.name;
  info.engine = word_of(scenario.solver.engine);
  info.specimen = true;
  if (specimen.indenter == IndenterKind::roller) {
    info.roller = scenario.rollers[0].id;
    info.roller_name = scenario.rollers[0].name;
    info.roller_stress_25 = foam_loading(roller_indenter(scenario.rollers[0]).foam, 0.25).p;
  } else {
    info.roller = info.roller_name = indenter_name(specimen.indenter);
  }
  info.regions = {{"top", RegionKind::other}};
  return info;
}

std::vector<std::uint8_t> paraspinal_regions(const RunInfo& info) {
  std::vector<std::uint8_t> found;
  found.reserve(info.regions.size());
  for (const SkinRegion& r : info.regions) found.push_back(paraspinal(r.name) ? 1 : 0);
  return found;
}

}  // namespace backroll
