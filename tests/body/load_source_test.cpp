// Bullet's body against the closed form, and where it can no longer lie.
#include "body/load_source.hpp"

#include <doctest/doctest.h>

#include "floor.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

// The man rolls to and fro between the lie's levels for some seconds.
template <class Visit>
void roll(const Lie& lie, LoadSource& source, double speed, double seconds, const Visit& visit) {
  const double dt = 1.0 / 60, ends[2] = {arc_of(lie.from), arc_of(lie.to)};
  const double most = std::min(0.2, travel_acceleration(man().body, lie.setup(), ends[0], ends[1]));
  double arc = ends[0], velocity = 0, acceleration = 0;
  int way = 1;
  for (int n = 1; n <= std::lround(seconds / dt); ++n) {
    const double left = ends[way] - arc;
    if (std::abs(left) < 2e-3) way = 1 - way;
    const double wanted = std::copysign(std::min(speed, std::sqrt(most * std::abs(left))), left);
    const double asked = std::clamp((wanted - velocity) / dt, -most, most);
    acceleration += std::clamp(asked - acceleration, -5 * most * dt, 5 * most * dt);
    velocity += acceleration * dt;
    arc += velocity * dt;
    BodyCommand command;
    command.arc = arc;
    command.velocity = velocity;
    visit(n * dt, arc, source.step(dt, command));
  }
}

}  // namespace

TEST_CASE("hips up: Bullet and the closed form within 1 % of body weight, balances closed, symmetric" *
          doctest::test_suite("long")) {
  for (const char* level : {"T4", "T8", "T12"}) {
    CAPTURE(level);
    Lie lie;
    lie.from = lie.to = level;
    const Loading l = held(*lie.bullet(), lie.hold(), 0.5);
    CHECK(l.stop == BodyStop::none);
    CHECK(std::abs(of_weight(l.force_n - l.statics_n)) < 0.01);
    CHECK(l.balance < 1e-6);
    CHECK(std::abs(l.left_n - l.right_n) < 0.02 * l.force_n);
    CHECK(std::abs(l.roller_off) < 2e-3);
    CHECK(l.forces.foot_friction == doctest::Approx(l.closed.foot_friction).epsilon(0.3).scale(0.05));
    // the floor carries the body, through roller and feet
    CHECK(l.forces.feet_n + l.force_n * l.push_floor.x() ==
          doctest::Approx(man().body.weight).epsilon(2.5e-3));
  }
}

TEST_CASE("hips down: the same, the buttocks bear the rest" * doctest::test_suite("long")) {
  for (const char* level : {"T6", "T10"}) {
    CAPTURE(level);
    Lie lie;
    lie.scenario.support.posture = Posture::hips_down;
    lie.from = lie.to = level;
    const Loading l = held(*lie.bullet(), lie.hold(), 0.5);
    CHECK(l.stop == BodyStop::none);
    CHECK(std::abs(of_weight(l.force_n - l.statics_n)) < 0.015);
    CHECK(of_weight(l.forces.pelvis_n) > 0.1);
    CHECK(l.balance < 1e-6);
  }
}

TEST_CASE("elbows take what they are given, the roller gives it back by its lever" *
          doctest::test_suite("long")) {
  Lie lie;
  lie.scenario.lying.arms = Arms::supporting;
  lie.scenario.lying.support_share = 0.2;
  const auto source = lie.bullet();
  BodyCommand command = lie.hold();
  command.support_share = 0;
  const double before = held(*source, command, 0.6).force_n;
  command.support_share = 0.2;
  const Loading after = held(*source, command, 0.6);
  CHECK(of_weight(after.forces.arms_n) == doctest::Approx(0.2));
  CHECK(of_weight(before - after.force_n) > 0.15);
  CHECK(std::abs(of_weight(after.force_n - after.statics_n)) < 0.01);
  // more than the roller can give up
  command.support_share = 0.9;
  CHECK(held(*source, command, 1).stop == BodyStop::lifted);
}

TEST_CASE("leaning to the right loads the right side, about two thirds at 4.6 degrees" *
          doctest::test_suite("long")) {
  Lie lie;
  lie.scenario.lying.lean_deg = 4.6;
  const Loading l = held(*lie.bullet(), lie.hold(), 1);
  CHECK(l.stop == BodyStop::none);
  const double right = l.right_n / (l.left_n + l.right_n);
  CHECK(right > 0.55);
  CHECK(right < 0.85);
}

TEST_CASE("a stroke: the load follows the closed form with inertia, the roller its plan" *
          doctest::test_suite("long")) {
  Lie lie;
  lie.from = "T6";
  lie.to = "T10";
  double squares = 0, worst_level = 0;
  int count = 0;
  roll(lie, *lie.bullet(), 0.1, 2.5, [&](double, double, const Loading& l) {
    REQUIRE(l.stop == BodyStop::none);
    squares += std::pow(of_weight(l.force_n - l.statics_n), 2);
    worst_level = std::max(worst_level, std::abs(l.roller_off));
    ++count;
  });
  CHECK(std::sqrt(squares / count) < 0.01);
  CHECK(worst_level < 0.01);
}

TEST_CASE("sixty seconds to and fro: no drift, and the same bits again" * doctest::test_suite("long")) {
  Lie lie;
  lie.from = "T4";
  lie.to = "T12";
  double sum = 0, squares = 0, worst = 0;
  int count = 0;
  std::vector<double> first;
  roll(lie, *lie.bullet(), 0.1, 60, [&](double time, double, const Loading& l) {
    REQUIRE(l.stop == BodyStop::none);
    const double d = of_weight(l.force_n - l.statics_n);
    sum += d;
    squares += d * d;
    worst = std::max(worst, std::abs(l.roller_off));
    ++count;
    if (time <= 10) first.insert(first.end(), {l.force_n, l.arc, l.forces.feet_along_n, l.roller_y});
  });
  MESSAGE("bias " << sum / count << ", rms " << std::sqrt(squares / count) << " of body weight; level within "
                  << 1e3 * worst << " mm");
  CHECK(std::abs(sum / count) < 0.003);
  CHECK(std::sqrt(squares / count) < 0.01);
  CHECK(worst < 0.01);
  std::vector<double> again;
  roll(lie, *lie.bullet(), 0.1, 10, [&](double, double, const Loading& l) {
    again.insert(again.end(), {l.force_n, l.arc, l.forces.feet_along_n, l.roller_y});
  });
  CHECK(again == first);
}

TEST_CASE("feet on a smooth floor slip where the closed form says, with the margin in the words" *
          doctest::test_suite("long")) {
  Lie lie;
  lie.from = "T10";
  lie.to = "L3";
  lie.scenario.lying.foot_friction = 0.2;
  Loading stopped;
  roll(lie, *lie.bullet(), 0.1, 4, [&](double, double, const Loading& l) {
    if (stopped.stop == BodyStop::none) stopped = l;
  });
  CHECK(stopped.stop == BodyStop::feet_slip);
  CHECK(stopped.forces.foot_friction > 0.2);
  CHECK(stopped.forces.foot_friction == doctest::Approx(stopped.closed.foot_friction).epsilon(0.2));
  CHECK(stopped.reason.find("the feet slip") == 0);
}

TEST_CASE("a smooth roller is squeezed out under a tilted back" * doctest::test_suite("long")) {
  Lie lie;
  lie.from = lie.to = "T12";
  lie.scenario.support.posture = Posture::hips_down;
  CHECK(held(*lie.bullet(), lie.hold(), 0.3).stop == BodyStop::none);
  lie.scenario.lying.floor_friction = 0.15;
  const Loading l = held(*lie.bullet(), lie.hold(), 1);
  CHECK(l.stop == BodyStop::roller_out);
  CHECK(l.reason.find("squeezed out") != std::string::npos);
}

TEST_CASE("a ball beside the spine tips the body over feet set close, not over feet set wide") {
  Lie lie;
  lie.roller = roller_row("ball-12").roller;
  lie.scenario.lying.roller_right_m = 0.12;
  lie.scenario.lying.stance_m = 0.1;
  const Loading close = held(*lie.bullet(), lie.hold(), 1);
  CHECK(close.stop == BodyStop::tipped);
  CHECK(close.forces.tip_margin < 0);
  lie.scenario.lying.stance_m = 0.7;
  lie.scenario.lying.roller_right_m = 0.04;
  CHECK(held(*lie.statics(), lie.hold(), 0.1).forces.tip_margin > 0);
}

TEST_CASE("a smooth ball far beside the spine that nothing guides is lost sideways, a guided one stays" *
          doctest::test_suite("long")) {
  Lie lie;
  lie.roller = roller_row("ball-12").roller;
  lie.roller.friction = 0.15;
  lie.scenario.lying.roller_right_m = 0.1;
  lie.scenario.lying.stance_m = 0.7;
  const Loading guided = held(*lie.bullet(), lie.hold(), 0.5);
  CHECK(guided.stop != BodyStop::ball_lost);
  CHECK(std::abs(guided.roller_z - 0.1) < 1e-9);
  lie.scenario.lying.ball_guided = false;
  const Loading l = held(*lie.bullet(), lie.hold(), 8);
  CHECK(l.stop == BodyStop::ball_lost);
  CHECK(l.reason.find("leaves its line") != std::string::npos);
}

TEST_CASE("the closed form alone gives the same load as beside Bullet, and sees what cannot be reached" *
          doctest::test_suite("long")) {
  Lie lie;
  const Loading alone = held(*lie.statics(), lie.hold(), 0.1), beside = held(*lie.bullet(), lie.hold(), 0.5);
  CHECK(std::abs(of_weight(alone.force_n - beside.statics_n)) < 0.01);
  lie.scenario.lying.feet_from_hips_m = 0.86;
  const Loading far = held(*lie.statics(), lie.hold(), 0.1);
  CHECK(far.stop == BodyStop::out_of_reach);
}

TEST_CASE("what the tissue sinks is taken over by the body's contact" * doctest::test_suite("long")) {
  Lie lie;
  const auto source = lie.bullet();
  BodyCommand command = lie.hold();
  const double before = held(*source, command, 0.2).sinking;
  command.sinking = before - 6e-3;
  const double after = held(*source, command, 3).sinking;
  CHECK(after == doctest::Approx(command.sinking).epsilon(0.05));
}
