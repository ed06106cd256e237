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
  const std::string part = section + ".part";
  return {
      text(section, "base", note("the id"),
           "row of assets/rollers.toml that gives every value not written here"),
      text(section, "name", note(kRow), "what charts and tables call it"),
      word(section, "foam", {"EPP", "EPE", "EVA", "neoprene", "rubber"}, note(kRow),
           "polymer; gives modulus, collapse stress and loss at the density", "assets/rollers.toml"),
      number(
          section, "density_kg_m3", "kg/m3", 20, 1300, note(kRow),
          "density of the foam: EPP 20 to 90, EPE 20 to 60, EVA 80 to 250, neoprene 120 to 250, solid rubber "
          "1000 to 1300",
          "assets/rollers.toml"),
      word(section, "shape", words_of<RollerShape>(), note(kRow),
           "grooved: a channel round it in the middle, for the spine; peanut: two balls on the axis; ridged: "
           "ribs "
           "along the axis; grid: rings round it too; parts: the sum of its [[" +
               part + "]]; a core makes each of them hollow",
           "docs/rollers.md"),
      number(section, "diameter_mm", "mm", 40, 400, note(kRow),
             "outer diameter, over the ribs; of a ball, of each of two; not for parts",
             "127-152 mm sold, found: grokipedia.com/page/Foam_roller"),
      number(section, "core_diameter_mm", "mm", 0, 390, note(kRow),
             "where the foam ends inside: bore or rigid tube; 0 = solid foam", "assets/rollers.toml"),
      number(section, "length_mm", "mm", 50, 2000, note(kRow),
             "length along the axis; not for ball, peanut and parts, which have their own",
             "305-1219 mm sold, found: grokipedia.com/page/Foam_roller"),
      number(section, "groove_width_mm", "mm", 5, 300, note(kRow),
             "grooved: width of the channel at half its depth", "proposed"),
      number(section, "groove_depth_mm", "mm", 1, 150, note(kRow),
             "grooved: depth of the channel; its walls run over as much, 45 degrees on average", "proposed"),
      number(section, "ball_spacing_mm", "mm", 5, 600, note(kRow), "peanut: between the centres of its balls",
             "proposed"),
      number(section, "waist_diameter_mm", "mm", 5, 390, note(kRow),
             "peanut: diameter in the middle; a torus joins it to the balls", "proposed"),
      integer(section, "ridge_count", "", 3, 60, note(kRow),
              "ridged, grid: ribs round it; grid: rings lie as far apart as ribs", "proposed"),
      number(section, "ridge_width_mm", "mm", 1, 200, note(kRow),
             "ridged, grid: width of a rib at half its height", "proposed"),
      number(section, "ridge_height_mm", "mm", 0.5, 60, note(kRow),
             "ridged, grid: height of a rib; its walls run over as much", "proposed"),
      number(section, "mass_kg", "kg", 0.01, 30, note("foam volume x density + the row's tube"),
             "whole roller; required for parts", "derived"),
      number(section, "modulus_kpa", "kPa", 20, 100000, note("from foam and density"),
             "E0, initial modulus of the foam's skeleton", "assets/rollers.toml"),
      number(section, "collapse_kpa", "kPa", 1, 10000, note("from foam and density"),
             "sigma0, stress at which the skeleton gives way", "assets/rollers.toml"),
      number(section, "loss_share", "", 0, 0.95, note("as the foam's row"),
             "share of the energy of a load cycle that is lost", "assets/rollers.toml"),
      word(part, "shape", words_of<RollerPartShape>(), note(kRequired),
           "a convex part; cylinder and capsule lie along the axis"),
      numbers(part, "centre_mm", "mm", -1000, 1000, otherwise("[0, 0, 0]"),
              "x, y, z from the roller's centre: z along the axis, x towards the body before it turns"),
      number(part, "diameter_mm", "mm", 5, 400, note("required"), "sphere, cylinder, capsule"),
      number(part, "length_mm", "mm", 5, 2000, note("required"),
             "cylinder, capsule with its round ends: along the axis"),
      numbers(part, "size_mm", "mm", 5, 2000, note("required"), "box: edges along x, y, z"),
      numbers(part, "points_mm", "mm", -1000, 1000, note("required"),
              "hull: x, y, z of 4 to 24 corners, one after the other, from centre_mm"),
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
  };
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

}  // namespace backroll::parameter_rows
