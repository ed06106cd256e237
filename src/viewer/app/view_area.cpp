// The 3-D views with what lies over them: shares, orientation, scale bar, colour bar, pointer.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "recording/columns.hpp"
#include "viewer/app/panel.hpp"
#include "viewer/geometry/colours.hpp"
#include "viewer/ui/colour_bar.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/fonts.hpp"
#include "viewer/ui/share_bar.hpp"

namespace backroll {

namespace {

constexpr float kShareBar_em = 5.3f;  // height of a share bar with its words
constexpr float kClickPixels = 4;     // a press that moves less is a click

// [m] round lengths for the scale bar
constexpr double kBars[] = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5};

struct View {
  Slot& slot;
  std::size_t number;
  ImVec2 low, size;
  glm::vec2 pixels() const { return {size.x, size.y}; }
  glm::vec2 local(const ImVec2& at) const { return {at.x - low.x, at.y - low.y}; }
  ImVec2 screen(const glm::vec2& p) const { return {low.x + p.x, low.y + p.y}; }
};

void shadowed(ImDrawList* draw, const ImVec2& at, const std::string& text, ImU32 colour) {
  draw->AddText({at.x + 1, at.y + 1}, with_alpha(palette().view, 0.9f), text.c_str());
  draw->AddText(at, colour, text.c_str());
}

// Head, Left, Front as a small cross of axes in the lower left corner.
void draw_axes(const View& view) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ViewBasis basis = view_basis(view.slot.camera);
  const ImVec2 middle(view.low.x + em(3.2f), view.low.y + view.size.y - em(3));
  static const struct {
    glm::vec3 axis;
    const char* name;
  } axes[] = {{{0, 1, 0}, "Head"}, {{0, 0, -1}, "Left"}, {{1, 0, 0}, "Front"}};
  for (const auto& a : axes) {
    const float x = glm::dot(a.axis, basis.right), y = -glm::dot(a.axis, basis.up);
    if (std::hypot(x, y) < 0.3f) continue;  // seen end on
    const float faint = 0.45f + 0.55f * std::min(1.0f, std::hypot(x, y) * 1.2f);
    const ImVec2 end(middle.x + em(1.5f) * x, middle.y + em(1.5f) * y);
    draw->AddLine(middle, end, with_alpha(palette().secondary, faint), em(0.1f));
    const ImVec2 text = ImGui::CalcTextSize(a.name);
    shadowed(draw, {middle.x + em(2.2f) * x - 0.5f * text.x, middle.y + em(2.2f) * y - 0.5f * text.y}, a.name,
             with_alpha(palette().text, faint));
  }
}

void draw_scale_bar(const View& view) {
  const double pixel = pixel_size(view.slot.camera, view.slot.camera.target, view.size.y);
  double length = kBars[0];
  for (const double bar : kBars)
    if (bar / pixel < 0.25 * view.size.x) length = bar;
  const float width = static_cast<float>(length / pixel);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 right(view.low.x + view.size.x - em(1), view.low.y + view.size.y - em(1.2f));
  const ImU32 colour = palette().text;
  draw->AddLine({right.x - width, right.y}, right, colour, em(0.12f));
  for (const float x : {right.x - width, right.x})
    draw->AddLine({x, right.y - em(0.25f)}, {x, right.y + em(0.25f)}, colour, em(0.12f));
  char text[32];
  std::snprintf(text, sizeof text, "%.0f mm", 1e3 * length);
  const ImVec2 size = ImGui::CalcTextSize(text);
  shadowed(draw, {right.x - 0.5f * (width + size.x), right.y - em(0.35f) - size.y}, text, colour);
}

void draw_numbers(const View& view) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (std::size_t m = 0; m < view.slot.scene.markers.size(); ++m) {
    const SceneMarker& marker = view.slot.scene.markers[m];
    const auto at = project(view.slot.camera, marker.position, view.pixels());
    if (at)
      shadowed(draw, view.screen(*at + glm::vec2(em(0.5f), -em(0.9f))), std::to_string(m + 1),
               palette().text);
  }
}

// What lies under the pixel, by the layers that are shown.
std::optional<PartPick> pick_at(const App& app, const View& view, const glm::vec2& pixel,
                                float least_opacity) {
  const ViewOptions options = view_options(app, view.number);
  std::array<bool, kLayers> layers{};
  for (const Layer layer : {Layer::skin, Layer::muscle, Layer::bone})
    layers[static_cast<std::size_t>(layer)] =
        options.layer(layer).visible && options.layer(layer).opacity > least_opacity;
  const Ray ray = pixel_ray(view.slot.camera, pixel, view.pixels());
  return pick_part(view.slot.scene, layers, ray.origin, ray.direction, options.section);
}

void pick_point(App& app, const View& view, const glm::vec2& pixel) {
  if (!view.slot.geometry || !view.slot.shown) return;
  const ViewOptions options = view_options(app, view.number);
  const Ray ray = pixel_ray(view.slot.camera, pixel, view.pixels());
  const auto hit =
      pick_skin(view.slot.scene.parts[BackGeometry::kSkin], ray.origin, ray.direction, options.section);
  if (!hit) return;
  const PickedPoint point =
      picked_point(*view.slot.run.model->back,
                   skin_place(*view.slot.run.model->back, view.slot.geometry->skin_subdivision(), *hit));
  for (const auto& slot : app.slots) {
    if (slot->points.size() == kMostPoints) slot->points.erase(slot->points.begin());
    slot->points.push_back(point);
  }
}

void hover(App& app, const View& view, const glm::vec2& pixel) {
  const auto hit = pick_at(app, view, pixel, 0.3f);
  if (!hit) return;
  const ScenePart& part = view.slot.scene.parts[hit->part];
  if (part.layer != Layer::skin) view.slot.hovered = Highlight{part.layer, part.index};
  std::string words = hover_words(view.slot.run, app.time, part);
  if (part.layer == Layer::skin && view.slot.geometry && view.slot.shown) {
    const PickedPoint point = picked_point(
        *view.slot.run.model->back,
        skin_place(*view.slot.run.model->back, view.slot.geometry->skin_subdivision(), hit->place));
    char text[48];
    std::snprintf(text, sizeof text, "%.1f kPa\n", 1e-3 * pressure_of(point, *view.slot.shown));
    words = text + place_words(point);
  }
  if (words.empty()) return;
  while (!words.empty() && words.back() == '\n') words.pop_back();
  ImGui::SetTooltip("%s", words.c_str());
}

void share_camera(App& app, const View& view) {
  if (!app.view.linked) return;
  for (const auto& slot : app.slots) slot->camera = view.slot.camera;
}

// A drag belongs to the view in which it began, since the button under it stays the active item.
void use_mouse(App& app, const View& view) {
  const ImGuiIO& io = ImGui::GetIO();
  Camera& camera = view.slot.camera;
  const bool active = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
  const glm::vec2 at = view.local(io.MousePos);
  if (hovered && io.MouseWheel != 0) {
    zoom_at(camera, std::pow(0.88f, io.MouseWheel), at, view.pixels());
    share_camera(app, view);
  }
  if (active) {
    app.dragging_view = true;
    const bool panning = ImGui::IsMouseDown(1) || ImGui::IsMouseDown(2) || io.KeyShift;
    if (panning)
      pan(camera, {io.MouseDelta.x, io.MouseDelta.y}, view.size.y);
    else
      orbit(camera, -0.008f * io.MouseDelta.x, 0.008f * io.MouseDelta.y);
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) share_camera(app, view);
  }
  if (hovered && ImGui::IsMouseDoubleClicked(0)) {
    if (const auto hit = pick_at(app, view, at, 0.05f)) {
      set_pivot(camera, hit->place.position);
      share_camera(app, view);
      for (const auto& slot : app.slots)
        if (!slot->points.empty()) slot->points.pop_back();  // of the first click
    }
  } else if (hovered && ImGui::IsMouseReleased(0)) {
    const ImVec2 from = io.MouseClickedPos[0];
    if (std::hypot(io.MousePos.x - from.x, io.MousePos.y - from.y) < kClickPixels) pick_point(app, view, at);
  }
  view.slot.hovered.reset();
  if (hovered && !active) hover(app, view, at);
}

void draw_view(App& app, const View& view, const DrawView& draw) {
  const char* mark = view.number == 0 ? "view.A" : "view.B";
  ImGui::SetCursorScreenPos(view.low);
  ImGui::InvisibleButton(mark, view.size,
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                             ImGuiButtonFlags_MouseButtonMiddle);
  keep_wheel();
  app.ui.marks.mark(mark);
  if (!view.slot.geometry) {
    const std::string text =
        view.slot.state == LiveState::failed ? view.slot.run.message : "Building the back ...";
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    ImGui::GetWindowDrawList()->AddText(
        {view.low.x + 0.5f * (view.size.x - size.x), view.low.y + 0.5f * view.size.y}, palette().secondary,
        text.c_str());
    return;
  }
  use_mouse(app, view);
  const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
  const float share = app.software && app.dragging_view ? 0.5f : 1;
  const unsigned texture = draw(view.slot, view_options(app, view.number),
                                std::max(1, static_cast<int>(view.size.x * scale.x * share)),
                                std::max(1, static_cast<int>(view.size.y * scale.y * share)));
  if (texture != 0)
    ImGui::GetWindowDrawList()->AddImage(
        texture_id(texture), view.low, {view.low.x + view.size.x, view.low.y + view.size.y}, {0, 1}, {1, 0});
  draw_axes(view);
  draw_scale_bar(view);
  draw_numbers(view);
  if (app.slots.size() > 1) {
    std::string name = (view.number == 0 ? "A  " : "B  ") + view.slot.name;
    if (view.number == 0 && app.view.difference) name += "  (B - A)";
    push_font(heading_font());
    shadowed(ImGui::GetWindowDrawList(), {view.low.x + em(0.7f), view.low.y + em(0.5f)}, name,
             palette().text);
    ImGui::PopFont();
  }
}

// Both views of the ledger for one run, always in sight: beside each other, or one above the other where two
// runs are shown.
void draw_shares(App& app, std::size_t n) {
  const RunData& run = app.slots[n]->run;
  const int f = frame_index(run, std::min(app.time, run.end_s()));
  const Frame none, &now = f >= 0 ? run.frames[f] : none;
  const auto skin = [&](RegionKind kind) { return f >= 0 ? skin_force(run.model->info, now, kind) : 0; };
  const Palette& p = palette();
  const std::string end = n == 0 ? "" : ".B";
  const bool two_runs = app.slots.size() > 1;
  const float width = two_runs ? 0 : 0.5f * (ImGui::GetContentRegionAvail().x - em(1.5f));
  begin_child("skin", {width, kShareBar_em * ImGui::GetFontSize()});
  share_bar(app.ui, "shares.skin" + end, "Pressed on, by what lies under the skin",
            {{"muscle", skin(RegionKind::muscle), p.muscle},
             {"spine", skin(RegionKind::spine), p.spine},
             {"ribs", skin(RegionKind::rib), p.rib},
             {"other", skin(RegionKind::other), p.other}});
  ImGui::EndChild();
  if (!two_runs) ImGui::SameLine(0, em(1.5f));
  begin_child("path", {0, kShareBar_em * ImGui::GetFontSize()});
  share_bar(app.ui, "shares.path" + end, "Handed on, by the bone that takes it",
            {{"spine", now.path_spine, p.spine},
             {"ribs", now.path_rib, p.rib},
             {"scapulae", now.path_scapula, p.series[4]},
             {"pelvis", now.path_pelvis, p.series[5]},
             {"deep", now.path_deep, p.other}});
  ImGui::EndChild();
}

void draw_colour_bar(App& app, float height) {
  ViewSettings& v = app.view;
  const FieldWords& words = field_words(v.field);
  if (words.unit[0] == '\0') return;
  const bool difference = v.difference && app.slots.size() > 1;
  ColourRange& range = difference ? v.difference_range : v.range[static_cast<std::size_t>(v.field)];
  const ColourMap map = difference ? ColourMap::diverging : v.map;
  ColourBarData data;
  data.title = difference ? "B - A" : words.name;
  data.unit = words.unit;
  data.colour = [map](double t) { return to_colour(colour_at(map, static_cast<float>(t))); };
  data.over = to_colour(over_range_colour(map));
  data.bare = to_colour(v.field == ShownField::bone_force ? kBoneColour : kSkinColour);
  data.fade = kFadedPart;
  if (difference) {
    const double top = round_top(app.difference_top * words.scale);
    data.run_low = -top;
    data.run_high = top;
    if (range.mode == RangeMode::run) range = {-top, top, RangeMode::run};
    range.low = -range.high;
  } else {
    data.run_low = 0;
    data.run_high = range.high;
  }
  data.height = height;
  data.controls = !app.bare;
  colour_bar(app.ui, "colour_bar", range, data);
}

}  // namespace

void draw_views(App& app, const DrawView& draw) {
  const ImVec2 low = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const bool bar = field_words(app.view.field).unit[0] != '\0';
  const float bar_width = bar ? em(6.5f) : 0, gap = em(0.3f);
  const float views_width = room.x - bar_width;
  const std::size_t count = app.slots.size();
  const float width = (views_width - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
  app.dragging_view = false;
  for (std::size_t n = 0; n < count; ++n)
    draw_view(app,
              {*app.slots[n], n, {low.x + static_cast<float>(n) * (width + gap), low.y}, {width, room.y}},
              draw);
  if (!bar) return;
  ImGui::SetCursorScreenPos({low.x + views_width + em(0.5f), low.y});
  begin_child("colour bar", {bar_width - em(0.5f), room.y});
  draw_colour_bar(app, room.y - em(1));
  ImGui::EndChild();
}

float share_bars_height(const App& app) {
  return em(kShareBar_em * (app.slots.size() > 1 ? 2.1f : 1));
}

void draw_share_bars(App& app) {
  const float width = ImGui::GetContentRegionAvail().x / static_cast<float>(app.slots.size());
  for (std::size_t n = 0; n < app.slots.size(); ++n) {
    if (n > 0) ImGui::SameLine();
    begin_child(n == 0 ? "shares A" : "shares B", {width - em(0.5f), share_bars_height(app)});
    if (app.slots[n]->run.model) draw_shares(app, n);
    ImGui::EndChild();
  }
}

}  // namespace backroll
