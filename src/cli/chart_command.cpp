// backroll chart: one chart of a run, of runs side by side or of a sweep, as a file for a paper.
#include <algorithm>
#include <cstdio>

#include "batch/plan_file.hpp"
#include "cli/commands.hpp"
#include "cli/run_one.hpp"
#include "cli/sweep_results.hpp"
#include "cli/usage.hpp"
#include "report/axis.hpp"
#include "report/picture_file.hpp"
#include "report/sweep_page.hpp"
#include "scenario/input_error.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

constexpr double kPixelMm = 170.0 / 760;  // [mm] words of 12 px are then 7.6 pt

std::vector<Chart> charts_of(const std::vector<fs::path>& inputs, const std::vector<int>& cases) {
  if (inputs.size() == 1 && holds_sweep(inputs.front())) return sweep_charts(sweep_page(inputs.front()));
  const std::vector<FinishedRun> runs = read_finished(inputs);
  return runs.size() == 1 ? charts_of(runs.front()) : charts_of(compare_runs(runs, cases), runs);
}

std::string kind_of(const Chart& chart) {
  return fs::path(chart.file).stem().string();
}

}  // namespace

int chart_command(const ChartArguments& given) {
  set_chart_width(given.width_mm / kPixelMm);
  const std::vector<Chart> charts = charts_of(result_folders(given.inputs, given.cases), given.cases);
  if (given.kind.empty()) {
    for (const Chart& chart : charts) std::printf("%-24s %s\n", kind_of(chart).c_str(), chart.title.c_str());
    return kExitOk;
  }
  std::vector<std::string> kinds;
  kinds.reserve(charts.size());
  for (const Chart& chart : charts) kinds.push_back(kind_of(chart));
  const auto at = std::find(kinds.begin(), kinds.end(), given.kind);
  if (at == kinds.end()) throw InputError(unknown_word("chart of these results", given.kind, kinds));
  if (given.output.empty()) throw InputError("chart: give the file with -o FILE.svg, FILE.png or FILE.pdf");
  const Chart& chart = charts[static_cast<std::size_t>(at - kinds.begin())];
  write_picture(chart.svg, given.output, given.width_mm);
  std::printf("%s: %s\n%s\n", given.output.string().c_str(), chart.title.c_str(), chart.caption.c_str());
  return kExitOk;
}

}  // namespace backroll
