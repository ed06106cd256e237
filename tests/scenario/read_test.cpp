#include "scenario/read.hpp"
#include "scenario/catalogue.hpp"
#include "scenario/document.hpp"
#include "scenario/input_error.hpp"
#include "scenario/pieces.hpp"
#include "scenario/round_trip.hpp"
#include "scenario/write.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace backroll {
namespace {

namespace fs = std::filesystem;

const fs::path kScenarios = fs::path(BACKROLL_SOURCE_DIR) / "scenarios";

// Without those of sweeps, which name a scenario instead of being one (tests/batch reads them).
std::vector<fs::path> shipped() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kScenarios))
    if (entry.path().extension() == ".toml" &&
        !parse_document(read_text_file(entry.path()), "x").find("scenario"))
      files.push_back(entry.path());
  return files;
}

}  // namespace

TEST_CASE("what the file leaves out has the defaults of the structs") {
  const Scenario scenario = parse_scenario(kSmall, "small.toml");
  Scenario expected;
  expected.name = "small";
  expected.rollers = {roller_row("firm-epp").roller};
  expected.subject = subject_row("average-man").subject;
  expected.load.body_weight_fraction = 0.6;
  Phase approach;
  approach.level = "T8";
  expected.protocol = {approach};
  CHECK(difference(scenario, expected) == "");
  CHECK(scenario.file == "small.toml");
  CHECK(scenario.protocol[0].line == 5);
  CHECK(scenario.load.newtons(scenario.subject) == doctest::Approx(0.6 * 80 * 9.81));
  const Scenario slab = read_scenario(kScenarios / "specimens" / "slab_cylinder.toml");
  CHECK(slab.specimen->nodes == Specimen{}.nodes);
  CHECK(slab.specimen->layers[0].material.ogden_alpha == Material{}.ogden_alpha);
}

TEST_CASE("values of the file replace the row's") {
  const Scenario scenario = parse_scenario(
      kSmall +
          "[subject]\nid = \"lean-woman\"\nname = \"Ada\"\nmass_kg = 55\nmuscle_tone_ratio = 2\n"
          "[load]\nforce_n = 250\ngravity = false\n[mesh]\nresolution = \"fine\"\n"
          "[output]\nfields_every_s = 0\ncharts = false\nbone_depth_mm = 15\n",
      "x");
  CHECK(scenario.subject.name == "Ada");
  CHECK(scenario.subject.stature_m == 1.68);
  CHECK(scenario.subject.mass_kg == 55);
  CHECK(scenario.subject.muscle_tone == 2);
  CHECK(scenario.load.newtons(scenario.subject) == 250);
  CHECK_FALSE(scenario.gravity);
  CHECK(scenario.resolution == Resolution::fine);
  CHECK(scenario.outputs.fields_every_s == 0);
  CHECK_FALSE(scenario.outputs.charts);
  CHECK(scenario.outputs.bone_depth_m == 0.015);
}

TEST_CASE("a roller follows its density unless the file says more") {
  const std::string head =
      "schema = 1\nname = \"x\"\n[[phase]]\nkind = \"approach\"\nlevel = \"T8\"\n[[roller]]\n";
  const Roller variant =
      parse_scenario(head + "id = \"epp-45\"\nbase = \"medium-epp\"\nname = \"EPP 45\"\ndensity_kg_m3 = 45\n",
                     "x")
          .rollers[0];
  CHECK(variant.id == "epp-45");
  CHECK(variant.base == "medium-epp");
  const Foam expected = foam_at(foam_polymer("EPP"), 45);
  CHECK(variant.foam.modulus_pa == expected.modulus_pa);
  CHECK(variant.foam.collapse_pa == expected.collapse_pa);
  CHECK(variant.foam.relative_density == expected.relative_density);
  CHECK(variant.mass_kg == doctest::Approx(1.5 * roller_row("medium-epp").roller.mass_kg));
  const Roller given =
      parse_scenario(head +
                         "id = \"firm-epp\"\nmodulus_kpa = 4000\ncollapse_kpa = 200\nloss_share = 0.3\n"
                         "mass_kg = 0.5\ndiameter_mm = 120\ncore_diameter_mm = 0\nlength_mm = 450\n"
                         "friction = 0.2\ndrive = \"locked\"\n",
                     "x")
          .rollers[0];
  CHECK(given.foam.modulus_pa == 4e6);
  CHECK(given.foam.collapse_pa == 200e3);
  CHECK(given.foam.loss == 0.3);
  CHECK(given.mass_kg == 0.5);
  CHECK(given.diameter_m == 0.12);
  CHECK(given.core_diameter_m == 0);
  CHECK(given.length_m == 0.45);
  CHECK(given.friction == 0.2);
  CHECK(given.drive == RollerDrive::locked);
  const Roller eva =
      parse_scenario(head + "id = \"eva\"\nbase = \"firm-epp\"\nfoam = \"EVA\"\ndensity_kg_m3 = 120\n", "x")
          .rollers[0];
  CHECK(eva.foam.polymer == "EVA");
  CHECK(eva.foam.loss == foam_polymer("EVA").loss);
}

TEST_CASE("phases in file order") {
  const Scenario scenario = read_scenario(kScenarios / "soft_vs_firm.toml");
  REQUIRE(scenario.protocol.size() == 4);
  CHECK(scenario.protocol[0].kind == PhaseKind::approach);
  CHECK(scenario.protocol[0].level == "T4");
  CHECK(scenario.protocol[1].kind == PhaseKind::roll);
  CHECK(scenario.protocol[1].from_level == "T4");
  CHECK(scenario.protocol[1].to_level == "T12");
  CHECK(scenario.protocol[1].strokes == 2);
  CHECK(scenario.protocol[2].kind == PhaseKind::hold);
  CHECK(scenario.protocol[2].duration_s == 2);
  CHECK(scenario.protocol[3].kind == PhaseKind::lift);
  CHECK(scenario.rollers.size() == 2);
}

TEST_CASE("specimens") {
  const Scenario slab = read_scenario(kScenarios / "specimens" / "slab_cylinder.toml");
  REQUIRE(slab.specimen);
  CHECK_FALSE(slab.gravity);
  CHECK(slab.rollers.empty());
  CHECK(slab.specimen->size_m == std::array<double, 3>{0.4, 0.5, 0.08});
  REQUIRE(slab.specimen->layers.size() == 1);
  const Material& material = slab.specimen->layers[0].material;
  CHECK(material.law == LawKind::neo_hookean_coupled);
  CHECK(material.shear_modulus_pa == 6e3);
  CHECK(material.bulk_ratio == doctest::Approx(2 * 1.45 / (3 * 0.1)));
  CHECK(slab.specimen->indenter_radius_m == 0.075);
  REQUIRE(slab.specimen->depth_m);
  CHECK(*slab.specimen->depth_m == Table{{0, 0}, {2.5, 0.025}});
  const Scenario rolled = read_scenario(kScenarios / "specimens" / "slab_roll.toml");
  CHECK_FALSE(rolled.specimen->depth_m);
  CHECK(*rolled.specimen->load_n == Table{{0, 0}, {1, 300}, {3, 300}});
  CHECK(*rolled.specimen->roll_m == Table{{0, 0}, {1, 0}, {3, 0.1}});
  const Scenario foam = read_scenario(kScenarios / "specimens" / "foam_roller_on_slab.toml");
  CHECK(foam.specimen->indenter == IndenterKind::roller);
  REQUIRE(foam.rollers.size() == 1);
  CHECK(foam.rollers[0].id == "firm-epp");
  CHECK(foam.specimen->indenter_friction == foam.rollers[0].friction);
  CHECK(read_scenario(kScenarios / "specimens" / "layered.toml").specimen->layers.size() == 3);
}

TEST_CASE("every shipped scenario reads, and written out reads back to the same") {
  const std::vector<fs::path> files = shipped();
  CHECK(files.size() >= 16);
  for (const fs::path& file : files) {
    CAPTURE(file.string());
    check_round_trip(read_scenario(file));
  }
}

TEST_CASE("awkward values survive the round trip") {
  Scenario scenario = parse_scenario(kSmall, "x");
  scenario.name = "quotes \" and \\ and \xC3\xA4";
  scenario.description = "two\nlines";
  scenario.subject.mass_kg = 80.1;
  scenario.rollers[0].diameter_m = 0.1234567;
  scenario.rollers[0].foam.modulus_pa = 4.7e6 / 3;
  scenario.rollers[0].mass_kg = 1.0 / 3;
  scenario.load.body_weight_fraction.reset();
  scenario.load.force_n = 1000.0 / 7;
  scenario.solver.time_step_s = 1.0 / 60;
  scenario.outputs.bone_depth_m = 0.0123;
  scenario.support.muscle_hold = 1.0 / 3;
  scenario.support.spine_preload_n = 1000.0 / 7;
  scenario.support.plinth_stiffness_n_m = 1e6 / 3;
  scenario.subject.tone_of = {{"longissimus", 7.0 / 3}, {"serratus_posterior_left", 0.7}};
  check_round_trip(scenario);
  scenario.rollers[0].drive = RollerDrive::driven;
  check_round_trip(scenario);
}

TEST_CASE("one roller alone can be written") {
  const Scenario both = read_scenario(kScenarios / "soft_vs_firm.toml");
  const Scenario firm = parse_scenario(write_scenario(both, 1), "firm.toml");
  REQUIRE(firm.rollers.size() == 1);
  CHECK(firm.rollers[0].id == "firm-epp");
  CHECK(firm.name == both.name);
  CHECK(firm.protocol.size() == both.protocol.size());
}

}  // namespace backroll
