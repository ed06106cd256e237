#include "viewer/ui/plot_area.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdio>

#include "viewer/ui/compat.hpp"
#include "viewer/ui/fonts.hpp"

namespace backroll {

float small_size() {
  return font_size(small_font());
}

ImVec2 small_text_size(const std::string& text) {
  return small_font()->CalcTextSizeA(small_size(), FLT_MAX, 0, text.c_str());
}

void small_text(const ImVec2& at, ImU32 colour, const std::string& text, float share) {
  const float left = at.x - share * small_text_size(text).x;
  ImGui::GetWindowDrawList()->AddText(small_font(), small_size(), ImVec2(std::floor(left), std::floor(at.y)),
                                      colour, text.c_str());
}

std::string tick_label(double value, double step) {
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9);
  char text[48];
  std::snprintf(text, sizeof text, "%.*f", decimals, std::abs(value) < 1e-9 * step ? 0.0 : value);
  std::string out = text;
  if (out[0] == '-') out.replace(0, 1, "\u2212");
  return out;
}

void dashed_line(const ImVec2& a, const ImVec2& b, ImU32 colour, float thickness, float dash) {
  const float length = std::hypot(b.x - a.x, b.y - a.y);
  if (length < 1) return;
  const float step = std::max(dash, length / 300);
  const ImVec2 along((b.x - a.x) / length, (b.y - a.y) / length);
  for (float from = 0; from < length; from += 2 * step) {
    const float to = std::min(from + step, length);
    ImGui::GetWindowDrawList()->AddLine(ImVec2(a.x + along.x * from, a.y + along.y * from),
                                        ImVec2(a.x + along.x * to, a.y + along.y * to), colour, thickness);
  }
}

void value_line(ImU32 colour, const std::string& label, const std::string& value) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float middle = at.y + 0.5F * ImGui::GetFontSize();
  ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(at.x, middle - em(0.1F)),
                                            ImVec2(at.x + em(0.8F), middle + em(0.1F)), colour, em(0.1F));
  ImGui::Dummy(ImVec2(em(0.8F), 0));
  ImGui::SameLine(0, em(0.4F));
  ImGui::TextUnformatted(label.c_str());
  ImGui::TableNextColumn();
  ImGui::TextUnformatted(value.c_str());
}

}  // namespace backroll
