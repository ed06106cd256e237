// The whole user interface over a null renderer, with a script player as its user.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>

#include "viewer/app/app.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/fonts.hpp"
#include "viewer/ui/theme.hpp"
#include "viewer/ui/ui_script.hpp"

namespace backroll::test {

struct AppDriver {
  App app{"test", ""};

  AppDriver() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = ImVec2(1440, 1500);  // high enough for the whole panel
    io.DeltaTime = 1 / 60.0f;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    map_keys();
    apply_theme(false, 1);
    load_fonts(1);
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    io.Fonts->SetTexID(texture_id(1));
    app.view.tips = false;
  }
  ~AppDriver() { ImGui::DestroyContext(); }
  AppDriver(const AppDriver&) = delete;
  AppDriver& operator=(const AppDriver&) = delete;

  Slot& slot(std::size_t n = 0) { return *app.slots.at(n); }
  RunData& run() { return slot().run; }
  const Frame& last() { return run().frames.back(); }

  void frame(double dt = 1 / 60.0) {
    update(app, dt);
    ImGui::NewFrame();
    draw_ui(app, [](Slot&, const ViewOptions&, int, int) { return 0u; });
    ImGui::Render();
  }
  void play(const std::string& script) {
    UiPlayer player(parse_ui_script(script, "test"), "test");
    for (int n = 0; n < 3; ++n) frame();
    while (!player.done()) {
      player.feed(app.ui.marks);
      frame();
    }
    frame();
  }
  // Frames until it is so; false after a minute of the wall clock or where the run failed.
  template <class Condition>
  bool until(Condition condition) {
    const auto start = std::chrono::steady_clock::now();
    while (!condition()) {
      frame();
      if (slot().state == LiveState::failed) return false;
      if (std::chrono::steady_clock::now() - start > std::chrono::minutes(3)) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
  }
  bool computed(double time) {
    return until([&] { return run().end_s() >= time - 1e-9; });
  }
  // A live run as fast as it goes, to the tolerance.
  void start(const Scenario& scenario) {
    app.live_settings.budget_s = 0;
    app.live_settings.pace = 0;
    start_live(app, scenario, 0);
  }
};

}  // namespace backroll::test
