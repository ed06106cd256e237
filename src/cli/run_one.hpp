// One scenario with one roller, from the first step to its folder; and the comparison of several.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/findings.hpp"
#include "recording/events_file.hpp"
#include "recording/frame.hpp"
#include "recording/pressure_map.hpp"
#include "report/report.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

struct FinishedRun {
  Findings findings;
  std::vector<Frame> frames;
  PressureMap pressed;  // empty: a specimen, or a folder older than pressure_map.csv
  std::filesystem::path dir;
};

// Runs and writes DIR. A solver that gives up and an interrupt end the run early; the findings' status says
// so and what was computed is written. Throws InputError, MachineError, and SolverError when there is no step
// to keep.
FinishedRun run_one(const Scenario& scenario, int roller, const std::filesystem::path& dir,
                    const std::string& command, bool quiet, const LiveRecord* replay = nullptr);

// Reads a folder written by run_one.
FinishedRun read_finished(const std::filesystem::path& dir);

// Of folders of runs and of comparisons, which stand for their runs.
std::vector<FinishedRun> read_finished(const std::vector<std::filesystem::path>& folders);

// Every chart of a run on disk, and of a comparison; `runs`: as they were handed to compare().
std::vector<Chart> charts_of(const FinishedRun& run);
std::vector<Chart> charts_of(const Comparison& comparison, const std::vector<FinishedRun>& runs);
// `cases`: numbers of the runs in their sweep, or empty; they name runs whose rollers have the same name.
Comparison compare_runs(const std::vector<FinishedRun>& runs, const std::vector<int>& cases = {});

// What a comparison's report says of runs that lie on disk.
ReportContext comparison_context(const Comparison& comparison, const std::vector<FinishedRun>& runs,
                                 const std::string& command);

// summary.json, charts and report.html of a comparison; as `outputs` says.
void write_comparison(const std::filesystem::path& dir, const Comparison& comparison,
                      const std::vector<FinishedRun>& runs, const ReportContext& context,
                      const Outputs& outputs);

}  // namespace backroll
