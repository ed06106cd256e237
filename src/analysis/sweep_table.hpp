// The results of a sweep as one table: inputs and outputs of every case.
#pragma once

#include <string>
#include <vector>

namespace backroll {

struct SweepInput {
  std::string name;
  bool number = false, sampled = false;
};

struct SweepOutput {
  std::string name, unit, meaning;
};

struct SweepRow {
  int number = 0;  // of the case, from 1
  std::string id, status, reason;
  std::vector<std::string> inputs;  // as the CSV shows them
  std::vector<double> outputs;      // nan: none; all nan where the case has no results
  int point = -1;                   // of the sample
};

struct SweepTable {
  std::vector<SweepInput> inputs;
  std::vector<SweepOutput> outputs;
  std::vector<SweepRow> rows;
  int output(const std::string& name) const;  // -1: none
  int input(const std::string& name) const;
};

// One muscle or bone over the cases of a sweep.
struct RegionSpread {
  std::string name;
  int cases = 0;
  double mean = 0, low = 0, high = 0;  // over the cases: mean, 5th and 95th percentile
};

// The values of an input in the order they first appear.
std::vector<std::string> levels_of(const SweepTable& table, int input);

}  // namespace backroll
