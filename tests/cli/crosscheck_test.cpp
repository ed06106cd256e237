// backroll crosscheck and engine = "bullet" from outside: output, files, exit codes, refusals.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {

namespace {

// 200 x 100 x 42 mm under a roller, 768 tets; `solver` and `loading` as lines of their tables.
std::string tiny(const std::string& roller, const std::string& loading, const std::string& solver) {
  return R"(schema = 1
name = "tiny crosscheck"
[specimen]
kind = "slab"
size_mm = [200, 100, 42]
[[specimen.layers]]
thickness_mm = 12
law = "ogden"
shear_modulus_kpa = 1.5
alpha = 8
[[specimen.layers]]
thickness_mm = 30
law = "ogden"
shear_modulus_kpa = 6
alpha = 12
[indenter]
roller = ")" +
         roller + "\"\n[loading]\n" + loading + "\n[mesh]\nnodes = 100\n[solver]\nthreads = 1\n" + solver +
         "\n[output]\nfields_every_s = 0\ncharts = false\nreport = false\n";
}

void put(const TempFolder& folder, const std::string& name, const std::string& text) {
  std::ofstream(folder.path() / name) << text;
}

const std::string kLoads = "load_n = [[0, 0], [0.5, 15], [1, 30]]";

}  // namespace

TEST_CASE("crosscheck sets both engines side by side and finds them together; soft and firm in one order" *
          doctest::test_suite("long")) {
  const TempFolder folder;
  double depth[2][2];  // [soft, firm][bullet, own]
  for (int firm = 0; firm < 2; ++firm) {
    put(folder, "tiny.toml", tiny(firm ? "firm-epp" : "soft-epe", kLoads, ""));
    const ProgramResult result =
        run_program(folder.path(), {"crosscheck", "tiny.toml", "--tets", "600", "--json"});
    CAPTURE(result.err);
    CAPTURE(result.out);
    CHECK(result.code == kExitOk);
    const auto json = nlohmann::json::parse(result.out).at(0);
    CHECK(json["load_n"] == 30);
    CHECK(json["within"] == true);
    REQUIRE(json["rows"].size() == 5);
    for (int by = 0; by < 3; ++by)
      CHECK(json["rows"][by]["bullet"].get<double>() == doctest::Approx(30).epsilon(0.005));
    CHECK(json["rows"][3]["quantity"] == "depth of the surface");
    depth[firm][0] = json["rows"][3]["bullet"];
    depth[firm][1] = json["rows"][3]["own"];
  }
  for (int engine = 0; engine < 2; ++engine) CHECK(depth[0][engine] > depth[1][engine]);
  const ProgramResult text = run_program(folder.path(), {"crosscheck", "tiny.toml", "--tets", "600"});
  CHECK(text.out.find("Both engines agree within the bounds.") != std::string::npos);
  CHECK(text.out.find("linear tets are stiffer, 4 hexes thick") != std::string::npos);
}

TEST_CASE("engine = \"bullet\" writes a run folder whose summary names the engine" *
          doctest::test_suite("long")) {
  const TempFolder folder;
  put(folder, "tiny.toml", tiny("soft-epe", kLoads, "engine = \"bullet\""));
  const ProgramResult result = run_program(folder.path(), {"run", "tiny.toml", "-o", "out", "-q"});
  CAPTURE(result.err);
  CHECK(result.code == kExitOk);
  const auto summary = nlohmann::json::parse(file_text(folder.path() / "out/summary.json"));
  CHECK(summary["run"]["engine"] == "bullet");
  CHECK(summary["status"] == "complete");
  const std::string table = file_text(folder.path() / "out/forces.csv");
  CHECK(std::count(table.begin(), table.end(), '\n') >= 3);  // two loads
  CHECK(file_text(folder.path() / "out/scenario.toml").find("engine = \"bullet\"") != std::string::npos);
}

TEST_CASE("what Bullet's world cannot do is refused with the line and the reason") {
  const TempFolder folder;
  const std::pair<std::string, std::string> wrong[] = {
      {kLoads + "\nroll_mm = [[0, 0], [1, 5]]", "leave out loading.roll_mm"},
      {"depth_mm = [[0, 0], [1, 5]]", "give loading.load_n instead of depth_mm"}};
  for (const auto& [loading, reason] : wrong) {
    put(folder, "wrong.toml", tiny("soft-epe", loading, "engine = \"bullet\""));
    const ProgramResult result = run_program(folder.path(), {"run", "wrong.toml", "-o", "out"});
    CHECK(result.code == kExitInput);
    CHECK_MESSAGE(result.err.find("solver.engine") != std::string::npos, result.err);
    CHECK_MESSAGE(result.err.find(reason) != std::string::npos, result.err);
    CHECK(result.err.find("wrong.toml:") != std::string::npos);
  }
  put(folder, "rolled.toml", tiny("soft-epe", wrong[0].first, ""));
  const ProgramResult own = run_program(folder.path(), {"crosscheck", "rolled.toml"});
  CHECK(own.code == kExitInput);
  CHECK(own.err.find("leave out loading.roll_mm") != std::string::npos);
  const ProgramResult whole = run_program(folder.path(), {"crosscheck", "rolled.toml", "--whole"});
  CHECK(whole.code == kExitInput);
  CHECK(whole.err.find("--whole is for a back") != std::string::npos);
}

TEST_CASE("a load that no tissue bears ends in Bullet with exit code 3 and words" *
          doctest::test_suite("long")) {
  const TempFolder folder;
  put(folder, "crushed.toml", tiny("soft-epe", "load_n = [[0, 0], [1, 900000]]", "engine = \"bullet\""));
  const ProgramResult result = run_program(folder.path(), {"run", "crushed.toml", "-o", "out", "-q"});
  CHECK(result.code == kExitSolver);
  CHECK_MESSAGE(result.err.find("Bullet's deformable world") != std::string::npos, result.err);
}

}  // namespace backroll
