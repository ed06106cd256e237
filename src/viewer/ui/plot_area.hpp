// What the plots share: an area with two axes, grid, and text in the small face.
#pragma once

#include <imgui.h>

#include <string>

#include "viewer/ui/theme.hpp"

namespace backroll {

struct PlotArea {
  ImVec2 min, max;  // [pixel], of the lines
  double x_low = 0, x_high = 1, y_low = 0, y_high = 1;

  float x(double value) const {
    return min.x + static_cast<float>((value - x_low) / (x_high - x_low)) * (max.x - min.x);
  }
  float y(double value) const {
    return max.y - static_cast<float>((value - y_low) / (y_high - y_low)) * (max.y - min.y);
  }
  double x_at(float pixel) const { return x_low + (pixel - min.x) / (max.x - min.x) * (x_high - x_low); }
};

float small_size();
ImVec2 small_text_size(const std::string& text);
// `share` 0: `at` is the left end, 0.5 the middle, 1 the right end; `at.y` is the top.
void small_text(const ImVec2& at, ImU32 colour, const std::string& text, float share = 0);

// A tick's number, with no more decimals than the step needs.
std::string tick_label(double value, double step);

// A line from a to b, dashed; at most some hundred dashes.
void dashed_line(const ImVec2& a, const ImVec2& b, ImU32 colour, float thickness, float dash);

// One line of a tooltip's table: swatch, name, value.
void value_line(ImU32 colour, const std::string& label, const std::string& value);

}  // namespace backroll
