// The response models beside what was published: every check calls the models, misses included.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace backroll {

enum class Evidence {
  inside,       // within what is accepted
  calibrated,   // inside, but a figure of the model was taken from this very measurement
  outside,      // a miss
  information,  // nothing is accepted or refused: a prediction
};
const char* evidence_word(Evidence verdict);

// One published figure; all values in `unit`.
struct ResponseCheck {
  std::string model;      // ResponseModel::id
  std::string study;      // "Faulkner 2013"
  std::string condition;  // what was done, and what had to be assumed
  std::string quantity;
  std::string unit;  // empty: a ratio
  int decimals = 1;
  std::optional<double> published;
  std::optional<double> low, high;  // accepted; none: open on that side
  double ours = 0;
  bool calibrated = false;
  std::string why;  // cause where it lies outside
};
Evidence verdict_of(const ResponseCheck& check);

const std::vector<ResponseCheck>& response_checks();

// A model's curve with the published points.
struct ResponsePlot {
  struct Line {
    std::string name;
    std::vector<double> x, y;
    std::vector<double> spread;  // points: +- in y, 0 = not given
  };
  std::string model;
  std::string file;  // "response_warm_up.svg"
  std::string title, x_label, y_label;
  std::vector<Line> curves, points;
};
std::vector<ResponsePlot> response_plots();

}  // namespace backroll
