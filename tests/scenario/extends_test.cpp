#include <doctest/doctest.h>

#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {
namespace {

const std::string kBase =
    "schema = 1\nname = \"base\"\ndescription = \"of the base\"\n[subject]\nid = \"average-woman\"\nmass_kg "
    "= 60\n"
    "[[roller]]\nid = \"soft-epe\"\n[[roller]]\nid = \"firm-epp\"\n[load]\nforce_n = 300\ngravity = false\n"
    "[[phase]]\nkind = \"approach\"\nlevel = \"T8\"\n[solver]\nmax_newton = 30\n";

std::string message_of(const std::filesystem::path& file) {
  try {
    read_scenario(file);
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("extends: tables merge key by key, lists replace as a whole") {
  const TempFolder folder;
  folder.write("parts/base.toml", kBase);
  const auto file = folder.write("over.toml",
                                 "schema = 1\nname = \"over\"\nextends = \"parts/base.toml\"\n[subject]\n"
                                 "stature_m = 1.7\n[[roller]]\nid = \"medium-epp\"\n[solver]\nthreads = 2\n");
  const Scenario scenario = read_scenario(file);
  CHECK(scenario.name == "over");
  CHECK(scenario.description.empty());
  CHECK(scenario.subject.id == "average-woman");
  CHECK(scenario.subject.mass_kg == 60);
  CHECK(scenario.subject.stature_m == 1.7);
  REQUIRE(scenario.rollers.size() == 1);
  CHECK(scenario.rollers[0].id == "medium-epp");
  CHECK(scenario.load.force_n == 300);
  CHECK_FALSE(scenario.gravity);
  CHECK(scenario.solver.max_newton == 30);
  CHECK(scenario.solver.threads == 2);
  CHECK(scenario.protocol.size() == 1);
}

TEST_CASE("extends: of two keys that exclude each other the nearer file's holds") {
  const TempFolder folder;
  folder.write("base.toml", kBase);
  const auto file = folder.write(
      "over.toml",
      "schema = 1\nname = \"over\"\nextends = \"base.toml\"\n[load]\nbody_weight_fraction = 0.5\n");
  const Scenario scenario = read_scenario(file);
  CHECK_FALSE(scenario.load.force_n.has_value());
  CHECK(scenario.load.body_weight_fraction == 0.5);
  const auto both = folder.write("both.toml",
                                 "schema = 1\nname = \"both\"\nextends = \"base.toml\"\n[load]\n"
                                 "force_n = 200\nbody_weight_fraction = 0.5\n");
  CHECK(message_of(both) ==
        both.string() + ":6: load.body_weight_fraction = 0.5: give either this or load.force_n");
}

TEST_CASE("extends: an error names the file the key stands in") {
  const TempFolder folder;
  const auto base = folder.write("base.toml", "schema = 1\nname = \"b\"\n[solver]\nmax_newton = 1000\n");
  const auto file = folder.write("over.toml",
                                 "schema = 1\nname = \"o\"\nextends = \"base.toml\"\n[[roller]]\n"
                                 "id = \"firm-epp\"\n[[phase]]\nkind = \"approach\"\nlevel = \"T8\"\n");
  CHECK(message_of(file) == base.string() + ":4: solver.max_newton = 1000: outside 3 to 500");
}

TEST_CASE("extends: circles, missing files and bases of another schema") {
  const TempFolder folder;
  const auto a = folder.write("a.toml", "schema = 1\nname = \"a\"\nextends = \"b.toml\"\n");
  const auto b = folder.write("b.toml", "schema = 1\nname = \"b\"\n\nextends = \"./a.toml\"\n");
  CHECK(message_of(a) == b.string() + ":4: extends = \"./a.toml\": extends itself in a circle");
  const auto self = folder.write("self.toml", "schema = 1\nextends = \"self.toml\"\n");
  CHECK(message_of(self) == self.string() + ":2: extends = \"self.toml\": extends itself in a circle");
  const auto lost = folder.write("lost.toml", "schema = 1\nextends = \"nowhere.toml\"\n");
  CHECK(message_of(lost) == lost.string() + ":2: extends = \"nowhere.toml\": " +
                                (folder.path() / "nowhere.toml").string() + ": no such file");
  const auto number = folder.write("number.toml", "schema = 1\nextends = 3\n");
  CHECK(message_of(number) == number.string() + ":2: extends = 3: the name of a scenario file is expected");
  const auto old = folder.write("old.toml", "schema = 0\n");
  const auto child = folder.write("child.toml", "schema = 1\nname = \"c\"\nextends = \"old.toml\"\n");
  CHECK(message_of(child) == old.string() + ":1: schema = 0: this program reads schema = 1");
}

TEST_CASE("extends: a press replaces the rolling of the base, and rolling its press") {
  const TempFolder folder;
  folder.write("roll.toml", kBase + "[support]\nposture = \"held\"\nspine_preload_n = 300\n");
  const std::string press = "[press]\nat = \"L3\"\nforce_n = [[0, 0], [1, 100]]\n";
  const Scenario pressed = read_scenario(folder.write(
      "press.toml",
      "schema = 1\nname = \"p\"\nextends = \"roll.toml\"\n[support]\nposture = \"prone\"\n" + press));
  CHECK(pressed.press->at == "L3");
  CHECK(pressed.rollers.empty());
  CHECK(pressed.protocol.empty());
  CHECK_FALSE(pressed.gravity);
  CHECK(pressed.support.posture == Posture::prone);
  CHECK(pressed.support.spine_preload_n == 300);
  const Scenario deeper =
      read_scenario(folder.write("deeper.toml",
                                 "schema = 1\nname = \"d\"\nextends = \"press.toml\"\n[press]\n"
                                 "depth_mm = [[0, 0], [1, 9]]\n"));
  CHECK(deeper.press->at == "L3");
  CHECK_FALSE(deeper.press->force_n);
  CHECK(deeper.press->depth_m == Table{{0, 0}, {1, 0.009}});
  const Scenario rolled =
      read_scenario(folder.write("back.toml",
                                 "schema = 1\nname = \"b\"\nextends = \"press.toml\"\n[support]\n"
                                 "posture = \"held\"\n[[roller]]\nid = \"medium-epp\"\n[[phase]]\n"
                                 "kind = \"approach\"\nlevel = \"T8\"\n"));
  CHECK_FALSE(rolled.press);
  CHECK(rolled.rollers.size() == 1);
  CHECK(rolled.support.spine_preload_n == 300);
  const auto both = folder.write("both.toml", "schema = 1\nname = \"p\"\nextends = \"roll.toml\"\n" + press +
                                                  "[[roller]]\nid = \"medium-epp\"\n");
  CHECK(message_of(both) == both.string() + ":7: roller: belongs to rolling; this scenario holds a [press]");
}

TEST_CASE("extends: a part takes the subject of the base and drops its back") {
  const TempFolder folder;
  folder.write("roll.toml", kBase +
                                "bulk_ratio = 300\n[subject.muscle_tone]\npsoas = 2\n[support]\n"
                                "posture = \"held\"\n[mesh]\nresolution = \"fine\"\n[output]\n"
                                "bone_depth_mm = 15\n");
  const Scenario part =
      read_scenario(folder.write("part.toml",
                                 "schema = 1\nname = \"p\"\nextends = \"roll.toml\"\n"
                                 "[subject.muscle_tone]\ncollum_left = 3\n[part]\nkind = \"cage\"\n"
                                 "force_n = [[0, 0], [1, 100]]\n"));
  CHECK(part.part->kind == PartKind::cage);
  CHECK(part.subject.mass_kg == 60);
  CHECK(part.subject.tone_of ==
        std::vector<std::pair<std::string, double>>{{"psoas", 2}, {"collum_left", 3}});
  CHECK(part.solver.max_newton == 30);
  const Scenario turned =
      read_scenario(folder.write("turned.toml",
                                 "schema = 1\nname = \"t\"\nextends = \"part.toml\"\n[part]\n"
                                 "moment_nm = [[0, 0], [1, 5]]\n"));
  CHECK_FALSE(turned.part->force_n);
  CHECK(turned.part->moment_nm == Table{{0, 0}, {1, 5}});
}

}  // namespace backroll
