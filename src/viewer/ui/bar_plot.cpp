#include "viewer/ui/bar_plot.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/text.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/fonts.hpp"
#include "viewer/ui/plot_area.hpp"
#include "viewer/ui/time_plot.hpp"

namespace backroll {
namespace {

// The plot as rows across or columns upright: `along` is the axis of values, the other one counts bars.
struct Layout {
  ImVec2 min, max;
  bool upright;
  ValueRange range;
  std::size_t count;

  float along(double value) const {
    const float share = static_cast<float>((value - range.low) / (range.high - range.low));
    return upright ? max.y - share * (max.y - min.y) : min.x + share * (max.x - min.x);
  }
  float pitch() const { return (upright ? max.x - min.x : max.y - min.y) / static_cast<float>(count); }
  float middle(std::size_t bar) const {
    return (upright ? min.x : min.y) + (static_cast<float>(bar) + 0.5F) * pitch();
  }
  // A rectangle between two values, `half` wide to each side of the bar's middle.
  std::pair<ImVec2, ImVec2> box(std::size_t bar, double from, double to, float half) const {
    const float a = std::min(along(from), along(to)), b = std::max(along(from), along(to)), m = middle(bar);
    if (upright) return {ImVec2(m - half, a), ImVec2(m + half, b)};
    return {ImVec2(a, m - half), ImVec2(b, m + half)};
  }
};

ValueRange range_of(const BarPlotData& data, float length) {
  double low = 0, high = 0;
  for (const Bar& bar : data.bars)
    for (const double value : {bar.value, bar.peak, bar.other})
      if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
  const int ticks = std::clamp(static_cast<int>(length / em(4)), 2, 8);
  ValueRange range = value_range(low, high, ticks);
  if (data.low) range.low = *data.low;
  if (data.high) range.high = std::max(*data.high, range.low + 1e-9);
  if (data.low || data.high) range.step = round_step(range.high - range.low, ticks);
  return range;
}

void draw_axis(const Layout& plot) {
  const Palette& p = palette();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ValueRange& range = plot.range;
  for (double n = std::ceil(range.low / range.step - 1e-9); n * range.step <= range.high + 1e-9 * range.step;
       ++n) {
    const double value = n * range.step;
    const float at = std::floor(plot.along(value)) + 0.5F;
    const ImU32 ink = value == 0 ? p.axis : p.grid;
    const std::string text = tick_label(value, range.step);
    if (plot.upright) {
      draw.AddLine(ImVec2(plot.min.x, at), ImVec2(plot.max.x, at), ink);
      small_text(ImVec2(plot.min.x - em(0.4F), at - 0.5F * small_size()), p.secondary, text, 1);
    } else {
      draw.AddLine(ImVec2(at, plot.min.y), ImVec2(at, plot.max.y), ink);
      small_text(ImVec2(at, plot.max.y + em(0.15F)), p.secondary, text, 0.5F);
    }
  }
}

void draw_bar(const Layout& plot, std::size_t b, const Bar& bar, bool hot) {
  const Palette& p = palette();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float half = std::min(0.36F * plot.pitch(), em(0.6F));
  if (std::isfinite(bar.value)) {
    const auto [a, z] = plot.box(b, 0, std::clamp(bar.value, plot.range.low, plot.range.high), half);
    draw.AddRectFilled(a, z, hot ? blended(bar.colour, p.text, 0.25F) : bar.colour,
                       std::min(em(0.12F), half));
  }
  if (std::isfinite(bar.other)) {
    const auto [a, z] = plot.box(b, 0, bar.other, half);
    draw.AddRect(a, z, p.text, 0, 0, std::max(1.0F, em(0.07F)));
  }
  if (std::isfinite(bar.peak)) {
    const auto [a, z] = plot.box(b, bar.peak, bar.peak, half + em(0.08F));
    draw.AddLine(a, z, blended(bar.colour, p.text, 0.5F), em(0.14F));
  }
}

void bar_tooltip(Ui& ui, const std::string& name, const Bar& bar, const std::string& unit) {
  if (!tooltip_due(ui, name)) return;
  const Palette& p = palette();
  ImGui::BeginTooltip();
  push_font(heading_font());
  ImGui::TextUnformatted(bar.label.c_str());
  ImGui::PopFont();
  if (ImGui::BeginTable("values", 2)) {
    const auto line = [&](ImU32 colour, const char* what, double value) {
      if (std::isfinite(value)) value_line(colour, what, number_text(value) + " " + unit);
    };
    line(bar.colour, "Now", bar.value);
    line(blended(bar.colour, p.text, 0.5F), "Peak", bar.peak);
    line(p.text, "Run B", bar.other);
    ImGui::EndTable();
  }
  ImGui::EndTooltip();
}

// Labels thin out where bars are narrower than text.
std::size_t label_every(const Layout& plot, float widest) {
  const float needed = plot.upright ? widest + em(0.3F) : 0.95F * small_size();
  return static_cast<std::size_t>(std::max(1.0F, std::ceil(needed / plot.pitch())));
}

Layout layout_of(const BarPlotData& data, const ImVec2& at, const ImVec2& size, float widest) {
  Layout plot;
  plot.upright = data.upright;
  plot.count = std::max<std::size_t>(1, data.bars.size());
  const float head = data.title.empty() ? em(0.4F) : em(1.5F);
  plot.min = ImVec2(at.x + (data.upright ? 0 : widest + em(0.5F)), at.y + head);
  plot.max = ImVec2(at.x + size.x - em(0.6F), at.y + size.y - em(1.25F));
  plot.range = range_of(data, data.upright ? plot.max.y - plot.min.y : plot.max.x - plot.min.x);
  if (data.upright)
    plot.min.x += em(0.5F) + std::max(small_text_size(tick_label(plot.range.low, plot.range.step)).x,
                                      small_text_size(tick_label(plot.range.high, plot.range.step)).x);
  return plot;
}

}  // namespace

std::optional<std::size_t> bar_plot(Ui& ui, const std::string& name, const BarPlotData& data) {
  const Palette& p = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const ImVec2 size(std::max(room.x, em(6)), std::max(data.height > 0 ? data.height : room.y, em(5)));
  float widest = 0;
  for (const Bar& bar : data.bars) widest = std::max(widest, small_text_size(bar.label).x);
  const Layout plot = layout_of(data, at, size, widest);
  const std::string title = data.unit.empty() ? data.title : data.title + " [" + data.unit + "]";
  if (!data.title.empty()) small_text(ImVec2(at.x, at.y + em(0.2F)), p.text, title);
  draw_axis(plot);

  std::optional<std::size_t> clicked;
  ImGui::PushID(name.c_str());
  const std::size_t every = label_every(plot, widest);
  for (std::size_t b = 0; b < data.bars.size(); ++b) {
    const Bar& bar = data.bars[b];
    const float half = 0.5F * plot.pitch(), middle = plot.middle(b);
    const ImVec2 from = plot.upright ? ImVec2(middle - half, plot.min.y) : ImVec2(at.x, middle - half);
    const ImVec2 to = plot.upright ? ImVec2(middle + half, at.y + size.y) : ImVec2(plot.max.x, middle + half);
    ImGui::SetCursorScreenPos(from);
    if (ImGui::InvisibleButton(bar.label.c_str(), ImVec2(to.x - from.x, to.y - from.y))) clicked = b;
    ui.marks.mark(name + "." + bar.label);
    const bool hot = ImGui::IsItemHovered(), chosen = data.highlighted == b;
    if (hot || chosen)
      ImGui::GetWindowDrawList()->AddRectFilled(from, to, with_alpha(p.accent, chosen ? 0.22F : 0.1F),
                                                em(0.15F));
    draw_focus();
    bar_tooltip(ui, name + "." + bar.label, bar, data.unit);
    draw_bar(plot, b, bar, hot);
    if (b % every != 0) continue;
    const ImVec2 text = plot.upright ? ImVec2(middle, plot.max.y + em(0.15F))
                                     : ImVec2(plot.min.x - em(0.4F), middle - 0.5F * small_size());
    small_text(text, hot || chosen ? p.text : p.secondary, bar.label, plot.upright ? 0.5F : 1);
  }
  ImGui::PopID();
  ui.marks.mark(name, plot.min, plot.max);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy(size);
  return clicked;
}

}  // namespace backroll
