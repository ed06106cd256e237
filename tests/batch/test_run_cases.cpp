#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "batch/run_cases.hpp"
#include "recording/output_file.hpp"
#include "scenario/input_error.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

// Stands in for backroll: `run FILE -o DIR`; what it does follows from the load in FILE.
const char* const kProgram = R"(#!/bin/sh
load=$(sed -n 's/^force_n = //p' "$2")
mkdir -p "$4"
case "$load" in
  2*) echo "backroll: no equilibrium" >&2; exit 3 ;;
  3*) kill -9 $$ ;;
  4*) echo "backroll: $4/forces.csv.partial: No space left on device" >&2; exit 4 ;;
  5*) echo '{"status": "stopped", "message": "sharp pain"}' >"$4/summary.json" ;;
  6*) exit 0 ;;
  *) echo '{"status": "complete", "message": ""}' >"$4/summary.json" ;;
esac
)";

struct Batch {
  TempFolder folder;
  SweepPlan plan;
  BatchOptions options;
  explicit Batch(const std::string& values) {
    folder.write("base.toml",
                 "schema = 1\nname = \"base\"\n[[roller]]\nid = \"medium-epp\"\n[load]\nforce_n = 300\n"
                 "[[phase]]\nkind = \"approach\"\nlevel = \"T8\"\n");
    const fs::path program = folder.write("program", kProgram);
    fs::permissions(program, fs::perms::owner_all);
    plan = plan_sweep(parse_sweep("schema = 1\nname = \"s\"\nscenario = \"base.toml\"\n[[axis]]\nkey = "
                                  "\"load.force_n\"\nvalues = " +
                                      values + "\n",
                                  (folder.path() / "s.toml").string()),
                      "1", false);
    options = {program, folder.path() / "out", 3, Keep::series, false, "1"};
  }
  std::vector<const SweepCase*> open(bool retry = false) const {
    std::vector<const SweepCase*> todo;
    for (const SweepCase& one : plan.cases)
      if (!is_done(options.out, one, retry)) todo.push_back(&one);
    return todo;
  }
  int run(bool retry = false) const {
    int done = 0;
    run_cases(open(retry), options,
              {[&](const SweepCase&, const CaseRecord&) { ++done; }, [] { return false; }});
    return done;
  }
  CaseRecord record(std::size_t n) const { return read_case_record(options.out, plan.cases[n].id).value(); }
};

}  // namespace

TEST_CASE("each end of a case is recorded with its reason and the others go on") {
  const Batch batch("[100, 200, 300, 400, 500, 600, -1]");
  CHECK(batch.run() == 7);
  CHECK(batch.record(0).status == CaseStatus::complete);
  CHECK(batch.record(1).status == CaseStatus::failed);
  CHECK(batch.record(1).reason == "no equilibrium");
  CHECK(batch.record(2).status == CaseStatus::crashed);
  CHECK(batch.record(2).reason.starts_with("ended by signal 9"));
  CHECK(batch.record(3).status == CaseStatus::machine);
  CHECK(batch.record(3).reason ==
        "cases/" + batch.plan.cases[3].id + "/forces.csv.partial: No space left on device");
  CHECK(batch.record(4).status == CaseStatus::stopped);
  CHECK(batch.record(4).reason == "sharp pain");
  CHECK(batch.record(5).status == CaseStatus::crashed);  // says it passed and left nothing
  CHECK(batch.record(6).status == CaseStatus::wrong_input);
}

TEST_CASE("what is done is not run again, what the machine or a crash ended is") {
  const Batch batch("[100, 200, 300, 400, -1]");
  CHECK(batch.run() == 5);
  CHECK(batch.open().size() == 2);      // the crash and the full disk
  CHECK(batch.open(true).size() == 4);  // all that failed
  fs::remove_all(case_folder(batch.options.out, batch.plan.cases[0].id));
  CHECK(batch.open().size() == 3);  // a folder taken away is to be made again
}

TEST_CASE("a damaged record counts as none") {
  const Batch batch("[100]");
  CHECK(batch.run() == 1);
  write_text_file(batch.options.out / "cases" / (batch.plan.cases[0].id + ".json"), "{\"id\": ");
  CHECK(batch.open().size() == 1);
}

TEST_CASE("an interrupt starts nothing more and leaves no record of what it cut off") {
  Batch batch("[100, 101, 102, 103, 104, 105]");
  batch.options.jobs = 1;
  int done = 0;
  run_cases(batch.open(), batch.options,
            {[&](const SweepCase&, const CaseRecord&) { ++done; }, [&] { return done >= 2; }});
  CHECK(done == 2);
  CHECK(batch.open().size() == 4);
}

TEST_CASE("a program that cannot be started is a record of the machine") {
  Batch batch("[100]");
  batch.options.program = batch.folder.path() / "none";
  CHECK(batch.run() == 1);
  CHECK(batch.record(0).status == CaseStatus::machine);
}

TEST_CASE("of a case only what is to be kept stays") {
  Batch batch("[100]");
  batch.options.keep = Keep::summary;
  const fs::path folder = case_folder(batch.options.out, batch.plan.cases[0].id);
  make_folder(folder);
  write_text_file(folder / "forces.csv", "x\n");
  CHECK(batch.run() == 1);
  CHECK_FALSE(fs::exists(folder / "forces.csv"));
  CHECK(fs::exists(folder / "summary.json"));
}

}  // namespace backroll
