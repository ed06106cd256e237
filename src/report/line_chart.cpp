#include "report/line_chart.hpp"

#include <algorithm>
#include <cmath>

#include "report/axis.hpp"
#include "report/chart_title.hpp"

namespace backroll {
namespace {

constexpr double kLeft = 62, kRight = 24, kBottom = 46, kPlotHeight = 250, kStrip = 18, kMark = 4,
                 kTickRoom = 67;
constexpr std::size_t kPoints = 1200;  // per line

// The legend's entries in rows; returns the y below it.
double legend(Svg& svg, const std::vector<LineSeries>& series, double y) {
  if (series.size() < 2) return y;
  double x = kTitle;
  for (const LineSeries& s : series) {
    const double width = 30 + text_width(s.name) + 14;
    if (x + width > chart_width() - kRight && x > kTitle) {
      x = kTitle;
      y += 18;
    }
    svg.begin_key(s.name);
    if (s.marks)
      svg.dot(x + 12, y - 4, kMark, s.colour);
    else
      svg.path({{x, y - 4}, {x + 24, y - 4}}, s.colour, s.dashed);
    svg.text(x + 30, y, s.name);
    svg.end_group();
    x += width;
  }
  return y + 18;
}

double spread_at(const LineSeries& series, std::size_t point) {
  return point < series.spread.size() ? series.spread[point] : 0;
}

void draw_marks(Svg& svg, const LineSeries& series, const Axis& x, const Axis& y) {
  for (std::size_t n = 0; n < series.x.size(); ++n) {
    const double px = x.at(series.x[n]), py = series.y[n], spread = spread_at(series, n);
    if (spread > 0) svg.path({{px, y.at(py - spread)}, {px, y.at(py + spread)}}, series.colour, false);
    svg.dot(px, y.at(py), kMark, series.colour);
  }
}

void draw_band(Svg& svg, const LineSeries& series, const Axis& x, const Axis& y) {
  if (series.low.size() != series.x.size() || series.high.size() != series.x.size()) return;
  std::vector<std::pair<double, double>> ring;
  for (std::size_t n = 0; n < series.x.size(); ++n)
    ring.emplace_back(x.at(series.x[n]), y.at(series.high[n]));
  for (std::size_t n = series.x.size(); n-- > 0;) ring.emplace_back(x.at(series.x[n]), y.at(series.low[n]));
  svg.area({ring}, "br-pale " + fill_class(series.colour));
}

// Names along the x axis, those that would touch the one before left out.
void draw_x_names(Svg& svg, const LineChart& chart, const Axis& x, double bottom) {
  double last = -HUGE_VAL;  // [px] middle and half width of the name before
  double reach = 0;
  for (const auto& [value, name] : chart.x_names) {
    const double at = x.at(value), half = 0.5 * text_width(name) + 2;
    if (value < x.low || value > x.high) continue;
    svg.line(at, bottom, at, bottom + 4, "br-axis");
    if (std::abs(at - last) < half + reach) continue;
    svg.text(at, bottom + 18, name, Anchor::middle, "br-muted");
    last = at;
    reach = half;
  }
}

Axis tight_axis(const std::vector<LineSeries>& series, double from, double to) {
  Axis axis{HUGE_VAL, -HUGE_VAL, 1, from, to};
  for (const LineSeries& s : series)
    for (const double x : s.x) axis.low = std::min(axis.low, x), axis.high = std::max(axis.high, x);
  return axis.low < axis.high ? axis : Axis{0, 1, 1, from, to};
}

}  // namespace

std::vector<std::pair<double, double>> thinned(const LineSeries& series, std::size_t count) {
  std::vector<std::pair<double, double>> points;
  const std::size_t size = std::min(series.x.size(), series.y.size());
  const std::size_t stretch = size > count ? (2 * size + count - 1) / count : 1;
  for (std::size_t first = 0; first < size; first += stretch) {
    std::size_t low = first, high = first;
    for (std::size_t i = first; i < std::min(first + stretch, size); ++i) {
      if (series.y[i] < series.y[low]) low = i;
      if (series.y[i] > series.y[high]) high = i;
    }
    points.emplace_back(series.x[std::min(low, high)], series.y[std::min(low, high)]);
    if (low != high) points.emplace_back(series.x[std::max(low, high)], series.y[std::max(low, high)]);
  }
  if (size > 0 && (points.empty() || points.back().first != series.x[size - 1]))
    points.emplace_back(series.x[size - 1], series.y[size - 1]);
  return points;
}

std::string line_chart_svg(const LineChart& chart) {
  double x_high = 0, y_low = 0, y_high = 0, x_low = 0;
  for (const LineSeries& s : chart.series) {
    for (const double x : s.x) x_low = std::min(x_low, x), x_high = std::max(x_high, x);
    for (std::size_t n = 0; n < s.y.size(); ++n)
      if (std::isfinite(s.y[n])) {
        y_low = std::min(y_low, s.y[n] - spread_at(s, n));
        y_high = std::max(y_high, s.y[n] + spread_at(s, n));
      }
    for (const double y : s.low) y_low = std::min(y_low, y);
    for (const double y : s.high) y_high = std::max(y_high, y);
  }
  Svg probe(1, 1, "", "");
  const double strip = chart.bands.empty() ? 0 : kStrip;
  const double below = below_title(chart.title);
  const double top = legend(probe, chart.series, below) + 2 + strip;  // where the plot begins
  const double height = top + kPlotHeight + kBottom, bottom = top + kPlotHeight,
               right = chart_width() - kRight;
  Svg svg(chart_width(), height, chart.title, chart.description);
  draw_title(svg, chart.title);
  legend(svg, chart.series, below);
  const Axis x = chart.x_names.empty()
                     ? round_axis(x_low, x_high, std::max(3, static_cast<int>((right - kLeft) / kTickRoom)),
                                  kLeft, right, true)
                     : tight_axis(chart.series, chart.x_falls ? right : kLeft, chart.x_falls ? kLeft : right);
  const Axis y = round_axis(y_low, y_high, 6, bottom, top);

  for (std::size_t b = 0; b < chart.bands.size(); ++b) {
    const PhaseBand& band = chart.bands[b];
    const double from = x.at(band.from), to = x.at(band.to);
    if (b % 2 == 0) svg.box(from, top - strip, to - from, kPlotHeight + strip, "br-band");
    if (to - from > text_width(band.name) + 4)
      svg.text(0.5 * (from + to), top - 5, band.name, Anchor::middle, "br-muted br-s");
  }
  for (const double tick : y.ticks()) {
    svg.line(kLeft, y.at(tick), right, y.at(tick), tick == 0 ? "br-axis" : "br-grid");
    svg.text(kLeft - 7, y.at(tick) + 4, tick_text(tick), Anchor::end, "br-muted");
  }
  if (chart.x_names.empty())
    for (const double tick : x.ticks()) {
      svg.line(x.at(tick), bottom, x.at(tick), bottom + 4, "br-axis");
      svg.text(x.at(tick), bottom + 18, tick_text(tick), Anchor::middle, "br-muted");
    }
  draw_x_names(svg, chart, x, bottom);
  svg.text(0.5 * (kLeft + right), height - 8, chart.x_label, Anchor::middle, "br-muted");
  svg.turned_text(16, 0.5 * (top + bottom), chart.y_label);
  svg.plot_place(x, y, chart.x_label);
  for (const LineSeries& s : chart.series) {
    svg.begin_series(s.name);
    draw_band(svg, s, x, y);
    if (s.marks) {
      draw_marks(svg, s, x, y);
    } else {
      std::vector<std::pair<double, double>> points;
      for (const auto& [px, py] : thinned(s, kPoints))
        if (std::isfinite(py)) points.emplace_back(x.at(px), y.at(py));
      svg.path(points, s.colour, s.dashed);
    }
    svg.end_group();
  }
  return svg.finish();
}

}  // namespace backroll
