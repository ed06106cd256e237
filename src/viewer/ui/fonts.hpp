// The three faces of the viewer. They are looked up in the current ImGui context, so that each context has
// its own.
#pragma once

#include <imgui.h>

namespace backroll {

// Fills the atlas of the current context anew: text 16 px, heading (bold) 16 px, small 13 px, each times
// `scale`. Sources in this order: embedded (built with UI_FONT, UI_SYMBOL_FONT, UI_BOLD_FONT), the usual
// Debian paths, ImGui's own font. The caller makes the texture again.
void load_fonts(float scale);

ImFont* heading_font();
ImFont* small_font();

}  // namespace backroll
