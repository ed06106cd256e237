// forces.csv of a piece of the skeleton: one row a step.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "recording/part_run.hpp"

namespace backroll {

struct PartColumn {
  std::string name;                              // "force_n": the unit is part of the name
  std::string unit;                              // "N"
  std::string meaning;                           // one line
  std::function<double(const PartStep&)> value;  // in the unit
};

// Three columns for every spinal unit of `units` at the end: "l3_l4_extension_deg", ...
std::vector<PartColumn> part_columns(const std::vector<std::string>& units);
// The whole file.
std::string part_csv(const PartRun& run);

}  // namespace backroll
