// The whole window drawn without a screen: what the pixels say.
#include <doctest/doctest.h>

#include <cmath>
#include <thread>

#include "scenario/input_error.hpp"
#include "viewer/bent_spine.hpp"
#include "viewer/hidden.hpp"

using namespace backroll;

namespace {

// A window without a screen; null where there is no OpenGL.
struct Pictures {
  App app{"test", ""};
  std::unique_ptr<HiddenWindow> window;

  Pictures() {
    try {
      window = std::make_unique<HiddenWindow>(app, 900, 600, 1.0f, "");
    } catch (const MachineError& error) {
      MESSAGE("skipped: " << error.what());
    }
    app.view.tips = false;
    app.bare = true;
    app.show_panels = false;
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

// Pressed at T8 for a moment and computed to its end.
struct Pressed : Pictures {
  Pressed() {
    if (!window) return;
    Scenario s = first_scenario();
    s.protocol.resize(1);
    s.protocol[0].duration_s = 0.2;
    app.live_settings = {0, 0};
    start_live(app, s, 0);
    for (int n = 0; n < 6000 && app.slots[0]->state != LiveState::finished; ++n) {
      update(app, 0.01);
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    look_at(ViewPreset::back);
  }
};

// The bones of the bent run alone, seen from the right.
struct Skeleton : Pictures {
  Skeleton() {
    if (!window) return;
    test::show_bent_run(app);
    for (const Layer layer : {Layer::skin, Layer::muscle, Layer::foam, Layer::core, Layer::floor})
      app.view.layers[static_cast<std::size_t>(layer)].visible = false;
    app.view.arrows = false;
    look_at(ViewPreset::side);
  }
  Image at(double time) {
    app.time = time;
    return picture();
  }
  // Mean of red, green, blue about the middle of C7 in its place at 1 s.
  int brightness(const Image& image) {
    const UiMarks::Rectangle& view = app.ui.marks.rectangles.at("view.A");
    const Slot& slot = *app.slots[0];
    const Bone& bone = slot.run.model->info.bones[0];
    const Vec3 place = bone.centre + slot.run.snapshots.get(1)->bone_pose[0].shift;
    const glm::vec2 pixel =
        *project(slot.camera, to_glm(place), {view.max.x - view.min.x, view.max.y - view.min.y});
    const std::uint8_t* p =
        image.pixel(static_cast<int>(view.min.x + pixel.x), static_cast<int>(view.min.y + pixel.y));
    return (p[0] + p[1] + p[2]) / 3;
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

TEST_CASE("a bent spine is seen bent, and half-way half bent; a section shows it too") {
  Skeleton s;
  if (!s.window) return;
  const Image straight = s.at(0), half = s.at(0.5), bent = s.at(1);
  CHECK(s.brightness(bent) > 100);
  CHECK(s.brightness(straight) < 60);
  CHECK(s.brightness(half) < 60);
  CHECK(different_pixels(straight, bent) > 5000);
  CHECK(different_pixels(straight, half) > 2000);
  CHECK(different_pixels(half, bent) > 2000);
  CHECK(different_pixels(straight, s.at(0)) == 0);
  s.app.view.section = SectionKind::sagittal;
  const Image cut_straight = s.at(0), cut_bent = s.at(1);
  CHECK(different_pixels(cut_straight, cut_bent) > 5000);
  CHECK(s.brightness(cut_bent) > 100);
}
