#include "viewer/ui/colour_bar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "analysis/text.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/plot_area.hpp"

namespace backroll {
namespace {

double magnitude(const ColourRange& range) {
  return std::max(std::abs(range.low), std::abs(range.high));
}

void follow_run(ColourRange& range, const ColourBarData& data) {
  if (range.mode != RangeMode::run) return;
  range.high = round_top(std::max(std::abs(data.run_high), std::abs(data.run_low)));
  range.low = data.run_low < 0 ? -range.high : 0;
}

// A range of the same kind with another end.
void set_high(ColourRange& range, double high) {
  const bool symmetric = range.low < 0;
  range.high = high;
  if (symmetric) range.low = -high;
  range.mode = RangeMode::manual;
}

void draw_colours(const ImVec2& a, const ImVec2& b, const ColourRange& range, const ColourBarData& data) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  static constexpr int kBands = 96;
  for (int n = 0; n < kBands; ++n) {
    const float top = b.y + (a.y - b.y) * static_cast<float>(n + 1) / kBands;
    const float bottom = b.y + (a.y - b.y) * static_cast<float>(n) / kBands;
    const double from = range.low + (range.high - range.low) * n / kBands;
    const double to = range.low + (range.high - range.low) * (n + 1) / kBands;
    const ImU32 below = bar_colour(data, range, from), above = bar_colour(data, range, to);
    draw.AddRectFilledMultiColor(ImVec2(a.x, top), ImVec2(b.x, bottom), above, above, below, below);
  }
}

void draw_arrow(const ImVec2& a, float width, float height, ImU32 colour) {
  ImGui::GetWindowDrawList()->AddTriangleFilled(ImVec2(a.x, a.y), ImVec2(a.x + width, a.y),
                                                ImVec2(a.x + 0.5F * width, a.y - height), colour);
}

void draw_ticks(const ImVec2& a, const ImVec2& b, const ColourRange& range) {
  const Palette& p = palette();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const int count = std::clamp(static_cast<int>((b.y - a.y) / em(2.2F)), 2, 8);
  const double step = round_step(range.high - range.low, count);
  for (double n = std::ceil(range.low / step - 1e-9); n * step <= range.high * (1 + 1e-9); ++n) {
    const float y = b.y + (a.y - b.y) * static_cast<float>((n * step - range.low) / (range.high - range.low));
    draw.AddLine(ImVec2(b.x, y), ImVec2(b.x + em(0.3F), y), p.secondary);
    small_text(ImVec2(b.x + em(0.45F), y - 0.5F * small_size()), p.text, tick_label(n * step, step));
  }
}

void draw_pointer(const ImVec2& a, const ImVec2& b, const ColourRange& range, double value) {
  if (!std::isfinite(value)) return;
  const Palette& p = palette();
  const double share = std::clamp((value - range.low) / (range.high - range.low), 0.0, 1.0);
  const float y = b.y + (a.y - b.y) * static_cast<float>(share), r = em(0.3F);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddLine(ImVec2(a.x, y), ImVec2(b.x, y), p.text, std::max(1.0F, em(0.08F)));
  draw.AddTriangleFilled(ImVec2(a.x - 1.4F * r, y - r), ImVec2(a.x, y), ImVec2(a.x - 1.4F * r, y + r),
                         p.text);
}

// Drag up shows more (a smaller end), down less, 1 % a pixel of a 16 px font.
Edit drag(Ui& ui, const std::string& name, ColourRange& range) {
  Edit edit;
  edit.started = ImGui::IsItemActivated();
  const float moved = ImGui::GetIO().MouseDelta.y;
  if (ImGui::IsItemActive() && moved != 0) {
    set_high(range, std::max(1e-6, range.high * std::exp(0.16 * moved / ImGui::GetFontSize())));
    edit.changed = true;
  }
  if (ImGui::IsItemDeactivated()) {
    if (range.mode == RangeMode::manual) range.high = std::atof(number_text(range.high, 2).c_str());
    if (range.low < 0) range.low = -range.high;
    edit.committed = true;
  }
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  tooltip(ui, name, "Drag up or down to change the range.");
  return edit;
}

Edit high_field(Ui& ui, const std::string& name, ColourRange& range, float width) {
  double high = range.high;
  ImGui::SetNextItemWidth(width);
  const bool entered =
      ImGui::InputDouble("##high", &high, 0, 0, "%.4g",
                         ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_EnterReturnsTrue);
  ui.marks.mark(name + ".high");
  tooltip(ui, name + ".high", "Top of the range; Enter sets it.");
  if (!entered || !(high > 0) || !std::isfinite(high) || high == range.high) return {};
  set_high(range, high);
  return Edit::at_once();
}

Edit modes(Ui& ui, const std::string& name, ColourRange& range, float width) {
  static const std::array<std::pair<const char*, const char*>, 3> words = {
      {{"run", "The greatest value of the run, for all times and both views"},
       {"locked", "As it stands now"},
       {"manual", "As typed or dragged"}}};
  Edit edit;
  for (std::size_t w = 0; w < words.size(); ++w) {
    const bool chosen = range.mode == static_cast<RangeMode>(w);
    if (ImGui::InvisibleButton(words[w].first, ImVec2(width, em(1.2F))) && !chosen) {
      range.mode = static_cast<RangeMode>(w);
      edit = Edit::at_once();
    }
    const std::string mark = name + "." + words[w].first;
    ui.marks.mark(mark);
    tooltip(ui, mark, words[w].second);
    const Palette& p = palette();
    const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    const ImU32 fill = chosen ? with_alpha(p.accent, p.light ? 1.0F : 0.85F) : p.frame;
    ImGui::GetWindowDrawList()->AddRectFilled(
        a, b, ImGui::IsItemHovered() && !chosen ? blended(fill, p.text, 0.1F) : fill,
        ImGui::GetStyle().FrameRounding);
    draw_focus();
    small_text(ImVec2(0.5F * (a.x + b.x), 0.5F * (a.y + b.y - small_size())),
               chosen ? IM_COL32_WHITE : p.text, words[w].first, 0.5F);
  }
  return edit;
}

}  // namespace

double round_top(double value) {
  if (!(value > 0) || !std::isfinite(value)) return 1;
  const double decade = std::pow(10.0, std::floor(std::log10(value)));
  for (const double factor : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0})
    if (factor * decade >= value * (1 - 1e-9)) return factor * decade;
  return 10 * decade;
}

ImU32 bar_colour(const ColourBarData& data, const ColourRange& range, double value) {
  const double share = std::clamp((value - range.low) / (range.high - range.low), 0.0, 1.0);
  const double t = data.fade > 0 ? std::clamp(std::abs(value) / (data.fade * magnitude(range)), 0.0, 1.0) : 1;
  return blended(data.bare, data.colour(share), static_cast<float>(t * t * (3 - 2 * t)));
}

Edit colour_bar(Ui& ui, const std::string& name, ColourRange& range, const ColourBarData& data) {
  const Palette& p = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const float height = std::max(data.height > 0 ? data.height : room.y, em(14)),
              width = std::max(em(4.2F), room.x);
  const float spacing = ImGui::GetStyle().ItemSpacing.y,
              below = data.controls ? ImGui::GetFrameHeight() + em(4.5F) + 3 * spacing : em(0.7F);
  Edit edit;
  ImGui::PushID(name.c_str());
  small_text(at, p.text, data.title);
  small_text(ImVec2(at.x, at.y + 1.15F * small_size()), p.secondary, data.unit);
  const float left = at.x + em(0.5F), arrow = em(0.8F);
  const ImVec2 a(left, at.y + 3.0F * small_size() + arrow), b(left + em(1.1F), at.y + height - below);
  ImGui::SetCursorScreenPos(a);
  ImGui::InvisibleButton("bar", ImVec2(b.x - a.x, b.y - a.y));
  ui.marks.mark(name);
  edit |= drag(ui, name, range);
  draw_focus();
  follow_run(range, data);
  draw_colours(a, b, range, data);
  draw_arrow(ImVec2(a.x, a.y - em(0.1F)), b.x - a.x, arrow, data.over);
  small_text(ImVec2(b.x + em(0.45F), a.y - arrow - 0.55F * small_size()), p.secondary, "over");
  draw_ticks(a, b, range);
  draw_pointer(a, b, range, data.pointer);
  if (data.controls) {
    ImGui::SetCursorScreenPos(ImVec2(at.x, b.y + em(0.7F)));
    ImGui::BeginGroup();
    edit |= high_field(ui, name, range, width);
    edit |= modes(ui, name, range, width);
    ImGui::EndGroup();
  }
  ImGui::PopID();
  return edit;
}

}  // namespace backroll
