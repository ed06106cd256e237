#include "scenario/catalogue.hpp"
#include "scenario/document.hpp"
#include "scenario/parameter_rows.hpp"
#include "scenario/words.hpp"

namespace backroll::parameter_rows {

namespace {

constexpr const char* kRow = "as the roller's row";
constexpr const char* kSubjectRow = "as the subject's row";

Parameter tone_of_muscle() {
  Parameter out = number("subject.muscle_tone", "<muscle>", "", 0.5, 6, note("1"),
                         "name of the muscle, with _left or _right behind it for one side", "proposed");
  out.names = muscle_names;
  return out;
}

}  // namespace

std::vector<Parameter> roller_keys(const std::string& section) {
  return {
      text(section, "base", note("the id"),
           "row of assets/rollers.toml that gives every value not written here"),
      text(section, "name", note(kRow), "what charts and tables call it"),
      word(section, "foam", {"EPP", "EPE", "EVA", "neoprene"}, note(kRow),
           "polymer; gives modulus, collapse stress and loss at the density", "assets/rollers.toml"),
      number(section, "density_kg_m3", "kg/m3", 20, 250, note(kRow),
             "density of the foam: EPP 20 to 90, EPE 20 to 60, EVA 80 to 250, neoprene 120 to 250",
             "assets/rollers.toml"),
      number(section, "diameter_mm", "mm", 40, 400, note(kRow), "outer diameter",
             "127-152 mm sold, found: grokipedia.com/page/Foam_roller"),
      number(section, "core_diameter_mm", "mm", 0, 390, note(kRow),
             "where the foam ends inside: bore or rigid tube; 0 = solid foam", "assets/rollers.toml"),
      number(section, "length_mm", "mm", 50, 2000, note(kRow), "length along the axis",
             "305-1219 mm sold, found: grokipedia.com/page/Foam_roller"),
      number(section, "mass_kg", "kg", 0.01, 30, note("foam volume x density + the row's tube"),
             "whole roller", "derived"),
      number(section, "modulus_kpa", "kPa", 20, 100000, note("from foam and density"),
             "E0, initial modulus of the foam's skeleton", "assets/rollers.toml"),
      number(section, "collapse_kpa", "kPa", 1, 10000, note("from foam and density"),
             "sigma0, stress at which the skeleton gives way", "assets/rollers.toml"),
      number(section, "loss_share", "", 0, 0.95, note("as the foam's row"),
             "share of the energy of a load cycle that is lost", "assets/rollers.toml"),
  };
}

std::vector<Parameter> back_keys() {
  std::vector<Parameter> all = {
      integer("", "schema", "", 1, 1, note(kRequired), "version of this format"),
      text("", "name", note(kRequired), "names the run and its folder; not taken over by extends"),
      text("", "description", otherwise("\"\""), "free text for people; not taken over by extends"),
      text("", "extends", note("none"),
           "another scenario, relative to this file: its keys hold wherever this file is silent; [[roller]], "
           "[[phase]] and [[specimen.layers]] replace the other's as a whole; [press] drops its rollers and "
           "phases, and they drop its [press]"),
      text("subject", "id", otherwise("\"average-man\""),
           "row of assets/subjects.toml (backroll list subjects)"),
      text("subject", "name", note(kSubjectRow), "what the report calls the person"),
      word("subject", "sex", words_of<Sex>(), note(kSubjectRow), "proportions of the skeleton"),
      number("subject", "stature_m", "m", 1.45, 2.05, note(kSubjectRow), "body height", "proposed"),
      number("subject", "mass_kg", "kg", 35, 160, note(kSubjectRow),
             "body mass; the body mass index must lie in " + shortest(kBmiMin) + " to " + shortest(kBmiMax),
             "proposed"),
      number("subject", "muscle_bulk_ratio", "", 0.7, 1.3, note(kSubjectRow),
             "muscle thickness relative to the tables", "proposed"),
      number("subject", "fat_ratio", "", 0.5, 1.5, note(kSubjectRow),
             "fat thickness relative to what the body mass index gives", "proposed"),
      number("subject", "kyphosis_deg", "deg", 20, 60, note(kSubjectRow), "T1-T12 tilt difference, lying",
             "proposed; 30-50 textbook, found: mitchmedical.us"),
      number("subject", "lordosis_deg", "deg", 15, 60, note(kSubjectRow), "T12-S1 tilt difference, lying",
             "recumbent 36.8 +- 13.2, found: pmc.ncbi.nlm.nih.gov/articles/PMC6680033"),
      number("subject", "muscle_tone_ratio", "", 0.5, 6, note(kSubjectRow),
             "factor on the muscles' shear moduli: 1 relaxed, 2 to 3 holding a bridge", "proposed"),
      tone_of_muscle(),
      text("roller", "id", note(kRequired),
           "names the roller and its folder (a-z, 0-9, '-', '_'); a row of assets/rollers.toml (backroll "
           "list rollers) unless base names one"),
  };
  for (Parameter& parameter : roller_keys("roller")) all.push_back(std::move(parameter));
  const std::vector<Parameter> rest = {
      number("roller", "friction", "", 0, 2, note(kRow), "Coulomb coefficient of clothed skin on foam",
             "0.4-0.6 (0.2-0.9), recalled: friction reviews"),
      word("roller", "drive", words_of<RollerDrive>(), otherwise("\"free\""),
           "spin: free = torque-free, driven = turning as if it rolled without slip, locked = not turning"),
      number("load", "force_n", "N", 1, 3000, note("body_weight_fraction"),
             "force of the roller on the back; give this or body_weight_fraction"),
      number("load", "body_weight_fraction", "of body weight", 0.01, 1.2, otherwise("0.6"),
             "the same as a share of mass x 9.81 m/s2",
             "hips up, arms crossed: T4 0.59, T8 0.66, T12 0.77, derived from de Leva 1996"),
      boolean("load", "gravity", otherwise("true"), "weight of the tissue, lying on the back"),
      word("phase", "kind", words_of<PhaseKind>(), note(kRequired),
           "approach comes first and only there; lift, if any, comes last"),
      word("phase", "level", level_names(), note("approach: required; hold: stay"), "approach, hold: where"),
      word("phase", "from_level", level_names(), note("roll: required"), "roll: first end"),
      word("phase", "to_level", level_names(), note("roll: required"), "roll: other end"),
      number("phase", "duration_s", "s", 0.05, 3600, otherwise("1"),
             "approach: time from touch to full load; hold: time there; lift: time to no load"),
      number("phase", "speed_m_s", "m/s", 0.005, 0.3, otherwise("0.05"),
             "roll, and travel to the first level of a roll or hold",
             "0.10-0.45 derived from published cadences, 0.025 recalled: training manuals"),
      integer("phase", "strokes", "", 1, 1000, otherwise("1"),
              "roll: one stroke is one way; even ones come back"),
  };
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

}  // namespace backroll::parameter_rows
