// The whole window: menu, panel, shares, views, charts, status line, dialogs, keys, tips.
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "recording/output_file.hpp"
#include "scenario/input_error.hpp"
#include "scenario/write.hpp"
#include "viewer/app/panel.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/key_sheet.hpp"
#include "viewer/ui/keys.hpp"

namespace backroll {

namespace {

constexpr double kMessage_s = 12;  // a message stays this long

const std::vector<KeyRow>& key_rows() {
  static const std::vector<KeyRow> rows = {
      {"Time", "Space", "Pause, go on"},
      {"Time", "Left, Right", "One step back, on (Shift: ten)"},
      {"Time", "Home, End", "To the start, to the end (live: to the present)"},
      {"Time", "J, K, L", "Slower, real time, faster"},
      {"Time", "[, ]", "Loop from here, to here"},
      {"Roller", "R, D, A", "Roll, hold (down), lift (away)"},
      {"Roller", "T", "Turn round"},
      {"Roller", "+, -", "Load 10 N up, down, where it is given"},
      {"Roller", "Ctrl+Z, Ctrl+Shift+Z", "Undo, redo"},
      {"View", "1, 2, 3, 4, 5", "Back, side, top, under the roller, front"},
      {"View", "F, 0", "Fit"},
      {"View", "Left drag, Wheel", "Turn, zoom at the pointer"},
      {"View", "Shift drag, Right drag", "Move"},
      {"View", "Double-click", "Turn about this place from now on"},
      {"View", "S, M, B, N", "Skin, muscles, bones, person"},
      {"View", "H, W, X", "Colours by pressure or none, mesh lines, section"},
      {"View", "C", "B - A"},
      {"View", "Click, Delete", "Read a point of the skin; clear the points"},
      {"Program", "Ctrl+O, Ctrl+S", "Open, save scenario"},
      {"Program", "Ctrl+E, P", "Export chart, picture"},
      {"Program", "Tab", "Next widget (arrows and Space use it)"},
      {"Program", "F2", "Hide or show the panels"},
      {"Program", "F1, ?", "This sheet"},
      {"Program", "Ctrl+Q", "Quit"}};
  return rows;
}

void view_from(App& app, ViewPreset preset) {
  for (const auto& slot : app.slots) look_from(slot->camera, preset);
}

// Skin, of the roller what lies beside it, and the person where it is shown: the same for runs side by side,
// so that sizes can be compared.
void fit_views(App& app) {
  Box box;
  const bool person = app.view.layers[static_cast<std::size_t>(Layer::person)].visible &&
                      app.view.section == SectionKind::off;
  for (const auto& slot : app.slots) {
    if (!slot->geometry || slot->scene.parts.empty()) continue;
    Box skin;
    for (const SceneVertex& v : slot->scene.parts[BackGeometry::kSkin].vertices) skin.add(v.position);
    box.add(skin);
    for (const ScenePart& part : slot->scene.parts)
      if (part.layer == Layer::foam)
        for (const SceneVertex& v : part.vertices)
          if (v.position.z >= skin.low.z && v.position.z <= skin.high.z) box.add(v.position);
    for (const ScenePart& part : slot->scene.parts)
      if (person && part.layer == Layer::person && !part.triangles.empty())
        for (const SceneVertex& v : part.vertices) box.add(v.position);
  }
  if (box.empty()) return;
  const auto mark = app.ui.marks.rectangles.find("view.A");
  float aspect = 1.4f;
  if (mark != app.ui.marks.rectangles.end())
    aspect =
        (mark->second.max.x - mark->second.min.x) / std::max(1.0f, mark->second.max.y - mark->second.min.y);
  for (const auto& slot : app.slots) fit(slot->camera, box, aspect);
}

void cycle_section(App& app) {
  app.view.section = static_cast<SectionKind>((static_cast<int>(app.view.section) + 1) % 3);
  if (app.view.section == SectionKind::axial && app.slots.front()->run.model)
    app.view.section_mm = 1e3 * level_arc(*app.slots.front()->run.model->back, "T8");
  else
    app.view.section_mm = 0;
}

void set_motion(App& app, Motion motion) {
  const Desired before = app.desired;
  app.desired.controls.motion = motion;
  app.desired.controls.free = true;
  if (!(before == app.desired)) app.undo.push(before);
  apply_desired(app, true);
}

void change_load(App& app, double by) {
  if (load_follows(app)) return say(app, "The load follows from how the person lies: change support or lean");
  const Desired before = app.desired;
  app.desired.controls.load_n = std::clamp(app.desired.controls.load_n + by, 10.0, 1000.0);
  if (!(before == app.desired)) app.undo.push(before);
  apply_desired(app, true);
}

void move_undo(App& app, bool back) {
  const auto to = back ? app.undo.undo(app.desired) : app.undo.redo(app.desired);
  if (!to) return;
  app.desired = *to;
  apply_desired(app, true);
}

void step_to(App& app, int frames) {
  const Slot& slot = *app.slots.front();
  const int f = frame_index(slot.run, app.time), last = static_cast<int>(slot.run.frames.size()) - 1;
  if (is_live(app) && app.follow && frames > 0) return slot.live->step_once();
  set_playing(app, false);
  if (last >= 0) go_to(app, slot.run.frames[std::clamp(f + frames, 0, last)].time_s);
}

// Time and roller; arrows and Space belong to a widget while the keyboard is on one.
void time_keys(App& app) {
  if (ImGui::GetIO().NavVisible) return;
  if (chord_pressed("Space")) set_playing(app, !app.playing);
  for (const auto& [keys, frames] :
       {std::pair{"Left", -1}, {"Right", 1}, {"Shift+Left", -10}, {"Shift+Right", 10}})
    if (chord_pressed(keys, true)) step_to(app, frames);
  if (chord_pressed("Home")) go_to(app, 0);
  if (chord_pressed("End")) {
    app.playing = app.playing || is_live(app);
    go_to(app, end_time(app));
  }
  if (chord_pressed("J")) app.play_speed = std::max(0.1, 0.5 * app.play_speed);
  if (chord_pressed("K")) app.play_speed = 1;
  if (chord_pressed("L")) app.play_speed = std::min(8.0, 2 * app.play_speed);
  if (chord_pressed("[")) app.loop_from = app.time;
  if (chord_pressed("]")) app.loop_to = app.time;
  if (!is_live(app)) return;
  if (chord_pressed("R")) set_motion(app, Motion::roll);
  if (chord_pressed("D")) set_motion(app, Motion::hold);
  if (chord_pressed("A")) set_motion(app, Motion::lift);
  if (chord_pressed("T")) {
    app.undo.push(app.desired);
    ++app.desired.controls.reversals;
    app.desired.controls.free = true;
    apply_desired(app, true);
  }
  if (chord_pressed("=", true) || chord_pressed("Shift+=", true)) change_load(app, 10);
  if (chord_pressed("-", true)) change_load(app, -10);
}

void view_keys(App& app) {
  static constexpr ViewPreset presets[] = {ViewPreset::back, ViewPreset::side, ViewPreset::top,
                                           ViewPreset::under, ViewPreset::front};
  static constexpr const char* digits[] = {"1", "2", "3", "4", "5"};
  for (int n = 0; n < 5; ++n)
    if (chord_pressed(digits[n])) view_from(app, presets[n]);
  if (chord_pressed("F") || chord_pressed("0")) fit_views(app);
  const auto flip = [&](const char* key, Layer layer) {
    bool& visible = app.view.layers[static_cast<std::size_t>(layer)].visible;
    if (chord_pressed(key)) visible = !visible;
  };
  flip("S", Layer::skin);
  flip("M", Layer::muscle);
  flip("B", Layer::bone);
  flip("N", Layer::person);
  if (chord_pressed("H"))
    app.view.field = app.view.field == ShownField::none ? ShownField::pressure : ShownField::none;
  if (chord_pressed("W")) app.view.mesh_lines = !app.view.mesh_lines;
  if (chord_pressed("X")) cycle_section(app);
  if (chord_pressed("C") && app.slots.size() > 1) {
    app.view.difference = !app.view.difference;
    for (const auto& slot : app.slots) slot->shown_key.clear();
  }
  if (chord_pressed("Delete"))
    for (const auto& slot : app.slots) slot->points.clear();
}

void program_keys(App& app) {
  if (chord_pressed("Ctrl+Z")) move_undo(app, true);
  if (chord_pressed("Ctrl+Shift+Z") || chord_pressed("Ctrl+Y")) move_undo(app, false);
  if (chord_pressed("Ctrl+O")) app.dialog = App::Dialog::open;
  if (chord_pressed("Ctrl+S")) app.dialog = App::Dialog::save_scenario;
  if (chord_pressed("Ctrl+E")) app.dialog = App::Dialog::export_chart;
  if (chord_pressed("P")) app.dialog = App::Dialog::export_picture;
  if (chord_pressed("F2")) app.show_panels = !app.show_panels;
  if (chord_pressed("F1") || chord_pressed("Shift+/")) app.show_keys = !app.show_keys;
  if (chord_pressed("Ctrl+Q")) app.wishes.quit = true;
}

bool menu_item(App& app, const char* mark, const char* label, const char* keys = nullptr,
               bool selected = false, bool enabled = true) {
  const bool chosen = ImGui::MenuItem(label, keys, selected, enabled);
  app.ui.marks.mark(mark);
  return chosen;
}

bool begin_menu(App& app, const char* mark, const char* label) {
  const bool open = ImGui::BeginMenu(label);
  app.ui.marks.mark(mark);
  return open;
}

void file_menu(App& app) {
  if (menu_item(app, "menu.open", "Open scenario or run ...", "Ctrl+O")) app.dialog = App::Dialog::open;
  if (menu_item(app, "menu.compare", "Compare with run ...")) app.dialog = App::Dialog::compare;
  if (app.slots.size() > 1 && menu_item(app, "menu.close_b", "Close B")) {
    app.slots.resize(1);
    app.view.difference = false;
    app.slots.front()->shown_key.clear();
  }
  ImGui::Separator();
  if (menu_item(app, "menu.save_scenario", "Save scenario ...", "Ctrl+S"))
    app.dialog = App::Dialog::save_scenario;
  if (menu_item(app, "menu.save_run", "Save run ...", nullptr, false, is_live(app)))
    app.dialog = App::Dialog::save_run;
  ImGui::Separator();
  if (menu_item(app, "menu.export_chart", "Export chart ...", "Ctrl+E"))
    app.dialog = App::Dialog::export_chart;
  if (menu_item(app, "menu.export_picture", "Save picture ...", "P"))
    app.dialog = App::Dialog::export_picture;
  ImGui::Separator();
  if (menu_item(app, "menu.quit", "Quit", "Ctrl+Q")) app.wishes.quit = true;
}

void view_menu(App& app) {
  ViewSettings& v = app.view;
  static const struct {
    const char* label;
    const char* key;
    ViewPreset preset;
  } presets[] = {{"Oblique", nullptr, ViewPreset::oblique}, {"Back", "1", ViewPreset::back},
                 {"Side", "2", ViewPreset::side},           {"Top", "3", ViewPreset::top},
                 {"Under", "4", ViewPreset::under},         {"Front", "5", ViewPreset::front}};
  for (const auto& p : presets)
    if (menu_item(app, p.label, p.label, p.key)) view_from(app, p.preset);
  if (menu_item(app, "menu.fit", "Fit", "F")) fit_views(app);
  ImGui::Separator();
  if (menu_item(app, "menu.linked", "Link cameras", nullptr, v.linked)) v.linked = !v.linked;
  if (menu_item(app, "menu.light", "Light theme", nullptr, v.light)) {
    v.light = !v.light;
    app.wishes.reload_fonts = true;
  }
  static constexpr float scales[] = {0, 1, 1.25f, 1.5f, 2};
  static constexpr const char* names[] = {"Size as the screen says", "Size 100 %", "Size 125 %", "Size 150 %",
                                          "Size 200 %"};
  for (int n = 0; n < 5; ++n)
    if (menu_item(app, names[n], names[n], nullptr, v.ui_scale == scales[n])) {
      v.ui_scale = scales[n];
      app.wishes.reload_fonts = true;
    }
  ImGui::Separator();
  if (menu_item(app, "menu.panels", "Panels", "F2", app.show_panels)) app.show_panels = !app.show_panels;
  if (menu_item(app, "menu.reset", "Reset layout and view")) {
    const bool light = v.light;
    v = ViewSettings();
    if (light) app.wishes.reload_fonts = true;
    view_from(app, ViewPreset::oblique);
    fit_views(app);
  }
}

void run_menu(App& app) {
  LiveSettings& s = app.live_settings;
  const auto put = [&] {
    if (is_live(app)) app.slots.front()->live->set_settings(s);
  };
  if (menu_item(app, "menu.play", app.playing ? "Pause" : "Go on", "Space")) set_playing(app, !app.playing);
  if (menu_item(app, "menu.budget", "Keep up with real time (budget)", nullptr, s.budget_s > 0)) {
    s.budget_s = s.budget_s > 0 ? 0 : kLiveBudget;
    put();
  }
  if (menu_item(app, "menu.pace", "Not faster than real time", nullptr, s.pace > 0)) {
    s.pace = s.pace > 0 ? 0 : 1;
    put();
  }
}

// One text field, two buttons; true when it is to be done.
bool path_dialog(App& app, const char* title, const char* hint, std::string& path, const char* verb) {
  bool done = false;
  ImGui::OpenPopup(title);
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Appearing, {0.5f, 0.5f});
  if (!ImGui::BeginPopupModal(title, nullptr, ImGuiWindowFlags_AlwaysAutoResize)) return false;
  ImGui::TextUnformatted(hint);
  ImGui::SetNextItemWidth(em(32));
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  done = ImGui::InputText("##path", &path, ImGuiInputTextFlags_EnterReturnsTrue);
  app.ui.marks.mark("dialog.path");
  done |= button(app.ui, "dialog.ok", verb, "Enter", true);
  ImGui::SameLine();
  const bool away = button(app.ui, "dialog.cancel", "Cancel", "Esc") || key_pressed(Key::escape);
  if (done || away) {
    app.dialog = App::Dialog::none;
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
  return done && !path.empty();
}

void save_scenario(App& app) {
  const Scenario base =
      app.slots.front()->run.model ? app.slots.front()->run.model->scenario : first_scenario();
  write_text_file(app.save_path, write_scenario(scenario_of(base, app.desired)));
  app.saved = app.desired;
  say(app, "Saved " + app.save_path);
}

void export_chart(App& app, const std::string& path) {
  const std::string ending = std::filesystem::path(path).extension().string();
  if (ending == ".svg") {
    write_text_file(path, chart_svg(app));
  } else if (ending == ".csv") {
    write_text_file(path, chart_csv(app));
  } else if (ending == ".png") {
    app.wishes.picture = path;
    app.wishes.picture_mark = "chart";
    app.wishes.picture_delay = 2;
  } else {
    throw InputError(path + ": a chart is saved as .svg, .png or .csv");
  }
  say(app, "Saved " + path);
}

void save_picture(App& app, const std::string& path) {
  if (std::filesystem::path(path).extension() != ".png")
    throw InputError(path + ": a picture is saved as .png");
  app.wishes.picture = path;
  app.wishes.picture_mark.clear();
  app.wishes.picture_delay = 2;
  say(app, "Saved " + path);
}

void open_dialogs(App& app) {
  switch (app.dialog) {
    case App::Dialog::none:
      return;
    case App::Dialog::open:
      if (path_dialog(app, "Open", "Scenario file, or folder of a run or a comparison", app.open_path,
                      "Open"))
        open_any(app, app.open_path);
      return;
    case App::Dialog::compare:
      if (path_dialog(app, "Compare", "Folder of the run to put at the right", app.open_path, "Compare"))
        open_recorded(app, app.open_path, 1);
      return;
    case App::Dialog::save_scenario:
      if (app.save_path.empty()) app.save_path = "scenario.toml";
      if (path_dialog(app, "Save scenario", "File that backroll run reads", app.save_path, "Save"))
        save_scenario(app);
      return;
    case App::Dialog::save_run:
      if (app.run_path.empty()) app.run_path = "results/live";
      if (path_dialog(app, "Save run", "Folder for tables, fields, events, charts and report", app.run_path,
                      "Save")) {
        save_run(app.slots.front()->run, app.run_path, app.version);
        say(app, "Saved " + app.run_path);
      }
      return;
    case App::Dialog::export_chart:
      if (app.chart_path.empty()) app.chart_path = "forces.svg";
      if (path_dialog(app, "Export chart", "FILE.svg, .png or .csv", app.chart_path, "Export"))
        export_chart(app, app.chart_path);
      return;
    case App::Dialog::export_picture:
      if (app.picture_path.empty()) app.picture_path = "backroll.png";
      if (path_dialog(app, "Save picture", "FILE.png", app.picture_path, "Save"))
        save_picture(app, app.picture_path);
      return;
  }
}

void draw_tips(App& app) {
  if (!app.view.tips || !app.show_panels || app.show_keys || app.slots.empty() ||
      !app.slots.front()->geometry)
    return;
  if (app.tips.tips.empty())
    app.tips.tips = {{"view.A", "Drag to turn, wheel to zoom; click the skin to read the pressure"},
                     {"roller.density_kg_m3", "Make the roller softer or firmer: it acts at once"},
                     {"chart", "Click or drag here to go back in time"}};
  if (app.dragging_view) tip_used(app.tips, "view.A");
  if (!(app.desired == app.saved)) tip_used(app.tips, "roller.density_kg_m3");
  if (is_live(app) && !app.follow) tip_used(app.tips, "chart");
  tips(app.ui, "tips", app.tips);
  const bool all_used = std::all_of(app.tips.tips.begin(), app.tips.tips.end(),
                                    [](const Tip& t) { return t.used && t.opacity <= 0; });
  if (app.tips.dismissed || all_used) app.view.tips = false;
}

void draw_body(App& app, const DrawView& draw_view) {
  const float status = app.bare ? 0 : ImGui::GetTextLineHeightWithSpacing();
  const ImVec2 room(ImGui::GetContentRegionAvail().x, ImGui::GetContentRegionAvail().y - status);
  if (app.show_panels) {
    begin_child("panel", {em(23), room.y});
    draw_panel(app);
    ImGui::EndChild();
    ImGui::SameLine();
  }
  ImGui::BeginGroup();
  if (app.show_panels) draw_share_bars(app);
  const float charts = app.show_panels ? std::max(em(13), 0.3f * room.y) : 0;
  const float shares = app.show_panels ? share_bars_height(app) + ImGui::GetStyle().ItemSpacing.y : 0;
  begin_child("views", {0, room.y - charts - shares},
              ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  draw_views(app, draw_view);
  ImGui::EndChild();
  if (app.show_panels) {
    begin_child("charts", {0, charts - ImGui::GetStyle().ItemSpacing.y}, ImGuiWindowFlags_NoScrollbar);
    draw_charts(app);
    ImGui::EndChild();
  }
  ImGui::EndGroup();
}

}  // namespace

void draw_menu(App& app) {
  if (!ImGui::BeginMenuBar()) return;
  if (begin_menu(app, "menu.file", "File")) {
    file_menu(app);
    ImGui::EndMenu();
  }
  if (begin_menu(app, "menu.view", "View")) {
    view_menu(app);
    ImGui::EndMenu();
  }
  if (begin_menu(app, "menu.run", "Run")) {
    run_menu(app);
    ImGui::EndMenu();
  }
  if (begin_menu(app, "menu.help", "Help")) {
    if (menu_item(app, "menu.keys", "Keys", "F1")) app.show_keys = true;
    if (menu_item(app, "menu.tips", "Show tips")) {
      app.view.tips = true;
      app.tips = Tips();
    }
    ImGui::Separator();
    ImGui::TextDisabled("Backroll %s. Not medical advice.", app.version.c_str());
    ImGui::EndMenu();
  }
  const std::string words = title(app).substr(sizeof("Backroll - ") - 1);
  ImGui::SameLine(ImGui::GetWindowWidth() - ImGui::CalcTextSize(words.c_str()).x - em(1));
  ImGui::TextUnformatted(words.c_str());
  ImGui::EndMenuBar();
}

void handle_keys(App& app) {
  if (app.dialog != App::Dialog::none) return;
  program_keys(app);
  time_keys(app);
  view_keys(app);
}

void draw_status(App& app) {
  const Palette& p = palette();
  if (!app.message.empty() && ImGui::GetTime() - app.message_since < kMessage_s) {
    ImGui::PushStyleColor(ImGuiCol_Text, p.warning);
    ImGui::TextUnformatted(app.message.c_str());
    ImGui::PopStyleColor();
    return;
  }
  const RunData& run = app.slots.front()->run;
  const int f = frame_index(run, app.time);
  if (f < 0) return;
  const Frame& frame = run.frames[f];
  if (run.status == "stopped" && app.time >= run.end_s() - 1e-9) {
    ImGui::PushStyleColor(ImGuiCol_Text, p.warning);
    ImGui::Text("Stopped %s", run.message.c_str());
    ImGui::PopStyleColor();
    return;
  }
  ImGui::PushStyleColor(ImGuiCol_Text, p.secondary);
  ImGui::Text(
      "%.2f s  %s at %s  sunk %.1f mm  |  residual %.1e%s  closure %.1e  |  step %.0f ms  picture %.0f ms%s",
      frame.time_s, frame.phase.c_str(), run.model->info.levels.at(frame.level).c_str(), -1e3 * frame.height,
      frame.residual, frame.converged ? "" : " (above tolerance)", frame.closure_error,
      1e3 * app.slots.front()->step_wall_s, 1e3 * app.frame_s,
      app.software ? " (software rendering: reduced quality)" : "");
  ImGui::PopStyleColor();
}

void draw_dialogs(App& app) {
  try {
    open_dialogs(app);
  } catch (const std::exception& error) {
    app.dialog = App::Dialog::none;
    say(app, error.what());
  }
}

void draw_ui(App& app, const DrawView& draw_view) {
  app.wishes.quit = false;
  const ImGuiViewport* screen = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(screen->Pos);
  ImGui::SetNextWindowSize(screen->Size);
  ImGui::Begin("Backroll", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | (app.bare ? 0 : ImGuiWindowFlags_MenuBar));
  for (const auto& slot : app.slots)
    if (slot->geometry && !slot->scene.parts.empty() && !slot->framed) {
      fit_views(app);
      // a live run's person comes with its first frame
      slot->framed = !slot->run.frames.empty() || !person_lies(slot->run.model->info);
    }
  draw_menu(app);
  draw_body(app, draw_view);
  if (!app.bare) draw_status(app);
  ImGui::End();
  draw_dialogs(app);
  key_sheet(app.ui, "keys", key_rows(), app.show_keys);
  draw_tips(app);
  handle_keys(app);
}

}  // namespace backroll
