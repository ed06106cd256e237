// backroll run: every roller of a scenario, the comparison where there are several, the answer.
#include <cstdio>
#include <vector>

#include "analysis/answer.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/outcome.hpp"
#include "cli/result_folder.hpp"
#include "cli/run_one.hpp"
#include "cli/run_part.hpp"
#include "cli/weigh_conditions.hpp"
#include "recording/output_file.hpp"
#include "report/report.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "scenario/write.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

void print(bool quiet, const std::string& text) {
  if (!quiet) std::fputs(text.c_str(), stdout);
}

// The page to open, or the folder where no report is written.
std::string place(const fs::path& dir, const Outputs& outputs) {
  return outputs.report ? "report: " + (dir / "report.html").string() + "\n"
                        : "results: " + dir.string() + "\n";
}

int finish_several(const Scenario& scenario, const fs::path& dir, const std::string& command, bool quiet,
                   const std::vector<FinishedRun>& runs) {
  const Comparison comparison = compare_runs(runs);
  write_comparison(dir, comparison, runs, describe_run(scenario, -1, command), scenario.outputs);
  write_text_file(dir / "scenario.toml", write_scenario(scenario));
  print(quiet, answer_text(comparison) + place(dir, scenario.outputs));
  return worst_exit(runs);
}

}  // namespace

int run_command(const fs::path& file, const RunOptions& options) {
  Scenario scenario = read_scenario(file);
  weigh_conditions(scenario.subject, options.acknowledge);
  if (options.threads >= 0) scenario.solver.threads = options.threads;
  const fs::path dir = options.output.empty() ? default_folder(scenario) : options.output;
  claim_folder(dir, scenario, options.force);
  if (scenario.part) return run_part_scenario(scenario, dir, options);
  std::string command = "backroll run " + file.string();
  if (!options.output.empty()) command += " -o " + options.output.string();

  const bool several = scenario.rollers.size() > 1;
  const int count = several ? static_cast<int>(scenario.rollers.size()) : 1;
  std::vector<FinishedRun> runs;
  for (int roller = 0; roller < count && !interrupted(); ++roller) {
    FinishedRun run = run_one(scenario, roller, run_folder(dir, scenario, roller), command, options.quiet);
    report_trouble(run);
    if (!run.frames.empty())
      runs.push_back(std::move(run));
    else if (!several && !interrupted())
      return kExitSolver;
  }
  if (interrupted()) {
    std::fprintf(stderr, "backroll: interrupted; what was computed is in %s\n", dir.string().c_str());
    return kExitInterrupted;
  }
  if (several && runs.size() > 1) {
    const int code = finish_several(scenario, dir, command, options.quiet, runs);
    return runs.size() < scenario.rollers.size() ? kExitSolver : code;
  }
  for (const FinishedRun& run : runs)
    print(options.quiet, answer_text(run.findings) + place(run.dir, scenario.outputs));
  return several ? kExitSolver : worst_exit(runs);
}

int replay_command(const fs::path& recorded, const RunOptions& options) {
  const LiveRecord record = read_events(recorded);
  Scenario scenario = read_scenario(recorded / "scenario.toml");
  weigh_conditions(scenario.subject, options.acknowledge);
  if (options.threads >= 0) scenario.solver.threads = options.threads;
  const fs::path dir = options.output.empty() ? fs::path("results") / (folder_name(scenario.name) + "-replay")
                                              : options.output;
  std::error_code error;
  if (fs::equivalent(dir, recorded, error))
    throw InputError(dir.string() + ": is the recorded run itself; choose another folder with -o");
  claim_folder(dir, scenario, options.force);
  const FinishedRun run =
      run_one(scenario, 0, dir, "backroll run --replay " + recorded.string(), options.quiet, &record);
  report_trouble(run);
  if (interrupted()) {
    std::fprintf(stderr, "backroll: interrupted; what was computed is in %s\n", dir.string().c_str());
    return kExitInterrupted;
  }
  if (run.frames.empty()) return kExitSolver;
  print(options.quiet, answer_text(run.findings) + place(run.dir, scenario.outputs));
  return worst_exit({run});
}

}  // namespace backroll
