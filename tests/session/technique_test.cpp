// Technique on the back: tight spots, kept height, breath, stop rule, responses on and off.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "anatomy/bone_shapes.hpp"
#include "scenario/input_error.hpp"
#include "session/specimens.hpp"
#include "session/tight_spots.hpp"

using namespace backroll;

namespace {

TightSpot knot(double ratio) {
  TightSpot spot;
  spot.name = "knot";
  spot.level = "T10";
  spot.stiffness_ratio = ratio;
  return spot;
}

Phase phase_of(PhaseKind kind, double duration) {
  Phase p;
  p.kind = kind;
  p.duration_s = duration;
  return p;
}

// Bones held, 300 N at T10 within 0.3 s, then a hold.
Scenario hold_t10(double seconds) {
  Scenario s;
  s.name = "technique";
  s.rollers = {roller_row("medium-epp").roller};
  s.load.force_n = 300;
  s.support.posture = Posture::held;
  s.solver.time_step_s = 1.0 / 15;
  s.protocol = {phase_of(PhaseKind::approach, 0.3), phase_of(PhaseKind::hold, seconds)};
  s.protocol[0].level = "T10";
  return s;
}

std::vector<Frame> frames_of(const Scenario& scenario, std::string* stopped = nullptr) {
  Session session(scenario, 0);
  std::vector<Frame> frames;
  while (!session.done()) {
    frames.push_back(session.step());
    CHECK(frames.back().closure_error < 1e-3);
  }
  if (stopped) *stopped = session.stopped();
  return frames;
}

const BackModel& live_back() {
  static const BackModel back = build_back(Subject{}, Resolution::live, 0.012);
  return back;
}

// Local stress in the hold: at its first step, and at its end relative to that.
double left_of_stress(const Scenario& scenario) {
  const std::vector<Frame> frames = frames_of(scenario);
  const auto first =
      std::find_if(frames.begin(), frames.end(), [](const Frame& f) { return f.phase == "hold"; });
  return frames.back().local_stress / first->local_stress;
}

}  // namespace

TEST_CASE("a tight spot lies in the middle of its muscle and holds most of its ball" *
          doctest::test_suite("long")) {
  const PlacedSpot spot = place_tight_spots({knot(3)}, live_back(), "x")[0];
  CHECK(spot.centre.z() > 0.015);
  CHECK(spot.centre.z() < 0.06);
  CHECK(spot.arc == doctest::Approx(level_arc(live_back(), "T10")).epsilon(0.05));
  const double ball = 4.0 / 3 * 3.14159265 * std::pow(0.015, 3);
  CHECK(spot.volume > 0.5 * ball);
  CHECK(spot.volume < 1.02 * ball);
  TightSpot left = knot(3);
  left.right = false;
  CHECK(place_tight_spots({left}, live_back(), "x")[0].centre.z() == doctest::Approx(-spot.centre.z()));
}

TEST_CASE("a tight spot where its muscle does not reach is refused with where it does" *
          doctest::test_suite("long")) {
  TightSpot wrong = knot(3);
  wrong.muscle = "gluteus_maximus";
  try {
    place_tight_spots({wrong}, live_back(), "x.toml");
    FAIL("no error");
  } catch (const InputError& error) {
    CHECK(std::string(error.what()).find("gluteus_maximus does not reach T10; it lies between ") !=
          std::string::npos);
  }
}

TEST_CASE("a stiffer tight spot bears more stress, and one of ratio 1 is no spot at all" *
          doctest::test_suite("long")) {
  Scenario s = hold_t10(0.2);
  const Frame bare = frames_of(s).back();
  s.subject.tight_spots = {knot(1)};
  const Frame none = frames_of(s).back();
  CHECK(none.height == bare.height);
  CHECK(none.peak_pressure == bare.peak_pressure);
  s.subject.tight_spots = {knot(3)};
  s.protocol[1].at = "knot";  // names what is measured, moves nothing: the roller lies at T10 already
  const Frame held = frames_of(s).back();
  CHECK(held.spot.at(0).stress > 1.1 * none.spot.at(0).stress);
  CHECK(held.local_stress == held.spot.at(0).stress);
}

TEST_CASE(
    "at a kept height the local stress falls by what the tissue relaxes, and further where spots soften" *
    doctest::test_suite("long")) {
  Scenario s = hold_t10(7);
  s.subject.tight_spots = {knot(3)};
  s.protocol[1].at = "knot";
  s.protocol[1].keep_height = true;
  s.rollers[0].friction = 0;  // friction's regularisation lets skin creep sideways too
  const double bare = left_of_stress(s);
  CHECK(bare < 0.95);
  s.response.spot_softening = true;
  CHECK(left_of_stress(s) < bare - 5e-4);
  s.response = {};
  s.response.stress_relaxation = false;
  s.protocol[1].duration_s = 1;
  CHECK(left_of_stress(s) == doctest::Approx(1).epsilon(0.02));
}

TEST_CASE("with the load kept the roller sinks on while it holds" * doctest::test_suite("long")) {
  const std::vector<Frame> frames = frames_of(hold_t10(2));
  CHECK(frames.back().height < frames[5].height - 1e-4);
  CHECK(frames.back().contact_force == doctest::Approx(300).epsilon(1e-3));
}

TEST_CASE("models that only report leave the mechanics bit for bit" * doctest::test_suite("long")) {
  Scenario s = hold_t10(0.5);
  const std::vector<Frame> bare = frames_of(s);
  s.response.perfusion = s.response.range_of_motion = s.response.posture = true;
  const std::vector<Frame> with = frames_of(s);
  s.response = {};
  s.response.warm_up = true;
  s.protocol[1] = phase_of(PhaseKind::roll, 1);
  s.protocol[1].from_level = "T10";
  s.protocol[1].to_level = "T9";
  const std::vector<Frame> warm = frames_of(s);
  REQUIRE(with.size() == bare.size());
  for (std::size_t n = 0; n < bare.size(); ++n) {
    CHECK(with[n].height == bare[n].height);
    CHECK(with[n].contact_force == bare[n].contact_force);
    CHECK(with[n].peak_pressure == bare[n].peak_pressure);
    CHECK(with[n].local_stress == bare[n].local_stress);
  }
  CHECK(warm.back().response.warming > 0);
  CHECK(warm.back().tone < 1);
}

TEST_CASE("breathing swings the load, turns the ribs by part of the angle asked for and raises the tone" *
          doctest::test_suite("long")) {
  Scenario s = hold_t10(2);
  s.support.posture = Posture::hips_up;
  s.breathing.on = true;
  s.breathing.rate_per_min = 30;
  s.breathing.load_share = 0.1;
  s.breathing.tone_share = 0.05;
  const std::vector<Frame> frames = frames_of(s);
  const auto by_breath = [](const Frame& a, const Frame& b) { return a.breath < b.breath; };
  const auto [out, in] = std::minmax_element(frames.begin() + 10, frames.end(), by_breath);
  CHECK(out->breath < 0.05);
  CHECK(in->breath > 0.95);
  CHECK(in->contact_force - out->contact_force == doctest::Approx(30).epsilon(0.05));
  CHECK(in->tone == doctest::Approx(1.05).epsilon(0.005));
  double turn = 0;
  for (int rib = 0; rib < 10; ++rib) {
    const int bone = bone::rib_1_right + rib;
    turn += (in->bone_pose[bone].turn - out->bone_pose[bone].turn).norm() / 10;
  }
  // of 3 degrees; tissue and roller take most of it
  CHECK(turn * 57.3 > 0.7);
  CHECK(turn * 57.3 < 3.3);
}

TEST_CASE("the stop rule lifts the roller from its score on and says where, and does nothing below" *
          doctest::test_suite("long")) {
  Scenario s = hold_t10(0.4);
  s.subject.tight_spots = {knot(1)};
  s.subject.tight_spots[0].pain_ratio = 0.2;  // hurts at this load
  double most = 0;
  for (const Frame& f : frames_of(s)) most = std::max(most, f.pain_score);
  REQUIRE(most > 1.1);
  REQUIRE(most < 9.9);
  s.limits.stop_at_sharp_pain = true;
  std::string stopped;
  s.limits.sharp_pain_score = most + 0.01;
  frames_of(s, &stopped);
  CHECK(stopped.empty());
  s.limits.sharp_pain_score = most - 0.01;
  const std::vector<Frame> frames = frames_of(s, &stopped);
  CHECK(
      stopped.starts_with("sharp pain: score "));  // analysis/session_findings.hpp knows it by its beginning
  CHECK(stopped.find("roller at T10, phase ") != std::string::npos);
  CHECK(frames.back().phase == "lift");
  CHECK(frames.back().contact_force == 0);
  CHECK(std::count_if(frames.begin(), frames.end(),
                      [](const Frame& f) { return f.ended_by == "sharp pain"; }) == 1);
}

TEST_CASE("muscles tense with pain where guarding is on" * doctest::test_suite("long")) {
  Scenario s = hold_t10(0.5);
  s.subject.tight_spots = {knot(1)};
  s.subject.tight_spots[0].pain_ratio = 0.2;
  s.guarding.on = true;
  s.guarding.lag_s = 0.1;
  const std::vector<Frame> frames = frames_of(s);
  CHECK(frames.front().tone == 1);
  CHECK(frames.back().tone > 1.02);
}
