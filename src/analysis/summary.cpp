#include "analysis/summary.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/advice.hpp"
#include "analysis/answer.hpp"
#include "analysis/bands.hpp"
#include "analysis/limits.hpp"
#include "analysis/session_findings.hpp"
#include "units.hpp"

namespace backroll {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const SkinShares& s) {
  return {{"muscle", s.muscle}, {"spine", s.spine}, {"rib", s.rib}, {"other", s.other}};
}

Json json_of(const PathShares& s) {
  return {{"spine", s.spine}, {"rib", s.rib}, {"scapula", s.scapula}, {"pelvis", s.pelvis}, {"deep", s.deep}};
}

Json json_of(const Statistic& s, double scale = 1) {
  return {{"mean", s.mean * scale}, {"peak", s.peak * scale}, {"peak_time_s", s.peak_time_s}};
}

Json loaded_json(const Findings& f) {
  const ForceFindings& force = f.force;
  Json json;
  json["time_s"] = f.loaded_time;
  json["load_n"] = json_of(force.load);
  json["contact_force_n"] = json_of(force.contact);
  if (!f.info.specimen) {
    json["muscle_force_n"] = json_of(force.muscle);
    json["spine_force_n"] = json_of(force.spine);
    json["rib_force_n"] = json_of(force.rib);
    json["other_force_n"] = json_of(force.other);
    json["skin_share"] = json_of(force.skin);
    json["path_spine_n"] = json_of(force.path_spine);
    json["path_rib_n"] = json_of(force.path_rib);
    json["path_scapula_n"] = json_of(force.path_scapula);
    json["path_pelvis_n"] = json_of(force.path_pelvis);
    json["path_deep_n"] = json_of(force.path_deep);
    json["path_share"] = json_of(force.path);
    json["weight_n"] = json_of(force.weight);
    json["roller_height_mm"] = json_of(force.height, kMm);
    json["asymmetry"] = json_of(force.asymmetry);
    json["mean_pressure_paraspinal_kpa"] = json_of(force.paraspinal_pressure, kKpa);
    json["peak_1cm2_muscle_kpa"] = json_of(force.peak_1cm2_muscle, kKpa);
    json["peak_1cm2_bone_kpa"] = json_of(force.peak_1cm2_bone, kKpa);
  }
  json["tangential_force_n"] = json_of(force.tangential);
  json["contact_area_cm2"] = json_of(force.area, kCm2);
  json["mean_pressure_kpa"] = json_of(force.mean_pressure, kKpa);
  json["peak_pressure_1cm2_kpa"] = json_of(force.peak_1cm2, kKpa);
  return json;
}

Json levels_json(const Findings& f) {
  Json levels = Json::array();
  for (const LevelFindings& l : f.levels) {
    levels.push_back({{"level", l.level},
                      {"position_mm", l.position * kMm},
                      {"from", l.held ? "hold" : "roll"},
                      {"frames", l.passes},
                      {"load_n", l.load},
                      {"contact_force_n", l.contact},
                      {"contact_area_cm2", l.area * kCm2},
                      {"roller_height_mm", l.height * kMm},
                      {"mean_pressure_kpa", l.mean_pressure * kKpa},
                      {"mean_pressure_paraspinal_kpa", l.paraspinal_pressure * kKpa},
                      {"peak_pressure_1cm2_kpa", l.peak_1cm2 * kKpa},
                      {"peak_1cm2_muscle_kpa", l.peak_1cm2_muscle * kKpa},
                      {"peak_1cm2_bone_kpa", l.peak_1cm2_bone * kKpa},
                      {"skin_share", json_of(l.skin)},
                      {"path_share", json_of(l.path)}});
    if (!bones_move(f.info)) continue;
    levels.back().update({{"kyphosis_change_deg", l.kyphosis_change * kDegree},
                          {"lordosis_change_deg", l.lordosis_change * kDegree},
                          {"most_extended_unit", l.extended_unit},
                          {"extension_deg", l.extension * kDegree},
                          {"most_compressed_unit", l.compressed_unit},
                          {"compression_n", l.compression}});
  }
  return levels;
}

Json muscles_json(const Findings& f) {
  Json muscles = Json::array();
  for (const MuscleFindings& m : f.muscles)
    muscles.push_back({{"muscle", m.name},
                       {"force_n", m.force},
                       {"skin_share", m.share},
                       {"compressive_stress_mean_kpa", m.stress * kKpa},
                       {"compressive_stress_peak_kpa", m.stress_peak * kKpa},
                       {"compressive_stress_p95_peak_kpa", m.stress_p95_peak * kKpa},
                       {"compressive_strain_mean", m.strain},
                       {"compressive_strain_p95_peak", m.strain_p95_peak},
                       {"volume_above_32_kpa_peak_cm3", m.volume_above_limit_peak * kCm3},
                       {"time_above_32_kpa_s", m.time_above_limit}});
  return muscles;
}

Json json_of(const SpineMoment& m) {
  return {{"time_s", m.time_s},
          {"contact_force_n", m.load},
          {"level", m.level},
          {"kyphosis_change_deg", m.kyphosis_change * kDegree},
          {"lordosis_change_deg", m.lordosis_change * kDegree},
          {"most_extended_unit", m.unit},
          {"extension_deg", m.extension * kDegree}};
}

Json spine_json(const Findings& f) {
  const SpineFindings& s = f.spine;
  Json json;
  json["rest_kyphosis_deg"] = f.info.rest_kyphosis * kDegree;
  json["rest_lordosis_deg"] = f.info.rest_lordosis * kDegree;
  json["kyphosis_change_deg"] = json_of(s.kyphosis_change, kDegree);
  json["lordosis_change_deg"] = json_of(s.lordosis_change, kDegree);
  json["at_largest_load"] = json_of(s.at_largest_load);
  json["most_open"] = json_of(s.most_open);
  json["lumbar_extreme"] = json_of(s.lumbar_extreme);
  json["most_extended"] = json_of(s.most_extended);
  json["units"] = Json::array();
  for (const UnitFindings& u : s.units)
    json["units"].push_back({{"unit", u.name},
                             {"extension_deg", json_of(u.extension, kDegree)},
                             {"extension_least_deg", u.extension_least * kDegree},
                             {"side_lean_deg", json_of(u.side_lean, kDegree)},
                             {"turn_deg", json_of(u.turn, kDegree)},
                             {"compression_n", json_of(u.compression)},
                             {"shear_n", json_of(u.shear)},
                             {"side_shear_n", json_of(u.side_shear)},
                             {"moment_extension_nm", json_of(u.moment)}});
  json["support_pelvis_n"] = json_of(s.support_pelvis);
  json["support_sternum_n"] = json_of(s.support_sternum);
  json["support_abdomen_n"] = json_of(s.support_abdomen);
  return json;
}

Json bones_json(const Findings& f) {
  constexpr const char* kKinds[] = {"spine", "rib", "scapula", "pelvis"};
  Json bones = Json::array();
  for (const BoneFindings& b : f.bones)
    bones.push_back(
        {{"bone", b.name}, {"kind", kKinds[static_cast<int>(b.kind)]}, {"path_force_n", json_of(b.force)}});
  return bones;
}

Json json_of(const DepthForce& p) {
  return {{"depth_mm", p.depth * kMm}, {"force_n", p.force}};
}

Json json_of(const std::vector<DepthForce>& points) {
  Json json = Json::array();
  for (const DepthForce& p : points) json.push_back(json_of(p));
  return json;
}

// What the force did not reach is null.
Json press_json(const PressFindings& p) {
  const auto reached = [](double value, double shown) { return value > 0 ? Json(shown) : Json(nullptr); };
  return {{"slope_n_mm", reached(p.slope, p.slope / kMm)},
          {"band_n", p.band_n},
          {"band_reached", p.band_reached},
          {"depth_at_30_n_mm", reached(p.depth_at_30_n, p.depth_at_30_n * kMm)},
          {"depth_at_largest_force_mm", p.largest.depth * kMm},
          {"largest_force_n", p.largest.force},
          {"at_load", json_of(p.at_load)}};
}

Json person_json(const PersonFindings& p) {
  return {{"load_least_bw", p.least_load},
          {"load_most_bw", p.most_load},
          {"arms_most_bw", p.arms},
          {"foot_friction_demand", p.foot_friction},
          {"foot_friction_margin", p.foot_margin},
          {"roller_friction_margin", p.roller_margin},
          {"tip_margin_mm", p.tip_margin * kMm},
          {"balance_worst_bw", p.balance},
          {"statics_difference_hold_bw", p.hold_difference},
          {"statics_difference_roll_rms_bw", p.roll_difference}};
}

Json json_of(const Largest& l, double scale) {
  return {{"value", l.value * scale}, {"where", l.where}, {"time_s", l.time_s}};
}

Json json_of(const PhaseFindings& p) {
  Json json = {{"number", p.number},         {"kind", p.kind},        {"from_level", p.from_level},
               {"to_level", p.to_level},     {"from_s", p.from_s},    {"to_s", p.to_s},
               {"contact_force_n", p.force}, {"ended_by", p.ended_by}};
  if (p.kind != "hold") return json;
  json.update({{"keeps", p.keeps_height ? "height" : "load"},
               {"local_stress_first_kpa", p.stress_first * kKpa},
               {"local_stress_largest_kpa", p.stress_largest * kKpa},
               {"local_stress_last_kpa", p.stress_last * kKpa},
               {"local_stress_fall_percent", 100 * p.fall},
               {"sinking_mm", p.sinking * kMm}});
  return json;
}

Json json_of(const std::vector<NamedValue>& values, const char* name, const char* key, double scale) {
  Json json = Json::array();
  for (const NamedValue& v : values) json.push_back({{name, v.name}, {key, v.value * scale}});
  return json;
}

Json session_json(const SessionFindings& s) {
  Json json;
  json["on_roller_s"] = s.on_roller;
  json["phases"] = Json::array();
  for (const PhaseFindings& phase : s.phases) json["phases"].push_back(json_of(phase));
  json["level_time"] = json_of(s.level_time, "level", "time_s", 1);
  json["dose_left_kpa_s"] = s.dose_left * kKpa;
  json["dose_right_kpa_s"] = s.dose_right * kKpa;
  json["muscle_dose"] = json_of(s.muscle_dose, "muscle", "dose_kpa_s", kKpa);
  json["responses"] = Json::array();
  for (const ResponseFindings& r : s.responses)
    json["responses"].push_back({{"key", r.key},
                                 {"before", r.before},
                                 {"extreme", r.extreme},
                                 {"extreme_time_s", r.extreme_time_s},
                                 {"after", r.after}});
  if (s.pain.known)
    json["pain"] = {{"score_largest", s.pain.score},  {"pressure_over_threshold", s.pain.ratio},
                    {"area_cm2", s.pain.area * kCm2}, {"level", s.pain.level},
                    {"region", s.pain.region},        {"time_s", s.pain.time_s}};
  if (s.pain.sharp_stop) json["stop"] = kSharpPainAdvice;
  json["spinous_force_n"] = json_of(s.spinous_force, 1);
  json["low_rib_force_n"] = json_of(s.low_rib_force, 1);
  json["thoracic_extension_deg"] = json_of(s.thoracic_extension, kDegree);
  json["lumbar_extension_deg"] = json_of(s.lumbar_extension, kDegree);
  json["longest_hold_s"] = json_of(s.longest_hold, 1);
  json["hold_total_s"] = json_of(s.hold_total, 1);
  return json;
}

Json limits_json(const Findings& f) {
  Json json = Json::array();
  for (const BandFinding& l : limit_findings(f))
    json.push_back({{"key", l.key},
                    {"value", l.value},
                    {"band", band_name(l.band)},
                    {"scale", l.scale},
                    {"evidence", l.evidence}});
  return json;
}

Json specimen_json(const SpecimenFindings& s) {
  Json json;
  json["at_depth"] = json_of(s.at_depth);
  json["at_load"] = json_of(s.at_load);
  json["deepest"] = json_of(s.deepest);
  json["stiffness_n_per_mm"] = s.stiffness * 1e-3;
  if (s.rigid) json["penetration_share_of_depth"] = s.penetration_share;
  if (s.roll_length > 0) {
    json["rolled_mm"] = s.roll_length * kMm;
    json["depth_ripple_mm"] = s.depth_ripple * kMm;
    json["tangential_share_of_load"] = s.tangential_share;
  }
  return json;
}

Json check_json(const Quality& q) {
  return {{"closure_error_max", q.closure},
          {"closure_error_limit", kClosureLimit},
          {"closed", q.closed},
          {"closure_skin_max", q.closure_skin},
          {"closure_path_max", q.closure_path},
          {"closure_error_max_time_s", q.closure_time_s},
          {"residual_max", q.residual},
          {"load_error_max", q.load_error},
          {"unconverged_frames", q.unconverged},
          {"retries", q.retries},
          {"iterations", q.iterations},
          {"linear_iterations", q.linear_iterations}};
}

Json json_of(const Ratio& r) {
  return {{"key", r.key},       {"label", r.label},
          {"unit", r.unit},     {"view", r.view},
          {"values", r.values}, {"firm_over_soft", r.ratio > 0 ? Json(r.ratio) : Json(nullptr)}};
}

Json json_of(const std::vector<Ratio>& ratios) {
  Json json = Json::array();
  for (const Ratio& r : ratios) json.push_back(json_of(r));
  return json;
}

std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string summary_json(const Findings& f) {
  Json json;
  json["schema"] = 1;
  json["kind"] = "run";
  json["status"] = status_name(f.status);
  json["message"] = f.message;
  json["scenario"] = f.info.scenario;
  json["roller"] = f.info.roller;
  json["roller_name"] = f.info.roller_name;
  json["version"] = f.version;
  json["resolution"] = f.info.resolution;
  json["nodes"] = f.info.nodes;
  json["hexes"] = f.info.hexes;
  json["frames"] = f.quality.frames;
  json["simulated_s"] = f.duration;
  json["answer"] = answer_lines(f);
  if (!f.info.specimen && !f.info.press) json["coach"] = coach_lines(f);
  json["warnings"] = f.warnings;
  json["check"] = check_json(f.quality);
  json["loaded"] = loaded_json(f);
  if (f.info.specimen) {
    json["specimen"] = specimen_json(f.specimen);
    return text_of(json);
  }
  json["body_weight_n"] = f.info.body_weight_n;
  if (f.info.press) json["press"] = press_json(f.press);
  if (f.person.known) json["person"] = person_json(f.person);
  if (!f.spine.units.empty()) json["spine"] = spine_json(f);
  json["levels"] = levels_json(f);
  json["bones"] = bones_json(f);
  json["muscles"] = muscles_json(f);
  json["muscle_volume_above_32_kpa_peak_cm3"] = f.volume_above_limit_peak * kCm3;
  json["longest_above_32_kpa_s"] = f.longest_above_limit;
  json["comparison_bands"] = Json::array();
  for (const BandFinding& b : comparison_bands(f))
    json["comparison_bands"].push_back({{"key", b.key},
                                        {"value", b.value},
                                        {"band", band_name(b.band)},
                                        {"scale", b.scale},
                                        {"evidence", b.evidence}});
  if (!f.info.press) {
    json["session"] = session_json(f.session);
    json["limits"] = limits_json(f);
  }
  return text_of(json);
}

std::string summary_json(const Comparison& c) {
  Json json;
  json["schema"] = 1;
  json["kind"] = "comparison";
  RunStatus worst = RunStatus::complete;
  for (const Findings& run : c.runs) worst = std::max(worst, run.status);
  json["status"] = status_name(worst);
  json["scenario"] = c.runs.front().info.scenario;
  json["version"] = c.runs.front().version;
  json["ordered_soft_to_firm"] = c.ordered;
  json["runs"] = Json::array();
  for (const Findings& run : c.runs)
    json["runs"].push_back({{"roller", run.info.roller},
                            {"roller_name", run.info.roller_name},
                            {"roller_stress_25_kpa", run.info.roller_stress_25 * kKpa},
                            {"scenario", run.info.scenario},
                            {"status", status_name(run.status)},
                            {"check", check_json(run.quality)}});
  json["answer"] = answer_lines(c);
  json["sentences"] = c.sentences;
  json["warnings"] = c.warnings;
  json["quantities"] = json_of(c.quantities);
  json["levels"] = Json::array();
  for (const LevelComparison& level : c.levels)
    json["levels"].push_back({{"level", level.level}, {"quantities", json_of(level.quantities)}});
  json["muscle_compressive_stress"] = json_of(c.muscles);
  return text_of(json);
}

}  // namespace backroll
