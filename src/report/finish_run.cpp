#include "report/finish_run.hpp"

#include <system_error>

#include "analysis/summary.hpp"
#include "report/report.hpp"
#include "report/session_charts.hpp"

namespace backroll {

void remove_report(const std::filesystem::path& dir) {
  std::error_code ignored;
  std::filesystem::remove(dir / "report.html", ignored);
}

Findings finish_run(RunWriter& writer, const RunInfo& info, const std::vector<Frame>& frames,
                    const RunOutcome& outcome, const Scenario& scenario, int roller,
                    const std::string& command) {
  Findings findings = find(info, frames, outcome);
  writer.finish(summary_json(findings));
  const Outputs& outputs = scenario.outputs;
  const bool draw = !frames.empty();
  std::vector<Chart> charts;
  if (draw && (outputs.charts || outputs.report)) {
    charts = session_charts(findings, frames, scenario.subject.tight_spots);
    for (Chart& chart : run_charts(findings, frames)) charts.push_back(std::move(chart));
  }
  if (draw && outputs.charts) write_charts(writer.dir(), charts);
  remove_report(writer.dir());
  if (draw && outputs.report)
    write_report(writer.dir(), report_html(findings, charts, describe_run(scenario, roller, command)));
  return findings;
}

}  // namespace backroll
