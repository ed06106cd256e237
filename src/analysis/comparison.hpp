// Several runs side by side, ordered soft to firm by the foam's stress at 25 % compression. Sentences follow
// from the numbers; nothing here knows which way they should turn out.
#pragma once

#include <string>
#include <vector>

#include "analysis/findings.hpp"

namespace backroll {

// One quantity over all runs; ratio = firmest / softest.
struct Ratio {
  std::string key;             // "peak_1cm2_bone_kpa"
  std::string label;           // "peak over bone, 1 cm2"
  std::string unit;            // "kPa"
  std::string view;            // "skin view", "load path", "spine", "tissue state" or "contact"
  std::vector<double> values;  // in `unit`, per run
  double ratio = 0;            // 0 where the softest value is too small to divide by
};

struct LevelComparison {
  std::string level;
  std::vector<Ratio> quantities;
};

struct Comparison {
  std::vector<Findings> runs;           // soft to firm
  std::vector<std::string> names;       // to call each run by: the roller's, with the scenario's where needed
  std::vector<int> order;               // runs[i] was handed in at order[i]
  bool ordered = true;                  // false: stiffnesses missing or equal, order as given
  std::vector<Ratio> quantities;        // over the loaded phases
  std::vector<LevelComparison> levels;  // levels that every run passed
  std::vector<Ratio> muscles;           // mean compressive stress of each muscle
  std::vector<std::string> sentences;   // what follows
  std::vector<std::string> warnings;    // what else differs between the runs; failed or unclosed runs
};

// At least two runs of the same kind (rolled backs, pressed backs or specimens); throws InputError otherwise.
Comparison compare(std::vector<Findings> runs);

const Ratio* find_ratio(const std::vector<Ratio>& ratios, const std::string& key);

}  // namespace backroll
