#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "analysis/text.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/fonts.hpp"
#include "viewer/ui/widgets.hpp"

namespace backroll {
namespace {

// A parameter as this row shows it.
struct Row {
  const Parameter& parameter;
  const SliderOptions& options;
  std::string path, label, unit;
  double low, high, step;
  std::optional<double> fallback;

  std::string shown(double value) const { return number_text(value * options.scale, 5); }
  std::string with_unit(double value) const {
    return unit.empty() ? shown(value) : shown(value) + " " + unit;
  }
};

std::optional<double> number_of(const std::string& text) {
  std::string plain;
  for (const char c : text)
    if (c == ',')
      plain += '.';
    else if (c != ' ')
      plain += c;
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc() || end == plain.data() || !std::isfinite(value)) return std::nullopt;
  return value;
}

Row row_of(const Parameter& parameter, const SliderOptions& options) {
  Row row{parameter,
          options,
          parameter.path(),
          options.label.empty() ? label_of(parameter) : options.label,
          unit_text(options.unit.empty() ? parameter.unit : options.unit),
          std::isnan(options.low) ? parameter.min : options.low,
          std::isnan(options.high) ? parameter.max : options.high,
          options.step,
          options.fallback};
  if (row.step <= 0) row.step = options.logarithmic ? 0 : round_step(row.high - row.low, 250);
  if (parameter.type == ParameterType::integer) row.step = std::max(1.0, std::round(row.step));
  if (!row.fallback) row.fallback = number_of(parameter.fallback);
  return row;
}

double share_of(const Row& row, double value) {
  const double share = row.options.logarithmic ? std::log(value / row.low) / std::log(row.high / row.low)
                                               : (value - row.low) / (row.high - row.low);
  return std::clamp(share, 0.0, 1.0);
}

// Rounded to the step, on a logarithmic track to two digits.
double value_at(const Row& row, double share) {
  double value = row.options.logarithmic ? row.low * std::pow(row.high / row.low, share)
                                         : row.low + share * (row.high - row.low);
  const double step = row.step > 0 ? row.step : std::pow(10.0, std::floor(std::log10(value)) - 1);
  value = std::round(value / step) * step;
  return std::clamp(value, row.low, row.high);
}

std::string help_of(const Row& row) {
  const Parameter& p = row.parameter;
  std::string text = row.label + "\n" + sentence_case(p.meaning) + ".\nRange " + row.shown(p.min) + " to " +
                     row.with_unit(p.max);
  if (row.fallback)
    text += ", default " + row.with_unit(*row.fallback);
  else if (!p.fallback_note.empty())
    text += ", default " + p.fallback_note;
  if (!p.source.empty()) text += "\nSource: " + p.source;
  if (!row.options.shortcut.empty()) text += "\nKeys: " + row.options.shortcut;
  return text + "\nRight-click: reset, copy";
}

bool set(double& value, double wanted) {
  const double before = std::exchange(value, wanted);
  return before != wanted;
}

double allowed(const Row& row, double value) {
  if (row.parameter.type == ParameterType::integer) value = std::round(value);
  return std::clamp(value, row.parameter.min, row.parameter.max);
}

Edit context_menu(Ui& ui, const Row& row, double& value) {
  Edit edit;
  if (!ImGui::BeginPopup("menu")) return edit;
  const std::string reset = row.fallback ? "Reset to " + row.with_unit(*row.fallback) : "Reset (no default)";
  if (ImGui::MenuItem(reset.c_str(), nullptr, false, row.fallback.has_value()) && set(value, *row.fallback))
    edit = Edit::at_once();
  ui.marks.mark(row.path + ".reset");
  if (ImGui::MenuItem(("Copy " + row.with_unit(value)).c_str()))
    ImGui::SetClipboardText(row.shown(value).c_str());
  ui.marks.mark(row.path + ".copy");
  ImGui::EndPopup();
  return edit;
}

void open_menu_on_right_click() {
  if (ImGui::IsItemHovered() && ImGui::IsMouseReleased(ImGuiMouseButton_Right)) ImGui::OpenPopup("menu");
}

Edit track(Ui& ui, const Row& row, double& value, float width) {
  double share = share_of(row, value);
  Edit edit;
  if (share_slider("##track", share, width)) edit.changed = set(value, value_at(row, share));
  edit.started = ImGui::IsItemActivated();
  edit.committed = ImGui::IsItemDeactivatedAfterEdit();
  ui.marks.mark(row.path);
  open_menu_on_right_click();
  tooltip(ui, row.path, help_of(row));
  return edit;
}

// What is typed counts when the field is left, by Enter, Tab or a click elsewhere; Esc gives it up.
Edit number_field(Ui& ui, const Row& row, double& value, float width) {
  const std::string name = row.path + ".number", now = row.shown(value);
  char text[32] = {};
  std::copy_n(now.begin(), std::min(now.size(), sizeof text - 1), text);
  ImGui::SetNextItemWidth(width);
  ImGui::InputText("##number", text, sizeof text, ImGuiInputTextFlags_AutoSelectAll);
  ui.marks.mark(name);
  Edit edit;
  if (ImGui::IsItemActive()) {
    if (ui.field != name) ui.field_before = now;
    ui.field = name;
    ui.field_text = text;
  } else if (ui.field == name) {
    if (now != text) ui.field_text = text;
    const std::optional<double> typed = number_of(ui.field_text);
    const bool given = typed && ui.field_text != ui.field_before && !key_pressed(Key::escape);
    if (given && set(value, allowed(row, *typed / row.options.scale))) edit = Edit::at_once();
    ui.field.clear();
  }
  open_menu_on_right_click();
  tooltip(ui, name, help_of(row));
  return edit;
}

// Ticks under the track, their names where they have room; a click takes the value.
Edit mark_ticks(Ui& ui, const Row& row, double& value, float left, float right) {
  const Palette& p = palette();
  ImFont* font = small_font();
  const float size = font_size(font), top = ImGui::GetItemRectMax().y - em(0.25F), tick = em(0.3F);
  const float inset = 2 + 0.5F * ImGui::GetStyle().GrabMinSize, from = left + inset, to = right - inset;
  const ImVec2 cursor = ImGui::GetCursorScreenPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  Edit edit;
  float taken = left - em(1);  // names reach up to here
  for (const SliderMark& mark : row.options.marks) {
    if (mark.value < row.low || mark.value > row.high) continue;
    const float x = from + (to - from) * static_cast<float>(share_of(row, mark.value));
    const float width = font->CalcTextSizeA(size, FLT_MAX, 0, mark.name.c_str()).x;
    const float name_left = std::clamp(x - 0.5F * width, left, std::max(left, right - width));
    const bool named = name_left > taken + em(0.4F);
    ImGui::SetCursorScreenPos(named ? ImVec2(name_left, top) : ImVec2(x - 0.3F * em(1), top));
    const ImVec2 area(named ? width : em(0.6F), tick + size);
    if (ImGui::InvisibleButton(("mark " + mark.name).c_str(), area) && set(value, mark.value))
      edit = Edit::at_once();
    const std::string name = row.path + ".mark." + mark.name;
    ui.marks.mark(name);
    draw_focus();
    tooltip(ui, name, mark.name + ": " + row.with_unit(mark.value) + ". Click to set.");
    const bool at = std::abs(value - mark.value) < 1e-6 * (row.high - row.low);
    const ImU32 ink = with_alpha(at                       ? p.accent
                                 : ImGui::IsItemHovered() ? p.text
                                                          : p.secondary,
                                 ImGui::GetStyle().Alpha);
    draw.AddLine(ImVec2(x, top), ImVec2(x, top + 0.7F * tick), ink, std::max(1.0F, em(0.09F)));
    if (named) {
      draw.AddText(font, size, ImVec2(std::floor(name_left), std::floor(top + tick)), ink, mark.name.c_str());
      taken = name_left + width;
    }
  }
  ImGui::SetCursorScreenPos(ImVec2(cursor.x, top + tick + size));
  ImGui::Dummy(ImVec2(0, em(0.1F)));
  return edit;
}

void row_text(const Row& row, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float pad = ImGui::GetStyle().FramePadding.y;
  ImGui::Dummy(ImVec2(width, ImGui::GetFrameHeight()));
  ImGui::RenderTextClipped(ImVec2(at.x, at.y + pad), ImVec2(at.x + width, at.y + ImGui::GetFrameHeight()),
                           row.label.c_str(), nullptr, nullptr);
}

Edit number_and_unit(Ui& ui, const Row& row, double& value, float number, float unit) {
  const Edit edit = number_field(ui, row, value, number);
  ImGui::SameLine(0, em(0.3F));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy(ImVec2(unit, ImGui::GetFrameHeight()));
  ImGui::GetWindowDrawList()->AddText(ImVec2(at.x, at.y + ImGui::GetStyle().FramePadding.y),
                                      with_alpha(palette().secondary, ImGui::GetStyle().Alpha),
                                      row.unit.c_str());
  return edit;
}

}  // namespace

Edit slider_row(Ui& ui, const Parameter& parameter, double& value, const SliderOptions& options) {
  const Row row = row_of(parameter, options);
  const float whole = ImGui::GetContentRegionAvail().x, gap = em(0.4F), number = em(3.4F);
  const float unit = std::max(em(2.3F), ImGui::CalcTextSize(row.unit.c_str()).x);
  const float left = ImGui::GetCursorScreenPos().x, fields = number + unit + em(0.3F);
  const bool stacked = options.stacked || !options.marks.empty() || whole < em(18);
  const float label = stacked ? whole - fields - gap : label_width(whole);
  Edit edit;
  ImGui::PushID(row.path.c_str());
  ImGui::BeginDisabled(!options.enabled);
  row_text(row, label);
  tooltip(ui, row.path + ".label", help_of(row));
  open_menu_on_right_click();
  ImGui::SameLine(0, gap);
  if (stacked) {
    edit |= number_and_unit(ui, row, value, number, unit);
    edit |= track(ui, row, value, whole);
  } else {
    edit |= track(ui, row, value, whole - label - fields - 2 * gap);
    ImGui::SameLine(0, gap);
    edit |= number_and_unit(ui, row, value, number, unit);
  }
  if (!options.marks.empty()) edit |= mark_ticks(ui, row, value, left, left + whole);
  ImGui::EndDisabled();
  edit |= context_menu(ui, row, value);
  ImGui::PopID();
  return edit;
}

}  // namespace backroll
