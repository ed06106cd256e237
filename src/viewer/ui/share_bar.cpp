#include "viewer/ui/share_bar.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/text.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/fonts.hpp"
#include "viewer/ui/plot_area.hpp"

namespace backroll {
namespace {

double sum_of(const std::vector<Share>& shares) {
  double sum = 0;
  for (const Share& share : shares)
    if (share.force_n > 0) sum += share.force_n;
  return sum;
}

// The colour that can be read on `ground`.
ImU32 ink_on(ImU32 ground) {
  const float red = static_cast<float>(ground >> IM_COL32_R_SHIFT & 255);
  const float green = static_cast<float>(ground >> IM_COL32_G_SHIFT & 255);
  const float blue = static_cast<float>(ground >> IM_COL32_B_SHIFT & 255);
  return 0.3F * red + 0.59F * green + 0.11F * blue > 135 ? IM_COL32(16, 20, 24, 255) : IM_COL32_WHITE;
}

void draw_parts(Ui& ui, const std::string& name, const std::vector<Share>& shares,
                const std::vector<int>& percents, const ImVec2& a, const ImVec2& b) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float gap = std::max(1.0F, em(0.08F)), radius = ImGui::GetStyle().FrameRounding;
  draw.AddRectFilled(a, b, palette().track, radius);
  const double sum = sum_of(shares);
  double before = 0;
  for (std::size_t s = 0; s < shares.size() && sum > 0; ++s) {
    const double force = std::max(0.0, shares[s].force_n);
    const float left = a.x + (b.x - a.x) * static_cast<float>(before / sum);
    before += force;
    const float right = a.x + (b.x - a.x) * static_cast<float>(before / sum);
    ui.marks.mark(name + "." + shares[s].label, ImVec2(left, a.y), ImVec2(right, b.y));
    if (right - left < 1) continue;
    const bool last = before >= sum * (1 - 1e-9);
    ImDrawFlags corners = ImDrawFlags_RoundCornersNone;
    if (left <= a.x) corners = last ? ImDrawFlags_RoundCornersAll : ImDrawFlags_RoundCornersLeft;
    if (left > a.x && last) corners = ImDrawFlags_RoundCornersRight;
    const float cut = last ? 0 : std::min(gap, 0.5F * (right - left));
    draw.AddRectFilled(ImVec2(left, a.y), ImVec2(right - cut, b.y), shares[s].colour, radius, corners);
    const std::string percent = std::to_string(percents[s]) + " %", whole = shares[s].label + " " + percent;
    const float room = right - left - em(0.5F);
    const std::string text = small_text_size(whole).x < room     ? whole
                             : small_text_size(percent).x < room ? percent
                                                                 : "";
    small_text(ImVec2(0.5F * (left + right - cut), 0.5F * (a.y + b.y - small_size())),
               ink_on(shares[s].colour), text, 0.5F);
  }
}

void draw_figures(const std::vector<Share>& shares, const std::vector<int>& percents, float left, float width,
                  float top) {
  const Palette& p = palette();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float column = width / static_cast<float>(std::max<std::size_t>(1, shares.size()));
  for (std::size_t s = 0; s < shares.size(); ++s) {
    const float x = left + column * static_cast<float>(s), dot = em(0.5F);
    draw.AddRectFilled(ImVec2(x, top + 0.5F * (small_size() - dot)),
                       ImVec2(x + dot, top + 0.5F * (small_size() + dot)), shares[s].colour, em(0.12F));
    draw.PushClipRect(ImVec2(x, top), ImVec2(x + column, top + 3 * small_size()), true);
    small_text(ImVec2(x + em(0.75F), top), p.secondary, shares[s].label);
    small_text(ImVec2(x + em(0.75F), top + 1.15F * small_size()), p.text,
               number_text(std::round(shares[s].force_n), 6) + " N, " + std::to_string(percents[s]) + " %");
    draw.PopClipRect();
  }
}

}  // namespace

std::vector<int> share_percents(const std::vector<Share>& shares) {
  const double sum = sum_of(shares);
  std::vector<double> percents;
  for (const Share& share : shares)
    percents.push_back(sum > 0 ? 100 * std::max(0.0, share.force_n) / sum : 0);
  std::vector<int> whole;
  for (const double percent : rounded_together(percents, 1))
    whole.push_back(static_cast<int>(std::lround(percent)));
  return whole;
}

void share_bar(Ui& ui, const std::string& name, const std::string& title, const std::vector<Share>& shares) {
  const Palette& p = palette();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = std::max(em(6), ImGui::GetContentRegionAvail().x), head = em(1.3F), bar = em(1.4F);
  const std::vector<int> percents = share_percents(shares);
  double sum = 0;
  for (const Share& share : shares) sum += share.force_n;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  small_text(ImVec2(at.x, at.y + em(0.15F)), p.secondary, title);
  const std::string total = number_text(std::round(sum), 6) + " N";
  const float size = ImGui::GetFontSize();
  const float total_width = heading_font()->CalcTextSizeA(size, FLT_MAX, 0, total.c_str()).x;
  draw.AddText(heading_font(), size, ImVec2(std::floor(at.x + width - total_width), at.y), p.text,
               total.c_str());
  const ImVec2 a(at.x, at.y + head), b(at.x + width, at.y + head + bar);
  draw_parts(ui, name, shares, percents, a, b);
  draw_figures(shares, percents, at.x, width, b.y + em(0.35F));
  ImGui::Dummy(ImVec2(width, head + bar + em(0.4F) + 2.3F * small_size()));
  ui.marks.mark(name, a, b);
}

}  // namespace backroll
