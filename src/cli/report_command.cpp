// backroll report: the page of results that lie on disk, made again.
#include <cstdio>

#include "batch/plan_file.hpp"
#include "cli/commands.hpp"
#include "cli/run_one.hpp"
#include "cli/sweep_results.hpp"
#include "recording/output_file.hpp"
#include "report/finish_run.hpp"
#include "scenario/read.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

std::string page_of(const std::vector<fs::path>& inputs, const std::string& command) {
  if (inputs.size() == 1 && holds_sweep(inputs.front())) {
    const SweepPage page = sweep_page(inputs.front());
    return sweep_html(page, sweep_charts(page));
  }
  std::vector<FinishedRun> runs = read_finished(inputs);
  if (runs.size() == 1) {
    const FinishedRun& run = runs.front();
    const Scenario scenario = read_scenario(run.dir / "scenario.toml");
    const std::vector<Chart> charts = all_run_charts(run.findings, run.frames, scenario.subject.tight_spots);
    return report_html(run.findings, charts,
                       describe_run(scenario, 0, "backroll run " + (run.dir / "scenario.toml").string()));
  }
  std::vector<Findings> findings;
  std::vector<const std::vector<Frame>*> frames;
  for (const FinishedRun& run : runs) {
    findings.push_back(run.findings);
    frames.push_back(&run.frames);
  }
  const Comparison comparison = compare(std::move(findings));
  return report_html(comparison, comparison_charts(comparison, frames),
                     comparison_context(comparison, runs, command));
}

}  // namespace

int report_command(const std::vector<fs::path>& inputs, const fs::path& output) {
  std::string command = "backroll report";
  for (const fs::path& input : inputs) command += " " + input.string();
  const std::string page = page_of(inputs, command);
  const fs::path file = output.empty() ? inputs.front() / "report.html" : output;
  if (file.has_parent_path()) make_folder(file.parent_path());
  write_text_file(file, page);
  std::printf("report: %s\n", file.string().c_str());
  return kExitOk;
}

}  // namespace backroll
