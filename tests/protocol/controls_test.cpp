#include "protocol/controls.hpp"

#include <doctest/doctest.h>

namespace backroll {
namespace {

Scenario rolling() {
  Scenario scenario;
  scenario.support.posture = Posture::hips_down;
  scenario.support.muscle_hold = 0.25;
  scenario.support.spine_preload_n = 200;
  scenario.subject.tone_of = {{"trapezius_left", 3}};
  scenario.rollers = {Roller{}};
  Phase approach;
  approach.level = "T8";
  scenario.protocol = {approach};
  return scenario;
}

}  // namespace

TEST_CASE("what was done by hand keeps the body's support and tones") {
  const Scenario scenario = rolling();
  Controls controls = initial_controls(scenario, 0);
  controls.roller.id = "firm-epp";
  controls.load_n = 321;
  for (const bool free : {false, true}) {
    controls.free = free;
    const Scenario out = scenario_of(scenario, controls);
    CHECK(out.support == scenario.support);
    CHECK(out.subject == scenario.subject);
    CHECK(out.rollers.at(0).id == "firm-epp");
    CHECK(out.load.force_n == 321);
  }
}

TEST_CASE("a press or a part stays as it is") {
  Scenario press = rolling();
  press.rollers.clear();
  press.protocol.clear();
  press.press.emplace().force_n = Table{{0, 0}, {1, 100}};
  const Scenario pressed = scenario_of(press, initial_controls(press, 0));
  CHECK(pressed.press == press.press);
  CHECK(pressed.rollers.empty());
  CHECK(pressed.protocol.empty());
  CHECK_FALSE(pressed.load.force_n);
  Scenario part;
  part.part.emplace().kind = PartKind::cage;
  CHECK(scenario_of(part, initial_controls(part, 0)).part == part.part);
  CHECK(scenario_of(part, initial_controls(part, 0)).rollers.empty());
}

}  // namespace backroll
