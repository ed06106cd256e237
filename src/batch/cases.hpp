// The cases of a sweep: every combination, resolved to a scenario with one roller, with its identity.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "batch/sweep.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

struct SweepColumn {
  std::string name;
  bool number = false;  // every value is one
  bool sampled = false;
};

struct SweepCase {
  int number = 0;                    // from 1, in the order of the file
  std::string id;                    // 16 hexadecimal digits: hash of the resolved scenario and the version
  std::vector<std::string> values;   // as SweepColumns: texts, or numbers as in CSV
  int point = -1;                    // of the sample; -1: not sampled
  std::optional<Scenario> scenario;  // nothing: wrong input, `error` says what
  std::string error;
};

struct SweepPlan {
  std::vector<SweepColumn> columns;
  std::vector<SweepCase> cases;
  int skipped = 0;  // by [[skip]]
};

// `acknowledge`: conditions of a subject that refuse a run only warn. Throws InputError where no case is left
// or there are more than 100 000.
SweepPlan plan_sweep(const Sweep& sweep, const std::string& version, bool acknowledge);

}  // namespace backroll
