// backroll sweep and merge, with the program itself on a small specimen.
#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "cli/schema_check.hpp"
#include "recording/csv.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

std::string specimen_with(const std::string& seconds) {
  std::string text = file_text(fs::path(BACKROLL_SOURCE_DIR) / "tests" / "cli" / "tiny_specimen.toml");
  const std::size_t from = text.find("load_n = "), to = text.find("roll_mm");
  text.replace(from, to - from, "load_n = [[0, 0], [0.2, 60], [" + seconds + ", 60]]\n");
  text.erase(text.find("roll_mm"), text.find("[mesh]") - text.find("roll_mm"));
  return text;
}

const char* const kSweep =
    "schema = 1\nname = \"stiffness\"\nscenario = \"base.toml\"\n"
    "[[axis]]\nkey = \"specimen.layers[2].shear_modulus_kpa\"\nvalues = [3, 6, 9]\n"
    "[[axis]]\nkey = \"indenter.roller\"\nvalues = [\"soft-epe\", \"firm-epp\"]\n"
    "[analysis]\nmore = \"specimen_depth_mm\"\nless = \"contact_force_n\"\noutputs = "
    "[\"specimen_depth_mm\"]\n";

struct Prepared {
  TempFolder folder;
  explicit Prepared(const std::string& seconds = "0.3", const std::string& more = "") {
    folder.write("base.toml", specimen_with(seconds));
    folder.write("s.toml", kSweep + more);
  }
  ProgramResult run(std::vector<std::string> arguments) const {
    return run_program(folder.path(), arguments);
  }
  std::string text(const std::string& name) const { return file_text(folder.path() / name); }
  std::vector<std::string> column(const std::string& name, const std::string& out) const {
    const CsvTable table = read_csv((folder.path() / out / "results.csv").string());
    std::vector<std::string> cells;
    for (const auto& row : table.rows) cells.push_back(row[static_cast<std::size_t>(table.column(name))]);
    return cells;
  }
};

std::size_t count(const std::vector<std::string>& all, const std::string& word) {
  return static_cast<std::size_t>(std::count(all.begin(), all.end(), word));
}

}  // namespace

TEST_CASE("a sweep gives tables, an answer and a page, and does nothing twice" *
          doctest::test_suite("long")) {
  const Prepared p;
  const ProgramResult dry = p.run({"sweep", "s.toml", "--dry-run"});
  CHECK(dry.code == kExitOk);
  CHECK(dry.out.find("6 cases, 6 to run.") != std::string::npos);
  CHECK_FALSE(fs::exists(p.folder.path() / "results"));
  const ProgramResult first = p.run({"sweep", "s.toml"});
  CAPTURE(first.err);
  REQUIRE(first.code == kExitOk);
  CHECK(first.out.starts_with("6 cases: 6 complete.\nMore specimen_depth_mm for less contact_force_n: "));
  for (const char* name : {"results.csv", "regions.csv", "timings.csv", "results.db", "summary.json",
                           "report.html", "charts/effects.svg"})
    CHECK_MESSAGE(fs::exists(p.folder.path() / "results" / "stiffness" / name), name);
  CHECK(count(p.column("status", "results/stiffness"), "complete") == 6);
  CHECK(schema_misfit(p.text("results/stiffness/summary.json")) == "");
  const ProgramResult second = p.run({"sweep", "s.toml", "--resume"});
  CHECK(second.code == kExitOk);
  CHECK(second.err.find("6 cases, 0 to run") != std::string::npos);
}

TEST_CASE("killed half-way and started again, a sweep ends with the same bytes as one undisturbed" *
          doctest::test_suite("long")) {
  const Prepared p("3");
  REQUIRE(p.run({"sweep", "s.toml", "-q", "-o", "whole"}).code == kExitOk);
  {
    StartedProgram killed(p.folder.path(), {"sweep", "s.toml", "-q", "-o", "cut", "--jobs", "1"});
    const auto records = [&] {
      std::error_code error;
      int n = 0;
      for (const auto& entry : fs::directory_iterator(p.folder.path() / "cut" / "cases", error))
        n += entry.path().extension() == ".json" ? 1 : 0;
      return n;
    };
    while (killed.running() && records() < 2) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    killed.signal(SIGKILL);
    killed.wait();
    CHECK(records() < 6);
    CHECK_FALSE(fs::exists(p.folder.path() / "cut" / "results.csv"));
  }
  REQUIRE(p.run({"sweep", "s.toml", "-q", "-o", "cut", "--resume"}).code == kExitOk);
  for (const char* name : {"results.csv", "regions.csv", "results.db", "summary.json"})
    CHECK_MESSAGE(p.text("whole/" + std::string(name)) == p.text("cut/" + std::string(name)), name);
}

TEST_CASE("a case with a wrong value is recorded with file and line, the others complete, exit code 1") {
  const Prepared p;
  p.folder.write("s.toml",
                 "schema = 1\nname = \"wrong\"\nscenario = \"base.toml\"\n[[axis]]\nkey = "
                 "\"indenter.roller\"\nvalues = [\"soft-epe\", \"none-such\", \"firm-epp\"]\n");
  const ProgramResult result = p.run({"sweep", "s.toml"});
  CHECK(result.code == kExitCheck);
  CHECK(p.column("status", "results/wrong") ==
        std::vector<std::string>{"complete", "wrong input", "complete"});
  CHECK(p.column("reason", "results/wrong")[1].find("s.toml:6") != std::string::npos);
  CHECK(result.err.find("case 2") != std::string::npos);
}

TEST_CASE("a case that fills the disk is recorded, the others complete, and it is tried again" *
          doctest::test_suite("long")) {
  const Prepared p;
  p.folder.write("s.toml",
                 "schema = 1\nname = \"disk\"\nscenario = \"base.toml\"\n[[axis]]\nkey = "
                 "\"loading.load_n\"\nname = \"load\"\nvalues = [[[0, 0], [0.3, 60]], [[0, 0], [0.3, 60], "
                 "[60, 60]]]\n");
  StartedProgram limited(p.folder.path(), {"sweep", "s.toml", "-q"}, {}, 80000);
  CHECK(limited.wait().code == kExitCheck);
  CHECK(p.column("status", "results/disk") == std::vector<std::string>{"complete", "machine"});
  CHECK(p.column("reason", "results/disk")[1].find("forces.csv") != std::string::npos);
  CHECK(p.run({"sweep", "s.toml", "-q"}).code == kExitOk);
  CHECK(p.column("status", "results/disk") == std::vector<std::string>{"complete", "complete"});
}

TEST_CASE("one case without equilibrium, one out of disk space, one with a wrong value: the others complete" *
          doctest::test_suite("long")) {
  const Prepared p;
  std::string base = p.text("base.toml");
  base.replace(base.find("time_step_s"), 0, "max_newton = 10\n");
  p.folder.write("base.toml", base);
  p.folder.write("s.toml",
                 "schema = 1\nname = \"three\"\nscenario = \"base.toml\"\n[[axis]]\nkeys = "
                 "[\"loading.load_n\", \"indenter.roller\"]\nnames = [\"load\", \"roller\"]\nvalues = [\n"
                 "  [[[0, 0], [0.3, 60]], \"firm-epp\"],\n"
                 "  [[[0, 0], [0.05, 1900], [0.3, 1900]], \"firm-epp\"],\n"
                 "  [[[0, 0], [0.3, 60], [60, 60]], \"firm-epp\"],\n"
                 "  [[[0, 0], [0.3, 60]], \"none-such\"],\n"
                 "  [[[0, 0], [0.3, 60]], \"soft-epe\"]]\n");
  StartedProgram limited(p.folder.path(), {"sweep", "s.toml", "-q"}, {}, 80000);
  CHECK(limited.wait().code == kExitCheck);
  CHECK(p.column("status", "results/three") ==
        std::vector<std::string>{"complete", "failed", "machine", "wrong input", "complete"});
  const std::vector<std::string> reason = p.column("reason", "results/three");
  CAPTURE(p.text("results/three/results.csv"));
  const char* const words[] = {"", "no equilibrium at t = ", "forces.csv", "none-such", ""};
  for (std::size_t n = 0; n < 5; ++n) CHECK(reason[n].find(words[n]) != std::string::npos);
  CHECK(p.text("results/three/report.html").find("Cases without results") != std::string::npos);
}

TEST_CASE("shards in one folder, and in folders of their own, merge to the table of one run" *
          doctest::test_suite("long")) {
  const Prepared p;
  REQUIRE(p.run({"sweep", "s.toml", "-q", "-o", "whole"}).code == kExitOk);
  for (const char* shard : {"1/2", "2/2"}) {
    CHECK(p.run({"sweep", "s.toml", "-q", "-o", "shared", "--shard", shard}).code == kExitOk);
    CHECK(p.run({"sweep", "s.toml", "-q", "-o", std::string("own") + shard[0], "--shard", shard}).code ==
          kExitOk);
  }
  CHECK_FALSE(fs::exists(p.folder.path() / "shared" / "results.csv"));
  CHECK(p.run({"merge", "shared", "-q"}).code == kExitOk);
  CHECK(p.run({"merge", "own1", "own2", "-o", "together", "-q"}).code == kExitOk);
  CHECK(p.text("shared/results.csv") == p.text("whole/results.csv"));
  CHECK(p.text("together/results.csv") == p.text("whole/results.csv"));
  CHECK(p.run({"merge", "own1", "-q"}).code == kExitCheck);  // half of the cases are not run
  CHECK(count(p.column("status", "own1"), "not run") == 3);
}

TEST_CASE("what sweep and merge are given wrong ends in words") {
  const Prepared p;
  CHECK(p.run({"sweep", "none.toml"}).code == kExitInput);
  CHECK(p.run({"sweep", "s.toml", "--shard", "3/2"}).err.find("i/n is expected") != std::string::npos);
  CHECK(p.run({"sweep", "s.toml", "--resume"}).err.find("no sweep to resume") != std::string::npos);
  CHECK(p.run({"merge", "."}).err.find("holds no sweep") != std::string::npos);
  CHECK(p.run({"sweep", "s.toml", "-o", "."}).err.find("not a sweep's") != std::string::npos);
  REQUIRE(p.run({"sweep", "s.toml", "-q", "--shard", "1/6"}).code == kExitOk);
  const auto chart = [&](const char* number) {
    return p.run({"chart", "results/stiffness", "--case", number, "--kind", "force_depth", "-o", "a.svg"});
  };
  CHECK(chart("1").code == kExitOk);
  CHECK(fs::exists(p.folder.path() / "a.svg"));
  CHECK(chart("2").err.find("--case 2: not run yet") != std::string::npos);
  CHECK(chart("7").err.find("cases 1 to 6") != std::string::npos);
  CHECK(p.run({"report", "results", "--case", "1"}).code == kExitInput);
}

TEST_CASE("job scripts for Slurm name program, file, shards and the merge after them") {
  const Prepared p;
  const ProgramResult result = p.run({"sweep", "s.toml", "-o", "out", "--slurm", "4"});
  CAPTURE(result.err);
  REQUIRE(result.code == kExitOk);
  const std::string array = p.text("out/slurm/array.sh");
  CHECK(array.find("#SBATCH --array=1-4\n") != std::string::npos);
  CHECK(array.find("--shard \"$SLURM_ARRAY_TASK_ID/4\"") != std::string::npos);
  CHECK(p.text("out/slurm/merge.sh").find(" merge '") != std::string::npos);
  CHECK_FALSE(fs::exists(p.folder.path() / "out" / "results.csv"));
}

}  // namespace backroll
