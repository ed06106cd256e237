// Conditions of a person that rolling must be weighed against: assets/conditions.toml.
#pragma once

#include <string>
#include <vector>

namespace backroll {

struct Condition {
  std::string id;        // "osteoporosis"
  std::string name;      // "osteoporosis or long use of steroids"
  bool refuses = false;  // no run without --acknowledge; else a warning
  std::string why;       // one sentence, no full stop
  std::string source;    // with its tag and grade
};

const std::vector<Condition>& condition_catalogue();
std::vector<std::string> condition_ids();
// By id; std::out_of_range for one the parameter table should have refused.
const Condition& condition(const std::string& id);

// Those of `ids` that refuse a run, as one message ("" = none), and "name: why" for each of `ids`.
std::string refusal(const std::vector<std::string>& ids);
std::vector<std::string> warnings(const std::vector<std::string>& ids);

}  // namespace backroll
