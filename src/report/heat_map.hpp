// A table of values as coloured cells, each with its number.
#pragma once

#include <string>
#include <vector>

namespace backroll {

struct HeatMap {
  std::string title, description, x_label, y_label;
  std::vector<std::string> columns, rows;
  std::vector<std::vector<double>> values;  // [row][column]; nan: empty
};
std::string heat_map_svg(const HeatMap& map);

}  // namespace backroll
