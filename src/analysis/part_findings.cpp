#include "analysis/part_findings.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "analysis/text.hpp"
#include "recording/run_json.hpp"
#include "scenario/words.hpp"
#include "units.hpp"

namespace backroll {

namespace {

using Json = nlohmann::ordered_json;

double load_of(const PartRun& run, const PartStep& step) {
  return run.moment ? step.moment : step.force;
}

double displacement_of(const PartRun& run, const PartStep& step) {
  return run.direction.dot(run.moment ? step.turn : step.shift);
}

// From half of the largest load, last passed before it, to all of it.
double upper_stiffness(const PartRun& run, std::size_t top) {
  const double half = 0.5 * load_of(run, run.steps[top]);
  std::size_t after = top;
  while (after > 0 && std::abs(load_of(run, run.steps[after - 1])) > std::abs(half)) --after;
  double at_half = displacement_of(run, run.steps[after]), from_load = load_of(run, run.steps[after]);
  if (after > 0) {
    const PartStep &a = run.steps[after - 1], &b = run.steps[after];
    const double part = (half - load_of(run, a)) / (load_of(run, b) - load_of(run, a));
    at_half = displacement_of(run, a) + part * (displacement_of(run, b) - displacement_of(run, a));
    from_load = half;
  }
  const double moved = displacement_of(run, run.steps[top]) - at_half;
  return moved != 0 ? (load_of(run, run.steps[top]) - from_load) / moved
                    : std::numeric_limits<double>::quiet_NaN();
}

// "Pushed forward", "Leaned backward"; elsewhere "Pushed along (0.6, 0.8, 0)".
std::string loaded_text(const PartRun& run) {
  const char* const force_words[3][2] = {{"Pushed backward", "Pushed forward"},
                                         {"Pushed down", "Pushed up"},
                                         {"Pushed to the left", "Pushed to the right"}};
  const char* const moment_words[3][2] = {{"Leaned to the left", "Leaned to the right"},
                                          {"Turned to the right", "Turned to the left"},
                                          {"Leaned forward", "Leaned backward"}};
  for (int c = 0; c < 3; ++c)
    if (std::abs(std::abs(run.direction[c]) - 1) < 1e-9)
      return (run.moment ? moment_words : force_words)[c][run.direction[c] > 0];
  return std::string(run.moment ? "Turned about (" : "Pushed along (") + number_text(run.direction.x()) +
         ", " + number_text(run.direction.y()) + ", " + number_text(run.direction.z()) + ")";
}

Json json_of(const Vec3& v, double scale) {
  return {v.x() * scale, v.y() * scale, v.z() * scale};
}

}  // namespace

PartFindings find_part(const std::string& scenario, const Part& part, const PartRun& run,
                       const RunOutcome& outcome) {
  PartFindings found;
  found.scenario = scenario;
  found.part = part;
  found.outcome = outcome;
  found.stiffness = std::numeric_limits<double>::quiet_NaN();
  found.steps = static_cast<int>(run.steps.size());
  std::size_t top = 0;
  for (std::size_t s = 0; s < run.steps.size(); ++s) {
    if (std::abs(load_of(run, run.steps[s])) > std::abs(load_of(run, run.steps[top]))) top = s;
    found.residual = std::max(found.residual, run.steps[s].residual);
    found.iterations += run.steps[s].iterations;
  }
  if (run.steps.empty()) return found;
  const PartStep& largest = run.steps[top];
  found.load = load_of(run, largest);
  found.displacement = displacement_of(run, largest);
  found.shift = largest.shift;
  found.turn = largest.turn;
  found.time_s = largest.time_s;
  found.stiffness = upper_stiffness(run, top);
  return found;
}

std::vector<std::string> answer_lines(const PartFindings& f, const PartRun& run) {
  std::vector<std::string> lines;
  std::string title = run.title;
  title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  lines.push_back(title + ": " + std::to_string(run.bodies.size()) + " bodies, " +
                  std::to_string(run.joints.size()) + (run.joints.size() == 1 ? " joint" : " joints") +
                  (run.preload != 0 ? ", preload " + number_text(run.preload) + " N" : "") + ".");
  if (run.steps.empty()) return lines;
  const bool numbered = run.loaded_body.find_first_of("0123456789") != std::string::npos;
  const std::string body = (numbered ? "" : "the ") + run.loaded_body;
  lines.push_back(loaded_text(run) + " with " + number_text(f.load) + (run.moment ? " N m, " : " N, ") +
                  body +
                  (run.moment ? " turns by " + number_text(f.displacement * kDegree) + " deg"
                              : " moves by " + number_text(f.displacement * kMm) + " mm") +
                  " that way.");
  if (std::isfinite(f.stiffness))
    lines.push_back("Stiffness over the upper half of the load: " +
                    (run.moment ? number_text(f.stiffness / kDegree) + " N m/deg."
                                : number_text(f.stiffness / kMm) + " N/mm."));
  return lines;
}

std::string summary_json(const PartFindings& f, const PartRun& run) {
  Json json;
  json["schema"] = 1;
  json["kind"] = "part";
  json["status"] = status_name(f.outcome.status);
  json["message"] = f.outcome.message;
  json["scenario"] = f.scenario;
  json["version"] = f.outcome.version;
  json["answer"] = answer_lines(f, run);
  Json part;
  part["kind"] = word_of(f.part.kind);
  part["title"] = run.title;
  part["preload_n"] = run.preload;
  part["direction"] = json_of(run.direction, 1);
  part["loaded_body"] = run.loaded_body;
  part[run.moment ? "largest_moment_nm" : "largest_force_n"] = f.load;
  part["time_s"] = f.time_s;
  part[run.moment ? "displacement_deg" : "displacement_mm"] = f.displacement * (run.moment ? kDegree : kMm);
  part["shift_mm"] = json_of(f.shift, kMm);
  part["turn_deg"] = json_of(f.turn, kDegree);
  const double unit = run.moment ? 1 / kDegree : 1 / kMm;
  part[run.moment ? "stiffness_nm_deg" : "stiffness_n_mm"] =
      std::isfinite(f.stiffness) ? Json(f.stiffness * unit) : Json(nullptr);
  json["part"] = part;
  json["check"] = {{"converged", run.converged},
                   {"steps", f.steps},
                   {"steps_planned", run.planned},
                   {"residual_max_n", f.residual},
                   {"iterations", f.iterations}};
  json["bodies"] = run.bodies;
  json["joints"] = run.joints;
  return json_text(json);
}

}  // namespace backroll
