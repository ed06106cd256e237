#include "viewer/ui/key_sheet.hpp"

#include <algorithm>

#include "viewer/ui/fonts.hpp"
#include "viewer/ui/keys.hpp"
#include "viewer/ui/plot_area.hpp"

namespace backroll {
namespace {

std::vector<std::string> split(const std::string& text, const std::string& between) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(between, from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + between.size();
  }
  return parts;
}

// Each chord as a key cap.
void key_caps(const std::string& keys) {
  const Palette& p = palette();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float x = at.x;
  const float height = em(1.3F);
  for (const std::string& chord : split(keys, ", ")) {
    const ImVec2 text = small_text_size(chord);
    const float width = std::max(height, text.x + em(0.7F));
    draw.AddRectFilled(ImVec2(x, at.y), ImVec2(x + width, at.y + height), p.frame, em(0.25F));
    draw.AddRect(ImVec2(x, at.y), ImVec2(x + width, at.y + height), p.track, em(0.25F));
    small_text(ImVec2(x + 0.5F * width, at.y + 0.5F * (height - small_size())), p.text, chord, 0.5F);
    x += width + em(0.3F);
  }
  ImGui::Dummy(ImVec2(x - at.x, height));
}

float caps_width(const std::string& keys) {
  float width = 0;
  for (const std::string& chord : split(keys, ", "))
    width += std::max(em(1.3F), small_text_size(chord).x + em(0.7F)) + em(0.3F);
  return width;
}

void sheet_group(const std::vector<KeyRow>& rows, const std::string& group, float caps) {
  push_font(heading_font());
  ImGui::TextUnformatted(group.c_str());
  ImGui::PopFont();
  const float left = ImGui::GetCursorPosX();
  for (const KeyRow& row : rows) {
    if (row.group != group) continue;
    const float top = ImGui::GetCursorPosY();
    key_caps(row.keys);
    ImGui::SameLine();
    ImGui::SetCursorPos(ImVec2(left + caps + em(0.6F), top + em(0.12F)));
    ImGui::TextUnformatted(row.what.c_str());
    ImGui::SetCursorPos(ImVec2(left, top + em(1.6F)));
  }
  ImGui::Dummy(ImVec2(0, em(0.4F)));
}

// Groups in the order of the table, split over two columns of about the same height.
void sheet_columns(const std::vector<KeyRow>& rows) {
  std::vector<std::string> groups;
  float caps = 0;
  for (const KeyRow& row : rows) {
    if (std::find(groups.begin(), groups.end(), row.group) == groups.end()) groups.push_back(row.group);
    caps = std::max(caps, caps_width(row.keys));
  }
  const std::size_t lines = rows.size() + 2 * groups.size();
  std::size_t drawn = 0;
  bool second = false;
  ImGui::BeginGroup();
  for (const std::string& group : groups) {
    const auto own = static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [&](const KeyRow& row) { return row.group == group; }));
    if (!second && drawn > 0 && drawn + (own + 2) / 2 > lines / 2) {
      ImGui::EndGroup();
      ImGui::SameLine(0, em(2));
      ImGui::BeginGroup();
      second = true;
    }
    sheet_group(rows, group, caps);
    drawn += own + 2;
  }
  ImGui::EndGroup();
}

}  // namespace

void key_sheet(Ui& ui, const std::string& name, const std::vector<KeyRow>& rows, bool& open) {
  if (!open) return;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos(ImVec2(0.5F * screen.x, 0.5F * screen.y), ImGuiCond_Always, ImVec2(0.5F, 0.5F));
  ImGui::SetNextWindowSizeConstraints(ImVec2(0, 0), ImVec2(screen.x, 0.95F * screen.y));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ImGui::GetStyle().Colors[ImGuiCol_PopupBg]);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, em(0.4F));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(em(1.3F), em(1)));
  const bool appeared =
      ImGui::Begin(("Keys###" + name).c_str(), nullptr,
                   ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize);
  if (appeared) {
    sheet_columns(rows);
    if (button(ui, name + ".close", "Close", "", true)) open = false;
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("Esc or F1");
    const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    ui.marks.mark(name, at, ImVec2(at.x + size.x, at.y + size.y));
    const bool just_opened = ImGui::IsWindowAppearing();
    for (const char* chord : {"Esc", "F1", "?"})
      if (!just_opened && chord_pressed(chord)) open = false;
  }
  ImGui::End();
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();
}

namespace {

// Where a tip points, and whether its bubble stands below it.
struct Anchor {
  ImVec2 at;
  bool below = true;
};

std::optional<Anchor> anchor_of(const Ui& ui, const Tip& tip) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  if (tip.mark.empty()) return Anchor{ImVec2(tip.x, tip.y), tip.y < 0.6F * screen.y};
  const auto found = ui.marks.rectangles.find(tip.mark);
  if (found == ui.marks.rectangles.end() || found->second.frame + 1 < ImGui::GetFrameCount())
    return std::nullopt;
  const auto& [min, max, frame] = found->second;
  const bool below = max.y < 0.6F * screen.y;
  return Anchor{ImVec2(0.5F * (min.x + max.x), below ? max.y : min.y), below};
}

// The bubble with its beak; true while its close button is pressed.
bool bubble(Ui& ui, const std::string& name, const Tip& tip, const Anchor& anchor) {
  const Palette& p = palette();
  const float beak = em(0.55F), wrap = em(13);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const ImVec2 text = ImGui::CalcTextSize(tip.text.c_str(), nullptr, false, wrap);
  const float width = text.x + em(3.2F), height = text.y + em(1.1F);
  const float x =
      std::clamp(anchor.at.x - 0.35F * width, em(0.3F), std::max(em(0.3F), screen.x - width - em(0.3F)));
  const float y = anchor.below ? anchor.at.y + beak : anchor.at.y - beak - height;
  ImGui::SetNextWindowPos(ImVec2(x, y));
  ImGui::SetNextWindowSize(ImVec2(width, height));
  ImGui::PushStyleVar(ImGuiStyleVar_Alpha, tip.opacity);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, em(0.4F));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, p.accent);
  ImGui::Begin(name.c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
  ImDrawList& draw = *ImGui::GetForegroundDrawList();
  const float base = anchor.below ? y + 1 : y + height - 1;
  const float middle = std::clamp(anchor.at.x, x + em(1), x + width - em(1));
  draw.AddTriangleFilled(ImVec2(middle - 0.8F * beak, base), ImVec2(middle + 0.8F * beak, base),
                         ImVec2(anchor.at.x, anchor.at.y), with_alpha(p.accent, tip.opacity));
  ImDrawList& own = *ImGui::GetWindowDrawList();
  own.AddText(ImGui::GetFont(), ImGui::GetFontSize(), ImVec2(x + em(0.7F), y + em(0.55F)),
              with_alpha(IM_COL32_WHITE, tip.opacity), tip.text.c_str(), nullptr, wrap + 1);
  ImGui::SetCursorScreenPos(ImVec2(x + width - em(1.9F), y + em(0.35F)));
  const bool closed = ImGui::InvisibleButton("close", ImVec2(em(1.5F), em(1.5F)));
  ui.marks.mark(name + ".close");
  const float r = em(0.25F);
  const ImVec2 c(x + width - em(1.15F), y + em(1.1F));
  const ImU32 ink = with_alpha(IM_COL32_WHITE, tip.opacity * (ImGui::IsItemHovered() ? 1.0F : 0.75F));
  own.AddLine(ImVec2(c.x - r, c.y - r), ImVec2(c.x + r, c.y + r), ink, em(0.1F));
  own.AddLine(ImVec2(c.x - r, c.y + r), ImVec2(c.x + r, c.y - r), ink, em(0.1F));
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);
  ui.marks.mark(name, ImVec2(x, y), ImVec2(x + width, y + height));
  return closed;
}

}  // namespace

void tips(Ui& ui, const std::string& name, Tips& tips) {
  const float step = ImGui::GetIO().DeltaTime / 0.3F;  // fades within 0.3 s
  int drawn = 0;
  for (std::size_t n = 0; n < tips.tips.size() && drawn < 3; ++n) {
    Tip& tip = tips.tips[n];
    const std::optional<Anchor> anchor = anchor_of(ui, tip);
    const bool wanted = !tip.used && !tips.dismissed && anchor;
    tip.opacity = std::clamp(tip.opacity + (wanted ? step : -step), 0.0F, 1.0F);
    if (tip.opacity <= 0 || !anchor) continue;
    ++drawn;
    if (bubble(ui, name + "." + std::to_string(n + 1), tip, *anchor)) tip.used = true;
  }
}

void tip_used(Tips& tips, const std::string& mark) {
  for (Tip& tip : tips.tips)
    if (tip.mark == mark) tip.used = true;
}

}  // namespace backroll
