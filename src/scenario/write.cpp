#include "scenario/write.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

double from_thousandths(double in_file) {
  return in_file / 1e3;
}  // mm -> m, as the reader does
double from_thousands(double in_file) {
  return in_file * 1e3;
}  // kPa -> Pa, N/mm -> N/m
double from_millionths(double in_file) {
  return in_file / 1e6;
}  // mm2 -> m2

// The shortest text in the file's unit that the reader turns into exactly `si`.
template <class Read>
std::string in_file_unit(double si, double estimate, Read read) {
  std::array<char, 40> buffer{};
  for (int digits = 1; digits <= 17; ++digits) {
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), estimate,
                                   std::chars_format::general, digits);
    *end.ptr = '\0';
    const double candidate = std::strtod(buffer.data(), nullptr);
    if (read(candidate) == si) return shortest(candidate);
  }
  return shortest(estimate);
}

std::string mm(double metres) {
  return in_file_unit(metres, metres * 1e3, from_thousandths);
}
std::string kpa(double pascal) {
  return in_file_unit(pascal, pascal / 1e3, from_thousands);
}
std::string n_mm(double newtons_per_metre) {
  return in_file_unit(newtons_per_metre, newtons_per_metre / 1e3, from_thousands);
}
std::string mm2(double square_metres) {
  return in_file_unit(square_metres, square_metres * 1e6, from_millionths);
}
std::string yes(bool value) {
  return value ? "true" : "false";
}

class Writer {
 public:
  void table(const std::string& name) { text_ += "\n[" + name + "]\n"; }
  void entry(const std::string& name) { text_ += "\n[[" + name + "]]\n"; }
  void raw(const std::string& key, const std::string& value) { text_ += key + " = " + value + "\n"; }
  void text(const std::string& key, const std::string& value) { raw(key, toml_text(value)); }
  void number(const std::string& key, double value) { raw(key, shortest(value)); }
  void list(const std::string& key, const std::vector<double>& values) {
    std::string out = "[";
    for (std::size_t i = 0; i < values.size(); ++i) out += (i ? ", " : "") + shortest(values[i]);
    raw(key, out + "]");
  }
  template <class Unit>
  void time_table(const std::string& key, const Table& table, Unit unit) {
    std::string out = "[";
    for (std::size_t i = 0; i < table.size(); ++i)
      out += (i ? ", [" : "[") + shortest(table[i].first) + ", " + unit(table[i].second) + "]";
    raw(key, out + "]");
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

template <class Triple>
std::string mm_list(const Triple& metres) {
  std::string out;
  for (const double value : metres) out += (out.empty() ? "" : ", ") + mm(value);
  return "[" + out + "]";
}

void write_shape(Writer& out, const Roller& roller) {
  out.text("shape", word_of(roller.shape));
  if (roller.shape == RollerShape::parts) return;
  out.raw("diameter_mm", mm(roller.diameter_m));
  out.raw("core_diameter_mm", mm(roller.core_diameter_m));
  if (!roller.round_ends()) out.raw("length_mm", mm(roller.length_m));
  if (roller.shape == RollerShape::grooved) {
    out.raw("groove_width_mm", mm(roller.groove_width_m));
    out.raw("groove_depth_mm", mm(roller.groove_depth_m));
  }
  if (roller.shape == RollerShape::peanut) {
    out.raw("ball_spacing_mm", mm(roller.ball_spacing_m));
    out.raw("waist_diameter_mm", mm(roller.waist_diameter_m));
  }
  if (roller.shape == RollerShape::ridged || roller.shape == RollerShape::grid) {
    out.raw("ridge_count", std::to_string(roller.ridge_count));
    out.raw("ridge_width_mm", mm(roller.ridge_width_m));
    out.raw("ridge_height_mm", mm(roller.ridge_height_m));
  }
}

void write_roller_part(Writer& out, const RollerPart& part, const std::string& section) {
  using enum RollerPartShape;
  out.entry(section);
  out.text("shape", word_of(part.shape));
  out.raw("centre_mm", mm_list(part.centre_m));
  if (part.shape != box && part.shape != hull) out.raw("diameter_mm", mm(part.diameter_m));
  if (part.shape == cylinder || part.shape == capsule) out.raw("length_mm", mm(part.length_m));
  if (part.shape == box) out.raw("size_mm", mm_list(part.size_m));
  if (part.shape != hull) return;
  std::vector<double> points;
  for (const auto& p : part.points_m) points.insert(points.end(), p.begin(), p.end());
  out.raw("points_mm", mm_list(points));
}

// `section`: of the roller, for its parts.
void write_roller(Writer& out, const Roller& roller, const char* id_key, const std::string& section) {
  out.text(id_key, roller.id);
  out.text("base", roller.base);
  out.text("name", roller.name);
  out.text("foam", roller.foam.polymer);
  out.number("density_kg_m3", roller.foam.density_kg_m3);
  out.raw("modulus_kpa", kpa(roller.foam.modulus_pa));
  out.raw("collapse_kpa", kpa(roller.foam.collapse_pa));
  out.number("loss_share", roller.foam.loss);
  write_shape(out, roller);
  out.number("mass_kg", roller.mass_kg);
  out.number("friction", roller.friction);
  out.text("drive", word_of(roller.drive));
  for (const RollerPart& part : roller.parts) write_roller_part(out, part, section + ".part");
}

void write_subject(Writer& out, const Subject& subject) {
  out.table("subject");
  out.text("id", subject.id);
  out.text("name", subject.name);
  out.text("sex", word_of(subject.sex));
  out.number("stature_m", subject.stature_m);
  out.number("mass_kg", subject.mass_kg);
  out.number("muscle_bulk_ratio", subject.muscle_bulk);
  out.number("fat_ratio", subject.fat);
  out.number("kyphosis_deg", subject.kyphosis_deg);
  out.number("lordosis_deg", subject.lordosis_deg);
  out.number("muscle_tone_ratio", subject.muscle_tone);
  if (!subject.conditions.empty()) {
    std::string list;
    for (const std::string& id : subject.conditions) list += (list.empty() ? "" : ", ") + toml_text(id);
    out.raw("conditions", "[" + list + "]");
  }
  if (!subject.tone_of.empty()) {
    out.table("subject.muscle_tone");
    for (const auto& [muscle, factor] : subject.tone_of) out.number(muscle, factor);
  }
  for (const TightSpot& spot : subject.tight_spots) {
    out.entry("subject.tight_spot");
    out.text("name", spot.name);
    out.text("muscle", spot.muscle);
    out.text("level", spot.level);
    out.text("side", spot.right ? "right" : "left");
    out.raw("size_mm", mm(spot.size_m));
    out.number("stiffness_ratio", spot.stiffness_ratio);
    out.number("pain_ratio", spot.pain_ratio);
  }
}

void write_session(Writer& out, const Scenario& scenario) {
  const Breathing& b = scenario.breathing;
  if (b.on) {
    out.table("breathing");
    out.number("rate_per_min", b.rate_per_min);
    out.number("inhale_share", b.inhale_share);
    out.number("cage_deg", b.cage_deg);
    out.number("load_share", b.load_share);
    out.number("tone_share", b.tone_share);
  }
  const Guarding& g = scenario.guarding;
  if (g.on) {
    out.table("guarding");
    out.number("above_pain_score", g.above_score);
    out.number("activation_per_score", g.activation_per_score);
    out.number("most_ratio", g.most);
    out.number("lag_s", g.lag_s);
  }
  if (!(scenario.limits == Limits{})) {
    out.table("limits");
    out.raw("stop_at_sharp_pain", yes(scenario.limits.stop_at_sharp_pain));
    out.number("sharp_pain_score", scenario.limits.sharp_pain_score);
  }
}

void write_responses(Writer& out, const Responses& r) {
  if (r == Responses{}) return;
  out.table("response");
  out.raw("stress_relaxation", yes(r.stress_relaxation));
  out.raw("warm_up", yes(r.warm_up));
  out.raw("spot_softening", yes(r.spot_softening));
  out.raw("perfusion", yes(r.perfusion));
  out.raw("range_of_motion", yes(r.range_of_motion));
  out.raw("posture", yes(r.posture));
  out.raw("relaxation", yes(r.relaxation));
}

void write_support(Writer& out, const Support& support) {
  out.table("support");
  out.text("posture", word_of(support.posture));
  if (support.muscle_hold) out.number("muscle_hold_share", *support.muscle_hold);
  out.number("spine_preload_n", support.spine_preload_n);
  out.raw("plinth_stiffness_n_mm", n_mm(support.plinth_stiffness_n_m));
}

void write_lying(Writer& out, const Scenario& scenario) {
  const Lying& lying = scenario.lying;
  const bool given = scenario.load.source == LoadKind::given;
  if (given && lying.roller_right_m == 0) return;
  out.table("body");
  out.raw("roller_right_mm", mm(lying.roller_right_m));
  if (given) return;
  out.text("arms", word_of(lying.arms));
  out.text("support_by", word_of(lying.support_by));
  out.number("support_share", lying.support_share);
  out.number("lean_deg", lying.lean_deg);
  out.raw("ball_guided", yes(lying.ball_guided));
  if (lying.hip_height_m) out.raw("hip_height_mm", mm(*lying.hip_height_m));
  if (lying.feet_from_hips_m) out.raw("feet_from_hips_mm", mm(*lying.feet_from_hips_m));
  if (lying.stance_m) out.raw("stance_mm", mm(*lying.stance_m));
  if (lying.foot_friction) out.number("foot_friction", *lying.foot_friction);
  if (lying.floor_friction) out.number("floor_friction", *lying.floor_friction);
}

void write_press(Writer& out, const Press& press) {
  out.table("press");
  out.text("head", word_of(press.head));
  out.raw("area_mm2", mm2(press.area_m2));
  out.text("at", press.at);
  out.raw("right_mm", mm(press.right_m));
  out.raw("up_mm", mm(press.up_m));
  if (press.force_n) out.time_table("force_n", *press.force_n, shortest);
  if (press.depth_m) out.time_table("depth_mm", *press.depth_m, mm);
  out.list("slope_between_n", {press.band_n[0], press.band_n[1]});
}

void write_part(Writer& out, const Part& part) {
  out.table("part");
  out.text("kind", word_of(part.kind));
  if (part.has_level()) out.text("level", part.level);
  if (part.has_preload()) out.number("preload_n", part.preload_n);
  if (part.force_n) out.time_table("force_n", *part.force_n, shortest);
  if (part.moment_nm) out.time_table("moment_nm", *part.moment_nm, shortest);
  out.list("direction", {part.direction[0], part.direction[1], part.direction[2]});
}

void write_phase(Writer& out, const Phase& phase) {
  out.entry("phase");
  out.text("kind", word_of(phase.kind));
  using enum PhaseKind;
  if (phase.kind == repeat) {
    out.raw("phases", std::to_string(phase.phases));
    out.raw("times", std::to_string(phase.times));
    return;
  }
  if (!phase.from_level.empty()) {
    out.text("from_level", phase.from_level);
    out.text("to_level", phase.to_level);
  }
  if (phase.kind == roll) out.raw("strokes", std::to_string(phase.strokes));
  if (!phase.level.empty()) out.text("level", phase.level);
  if (!phase.at.empty()) out.text("at", phase.at);
  if (phase.kind != roll) out.number("duration_s", phase.duration_s);
  if (phase.kind == roll || phase.kind == warm_up || phase.kind == hold)
    out.number("speed_m_s", phase.speed_m_s);
  if (phase.kind != lift && phase.load_share != default_load_share(phase.kind))
    out.number("load_share", phase.load_share);
  if (phase.right_m) out.raw("right_mm", mm(*phase.right_m));
  if (phase.lean_deg) out.number("lean_deg", *phase.lean_deg);
  if (phase.fall_share) out.number("until_stress_falls_share", *phase.fall_share);
  if (phase.slow_m_s) out.raw("until_sinking_mm_s", mm(*phase.slow_m_s));
  if (phase.breaths > 0) out.raw("breaths", std::to_string(phase.breaths));
  if (phase.keep_height) out.raw("keep_height", "true");
  if (phase.time_step_s) out.number("time_step_s", *phase.time_step_s);
}

void write_back(Writer& out, const Scenario& scenario, int roller) {
  write_subject(out, scenario.subject);
  write_support(out, scenario.support);
  if (scenario.press) {
    out.table("load");
    out.raw("gravity", yes(scenario.gravity));
    write_responses(out, scenario.response);
    write_press(out, *scenario.press);
    return;
  }
  for (std::size_t i = 0; i < scenario.rollers.size(); ++i) {
    if (roller >= 0 && i != static_cast<std::size_t>(roller)) continue;
    out.entry("roller");
    write_roller(out, scenario.rollers[i], "id", "roller");
  }
  out.table("load");
  out.text("source", word_of(scenario.load.source));
  if (scenario.load.force_n)
    out.number("force_n", *scenario.load.force_n);
  else if (scenario.load.source == LoadKind::given)
    out.number("body_weight_fraction", scenario.load.body_weight_fraction.value_or(0.6));
  out.raw("gravity", yes(scenario.gravity));
  write_lying(out, scenario);
  write_session(out, scenario);
  write_responses(out, scenario.response);
  for (const Phase& phase : scenario.protocol) write_phase(out, phase);
}

void write_layer(Writer& out, const SpecimenLayer& layer) {
  const Material& material = layer.material;
  out.entry("specimen.layers");
  out.raw("thickness_mm", mm(layer.thickness_m));
  out.text("law", word_of(material.law));
  out.raw("shear_modulus_kpa", kpa(material.shear_modulus_pa));
  out.number("bulk_ratio", material.bulk_ratio);
  if (material.law == LawKind::ogden) out.number("alpha", material.ogden_alpha);
  out.number("density_kg_m3", material.density_kg_m3);
  out.list("prony_g", material.prony_g);
  out.list("prony_tau_s", material.prony_tau_s);
}

void write_specimen(Writer& out, const Scenario& scenario) {
  const Specimen& specimen = *scenario.specimen;
  out.table("specimen");
  out.text("kind", "slab");
  out.raw("size_mm",
          "[" + mm(specimen.size_m[0]) + ", " + mm(specimen.size_m[1]) + ", " + mm(specimen.size_m[2]) + "]");
  out.text("bottom", "fixed");
  for (const SpecimenLayer& layer : specimen.layers) write_layer(out, layer);
  out.table("indenter");
  if (specimen.indenter == IndenterKind::roller && !scenario.rollers.empty()) {
    write_roller(out, scenario.rollers.front(), "roller", "indenter");
  } else {
    out.text("kind", word_of(specimen.indenter));
    out.raw("radius_mm", mm(specimen.indenter_radius_m));
    out.number("friction", specimen.indenter_friction);
    out.text("drive", word_of(specimen.indenter_drive));
  }
  out.table("loading");
  if (specimen.depth_m) out.time_table("depth_mm", *specimen.depth_m, mm);
  if (specimen.load_n) out.time_table("load_n", *specimen.load_n, shortest);
  if (specimen.roll_m) out.time_table("roll_mm", *specimen.roll_m, mm);
}

void write_settings(Writer& out, const Scenario& scenario) {
  const bool back = !scenario.specimen && !scenario.part;
  if (!scenario.part) out.table("mesh");
  if (back) out.text("resolution", word_of(scenario.resolution));
  if (scenario.specimen) out.raw("nodes", std::to_string(scenario.specimen->nodes));
  out.table("solver");
  out.text("engine", word_of(scenario.solver.engine));
  out.number("time_step_s", scenario.solver.time_step_s);
  out.number("residual_tolerance", scenario.solver.residual_tolerance);
  if (back) out.number("bulk_ratio", scenario.solver.bulk_ratio);
  out.raw("max_newton", std::to_string(scenario.solver.max_newton));
  out.raw("threads", std::to_string(scenario.solver.threads));
  out.table("output");
  out.number("fields_every_s", scenario.outputs.fields_every_s);
  out.raw("charts", yes(scenario.outputs.charts));
  out.raw("report", yes(scenario.outputs.report));
  if (back) out.raw("bone_depth_mm", mm(scenario.outputs.bone_depth_m));
}

}  // namespace

std::string write_scenario(const Scenario& scenario, int roller) {
  Writer out;
  out.raw("schema", "1");
  out.text("name", scenario.name);
  out.text("description", scenario.description);
  if (scenario.specimen) {
    write_specimen(out, scenario);
  } else if (scenario.part) {
    write_subject(out, scenario.subject);
    write_part(out, *scenario.part);
  } else {
    write_back(out, scenario, roller);
  }
  write_settings(out, scenario);
  return out.take();
}

std::string identity(const Scenario& scenario, int roller) {
  Scenario copy = scenario;
  copy.solver.threads = 0;
  return write_scenario(copy, roller);
}

std::string hash_text(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  char out[17];
  std::snprintf(out, sizeof out, "%016llx", static_cast<unsigned long long>(hash));
  return out;
}

}  // namespace backroll
