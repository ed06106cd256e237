#include "body/rolling_roller.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace backroll;

namespace {

// Moment of inertia about the axis over m R^2, foam from the bore outwards.
double inertia_ratio(const Roller& roller) {
  const double bore = roller.core_diameter_m / roller.diameter_m;
  return 0.5 * (1 + bore * bore);
}

}  // namespace

TEST_CASE("A roller between floor and moving plank rolls at half the plank's speed") {
  for (const double speed : {0.05, -0.25}) {
    for (const double diameter : {0.10, 0.15}) {
      for (const double time_step : {1e-3, 1.0 / 240}) {
        CAPTURE(speed);
        CAPTURE(diameter);
        CAPTURE(time_step);
        Roller roller;
        roller.diameter_m = diameter;
        RollingCase c;
        c.speed_m_s = speed;
        c.time_step_s = time_step;
        const auto states = roll_in_bullet(roller, c);
        REQUIRE(states.size() == static_cast<std::size_t>(std::lround(c.duration_s / time_step)));
        double speed_error = 0, spin_error = 0, sideways = 0;
        for (std::size_t s = states.size() / 10; s < states.size(); ++s) {
          speed_error = std::max(speed_error, std::abs(states[s].velocity.y() - 0.5 * speed));
          spin_error = std::max(spin_error, std::abs(states[s].spin.z() - speed / diameter));
          sideways = std::max(sideways, std::abs(states[s].position.z()));
        }
        CHECK(speed_error < 1e-5 * std::abs(speed));
        CHECK(spin_error < 1e-5 * std::abs(speed) / diameter);
        CHECK(sideways == 0);
        const RollingState& last = states.back();
        CHECK(last.position.y() == doctest::Approx(0.5 * last.plank_y).epsilon(2e-3));
        CHECK(std::abs(last.position.x()) < 1e-8);
        CHECK(last.plank_load == doctest::Approx(c.load_n).epsilon(1e-3));
      }
    }
  }
}

TEST_CASE("Rolling along a metre costs no energy: the speed stays") {
  RollingCase c;
  c.speed_m_s = 0.25;
  c.duration_s = 8;
  const auto states = roll_in_bullet(Roller{}, c);
  CHECK(states.back().position.y() == doctest::Approx(1.0).epsilon(1e-3));
  CHECK(states.back().velocity.y() == doctest::Approx(0.125).epsilon(1e-5));
}

TEST_CASE("While the plank slips, the roller accelerates as friction and inertia say") {
  Roller roller;
  RollingCase c;
  c.plank_friction = 5e-4;
  c.duration_s = 0.04;  // reaches v/2 at about 0.05 s
  const auto states = roll_in_bullet(roller, c);
  // Friction F at the top, floor contact at rest: (I + m R^2) a / R = 2 R F.
  const double force = c.plank_friction * c.load_n;
  const double expected = 2 * force / (roller.mass_kg * (1 + inertia_ratio(roller)));
  const RollingState &a = states[states.size() / 2], &b = states.back();
  CHECK((b.velocity.y() - a.velocity.y()) / (b.time_s - a.time_s) == doctest::Approx(expected).epsilon(0.01));
  CHECK(b.spin.z() == doctest::Approx(b.velocity.y() / (0.5 * roller.diameter_m)).epsilon(1e-4));
}

TEST_CASE("On ice the plank carries the roller along only as far as its inertia says") {
  Roller roller;
  RollingCase c;
  c.floor_friction = 0;
  c.duration_s = 0.5;
  const RollingState last = roll_in_bullet(roller, c).back();
  // One impulse J at the top: m u = J, I w = J R, and u + w R = v at the end.
  const double ratio = inertia_ratio(roller);
  CHECK(last.velocity.y() == doctest::Approx(c.speed_m_s * ratio / (1 + ratio)).epsilon(1e-3));
  CHECK(last.velocity.y() + last.spin.z() * 0.5 * roller.diameter_m ==
        doctest::Approx(c.speed_m_s).epsilon(1e-5));
}

TEST_CASE("Same input, same bits") {
  RollingCase c;
  c.duration_s = 0.2;
  const auto a = roll_in_bullet(Roller{}, c), b = roll_in_bullet(Roller{}, c);
  REQUIRE(a.size() == b.size());
  for (std::size_t s = 0; s < a.size(); ++s) {
    REQUIRE(a[s].position == b[s].position);
    REQUIRE(a[s].spin == b[s].spin);
  }
}
