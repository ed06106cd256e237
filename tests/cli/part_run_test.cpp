// backroll run, check and compare with a piece of the skeleton.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "recording/csv.hpp"
#include "recording/run_reader.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

std::string unit(const std::string& moment_nm) {
  return "schema = 1\nname = \"bent unit\"\n[part]\nkind = \"spinal_unit\"\nlevel = \"L3\"\npreload_n = 250\n"
         "direction = [0, 0, 1]\nmoment_nm = [[0, 0], [0.1, " +
         moment_nm + "]]\n";
}

}  // namespace

TEST_CASE("a part writes its table, its summary and its scenario, and prints a short answer") {
  const TempFolder folder;
  folder.write("unit.toml", unit("5"));
  const ProgramResult result = run_program(folder.path(), {"run", "unit.toml"});
  CAPTURE(result.err);
  REQUIRE(result.code == kExitOk);
  CHECK(result.out.starts_with(
      "Spinal unit L3/L4: 2 bodies, 1 joint, preload 250 N.\nLeaned backward with 5 N m, L3 turns by"));
  CHECK(result.out.ends_with("results: results/bent_unit\n"));
  const fs::path dir = folder.path() / "results" / "bent_unit";
  CHECK(inspect_folder(dir).kind == FolderKind::part);
  CHECK(inspect_folder(dir).scenario == "bent unit");
  CHECK(read_csv((dir / "forces.csv").string()).rows.size() == 7);
  const auto json = nlohmann::json::parse(file_text(dir / "summary.json"));
  CHECK(json["status"] == "complete");
  CHECK(json["part"]["largest_moment_nm"] == 5);

  // the scenario beside it runs to the same bytes
  const ProgramResult again =
      run_program(folder.path(), {"run", (dir / "scenario.toml").string(), "-o", "again", "-q"});
  CHECK(again.code == kExitOk);
  CHECK(again.out.empty());
  CHECK(file_text(folder.path() / "again" / "forces.csv") == file_text(dir / "forces.csv"));
}

TEST_CASE("a part may replace its own results, another one not") {
  const TempFolder folder;
  folder.write("unit.toml", unit("5"));
  CHECK(run_program(folder.path(), {"run", "unit.toml", "-q"}).code == kExitOk);
  CHECK(run_program(folder.path(), {"run", "unit.toml", "-q"}).code == kExitOk);
  folder.write("unit.toml", unit("4"));
  const ProgramResult refused = run_program(folder.path(), {"run", "unit.toml", "-q"});
  CHECK(refused.code == kExitInput);
  CHECK(refused.err.starts_with("backroll: results/bent_unit: holds another version of 'bent unit'"));
  CHECK(run_program(folder.path(), {"run", "unit.toml", "-q", "--force"}).code == kExitOk);
}

TEST_CASE("check lists a part's bodies and joints") {
  const TempFolder folder;
  folder.write("unit.toml", unit("5"));
  const ProgramResult result = run_program(folder.path(), {"check", "unit.toml"});
  CHECK(result.code == kExitOk);
  CHECK(result.out.starts_with("unit.toml: ok: 'bent unit', spinal unit L3/L4; "));
  CHECK(result.out.find("\n  bodies: L3, L4 (held)\n  joints: L3/L4\n") != std::string::npos);
}

TEST_CASE("a part cannot be compared") {
  const TempFolder folder;
  folder.write("unit.toml", unit("5"));
  const ProgramResult scenario = run_program(folder.path(), {"compare", "unit.toml", "unit.toml"});
  CHECK(scenario.code == kExitInput);
  CHECK(scenario.err.find("has no roller to compare") != std::string::npos);
  CHECK(run_program(folder.path(), {"run", "unit.toml", "-q"}).code == kExitOk);
  const ProgramResult recorded =
      run_program(folder.path(), {"compare", "results/bent_unit", "results/bent_unit"});
  CHECK(recorded.code == kExitInput);
  CHECK(recorded.err.find("holds the run of a piece of the skeleton") != std::string::npos);
}

}  // namespace backroll
