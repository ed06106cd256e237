#include "viewer/ui/time_plot.hpp"

#include <algorithm>
#include <cfloat>
#include <utility>

#include "analysis/text.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/fonts.hpp"
#include "viewer/ui/plot_area.hpp"

namespace backroll {
namespace {

constexpr double kShortest = 0.02;  // [s], deepest zoom

struct Extent {
  double from = 0, to = 0;
};

Extent extent_of(const TimePlotData& data) {
  Extent extent{DBL_MAX, -DBL_MAX};
  for (const PlotSeries& series : data.series)
    if (series.count > 0) {
      extent.from = std::min(extent.from, series.time[0]);
      extent.to = std::max(extent.to, series.time[series.count - 1]);
    }
  if (extent.from > extent.to) return {0, 1};
  extent.to = std::max(extent.to, extent.from + kShortest);
  return extent;
}

bool is_hidden(const TimePlot& plot, const PlotSeries& series) {
  return plot.hidden.contains(series.label);
}

std::string with_unit(double value, const std::string& unit) {
  return number_text(value) + (unit.empty() ? "" : " " + unit);
}

std::string time_text(double time) {
  return tick_label(time, 0.01) + " s";
}

void follow_the_end(TimePlot& plot, const Extent& extent) {
  if (!plot.follow) return;
  plot.to = extent.to;
  plot.from = plot.follow_s > 0 ? std::max(extent.from, extent.to - plot.follow_s) : extent.from;
  if (plot.follow_s > 0) plot.to = std::max(plot.to, plot.from + plot.follow_s);
}

// Shift without change of length, kept so that some of the data stays in sight.
void keep_in_sight(TimePlot& plot, const Extent& extent) {
  const double length = plot.to - plot.from;
  const double low = extent.from - 0.9 * length, high = extent.to - 0.1 * length;
  plot.from = std::clamp(plot.from, low, std::max(low, high));
  plot.to = plot.from + length;
}

void zoom(TimePlot& plot, const Extent& extent, double at, float notches) {
  const double whole = extent.to - extent.from;
  const double length = plot.to - plot.from;
  const double wanted = std::clamp(length * std::pow(0.8, notches), kShortest, 1.5 * whole + kShortest);
  const double share = (at - plot.from) / length;
  plot.from = at - share * wanted;
  plot.to = plot.from + wanted;
  plot.follow = false;
  keep_in_sight(plot, extent);
}

// Title, unit and one entry a series; a click hides or shows it.
void legend(Ui& ui, const std::string& name, TimePlot& plot, const TimePlotData& data, const ImVec2& at,
            float right) {
  const Palette& p = palette();
  const std::string title = data.unit.empty() ? data.title : data.title + " [" + data.unit + "]";
  const float height = em(1.25F), text_top = at.y + 0.5F * (height - small_size());
  small_text(ImVec2(at.x, text_top), p.text, title);
  float x = at.x + small_text_size(title).x + em(1.2F);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (const PlotSeries& series : data.series) {
    if (!series.in_legend) continue;
    const float width = em(1.5F) + small_text_size(series.label).x;
    if (x + width > right) break;
    ImGui::SetCursorScreenPos(ImVec2(x, at.y));
    if (ImGui::InvisibleButton(("legend " + series.label).c_str(), ImVec2(width, height)))
      is_hidden(plot, series) ? void(plot.hidden.erase(series.label))
                              : void(plot.hidden.insert(series.label));
    ui.marks.mark(name + ".legend." + series.label);
    draw_focus();
    tooltip(ui, name + ".legend." + series.label, "Click to hide or show " + series.label);
    const bool shown = !is_hidden(plot, series);
    const float middle = at.y + 0.5F * height;
    const ImU32 line = shown ? series.colour : p.track;
    if (series.dashed)
      dashed_line(ImVec2(x, middle), ImVec2(x + em(1.1F), middle), line, em(0.14F), em(0.25F));
    else
      draw.AddRectFilled(ImVec2(x, middle - em(0.08F)), ImVec2(x + em(1.1F), middle + em(0.08F)), line);
    const ImU32 ink = ImGui::IsItemHovered() || !shown ? p.secondary : p.text;
    small_text(ImVec2(x + em(1.4F), text_top), ink, series.label);
    x += width + em(1.0F);
  }
  const bool any_other = std::any_of(data.series.begin(), data.series.end(), [](const PlotSeries& series) {
    return series.dashed && !series.in_legend;
  });
  if (!any_other || x + em(5) > right) return;
  dashed_line(ImVec2(x, at.y + 0.5F * height), ImVec2(x + em(1.1F), at.y + 0.5F * height), p.secondary,
              em(0.12F), em(0.25F));
  small_text(ImVec2(x + em(1.4F), text_top), p.secondary, "run B");
}

struct Line {
  const PlotSeries* series;
  std::vector<PlotPoint> points;
};

std::vector<Line> visible_lines(const TimePlot& plot, const TimePlotData& data, float width) {
  std::vector<Line> lines;
  const auto columns = static_cast<std::size_t>(std::max(8.0F, width));
  for (const PlotSeries& series : data.series)
    if (!is_hidden(plot, series)) lines.push_back({&series, decimated(series, plot.from, plot.to, columns)});
  return lines;
}

ValueRange range_of(const std::vector<Line>& lines, const TimePlotData& data, float height) {
  double low = data.with_zero ? 0 : DBL_MAX, high = data.with_zero ? 0 : -DBL_MAX;
  for (const Line& line : lines)
    for (const PlotPoint& point : line.points)
      if (std::isfinite(point.value)) {
        low = std::min(low, point.value);
        high = std::max(high, point.value);
      }
  return value_range(low, high, std::clamp(static_cast<int>(height / em(1.9F)), 1, 8));
}

float axis_width(const ValueRange& range) {
  const float low = small_text_size(tick_label(range.low, range.step)).x;
  const float high = small_text_size(tick_label(range.high, range.step)).x;
  return std::max({low, high, em(1.8F)}) + em(0.5F);
}

void draw_grid(const PlotArea& area, const ValueRange& range) {
  const Palette& p = palette();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float hair = std::max(1.0F, std::floor(em(0.06F)));
  for (double n = std::ceil(range.low / range.step - 1e-9); n * range.step <= range.high * (1 + 1e-9) + 1e-12;
       ++n) {
    const double value = n * range.step;
    const float y = std::floor(area.y(value)) + 0.5F;
    draw.AddLine(ImVec2(area.min.x, y), ImVec2(area.max.x, y), value == 0 ? p.axis : p.grid, hair);
    small_text(ImVec2(area.min.x - em(0.4F), y - 0.5F * small_size()), p.secondary,
               tick_label(value, range.step), 1);
  }
  const double step =
      round_step(area.x_high - area.x_low, std::max(2, static_cast<int>((area.max.x - area.min.x) / em(5))));
  const float unit = area.max.x - em(0.8F);
  for (double n = std::ceil(area.x_low / step - 1e-9); n * step <= area.x_high; ++n) {
    const float x = std::floor(area.x(n * step)) + 0.5F;
    const std::string text = tick_label(n * step, step);
    draw.AddLine(ImVec2(x, area.min.y), ImVec2(x, area.max.y), p.grid, hair);
    if (x + 0.5F * small_text_size(text).x < unit - em(0.3F))
      small_text(ImVec2(x, area.max.y + em(0.2F)), p.secondary, text, 0.5F);
  }
  small_text(ImVec2(area.max.x, area.max.y + em(0.2F)), p.secondary, "s", 1);
}

// A polyline in dashes of even length; the pattern goes on over the corners.
void draw_dashed(const std::vector<ImVec2>& points, ImU32 colour, float thickness) {
  const float dash = em(0.42F), gap = em(0.28F);
  float phase = 0;
  std::vector<ImVec2> piece;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const ImVec2 a = points[i], b = points[i + 1];
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    for (float at = 0; at < length;) {
      const bool inked = phase < dash;
      const float step = std::min(length - at, (inked ? dash : dash + gap) - phase);
      if (inked && piece.empty())
        piece.push_back(ImVec2(a.x + (b.x - a.x) * at / length, a.y + (b.y - a.y) * at / length));
      at += step;
      phase += step;
      if (inked) piece.push_back(ImVec2(a.x + (b.x - a.x) * at / length, a.y + (b.y - a.y) * at / length));
      if (phase >= dash - 1e-3F && !piece.empty()) {
        add_polyline(&draw, piece.data(), static_cast<int>(piece.size()), colour, thickness);
        piece.clear();
      }
      if (phase >= dash + gap - 1e-3F) phase = 0;
    }
  }
  if (piece.size() > 1) add_polyline(&draw, piece.data(), static_cast<int>(piece.size()), colour, thickness);
}

void draw_line(const PlotArea& area, const Line& line) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float thickness = em(line.series->dashed ? 0.09F : 0.1F);
  const ImU32 colour = line.series->dashed ? with_alpha(line.series->colour, 0.85F) : line.series->colour;
  std::vector<ImVec2> run;
  const auto flush = [&] {
    if (run.size() > 1 && line.series->dashed)
      draw_dashed(run, colour, thickness);
    else if (run.size() > 1)
      add_polyline(&draw, run.data(), static_cast<int>(run.size()), colour, thickness);
    run.clear();
  };
  for (const PlotPoint& point : line.points) {
    if (std::isfinite(point.value))
      run.push_back(ImVec2(area.x(point.time), area.y(point.value)));
    else
      flush();
  }
  flush();
}

void draw_events(const PlotArea& area, const std::vector<PlotEvent>& events) {
  const Palette& p = palette();
  float taken = -FLT_MAX;
  for (const PlotEvent& event : events) {
    if (event.time < area.x_low || event.time > area.x_high) continue;
    const float x = std::floor(area.x(event.time)) + 0.5F;
    dashed_line(ImVec2(x, area.min.y), ImVec2(x, area.max.y), with_alpha(p.secondary, 0.6F), 1, em(0.25F));
    const float width = small_text_size(event.label).x;
    if (x + em(0.2F) < taken || x + em(0.2F) + width > area.max.x) continue;
    small_text(ImVec2(x + em(0.2F), area.min.y), p.secondary, event.label);
    taken = x + em(0.6F) + width;
  }
}

void draw_playhead(const PlotArea& area, double time) {
  if (time < area.x_low || time > area.x_high) return;
  const Palette& p = palette();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float x = std::floor(area.x(time)) + 0.5F, r = em(0.32F);
  draw.AddLine(ImVec2(x, area.min.y), ImVec2(x, area.max.y), p.accent, em(0.1F));
  draw.AddTriangleFilled(ImVec2(x - r, area.min.y - r), ImVec2(x + r, area.min.y - r),
                         ImVec2(x, area.min.y + 0.7F * r), p.accent);
}

// Lines of the user's marks with their numbers.
void draw_marks(const PlotArea& area, const TimePlot& plot) {
  const Palette& p = palette();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (std::size_t m = 0; m < plot.marks.size(); ++m) {
    const float x = std::floor(area.x(plot.marks[m])) + 0.5F;
    if (x < area.min.x || x > area.max.x) continue;
    draw.AddLine(ImVec2(x, area.min.y), ImVec2(x, area.max.y), p.text, std::max(1.0F, em(0.06F)));
    const ImVec2 a(x - em(0.5F), area.max.y - em(1.1F)), b(x + em(0.5F), area.max.y - em(0.1F));
    draw.AddRectFilled(a, b, p.text, em(0.2F));
    small_text(ImVec2(x, 0.5F * (a.y + b.y - small_size())), p.ground, std::to_string(m + 1), 0.5F);
  }
}

// Between the two marks: time and change of every series, in a box in the upper right corner.
void draw_difference(const PlotArea& area, const TimePlot& plot, const TimePlotData& data) {
  if (plot.marks.size() < 2) return;
  const Palette& p = palette();
  std::vector<std::pair<ImU32, std::string>> rows = {
      {p.text, "2 \u2212 1:  " + tick_label(plot.marks[1] - plot.marks[0], 0.01) + " s"}};
  for (const PlotSeries& series : data.series) {
    if (is_hidden(plot, series)) continue;
    const double change = value_near(series, plot.marks[1]) - value_near(series, plot.marks[0]);
    const std::string sign = change > 0 ? "+" : "";
    rows.emplace_back(series.colour,
                      series.label + (series.dashed ? " B  " : "  ") + sign + with_unit(change, data.unit));
  }
  float width = 0;
  for (const auto& row : rows) width = std::max(width, small_text_size(row.second).x);
  const float pad = em(0.4F), line = small_size() * 1.25F;
  const ImVec2 b(area.max.x - pad,
                 area.min.y + em(1.2F) + pad + 2 * pad + line * static_cast<float>(rows.size()));
  const ImVec2 a(b.x - width - 2 * pad, area.min.y + em(1.2F) + pad);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(a, b, with_alpha(p.ground, 0.92F), em(0.25F));
  draw.AddRect(a, b, p.line, em(0.25F));
  for (std::size_t r = 0; r < rows.size(); ++r)
    small_text(ImVec2(a.x + pad, a.y + pad + line * static_cast<float>(r)), rows[r].first, rows[r].second);
}

// Line, dots and a table of all values at the pointer.
void hover(const PlotArea& area, const TimePlot& plot, const TimePlotData& data) {
  const Palette& p = palette();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float x = ImGui::GetIO().MousePos.x;
  const double time = area.x_at(x);
  draw.AddLine(ImVec2(x, area.min.y), ImVec2(x, area.max.y), with_alpha(p.text, 0.45F), 1);
  ImGui::BeginTooltip();
  push_font(heading_font());
  ImGui::TextUnformatted(time_text(time).c_str());
  ImGui::PopFont();
  if (ImGui::BeginTable("values", 2)) {
    for (const PlotSeries& series : data.series) {
      const double value = value_near(series, time);
      if (is_hidden(plot, series) || !std::isfinite(value)) continue;
      draw.AddCircleFilled(ImVec2(x, area.y(value)), em(0.25F), p.ground);
      draw.AddCircleFilled(ImVec2(x, area.y(value)), em(0.18F), series.colour);
      value_line(series.colour, series.label + (series.dashed ? " (B)" : ""), with_unit(value, data.unit));
    }
    ImGui::EndTable();
  }
  ImGui::EndTooltip();
}

void menu(Ui& ui, const std::string& name, TimePlot& plot, const TimePlotData& data) {
  if (!ImGui::BeginPopup("menu")) return;
  const std::pair<const char*, double> stretches[] = {
      {"Show everything", 0}, {"Last 5 s", 5}, {"Last 15 s", 15}, {"Last 60 s", 60}};
  for (const auto& [label, seconds] : stretches) {
    if (ImGui::MenuItem(label, nullptr, plot.follow && plot.follow_s == seconds)) {
      plot.follow = true;
      plot.follow_s = seconds;
    }
    ui.marks.mark(name + ".menu." + label);
  }
  ImGui::Separator();
  if (ImGui::MenuItem("Copy values")) ImGui::SetClipboardText(plot_values_text(plot, data).c_str());
  ui.marks.mark(name + ".copy");
  if (ImGui::MenuItem("Clear marks", nullptr, false, !plot.marks.empty())) plot.marks.clear();
  ui.marks.mark(name + ".clear_marks");
  ImGui::EndPopup();
}

void set_mark(TimePlot& plot, double time) {
  if (plot.marks.size() >= 2) plot.marks.clear();
  plot.marks.push_back(time);
}

// What the pointer does on the plot's area, which is the last item.
std::optional<double> act(TimePlot& plot, const PlotArea& area, const Extent& extent) {
  ImGuiIO& io = ImGui::GetIO();
  const double time = area.x_at(io.MousePos.x);
  std::optional<double> seek;
  if (ImGui::IsItemHovered() && io.MouseWheel != 0) zoom(plot, extent, time, io.MouseWheel);
  const bool right =
      ImGui::IsMouseDown(ImGuiMouseButton_Right) || ImGui::IsMouseDown(ImGuiMouseButton_Middle);
  if (ImGui::IsItemActivated()) plot.dragged = 0;
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    plot.follow = true;
    plot.follow_s = 0;
  } else if (ImGui::IsItemActivated() && io.KeyCtrl && !right) {
    set_mark(plot, std::clamp(time, extent.from, extent.to));
  } else if (ImGui::IsItemActive() && (right || io.KeyShift)) {
    plot.dragged += std::abs(io.MouseDelta.x);
    if (plot.dragged > em(0.2F) && io.MouseDelta.x != 0) {
      const double shift = io.MouseDelta.x / (area.max.x - area.min.x) * (plot.to - plot.from);
      plot.from -= shift;
      plot.to -= shift;
      plot.follow = false;
      keep_in_sight(plot, extent);
    }
  } else if (ImGui::IsItemActive() && !io.KeyCtrl && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    seek = std::clamp(time, extent.from, extent.to);
  }
  if (ImGui::IsItemHovered() && ImGui::IsMouseReleased(ImGuiMouseButton_Right) && plot.dragged <= em(0.2F))
    ImGui::OpenPopup("menu");
  return seek;
}

}  // namespace

std::string plot_values_text(const TimePlot& plot, const TimePlotData& data) {
  std::vector<double> times = plot.marks;
  if (times.empty()) times.push_back(data.playhead.value_or(extent_of(data).to));
  std::string text = "time [s]";
  for (const PlotSeries& series : data.series)
    if (!is_hidden(plot, series))
      text += "\t" + series.label + (series.dashed ? " B" : "") + " [" + data.unit + "]";
  for (const double time : times) {
    text += "\n" + number_text(time, 6);
    for (const PlotSeries& series : data.series)
      if (!is_hidden(plot, series)) text += "\t" + number_text(value_near(series, time), 6);
  }
  return text + "\n";
}

std::optional<double> time_plot(Ui& ui, const std::string& name, TimePlot& plot, const TimePlotData& data) {
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const ImVec2 size(std::max(room.x, em(8)), std::max(data.height > 0 ? data.height : room.y, em(5)));
  const Extent extent = extent_of(data);
  ImGui::PushID(name.c_str());
  follow_the_end(plot, extent);
  legend(ui, name, plot, data, at, at.x + size.x);

  PlotArea area;
  area.min = ImVec2(at.x, at.y + em(1.6F));
  area.max = ImVec2(at.x + size.x - em(0.4F), at.y + size.y - em(1.3F));
  const std::vector<Line> lines = visible_lines(plot, data, size.x);
  const ValueRange range = range_of(lines, data, area.max.y - area.min.y);
  area.min.x += axis_width(range);
  ImGui::SetCursorScreenPos(area.min);
  ImGui::InvisibleButton("area", ImVec2(area.max.x - area.min.x, area.max.y - area.min.y),
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                             ImGuiButtonFlags_MouseButtonMiddle);
  ui.marks.mark(name);
  keep_wheel();
  area.x_low = plot.from, area.x_high = plot.to, area.y_low = range.low, area.y_high = range.high;
  const std::optional<double> seek = act(plot, area, extent);
  const bool hovered = ImGui::IsItemHovered() && ImGui::IsMouseHoveringRect(area.min, area.max);

  draw_focus();
  draw_grid(area, range);
  ImGui::PushClipRect(ImVec2(area.min.x, area.min.y - em(0.4F)), area.max, true);
  draw_events(area, data.events);
  for (const Line& line : lines) draw_line(area, line);
  draw_marks(area, plot);
  if (data.playhead) draw_playhead(area, *data.playhead);
  draw_difference(area, plot, data);
  if (hovered) hover(area, plot, data);
  ImGui::PopClipRect();
  menu(ui, name, plot, data);
  ImGui::PopID();
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy(size);
  return seek;
}

}  // namespace backroll
