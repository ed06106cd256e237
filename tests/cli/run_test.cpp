#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "recording/run_reader.hpp"
#include "scenario/input_error.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

std::string slab(const std::string& name, const std::string& loading, const std::string& indenter) {
  return "schema = 1\nname = \"" + name +
         "\"\n[specimen]\nsize_mm = [100, 120, 40]\n[[specimen.layers]]\nthickness_mm = 40\nlaw = "
         "\"neo_hookean\"\n"
         "shear_modulus_kpa = 6\nbulk_ratio = 10\n[indenter]\n" +
         indenter + "\n[loading]\n" + loading +
         "\n[mesh]\nnodes = 100\n[solver]\ntime_step_s = 0.05\n[output]\nfields_every_s = 0.1\n";
}

const std::string kCylinder = "kind = \"rigid_cylinder\"\nradius_mm = 40";
const std::string kPress = "depth_mm = [[0, 0], [0.3, 3]]";

}  // namespace

TEST_CASE("a run writes its folder and its resolved scenario runs again to the same bytes") {
  const TempFolder folder;
  folder.write("small.toml", slab("small slab", kPress, kCylinder));
  const ProgramResult first = run_program(folder.path(), {"run", "small.toml", "--threads", "1"});
  CAPTURE(first.err);
  REQUIRE(first.code == kExitOk);
  CHECK(first.err.find("100 %") != std::string::npos);
  const fs::path dir = folder.path() / "results" / "small_slab";
  CHECK(first.out.find("report: results/small_slab/report.html\n") != std::string::npos);
  for (const char* name : {"scenario.toml", "forces.csv", "regions.csv", "summary.json", "fields.h5",
                           "fields.xdmf", "report.html", "charts"})
    CHECK_MESSAGE(fs::exists(dir / name), name);
  CHECK(read_run(dir).frames.size() == 6);

  const ProgramResult again =
      run_program(folder.path(), {"run", (dir / "scenario.toml").string(), "-o", "again", "--quiet"});
  REQUIRE(again.code == kExitOk);
  CHECK(again.out.empty());
  CHECK(again.err.empty());
  CHECK(file_text(folder.path() / "again" / "forces.csv") == file_text(dir / "forces.csv"));
  CHECK(file_text(folder.path() / "again" / "regions.csv") == file_text(dir / "regions.csv"));

  // The same scenario may replace its own run, whatever the number of threads; another one may not.
  CHECK(run_program(folder.path(), {"run", "small.toml", "-q", "--threads", "2"}).code == kExitOk);
  folder.write("small.toml", slab("small slab", "depth_mm = [[0, 0], [0.2, 2]]", kCylinder));
  const ProgramResult refused = run_program(folder.path(), {"run", "small.toml", "-q"});
  CHECK(refused.code == kExitInput);
  CHECK(refused.err.starts_with("backroll: results/small_slab: holds another version of 'small slab'"));
  CHECK(read_run(dir).frames.size() == 6);
  CHECK(run_program(folder.path(), {"run", "small.toml", "-q", "--force"}).code == kExitOk);
  CHECK(read_run(dir).frames.size() == 4);
}

TEST_CASE("a folder of other files is never written to") {
  const TempFolder folder;
  folder.write("small.toml", slab("small slab", kPress, kCylinder));
  folder.write("letters/letter.txt", "dear");
  const ProgramResult result = run_program(folder.path(), {"run", "small.toml", "-o", "letters", "--force"});
  CHECK(result.code == kExitInput);
  CHECK(result.err == "backroll: letters: holds files that are not a run's; choose another folder with -o\n");
  CHECK(std::distance(fs::directory_iterator(folder.path() / "letters"), {}) == 1);
}

TEST_CASE("a folder that cannot be made is exit code 4") {
  const TempFolder folder;
  folder.write("small.toml", slab("small slab", kPress, kCylinder));
  const ProgramResult result = run_program(folder.path(), {"run", "small.toml", "-q", "-o", "/proc/none/x"});
  CHECK(result.code == kExitMachine);
  CHECK(result.err.find("/proc/none") != std::string::npos);
}

TEST_CASE("a disk that is full is exit code 4 and names the file") {
  const TempFolder folder;
  folder.write("small.toml", slab("small slab", kPress, kCylinder));
  StartedProgram program(folder.path(), {"run", "small.toml", "-q"}, {}, 8192);
  const ProgramResult result = program.wait();
  CHECK(result.code == kExitMachine);
  CHECK(result.err.starts_with("backroll: cannot write results/small_slab/fields.h5.partial: "));
}

TEST_CASE("a solver that gives up is exit code 3 and keeps the frames before it") {
  const TempFolder folder;
  std::string text = slab("hard", "depth_mm = [[0, 0], [0.1, 1], [0.15, 37]]", kCylinder);
  text.replace(text.find("time_step_s"), 0, "max_newton = 15\n");
  folder.write("hard.toml", text);
  const ProgramResult result = run_program(folder.path(), {"run", "hard.toml", "-q"});
  CAPTURE(result.err);
  REQUIRE(result.code == kExitSolver);
  CHECK(result.err.find("no equilibrium at t = ") != std::string::npos);
  const RecordedRun run = read_run(folder.path() / "results" / "hard");
  CHECK(run.status == "failed");
  CHECK(run.message.find("residual") != std::string::npos);
  CHECK(run.frames.size() >= 1);
}

TEST_CASE("an interrupt ends the step and leaves a readable folder") {
  for (const int number : {SIGINT, SIGTERM}) {
    const TempFolder folder;
    folder.write("long.toml", slab("long", "load_n = [[0, 0], [1, 8], [600, 8]]", kCylinder));
    StartedProgram program(folder.path(), {"run", "long.toml", "--threads", "1"});
    const fs::path partial = folder.path() / "results" / "long" / "fields.h5.partial";
    for (int i = 0; i < 6000 && program.running() && !fs::exists(partial); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    program.signal(number);
    const ProgramResult result = program.wait();
    CAPTURE(result.err);
    CHECK(result.code == kExitInterrupted);
    CHECK(result.err.find("backroll: interrupted; what was computed is in results/long") !=
          std::string::npos);
    const RecordedRun run = read_run(folder.path() / "results" / "long");
    CHECK(run.status == "interrupted");
    CHECK_FALSE(fs::exists(partial));
  }
}

TEST_CASE("a second interrupt ends at once and leaves a folder that is known and may be run again") {
  const TempFolder folder;
  std::string text = slab("heavy", "load_n = [[0, 0], [0.05, 300]]", kCylinder);
  text.replace(text.find("nodes = 100"), 11, "nodes = 40000");  // a step of many seconds
  folder.write("heavy.toml", text);
  const fs::path dir = folder.path() / "results" / "heavy";
  {
    StartedProgram program(folder.path(), {"run", "heavy.toml", "--threads", "1"});
    for (int i = 0; i < 6000 && program.running() && !fs::exists(dir / "fields.h5.partial"); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));  // the mesh is written, the step has begun
    program.signal(SIGINT);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    CHECK(program.running());
    program.signal(SIGINT);
    const ProgramResult result = program.wait();
    CHECK(result.code == kExitInterrupted);
    CHECK(result.err.find("ended at once") != std::string::npos);
  }
  CHECK(fs::exists(dir / "forces.csv.partial"));
  CHECK(inspect_folder(dir).kind == FolderKind::run);
  CHECK(inspect_folder(dir).scenario == "heavy");
  CHECK_THROWS_WITH_AS(read_run(dir), doctest::Contains("not finished; run it again"), InputError);
  folder.write("heavy.toml", slab("heavy", kPress, kCylinder));  // same name; light
  CHECK(run_program(folder.path(), {"run", "heavy.toml", "-q"}).code == kExitOk);
  CHECK(read_run(dir).status == "complete");
}

TEST_CASE("compare runs what is missing and sets runs side by side") {
  const TempFolder folder;
  const std::string load = "load_n = [[0, 0], [0.3, 5]]";
  folder.write("soft.toml", slab("soft", load, "roller = \"soft-epe\""));
  folder.write("firm.toml", slab("firm", load, "roller = \"firm-epp\""));
  REQUIRE(run_program(folder.path(), {"run", "soft.toml", "-q"}).code == kExitOk);
  const auto written = fs::last_write_time(folder.path() / "results" / "soft" / "forces.csv");
  const ProgramResult both = run_program(folder.path(), {"compare", "soft.toml", "firm.toml"});
  CAPTURE(both.err);
  REQUIRE(both.code == kExitOk);
  CHECK(both.out.find("report: results/soft_and_firm/report.html") != std::string::npos);
  CHECK(fs::exists(folder.path() / "results" / "firm" / "forces.csv"));
  CHECK(fs::exists(folder.path() / "results" / "soft_and_firm" / "summary.json"));
  CHECK(fs::last_write_time(folder.path() / "results" / "soft" / "forces.csv") == written);  // not run again
  const ProgramResult folders =
      run_program(folder.path(), {"compare", "results/soft", "results/firm", "-o", "side_by_side", "-q"});
  CHECK(folders.code == kExitOk);
  CHECK(fs::exists(folder.path() / "side_by_side" / "report.html"));
  const ProgramResult alone = run_program(folder.path(), {"compare", "results/soft"});
  CHECK(alone.code == kExitInput);
  const ProgramResult onto_run =
      run_program(folder.path(), {"compare", "results/soft", "results/firm", "-o", "results/firm"});
  CHECK(onto_run.code == kExitInput);
}

}  // namespace backroll
