#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {

TEST_CASE("validate names its cases without running them") {
  const TempFolder folder;
  const ProgramResult result = run_program(folder.path(), {"validate", "--list"});
  CHECK(result.code == kExitOk);
  CHECK(result.err.empty());
  for (const char* id : {"V2 ", "V4 ", "V5 ", "V14 ", "V15 ", "V16b ", "V21 ", "V24 "})
    CHECK_MESSAGE(result.out.find(id) != std::string::npos, id);
  CHECK(result.out.find("not modelled: calf and thigh on the roller") != std::string::npos);
}

TEST_CASE("a case that is met ends in exit code 0, as text and as JSON") {
  const TempFolder folder;
  const ProgramResult text = run_program(folder.path(), {"validate", "V15"});
  CAPTURE(text.err);
  CHECK(text.code == kExitOk);
  CHECK(text.err.starts_with("V15: One costovertebral joint\n"));
  CHECK(text.out.find("0 outside") != std::string::npos);
  const ProgramResult result = run_program(folder.path(), {"validate", "V15", "V2", "--json"});
  CHECK(result.code == kExitOk);
  const auto json = nlohmann::json::parse(result.out);
  CHECK(json["outside"] == 0);
  REQUIRE(json["cases"].size() == 2);
  CHECK(json["cases"][0]["id"] == "V2");
  CHECK(json["cases"][0]["modelled"] == false);
  CHECK(json["cases"][1]["rows"].size() == 4);
  for (const auto& row : json["cases"][1]["rows"]) {
    CHECK(row["verdict"] == "calibrated");
    CHECK(row["ours"] >= row["low"]);
    CHECK(row["ours"] <= row["high"]);
  }
  CHECK_FALSE(std::filesystem::exists(folder.path() / "results"));
}

TEST_CASE("a case with a miss ends in exit code 1 and says why") {
  const TempFolder folder;
  const ProgramResult result = run_program(folder.path(), {"validate", "V14"});
  CAPTURE(result.err);
  CHECK(result.code == kExitCheck);
  CHECK(result.out.find("with over without ribs, torsion") != std::string::npos);
  CHECK(result.out.find("outside\n") != std::string::npos);
  CHECK(result.out.find("cause: ") != std::string::npos);
  const ProgramResult page = run_program(folder.path(), {"validate", "V14", "--markdown"});
  CHECK(page.code == kExitCheck);
  CHECK(page.out.starts_with("# Validation\n"));
  CHECK(page.out.find("**outside**: ") != std::string::npos);
}

TEST_CASE("an unknown case is wrong usage") {
  const TempFolder folder;
  const ProgramResult result = run_program(folder.path(), {"validate", "V15", "V99"});
  CHECK(result.code == kExitInput);
  CHECK(result.err.starts_with("backroll: unknown case 'V99'; allowed: V2, V4, "));
  CHECK(result.err.find("did you mean 'V9'?") != std::string::npos);
  CHECK(result.out.empty());
}

}  // namespace backroll
