// backroll compare: runs already on disk and scenarios, side by side; what is not yet run is run.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "analysis/answer.hpp"
#include "analysis/text.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/outcome.hpp"
#include "cli/result_folder.hpp"
#include "cli/run_one.hpp"
#include "cli/weigh_conditions.hpp"
#include "recording/run_reader.hpp"
#include "report/report.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

void add_scenario(const fs::path& file, const RunOptions& options, const std::string& command,
                  std::vector<FinishedRun>& runs) {
  Scenario scenario = read_scenario(file);
  if (scenario.part)
    throw InputError(file.string() + ": describes a piece of the skeleton, which has no roller to compare");
  weigh_conditions(scenario.subject, options.acknowledge);
  if (options.threads >= 0) scenario.solver.threads = options.threads;
  const fs::path dir = default_folder(scenario);
  const int count = std::max<int>(1, static_cast<int>(scenario.rollers.size()));
  std::vector<bool> there;
  there.reserve(static_cast<std::size_t>(count));
  for (int roller = 0; roller < count; ++roller)
    there.push_back(holds_run_of(run_folder(dir, scenario, roller), scenario, roller));
  if (std::find(there.begin(), there.end(), false) != there.end()) claim_folder(dir, scenario, options.force);
  for (int roller = 0; roller < count && !interrupted(); ++roller) {
    const fs::path where = run_folder(dir, scenario, roller);
    runs.push_back(there[static_cast<std::size_t>(roller)]
                       ? read_finished(where)
                       : run_one(scenario, roller, where, command, options.quiet));
    report_trouble(runs.back());
  }
}

// results/<scenario>, or results/<a>_and_<b> where there are several.
fs::path comparison_folder(const std::vector<FinishedRun>& runs) {
  std::vector<std::string> names;
  for (const FinishedRun& run : runs)
    if (std::find(names.begin(), names.end(), run.findings.info.scenario) == names.end())
      names.push_back(run.findings.info.scenario);
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : " and ") + name;
  return fs::path("results") / folder_name(joined + (names.size() > 1 ? "" : " compared"));
}

void claim_comparison(const fs::path& dir, bool force) {
  const FolderState state = inspect_folder(dir);
  switch (state.kind) {
    case FolderKind::absent:
    case FolderKind::empty:
      return;
    case FolderKind::comparison:
      if (state.runs.empty() || force) return;
      throw InputError(dir.string() + ": holds the comparison of '" + state.scenario +
                       "' with its runs; choose another folder with -o, or overwrite it with --force");
    case FolderKind::run:
    case FolderKind::part:
    case FolderKind::foreign:
      break;
  }
  throw InputError(dir.string() + ": holds files that are not a comparison's; choose another folder with -o");
}

}  // namespace

int compare_command(const std::vector<fs::path>& inputs, const RunOptions& options) {
  std::string command = "backroll compare";
  for (const fs::path& input : inputs) command.append(" ").append(input.string());
  std::vector<FinishedRun> runs;
  for (const fs::path& input : inputs) {
    std::error_code error;
    if (fs::is_directory(input, error))
      for (FinishedRun& run : read_finished(std::vector<fs::path>{input})) runs.push_back(std::move(run));
    else
      add_scenario(input, options, command, runs);
    if (interrupted()) {
      std::fputs("backroll: interrupted; nothing was compared\n", stderr);
      return kExitInterrupted;
    }
  }
  for (const FinishedRun& run : runs)
    if (run.frames.empty()) throw InputError(run.dir.string() + ": the run has no frames to compare");
  const Comparison comparison = compare_runs(runs);
  const fs::path dir = options.output.empty() ? comparison_folder(runs) : options.output;
  claim_comparison(dir, options.force);
  write_comparison(dir, comparison, runs, comparison_context(comparison, runs, command), Outputs{});
  if (!options.quiet) {
    const std::string text = comparison_table(comparison) + "\n" + answer_text(comparison);
    std::fputs(text.c_str(), stdout);
    std::printf("report: %s\n", (dir / "report.html").string().c_str());
  }
  return worst_exit(runs);
}

}  // namespace backroll
