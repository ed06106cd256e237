#include "analysis/text.hpp"
#include "report/report.hpp"
#include "scenario/words.hpp"
#include "scenario/write.hpp"

namespace backroll {
namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

std::string mm(double metre) {
  return number_text(metre * 1e3) + " mm";
}

std::string subject_words(const Subject& s) {
  std::string text = (s.name.empty() ? s.id : s.name) + ": " + (s.sex == Sex::man ? "man" : "woman") + ", " +
                     number_text(s.stature_m) + " m, " + number_text(s.mass_kg) + " kg, BMI " +
                     number_text(s.bmi()) + "; kyphosis " + number_text(s.kyphosis_deg) + " deg, lordosis " +
                     number_text(s.lordosis_deg) + " deg";
  if (s.muscle_bulk != 1) text += "; muscle bulk x " + number_text(s.muscle_bulk);
  if (s.fat != 1) text += "; fat x " + number_text(s.fat);
  if (s.muscle_tone != 1) text += "; muscle tone x " + number_text(s.muscle_tone);
  for (const auto& [muscle, tone] : s.tone_of) text += "; " + muscle + " x " + number_text(tone);
  return text;
}

std::string lying_words(const Scenario& scenario) {
  const Lying& l = scenario.lying;
  std::string text = scenario.load.source == LoadKind::bullet
                         ? "from the person on the floor, in Bullet's rigid world"
                         : "from the person on the floor, in closed form";
  text += "; arms " + word_of(l.arms);
  if (l.support_share > 0)
    text += ", " + percent_text(l.support_share) + " of body weight on the " + word_of(l.support_by);
  if (l.lean_deg != 0)
    text += ", leaning " + number_text(std::abs(l.lean_deg)) + (l.lean_deg > 0 ? " deg right" : " deg left");
  return text;
}

std::string posture_words(const Support& s) {
  std::string text;
  switch (s.posture) {
    case Posture::hips_up:
      text = "on the back, hips up";
      break;
    case Posture::hips_down:
      text = "on the back, pelvis on the floor";
      break;
    case Posture::prone:
      text = "face down on a plinth of " + number_text(s.plinth_stiffness_n_m * 1e-3) + " N/mm";
      break;
    case Posture::held:
      return "every bone held in place";
  }
  if (s.muscle_hold)
    text += "; the trunk's muscles carry " + percent_text(*s.muscle_hold) + " of the bending";
  return text + "; resting muscles press the spine with " + number_text(s.spine_preload_n) + " N";
}

const char* drive_words(RollerDrive drive) {
  return drive == RollerDrive::free ? "turning freely" : drive == RollerDrive::driven ? "driven" : "locked";
}

// Beyond a cylinder's diameter, core and length.
std::string shape_words(const Roller& r) {
  switch (r.shape) {
    case RollerShape::cylinder:
      break;
    case RollerShape::grooved:
      return ", groove " + mm(r.groove_width_m) + " wide and " + mm(r.groove_depth_m) + " deep";
    case RollerShape::peanut:
      return ", two balls " + mm(r.ball_spacing_m) + " apart, waist " + mm(r.waist_diameter_m);
    case RollerShape::ball:
      return ", a ball";
    case RollerShape::ridged:
    case RollerShape::grid:
      return ", " + std::to_string(r.ridge_count) + " ribs " + mm(r.ridge_width_m) + " wide and " +
             mm(r.ridge_height_m) + " high" + (r.shape == RollerShape::grid ? ", with rings" : "");
    case RollerShape::parts:
      return ", sum of " + std::to_string(r.parts.size()) + " parts";
  }
  return "";
}

std::string roller_words(const Roller& r) {
  return (r.name.empty() ? r.id : r.name) + ": " + r.foam.polymer + " foam of " +
         number_text(r.foam.density_kg_m3) + " kg/m3, diameter " + mm(r.diameter_m) + ", " +
         (r.core_diameter_m > 0 ? "core " + mm(r.core_diameter_m) : std::string("solid")) + ", length " +
         mm(r.length_m) + shape_words(r) + ", friction " + number_text(r.friction) + ", " +
         drive_words(r.drive);
}

std::string hold_words(const Phase& p) {
  std::string out = number_text(p.duration_s) + " s";
  if (!p.fall_share && !p.slow_m_s && p.breaths == 0) return out;
  out = "at most " + out;
  if (p.fall_share) out += ", until the local stress fell by " + number_text(100 * *p.fall_share) + " %";
  if (p.slow_m_s) out += ", until it sinks by less than " + number_text(1e3 * *p.slow_m_s) + " mm/s";
  if (p.breaths > 0) out += ", " + std::to_string(p.breaths) + " breaths";
  return out;
}

std::vector<std::string> phase_row(const Phase& p, std::size_t number) {
  const std::string seconds = number_text(p.duration_s) + " s";
  const std::string speed = number_text(p.speed_m_s * 1e3) + " mm/s";
  std::vector<std::string> row = {std::to_string(number)};
  switch (p.kind) {
    case PhaseKind::approach:
      row.insert(row.end(), {"approach", p.level, "load raised over " + seconds});
      break;
    case PhaseKind::roll:
      row.insert(row.end(),
                 {"roll", p.from_level + " to " + p.to_level,
                  speed + ", " + std::to_string(p.strokes) + (p.strokes == 1 ? " stroke" : " strokes")});
      break;
    case PhaseKind::warm_up:
      row.insert(row.end(), {"warm-up", p.from_level + " to " + p.to_level, speed + ", " + seconds});
      break;
    case PhaseKind::hold:
      row.insert(row.end(), {p.keep_height ? "hold, height kept" : "hold",
                             !p.at.empty()     ? p.at
                             : p.level.empty() ? "where it is"
                                               : p.level,
                             hold_words(p)});
      break;
    case PhaseKind::rest:
      row.insert(row.end(),
                 {"rest", p.load_share < kLeastShare ? "off the roller" : "on the roller", seconds});
      break;
    case PhaseKind::repeat:
      row.insert(row.end(), {"repeat", "the last " + std::to_string(p.phases) + " phases",
                             std::to_string(p.times) + " times in all"});
      break;
    case PhaseKind::lift:
      row.insert(row.end(), {"lift", "", "load taken off over " + seconds});
      break;
  }
  return row;
}

const char* law_words(LawKind law) {
  return law == LawKind::neo_hookean ? "neo-Hookean"
         : law == LawKind::ogden     ? "Ogden"
                                     : "neo-Hookean, coupled";
}

std::string indenter_words(const Specimen& s) {
  const std::string radius =
      ", radius " + mm(s.indenter_radius_m) + ", friction " + number_text(s.indenter_friction);
  switch (s.indenter) {
    case IndenterKind::rigid_cylinder:
      return "rigid cylinder" + radius;
    case IndenterKind::rigid_sphere:
      return "rigid sphere" + radius;
    case IndenterKind::rigid_punch:
      return "rigid flat punch" + radius;
    case IndenterKind::roller:
      break;
  }
  return {};
}

std::string table_words(const Table& table, double scale, const char* unit) {
  std::string text;
  for (const auto& [time, value] : table)
    text += (text.empty() ? "" : ", ") + number_text(value * scale) + " " + unit + " at " +
            number_text(time) + " s";
  return text;
}

void describe_press(const Press& p, Facts& facts) {
  static const char* const kShapes[] = {"round", "square", "spherical"};
  facts.emplace_back(
      "Head", std::string(kShapes[static_cast<int>(p.head)]) + ", " + number_text(p.area_m2 * 1e4) + " cm2");
  std::string place = p.at;
  if (p.right_m != 0) place += ", " + mm(p.right_m) + " to the right";
  if (p.up_m != 0) place += ", " + mm(p.up_m) + " up";
  facts.emplace_back("Pressed at", place);
  if (p.force_n) facts.emplace_back("Force", table_words(*p.force_n, 1, "N"));
  if (p.depth_m) facts.emplace_back("Depth", table_words(*p.depth_m, 1e3, "mm"));
}

void describe_specimen(const Specimen& s, Facts& facts) {
  facts.emplace_back("Specimen", "slab of " + mm(s.size_m[0]) + " x " + mm(s.size_m[1]) + " x " +
                                     mm(s.size_m[2]) + " (axis, roll, thickness), bottom fixed");
  for (std::size_t l = 0; l < s.layers.size(); ++l) {
    const Material& m = s.layers[l].material;
    facts.emplace_back(
        "Layer " + std::to_string(l + 1),
        mm(s.layers[l].thickness_m) + ", " + law_words(m.law) + ", shear modulus " +
            number_text(m.shear_modulus_pa * 1e-3) + " kPa, K/G " + number_text(m.bulk_ratio) +
            (m.prony_g.empty() ? "" : ", " + std::to_string(m.prony_g.size()) + " Prony terms"));
  }
  const std::string indenter = indenter_words(s);
  if (!indenter.empty()) facts.emplace_back("Indenter", indenter);
  if (s.depth_m) facts.emplace_back("Depth", table_words(*s.depth_m, 1e3, "mm"));
  if (s.load_n) facts.emplace_back("Load", table_words(*s.load_n, 1, "N"));
  if (s.roll_m) facts.emplace_back("Rolled", table_words(*s.roll_m, 1e3, "mm"));
}

}  // namespace

ReportContext describe_run(const Scenario& scenario, int roller, const std::string& command) {
  ReportContext context;
  context.title = scenario.name;
  context.description = scenario.description;
  context.command = command;
  Facts& facts = context.facts;
  if (scenario.specimen)
    describe_specimen(*scenario.specimen, facts);
  else
    facts.emplace_back("Subject", subject_words(scenario.subject));
  const bool uses_roller =
      scenario.specimen ? scenario.specimen->indenter == IndenterKind::roller : !scenario.press;
  for (std::size_t r = 0; uses_roller && r < scenario.rollers.size(); ++r)
    if (roller < 0 || static_cast<int>(r) == roller)
      facts.emplace_back("Roller", roller_words(scenario.rollers[r]));
  if (scenario.press) describe_press(*scenario.press, facts);
  if (!scenario.specimen) {
    facts.emplace_back("Posture", posture_words(scenario.support));
    const double newtons = scenario.load.newtons(scenario.subject);
    if (!scenario.press && scenario.load.source != LoadKind::given)
      facts.emplace_back("Load", lying_words(scenario));
    else if (!scenario.press)
      facts.emplace_back("Load", number_text(newtons) + " N on the roller, " +
                                     percent_text(newtons / (scenario.subject.mass_kg * 9.81)) +
                                     " of body weight");
    static const char* const kNames[] = {"live", "standard", "fine"};
    facts.emplace_back("Resolution", kNames[static_cast<int>(scenario.resolution)]);
    facts.emplace_back("Weight of the tissue", !scenario.gravity ? "left out"
                                               : scenario.press  ? "acts"
                                                                 : "acts, lying on the roller");
    facts.emplace_back("Skin view", "a bone within " + mm(scenario.outputs.bone_depth_m) +
                                        " below the fat takes the skin above it");
    for (std::size_t p = 0; p < scenario.protocol.size(); ++p)
      context.protocol.push_back(phase_row(scenario.protocol[p], p + 1));
  }
  facts.emplace_back("Solver", "time step " + number_text(scenario.solver.time_step_s * 1e3) +
                                   " ms, residual " + scientific_text(scenario.solver.residual_tolerance));
  context.sources = input_sources(scenario, roller);
  context.identity = identity(scenario, roller);
  return context;
}

}  // namespace backroll
