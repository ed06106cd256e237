// What is read of [support], [press], [part] and [subject.muscle_tone].
#include <doctest/doctest.h>

#include <cmath>

#include "scenario/pieces.hpp"
#include "scenario/round_trip.hpp"

namespace backroll {
namespace {

const std::string kPressAtL3 = "[press]\nat = \"L3\"\nforce_n = [[0, 0], [1, 100]]\n";
const std::string kCagePart = "[part]\nkind = \"cage\"\nforce_n = [[0, 0], [1, 100]]\n";

}  // namespace

TEST_CASE("a back lies with hips up unless the file says otherwise") {
  const Scenario silent = parse_scenario(kHead + kRolling, "x");
  CHECK(silent.support == Support{});
  CHECK_FALSE(silent.press);
  CHECK_FALSE(silent.part);
  const Scenario given = parse_scenario(kHead +
                                            "[support]\nposture = \"hips_down\"\nmuscle_hold_share = 0.25\n"
                                            "spine_preload_n = 200\nplinth_stiffness_n_mm = 50\n" +
                                            kRolling,
                                        "x");
  CHECK(given.support.posture == Posture::hips_down);
  CHECK(given.support.muscle_hold == 0.25);
  CHECK(given.support.spine_preload_n == 200);
  CHECK(given.support.plinth_stiffness_n_m == 50e3);
  check_round_trip(given);
}

TEST_CASE("every posture takes a press, every posture but prone takes rollers") {
  for (const std::string posture : {"hips_up", "hips_down", "prone", "held"}) {
    CAPTURE(posture);
    const std::string support = "[support]\nposture = \"" + posture + "\"\n";
    check_round_trip(parse_scenario(kHead + support + kPressAtL3, "x"));
    if (posture != "prone") check_round_trip(parse_scenario(kHead + support + kRolling, "x"));
  }
}

TEST_CASE("a press replaces rollers, load and protocol; gravity stays") {
  const Scenario scenario = parse_scenario(kHead + "[load]\ngravity = false\n" + kPressAtL3, "x");
  CHECK(scenario.rollers.empty());
  CHECK(scenario.protocol.empty());
  CHECK_FALSE(scenario.load.force_n);
  CHECK_FALSE(scenario.load.body_weight_fraction);
  CHECK_FALSE(scenario.gravity);
  REQUIRE(scenario.press);
  Press expected;
  expected.force_n = Table{{0, 0}, {1, 100}};
  CHECK(*scenario.press == expected);
  CHECK(parse_scenario(kHead + kPressAtL3, "x").gravity);
}

TEST_CASE("every key of a press is read and written") {
  const Scenario scenario = parse_scenario(kHead +
                                               "[press]\nhead = \"sphere\"\narea_mm2 = 720\nat = \"T7\"\n"
                                               "right_mm = 12.5\nup_mm = -3\ndepth_mm = [[0, 0], [2, 11]]\n"
                                               "slope_between_n = [20, 60]\n",
                                           "x");
  const Press& press = *scenario.press;
  CHECK(press.head == HeadShape::sphere);
  CHECK(press.area_m2 == 720 / 1e6);
  CHECK(press.at == "T7");
  CHECK(press.right_m == 0.0125);
  CHECK(press.up_m == -0.003);
  CHECK_FALSE(press.force_n);
  CHECK(press.depth_m == Table{{0, 0}, {2, 0.011}});
  CHECK(press.band_n == std::array<double, 2>{20, 60});
  check_round_trip(scenario);
  const std::string sternum = "[press]\nat = \"sternum\"\nforce_n = [[0, 0], [1, 300]]\n";
  check_round_trip(parse_scenario(kHead + sternum, "x"));
}

TEST_CASE("awkward values of a press survive the round trip") {
  Scenario scenario = parse_scenario(kHead + kPressAtL3, "x");
  scenario.press->area_m2 = 1e-3 / 7;
  scenario.press->right_m = -0.1 / 3;
  scenario.press->force_n = Table{{0, 0.1}, {1.0 / 3, 200.0 / 3}};
  scenario.press->band_n = {10.0 / 3, 100.0 / 7};
  check_round_trip(scenario);
}

TEST_CASE("a part has its level, preload and load") {
  const Scenario scenario = parse_scenario(
      kHead +
          "[subject]\nid = \"lean-woman\"\n[part]\nkind = \"spinal_unit\"\nlevel = \"C7\"\npreload_n = 250\n"
          "moment_nm = [[0, 0], [1, -5]]\ndirection = [0, 3, -4]\n[solver]\nmax_newton = 60\n",
      "x");
  CHECK(scenario.subject.id == "lean-woman");
  CHECK_FALSE(scenario.gravity);
  CHECK(scenario.rollers.empty());
  CHECK(scenario.solver.max_newton == 60);
  REQUIRE(scenario.part);
  CHECK(scenario.part->kind == PartKind::spinal_unit);
  CHECK(scenario.part->level == "C7");
  CHECK(scenario.part->preload_n == 250);
  CHECK(scenario.part->moment_nm == Table{{0, 0}, {1, -5}});
  CHECK(scenario.part->direction == std::array<double, 3>{0, 0.6, -0.8});
  check_round_trip(scenario);
  CHECK(parse_scenario(kHead + kCagePart, "x").part->direction == std::array<double, 3>{1, 0, 0});
}

TEST_CASE("a direction has length 1 and keeps its bits when read back") {
  const Scenario scenario = parse_scenario(kHead + kCagePart + "direction = [0.3, 17, -0.001]\n", "x");
  const std::array<double, 3>& d = scenario.part->direction;
  CHECK(std::abs(std::hypot(d[0], d[1], d[2]) - 1) < 1e-15);
  CHECK(d[1] / d[0] == doctest::Approx(17 / 0.3));
  check_round_trip(scenario);
}

TEST_CASE("muscles and their sides have tones of their own") {
  const Scenario scenario = parse_scenario(kHead +
                                               "[subject.muscle_tone]\ntrapezius_left = 3\nlongissimus = 2\n"
                                               "serratus_posterior_right = 0.5\n" +
                                               kRolling,
                                           "x");
  const std::vector<std::pair<std::string, double>> expected = {
      {"trapezius_left", 3}, {"longissimus", 2}, {"serratus_posterior_right", 0.5}};
  CHECK(scenario.subject.tone_of == expected);
  CHECK(scenario.subject.muscle_tone == 1);
  check_round_trip(scenario);
}

TEST_CASE("the body mass index may be 17 to 40") {
  const auto bmi = [](const std::string& mass) {
    const std::string person = "[subject]\nstature_m = 2\nmass_kg = " + mass + "\n";
    return parse_scenario(kHead + person + kRolling, "x").subject.bmi();
  };
  CHECK(bmi("68") == 17);
  CHECK(bmi("160") == 40);
}

}  // namespace backroll
