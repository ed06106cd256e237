// Outputs of a case in results.csv and rows of regions.csv, out of its summary.json.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace backroll {

struct OutputColumn {
  std::string name;     // "spine_force_n": the unit is part of the name
  std::string unit;     // "N"; "-" for a pure number
  std::string meaning;  // one line
  std::string pointer;  // JSON pointer in summary.json
};
const std::vector<OutputColumn>& output_columns();
std::vector<std::string> output_names();
const OutputColumn* find_output(const std::string& name);
// nan where the summary has no such number.
double output_of(const nlohmann::json& summary, const OutputColumn& column);

// One muscle, bone or level of a case; what does not apply is nan.
struct RegionRow {
  std::string kind, name;      // "muscle", "bone" or "level"
  std::vector<double> values;  // as region_columns()
};
const std::vector<OutputColumn>& region_columns();  // their pointers: within the region's entry
std::vector<RegionRow> regions_of(const nlohmann::json& summary);

}  // namespace backroll
