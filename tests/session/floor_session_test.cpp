// The person on the floor drives the tissue: load, direction, attitude, lean, and what ends a run.
#include <doctest/doctest.h>

#include <cmath>

#include "scenario/input_error.hpp"
#include "session/specimens.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

// Held at a level for a third of a second.
Scenario lying(const char* level, Posture posture, LoadKind source) {
  Scenario s;
  s.name = "lying";
  s.rollers = {roller_row("medium-epp").roller};
  Phase approach, hold;
  approach.level = level;
  approach.duration_s = 0.2;
  hold.kind = PhaseKind::hold;
  hold.duration_s = 0.2;
  s.protocol = {approach, hold};
  s.load.source = source;
  s.support.posture = posture;
  s.solver.time_step_s = 1.0 / 15;
  s.solver.threads = 1;
  return s;
}

}  // namespace

TEST_CASE("a hold from the posture: its load, its direction and the trunk's attitude reach the tissue" *
          doctest::test_suite("long")) {
  Session session(lying("T8", Posture::hips_up, LoadKind::bullet), 0);
  REQUIRE(session.info().person.size() == 14);
  std::vector<Frame> frames;
  while (!session.done()) frames.push_back(session.step());
  CHECK(session.stopped().empty());
  const Frame& f = frames.back();
  CHECK(frames.front().load < 0.5 * frames.front().person.full_load);  // coming on
  CHECK(f.load == doctest::Approx(f.person.full_load));
  CHECK(f.contact_force == doctest::Approx(f.load).epsilon(1e-3));
  CHECK(std::abs(load_difference(session.info(), f)) < 0.01);
  CHECK(f.closure_error < 1e-3);
  CHECK(f.segment.size() == 14);
  // the weight stands on the floor: along the roller's push it is that of the level trunk times the cosine
  // between
  const double between = std::acos(
      std::min(1.0, f.weight / Session(lying("T8", Posture::hips_up, LoadKind::given), 0).step().weight));
  CHECK(std::abs(between) < 0.1);
  CHECK(f.load_direction.x() > 0.98);
  CHECK(std::abs(f.load_direction.z()) < 0.01);
}

TEST_CASE("a trunk that leans to its right is loaded there, skin and Bullet alike" *
          doctest::test_suite("long")) {
  Scenario s = lying("T8", Posture::hips_up, LoadKind::bullet);
  s.lying.lean_deg = 4.6;
  Session session(s, 0);
  Frame f;
  while (!session.done()) f = session.step();
  CHECK(session.stopped().empty());
  CHECK(f.person.right > f.person.left);
  CHECK(f.asymmetry > 0.05);  // upright: below 0.001
  CHECK(f.closure_error < 1e-3);
}

TEST_CASE("a limit of the body ends the session with time, place and margin; what came before stands" *
          doctest::test_suite("long")) {
  Scenario s = lying("T12", Posture::hips_down, LoadKind::statics);
  s.lying.floor_friction = 0.05;
  Session session(s, 0);
  const Frame f = session.step();
  CHECK(session.done());
  CHECK(f.person.roller_margin < 0);
  CHECK(session.stopped().find("phase approach: the roller is squeezed out") != std::string::npos);
}

TEST_CASE("rolling with the hips down is refused in words") {
  Scenario s = lying("T8", Posture::hips_down, LoadKind::bullet);
  s.protocol[1].kind = PhaseKind::roll;
  s.protocol[1].from_level = "T8";
  s.protocol[1].to_level = "T10";
  CHECK_THROWS_WITH_AS(Session(s, 0), doctest::Contains("the buttocks lie on the floor"), InputError);
}
