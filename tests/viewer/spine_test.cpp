// What the viewer says of a spine that moves: poses between snapshots, bars, curves, words, posture.
#include <doctest/doctest.h>

#include <filesystem>

#include "scenario/input_error.hpp"
#include "viewer/app/panel.hpp"
#include "viewer/app_driver.hpp"
#include "viewer/bent_spine.hpp"

using namespace backroll;
using namespace backroll::test;

TEST_CASE("between two snapshots a bone stands between its two places") {
  const RunData run = bent_run();
  const BonePose end = run.snapshots.get(1)->bone_pose[8], between = run.snapshots.at(0.25)->bone_pose[8];
  REQUIRE(end.shift.norm() > 0.01);
  CHECK((between.shift - 0.25 * end.shift).norm() < 1e-12);
  CHECK((between.turn - 0.25 * end.turn).norm() < 1e-12);
  CHECK(run.snapshots.at(0)->bone_pose[8].shift.norm() == 0);
}

TEST_CASE("the read-out names the change of the curves and the unit that extends most") {
  const RunData run = bent_run();
  CHECK(spine_words(run, 1) ==
        "kyphosis 34.3 deg (-5.7), lordosis 39.9 deg (+2.9)\n"
        "most extended: T8/T9, 8.0 deg, compression 230 N");
  CHECK(spine_words(run, 0).find("no unit is extended") != std::string::npos);
  RunData held = bent_run();
  auto model = std::make_shared<LiveModel>(*held.model);
  model->info.units.clear();
  held.model = model;
  CHECK(spine_words(held, 1).empty());
}

TEST_CASE("the pointer on a bone reads how far it has moved and turned") {
  const RunData run = bent_run();
  ScenePart part;
  part.layer = Layer::bone;
  part.index = 8;
  const BonePose pose = run.snapshots.get(1)->bone_pose[8];
  char wanted[80];
  std::snprintf(wanted, sizeof wanted, "moved %.1f mm, turned %.1f deg", 1e3 * pose.shift.norm(),
                pose.turn.norm() * 180 / std::numbers::pi);
  CHECK(hover_words(run, 1, part).find(wanted) != std::string::npos);
}

TEST_CASE("the bars show force, extension or compression, as is chosen below the views") {
  AppDriver d;
  show_bent_run(d.app);
  d.frame();
  const auto bar = [&](std::size_t n) { return bar_data(d.app).bars.at(n); };
  CHECK(bar(8).label == "T8");
  CHECK(bar(8).value == doctest::Approx(40));
  d.play("click bars_of.extension\n");
  CHECK(bar_data(d.app).unit == "deg");
  CHECK(bar(8).label == "T8/T9");
  CHECK(bar(8).value == doctest::Approx(8));
  d.play("click bars_of.compression\n");
  CHECK(bar(17).label == "L5/S1");
  CHECK(bar(17).value == doctest::Approx(320));
  d.app.time = 0;
  CHECK(bar(17).value == 0);
  CHECK(bar(17).peak == doctest::Approx(320));
}

TEST_CASE("the chart shows the curves of the spine in degrees, and saves them so") {
  AppDriver d;
  show_bent_run(d.app);
  d.play("click chart_of.curves\n");
  const TimePlotData data = chart_data(d.app);
  REQUIRE(data.series.size() == 2);
  CHECK(data.series[0].value[1] == doctest::Approx(34.27).epsilon(1e-3));
  CHECK(chart_csv(d.app).rfind("time_s,kyphosis_deg,lordosis_deg\n0,40,37\n", 0) == 0);
  CHECK(chart_svg(d.app).find("angle, deg") != std::string::npos);
  d.play("click chart_of.forces\n");
  CHECK(chart_data(d.app).unit == "N");
}

TEST_CASE("a run whose bones are held offers neither units nor curves") {
  AppDriver d;
  show_bent_run(d.app);
  auto model = std::make_shared<LiveModel>(*d.run().model);
  model->info.units.clear();
  d.run().model = model;
  d.app.view.bars = BarsOf::extension;
  d.app.view.chart = ChartOf::curves;
  d.frame();
  CHECK(d.app.ui.marks.rectangles.count("bars_of.extension") == 0);
  CHECK(bar_data(d.app).bars.at(0).label == "C7");
  CHECK(chart_data(d.app).unit == "N");
}

TEST_CASE("arrows point to where the vertebrae stand") {
  AppDriver d;
  show_bent_run(d.app);
  d.frame();
  const Bone& bone = d.run().model->info.bones[8];
  const Vec3 tip = bone.centre + d.run().snapshots.get(1)->bone_pose[8].shift;
  bool found = false;
  for (const SceneArrow& arrow : d.slot().scene.arrows)
    found |= glm::distance(arrow.tip, to_glm(tip)) < 1e-6f;
  CHECK(found);
}

TEST_CASE("bones coloured by force take the run's range, and B - A where that is asked for") {
  AppDriver d;
  show_bent_run(d.app);
  d.app.view.field = ShownField::bone_force;
  d.frame();
  const std::size_t t8 = d.slot().geometry->first_bone() + 8;
  CHECK(d.slot().scene.parts[t8].vertices[0].value == doctest::Approx(40));
  CHECK(d.app.view.range[static_cast<std::size_t>(ShownField::bone_force)].high == 100);  // of L5: 85 N
  auto other = std::make_unique<Slot>();
  other->run = bent_run();
  for (Vec3& force : other->run.frames[1].bone_force) force *= 3;
  d.app.slots.push_back(std::move(other));
  d.app.view.difference = true;
  d.frame();
  CHECK(d.slot().scene.parts[t8].vertices[0].value == doctest::Approx(80));
  CHECK(d.app.difference_top == doctest::Approx(170));
}

TEST_CASE("what is chosen of the spine is remembered") {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("backroll-spine-" + std::to_string(::getpid()) + ".json");
  ViewSettings settings;
  settings.bars = BarsOf::compression;
  settings.chart = ChartOf::curves;
  write_settings(file, settings);
  const ViewSettings read = read_settings(file);
  std::filesystem::remove(file);
  CHECK(read.bars == BarsOf::compression);
  CHECK(read.chart == ChartOf::curves);
}

TEST_CASE("another posture begins a new run, is saved with the scenario and undone") {
  AppDriver d;
  d.start(first_scenario());
  REQUIRE(d.computed(0.05));
  d.play("click group.body\nclick \"support.posture.Hips down\"\n");
  CHECK(d.app.desired.support.posture == Posture::hips_down);
  CHECK(d.slot().asked.support.posture == Posture::hips_down);
  CHECK_FALSE(d.app.desired == d.app.saved);
  CHECK(scenario_of(first_scenario(), d.app.desired).support.posture == Posture::hips_down);
  d.play("click undo\n");
  CHECK(d.slot().asked.support.posture == first_scenario().support.posture);
}

TEST_CASE("a pressed head is answered in words") {
  App app("test", "");
  Scenario scenario = first_scenario();
  scenario.file = "press.toml";
  scenario.press = Press{};
  CHECK_THROWS_WITH_AS(
      start_live(app, scenario, 0),
      "press.toml: describes a head pressed on one place; the viewer shows a back on a roller "
      "(backroll run computes it)",
      InputError);
}
