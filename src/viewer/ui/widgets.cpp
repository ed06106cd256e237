#include "viewer/ui/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "viewer/ui/compat.hpp"
#include "viewer/ui/fonts.hpp"

namespace backroll {
namespace {

constexpr double kTooltipDelay = 0.45;  // [s]

std::string parameter_help(const Parameter& parameter, const std::string& label) {
  std::string text = label + "\n" + sentence_case(parameter.meaning) + ".";
  if (!parameter.fallback.empty()) text += "\nDefault " + parameter.fallback;
  if (!parameter.source.empty()) text += "\nSource: " + parameter.source;
  return text;
}

// A thin track with its filled part and its knob.
void draw_track(ImDrawList& draw, const ImVec2& min, const ImVec2& max, float share, bool hot) {
  const Palette& p = palette();
  const float middle = 0.5F * (min.y + max.y), half = em(0.11F), radius = em(hot ? 0.42F : 0.38F);
  const float inset = 2 + 0.5F * ImGui::GetStyle().GrabMinSize;  // where ImGui's own slider has its grab
  const float left = min.x + inset, right = max.x - inset, x = left + (right - left) * share;
  const float faint = ImGui::GetStyle().Alpha;
  draw.AddRectFilled(ImVec2(min.x, middle - half), ImVec2(max.x, middle + half), with_alpha(p.track, faint),
                     half);
  draw.AddRectFilled(ImVec2(min.x, middle - half), ImVec2(x, middle + half), with_alpha(p.accent, faint),
                     half);
  const ImU32 knob = p.light ? p.accent : blended(p.accent, p.text, hot ? 0.55F : 0.25F);
  draw.AddCircleFilled(ImVec2(x, middle), radius + em(0.12F), p.ground);
  draw.AddCircleFilled(ImVec2(x, middle), radius, with_alpha(knob, faint));
}

// The label's column; the cursor goes to where the widget begins and is given the width that is left.
void row_label(Ui& ui, const std::string& name, const std::string& label, const std::string& help) {
  const float column = label_width(ImGui::GetContentRegionAvail().x);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID("label");
  ImGui::Dummy(ImVec2(column, ImGui::GetFrameHeight()));
  tooltip(ui, name + ".label", help);
  ImGui::PopID();
  ImGui::RenderTextClipped(ImVec2(at.x, at.y + ImGui::GetStyle().FramePadding.y),
                           ImVec2(at.x + column, at.y + ImGui::GetFrameHeight()), label.c_str(), nullptr,
                           nullptr);
  ImGui::SameLine(0, em(0.4F));
}

}  // namespace

Edit& Edit::operator|=(const Edit& other) {
  started |= other.started;
  changed |= other.changed;
  committed |= other.committed;
  return *this;
}

bool tooltip_due(Ui& ui, const std::string& name) {
  if (!ImGui::IsItemHovered() || ImGui::IsAnyItemActive()) {
    if (ui.hovered == name) ui.hovered.clear();
    return false;
  }
  if (ui.hovered != name) {
    ui.hovered = name;
    ui.hovered_since = ImGui::GetTime();
  }
  return ImGui::GetTime() - ui.hovered_since > kTooltipDelay;
}

// The first line stands out, lines of "Source:" and "Default" are grey.
void tooltip(Ui& ui, const std::string& name, const std::string& text) {
  if (text.empty() || !tooltip_due(ui, name)) return;
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(em(24));
  for (std::size_t from = 0, line = 0; from <= text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    const std::string part = text.substr(from, end - from);
    const bool many = text.find('\n') != std::string::npos;
    if (line == 0 && many) push_font(heading_font());
    if (line > 1) ImGui::PushStyleColor(ImGuiCol_Text, palette().secondary);
    ImGui::TextUnformatted(part.c_str());
    if (line > 1) ImGui::PopStyleColor();
    if (line == 0 && many) ImGui::PopFont();
    from = end + 1;
  }
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

void draw_focus() {
  if (!ImGui::IsItemFocused() || !ImGui::GetIO().NavVisible) return;
  const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
  const float gap = em(0.12F);
  ImGui::GetWindowDrawList()->AddRect(ImVec2(a.x - gap, a.y - gap), ImVec2(b.x + gap, b.y + gap),
                                      ImGui::GetColorU32(kFocusColour), em(0.25F), 0, em(0.1F));
}

// ImGui's slider for its behaviour, our track for its looks.
bool share_slider(const char* id, double& share, float width) {
  static constexpr double kLow = 0, kHigh = 1;
  for (const ImGuiCol slot : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive,
                              ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive, ImGuiCol_Text})
    ImGui::PushStyleColor(slot, ImVec4(0, 0, 0, 0));
  ImGui::SetNextItemWidth(width);
  const bool changed = ImGui::SliderScalar(id, ImGuiDataType_Double, &share, &kLow, &kHigh, "%.4f",
                                           ImGuiSliderFlags_NoInput | ImGuiSliderFlags_AlwaysClamp);
  ImGui::PopStyleColor(6);
  draw_track(*ImGui::GetWindowDrawList(), ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
             static_cast<float>(share), ImGui::IsItemHovered() || ImGui::IsItemActive());
  return changed;
}

float label_width(float whole) {
  return std::min(0.34F * whole, em(9));
}

std::string unit_text(const std::string& unit) {
  std::string out;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    const bool power = i > 0 && std::isalpha(static_cast<unsigned char>(unit[i - 1]));
    if (power && (unit[i] == '2' || unit[i] == '3'))
      out += unit[i] == '2' ? "²" : "³";
    else
      out += unit[i];
  }
  return out;
}

std::string label_of(const Parameter& parameter) {
  std::string label = parameter.key, suffix = "_" + parameter.unit;
  for (char& c : suffix) c = c == '/' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (suffix.size() > 1 && label.ends_with(suffix)) label.resize(label.size() - suffix.size());
  std::replace(label.begin(), label.end(), '_', ' ');
  return sentence_case(label);
}

std::string sentence_case(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

Edit choice_row(Ui& ui, const std::string& name, const std::string& label,
                const std::vector<std::string>& words, int& index, const std::string& help) {
  ImGui::PushID(name.c_str());
  row_label(ui, name, label, help);
  Edit edit;
  ImGui::SetNextItemWidth(-1);
  const bool known = index >= 0 && static_cast<std::size_t>(index) < words.size();
  const bool open =
      ImGui::BeginCombo("##choice", known ? words[static_cast<std::size_t>(index)].c_str() : "");
  if (!open) {
    ui.marks.mark(name);
    tooltip(ui, name, help);
  } else {
    for (std::size_t w = 0; w < words.size(); ++w) {
      const bool chosen = static_cast<int>(w) == index;
      if (ImGui::Selectable(words[w].c_str(), chosen) && !chosen) {
        index = static_cast<int>(w);
        edit = Edit::at_once();
      }
      ui.marks.mark(name + "." + words[w]);
      if (chosen) ImGui::SetItemDefaultFocus();
    }
    ImGui::EndCombo();
  }
  ImGui::PopID();
  return edit;
}

Edit choice_row(Ui& ui, const Parameter& parameter, std::string& word, const std::string& label) {
  const std::string shown = label.empty() ? label_of(parameter) : label;
  const auto found = std::find(parameter.words.begin(), parameter.words.end(), word);
  int index = found == parameter.words.end() ? -1 : static_cast<int>(found - parameter.words.begin());
  const Edit edit =
      choice_row(ui, parameter.path(), shown, parameter.words, index, parameter_help(parameter, shown));
  if (edit) word = parameter.words[static_cast<std::size_t>(index)];
  return edit;
}

namespace {

// One button of a row of them.
void draw_segment(const std::string& word, bool chosen, ImDrawFlags corners) {
  const Palette& p = palette();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
  ImU32 fill = chosen ? with_alpha(p.accent, p.light ? 1.0F : 0.85F) : p.frame;
  if (ImGui::IsItemHovered() && !chosen) fill = blended(fill, p.text, 0.09F);
  draw.AddRectFilled(a, b, with_alpha(fill, ImGui::GetStyle().Alpha), ImGui::GetStyle().FrameRounding,
                     corners);
  const ImVec2 size = ImGui::CalcTextSize(word.c_str());
  const ImU32 ink = chosen ? IM_COL32_WHITE : p.text;
  const float x = std::max(a.x + em(0.1F), 0.5F * (a.x + b.x - size.x));
  draw.PushClipRect(a, b, true);
  draw.AddText(ImVec2(std::floor(x), std::floor(0.5F * (a.y + b.y - size.y))),
               with_alpha(ink, ImGui::GetStyle().Alpha), word.c_str());
  draw.PopClipRect();
}

}  // namespace

Edit segmented(Ui& ui, const std::string& name, const std::vector<std::string>& words, int& index,
               float width, const std::string& help) {
  Edit edit;
  const float gap = std::max(1.0F, std::floor(em(0.07F)));
  const float count = static_cast<float>(words.size());
  const float whole = width > 0 ? width : ImGui::GetContentRegionAvail().x;
  const float each = std::floor((whole - gap * (count - 1)) / count);
  ImGui::PushID(name.c_str());
  for (std::size_t w = 0; w < words.size(); ++w) {
    if (w > 0) ImGui::SameLine(0, gap);
    if (ImGui::InvisibleButton(words[w].c_str(), ImVec2(each, ImGui::GetFrameHeight())) &&
        index != static_cast<int>(w)) {
      index = static_cast<int>(w);
      edit = Edit::at_once();
    }
    ImDrawFlags corners = ImDrawFlags_RoundCornersNone;
    if (w == 0) corners = ImDrawFlags_RoundCornersLeft;
    if (w + 1 == words.size()) corners = w == 0 ? ImDrawFlags_RoundCornersAll : ImDrawFlags_RoundCornersRight;
    draw_segment(words[w], index == static_cast<int>(w), corners);
    draw_focus();
    ui.marks.mark(name + "." + words[w]);
    tooltip(ui, name + "." + words[w], help);
  }
  ImGui::PopID();
  return edit;
}

Edit toggle_row(Ui& ui, const std::string& name, const std::string& label, bool& on,
                const std::string& help) {
  ImGui::PushID(name.c_str());
  const bool changed = ImGui::Checkbox(label.c_str(), &on);
  ui.marks.mark(name);
  tooltip(ui, name, help);
  ImGui::PopID();
  return changed ? Edit::at_once() : Edit{};
}

Edit toggle_row(Ui& ui, const Parameter& parameter, bool& on, const std::string& label) {
  const std::string shown = label.empty() ? label_of(parameter) : label;
  return toggle_row(ui, parameter.path(), shown, on, parameter_help(parameter, shown));
}

bool group(Ui& ui, const std::string& name, const std::string& title, bool open_at_first) {
  const Palette& p = palette();
  ImGui::Dummy(ImVec2(0, em(0.1F)));
  ImGui::PushID(name.c_str());
  bool* open = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("open"), open_at_first);
  if (ImGui::InvisibleButton("heading", ImVec2(std::max(1.0F, ImGui::GetContentRegionAvail().x), em(1.5F))))
    *open = !*open;
  ui.marks.mark(name);
  draw_focus();
  const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
  const ImU32 ink = ImGui::IsItemHovered() ? p.text : p.secondary;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 c(a.x + em(0.35F), 0.5F * (a.y + b.y));
  const float r = em(0.24F);
  if (*open)
    draw.AddTriangleFilled(ImVec2(c.x - r, c.y - 0.6F * r), ImVec2(c.x + r, c.y - 0.6F * r),
                           ImVec2(c.x, c.y + 0.7F * r), ink);
  else
    draw.AddTriangleFilled(ImVec2(c.x - 0.6F * r, c.y - r), ImVec2(c.x + 0.7F * r, c.y),
                           ImVec2(c.x - 0.6F * r, c.y + r), ink);
  std::string capitals = title;
  for (char& letter : capitals) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  ImFont* font = small_font();
  const float size = font_size(font);
  const float width = font->CalcTextSizeA(size, FLT_MAX, 0, capitals.c_str()).x;
  draw.AddText(font, size, ImVec2(a.x + em(0.95F), std::floor(c.y - 0.5F * size)), ink, capitals.c_str());
  draw.AddLine(ImVec2(a.x + em(1.4F) + width, c.y), ImVec2(b.x, c.y), p.line, std::max(1.0F, em(0.06F)));
  ImGui::PopID();
  return *open;
}

bool button(Ui& ui, const std::string& name, const std::string& label, const std::string& help, bool primary,
            float width) {
  const Palette& p = palette();
  if (primary) {
    ImGui::PushStyleColor(ImGuiCol_Button, with_alpha(p.accent, p.light ? 1.0F : 0.85F));
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, p.accent);
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, blended(p.accent, p.text, 0.2F));
    ImGui::PushStyleColor(ImGuiCol_Text, IM_COL32_WHITE);
  }
  ImGui::PushID(name.c_str());
  const bool pressed = ImGui::Button(label.c_str(), ImVec2(width, 0));
  ImGui::PopID();
  if (primary) ImGui::PopStyleColor(4);
  ui.marks.mark(name);
  tooltip(ui, name, help);
  return pressed;
}

Edit layer_row(Ui& ui, const std::string& name, const std::string& label, ImU32 colour, bool& visible,
               float& opacity, const std::string& help) {
  ImGui::PushID(name.c_str());
  Edit edit;
  const float column = std::min(0.5F * ImGui::GetContentRegionAvail().x, em(9)),
              left = ImGui::GetCursorPosX();
  if (ImGui::Checkbox("##visible", &visible)) edit = Edit::at_once();
  ui.marks.mark(name);
  tooltip(ui, name, help);
  ImGui::SameLine();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float middle = at.y + 0.5F * ImGui::GetFrameHeight();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddCircleFilled(ImVec2(at.x + em(0.35F), middle), em(0.33F),
                       visible ? colour : with_alpha(colour, 0.25F));
  ImGui::RenderTextClipped(ImVec2(at.x + em(1.05F), at.y + ImGui::GetStyle().FramePadding.y),
                           ImVec2(at.x + column - em(2), at.y + ImGui::GetFrameHeight()), label.c_str(),
                           nullptr, nullptr);
  ImGui::SameLine();
  ImGui::SetCursorPosX(left + column);
  if (!visible) ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.35F);
  double share = opacity;
  const float number = em(2.6F);
  if (share_slider("##opacity", share, ImGui::GetContentRegionAvail().x - number)) {
    opacity = static_cast<float>(std::round(share * 100) / 100);
    edit.changed = true;
  }
  edit.started |= ImGui::IsItemActivated();
  edit.committed |= ImGui::IsItemDeactivatedAfterEdit();
  ui.marks.mark(name + ".opacity");
  tooltip(ui, name + ".opacity", "Opacity of " + label);
  ImGui::SameLine();
  const std::string percent = std::to_string(std::lround(opacity * 100)) + " %";
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x -
                       ImGui::CalcTextSize(percent.c_str()).x);
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(percent.c_str());
  if (!visible) ImGui::PopStyleVar();
  ImGui::PopID();
  return edit;
}

}  // namespace backroll
