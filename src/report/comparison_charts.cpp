#include <algorithm>

#include "analysis/sides.hpp"
#include "analysis/text.hpp"
#include "report/along_charts.hpp"
#include "report/bar_chart.hpp"
#include "report/line_chart.hpp"
#include "report/report.hpp"
#include "report/series.hpp"
#include "report/spine_charts.hpp"
#include "units.hpp"

namespace backroll {
namespace {

constexpr std::size_t kComparedMuscles = 12;

using AllFrames = std::vector<const std::vector<Frame>*>;

// The frames of comparison.runs[run].
const std::vector<Frame>& frames_of(const Comparison& c, const AllFrames& frames, std::size_t run) {
  return *frames.at(static_cast<std::size_t>(c.order[run]));
}

// One line a run: the softest dashed, so that the order reads without colour too.
Chart overlay(const Comparison& c, const AllFrames& frames, const char* file, const std::string& title,
              const std::string& y_label, const std::string& caption, const FrameValue& value) {
  LineChart chart{title, title + ", one line a roller.",      "time, s", y_label,
                  {},    phase_bands(frames_of(c, frames, 0))};
  for (std::size_t r = 0; r < c.runs.size(); ++r)
    chart.series.push_back(
        over_time(c.names[r], firmness_colour(r, c.runs.size()), frames_of(c, frames, r), value, r == 0));
  return {file, title, caption, line_chart_svg(chart)};
}

std::vector<BarSeries> one_a_run(const Comparison& c) {
  std::vector<BarSeries> series;
  for (std::size_t r = 0; r < c.runs.size(); ++r)
    series.push_back({c.names[r], firmness_colour(r, c.runs.size()), {}});
  return series;
}

Chart level_chart(const Comparison& c, const char* file, const char* key, const std::string& title) {
  GroupedBars chart{title, title + " at each level, one bar a roller.", "pressure, kPa", {}, one_a_run(c)};
  for (const LevelComparison& level : c.levels) {
    const Ratio* ratio = find_ratio(level.quantities, key);
    chart.groups.push_back(level.level);
    for (std::size_t r = 0; r < c.runs.size(); ++r) chart.series[r].values.push_back(ratio->values[r]);
  }
  return {file, title, "As the roller passes each level (skin view).", grouped_bars_svg(chart)};
}

Chart share_chart(const Comparison& c) {
  ShareBars chart{"What carries the roller (skin view)",
                  "Shares of the contact force over muscle, spine, ribs and elsewhere, one bar a roller.",
                  c.names,
                  {}};
  chart.parts = {{"muscle", Colour::muscle, {}},
                 {"spine", Colour::spine, {}},
                 {"ribs", Colour::rib, {}},
                 {"elsewhere", Colour::rest, {}}};
  for (const Findings& run : c.runs) {
    const SkinShares& s = run.force.skin;
    const double shares[] = {s.muscle, s.spine, s.rib, s.other};
    for (std::size_t p = 0; p < std::size(shares); ++p) chart.parts[p].values.push_back(shares[p]);
  }
  return {"shares.svg", chart.title, "Contact force by what lies under the skin, mean over roll and hold.",
          share_bars_svg(chart)};
}

Chart path_share_chart(const Comparison& c) {
  ShareBars chart{"Where the force ends (load path)",
                  "Shares of the force handed to spine, ribs, scapulae, pelvis and deep boundary.",
                  c.names,
                  {}};
  chart.parts = {{"spine", Colour::spine, {}},
                 {"ribs", Colour::rib, {}},
                 {"scapulae", Colour::scapula, {}},
                 {"pelvis", Colour::pelvis, {}},
                 {"deep boundary", Colour::rest, {}}};
  for (const Findings& run : c.runs) {
    const PathShares& s = run.force.path;
    const double shares[] = {s.spine, s.rib, s.scapula, s.pelvis, s.deep};
    for (std::size_t p = 0; p < std::size(shares); ++p) chart.parts[p].values.push_back(shares[p]);
  }
  return {"path_shares.svg", chart.title,
          "Shares of the force handed on (contact force and weight of the tissue), mean over roll and hold. "
          "Below 0: tissue that nothing bears hangs there.",
          share_bars_svg(chart)};
}

void add_row(RatioBars& chart, const Ratio& ratio, const std::string& label) {
  chart.rows.push_back(label);
  chart.ratios.push_back(ratio.ratio);
  chart.notes.push_back(number_text(ratio.values.back()) + " against " + number_text(ratio.values.front()) +
                        " " + ratio.unit);
}

Chart ratio_chart(const Comparison& c) {
  RatioBars chart{"Ratio of " + c.names.back() + " to " + c.names.front(),
                  "Ratio of the firmest roller's value to the softest's.",
                  "firm / soft, logarithmic; right of 1: more on the firmest",
                  {},
                  {},
                  {}};
  for (const char* key : {"mean_pressure_paraspinal_kpa", "peak_1cm2_muscle_kpa", "peak_1cm2_bone_kpa",
                          "muscle_force_n", "spine_force_n", "rib_force_n", "path_spine_n", "path_rib_n",
                          "contact_area_cm2", "sinking_mm", "contact_force_peak_n", "stiffness_n_per_mm",
                          "slope_n_mm", "depth_at_30_n_mm", "thoracic_opening_deg", "unit_extension_deg",
                          "unit_compression_n", "mean_pressure_kpa", "peak_pressure_1cm2_kpa"})
    if (const Ratio* ratio = find_ratio(c.quantities, key))
      add_row(chart, *ratio, ratio->label + (ratio->view == "load path" ? " (load path)" : ""));
  return {"ratios.svg", chart.title,
          "Pressures and forces on the skin: skin view unless the row says load path.",
          ratio_bars_svg(chart)};
}

Chart level_ratio_chart(const Comparison& c) {
  RatioBars chart{
      "Level by level: mean over muscle and peak over bone",
      "Ratio firmest to softest of the mean pressure over paraspinal muscle and the 1 cm2 peak over bone.",
      "firm / soft, logarithmic",
      {},
      {},
      {}};
  for (const LevelComparison& level : c.levels) {
    add_row(chart, *find_ratio(level.quantities, "mean_pressure_paraspinal_kpa"),
            level.level + ": mean over paraspinal muscle");
    add_row(chart, *find_ratio(level.quantities, "peak_1cm2_bone_kpa"),
            level.level + ": 1 cm2 peak over bone");
  }
  return {"level_ratios.svg", chart.title, "Skin view, frames nearest to each level.", ratio_bars_svg(chart)};
}

// Of the muscle that a row stands for, "longissimus, each side" for the left one; 0 where it is not stressed.
std::pair<double, double> stress_spread(const Findings& run, const std::string& row) {
  const std::string name = row.substr(0, row.find(", each side"));
  for (const MuscleFindings& m : run.muscles)
    if (m.name == row || m.name == name + " left") return {m.stress_low, m.stress_high};
  return {0, 0};
}

Chart muscle_chart(const Comparison& c) {
  const std::vector<Ratio> muscles = sides_merged(c.muscles);
  std::vector<const Ratio*> rows;
  rows.reserve(muscles.size());
  for (const Ratio& m : muscles) rows.push_back(&m);
  std::stable_sort(rows.begin(), rows.end(), [](const Ratio* a, const Ratio* b) {
    return *std::max_element(a->values.begin(), a->values.end()) >
           *std::max_element(b->values.begin(), b->values.end());
  });
  if (rows.size() > kComparedMuscles) rows.resize(kComparedMuscles);
  LyingBars chart{"Mean compressive stress of the muscles (tissue state)",
                  "Mean compressive stress of each muscle, one bar a roller.",
                  "compressive stress, kPa",
                  {},
                  one_a_run(c)};
  for (const Ratio* m : rows) {
    chart.rows.push_back(m->label);
    for (std::size_t r = 0; r < c.runs.size(); ++r) {
      const auto [low, high] = stress_spread(c.runs[r], m->label);
      chart.series[r].values.push_back(m->values[r]);
      chart.series[r].low.push_back(low * kKpa);
      chart.series[r].high.push_back(high * kKpa);
    }
  }
  return {"muscles.svg", chart.title,
          "Mean over the muscle's volume and the time under load; whiskers: 5th to 95th percentile over that "
          "time.",
          lying_bars_svg(chart)};
}

Chart curve_chart(const Comparison& c, const AllFrames& frames) {
  LineChart curve{
      "Force over depth", "Contact force over the travel, one line a run.", "depth, mm", "force, N", {}, {}};
  for (std::size_t r = 0; r < c.runs.size(); ++r) {
    LineSeries line{c.names[r], firmness_colour(r, c.runs.size()), {}, {}, r == 0};
    for (const Frame& frame : frames_of(c, frames, r)) {
      line.x.push_back(frame.depth * kMm);
      line.y.push_back(frame.contact_force);
    }
    curve.series.push_back(line);
  }
  return {"force_depth.svg", curve.title, "Travel counts from first touch.", line_chart_svg(curve)};
}

std::vector<Chart> specimen_charts(const Comparison& c, const AllFrames& frames) {
  return {curve_chart(c, frames),
          overlay(c, frames, "pressure.svg", "Largest pressure over 1 cm2", "pressure, kPa",
                  "Averages over 1 cm2.", member(&Frame::peak_pressure_1cm2, kKpa)),
          ratio_chart(c)};
}

}  // namespace

std::vector<Chart> comparison_charts(const Comparison& c, const AllFrames& frames) {
  if (c.runs.front().info.specimen) return specimen_charts(c, frames);
  const std::vector<Chart> spine = spine_charts(c, frames);
  if (c.runs.front().info.press) {
    std::vector<Chart> charts = {curve_chart(c, frames), share_chart(c), path_share_chart(c), ratio_chart(c)};
    charts.insert(charts.end(), spine.begin(), spine.end());
    return charts;
  }
  std::vector<Chart> charts = {share_chart(c), path_share_chart(c), ratio_chart(c)};
  charts.insert(charts.end(), spine.begin(), spine.end());
  if (!c.levels.empty()) {
    charts.push_back(level_ratio_chart(c));
    charts.push_back(level_chart(c, "levels_muscle.svg", "mean_pressure_paraspinal_kpa",
                                 "Mean pressure over paraspinal muscle"));
    charts.push_back(
        level_chart(c, "levels_bone.svg", "peak_1cm2_bone_kpa", "1 cm2 peak over spine and ribs"));
  }
  for (const Chart& chart : along_charts(c, frames)) charts.push_back(chart);
  charts.push_back(overlay(c, frames, "pressure_muscle.svg", "Mean pressure over paraspinal muscle",
                           "pressure, kPa", "Force over area above the paraspinal muscles (skin view).",
                           member(&Frame::mean_pressure_paraspinal, kKpa)));
  charts.push_back(overlay(c, frames, "pressure_bone.svg", "1 cm2 peak over spine and ribs", "pressure, kPa",
                           "Largest average over 1 cm2 centred over bone (skin view).",
                           member(&Frame::peak_1cm2_bone, kKpa)));
  charts.push_back(overlay(c, frames, "path_spine.svg", "Force handed to the spine", "force, N",
                           "Load path. Below 0: tissue that nothing bears hangs on it.",
                           member(&Frame::path_spine)));
  charts.push_back(overlay(c, frames, "forces.svg", "Contact force", "force, N",
                           "The lines lie on one another where the load is the same.",
                           member(&Frame::contact_force)));
  charts.push_back(overlay(c, frames, "height.svg", "Height of the roller over the unloaded skin",
                           "height, mm", "Negative: sunk in.", member(&Frame::height, kMm)));
  if (!c.muscles.empty()) charts.push_back(muscle_chart(c));
  return charts;
}

}  // namespace backroll
