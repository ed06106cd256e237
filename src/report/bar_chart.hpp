// Bars: groups side by side, shares stacked to 100 %, ratios around 1.
#pragma once

#include <string>
#include <vector>

#include "report/svg.hpp"

namespace backroll {

struct BarSeries {
  std::string name;
  Colour colour = Colour::total;
  std::vector<double> values;               // per group
  std::vector<double> low = {}, high = {};  // lying bars: a whisker over each; or empty
};

// Upright bars, the series of a group side by side, each with its value.
struct GroupedBars {
  std::string title, description, y_label;
  std::vector<std::string> groups;
  std::vector<BarSeries> series;
};
std::string grouped_bars_svg(const GroupedBars& chart);

// Lying bars, one a row, the parts of each after one another; values are shares of 1.
struct ShareBars {
  std::string title, description;
  std::vector<std::string> rows;
  std::vector<BarSeries> parts;  // values per row
};
std::string share_bars_svg(const ShareBars& chart);

// Lying bars from 1 to the left (below) or right (above), logarithmic.
struct RatioBars {
  std::string title, description, axis_label;
  std::vector<std::string> rows;
  std::vector<double> ratios;      // 0: left out
  std::vector<std::string> notes;  // behind the value, "35 against 26 kPa"
};
std::string ratio_bars_svg(const RatioBars& chart);

// Lying bars from 0 to either side, the series of a row below one another.
struct LyingBars {
  std::string title, description, x_label;
  std::vector<std::string> rows;
  std::vector<BarSeries> series;
};
std::string lying_bars_svg(const LyingBars& chart);

}  // namespace backroll
