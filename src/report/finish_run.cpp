#include "report/finish_run.hpp"

#include <system_error>

#include "analysis/summary.hpp"
#include "report/pressure_map_charts.hpp"
#include "report/session_charts.hpp"

namespace backroll {

void remove_report(const std::filesystem::path& dir) {
  std::error_code ignored;
  std::filesystem::remove(dir / "report.html", ignored);
}

std::vector<Chart> all_run_charts(const Findings& findings, const std::vector<Frame>& frames,
                                  const PressureMap& pressed, const std::vector<TightSpot>& spots) {
  std::vector<Chart> charts = session_charts(findings, frames, spots);
  for (Chart& chart : run_charts(findings, frames)) charts.push_back(std::move(chart));
  for (Chart& chart : pressure_map_charts(findings.info, pressed)) charts.push_back(std::move(chart));
  return charts;
}

Findings finish_run(RunWriter& writer, const RunInfo& info, const std::vector<Frame>& frames,
                    const RunOutcome& outcome, const Scenario& scenario, int roller,
                    const std::string& command, const PressureMap& pressed) {
  Findings findings = find(info, frames, outcome);
  writer.finish(summary_json(findings), pressed.empty() ? "" : pressure_map_csv(pressed, info));
  const Outputs& outputs = scenario.outputs;
  const bool draw = !frames.empty();
  std::vector<Chart> charts;
  if (draw && (outputs.charts || outputs.report))
    charts = all_run_charts(findings, frames, pressed, scenario.subject.tight_spots);
  if (draw && outputs.charts) write_charts(writer.dir(), charts);
  remove_report(writer.dir());
  if (draw && outputs.report)
    write_report(writer.dir(), report_html(findings, charts, describe_run(scenario, roller, command)));
  return findings;
}

}  // namespace backroll
