#include <doctest/doctest.h>

#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {

namespace fs = std::filesystem;

namespace {

const char* const kFrail =
    "schema = 1\nname = \"frail\"\n[subject]\nconditions = [\"osteoporosis\"]\n[[roller]]\nid = "
    "\"soft-epe\"\n"
    "[[phase]]\nkind = \"approach\"\nlevel = \"T8\"\n";

}  // namespace

TEST_CASE("a condition refuses run and plan until it is acknowledged") {
  const TempFolder folder;
  folder.write("frail.toml", kFrail);
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"run", "frail.toml"}, {"plan", "frail.toml", "--goal", "posture"}}) {
    CAPTURE(command.front());
    const ProgramResult refused = run_program(folder.path(), command);
    CHECK(refused.code == kExitInput);
    CHECK(refused.err.find("osteoporosis") != std::string::npos);
    CHECK(refused.err.find("--acknowledge") != std::string::npos);
    CHECK_FALSE(fs::exists(folder.path() / "results"));
  }
}

TEST_CASE("a plan needs a goal that there is and a day that there is") {
  const TempFolder folder;
  CHECK(run_program(folder.path(), {"plan", "average-man"}).code == kExitInput);
  CHECK(run_program(folder.path(), {"plan", "average-man", "--goal", "strength"}).code == kExitInput);
  CHECK(run_program(folder.path(), {"plan", "average-man", "--goal", "tension", "--weeks", "0"}).code ==
        kExitInput);
  const ProgramResult wrong_day =
      run_program(folder.path(), {"plan", "average-man", "--goal", "tension", "--start", "2026-02-30"});
  CHECK(wrong_day.code == kExitInput);
  CHECK(wrong_day.err.find("--start 2026-02-30") != std::string::npos);
}

TEST_CASE("a plan writes page, table and calendar" * doctest::test_suite("long")) {
  const TempFolder folder;
  const ProgramResult plan = run_program(
      folder.path(), {"plan", "average-man", "--goal", "tension", "--start", "2026-11-30", "-o", "plan"});
  CAPTURE(plan.err);
  REQUIRE(plan.code == kExitOk);
  CHECK(plan.out.starts_with("Plan for average man: tension, beginner, 4 weeks from 2026-11-30.\n"));
  for (const char* name : {"plan.html", "plan.csv", "plan.ics"})
    CHECK_MESSAGE(fs::file_size(folder.path() / "plan" / name) > 500, name);
}

}  // namespace backroll
