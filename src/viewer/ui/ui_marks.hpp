// Stable names of widgets and where they were drawn last: tests, --ui-script and the first-run tips find
// widgets by them.
#pragma once

#include <imgui.h>

#include <functional>
#include <map>
#include <string>

namespace backroll {

struct UiMarks {
  struct Rectangle {
    ImVec2 min, max;
    int frame = 0;  // ImGui frame it was drawn in
  };
  std::map<std::string, Rectangle, std::less<>> rectangles;

  // After a widget: the last item's rectangle under `name`.
  void mark(const std::string& name) { mark(name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax()); }
  void mark(const std::string& name, const ImVec2& min, const ImVec2& max) {
    rectangles[name] = {min, max, ImGui::GetFrameCount()};
  }
};

}  // namespace backroll
