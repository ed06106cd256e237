#include <doctest/doctest.h>

#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "scenario/document.hpp"
#include "scenario/parameters.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {
namespace {

struct WrongUsage {
  std::vector<std::string> arguments;
  std::string message;  // beginning of stderr
};

}  // namespace

TEST_CASE("wrong usage ends in exit code 2 and says what is allowed") {
  const TempFolder folder;
  folder.write("wrong.toml",
               "schema = 1\nname = \"x\"\n[[roller]]\nid = \"firm-epp\"\ndensity_kg_m3 = 300\n");
  folder.write("letter/letter.txt", "dear");
  const std::vector<WrongUsage> all = {
      {{},
       "backroll: a command is needed: run, compare, advise, view, render, inspect, plan, validate, "
       "sweep, merge, chart, export, report, crosscheck, responses, check, list or help"},
      {{"rum"},
       "backroll: unknown command 'rum'; allowed: run, compare, advise, view, render, inspect, plan, "
       "validate, sweep, merge, chart, export, report, crosscheck, responses, check, list, help; "
       "did you "
       "mean 'run'?"},
      {{"--verison"},
       "backroll: unknown option '--verison'; allowed: --help, --version; did you mean '--version'?"},
      {{"run"}, "backroll: run: give a SCENARIO, or --replay RUN_DIR"},
      {{"run", "a.toml", "b.toml"}, "backroll: "},
      {{"run", "a.toml", "--forse"},
       "backroll: unknown option '--forse'; allowed: --help, --replay, --output, --force,"},
      {{"run", "a.toml", "--threads", "many"}, "backroll: "},
      {{"run", "a.toml", "--threads", "-1"}, "backroll: --threads: Value -1 not in range 0 to 1024"},
      {{"run", "a.toml"}, "backroll: a.toml: no such file"},
      {{"run", "letter"}, "backroll: letter: is a folder, not a file"},
      {{"run", "wrong.toml"},
       "backroll: wrong.toml:5: roller.density_kg_m3 = 300: outside 20 to 90 kg/m3 for EPP"},
      {{"check", "wrong.toml"}, "wrong.toml:5: roller.density_kg_m3 = 300: outside 20 to 90 kg/m3 for EPP"},
      {{"check"}, "backroll: SCENARIO is required"},
      {{"compare", "letter"}, "backroll: letter: holds no run"},
      {{"list"}, "backroll: WHAT is required"},
      {{"list", "muscle"},
       "backroll: unknown catalogue 'muscle'; allowed: rollers, subjects, muscles, tissues, conditions, "
       "protocols, scenarios; did "
       "you mean "
       "'muscles'?"},
      {{"help", "rn"},
       "backroll: unknown help topic 'rn'; allowed: run, compare, advise, view, render, inspect, plan, "
       "validate, sweep, merge, chart, export, report, "
       "crosscheck, responses, check, "
       "list, help, "
       "scenario; "
       "did"},
  };
  for (const WrongUsage& wrong : all) {
    const ProgramResult result = run_program(folder.path(), wrong.arguments);
    CAPTURE(wrong.message);
    CAPTURE(result.err);
    CHECK(result.code == kExitInput);
    CHECK(result.err.starts_with(wrong.message));
    CHECK(result.out.empty());
  }
  CHECK_FALSE(std::filesystem::exists(folder.path() / "results"));
}

TEST_CASE("help, version, lists and check print to stdout") {
  const TempFolder folder;
  const auto out_of = [&](const std::vector<std::string>& arguments) {
    const ProgramResult result = run_program(folder.path(), arguments);
    CAPTURE(result.err);
    CHECK(result.code == kExitOk);
    CHECK(result.err.empty());
    return result.out;
  };
  CHECK(out_of({"--version"}).starts_with("backroll 0."));
  CHECK(out_of({"--help"}).find("compare") != std::string::npos);
  CHECK(out_of({"help"}).find("compare") != std::string::npos);
  CHECK(out_of({"help", "run"}).find("--force") != std::string::npos);
  CHECK(out_of({"help", "scenario"}) == reference_text());
  CHECK(out_of({"help", "scenario", "--markdown"}) == reference_markdown());
  CHECK(out_of({"list", "rollers"}).find("hollow-grid") != std::string::npos);
  CHECK(out_of({"list", "subjects"}).find("heavier-man") != std::string::npos);
  CHECK(out_of({"list", "muscles"}).find("longissimus") != std::string::npos);
  CHECK(out_of({"list", "tissues"}).find("ligament") != std::string::npos);
  CHECK(out_of({"list", "scenarios"}).find("soft_vs_firm.toml") != std::string::npos);
  const std::string scenario = std::string(BACKROLL_SOURCE_DIR) + "/scenarios/soft_vs_firm.toml";
  const std::string checked = out_of({"check", scenario});
  CHECK(checked.find(": ok: 'soft vs firm', average man; soft-epe, firm-epp") != std::string::npos);
  CHECK(checked.find("4 phases; posture hips_up; scaled Jacobian 0.") != std::string::npos);
  const std::string press = std::string(BACKROLL_SOURCE_DIR) + "/scenarios/press_l3_prone.toml";
  CHECK(out_of({"check", press}).find("average man; round head at L3; posture prone; scaled Jacobian 0.") !=
        std::string::npos);
  CHECK(out_of({"responses"}).find("McGill and Brown 1992") != std::string::npos);
  CHECK(out_of({"help", "inspect"}).find("--no-pictures") != std::string::npos);
}

TEST_CASE("the page on the response models is what the program writes, and its pictures are there") {
  const TempFolder folder;
  const ProgramResult result = run_program(folder.path(), {"responses", "--markdown", "-o", "charts"});
  CHECK(result.code == kExitOk);
  CHECK(result.err.empty());
  const std::filesystem::path docs = std::filesystem::path(BACKROLL_SOURCE_DIR) / "docs";
  CHECK(result.out == read_text_file(docs / "response-models.md"));
  int charts = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.path() / "charts")) {
    CHECK(std::filesystem::exists(docs / "pictures" / file.path().filename()));
    ++charts;
  }
  CHECK(charts == 9);
}

TEST_CASE("output that cannot be written is exit code 4") {
  const TempFolder folder;
  if (!std::filesystem::exists("/dev/full")) return;
  StartedProgram program(folder.path(), {"list", "rollers"}, "/dev/full");
  const ProgramResult result = program.wait();
  CHECK(result.code == kExitMachine);
  CHECK(result.err == "backroll: the output could not be written\n");
}

}  // namespace backroll
