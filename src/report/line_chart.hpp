// Lines and single points over time or depth, with a legend, round ticks and the phases behind them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/svg.hpp"

namespace backroll {

struct LineSeries {
  std::string name;
  Colour colour = Colour::total;
  std::vector<double> x, y;
  bool dashed = false;
  bool marks = false;                       // single points instead of a line
  std::vector<double> spread = {};          // marks: +- in y, one a point, 0 = none; or empty
  std::vector<double> low = {}, high = {};  // a pale band behind the line, one a point; or empty
};

struct PhaseBand {
  double from = 0, to = 0;
  std::string name;
};

struct LineChart {
  std::string title, description;
  std::string x_label = "time, s", y_label;
  std::vector<LineSeries> series;
  std::vector<PhaseBand> bands;
  std::vector<std::pair<double, std::string>> x_names = {};  // instead of round ticks; the axis ends where
                                                             // the data end
  bool x_falls = false;                                      // with x_names: the largest x on the left
};

std::string line_chart_svg(const LineChart& chart);

// At most about `count` points that keep the lowest and highest of each stretch.
std::vector<std::pair<double, double>> thinned(const LineSeries& series, std::size_t count);

}  // namespace backroll
