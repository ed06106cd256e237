#include "report/spine_charts.hpp"

#include <algorithm>

#include "analysis/sides.hpp"
#include "report/bar_chart.hpp"
#include "report/line_chart.hpp"
#include "report/series.hpp"
#include "units.hpp"

namespace backroll {
namespace {

Chart curvature_chart(const Findings& f, const std::vector<Frame>& frames) {
  const RunInfo& info = f.info;
  LineChart chart{"Change of the spine's curves",
                  "Change of kyphosis and lordosis against rest over time.",
                  "time, s",
                  "change, deg",
                  {},
                  phase_bands(frames)};
  chart.series = {over_time("kyphosis (T1 to T12)", Colour::spine, frames,
                            [&](const Frame& frame) { return kyphosis_change(info, frame) * kDegree; }),
                  over_time("lordosis (T12 to S1)", Colour::muscle, frames,
                            [&](const Frame& frame) { return lordosis_change(info, frame) * kDegree; })};
  return {
      "curvature.svg", chart.title,
      "Against rest, without roller and weight. Kyphosis below 0: the thoracic spine opens. Lordosis above "
      "0: the lumbar hollow deepens.",
      line_chart_svg(chart)};
}

Chart extension_chart(const Findings& f) {
  LyingBars chart{"How far each unit of the spine extends",
                  "Extension of each functional spinal unit: mean while loaded and largest.",
                  "extension against rest, deg",
                  {},
                  {{"mean while loaded", Colour::soft, {}}, {"largest", Colour::spine, {}}}};
  for (const UnitFindings& u : f.spine.units) {
    chart.rows.push_back(u.name);
    chart.series[0].values.push_back(u.extension.mean * kDegree);
    chart.series[1].values.push_back(u.extension.peak * kDegree);
  }
  return {"extension.svg", chart.title,
          "The upper vertebra against the lower one. Below 0: bent forward against rest.",
          lying_bars_svg(chart)};
}

Chart unit_load_chart(const Findings& f) {
  LyingBars chart{"What each unit of the spine carries",
                  "Largest compression and shear between two vertebrae while loaded.",
                  "force, N",
                  {},
                  {{"compression, mean", Colour::soft, {}},
                   {"compression, largest", Colour::spine, {}},
                   {"shear, farthest from 0", Colour::muscle, {}}}};
  for (const UnitFindings& u : f.spine.units) {
    chart.rows.push_back(u.name);
    chart.series[0].values.push_back(u.compression.mean);
    chart.series[1].values.push_back(u.compression.peak);
    chart.series[2].values.push_back(u.shear.peak);
  }
  return {"unit_load.svg", chart.title,
          "Force on the lower vertebra by the upper one: along the spine, and across it (above 0: forward).",
          lying_bars_svg(chart)};
}

Chart vertebra_chart(const Findings& f) {
  LyingBars chart{"Force on each vertebra (load path)",
                  "Force handed to each vertebra and the pelvis: mean while loaded and largest.",
                  "force, N",
                  {},
                  {{"mean while loaded", Colour::soft, {}}, {"largest", Colour::spine, {}}}};
  for (const BoneFindings& b : f.bones) {
    if (b.kind != BoneKind::spine && b.kind != BoneKind::pelvis) continue;
    chart.rows.push_back(b.name);
    chart.series[0].values.push_back(b.force.mean);
    chart.series[0].low.push_back(b.force_low);
    chart.series[0].high.push_back(b.force_high);
    chart.series[1].values.push_back(b.force.peak);
  }
  return {
      "vertebrae.svg", chart.title,
      "What the tissue hands to the bone, along the load's direction; whiskers: 5th to 95th percentile over "
      "the time under load. Below 0: tissue that nothing bears hangs on it.",
      lying_bars_svg(chart)};
}

// Rows without the side, left and right below one another.
Chart rib_chart(const Findings& f) {
  LyingBars chart{"Force on ribs and scapulae, left and right (load path)",
                  "Mean force handed to each rib and scapula while loaded.",
                  "mean force while loaded, N",
                  {},
                  {{"left", Colour::rib, {}}, {"right", Colour::scapula, {}}}};
  for (const BoneFindings& b : f.bones) {
    const bool left = b.name.ends_with(" left");
    if ((b.kind != BoneKind::rib && b.kind != BoneKind::scapula) || other_side(b.name).empty()) continue;
    const std::string row = b.name.substr(0, b.name.rfind(' '));
    auto at = std::find(chart.rows.begin(), chart.rows.end(), row) - chart.rows.begin();
    if (at == static_cast<std::ptrdiff_t>(chart.rows.size())) {
      chart.rows.push_back(row);
      for (BarSeries& side : chart.series) side.values.push_back(0);
    }
    chart.series[left ? 0 : 1].values[at] = b.force.mean;
  }
  return {"ribs.svg", chart.title,
          "What the tissue hands to the bone, along the load's direction. Below 0: tissue that nothing bears "
          "hangs on it.",
          lying_bars_svg(chart)};
}

}  // namespace

std::vector<Chart> spine_charts(const Findings& f, const std::vector<Frame>& frames) {
  if (f.spine.units.empty()) return {};
  return {curvature_chart(f, frames), extension_chart(f), unit_load_chart(f)};
}

std::vector<Chart> bone_charts(const Findings& f) {
  if (f.bones.empty()) return {};
  return {vertebra_chart(f), rib_chart(f)};
}

Chart press_chart(const Findings& f, const std::vector<Frame>& frames) {
  LineChart chart{"Force over depth",
                  "Force on the head over its travel from first touch, and the slope.",
                  "depth, mm",
                  "force, N",
                  {},
                  {}};
  LineSeries line{"force", Colour::spine, {}, {}, false};
  for (const Frame& frame : frames) {
    line.x.push_back(frame.depth * kMm);
    line.y.push_back(frame.contact_force);
  }
  chart.series = {line};
  const PressFindings& p = f.press;
  if (p.slope > 0)
    chart.series.push_back({"stiffness while loading",
                            Colour::muscle,
                            {p.slope_from.depth * kMm, p.slope_to.depth * kMm},
                            {p.slope_from.force, p.slope_to.force},
                            true});
  return {"force_depth.svg", chart.title,
          "Travel counts from first touch. Dashed: the least-squares line over the band while loading.",
          line_chart_svg(chart)};
}

std::vector<Chart> spine_charts(const Comparison& c, const std::vector<const std::vector<Frame>*>& frames) {
  const auto moves = [](const Findings& f) { return !f.spine.units.empty(); };
  if (!std::all_of(c.runs.begin(), c.runs.end(), moves)) return {};
  const auto frames_of = [&](std::size_t run) -> const std::vector<Frame>& {
    return *frames.at(static_cast<std::size_t>(c.order[run]));
  };
  LineChart opening{"Change of kyphosis",
                    "Change of kyphosis against rest over time, one line a roller.",
                    "time, s",
                    "change, deg",
                    {},
                    phase_bands(frames_of(0))};
  LyingBars extension{"How far each unit of the spine extends, largest",
                      "Largest extension of each functional spinal unit, one bar a roller.",
                      "largest extension against rest, deg",
                      {},
                      {}};
  for (const UnitFindings& u : c.runs.front().spine.units) extension.rows.push_back(u.name);
  for (std::size_t r = 0; r < c.runs.size(); ++r) {
    const RunInfo& info = c.runs[r].info;
    const Colour colour = firmness_colour(r, c.runs.size());
    opening.series.push_back(over_time(
        c.names[r], colour, frames_of(r),
        [&info](const Frame& frame) { return kyphosis_change(info, frame) * kDegree; }, r == 0));
    extension.series.push_back({c.names[r], colour, {}});
    for (const std::string& row : extension.rows) {
      const auto& units = c.runs[r].spine.units;
      const auto unit =
          std::find_if(units.begin(), units.end(), [&](const UnitFindings& u) { return u.name == row; });
      extension.series.back().values.push_back(unit == units.end() ? 0 : unit->extension.peak * kDegree);
    }
  }
  return {{"curvature.svg", opening.title,
           "Against rest, without roller and weight. Below 0: the thoracic spine opens.",
           line_chart_svg(opening)},
          {"extension.svg", extension.title,
           "The upper vertebra against the lower one. Below 0: bent forward against rest.",
           lying_bars_svg(extension)}};
}

}  // namespace backroll
