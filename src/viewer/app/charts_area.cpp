// Below the views: time, forces over time, what each vertebra takes.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "recording/columns.hpp"
#include "report/line_chart.hpp"
#include "units.hpp"
#include "viewer/app/panel.hpp"
#include "viewer/ui/bar_plot.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/playback_bar.hpp"

namespace backroll {

namespace {

constexpr double kOneEvent_s = 0.4;  // changes closer than this, as in a drag, are named once, by the last

Samples of_frames(const std::vector<Frame>& frames, double Frame::*value) {
  Samples samples;
  samples.first = frames.empty() ? nullptr : &(frames.front().*value);
  samples.stride = sizeof(Frame);
  return samples;
}

void add_series(TimePlotData& data, const RunData& run, bool other) {
  const std::vector<Frame>& frames = run.frames;
  const Samples time = of_frames(frames, &Frame::time_s);
  const auto add = [&](const char* label, ImU32 colour, Samples value) {
    data.series.push_back({label, colour, frames.size(), time, std::move(value), other, !other});
  };
  const auto kind = [&](RegionKind k) {
    Samples samples;
    samples.computed = [&run, k](std::size_t i) { return skin_force(run.model->info, run.frames[i], k); };
    return samples;
  };
  const Palette& p = palette();
  add("contact", p.series[0], of_frames(frames, &Frame::contact_force));
  add("over muscle", p.muscle, kind(RegionKind::muscle));
  add("over spine", p.spine, kind(RegionKind::spine));
  add("over ribs", p.rib, kind(RegionKind::rib));
  add("spine takes", p.series[4], of_frames(frames, &Frame::path_spine));
}

void add_points(TimePlotData& data, const Slot& slot) {
  for (std::size_t p = 0; p < slot.points.size(); ++p) {
    const PickedPoint& point = slot.points[p];
    PlotSeries series;
    series.label = "point " + std::to_string(p + 1) + ", kPa x 10";
    series.colour = to_colour(point_colour(p));
    series.count = point.times.size();
    series.time.first = point.times.data();
    series.value.computed = [&point](std::size_t i) { return 1e-2 * point.pressure[i]; };
    series.dashed = false;
    data.series.push_back(std::move(series));
  }
}

std::vector<PlotEvent> events_of(const RunData& run) {
  std::vector<PlotEvent> events;
  double last = -1e9;
  for (const ControlEvent& event : run.events) {
    if (event.time_s - last < kOneEvent_s && !events.empty())
      events.back().label = event.what;
    else
      events.push_back({event.time_s, event.what});
    last = event.time_s;
  }
  return events;
}

// Whether the spine of run A moves.
bool bends(const App& app) {
  const RunData& run = app.slots.front()->run;
  return run.model && !run.model->info.units.empty();
}

BarsOf bars_shown(const App& app) {
  return bends(app) ? app.view.bars : BarsOf::force;
}

// Angle [deg] or compression [N] of a functional spinal unit; NaN where the frame does not say.
double unit_value(BarsOf of, const Frame& frame, std::size_t unit) {
  if (unit >= frame.unit.size()) return std::numeric_limits<double>::quiet_NaN();
  const UnitLoad& load = frame.unit[unit];
  return of == BarsOf::extension ? load.angle.z() * kDegree : -load.force.y();
}

// Now, greatest so far and in run B.
template <class Value>
Bar bar_of(const App& app, const std::string& label, bool in_b, const Value& value) {
  const RunData& run = app.slots.front()->run;
  Bar bar;
  bar.label = label;
  bar.colour = palette().spine;
  bar.value = value(run.frames[frame_index(run, app.time)]);
  bar.peak = largest(run, value);
  if (!in_b) return bar;
  const RunData& other = app.slots[1]->run;
  const int g = frame_index(other, app.time);
  if (g >= 0) bar.other = value(other.frames[g]);
  return bar;
}

void add_curves(TimePlotData& data, const RunData& run, bool other) {
  const auto add = [&](const char* label, ImU32 colour, double Frame::*angle) {
    Samples degrees;
    degrees.computed = [&run, angle](std::size_t i) { return run.frames[i].*angle * kDegree; };
    data.series.push_back({label, colour, run.frames.size(), of_frames(run.frames, &Frame::time_s),
                           std::move(degrees), other, !other});
  };
  add("kyphosis", palette().series[0], &Frame::kyphosis);
  add("lordosis", palette().series[4], &Frame::lordosis);
}

void choose_chart(App& app) {
  static const std::vector<std::string> words(kChartWords.begin(), kChartWords.end());
  int chart = static_cast<int>(app.view.chart);
  if (segmented(app.ui, "chart_of", words, chart, em(11),
                "Forces, or kyphosis (T1-T12) and lordosis (T12-S1) over time"))
    app.view.chart = static_cast<ChartOf>(chart);
}

void choose_bars(App& app) {
  static const std::vector<std::string> words(kBarsWords.begin(), kBarsWords.end());
  int bars = static_cast<int>(app.view.bars);
  if (segmented(
          app.ui, "bars_of", words, bars, 0,
          "Force that each vertebra takes; of each functional spinal unit how far it is extended from rest, "
          "or the force that compresses it"))
    app.view.bars = static_cast<BarsOf>(bars);
}

void step_frames(App& app, int frames) {
  Slot& slot = *app.slots.front();
  if (is_live(app) && frames > 0 && app.follow) {
    slot.live->step_once();
    return;
  }
  set_playing(app, false);
  const int f = frame_index(slot.run, app.time);
  const int to = std::clamp(f + frames, 0, static_cast<int>(slot.run.frames.size()) - 1);
  if (to >= 0) go_to(app, slot.run.frames[to].time_s);
}

void obey(App& app, const PlaybackCommands& c) {
  if (c.seek) {
    const bool was_playing = app.playing;
    go_to(app, *c.seek);
    if (is_live(app) && !app.follow && was_playing) app.playing = false;
  }
  if (c.step != 0) step_frames(app, c.step);
  if (c.play_or_pause) set_playing(app, !app.playing);
  if (c.loop) app.loop = *c.loop;
  if (c.loop_from) app.loop_from = *c.loop_from;
  if (c.loop_to) app.loop_to = *c.loop_to;
  if (c.speed) app.play_speed = *c.speed;
}

}  // namespace

TimePlotData chart_data(const App& app) {
  TimePlotData data;
  const bool curves = bends(app) && app.view.chart == ChartOf::curves;
  data.title = curves ? "Curves" : "Forces";
  data.unit = curves ? "deg" : "N";
  data.with_zero = !curves;
  for (std::size_t n = 0; n < app.slots.size(); ++n) {
    const RunData& run = app.slots[n]->run;
    if (!run.model || (curves && run.model->info.units.empty())) continue;
    (curves ? add_curves : add_series)(data, run, n > 0);
  }
  if (!curves) add_points(data, *app.slots.front());
  data.events = events_of(app.slots.front()->run);
  data.playhead = app.time;
  return data;
}

BarPlotData bar_data(const App& app) {
  const RunData& run = app.slots.front()->run;
  const BarsOf of = bars_shown(app);
  BarPlotData data;
  data.title = of == BarsOf::extension     ? "Each unit is extended by"
               : of == BarsOf::compression ? "Each unit is compressed by"
                                           : "Each vertebra takes";
  data.unit = of == BarsOf::extension ? "deg" : "N";
  data.upright = true;
  if (frame_index(run, app.time) < 0) return data;
  const RunInfo& info = run.model->info;
  const RunInfo* other =
      app.slots.size() > 1 && app.slots[1]->run.model ? &app.slots[1]->run.model->info : nullptr;
  if (of != BarsOf::force) {
    for (std::size_t u = 0; u < info.units.size(); ++u)
      data.bars.push_back(bar_of(app, info.units[u], other != nullptr && other->units == info.units,
                                 [of, u](const Frame& frame) { return unit_value(of, frame, u); }));
    return data;
  }
  for (std::size_t b = 0; b < info.bones.size(); ++b)
    if (info.bones[b].kind == BoneKind::spine)
      data.bars.push_back(bar_of(app, info.bones[b].name, other != nullptr && b < other->bones.size(),
                                 [b](const Frame& frame) { return bone_force(frame, b); }));
  return data;
}

std::string chart_csv(const App& app) {
  const TimePlotData data = chart_data(app);
  const std::string end = data.unit == "N" ? "" : "_" + data.unit;
  std::string text = "time_s";
  for (const PlotSeries& s : data.series)
    if (app.plot.hidden.count(s.label) == 0) text += "," + std::string(s.dashed ? "B " : "") + s.label + end;
  text += "\n";
  if (data.series.empty()) return text;
  const PlotSeries& first = data.series.front();
  char number[40];
  for (std::size_t i = 0; i < first.count; ++i) {
    const double time = first.time[i];
    if (!app.plot.follow && (time < app.plot.from || time > app.plot.to)) continue;
    std::snprintf(number, sizeof number, "%.6g", time);
    text += number;
    for (const PlotSeries& s : data.series) {
      if (app.plot.hidden.count(s.label) != 0) continue;
      std::snprintf(number, sizeof number, ",%.6g", value_near(s, time));
      text += number;
    }
    text += "\n";
  }
  return text;
}

std::string chart_svg(const App& app) {
  static constexpr Colour colours[] = {Colour::total,  Colour::muscle, Colour::spine,
                                       Colour::rib,    Colour::pelvis, Colour::soft,
                                       Colour::medium, Colour::firm,   Colour::harder};
  LineChart chart;
  const TimePlotData data = chart_data(app);
  chart.title = data.title + " over time";
  chart.description = title(app);
  chart.y_label = data.unit == "N" ? "force, N" : "angle, " + data.unit;
  std::size_t n = 0;
  for (const PlotSeries& s : data.series) {
    LineSeries line;
    line.name = (s.dashed ? "B: " : "") + s.label;
    line.colour = colours[(s.dashed ? n - data.series.size() / 2 : n) % std::size(colours)];
    line.dashed = s.dashed;
    ++n;
    if (app.plot.hidden.count(s.label) != 0) continue;
    for (std::size_t i = 0; i < s.count; ++i) {
      if (!app.plot.follow && (s.time[i] < app.plot.from || s.time[i] > app.plot.to)) continue;
      line.x.push_back(s.time[i]);
      line.y.push_back(s.value[i]);
    }
    chart.series.push_back(std::move(line));
  }
  return line_chart_svg(chart);
}

void draw_charts(App& app) {
  PlaybackState state;
  state.time = app.time;
  state.last = std::max(end_time(app), 1e-3);
  state.playing = app.playing;
  state.loop = app.loop;
  state.loop_from = app.loop_from;
  state.loop_to = app.loop_to;
  state.speed = app.play_speed;
  state.mode = !is_live(app) ? "recorded" : app.follow && app.playing ? "live" : "paused";
  obey(app, playback_bar(app.ui, "time", state));
  if (!app.slots.front()->run.model) return;
  const float bars = std::min(em(28), 0.42f * ImGui::GetContentRegionAvail().x);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  begin_child("forces", {room.x - bars - em(0.8f), room.y});
  if (bends(app)) choose_chart(app);
  const TimePlotData data = chart_data(app);
  if (const auto seek = time_plot(app.ui, "chart", app.plot, data)) {
    go_to(app, *seek);
    if (!is_live(app) || !app.follow) app.playing = false;
  }
  ImGui::EndChild();
  ImGui::SameLine(0, em(0.8f));
  begin_child("vertebrae", {bars, room.y});
  if (bends(app)) choose_bars(app);
  bar_plot(app.ui, "bars", bar_data(app));
  ImGui::EndChild();
}

}  // namespace backroll
