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

}  // namespace backroll
