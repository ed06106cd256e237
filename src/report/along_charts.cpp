#include "report/along_charts.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "report/line_chart.hpp"
#include "report/series.hpp"
#include "units.hpp"

namespace backroll {
namespace {

constexpr double kCell = 0.01;      // [m] of the back that one point of a line stands for
constexpr std::size_t kFewest = 5;  // cells
constexpr const char* kPlace = "place of the roller, mm above L5/S1; marks: the levels";

// Mean of a value over the roll's frames in each cell, and its range.
LineSeries over_place(const std::string& name, Colour colour, const std::vector<Frame>& frames,
                      const FrameValue& value, bool dashed = false) {
  struct Cell {
    double sum = 0, low = HUGE_VAL, high = -HUGE_VAL;
    int count = 0;
  };
  std::map<long, Cell> cells;
  for (const Frame& frame : frames) {
    if (frame.phase != "roll") continue;
    Cell& cell = cells[std::lround(frame.position / kCell)];
    const double here = value(frame);
    cell.sum += here;
    cell.low = std::min(cell.low, here);
    cell.high = std::max(cell.high, here);
    ++cell.count;
  }
  LineSeries line{name, colour, {}, {}, dashed};
  for (const auto& [place, cell] : cells) {
    line.x.push_back(static_cast<double>(place) * kCell * kMm);
    line.y.push_back(cell.sum / cell.count);
    line.low.push_back(cell.low);
    line.high.push_back(cell.high);
  }
  return line;
}

LineChart place_chart(const RunInfo& info, const std::string& title, const std::string& description,
                      const std::string& y_label) {
  LineChart chart{title, description, kPlace, y_label, {}, {}};
  chart.x_falls = true;
  for (std::size_t l = 0; l < info.levels.size() && l < info.level_position.size(); ++l)
    chart.x_names.emplace_back(info.level_position[l] * kMm, info.levels[l]);
  return chart;
}

}  // namespace

std::vector<Chart> along_charts(const Findings& f, const std::vector<Frame>& frames) {
  const RunInfo& info = f.info;
  const auto skin = [&info](RegionKind kind) {
    return [&info, kind](const Frame& frame) { return skin_force(info, frame, kind); };
  };
  LineChart chart = place_chart(info, "Force along the back (skin view)",
                                "Contact force and its parts over the place of the roller.", "force, N");
  chart.series = {over_place("contact force", Colour::total, frames, member(&Frame::contact_force)),
                  over_place("muscle", Colour::muscle, frames, skin(RegionKind::muscle)),
                  over_place("spine", Colour::spine, frames, skin(RegionKind::spine)),
                  over_place("ribs", Colour::rib, frames, skin(RegionKind::rib))};
  if (chart.series.front().x.size() < kFewest) return {};
  return {{"along.svg", chart.title,
           "Mean over the passes at each centimetre of the back; pale: from the least to the largest there.",
           line_chart_svg(chart)}};
}

std::vector<Chart> along_charts(const Comparison& c, const std::vector<const std::vector<Frame>*>& frames) {
  struct Quantity {
    const char *file, *title, *y_label, *caption;
    FrameValue (*value)(const RunInfo&);
  };
  const Quantity quantities[] = {
      {"along_spine.svg", "Force over the spine along the back (skin view)", "force, N",
       "What of the contact force lies over the spine, mean over the passes at each centimetre; pale: their "
       "range.",
       [](const RunInfo& info) -> FrameValue {
         return [&info](const Frame& frame) { return skin_force(info, frame, RegionKind::spine); };
       }},
      {"along_muscle.svg", "Pressure on the paraspinal muscles along the back", "pressure, kPa",
       "Force over area above the paraspinal muscles, mean over the passes at each centimetre; pale: their "
       "range.",
       [](const RunInfo&) { return member(&Frame::mean_pressure_paraspinal, kKpa); }}};
  std::vector<Chart> charts;
  for (const Quantity& q : quantities) {
    LineChart chart = place_chart(c.runs.front().info, q.title, q.caption, q.y_label);
    for (std::size_t r = 0; r < c.runs.size(); ++r)
      chart.series.push_back(over_place(c.names[r], firmness_colour(r, c.runs.size()),
                                        *frames.at(static_cast<std::size_t>(c.order[r])),
                                        q.value(c.runs[r].info), r == 0));
    if (std::any_of(chart.series.begin(), chart.series.end(),
                    [](const LineSeries& line) { return line.x.size() < kFewest; }))
      return {};
    charts.push_back({q.file, q.title, q.caption, line_chart_svg(chart)});
  }
  return charts;
}

}  // namespace backroll
