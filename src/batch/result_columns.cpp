#include "batch/result_columns.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

namespace backroll {
namespace {

constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

double number_at(const nlohmann::json& json, const std::string& pointer) {
  const nlohmann::json::json_pointer at(pointer);
  if (!json.contains(at) || !json.at(at).is_number()) return kAbsent;
  return json.at(at).get<double>();
}

}  // namespace

const std::vector<OutputColumn>& output_columns() {
  static const std::vector<OutputColumn> columns = {
      {"contact_force_n", "N", "contact force, mean while loaded", "/loaded/contact_force_n/mean"},
      {"contact_force_peak_n", "N", "contact force, largest", "/loaded/contact_force_n/peak"},
      {"muscle_force_n", "N", "over muscle (skin view), mean while loaded", "/loaded/muscle_force_n/mean"},
      {"spine_force_n", "N", "over the spine (skin view), mean while loaded", "/loaded/spine_force_n/mean"},
      {"spine_force_peak_n", "N", "over the spine (skin view), largest", "/loaded/spine_force_n/peak"},
      {"rib_force_n", "N", "over the ribs (skin view), mean while loaded", "/loaded/rib_force_n/mean"},
      {"muscle_share", "-", "of the contact force (skin view)", "/loaded/skin_share/muscle"},
      {"spine_share", "-", "of the contact force (skin view)", "/loaded/skin_share/spine"},
      {"rib_share", "-", "of the contact force (skin view)", "/loaded/skin_share/rib"},
      {"path_spine_n", "N", "that ends in the spine (load path), mean while loaded",
       "/loaded/path_spine_n/mean"},
      {"path_spine_peak_n", "N", "that ends in the spine (load path), largest", "/loaded/path_spine_n/peak"},
      {"path_rib_n", "N", "that ends in the ribs (load path), mean while loaded", "/loaded/path_rib_n/mean"},
      {"path_scapula_n", "N", "that ends in the scapulae (load path), mean while loaded",
       "/loaded/path_scapula_n/mean"},
      {"path_spine_share", "-", "of the force handed on (load path)", "/loaded/path_share/spine"},
      {"path_rib_share", "-", "of the force handed on (load path)", "/loaded/path_share/rib"},
      {"contact_area_cm2", "cm2", "contact area, mean while loaded", "/loaded/contact_area_cm2/mean"},
      {"mean_pressure_kpa", "kPa", "over the contact, mean while loaded", "/loaded/mean_pressure_kpa/mean"},
      {"mean_pressure_paraspinal_kpa", "kPa", "over the paraspinal muscles, mean while loaded",
       "/loaded/mean_pressure_paraspinal_kpa/mean"},
      {"peak_pressure_1cm2_kpa", "kPa", "over 1 cm2, largest", "/loaded/peak_pressure_1cm2_kpa/peak"},
      {"peak_1cm2_muscle_kpa", "kPa", "over 1 cm2 of muscle, largest", "/loaded/peak_1cm2_muscle_kpa/peak"},
      {"peak_1cm2_bone_kpa", "kPa", "over 1 cm2 of spine or ribs, largest",
       "/loaded/peak_1cm2_bone_kpa/peak"},
      {"roller_height_mm", "mm", "of the roller over the unloaded skin, deepest (negative)",
       "/loaded/roller_height_mm/peak"},
      {"asymmetry", "-", "(right - left) / (right + left) of the contact force, mean",
       "/loaded/asymmetry/mean"},
      {"kyphosis_change_deg", "deg", "against rest, farthest; negative: it opens",
       "/spine/kyphosis_change_deg/peak"},
      {"lordosis_change_deg", "deg", "against rest, farthest", "/spine/lordosis_change_deg/peak"},
      {"unit_extension_deg", "deg", "of the spinal unit that extends most",
       "/spine/most_extended/extension_deg"},
      {"muscle_above_32_kpa_cm3", "cm3", "muscle above 32 kPa, largest at a time",
       "/muscle_volume_above_32_kpa_peak_cm3"},
      {"longest_above_32_kpa_s", "s", "any muscle above 32 kPa, longest in one go",
       "/longest_above_32_kpa_s"},
      {"pain_score", "of 10", "pain model, largest", "/session/pain/score_largest"},
      {"specimen_depth_mm", "mm", "specimen: deepest", "/specimen/deepest/depth_mm"},
      {"specimen_force_n", "N", "specimen: force at the deepest", "/specimen/deepest/force_n"},
      {"specimen_stiffness_n_mm", "N/mm", "specimen: secant of the upper half of loading",
       "/specimen/stiffness_n_per_mm"},
      {"press_slope_n_mm", "N/mm", "press: slope within the band", "/press/slope_n_mm"},
      {"press_depth_mm", "mm", "press: depth at the largest force", "/press/depth_at_largest_force_mm"},
      {"simulated_s", "s", "simulated time", "/simulated_s"},
      {"closure_error", "-", "worst closure error of the ledger", "/check/closure_error_max"},
      {"residual", "-", "worst residual", "/check/residual_max"},
      {"unconverged_steps", "-", "steps without equilibrium", "/check/unconverged_frames"},
  };
  return columns;
}

std::vector<std::string> output_names() {
  std::vector<std::string> names;
  for (const OutputColumn& column : output_columns()) names.push_back(column.name);
  return names;
}

const OutputColumn* find_output(const std::string& name) {
  const auto& all = output_columns();
  const auto at = std::find_if(all.begin(), all.end(), [&](const OutputColumn& c) { return c.name == name; });
  return at == all.end() ? nullptr : &*at;
}

double output_of(const nlohmann::json& summary, const OutputColumn& column) {
  return number_at(summary, column.pointer);
}

const std::vector<OutputColumn>& region_columns() {
  static const std::vector<OutputColumn> columns = {
      {"contact_force_n", "N", "muscle: over it (skin view), mean while loaded; level: contact force there",
       "/force_n|/contact_force_n"},
      {"skin_share", "-", "muscle: of the contact force (skin view); level: of the force over muscle",
       "/skin_share|/skin_share/muscle"},
      {"spine_share", "-", "level: over the spine (skin view)", "/skin_share/spine"},
      {"path_force_n", "N", "bone: force that ends in it (load path), mean while loaded",
       "/path_force_n/mean"},
      {"path_force_peak_n", "N", "bone: the same, farthest from 0", "/path_force_n/peak"},
      {"mean_pressure_kpa", "kPa", "level: over the contact", "/mean_pressure_kpa"},
      {"peak_1cm2_muscle_kpa", "kPa", "level: over 1 cm2 of muscle", "/peak_1cm2_muscle_kpa"},
      {"peak_1cm2_bone_kpa", "kPa", "level: over 1 cm2 of spine or ribs", "/peak_1cm2_bone_kpa"},
      {"stress_kpa", "kPa", "muscle: volume mean of compressive stress, mean while loaded",
       "/compressive_stress_mean_kpa"},
      {"stress_p95_kpa", "kPa", "muscle: 95th percentile of compressive stress, largest",
       "/compressive_stress_p95_peak_kpa"},
      {"strain_p95", "-", "muscle: 95th percentile of compressive strain, largest",
       "/compressive_strain_p95_peak"},
  };
  return columns;
}

std::vector<RegionRow> regions_of(const nlohmann::json& summary) {
  std::vector<RegionRow> rows;
  const auto add = [&](const char* list, const char* kind) {
    const std::string key = list;
    if (!summary.contains(key) || !summary[key].is_array()) return;
    for (const nlohmann::json& entry : summary[key]) {
      RegionRow row{kind, entry.value(kind, ""), {}};
      for (const OutputColumn& column : region_columns()) {
        const std::size_t bar = column.pointer.find('|');
        double value = number_at(entry, column.pointer.substr(0, bar));
        if (value != value && bar != std::string::npos)
          value = number_at(entry, column.pointer.substr(bar + 1));
        row.values.push_back(value);
      }
      rows.push_back(std::move(row));
    }
  };
  add("muscles", "muscle");
  add("bones", "bone");
  add("levels", "level");
  return rows;
}

}  // namespace backroll
