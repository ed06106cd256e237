#include "report/bar_chart.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/text.hpp"
#include "report/axis.hpp"
#include "report/chart_title.hpp"

namespace backroll {
namespace {

constexpr double kRightOfBars = 28;
constexpr double kSmall = 11.0 / 12;  // size of small text against text_width()'s

double label_width(const std::vector<std::string>& rows) {
  double width = 40;
  for (const std::string& row : rows) width = std::max(width, text_width(row) + 8);
  return std::min(width, 330.0);
}

double legend(Svg& svg, const std::vector<BarSeries>& series, double left, double y) {
  if (series.size() < 2) return y - 10;
  double x = left;
  for (const BarSeries& s : series) {
    const double width = 18 + text_width(s.name) + 16;
    if (x + width > chart_width() - kRightOfBars && x > left) {
      x = left;
      y += 18;
    }
    svg.box(x, y - 10, 12, 12, fill_class(s.colour));
    svg.text(x + 18, y, s.name);
    x += width;
  }
  return y + 14;
}

double legend_end(const std::vector<BarSeries>& series, double left, double y) {
  Svg probe(1, 1, "", "");
  return legend(probe, series, left, y);
}

// Significant digits, 3 or 2, with which no label is wider than its bar; 0 where there is no room.
int digits_that_fit(const std::vector<BarSeries>& series, double bar) {
  for (int digits = 3; digits > 1; --digits) {
    double widest = 0;
    for (const BarSeries& s : series)
      for (const double v : s.values) widest = std::max(widest, kSmall * text_width(number_text(v, digits)));
    if (widest <= bar) return digits;
  }
  return 0;
}

void draw_whisker(Svg& svg, double from, double to, double y, double height) {
  const double middle = y + 0.5 * height, cap = 0.25 * height;
  svg.line(from, middle, to, middle, "br-w");
  for (const double end : {from, to}) svg.line(end, middle - cap, end, middle + cap, "br-w");
}

}  // namespace

std::string grouped_bars_svg(const GroupedBars& chart) {
  constexpr double kLeft = 62, kPlot = 220, kBottom = 34;
  const double top = legend_end(chart.series, kTitle, below_title(chart.title)) + 12, bottom = top + kPlot,
               right = chart_width() - kRightOfBars;
  Svg svg(chart_width(), bottom + kBottom, chart.title, chart.description);
  draw_title(svg, chart.title);
  legend(svg, chart.series, kTitle, below_title(chart.title));
  double low = 0, high = 0;
  for (const BarSeries& s : chart.series)
    for (const double v : s.values) low = std::min(low, v), high = std::max(high, v);
  const Axis y = round_axis(low, high, 5, bottom, top);
  for (const double tick : y.ticks()) {
    svg.line(kLeft, y.at(tick), right, y.at(tick), tick == 0 ? "br-axis" : "br-grid");
    svg.text(kLeft - 7, y.at(tick) + 4, tick_text(tick), Anchor::end, "br-muted");
  }
  svg.turned_text(16, 0.5 * (top + bottom), chart.y_label);
  const double group = (right - kLeft) / static_cast<double>(std::max<std::size_t>(chart.groups.size(), 1));
  const double bar =
      std::min(46.0, 0.8 * group / static_cast<double>(std::max<std::size_t>(chart.series.size(), 1)));
  const int digits = digits_that_fit(chart.series, bar);
  for (std::size_t g = 0; g < chart.groups.size(); ++g) {
    const double centre = kLeft + (static_cast<double>(g) + 0.5) * group;
    svg.text(centre, bottom + 18, chart.groups[g], Anchor::middle);
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
      const double value = chart.series[s].values[g];
      const double x =
          centre + (static_cast<double>(s) - 0.5 * static_cast<double>(chart.series.size())) * bar;
      const double from = y.at(std::max(value, 0.0)), to = y.at(std::min(value, 0.0));
      svg.box(x + 1, from, bar - 2, to - from, fill_class(chart.series[s].colour));
      if (digits > 0)
        svg.text(x + 0.5 * bar, from - 4, number_text(value, digits), Anchor::middle, "br-text br-s");
    }
  }
  return svg.finish();
}

std::string share_bars_svg(const ShareBars& chart) {
  constexpr double kRow = 34, kBar = 24, kUnseen = 1e-3;
  const double left = 20 + label_width(chart.rows), right = chart_width() - kRightOfBars;
  const double top = legend_end(chart.parts, kTitle, below_title(chart.title)) + 6;
  const double bottom = top + kRow * static_cast<double>(chart.rows.size());
  Svg svg(chart_width(), bottom + 40, chart.title, chart.description);
  draw_title(svg, chart.title);
  legend(svg, chart.parts, kTitle, below_title(chart.title));
  double low = 0, high = 1;  // parts below 0 lie left of it
  for (std::size_t r = 0; r < chart.rows.size(); ++r) {
    double below = 0, above = 0;
    for (const BarSeries& part : chart.parts) (part.values[r] < 0 ? below : above) += part.values[r];
    low = std::min(low, below);
    high = std::max(high, above);
  }
  if (low > -kUnseen) low = 0;
  if (high < 1 + kUnseen) high = 1;
  const Axis x = round_axis(low, high, 7, left, right, true);
  for (std::size_t r = 0; r < chart.rows.size(); ++r) {
    const double y = top + kRow * static_cast<double>(r);
    svg.text(left - 8, y + 17, chart.rows[r], Anchor::end);
    double below = 0, above = 0;
    for (const BarSeries& part : chart.parts) {
      double& sum = part.values[r] < 0 ? below : above;
      const double end = sum + part.values[r];
      const double from = x.at(std::max(std::min(sum, end), low)),
                   to = x.at(std::min(std::max(sum, end), high));
      svg.box(from, y, to - from, kBar, fill_class(part.colour));
      const std::string label = number_text(std::round(100 * part.values[r])) + " %";
      if (to - from > kSmall * text_width(label) + 4)
        svg.text(0.5 * (from + to), y + 16, label, Anchor::middle, "br-on br-s");
      sum = end;
    }
  }
  if (low < 0) svg.line(x.at(0), top - 3, x.at(0), bottom, "br-axis");
  for (const double tick : x.ticks()) {
    svg.line(x.at(tick), bottom, x.at(tick), bottom + 4, "br-axis");
    svg.text(x.at(tick), bottom + 18, tick_text(100 * tick) + " %", Anchor::middle, "br-muted");
  }
  return svg.finish();
}

std::string ratio_bars_svg(const RatioBars& chart) {
  // On a narrow chart name and values stand over the bar instead of beside it.
  constexpr double kBar = 16, kNote = 170, kNarrow = 560;
  const bool narrow = chart_width() < kNarrow;
  const double row_height = narrow ? 58 : 26, over = narrow ? 32 : 0;
  const double left = narrow ? kTitle : 20 + label_width(chart.rows),
               right = chart_width() - (narrow ? kTitle : kRightOfBars + kNote),
               top = below_title(chart.title) - 4;
  double reach = std::log(1.25);
  for (const double r : chart.ratios)
    if (r > 0) reach = std::max(reach, std::abs(std::log(r)));
  const double bottom = top + row_height * static_cast<double>(chart.rows.size());
  Svg svg(chart_width(), bottom + 44, chart.title, chart.description);
  draw_title(svg, chart.title);
  const auto at = [&](double ratio) {
    return left + (0.5 + 0.5 * std::log(ratio) / (1.05 * reach)) * (right - left);
  };
  for (const double tick : {0.125, 0.25, 0.5, 0.667, 0.8, 1.0, 1.25, 1.5, 2.0, 4.0, 8.0}) {
    const bool crowded =
        reach > std::log(2.5) && (tick == 0.8 || tick == 1.25 || tick == 0.667 || tick == 1.5);
    if (std::abs(std::log(tick)) > 1.04 * reach || crowded) continue;
    svg.line(at(tick), top - 6, at(tick), bottom, tick == 1 ? "br-axis" : "br-grid");
    svg.text(at(tick), bottom + 16, number_text(tick, 2), Anchor::middle, "br-muted");
  }
  for (std::size_t r = 0; r < chart.rows.size(); ++r) {
    const double y = top + row_height * static_cast<double>(r), ratio = chart.ratios[r];
    if (narrow)
      svg.text(left, y + 12, chart.rows[r]);
    else
      svg.text(left - 8, y + 13, chart.rows[r], Anchor::end);
    if (ratio <= 0) {
      svg.text(at(1) + 6, y + over + 13, "too small to compare", Anchor::start, "br-muted br-s");
      continue;
    }
    svg.box(std::min(at(1), at(ratio)), y + over, std::abs(at(ratio) - at(1)), kBar,
            fill_class(ratio >= 1 ? Colour::firm : Colour::soft));
    svg.text(narrow ? left : right + 12, narrow ? y + 27 : y + 13,
             "× " + number_text(ratio) + "  (" + chart.notes[r] + ")", Anchor::start, "br-text br-s");
  }
  svg.text(0.5 * (left + right), bottom + 34, chart.axis_label, Anchor::middle, "br-muted");
  return svg.finish();
}

std::string lying_bars_svg(const LyingBars& chart) {
  const double bar = chart.series.size() > 2 ? 11 : 13;
  const double row = bar * static_cast<double>(chart.series.size()) + 10;
  const double left = 20 + label_width(chart.rows), right = chart_width() - kRightOfBars - 40;
  const double top = legend_end(chart.series, kTitle, below_title(chart.title)) + 6;
  const double bottom = top + row * static_cast<double>(chart.rows.size());
  Svg svg(chart_width(), bottom + 44, chart.title, chart.description);
  draw_title(svg, chart.title);
  legend(svg, chart.series, kTitle, below_title(chart.title));
  double low = 0, high = 0;
  for (const BarSeries& s : chart.series)
    for (const auto* values : {&s.values, &s.low, &s.high})
      for (const double v : *values) low = std::min(low, v), high = std::max(high, v);
  const Axis x = round_axis(low, high, 6, left, right);
  const double fine = 1e-3 * x.step;  // labels no finer than this
  for (const double tick : x.ticks()) {
    svg.line(x.at(tick), top - 4, x.at(tick), bottom, tick == 0 ? "br-axis" : "br-grid");
    svg.text(x.at(tick), bottom + 16, tick_text(tick), Anchor::middle, "br-muted");
  }
  for (std::size_t r = 0; r < chart.rows.size(); ++r) {
    const double y = top + row * static_cast<double>(r);
    svg.text(left - 8, y + 0.5 * (row - 10) + 4, chart.rows[r], Anchor::end);
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
      const double value = chart.series[s].values[r], at = y + bar * static_cast<double>(s);
      const double from = x.at(std::min(value, 0.0)), to = x.at(std::max(value, 0.0));
      svg.box(from, at, to - from, bar - 2, fill_class(chart.series[s].colour));
      double end = to;
      if (r < chart.series[s].high.size() && r < chart.series[s].low.size()) {
        const double a = x.at(chart.series[s].low[r]), b = x.at(chart.series[s].high[r]);
        draw_whisker(svg, a, b, at, bar - 2);
        end = std::max(to, b);
      }
      svg.text(end + 5, at + bar - 3.5, number_text(std::round(value / fine) * fine), Anchor::start,
               "br-text br-s");
    }
  }
  svg.text(0.5 * (left + right), bottom + 36, chart.x_label, Anchor::middle, "br-muted");
  return svg.finish();
}

}  // namespace backroll
