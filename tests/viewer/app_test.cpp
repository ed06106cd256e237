// The real panel driven by injected input, over a live run of the real solver.
#include <doctest/doctest.h>
#include <imgui_internal.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "recording/events_file.hpp"
#include "scenario/read.hpp"
#include "scenario/temp_folder.hpp"
#include "scenario/write.hpp"
#include "viewer/app_driver.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

namespace fs = std::filesystem;

// Pressed at T8 within half a second, then held.
Scenario held() {
  Scenario s = first_scenario();
  s.name = "held";
  s.load.force_n = 300;
  s.protocol.resize(1);
  s.protocol[0].duration_s = 0.5;
  Phase hold;
  hold.kind = PhaseKind::hold;
  hold.duration_s = 30;
  s.protocol.push_back(hold);
  return s;
}

}  // namespace

TEST_CASE("firmness dragged in the panel reaches the solver, the curve answers, undo takes it back") {
  AppDriver d;
  d.start(held());
  REQUIRE(d.computed(0.7));
  const double area = d.last().contact_area, density = d.app.desired.controls.roller.foam.density_kg_m3;
  d.play("drag roller.density_kg_m3 0.15 0.9\n");
  CHECK(d.app.desired.controls.roller.foam.density_kg_m3 > 60);
  CHECK(d.app.undo.steps() == 1);
  const double changed = d.run().end_s();
  REQUIRE(d.computed(changed + 0.3));
  REQUIRE(!d.run().events.empty());
  CHECK(d.run().events.back().what.find("density") != std::string::npos);
  CHECK(d.last().contact_area < 0.95 * area);
  d.play("click undo\n");
  CHECK(d.app.desired.controls.roller.foam.density_kg_m3 == density);
  REQUIRE(d.computed(d.run().end_s() + 0.3));
  CHECK(d.last().contact_area > 0.95 * area);
}

TEST_CASE("a preset, a number typed in and a click on the chart do what they say") {
  AppDriver d;
  d.start(held());
  REQUIRE(d.computed(0.6));
  d.play("click preset.Firm\n");
  CHECK(d.app.desired.controls.roller.id == "firm-epp");
  d.play("type load.force_n.number 420\n");
  CHECK(d.app.desired.controls.load_n == 420);
  REQUIRE(d.computed(d.run().end_s() + 0.5));
  CHECK(d.last().contact_force == doctest::Approx(420).epsilon(0.01));
  d.play("click chart 0.3 0.5\n");
  CHECK(!d.app.follow);
  CHECK(d.app.time < d.run().end_s());
  d.frame();
  const std::size_t frames = d.run().frames.size();
  for (int n = 0; n < 20; ++n) d.frame();
  CHECK(d.run().frames.size() <= frames + 1);  // the run rests while one looks back
  d.play("key End\n");
  CHECK(d.app.follow);
}

TEST_CASE("a click on the skin reads the pressure there") {
  AppDriver d;
  d.start(held());
  REQUIRE(d.computed(0.6));
  look_from(d.slot().camera, ViewPreset::back);
  set_playing(d.app, false);
  d.frame();
  const Moment moment = moment_at(d.run(), d.app.time, d.slot().shown.get());
  const auto& mark = d.app.ui.marks.rectangles.at("view.A");
  const glm::vec2 size(mark.max.x - mark.min.x, mark.max.y - mark.min.y);
  const glm::vec3 under =
      to_glm(moment.axis_point) + static_cast<float>(moment.roller_radius) * to_glm(moment.load_direction);
  const auto pixel = project(d.slot().camera, under, size);
  REQUIRE(pixel);
  d.play("click view.A " + std::to_string(pixel->x / size.x) + " " + std::to_string(pixel->y / size.y) +
         "\n");
  REQUIRE(d.slot().points.size() == 1);
  CHECK(d.slot().points[0].level == "T8");
  CHECK(pressure_of(d.slot().points[0], *d.slot().shown) > 5e3);
  for (int n = 0; n < 5; ++n) d.frame();
  CHECK(d.slot().points[0].times.size() == d.run().snapshots.times().size());
}

TEST_CASE("a live run saved, and its scenario run as a batch, agree once both have settled") {
  TempFolder folder;
  AppDriver d;
  d.start(held());
  REQUIRE(d.computed(0.6));
  d.play("type load.force_n.number 380\n");
  d.play("click motion.Hold\n");
  d.app.save_path = (folder.path() / "saved.toml").string();
  d.play("key Ctrl+S\nclick dialog.ok\n");
  REQUIRE(fs::exists(d.app.save_path));
  CHECK(d.app.desired == d.app.saved);
  REQUIRE(d.computed(d.run().end_s() + 3));
  Session batch(read_scenario(d.app.save_path), 0);
  Frame frame;
  while (!batch.done() && frame.time_s < 3.5) frame = batch.step();
  CHECK(frame.load == 380);
  CHECK(std::abs(frame.height - d.last().height) < 0.01 * std::abs(frame.height));
  for (const RegionKind kind : {RegionKind::muscle, RegionKind::spine, RegionKind::rib})
    CHECK(std::abs(skin_force(batch.info(), frame, kind) - skin_force(d.run().model->info, d.last(), kind)) <
          0.01 * frame.contact_force);
}

// A live run with two changes, saved; what it computed.
std::vector<Frame> saved_live_run(const fs::path& dir) {
  AppDriver d;
  d.start(held());
  REQUIRE(d.computed(0.4));
  d.play("click preset.Soft\n");
  REQUIRE(d.computed(d.run().end_s() + 0.2));
  d.play("key R\n");
  REQUIRE(d.computed(d.run().end_s() + 0.2));
  set_playing(d.app, false);
  for (int n = 0; n < 30; ++n) {
    d.frame();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  save_run(d.run(), dir, "test");
  return d.run().frames;
}

TEST_CASE("a saved live run, run again with its events, gives the same bits, and opens whole") {
  TempFolder folder;
  const fs::path dir = folder.path() / "live";
  const std::vector<Frame> frames = saved_live_run(dir);
  const LiveRecord record = read_events(dir);
  REQUIRE(record.steps == static_cast<int>(frames.size()));
  Session again(read_scenario(dir / "scenario.toml"), 0);
  std::size_t next = 0;
  for (int step = 0; step < record.steps; ++step) {
    while (next < record.events.size() && record.events[next].step <= step)
      again.set_controls(record.events[next++].controls);
    const Frame frame = again.step();
    REQUIRE(frame.height == frames[step].height);
    REQUIRE(frame.region_force == frames[step].region_force);
  }
  CHECK(next == 2);

  // beside itself it differs by nothing
  AppDriver r;
  open_recorded(r.app, dir, 0);
  open_recorded(r.app, dir, 1);
  r.frame();
  CHECK(r.run().frames.size() == frames.size());
  CHECK(r.run().events.size() == 2);
  CHECK(!is_live(r.app));
  r.play("key C\nkey End\n");
  CHECK(r.app.view.difference);
  REQUIRE(r.slot().made);
  for (const float p : r.slot().made->pressure) REQUIRE(p == 0);
  r.play("click time.start\n");
  CHECK(r.app.time == 0);
}

// Marks whose rectangle the keyboard's focus has rested on after so many presses of each arrow key.
std::set<std::string> reached_by_arrows(AppDriver& d, int presses) {
  std::set<std::string> reached;
  for (const char* key : {"Down", "Right", "Up", "Right", "Down", "Left"})
    for (int n = 0; n < presses; ++n) {
      d.play(std::string("key ") + key + "\n");
      const ImGuiContext& context = *ImGui::GetCurrentContext();
      if (!context.NavWindow || context.NavId == 0) continue;
      const ImRect& local = context.NavWindow->NavRectRel[context.NavLayer];
      const ImVec2 middle(context.NavWindow->Pos.x + local.GetCenter().x,
                          context.NavWindow->Pos.y + local.GetCenter().y);
      for (const auto& [name, r] : d.app.ui.marks.rectangles)
        if (middle.x >= r.min.x && middle.x <= r.max.x && middle.y >= r.min.y && middle.y <= r.max.y)
          reached.insert(name);
    }
  return reached;
}

TEST_CASE("the widgets of the panel and the time line are reached by the keyboard") {
  AppDriver d;
  d.start(held());
  REQUIRE(d.computed(0.1));
  set_playing(d.app, false);
  d.play("key Tab\n");
  const std::set<std::string> reached = reached_by_arrows(d, 45);
  for (const char* name :
       {"preset.Soft", "roller.id", "roller.density_kg_m3", "roller.friction", "load.force_n",
        "phase.speed_m_s", "motion.Hold", "turn", "save_scenario", "layer.skin", "arrows", "field"})
    CHECK_MESSAGE(reached.count(name) == 1, name);
}

TEST_CASE("a body that cannot be built is answered in words and undone by undo") {
  AppDriver d;
  d.start(held());
  REQUIRE(d.computed(0.1));
  d.app.undo.push(d.app.desired);
  d.app.desired.subject.mass_kg = 35;  // body mass index 11
  apply_desired(d.app, true);
  CHECK_FALSE(d.computed(0.1));
  CHECK(d.slot().state == LiveState::failed);
  CHECK(d.run().message.find("mass_kg") != std::string::npos);
  d.play("key Ctrl+Z\n");
  CHECK(d.computed(0.1));
}
