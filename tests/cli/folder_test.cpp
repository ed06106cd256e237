#include <doctest/doctest.h>

#include "cli/progress.hpp"
#include "cli/result_folder.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "scenario/temp_folder.hpp"
#include "scenario/write.hpp"

namespace backroll {
namespace {

const std::string kTwo =
    "schema = 1\nname = \"two\"\n[[roller]]\nid = \"soft-epe\"\n[[roller]]\nid = \"firm-epp\"\n"
    "[[phase]]\nkind = \"approach\"\nlevel = \"T8\"\n";
const std::string kSummary = "{\"kind\": \"run\", \"scenario\": \"two\"}\n";

}  // namespace

TEST_CASE("names become folders") {
  CHECK(folder_name("soft vs firm") == "soft_vs_firm");
  CHECK(folder_name("a/b\\c: *d*") == "a_b_c_d");
  CHECK(folder_name("../../etc") == "_.._etc");
  CHECK(folder_name("...") == "scenario");
  CHECK(folder_name("R\xC3\xBC"
                    "cken") ==
        "R\xC3\xBC"
        "cken");
  CHECK(folder_name(std::string(300, 'x')).size() == 100);
  std::string umlauts;
  for (int i = 0; i < 101; ++i) umlauts += "\xC3\xBC";
  CHECK(folder_name("x" + umlauts).size() == 99);  // 1 + 49 whole letters
}

TEST_CASE("times are short") {
  CHECK(clock_text(-1) == "0:00");
  CHECK(clock_text(7.4) == "0:07");
  CHECK(clock_text(750) == "12:30");
  CHECK(clock_text(3725) == "1:02:05");
}

TEST_CASE("the number of threads does not make another run") {
  Scenario scenario = parse_scenario(kTwo, "two.toml");
  const std::string before = identity(scenario, -1);
  scenario.solver.threads = 3;
  CHECK(identity(scenario, -1) == before);
  scenario.solver.max_newton = 3;
  CHECK(identity(scenario, -1) != before);
  CHECK(identity(scenario, 0) != identity(scenario, 1));
}

TEST_CASE("a folder is claimed only where nothing else is lost") {
  const TempFolder folder;
  const Scenario scenario = parse_scenario(kTwo, "two.toml");
  Scenario other = scenario;
  other.solver.max_newton = 3;
  const auto dir = folder.path() / "results";
  CHECK_NOTHROW(claim_folder(dir, scenario, false));  // absent
  std::filesystem::create_directories(dir);
  CHECK_NOTHROW(claim_folder(dir, scenario, false));  // empty

  folder.write("results/soft-epe/summary.json", kSummary);
  folder.write("results/soft-epe/scenario.toml", write_scenario(scenario, 0));
  folder.write("results/soft-epe/forces.csv", "time_s\n");
  folder.write("results/soft-epe/notes.txt", "mine");
  CHECK_NOTHROW(claim_folder(dir, scenario, false));  // the same, not finished
  CHECK_THROWS_AS(claim_folder(dir, other, false), InputError);
  CHECK(std::filesystem::exists(dir / "soft-epe" / "forces.csv"));
  CHECK_NOTHROW(claim_folder(dir, other, true));
  CHECK_FALSE(std::filesystem::exists(dir / "soft-epe" / "forces.csv"));
  CHECK(std::filesystem::exists(dir / "soft-epe" / "notes.txt"));

  folder.write("documents/letter.txt", "dear");
  CHECK_THROWS_AS(claim_folder(folder.path() / "documents", scenario, false), InputError);
  CHECK_THROWS_AS(claim_folder(folder.path() / "documents", scenario, true), InputError);
  CHECK_THROWS_AS(claim_folder(folder.path() / "documents" / "letter.txt", scenario, true), InputError);
}

}  // namespace backroll
