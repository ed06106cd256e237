#include "viewer/ui/playback_bar.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/text.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/plot_area.hpp"

namespace backroll {
namespace {

enum class Icon { start, back, play, pause, forward, end, loop, loop_from, loop_to };

void triangle(const ImVec2& c, float half, float direction, ImU32 colour) {
  ImGui::GetWindowDrawList()->AddTriangleFilled(ImVec2(c.x - 0.8F * half * direction, c.y - half),
                                                ImVec2(c.x + 0.9F * half * direction, c.y),
                                                ImVec2(c.x - 0.8F * half * direction, c.y + half), colour);
}

void stroke(const ImVec2& c, float dx, float half, ImU32 colour) {
  const float w = em(0.09F);
  ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(c.x + dx - w, c.y - half),
                                            ImVec2(c.x + dx + w, c.y + half), colour);
}

void bracket(const ImVec2& c, float half, float direction, ImU32 colour) {
  const float w = em(0.11F), foot = 0.7F * half;
  const ImVec2 points[] = {
      ImVec2(c.x + direction * foot * 0.5F, c.y - half), ImVec2(c.x - direction * foot * 0.5F, c.y - half),
      ImVec2(c.x - direction * foot * 0.5F, c.y + half), ImVec2(c.x + direction * foot * 0.5F, c.y + half)};
  add_polyline(ImGui::GetWindowDrawList(), points, 4, colour, w);
}

// Two half rounds with an arrow head each.
void loop_icon(const ImVec2& c, float half, ImU32 colour) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float pi = 3.14159265F;
  for (const float turn : {0.0F, pi}) {
    draw.PathArcTo(c, half, turn + 0.45F, turn + pi - 0.35F, 12);
    draw.PathStroke(colour, 0, em(0.11F));
    const float at = turn + 0.3F;
    const ImVec2 tip(c.x + half * std::cos(at), c.y + half * std::sin(at)),
        along(std::sin(at), -std::cos(at));
    const ImVec2 out(std::cos(at), std::sin(at));
    const float r = 0.42F * half;
    draw.AddTriangleFilled(ImVec2(tip.x + along.x * r, tip.y + along.y * r),
                           ImVec2(tip.x + out.x * r - along.x * r, tip.y + out.y * r - along.y * r),
                           ImVec2(tip.x - out.x * r - along.x * r, tip.y - out.y * r - along.y * r), colour);
  }
}

void draw_icon(Icon icon, const ImVec2& c, ImU32 colour) {
  const float half = em(0.34F);
  switch (icon) {
    case Icon::start:
      stroke(c, -0.9F * half, half, colour);
      return triangle(ImVec2(c.x + 0.25F * half, c.y), half, -1, colour);
    case Icon::back:
      stroke(c, 0.9F * half, half, colour);
      return triangle(ImVec2(c.x - 0.35F * half, c.y), 0.85F * half, -1, colour);
    case Icon::play:
      return triangle(ImVec2(c.x + 0.1F * half, c.y), 1.2F * half, 1, colour);
    case Icon::pause:
      ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(c.x - half, c.y - 1.1F * half),
                                                ImVec2(c.x - 0.3F * half, c.y + 1.1F * half), colour);
      return ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(c.x + 0.3F * half, c.y - 1.1F * half),
                                                       ImVec2(c.x + half, c.y + 1.1F * half), colour);
    case Icon::forward:
      stroke(c, -0.9F * half, half, colour);
      return triangle(ImVec2(c.x + 0.35F * half, c.y), 0.85F * half, 1, colour);
    case Icon::end:
      stroke(c, 0.9F * half, half, colour);
      return triangle(ImVec2(c.x - 0.25F * half, c.y), half, 1, colour);
    case Icon::loop:
      return loop_icon(c, 1.15F * half, colour);
    case Icon::loop_from:
      return bracket(c, half, 1, colour);
    case Icon::loop_to:
      return bracket(c, half, -1, colour);
  }
}

bool icon_button(Ui& ui, const std::string& name, Icon icon, const std::string& help, bool lit = false) {
  const Palette& p = palette();
  const float height = ImGui::GetFrameHeight();
  ImGui::PushID(name.c_str());
  const bool pressed = ImGui::InvisibleButton("icon", ImVec2(std::floor(1.15F * height), height));
  ImGui::PopID();
  ui.marks.mark(name);
  const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
  const bool primary = icon == Icon::play || icon == Icon::pause;
  ImU32 fill = primary ? with_alpha(p.accent, p.light ? 1.0F : 0.85F) : p.frame;
  if (ImGui::IsItemActive() || ImGui::IsItemHovered())
    fill = blended(fill, p.text, ImGui::IsItemActive() ? 0.18F : 0.09F);
  ImGui::GetWindowDrawList()->AddRectFilled(a, b, fill, ImGui::GetStyle().FrameRounding);
  const ImU32 ink = primary ? IM_COL32_WHITE : lit ? p.accent : p.text;
  draw_icon(icon, ImVec2(0.5F * (a.x + b.x), 0.5F * (a.y + b.y)), ink);
  draw_focus();
  tooltip(ui, name, help);
  ImGui::SameLine(0, em(0.25F));
  return pressed;
}

std::string clock_text(double time) {
  return tick_label(time, 0.01);
}

// The time line with its loop range; a click or drag seeks.
std::optional<double> time_line(Ui& ui, const std::string& name, const PlaybackState& state, float width) {
  const Palette& p = palette();
  ImGui::InvisibleButton("line", ImVec2(std::max(em(3), width), ImGui::GetFrameHeight()));
  ui.marks.mark(name);
  const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
  const double length = std::max(1e-9, state.last - state.first);
  const auto x = [&](double time) {
    return a.x + (b.x - a.x) * static_cast<float>(std::clamp((time - state.first) / length, 0.0, 1.0));
  };
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float middle = 0.5F * (a.y + b.y), half = em(0.13F), r = em(ImGui::IsItemHovered() ? 0.45F : 0.38F);
  draw.AddRectFilled(ImVec2(a.x, middle - half), ImVec2(b.x, middle + half), p.track, half);
  draw.AddRectFilled(ImVec2(a.x, middle - half), ImVec2(x(state.time), middle + half), p.accent, half);
  if (state.loop_to > state.loop_from) {
    const ImU32 ink = state.loop ? p.warning : p.secondary;
    draw.AddRectFilled(ImVec2(x(state.loop_from), middle + 2.6F * half),
                       ImVec2(x(state.loop_to), middle + 3.6F * half), ink);
    for (const double end : {state.loop_from, state.loop_to})
      draw.AddRectFilled(ImVec2(x(end) - half * 0.5F, middle - 3.2F * half),
                         ImVec2(x(end) + half * 0.5F, middle + 3.6F * half), ink);
  }
  draw.AddCircleFilled(ImVec2(x(state.time), middle), r,
                       p.light ? p.accent : blended(p.accent, p.text, 0.4F));
  draw_focus();
  if (!ImGui::IsItemActive() || !ImGui::IsMouseDown(ImGuiMouseButton_Left)) return std::nullopt;
  const float share = std::clamp((ImGui::GetIO().MousePos.x - a.x) / (b.x - a.x), 0.0F, 1.0F);
  return state.first + length * share;
}

std::optional<double> speed_choice(Ui& ui, const std::string& name, double speed) {
  static constexpr std::array<double, 8> kSpeeds = {0.1, 0.25, 0.5, 1, 2, 4, 8, 16};
  std::optional<double> chosen;
  ImGui::SetNextItemWidth(em(4.6F));
  const auto text = [](double value) { return number_text(value) + "\u00d7"; };
  if (ImGui::BeginCombo("##speed", text(speed).c_str())) {
    for (const double value : kSpeeds) {
      if (ImGui::Selectable(text(value).c_str(), value == speed)) chosen = value;
      ui.marks.mark(name + ".speed." + number_text(value));
    }
    ImGui::EndCombo();
  } else {
    ui.marks.mark(name + ".speed");
    tooltip(ui, name + ".speed", "Speed against real time (J slower, K normal, L faster)");
  }
  return chosen;
}

void time_words(const PlaybackState& state, float width) {
  const Palette& p = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy(ImVec2(width, ImGui::GetFrameHeight()));
  const std::string now = clock_text(state.time), whole = " / " + clock_text(state.last) + " s";
  const float y = at.y + ImGui::GetStyle().FramePadding.y, now_width = ImGui::CalcTextSize(now.c_str()).x;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddText(ImVec2(at.x, y), p.text, now.c_str());
  draw.AddText(ImVec2(at.x + now_width, y), p.secondary, whole.c_str());
  const ImU32 ink = state.mode == "live" ? p.good : p.secondary;
  draw.AddText(ImVec2(at.x + width - ImGui::CalcTextSize(state.mode.c_str()).x, y), ink, state.mode.c_str());
  ImGui::SameLine(0, em(0.6F));
}

}  // namespace

PlaybackCommands playback_bar(Ui& ui, const std::string& name, const PlaybackState& state) {
  PlaybackCommands want;
  ImGui::PushID(name.c_str());
  if (icon_button(ui, name + ".start", Icon::start, "To the start (Home)")) want.seek = state.first;
  if (icon_button(ui, name + ".back", Icon::back, "One frame back (Left, ten with Shift)"))
    want.step = ImGui::GetIO().KeyShift ? -10 : -1;
  want.play_or_pause = icon_button(ui, name + ".play", state.playing ? Icon::pause : Icon::play,
                                   state.playing ? "Pause (Space)" : "Play (Space)");
  if (icon_button(ui, name + ".forward", Icon::forward, "One frame on (Right, ten with Shift)"))
    want.step = ImGui::GetIO().KeyShift ? 10 : 1;
  if (icon_button(ui, name + ".end", Icon::end, "To the end (End)")) want.seek = state.last;
  ImGui::SameLine(0, em(0.6F));
  const float words =
      ImGui::CalcTextSize((clock_text(state.last) + " / " + clock_text(state.last) + " s").c_str()).x +
      ImGui::CalcTextSize("recorded").x + em(0.8F);
  time_words(state, words);
  const float right = 3 * (std::floor(1.15F * ImGui::GetFrameHeight()) + em(0.25F)) + em(4.6F) + em(1.2F);
  if (const auto seek = time_line(ui, name, state, ImGui::GetContentRegionAvail().x - right))
    want.seek = seek;
  ImGui::SameLine(0, em(0.9F));
  if (icon_button(ui, name + ".loop_from", Icon::loop_from, "Loop from here ([)"))
    want.loop_from = state.time;
  if (icon_button(ui, name + ".loop", Icon::loop, state.loop ? "Loop is on" : "Loop is off", state.loop))
    want.loop = !state.loop;
  if (icon_button(ui, name + ".loop_to", Icon::loop_to, "Loop to here (])")) want.loop_to = state.time;
  want.speed = speed_choice(ui, name, state.speed);
  ImGui::PopID();
  return want;
}

}  // namespace backroll
