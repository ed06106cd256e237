// The whole window drawn without a screen: what the pixels say.
#include <doctest/doctest.h>

#include <cmath>
#include <thread>

#include "scenario/input_error.hpp"
#include "viewer/hidden.hpp"

using namespace backroll;

namespace {

// Pressed at T8 for a moment and computed to its end; null where there is no OpenGL.
struct Pressed {
  App app{"test", ""};
  std::unique_ptr<HiddenWindow> window;

  Pressed() {
    try {
      window = std::make_unique<HiddenWindow>(app, 900, 600, 1.0f, "");
    } catch (const MachineError& error) {
      MESSAGE("skipped: " << error.what());
      return;
    }
    Scenario s = first_scenario();
    s.protocol.resize(1);
    s.protocol[0].duration_s = 0.2;
    app.live_settings = {0, 0};
    app.view.tips = false;
    app.bare = true;
    app.show_panels = false;
    start_live(app, s, 0);
    for (int n = 0; n < 6000 && app.slots[0]->state != LiveState::finished; ++n) {
      update(app, 0.01);
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    look_at(ViewPreset::back);
  }
  void look_at(ViewPreset preset) {
    window->frame(0);
    look_from(app.slots[0]->camera, preset);
    window->frame(0);
  }
  Image picture() {
    window->frame(0);
    return window->picture();
  }
};

int different_pixels(const Image& a, const Image& b) {
  int count = 0;
  for (std::size_t n = 0; n < a.rgb.size(); n += 3)
    count += std::abs(a.rgb[n] - b.rgb[n]) + std::abs(a.rgb[n + 1] - b.rgb[n + 1]) +
                 std::abs(a.rgb[n + 2] - b.rgb[n + 2]) >
             60;
  return count;
}

}  // namespace

TEST_CASE("the colour bar has the map's colours, the pressed skin too, and a section opens the body") {
  Pressed p;
  if (!p.window) return;
  REQUIRE(p.app.slots[0]->state == LiveState::finished);
  const Image with = p.picture();
  const UiMarks::Rectangle& bar = p.app.ui.marks.rectangles.at("colour_bar");
  for (const float share : {0.3f, 0.5f, 0.8f}) {
    const int x = static_cast<int>(0.5f * (bar.min.x + bar.max.x));
    const int y = static_cast<int>(bar.max.y + share * (bar.min.y - bar.max.y));
    const glm::vec3 wanted = 255.0f * colour_at(ColourMap::inferno, share);
    for (int c = 0; c < 3; ++c) CHECK(std::abs(with.pixel(x, y)[c] - wanted[c]) < 8);
  }
  p.app.view.field = ShownField::none;
  const Image without = p.picture();
  CHECK(different_pixels(with, without) > 800);
  CHECK(different_pixels(without, p.picture()) == 0);
  p.app.view.section = SectionKind::sagittal;
  p.look_at(ViewPreset::sagittal);
  const Image cut = p.picture();
  p.app.view.section = SectionKind::off;
  CHECK(different_pixels(cut, p.picture()) > 5000);
}
