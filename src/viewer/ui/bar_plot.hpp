// Bars, one a vertebra (or anything else with a name): value now, peak so far as a tick, the value of run B
// as an outline.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "viewer/ui/widgets.hpp"

namespace backroll {

struct Bar {
  std::string label;
  double value = 0;
  double peak = std::numeric_limits<double>::quiet_NaN();   // NaN: none
  double other = std::numeric_limits<double>::quiet_NaN();  // of run B; NaN: none
  ImU32 colour = 0;
};

struct BarPlotData {
  std::string title, unit;
  std::vector<Bar> bars;
  bool upright = false;                    // bars from the bottom to the top; else from left to right
  std::optional<double> low, high;         // ends of the axis; else chosen to hold values, peaks and 0
  std::optional<std::size_t> highlighted;  // index into bars
  float height = 0;                        // [pixel]; 0: what is left
};

// The bar clicked. Marks: NAME the plot's area, NAME.LABEL each bar with its label.
std::optional<std::size_t> bar_plot(Ui& ui, const std::string& name, const BarPlotData& data);

}  // namespace backroll
