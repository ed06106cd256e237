// Published experiments run by the program: scenarios in scenarios/validation, what is measured in them and
// what was published. Those the program cannot express are listed with the reason.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace backroll {

enum class RowVerdict {
  inside,       // within what is accepted
  outside,      // not
  calibrated,   // inside, but a figure of the model was set by or taken from this very measurement
  information,  // nothing is accepted or refused
};
const char* row_verdict_name(RowVerdict verdict);

// One quantity; all values in `unit`.
struct ValidationRow {
  std::string quantity;
  std::string unit;  // empty: a ratio
  int decimals = 1;
  std::optional<double> published;
  std::optional<double> low, high;  // accepted; none: open on that side, neither: information
  double ours = 0;
  bool calibrated = false;
  std::string why;  // cause where it lies outside
};
RowVerdict verdict_of(const ValidationRow& row);

struct ValidationCase {
  std::string id;     // "V4"
  std::string title;  // "Pressing on the spine, face down"
  std::string grade;  // A: measured on people or tissue, A-, B: setup incomplete, C: theory or direction only
  std::string source;
  std::vector<std::string> scenarios = {};  // files in scenarios/validation
  std::string note = {};                    // how it was measured here, what differs
  // Runs the scenarios with progress on stderr. Throws InputError, SolverError, Interruption; empty: not
  // modelled.
  std::function<std::vector<ValidationRow>()> measure = {};
  std::string not_modelled = {};  // why
};

const std::vector<ValidationCase>& validation_cases();

}  // namespace backroll
