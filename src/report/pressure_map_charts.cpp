#include "report/pressure_map_charts.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/text.hpp"
#include "report/axis.hpp"
#include "report/chart_title.hpp"
#include "report/contours.hpp"
#include "units.hpp"

namespace backroll {
namespace {

constexpr int kBands = kShades - 1;                   // the palest shade is left to the ground
constexpr double kStep = 4, kTolerance = 0.4;         // [mm] of the grid that is drawn, of its outlines
constexpr double kAround = 40;                        // [mm] shown beyond what was touched
constexpr double kTouched = 0.02;                     // of the largest value
constexpr double kMostAcross = 380, kMostDown = 450;  // [px] a panel
constexpr double kGap = 14;                           // [px] between two
constexpr double kMostScale = 2.6;                    // [px/mm]
constexpr double kNames = 34;                         // [px] for the levels' names
constexpr double kHead = 18, kFoot = 20;              // [px] over and under the panels

// Part of the rolled-out back [mm], y towards the head.
struct Window {
  double left = 1e9, right = -1e9, bottom = 1e9, top = -1e9;
  double width() const { return right - left; }
  double height() const { return top - bottom; }
};

struct Panel {
  PressedRun run;
  std::vector<double> value;  // per node
};

Window window_of(const std::vector<Panel>& panels) {
  Window w;
  double most_left = 0, most_right = 0, lowest = 1e9, highest = -1e9;  // of the backs
  for (const Panel& panel : panels) {
    const PressureMap& map = *panel.run.map;
    const auto [left, right] = std::minmax_element(map.across.begin(), map.across.end());
    most_left = std::min(most_left, *left * kMm), most_right = std::max(most_right, *right * kMm);
    lowest = std::min(lowest, map.along.front() * kMm), highest = std::max(highest, map.along.back() * kMm);
    double largest = 0;
    for (const double v : panel.value) largest = std::max(largest, std::abs(v));
    for (std::size_t n = 0; n < panel.value.size(); ++n) {
      if (std::abs(panel.value[n]) <= kTouched * largest) continue;
      const double x = map.across[n] * kMm, y = map.along[n / map.columns] * kMm;
      w.left = std::min(w.left, x), w.right = std::max(w.right, x);
      w.bottom = std::min(w.bottom, y), w.top = std::max(w.top, y);
    }
  }
  if (w.left > w.right) return w;
  const double side = std::max(-w.left, w.right) + kAround;
  w.left = std::max(-side, most_left), w.right = std::min(side, most_right);
  w.bottom = std::max(w.bottom - kAround, lowest);
  w.top = std::min(w.top + kAround, highest);
  return w;
}

// Between the nodes: linear along, then across; 0 beside the back.
double value_at(const PressureMap& map, const std::vector<double>& value, double x, double y) {
  const auto row = std::upper_bound(map.along.begin(), map.along.end(), y) - map.along.begin();
  if (row <= 0 || row >= map.rows) return 0;
  const double up = (y - map.along[row - 1]) / (map.along[row] - map.along[row - 1]);
  double found = 0;
  for (const auto& [r, weight] : {std::pair{row - 1, 1 - up}, {row, up}}) {
    const auto first = map.across.begin() + r * map.columns, last = first + map.columns;
    const auto node = std::upper_bound(first, last, x) - first;
    if (node <= 0 || node >= map.columns) continue;
    const double share = (x - first[node - 1]) / (first[node] - first[node - 1]);
    const std::size_t n = static_cast<std::size_t>(r) * map.columns + node;
    found += weight * ((1 - share) * value[n - 1] + share * value[n]);
  }
  return found;
}

struct MapChart {
  std::string file, title, description, caption, unit;
  std::vector<Panel> panels;
  bool signed_bands = false;
};

// A round number that `bands` of cover the largest value.
double step_of(const MapChart& chart) {
  double largest = 0;
  for (const Panel& panel : chart.panels)
    for (const double v : panel.value) largest = std::max(largest, std::abs(v));
  const double needed = largest / (chart.signed_bands ? kDifferenceShades + 1 : kBands);
  if (needed <= 0) return 1;
  const double ten = std::pow(10.0, std::floor(std::log10(needed)));
  for (const double round : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0})
    if (round * ten >= needed) return round * ten;
  return 10 * ten;
}

// A colour and where it begins: value x sign above `from`. The later over the earlier.
struct Band {
  std::string css_class;
  double sign = 1, from = 0;
};
std::vector<Band> bands_of(const MapChart& chart, double step) {
  constexpr double kLeast = 0.05;  // of the first band: what counts as touched
  std::vector<Band> bands;
  if (chart.signed_bands)
    for (const double sign : {-1.0, 1.0})
      for (int s = 0; s < kDifferenceShades; ++s)
        bands.push_back({difference_class(sign > 0, s), sign, step * (s + 1)});
  else
    for (int b = 1; b <= kBands; ++b) bands.push_back({shade_class(b), 1, step * (b == 1 ? kLeast : b - 1)});
  return bands;
}

// Boxes of the bands with their bounds.
void draw_scale(Svg& svg, const MapChart& chart, double step, double y) {
  constexpr double kBox = 31;
  const int below = chart.signed_bands ? kDifferenceShades : 0;
  const int last = chart.signed_bands ? kDifferenceShades : kBands - 1;
  double x = kTitle;
  const auto bound = [&](double value) {
    svg.text(x, y + 24, number_text(value), Anchor::middle, "br-muted br-s");
  };
  bound(chart.signed_bands ? -step * (below + 1) : 0);
  for (int n = -below; n <= last; ++n) {
    const std::string css_class = !chart.signed_bands ? shade_class(n + 1)
                                  : n == 0            ? "br-band"
                                                      : difference_class(n > 0, std::abs(n) - 1);
    svg.box(x, y, kBox, 11, css_class);
    x += kBox;
    bound(n < 0 ? step * n : step * (n + 1));
  }
  svg.text(x + 14, y + 10, chart.unit, Anchor::start, "br-muted");
}

void draw_panel(Svg& svg, const Panel& panel, const MapChart& chart, const Window& window, double scale,
                double step, double left, double top) {
  const int columns = static_cast<int>(window.width() / kStep) + 1;
  const int rows = static_cast<int>(window.height() / kStep) + 1;
  std::vector<double> value;
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < columns; ++c)
      value.push_back(value_at(*panel.run.map, panel.value, (window.left + kStep * c) / kMm,
                               (window.top - kStep * r) / kMm));
  svg.box(left, top, scale * window.width(), scale * window.height(), "br-band");
  for (const Band& band : bands_of(chart, step)) {
    std::vector<double> signed_value(value);
    for (double& v : signed_value) v *= band.sign;
    std::vector<std::vector<std::pair<double, double>>> drawn;
    for (const Ring& ring : rings_above(signed_value, columns, kStep, band.from, kTolerance)) {
      drawn.emplace_back();
      for (const PlanePoint& p : ring)
        drawn.back().emplace_back(left + scale * std::clamp(p.x, 0.0, window.width()),
                                  top + scale * std::clamp(p.y, 0.0, window.height()));
    }
    svg.area(drawn, band.css_class);
  }
}

// As much of a name as there is room for.
std::string shortened(std::string name, double width) {
  constexpr double kSmall = 11.0 / 12;
  if (kSmall * text_width(name) <= width) return name;
  while (name.size() > 1 && kSmall * text_width(name + "...") > width) name.pop_back();
  return name + "...";
}

Chart draw(const MapChart& chart, const Window& window) {
  const auto count = static_cast<double>(chart.panels.size());
  const double room = chart_width() - kTitle - kNames - 20;
  const double most = std::min({kMostScale, kMostAcross / window.width(), kMostDown / window.height()});
  const int across = std::max(1, std::min(static_cast<int>(count), static_cast<int>((room + kGap) / 130)));
  const double scale = std::min(most, (room - kGap * (across - 1)) / across / window.width());
  const double width = scale * window.width(), height = scale * window.height();
  const int down = (static_cast<int>(chart.panels.size()) + across - 1) / across;
  const double step = step_of(chart), first = below_title(chart.title) + 28;
  const double head = count > 1 ? kHead : 0;
  Svg svg(chart_width(), first + down * (head + height + kFoot) + 6, chart.title, chart.description);
  draw_title(svg, chart.title);
  draw_scale(svg, chart, step, below_title(chart.title) - 12);
  for (std::size_t p = 0; p < chart.panels.size(); ++p) {
    const int row = static_cast<int>(p) / across, column = static_cast<int>(p) % across;
    const double left = kTitle + kNames + column * (width + kGap);
    const double top = first + row * (head + height + kFoot) + head;
    draw_panel(svg, chart.panels[p], chart, window, scale, step, left, top);
    svg.text(left + 0.5 * width, top - 6, shortened(chart.panels[p].run.name, width), Anchor::middle,
             "br-text br-s");
    double last = -1e9;
    const RunInfo& info = *chart.panels[p].run.info;
    for (std::size_t l = 0; l < info.levels.size() && l < info.level_position.size(); ++l) {
      const double y = top + scale * (window.top - info.level_position[l] * kMm);
      if (y < top || y > top + height) continue;
      const double middle = left + scale * -window.left;
      svg.line(middle - 3, y, middle + 3, y, "br-axis");
      if (column > 0 || y - last < 12) continue;
      svg.text(left - 6, y + 4, info.levels[l], Anchor::end, "br-muted br-s");
      last = y;
    }
    svg.text(left, top + height + 14, "left", Anchor::start, "br-muted br-s");
    svg.text(left + width, top + height + 14, "right", Anchor::end, "br-muted br-s");
  }
  return {chart.file, chart.title, chart.caption, svg.finish()};
}

std::vector<double> scaled(const std::vector<double>& values, double factor) {
  std::vector<double> out(values);
  for (double& v : out) v *= factor;
  return out;
}

constexpr const char* kHowSeen =
    "The skin of the back rolled out flat, seen from behind; short lines: the levels on the midline. ";

}  // namespace

std::vector<Chart> pressure_map_charts(const RunInfo& info, const PressureMap& map) {
  if (map.empty()) return {};
  const PressedRun run{"", &info, &map};
  const MapChart peak{
      "pressure_map.svg",
      "Pressure on the unrolled back, largest of the run",
      "Largest pressure at each place of the skin",
      std::string(kHowSeen) +
          "Largest pressure at each node of the mesh over the run: above the 1 cm2 peaks of the "
          "tables, and not settled as the mesh is refined.",
      "kPa",
      {{run, scaled(map.peak, kKpa)}}};
  const Window window = window_of(peak.panels);
  if (window.left > window.right) return {};
  const MapChart impulse{"impulse_map.svg",
                         "Pressure on the unrolled back, summed over time",
                         "Pressure at each place of the skin, summed over the time of the run",
                         std::string(kHowSeen) + "Where was pressed how much for how long.",
                         "kPa s",
                         {{run, scaled(map.impulse, kKpa)}}};
  return {draw(peak, window), draw(impulse, window)};
}

std::vector<Chart> pressure_map_charts(const std::vector<PressedRun>& runs) {
  if (runs.size() < 2) return {};
  MapChart peaks{"pressure_map.svg",
                 "Pressure on the unrolled back, largest of each run",
                 "Largest pressure at each place of the skin, one panel a run",
                 std::string(kHowSeen) + "Largest pressure at each node of the mesh, one scale for all.",
                 "kPa",
                 {}};
  for (const PressedRun& run : runs) {
    if (run.map->empty()) return {};
    peaks.panels.push_back({run, scaled(run.map->peak, kKpa)});
  }
  const Window window = window_of(peaks.panels);
  if (window.left > window.right) return {};
  std::vector<Chart> charts = {draw(peaks, window)};
  const PressedRun &first = runs.front(), &last = runs.back();
  if (first.map->across != last.map->across || first.map->along != last.map->along) return charts;
  MapChart difference{"pressure_difference.svg",
                      "Largest pressure: " + last.name + " less " + first.name,
                      "Difference of the largest pressure at each place of the skin",
                      std::string(kHowSeen) + "Red: more pressure with " + last.name + "; blue: more with " +
                          first.name + "; grey: differs by less than the first step.",
                      "kPa",
                      {{{"", last.info, last.map}, peaks.panels.back().value}},
                      true};
  for (std::size_t n = 0; n < difference.panels.front().value.size(); ++n)
    difference.panels.front().value[n] -= peaks.panels.front().value[n];
  charts.push_back(draw(difference, window));
  return charts;
}

}  // namespace backroll
