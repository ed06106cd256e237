// Field by field comparison of two scenarios; where they were read from does not count.
#pragma once

#include <string>

#include "scenario/scenario.hpp"

namespace backroll {

// Name of the first field that differs, "" when there is none.
inline std::string difference(const Foam& a, const Foam& b) {
  if (a.polymer != b.polymer) return "foam.polymer";
  if (a.density_kg_m3 != b.density_kg_m3) return "foam.density_kg_m3";
  if (a.modulus_pa != b.modulus_pa) return "foam.modulus_pa";
  if (a.collapse_pa != b.collapse_pa) return "foam.collapse_pa";
  if (a.relative_density != b.relative_density) return "foam.relative_density";
  if (a.gas_pa != b.gas_pa) return "foam.gas_pa";
  if (a.loss != b.loss) return "foam.loss";
  return "";
}

inline std::string difference(const Roller& a, const Roller& b) {
  if (a.id != b.id || a.base != b.base || a.name != b.name) return "roller.id, base or name";
  if (a.diameter_m != b.diameter_m) return "roller.diameter_m";
  if (a.core_diameter_m != b.core_diameter_m) return "roller.core_diameter_m";
  if (a.length_m != b.length_m) return "roller.length_m";
  if (a.shape != b.shape) return "roller.shape";
  if (a.groove_width_m != b.groove_width_m || a.groove_depth_m != b.groove_depth_m) return "roller's groove";
  if (a.ball_spacing_m != b.ball_spacing_m || a.waist_diameter_m != b.waist_diameter_m)
    return "roller's balls";
  if (a.ridge_count != b.ridge_count || a.ridge_width_m != b.ridge_width_m ||
      a.ridge_height_m != b.ridge_height_m)
    return "roller's ribs";
  if (a.parts != b.parts) return "roller.part";
  if (a.mass_kg != b.mass_kg) return "roller.mass_kg";
  if (a.friction != b.friction) return "roller.friction";
  if (a.drive != b.drive) return "roller.drive";
  return difference(a.foam, b.foam);
}

inline std::string difference(const Subject& a, const Subject& b) {
  if (a.id != b.id || a.name != b.name || a.sex != b.sex) return "subject.id, name or sex";
  if (a.stature_m != b.stature_m || a.mass_kg != b.mass_kg) return "subject.stature_m or mass_kg";
  if (a.muscle_bulk != b.muscle_bulk || a.fat != b.fat) return "subject.muscle_bulk or fat";
  if (a.kyphosis_deg != b.kyphosis_deg || a.lordosis_deg != b.lordosis_deg) return "subject's curves";
  if (a.tight_spots != b.tight_spots || a.conditions != b.conditions) return "tight spots or conditions";
  return a.muscle_tone != b.muscle_tone || a.tone_of != b.tone_of ? "subject.muscle_tone or tone_of" : "";
}

inline std::string difference(const Phase& a, const Phase& b) {
  if (a.kind != b.kind) return "phase.kind";
  if (a.level != b.level || a.from_level != b.from_level || a.to_level != b.to_level) return "phase's levels";
  if (a.duration_s != b.duration_s) return "phase.duration_s";
  if (a.speed_m_s != b.speed_m_s) return "phase.speed_m_s";
  if (a.load_share != b.load_share || a.right_m != b.right_m || a.lean_deg != b.lean_deg)
    return "phase.load_share, right_m or lean_deg";
  if (a.at != b.at || a.keep_height != b.keep_height || a.fall_share != b.fall_share ||
      a.slow_m_s != b.slow_m_s || a.breaths != b.breaths || a.time_step_s != b.time_step_s)
    return "what holds say";
  if (a.times != b.times || a.phases != b.phases) return "phase.times or phases";
  return a.strokes != b.strokes ? "phase.strokes" : "";
}

inline std::string difference(const SpecimenLayer& a, const SpecimenLayer& b) {
  const Material &m = a.material, &n = b.material;
  if (a.thickness_m != b.thickness_m) return "layer.thickness_m";
  if (m.law != n.law || m.ogden_alpha != n.ogden_alpha) return "layer.law or ogden_alpha";
  if (m.shear_modulus_pa != n.shear_modulus_pa) return "layer.shear_modulus_pa";
  if (m.shear_modulus_along_pa != n.shear_modulus_along_pa) return "layer.shear_modulus_along_pa";
  if (m.bulk_ratio != n.bulk_ratio) return "layer.bulk_ratio";
  if (m.density_kg_m3 != n.density_kg_m3) return "layer.density_kg_m3";
  return m.prony_g != n.prony_g || m.prony_tau_s != n.prony_tau_s ? "layer's Prony terms" : "";
}

inline std::string difference(const Specimen& a, const Specimen& b) {
  if (a.size_m != b.size_m) return "specimen.size_m";
  if (a.layers.size() != b.layers.size()) return "number of layers";
  for (std::size_t i = 0; i < a.layers.size(); ++i)
    if (const std::string found = difference(a.layers[i], b.layers[i]); !found.empty()) return found;
  if (a.indenter != b.indenter || a.indenter_radius_m != b.indenter_radius_m) return "indenter";
  if (a.indenter_friction != b.indenter_friction) return "indenter_friction";
  if (a.indenter_drive != b.indenter_drive) return "indenter_drive";
  if (a.depth_m != b.depth_m || a.load_n != b.load_n || a.roll_m != b.roll_m) return "loading";
  return a.nodes != b.nodes ? "nodes" : "";
}

inline std::string difference(const SolverSettings& a, const SolverSettings& b) {
  if (a.engine != b.engine) return "solver.engine";
  if (a.time_step_s != b.time_step_s) return "solver.time_step_s";
  if (a.residual_tolerance != b.residual_tolerance) return "solver.residual_tolerance";
  if (a.bulk_ratio != b.bulk_ratio) return "solver.bulk_ratio";
  return a.max_newton != b.max_newton || a.threads != b.threads ? "solver.max_newton or threads" : "";
}

inline std::string difference(const Outputs& a, const Outputs& b) {
  if (a.fields_every_s != b.fields_every_s) return "outputs.fields_every_s";
  if (a.charts != b.charts || a.report != b.report) return "outputs.charts or report";
  return a.bone_depth_m != b.bone_depth_m ? "outputs.bone_depth_m" : "";
}

inline std::string difference(const Scenario& a, const Scenario& b) {
  if (a.name != b.name || a.description != b.description) return "name or description";
  if (a.specimen.has_value() != b.specimen.has_value()) return "specimen or not";
  if (a.specimen)
    if (const std::string found = difference(*a.specimen, *b.specimen); !found.empty()) return found;
  if (const std::string found = difference(a.subject, b.subject); !found.empty()) return found;
  if (a.part != b.part) return "part";
  if (a.press != b.press) return "press";
  if (a.support != b.support) return "support";
  if (a.rollers.size() != b.rollers.size()) return "number of rollers";
  for (std::size_t i = 0; i < a.rollers.size(); ++i)
    if (const std::string found = difference(a.rollers[i], b.rollers[i]); !found.empty()) return found;
  if (a.load.force_n != b.load.force_n) return "load.force_n";
  if (a.load.body_weight_fraction != b.load.body_weight_fraction) return "load.body_weight_fraction";
  if (a.protocol.size() != b.protocol.size()) return "number of phases";
  for (std::size_t i = 0; i < a.protocol.size(); ++i)
    if (const std::string found = difference(a.protocol[i], b.protocol[i]); !found.empty()) return found;
  if (a.breathing != b.breathing || a.guarding != b.guarding) return "breathing or guarding";
  if (a.response != b.response || a.limits != b.limits) return "response or limits";
  if (a.resolution != b.resolution || a.gravity != b.gravity) return "resolution or gravity";
  if (const std::string found = difference(a.solver, b.solver); !found.empty()) return found;
  return difference(a.outputs, b.outputs);
}

}  // namespace backroll
