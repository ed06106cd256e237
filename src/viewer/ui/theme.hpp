// Colours and measures of the viewer, dark and light. Saturated colour is left to data; one accent for what
// can be moved.
#pragma once

#include <imgui.h>

#include <array>

namespace backroll {

struct Palette {
  bool light = false;
  ImU32 ground, view, frame, text, secondary, accent;
  ImU32 line, grid, axis;  // hairlines, grid of a plot, its zero line
  ImU32 track;             // of a slider
  ImU32 good, warning, bad;
  ImU32 muscle, spine, rib, other;  // the four parts of the ledger, as in the reports
  std::array<ImU32, 6> series;      // lines of a plot, in this order
};

// Sets the style of the current context from scratch, sizes times `scale`, and the palette.
void apply_theme(bool light, float scale);
const Palette& palette();

ImU32 with_alpha(ImU32 colour, float alpha);       // alpha 0..1 times the colour's own
ImU32 blended(ImU32 from, ImU32 to, float share);  // 0 = from, 1 = to, alpha too

inline float em(float count) {
  return count * ImGui::GetFontSize();
}

}  // namespace backroll
