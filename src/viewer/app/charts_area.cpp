// Below the views: time, forces over time, what each vertebra takes.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "recording/columns.hpp"
#include "report/line_chart.hpp"
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

BarPlotData vertebrae(const App& app) {
  const RunData& run = app.slots.front()->run;
  BarPlotData data;
  data.title = "Each vertebra takes";
  data.unit = "N";
  data.upright = true;
  const int f = frame_index(run, app.time);
  if (f < 0) return data;
  for (std::size_t b = 0; b < run.model->info.bones.size(); ++b) {
    if (run.model->info.bones[b].kind != BoneKind::spine) continue;
    Bar bar;
    bar.label = run.model->info.bones[b].name;
    bar.value = bone_force(run.frames[f], b);
    bar.peak = largest(run, [&](const Frame& frame) { return bone_force(frame, b); });
    bar.colour = palette().spine;
    if (app.slots.size() > 1) {
      const RunData& other = app.slots[1]->run;
      const int g = frame_index(other, app.time);
      if (g >= 0 && b < other.model->info.bones.size()) bar.other = bone_force(other.frames[g], b);
    }
    data.bars.push_back(std::move(bar));
  }
  return data;
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
  data.title = "Forces";
  data.unit = "N";
  for (std::size_t n = 0; n < app.slots.size(); ++n)
    if (app.slots[n]->run.model) add_series(data, app.slots[n]->run, n > 0);
  add_points(data, *app.slots.front());
  data.events = events_of(app.slots.front()->run);
  data.playhead = app.time;
  return data;
}

std::string chart_csv(const App& app) {
  const TimePlotData data = chart_data(app);
  std::string text = "time_s";
  for (const PlotSeries& s : data.series)
    if (app.plot.hidden.count(s.label) == 0) text += "," + std::string(s.dashed ? "B " : "") + s.label;
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
  chart.title = "Forces over time";
  chart.description = title(app);
  chart.y_label = "force, N";
  const TimePlotData data = chart_data(app);
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
  const TimePlotData data = chart_data(app);
  if (const auto seek = time_plot(app.ui, "chart", app.plot, data)) {
    go_to(app, *seek);
    if (!is_live(app) || !app.follow) app.playing = false;
  }
  ImGui::EndChild();
  ImGui::SameLine(0, em(0.8f));
  begin_child("vertebrae", {bars, room.y});
  bar_plot(app.ui, "bars", vertebrae(app));
  ImGui::EndChild();
}

}  // namespace backroll
