#include "viewer/ui/theme.hpp"

#include "viewer/ui/compat.hpp"

namespace backroll {
namespace {

constexpr ImU32 rgb(unsigned hex, unsigned alpha = 255) {
  return IM_COL32(hex >> 16 & 255, hex >> 8 & 255, hex & 255, alpha);
}

Palette dark_palette() {
  Palette p;
  p.ground = rgb(0x1B1F24), p.view = rgb(0x1A1D22), p.frame = rgb(0x2B323A);
  p.text = rgb(0xE4E8EC), p.secondary = rgb(0x94A0AC), p.accent = rgb(0x4FA3D9);
  p.line = rgb(0x333B44), p.grid = rgb(0x2A3038), p.axis = rgb(0x56616C), p.track = rgb(0x3B444E);
  p.good = rgb(0x58C28B), p.warning = rgb(0xE6A929), p.bad = rgb(0xEF6B5E);
  p.muscle = rgb(0xF0814F), p.spine = rgb(0x56B4E9), p.rib = rgb(0x2FC296), p.other = rgb(0x9AA1AB);
  p.series = {rgb(0xE8EAED), rgb(0xF0814F), rgb(0x56B4E9), rgb(0x2FC296), rgb(0xE09BC4), rgb(0xE6A929)};
  return p;
}

Palette light_palette() {
  Palette p;
  p.light = true;
  p.ground = rgb(0xF6F7F9), p.view = rgb(0xFFFFFF), p.frame = rgb(0xE4E8EC);
  p.text = rgb(0x1F252B), p.secondary = rgb(0x5B6671), p.accent = rgb(0x1F7AB8);
  p.line = rgb(0xD5DAE0), p.grid = rgb(0xE3E6EA), p.axis = rgb(0x9AA4AE), p.track = rgb(0xC9D0D8);
  p.good = rgb(0x1E8A57), p.warning = rgb(0xA86E00), p.bad = rgb(0xC2352B);
  p.muscle = rgb(0xC4481B), p.spine = rgb(0x0072B2), p.rib = rgb(0x008A65), p.other = rgb(0x8A9099);
  p.series = {rgb(0x2B2F36), rgb(0xC4481B), rgb(0x0072B2), rgb(0x008A65), rgb(0xB0568A), rgb(0xB87A00)};
  return p;
}

Palette& current() {
  static Palette palette = dark_palette();
  return palette;
}

// For a text size of 16 px.
void set_sizes(ImGuiStyle& style) {
  style.WindowPadding = ImVec2(12, 10);
  style.FramePadding = ImVec2(8, 4);
  style.ItemSpacing = ImVec2(8, 5);
  style.ItemInnerSpacing = ImVec2(6, 4);
  style.IndentSpacing = 14;
  style.ScrollbarSize = 11;
  style.GrabMinSize = 14;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = 1;
  style.FrameBorderSize = 0;
  style.WindowRounding = 0;
  style.ChildRounding = 4;
  style.FrameRounding = 4;
  style.PopupRounding = 4;
  style.ScrollbarRounding = 6;
  style.GrabRounding = 4;
  style.TabRounding = 4;
  style.DisplaySafeAreaPadding = ImVec2(4, 4);
}

void set_colours(ImGuiStyle& style, const Palette& p) {
  const auto set = [&](ImGuiCol slot, ImU32 colour) {
    style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(colour);
  };
  const ImU32 raised = blended(p.ground, p.text, p.light ? 0.0F : 0.05F);
  const ImU32 hovered = blended(p.frame, p.text, 0.09F), held = blended(p.frame, p.text, 0.17F);
  set(ImGuiCol_Text, p.text);
  set(ImGuiCol_TextDisabled, p.secondary);
  set(ImGuiCol_WindowBg, p.ground);
  set(ImGuiCol_ChildBg, 0);
  set(ImGuiCol_PopupBg, p.light ? p.view : raised);
  set(ImGuiCol_Border, p.line);
  set(ImGuiCol_FrameBg, p.frame);
  set(ImGuiCol_FrameBgHovered, hovered);
  set(ImGuiCol_FrameBgActive, held);
  set(ImGuiCol_TitleBg, p.ground);
  set(ImGuiCol_TitleBgActive, p.ground);
  set(ImGuiCol_TitleBgCollapsed, p.ground);
  set(ImGuiCol_MenuBarBg, p.ground);
  set(ImGuiCol_ScrollbarBg, 0);
  set(ImGuiCol_ScrollbarGrab, p.track);
  set(ImGuiCol_ScrollbarGrabHovered, blended(p.track, p.text, 0.2F));
  set(ImGuiCol_ScrollbarGrabActive, blended(p.track, p.text, 0.3F));
  set(ImGuiCol_CheckMark, p.accent);
  set(ImGuiCol_SliderGrab, p.accent);
  set(ImGuiCol_SliderGrabActive, p.accent);
  set(ImGuiCol_Button, p.frame);
  set(ImGuiCol_ButtonHovered, hovered);
  set(ImGuiCol_ButtonActive, held);
  set(ImGuiCol_Header, with_alpha(p.accent, 0.25F));
  set(ImGuiCol_HeaderHovered, with_alpha(p.accent, 0.35F));
  set(ImGuiCol_HeaderActive, with_alpha(p.accent, 0.45F));
  set(ImGuiCol_Separator, p.line);
  set(ImGuiCol_SeparatorHovered, p.accent);
  set(ImGuiCol_SeparatorActive, p.accent);
  set(ImGuiCol_ResizeGrip, 0);
  set(ImGuiCol_Tab, p.ground);
  set(ImGuiCol_TabHovered, hovered);
  set(ImGuiCol_TableHeaderBg, p.frame);
  set(ImGuiCol_TableBorderStrong, p.line);
  set(ImGuiCol_TableBorderLight, p.grid);
  set(ImGuiCol_TableRowBgAlt, with_alpha(p.text, 0.03F));
  set(ImGuiCol_TextSelectedBg, with_alpha(p.accent, 0.4F));
  set(ImGuiCol_PlotHistogram, p.accent);
  set(kFocusColour, p.accent);
  set(ImGuiCol_ModalWindowDimBg, with_alpha(rgb(0), 0.45F));
}

}  // namespace

void apply_theme(bool light, float scale) {
  current() = light ? light_palette() : dark_palette();
  ImGuiStyle style;
  light ? ImGui::StyleColorsLight(&style) : ImGui::StyleColorsDark(&style);
  set_sizes(style);
  set_colours(style, current());
  style.ScaleAllSizes(scale);
  ImGui::GetStyle() = style;
}

const Palette& palette() {
  return current();
}

ImU32 with_alpha(ImU32 colour, float alpha) {
  const float own = static_cast<float>(colour >> IM_COL32_A_SHIFT & 255);
  return (colour & ~IM_COL32_A_MASK) | static_cast<ImU32>(own * alpha + 0.5F) << IM_COL32_A_SHIFT;
}

ImU32 blended(ImU32 from, ImU32 to, float share) {
  ImU32 out = 0;
  for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT, IM_COL32_A_SHIFT}) {
    const float a = static_cast<float>(from >> shift & 255), b = static_cast<float>(to >> shift & 255);
    out |= static_cast<ImU32>(a + (b - a) * share + 0.5F) << shift;
  }
  return out;
}

}  // namespace backroll
