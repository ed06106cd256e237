#include "report/response_charts.hpp"

#include <array>

#include "report/line_chart.hpp"
#include "response/evidence.hpp"

namespace backroll {

namespace {

constexpr std::array<Colour, 4> kCurveColours = {Colour::spine, Colour::rib, Colour::pelvis, Colour::rest};
constexpr std::array<Colour, 7> kPointColours = {Colour::muscle, Colour::scapula, Colour::medium,
                                                 Colour::total,  Colour::pelvis,  Colour::rest,
                                                 Colour::soft};

LineChart chart_of(const ResponsePlot& plot) {
  LineChart chart{plot.title,   plot.title + ": the model's curves and published figures.",
                  plot.x_label, plot.y_label,
                  {},           {}};
  for (std::size_t n = 0; n < plot.curves.size(); ++n) {
    const ResponsePlot::Line& line = plot.curves[n];
    chart.series.push_back(
        {line.name, kCurveColours[n % kCurveColours.size()], line.x, line.y, n > 0, false, {}});
  }
  for (std::size_t n = 0; n < plot.points.size(); ++n) {
    const ResponsePlot::Line& line = plot.points[n];
    chart.series.push_back(
        {line.name, kPointColours[n % kPointColours.size()], line.x, line.y, false, true, line.spread});
  }
  return chart;
}

}  // namespace

std::vector<Chart> response_charts() {
  std::vector<Chart> charts;
  for (const ResponsePlot& plot : response_plots()) {
    const LineChart chart = chart_of(plot);
    charts.push_back({plot.file, plot.title, chart.description, line_chart_svg(chart)});
  }
  return charts;
}

}  // namespace backroll
