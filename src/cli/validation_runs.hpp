// The scenarios of the validation cases, run in memory: nothing is written, a line on stderr for each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/validation_cases.hpp"
#include "recording/frame.hpp"
#include "recording/part_run.hpp"
#include "scenario/scenario.hpp"
#include "session/part.hpp"

namespace backroll {

struct Interruption {};  // thrown after Ctrl-C

Scenario validation_scenario(const std::string& file);

struct SessionRun {
  RunInfo info;
  std::vector<Frame> frames;
};
SessionRun run_session(const Scenario& scenario, int roller = 0);

// Throws SolverError where there is no equilibrium.
PartRun run_whole_part(const Scenario& scenario);
PartRun run_whole_part(const Part& part, const PartModel& model, double time_step_s);

// `published`, `low`, `high`: none where there is none.
ValidationRow row(std::string quantity, std::string unit, int decimals, std::optional<double> published,
                  std::optional<double> low, std::optional<double> high, double ours,
                  bool calibrated = false);

// What each case measures.
std::vector<ValidationRow> measure_press();            // V4
std::vector<ValidationRow> measure_cage();             // V5
std::vector<ValidationRow> measure_muscle_block();     // V8
std::vector<ValidationRow> measure_fat_block();        // V9
std::vector<ValidationRow> measure_foam_density();     // V11
std::vector<ValidationRow> measure_foam_gas();         // V12
std::vector<ValidationRow> measure_thoracic_column();  // V14
std::vector<ValidationRow> measure_costovertebral();   // V15
std::vector<ValidationRow> measure_depths();           // V16
std::vector<ValidationRow> measure_lordosis();         // V16b
std::vector<ValidationRow> measure_lying();            // V17
std::vector<ValidationRow> measure_soft_and_firm();    // V20
std::vector<ValidationRow> measure_preload();          // V21

}  // namespace backroll
