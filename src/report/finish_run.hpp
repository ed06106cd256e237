// The last part of a run, however it was made: its findings, the tables closed, charts and report beside
// them.
#pragma once

#include <string>
#include <vector>

#include "analysis/findings.hpp"
#include "recording/pressure_map.hpp"
#include "recording/run_writer.hpp"
#include "report/report.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

// `command`: how to make it again, for the report. `pressed`: what pressed on the skin; empty: not known.
// Throws MachineError; what could be written is.
Findings finish_run(RunWriter& writer, const RunInfo& info, const std::vector<Frame>& frames,
                    const RunOutcome& outcome, const Scenario& scenario, int roller,
                    const std::string& command, const PressureMap& pressed);

// The session's and the run's, as its report shows them.
std::vector<Chart> all_run_charts(const Findings& findings, const std::vector<Frame>& frames,
                                  const PressureMap& pressed, const std::vector<TightSpot>& spots);

// DIR/report.html, where there is one.
void remove_report(const std::filesystem::path& dir);

}  // namespace backroll
