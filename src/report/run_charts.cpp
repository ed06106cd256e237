#include <algorithm>

#include "analysis/sides.hpp"
#include "report/along_charts.hpp"
#include "report/bar_chart.hpp"
#include "report/line_chart.hpp"
#include "report/report.hpp"
#include "report/series.hpp"
#include "report/spine_charts.hpp"
#include "units.hpp"

namespace backroll {
namespace {

constexpr std::size_t kMuscleRows = 14;

Chart force_chart(const Findings& f, const std::vector<Frame>& frames) {
  const RunInfo& info = f.info;
  const auto skin = [&](RegionKind kind) {
    return [&info, kind](const Frame& frame) { return skin_force(info, frame, kind); };
  };
  LineChart chart{"Contact force by what lies under the skin (skin view)",
                  "Contact force over time and its parts over muscle, spine, ribs and elsewhere.",
                  "time, s",
                  "force, N",
                  {},
                  phase_bands(frames)};
  chart.series = {over_time("contact force", Colour::total, frames, member(&Frame::contact_force)),
                  over_time("muscle", Colour::muscle, frames, skin(RegionKind::muscle)),
                  over_time("spine", Colour::spine, frames, skin(RegionKind::spine)),
                  over_time("ribs", Colour::rib, frames, skin(RegionKind::rib)),
                  over_time("elsewhere", Colour::rest, frames, skin(RegionKind::other), true)};
  return {"forces.svg", chart.title,
          "Skin view: each part of the contact force belongs to what lies under that piece of skin. The "
          "parts add up "
          "to the contact force.",
          line_chart_svg(chart)};
}

Chart path_chart(const std::vector<Frame>& frames) {
  LineChart chart{"Where the force ends (load path)",
                  "Force handed to spine, ribs, scapulae, pelvis and the deep boundary over time.",
                  "time, s",
                  "force, N",
                  {},
                  phase_bands(frames)};
  chart.series = {over_time("contact force", Colour::total, frames, member(&Frame::contact_force)),
                  over_time("spine", Colour::spine, frames, member(&Frame::path_spine)),
                  over_time("ribs", Colour::rib, frames, member(&Frame::path_rib)),
                  over_time("scapulae", Colour::scapula, frames, member(&Frame::path_scapula)),
                  over_time("pelvis", Colour::pelvis, frames, member(&Frame::path_pelvis)),
                  over_time("deep boundary", Colour::rest, frames, member(&Frame::path_deep), true)};
  return {"path.svg", chart.title,
          "Load path: the force that the tissue hands to each bone and to the deep boundary. The parts add "
          "up to the contact force and the weight of the tissue. Below 0: tissue that nothing bears hangs on "
          "that bone.",
          line_chart_svg(chart)};
}

Chart pressure_chart(const std::vector<Frame>& frames, bool specimen) {
  LineChart chart{
      "Pressure on the skin", "Mean and 1 cm2 peak pressures over time.", "time, s", "pressure, kPa", {},
      phase_bands(frames)};
  if (specimen) {
    chart.title = "Pressure under the indenter";
    chart.series = {
        over_time("largest over 1 cm2", Colour::muscle, frames, member(&Frame::peak_pressure_1cm2, kKpa)),
        over_time("mean", Colour::total, frames, member(&Frame::mean_pressure, kKpa))};
    return {"pressure.svg", chart.title, "Mean = force over contact area. Peaks are averages over 1 cm2.",
            line_chart_svg(chart)};
  }
  chart.series = {
      over_time("1 cm2 peak over spine and ribs", Colour::spine, frames,
                member(&Frame::peak_1cm2_bone, kKpa)),
      over_time("1 cm2 peak over muscle", Colour::muscle, frames, member(&Frame::peak_1cm2_muscle, kKpa)),
      over_time("mean", Colour::total, frames, member(&Frame::mean_pressure, kKpa)),
      over_time("mean over paraspinal muscle", Colour::muscle, frames,
                member(&Frame::mean_pressure_paraspinal, kKpa), true)};
  return {"pressure.svg", chart.title,
          "Peaks are averages over 1 cm2 of skin, by what lies under it (skin view). Mean = contact force "
          "over contact "
          "area.",
          line_chart_svg(chart)};
}

Chart height_chart(const std::vector<Frame>& frames) {
  LineChart chart{"Height of the roller over the unloaded skin",
                  "Height of the roller's surface over the unloaded skin over time; negative = sunk in.",
                  "time, s",
                  "height, mm",
                  {},
                  phase_bands(frames)};
  chart.series = {over_time("height", Colour::total, frames, member(&Frame::height, kMm))};
  return {"height.svg", chart.title, "Negative: the roller's surface lies below where the skin was.",
          line_chart_svg(chart)};
}

Chart level_chart(const Findings& f) {
  ShareBars chart{"What carries the roller at each level (skin view)",
                  "Shares of the contact force over muscle, spine, ribs and elsewhere at each level.",
                  {},
                  {}};
  chart.parts = {{"muscle", Colour::muscle, {}},
                 {"spine", Colour::spine, {}},
                 {"ribs", Colour::rib, {}},
                 {"elsewhere", Colour::rest, {}}};
  for (const LevelFindings& l : f.levels) {
    chart.rows.push_back(l.level);
    chart.parts[0].values.push_back(l.skin.muscle);
    chart.parts[1].values.push_back(l.skin.spine);
    chart.parts[2].values.push_back(l.skin.rib);
    chart.parts[3].values.push_back(l.skin.other);
  }
  return {"levels.svg", chart.title, "Shares of the contact force as the roller passes each level.",
          share_bars_svg(chart)};
}

Chart level_path_chart(const Findings& f) {
  ShareBars chart{"Where the force ends at each level (load path)",
                  "Shares of the load path handed to spine, ribs, scapulae, pelvis and deep boundary.",
                  {},
                  {}};
  chart.parts = {{"spine", Colour::spine, {}},
                 {"ribs", Colour::rib, {}},
                 {"scapulae", Colour::scapula, {}},
                 {"pelvis", Colour::pelvis, {}},
                 {"deep boundary", Colour::rest, {}}};
  for (const LevelFindings& l : f.levels) {
    chart.rows.push_back(l.level);
    const double shares[] = {l.path.spine, l.path.rib, l.path.scapula, l.path.pelvis, l.path.deep};
    for (std::size_t p = 0; p < std::size(shares); ++p) chart.parts[p].values.push_back(shares[p]);
  }
  return {"levels_path.svg", chart.title,
          "Shares of the force handed on (contact force and weight of the tissue), as the roller passes each "
          "level. Below 0: tissue that nothing bears hangs there.",
          share_bars_svg(chart)};
}

Chart level_pressure_chart(const Findings& f) {
  GroupedBars chart{"Pressure at each level (skin view)",
                    "Mean pressure over paraspinal muscle and 1 cm2 peaks at each level.",
                    "pressure, kPa",
                    {},
                    {}};
  chart.series = {{"mean over paraspinal muscle", Colour::rest, {}},
                  {"1 cm2 peak over muscle", Colour::muscle, {}},
                  {"1 cm2 peak over spine and ribs", Colour::spine, {}}};
  for (const LevelFindings& l : f.levels) {
    chart.groups.push_back(l.level);
    chart.series[0].values.push_back(l.paraspinal_pressure * kKpa);
    chart.series[1].values.push_back(l.peak_1cm2_muscle * kKpa);
    chart.series[2].values.push_back(l.peak_1cm2_bone * kKpa);
  }
  return {"levels_pressure.svg", chart.title, "Mean over the passes of the frame nearest to each level.",
          grouped_bars_svg(chart)};
}

Chart muscle_chart(const Findings& f) {
  const std::vector<MuscleFindings> muscles = sides_merged(f.muscles);
  std::vector<const MuscleFindings*> stressed;
  for (const MuscleFindings& m : muscles)
    if (m.stress_p95_peak > 0) stressed.push_back(&m);
  std::stable_sort(stressed.begin(), stressed.end(), [](const MuscleFindings* a, const MuscleFindings* b) {
    return a->stress_p95_peak > b->stress_p95_peak;
  });
  if (stressed.size() > kMuscleRows) stressed.resize(kMuscleRows);
  LyingBars chart{"Compressive stress in the muscles (tissue state)",
                  "Compressive stress of each muscle: volume and time mean, and largest 95th percentile.",
                  "compressive stress, kPa",
                  {},
                  {}};
  chart.series = {{"mean over volume and time", Colour::muscle, {}},
                  {"95th percentile, largest", Colour::scapula, {}}};
  for (const MuscleFindings* m : stressed) {
    chart.rows.push_back(m->name);
    chart.series[0].values.push_back(m->stress * kKpa);
    chart.series[0].low.push_back(m->stress_low * kKpa);
    chart.series[0].high.push_back(m->stress_high * kKpa);
    chart.series[1].values.push_back(m->stress_p95_peak * kKpa);
  }
  return {"muscles.svg", chart.title,
          "The most stressed muscles while the roller is loaded; whiskers: 5th to 95th percentile of the "
          "volume's mean over that time.",
          lying_bars_svg(chart)};
}

std::vector<Chart> specimen_charts(const Findings& f, const std::vector<Frame>& frames) {
  LineChart curve{
      "Force over depth", "Contact force over the travel of the indenter.", "depth, mm", "force, N", {}, {}};
  LineSeries line{"force", Colour::spine, {}, {}, false};
  for (const Frame& frame : frames) {
    line.x.push_back(frame.depth * kMm);
    line.y.push_back(frame.contact_force);
  }
  curve.series = {line};
  LineChart area{"Contact area", "Contact area over time.", "time, s", "area, cm2", {}, {}};
  area.series = {over_time("area", Colour::rib, frames, member(&Frame::contact_area, kCm2))};
  std::vector<Chart> charts = {
      {"force_depth.svg", curve.title, "Travel counts from first touch.", line_chart_svg(curve)},
      pressure_chart(frames, true),
      {"area.svg", area.title, "Undeformed area under pressure.", line_chart_svg(area)}};
  if (f.specimen.roll_length > 0) {
    LineChart roll{"Depth over time", "Depth of the indenter over time.", "time, s", "depth, mm", {}, {}};
    roll.series = {over_time("depth", Colour::spine, frames, member(&Frame::depth, kMm))};
    charts.push_back({"depth.svg", roll.title,
                      "While it is rolled under a held load, the depth should stay level.",
                      line_chart_svg(roll)});
  }
  return charts;
}

}  // namespace

std::vector<Chart> run_charts(const Findings& f, const std::vector<Frame>& frames) {
  if (frames.empty()) return {};
  if (f.info.specimen) return specimen_charts(f, frames);
  std::vector<Chart> charts;
  const auto add = [&](const std::vector<Chart>& more) {
    charts.insert(charts.end(), more.begin(), more.end());
  };
  if (f.info.press) charts.push_back(press_chart(f, frames));
  add({force_chart(f, frames), path_chart(frames), pressure_chart(frames, false)});
  if (!f.info.press) charts.push_back(height_chart(frames));
  add(along_charts(f, frames));
  add(spine_charts(f, frames));
  add(bone_charts(f));
  if (!f.levels.empty()) {
    charts.push_back(level_chart(f));
    charts.push_back(level_path_chart(f));
    charts.push_back(level_pressure_chart(f));
  }
  if (std::any_of(f.muscles.begin(), f.muscles.end(),
                  [](const MuscleFindings& m) { return m.stress_p95_peak > 0; }))
    charts.push_back(muscle_chart(f));
  return charts;
}

}  // namespace backroll
