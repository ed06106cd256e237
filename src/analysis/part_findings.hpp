// What the run of a piece of the skeleton says: largest load, how far it moved, stiffness; the answer in a
// few lines; its summary.json.
#pragma once

#include <string>
#include <vector>

#include "analysis/findings.hpp"
#include "recording/part_run.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

// Along (a moment: about) the direction of the load; SI.
struct PartFindings {
  std::string scenario;  // name
  Part part;
  RunOutcome outcome;
  double load = 0, displacement = 0;  // [N], [m]; a moment: [N m], [rad]; where the load is largest
  Vec3 shift = Vec3::Zero();          // [m] there
  Vec3 turn = Vec3::Zero();           // [rad] there
  double time_s = 0;                  // of it
  double stiffness = 0;  // secant over the upper half of the load, on the way up; nan where nothing moved
  double residual = 0;   // [N] worst
  int steps = 0, iterations = 0;
};

PartFindings find_part(const std::string& scenario, const Part& part, const PartRun& run,
                       const RunOutcome& outcome);

std::vector<std::string> answer_lines(const PartFindings& findings, const PartRun& run);
std::string summary_json(const PartFindings& findings, const PartRun& run);

}  // namespace backroll
