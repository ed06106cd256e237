#include "analysis/session_findings.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/answer.hpp"
#include "analysis/hand_session.hpp"
#include "analysis/summary.hpp"

using namespace backroll;
using doctest::Approx;
using hand_session::Session;

namespace {

bool says(const Findings& findings, const std::string& words) {
  return answer_text(findings).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("one record a phase; a travel belongs to the phase it leads to") {
  const Session s;
  const auto phases = find(s.info, s.frames, {}).session.phases;
  REQUIRE(phases.size() == 6);
  CHECK(phases[1].kind == "roll");
  CHECK(phases[1].number == 2);
  CHECK(phases[1].from_level == "T6");
  CHECK(phases[1].to_level == "T12");
  CHECK(phases[1].duration() == Approx(10));
  CHECK(phases[1].force == Approx(400));
  CHECK(phases[2].kind == "hold");
  CHECK(phases[2].ended_by == "stress fell by 18 %");
  CHECK(phases[3].kind == "rest");
  CHECK(phases[5].kind == "lift");
}

TEST_CASE("a hold keeps its stress, how far it fell, how far the roller sank, and how long") {
  const Session s;
  const auto phases = find(s.info, s.frames, {}).session.phases;
  const PhaseFindings &load = phases.at(2), &height = phases.at(4);
  CHECK(load.duration() == Approx(20));  // without the travel
  CHECK(load.stress_first == Approx(20e3));
  CHECK(load.stress_largest == Approx(22e3));
  CHECK(load.stress_last == Approx(18e3));
  CHECK(load.fall == Approx(1 - 18.0 / 22));
  CHECK(load.sinking == Approx(2e-3));
  CHECK_FALSE(load.keeps_height);
  CHECK(height.keeps_height);
  CHECK(height.duration() == Approx(5));
}

TEST_CASE("time and doses count contact only, by side and by level") {
  const Session s;
  const SessionFindings found = find(s.info, s.frames, {}).session;
  CHECK(found.on_roller == Approx(39));  // 49 s less the rest
  double time = 0;
  for (const NamedValue& level : found.level_time) time += level.value;
  CHECK(time == Approx(39));
  const double even = 100 * (200 * 1 + 400 * 12 + 300 * 5 + 100 * 1), leant = 100 * 400 * 20;
  CHECK(found.dose_right == Approx(even / 2 + 0.75 * leant));
  CHECK(found.dose_left == Approx(even / 2 + 0.25 * leant));
  REQUIRE(found.muscle_dose.size() == 1);  // the left one felt nothing
  CHECK(found.muscle_dose[0].value == Approx(0.2 * (even + leant)));
  CHECK(found.longest_hold.value == Approx(20));
  CHECK(found.hold_total.value == Approx(25));
  CHECK(found.hold_total.where == "T8");
}

TEST_CASE("phases without numbers are told apart by their names") {
  Session s;
  for (Frame& frame : s.frames) frame.phase_number = 0;
  CHECK(find(s.info, s.frames, {}).session.phases.size() == 6);
}

TEST_CASE("the largest pain with its place and time") {
  Session s;
  CHECK_FALSE(find(s.info, s.frames, {}).session.pain.known);
  CHECK_FALSE(says(find(s.info, s.frames, {}), "Pain model"));
  s.frames[5].pain_ratio = 1.2;
  s.frames[5].pain_score = 1.9;
  s.frames[40].pain_ratio = 1.5;
  s.frames[40].pain_score = 3.3;
  s.frames[40].pain_area = 4e-4;
  s.frames[40].pain_region = 0;
  const Findings f = find(s.info, s.frames, {});
  CHECK(f.session.pain.score == 3.3);
  CHECK(f.session.pain.time_s == Approx(20.5));
  CHECK(f.session.pain.region == "longissimus right");
  CHECK(f.session.pain.level == "T8");
  CHECK(says(f, "Pain model: at most 3.3 of 10, at T8 over longissimus right"));
}

TEST_CASE("a stop by sharp pain sends to a doctor; another stop does not") {
  const Session s;
  const Findings sharp =
      find(s.info, s.frames, {RunStatus::stopped, "sharp pain: score 7.2 of 10 over T8", ""});
  CHECK(answer_lines(sharp).front().starts_with(
      "Sharp pain: stop, seek medical advice. The run stopped: score 7.2"));
  CHECK(nlohmann::json::parse(summary_json(sharp))["session"]["stop"] == kSharpPainAdvice);
  const Findings slipped = find(s.info, s.frames, {RunStatus::stopped, "at 3.5 s: the feet slip", ""});
  CHECK_FALSE(slipped.session.pain.sharp_stop);
  CHECK(answer_lines(slipped).front() == "The run stopped at 3.5 s: the feet slip");
}

TEST_CASE("a response: before, farthest from that, after; only of models that ran") {
  Session s;
  s.info.response.warm_up = s.info.response.relaxation = true;
  for (Frame& frame : s.frames) frame.response.warming = 0.3;
  s.frames[30].response.warming = 0.8;
  s.frames[30].response.creep = 1;
  for (Frame& frame : s.frames) frame.response.tone = 0.984;
  const Findings f = find(s.info, s.frames, {});
  REQUIRE(f.session.responses.size() == 4);
  const ResponseFindings& warming = f.session.responses[0];
  CHECK(warming.key == "warming_k");
  CHECK(warming.before == 0);
  CHECK(warming.extreme == Approx(0.8));
  CHECK(warming.extreme_time_s == Approx(15.5));
  CHECK(warming.after == Approx(0.3));
  CHECK(says(f, "warming of the muscles 0 to 0.8 K (0.3 at the end)"));
  CHECK(says(f, "tone of the muscles 1 to 0.98"));
}

TEST_CASE("conditions of the person stand in findings, answer and summary") {
  Session s;
  CHECK(find(s.info, s.frames, {}).warnings.empty());
  s.info.conditions = {"osteoporosis", "of a later version"};
  const Findings f = find(s.info, s.frames, {});
  REQUIRE(f.warnings.size() == 2);
  CHECK(f.warnings[0].starts_with("osteoporosis or long use of steroids: thin vertebrae"));
  CHECK(f.warnings[1] == "of a later version");
  CHECK(says(f, "This person's conditions: osteoporosis"));
  CHECK(nlohmann::json::parse(summary_json(f))["warnings"].size() == 2);
}

TEST_CASE("a session's answer stays short and tells of its holds") {
  Session s;
  s.info.response.warm_up = true;
  for (Frame& frame : s.frames) frame.pain_ratio = 0.8, frame.pain_score = 0.5, frame.response.warming = 0.2;
  const Findings f = find(s.info, s.frames, {});
  CHECK(answer_lines(f).size() <= 16);
  CHECK(says(f, "Session: 3 phases, 39 s on the roller, most at T8 ("));
  CHECK(says(f, "held at T8 20 s (stress 22 to 18 kPa, 2 mm deeper), ended by stress fell by 18 %; T8 5 s."));
  const auto json = nlohmann::json::parse(summary_json(f))["session"];
  CHECK(json["phases"][2]["local_stress_fall_percent"].get<double>() == Approx(18.18).epsilon(1e-3));
  CHECK(json["phases"][4]["keeps"] == "height");
}
