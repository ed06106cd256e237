#include <doctest/doctest.h>

#include <set>

#include "batch/cases.hpp"
#include "scenario/input_error.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {
namespace {

const char* const kBase =
    "schema = 1\nname = \"base\"\n[[roller]]\nid = \"medium-epp\"\n[load]\nbody_weight_fraction = 0.5\n"
    "[[phase]]\nkind = \"approach\"\nlevel = \"T8\"\n[[phase]]\nkind = \"hold\"\nduration_s = 1\n";

struct Folder {
  TempFolder folder;
  Folder() { folder.write("base.toml", kBase); }
  SweepPlan plan(const std::string& rest, const std::string& version = "1") const {
    return plan_sweep(parse_sweep("schema = 1\nname = \"s\"\nscenario = \"base.toml\"\n" + rest,
                                  (folder.path() / "s.toml").string()),
                      version, false);
  }
};

const char* const kGrid =
    "[[axis]]\nkey = \"load.force_n\"\nvalues = [200, 300]\n"
    "[[axis]]\nkey = \"phase[1].level\"\nname = \"level\"\nvalues = [\"T4\", \"T8\", \"L3\"]\n";

}  // namespace

TEST_CASE("cases are every combination, the first axis slowest, each with its values in its scenario") {
  const Folder f;
  const SweepPlan plan = f.plan(kGrid);
  REQUIRE(plan.cases.size() == 6);
  CHECK(plan.cases[1].values == std::vector<std::string>{"200", "T8"});
  CHECK(plan.cases[3].values == std::vector<std::string>{"300", "T4"});
}

TEST_CASE("a key drops what it excludes, as in a file that extends") {
  const Folder f;
  const SweepPlan plan = f.plan("[[axis]]\nkey = \"load.force_n\"\nvalues = [200]\n");
  REQUIRE(plan.cases.front().scenario);
  CHECK(plan.cases.front().scenario->load.force_n);
  CHECK_FALSE(plan.cases.front().scenario->load.body_weight_fraction);
}

TEST_CASE("an identity follows from the resolved scenario and the version alone") {
  const Folder f;
  const SweepPlan plan = f.plan(kGrid), again = f.plan(kGrid), newer = f.plan(kGrid, "2");
  std::set<std::string> ids;
  for (std::size_t c = 0; c < plan.cases.size(); ++c) {
    ids.insert(plan.cases[c].id);
    CHECK(plan.cases[c].id == again.cases[c].id);
    CHECK(plan.cases[c].id != newer.cases[c].id);
  }
  CHECK(ids.size() == plan.cases.size());
  // another order of the file is the same cases under other numbers
  const SweepPlan turned = f.plan(
      "[[axis]]\nkey = \"load.force_n\"\nvalues = [300, 200]\n"
      "[[axis]]\nkey = \"phase[1].level\"\nname = \"level\"\nvalues = [\"T4\", \"T8\", \"L3\"]\n");
  for (const SweepCase& one : turned.cases) CHECK(ids.contains(one.id));
}

TEST_CASE("a wrong value is a case with its reason, the others stand") {
  const Folder f;
  const SweepPlan plan =
      f.plan("[[axis]]\nkey = \"phase[1].level\"\nname = \"level\"\nvalues = [\"T4\", \"T99\"]\n");
  REQUIRE(plan.cases.size() == 2);
  CHECK(plan.cases[0].scenario);
  CHECK_FALSE(plan.cases[1].scenario);
  CHECK(plan.cases[1].error.find("T99") != std::string::npos);
  CHECK(plan.cases[1].error.find("s.toml:7") != std::string::npos);
}

TEST_CASE("skip rules leave out where all they say holds") {
  const Folder f;
  const SweepPlan plan = f.plan(std::string(kGrid) +
                                "[[skip]]\nwhen = { level = [\"T4\", \"L3\"], force_n = { above = 200 } }\n");
  CHECK(plan.skipped == 2);
  REQUIRE(plan.cases.size() == 4);
  CHECK(plan.cases.back().values == std::vector<std::string>{"300", "T8"});
  CHECK_THROWS_AS(f.plan(std::string(kGrid) + "[[skip]]\nwhen = { force_n = { above = 0 } }\n"), InputError);
}

TEST_CASE("every point of the sample comes with every combination of the grid") {
  const Folder f;
  const SweepPlan plan = f.plan(
      "[[axis]]\nkey = \"phase[1].level\"\nname = \"level\"\nvalues = [\"T4\", \"T8\"]\n"
      "[[parameter]]\nkey = \"load.force_n\"\nfrom = 100\nto = 500\n[sample]\ncount = 5\n");
  REQUIRE(plan.cases.size() == 10);
  for (std::size_t n = 0; n < 5; ++n) {
    CHECK(plan.cases[n].values[1] == plan.cases[n + 5].values[1]);
    CHECK(plan.cases[n].point == static_cast<int>(n));
  }
}

TEST_CASE("every shipped sweep has cases, none of them wrong") {
  int sweeps = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(BACKROLL_SOURCE_DIR) / "scenarios")) {
    if (!is_sweep_file(entry.path())) continue;
    CAPTURE(entry.path().string());
    const SweepPlan plan = plan_sweep(read_sweep(entry.path()), "1", false);
    for (const SweepCase& one : plan.cases) CHECK(one.error == "");
    ++sweeps;
  }
  CHECK(sweeps >= 4);
}

TEST_CASE("several rollers of a base become cases of their own") {
  const Folder f;
  f.folder.write("base.toml", std::string(kBase) + "[[roller]]\nid = \"soft-epe\"\n");
  const SweepPlan plan =
      f.plan("[[axis]]\nkey = \"phase[1].level\"\nname = \"level\"\nvalues = [\"T4\", \"T8\"]\n");
  REQUIRE(plan.cases.size() == 4);
  CHECK(plan.cases[1].values == std::vector<std::string>{"soft-epe", "T4"});
  CHECK(plan.cases[1].scenario->rollers.size() == 1);
}

}  // namespace backroll
