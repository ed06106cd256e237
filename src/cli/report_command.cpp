// backroll report: the page of results that lie on disk, made again.
#include <cstdio>

#include "batch/plan_file.hpp"
#include "cli/commands.hpp"
#include "cli/report_pictures.hpp"
#include "cli/run_one.hpp"
#include "cli/sweep_results.hpp"
#include "recording/output_file.hpp"
#include "scenario/read.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

std::string page_of(const std::vector<fs::path>& inputs, const std::vector<int>& cases, const fs::path& file,
                    const std::string& command) {
  if (inputs.size() == 1 && holds_sweep(inputs.front())) {
    const SweepPage page = sweep_page(inputs.front());
    return sweep_html(page, sweep_charts(page));
  }
  const std::vector<FinishedRun> runs = read_finished(inputs);
  const fs::path beside = file.string() + ".view.png";
  if (runs.size() == 1) {
    const FinishedRun& run = runs.front();
    ReportContext context = describe_run(read_scenario(run.dir / "scenario.toml"), 0,
                                         "backroll run " + (run.dir / "scenario.toml").string());
    add_pictures({&run}, beside, context);
    return report_html(run.findings, charts_of(run), context);
  }
  const Comparison comparison = compare_runs(runs, cases);
  ReportContext context = comparison_context(comparison, runs, command);
  std::vector<const FinishedRun*> ordered;
  for (const int run : comparison.order) ordered.push_back(&runs.at(static_cast<std::size_t>(run)));
  add_pictures(ordered, beside, context);
  return report_html(comparison, charts_of(comparison, runs), context);
}

}  // namespace

int report_command(const ReportArguments& given) {
  std::string command = "backroll report", cases;
  for (const std::string& input : given.inputs) command += " " + input;
  if (!given.cases.empty()) command += " --case";
  for (const int number : given.cases) {
    command += " " + std::to_string(number);
    cases += "_" + std::to_string(number);
  }
  const std::vector<fs::path> inputs = result_folders(given.inputs, given.cases);
  const fs::path file = !given.output.empty() ? given.output
                        : given.cases.size() > 1
                            ? fs::path(given.inputs.front()) / ("cases" + cases + ".html")
                            : inputs.front() / "report.html";
  if (file.has_parent_path()) make_folder(file.parent_path());
  const std::string page = page_of(inputs, given.cases, file, command);
  write_text_file(file, page);
  std::printf("report: %s\n", file.string().c_str());
  return kExitOk;
}

}  // namespace backroll
