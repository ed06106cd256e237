// The protocol laid out in time: speeds, accelerations, levels, loads, times.
#include "protocol/plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

constexpr double kLoad = 400, kStep = 1.0 / 60;

// The way between T8 and L3 is one whose sum or difference with its start is not exact.
double arc_of(const std::string& level) {
  return level == "T4" ? 0.5 : level == "T8" ? 0.428 : level == "L3" ? 0.035 : 0;
}

Phase approach(const std::string& level, double duration) {
  Phase p;
  p.kind = PhaseKind::approach;
  p.level = level;
  p.duration_s = duration;
  return p;
}

Phase roll(const std::string& from, const std::string& to, double speed, int strokes) {
  Phase p;
  p.kind = PhaseKind::roll;
  p.from_level = from;
  p.to_level = to;
  p.speed_m_s = speed;
  p.strokes = strokes;
  return p;
}

Phase timed(PhaseKind kind, const std::string& level, double duration) {
  Phase p;
  p.kind = kind;
  p.level = level;
  p.duration_s = duration;
  return p;
}

std::vector<PlanStep> plan(const std::vector<Phase>& phases, double dt = kStep) {
  return plan_protocol(phases, kLoad, dt, arc_of);
}

// Everything a protocol can hold.
std::vector<Phase> whole(double speed) {
  Phase hold = timed(PhaseKind::hold, "T8", 0.5);
  hold.speed_m_s = speed;
  return {approach("T4", 0.5), roll("T8", "L3", speed, 3), hold, timed(PhaseKind::lift, "", 0.3)};
}

std::vector<PlanStep> of_phase(const std::vector<PlanStep>& steps, const std::string& phase) {
  std::vector<PlanStep> found;
  std::copy_if(steps.begin(), steps.end(), std::back_inserter(found),
               [&](const PlanStep& s) { return s.phase == phase; });
  return found;
}

}  // namespace

TEST_CASE("no step is faster than asked, and speed changes no faster than the allowed acceleration") {
  for (const double speed : {0.02, 0.05, 0.25})
    for (const double dt : {1.0 / 240, kStep, 1.0 / 15}) {
      const std::vector<PlanStep> steps = plan(whole(speed), dt);
      double before = 0, fastest = 0;
      for (std::size_t n = 1; n < steps.size(); ++n) {
        const double v = (steps[n].arc - steps[n - 1].arc) / dt;
        CHECK(std::abs(v) <= speed * (1 + 1e-9));  // rounding
        CHECK(std::abs(v - before) <= kTravelAcceleration * dt * (1 + 1e-9));
        fastest = std::max(fastest, std::abs(v));
        before = v;
      }
      // 0.393 m are enough to come near every speed of these: its ramps take 0.5 s and 0.125 m at the most
      CHECK(fastest > 0.9 * speed);
    }
}

TEST_CASE("times are the multiples of the time step, from the first one on") {
  for (const double dt : {1.0 / 240, kStep, 0.07}) {
    const std::vector<PlanStep> steps = plan(whole(0.05), dt);
    for (std::size_t n = 0; n < steps.size(); ++n)
      CHECK(steps[n].time == relative((n + 1) * dt).epsilon(1e-12));
  }
}

TEST_CASE("strokes end on their levels exactly and come back") {
  const std::vector<PlanStep> rolled =
      of_phase(plan({approach("T8", 0.5), roll("T8", "L3", 0.05, 4)}), "roll");
  int turns = 0;
  for (std::size_t n = 0; n < rolled.size(); ++n) {
    CHECK(rolled[n].arc <= arc_of("T8"));
    CHECK(rolled[n].arc >= arc_of("L3"));
    const bool end = rolled[n].arc == arc_of("L3") || rolled[n].arc == arc_of("T8");
    if (end) {
      CHECK(rolled[n].arc == arc_of(turns % 2 == 0 ? "L3" : "T8"));
      ++turns;
    }
  }
  CHECK(turns == 4);
  CHECK(rolled.back().arc == arc_of("T8"));
}

TEST_CASE("a phase that begins elsewhere is reached by travelling at its speed under full load") {
  const std::vector<PlanStep> steps = plan(whole(0.05));
  const std::vector<PlanStep> travel = of_phase(steps, "travel");
  REQUIRE_FALSE(travel.empty());
  CHECK(std::any_of(travel.begin(), travel.end(), [](const PlanStep& s) { return s.arc == arc_of("T8"); }));
  for (const PlanStep& s : travel) CHECK(s.load == kLoad);
  // a roll or a hold where the roller already is needs none
  CHECK(of_phase(plan({approach("T8", 0.5), roll("T8", "L3", 0.05, 2), timed(PhaseKind::hold, "T8", 0.2),
                       timed(PhaseKind::hold, "", 0.2)}),
                 "travel")
            .empty());
}

TEST_CASE("the load rises over the approach, stays, and falls to nothing over the lift") {
  const std::vector<PlanStep> steps = plan(whole(0.05));
  const std::vector<PlanStep> up = of_phase(steps, "approach"), down = of_phase(steps, "lift");
  REQUIRE(up.size() == 30);
  for (std::size_t n = 0; n < up.size(); ++n) {
    CHECK(up[n].load == relative(kLoad * (n + 1) / 30));
    CHECK(up[n].arc == arc_of("T4"));
  }
  REQUIRE(down.size() == 18);
  for (std::size_t n = 0; n < down.size(); ++n) {
    CHECK(down[n].load == relative(kLoad * (1 - (n + 1) / 18.0)).epsilon(1e-9));
    CHECK(down[n].arc == arc_of("T8"));
  }
  CHECK(down.back().load == relative(0).epsilon(1e-9));
  for (const PlanStep& s : of_phase(steps, "roll")) CHECK(s.load == kLoad);
  for (const PlanStep& s : of_phase(steps, "hold")) CHECK(s.load == kLoad);
}

TEST_CASE("a phase lasts its time, rounded up to whole steps, and at least one") {
  CHECK(plan({approach("T8", 0.5)}).size() == 30);
  CHECK(plan({approach("T8", 0.501)}).size() == 31);
  CHECK(plan({approach("T8", 1e-3)}).size() == 1);
  CHECK(plan({approach("T8", 0.501)}).back().load == kLoad);  // exact at the end
  // a stroke of 0.393 m at 0.05 m/s: 7.86 s and one ramp of 0.1 s
  CHECK(travel_time(0.393, 0.05) == relative(7.96));
  CHECK(of_phase(plan({approach("T8", 0.5), roll("T8", "L3", 0.05, 1)}), "roll").size() == 478);
}

TEST_CASE("the way travelled is a trapezoid in speed, or a triangle where it is short") {
  CHECK(travelled(0.18, 0.05, 0.05) == relative(0.5 * kTravelAcceleration * 0.05 * 0.05));
  CHECK(travelled(0.18, 0.05, 1.85) == relative(0.09));  // half the time, half the way
  CHECK(travelled(0.18, 0.05, 3.7) == relative(0.18));
  CHECK(travelled(0.18, 0.05, 99) == 0.18);
  // 2 mm: full speed is never reached, there and back at the acceleration
  CHECK(travel_time(2e-3, 0.05) == relative(2 * std::sqrt(2e-3 / kTravelAcceleration)));
  CHECK(travelled(2e-3, 0.05, 0.5 * travel_time(2e-3, 0.05)) == relative(1e-3));
}

TEST_CASE("a table is linear between its entries and constant beyond them") {
  const Table table = {{0.5, 1}, {1, 3}, {2, -1}};
  CHECK(table_value(table, 0) == 1);
  CHECK(table_value(table, 0.5) == 1);
  CHECK(table_value(table, 0.75) == relative(2));
  CHECK(table_value(table, 1) == relative(3));
  CHECK(table_value(table, 1.5) == relative(1));
  CHECK(table_value(table, 7) == -1);
  CHECK(table_value({{0, 4}}, 1) == 4);
}
