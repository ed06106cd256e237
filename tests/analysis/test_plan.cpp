#include "analysis/plan.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "scenario/catalogue.hpp"
#include "scenario/input_error.hpp"
#include "scenario/protocols.hpp"

using namespace backroll;
using doctest::Approx;

namespace {

// Hips down 42 % of body weight at half of the pain threshold, hips up 64 %.
PlanTrials easy() {
  PlanTrials t;
  t.hips_down = {"hips down", 0.42, 20e3, 0.5, {}};
  t.hips_up = {"hips up", 0.64, 30e3, 0.75, {}};
  return t;
}

PlanRequest request(Goal goal, Experience experience, int weeks = 12) {
  return {goal, experience, weeks, parse_day("2026-11-30")};
}

template <class Check>
void for_every_plan(Check check) {
  for (int goal = 0; goal < 4; ++goal)
    for (int experience = 0; experience < 3; ++experience) {
      CAPTURE(goal);
      CAPTURE(experience);
      check(lay_out_plan(request(static_cast<Goal>(goal), static_cast<Experience>(experience)), {}, easy()));
    }
}

}  // namespace

TEST_CASE("time and load grow within their caps, one thing a week") {
  for_every_plan([](const Plan& plan) {
    REQUIRE(plan.weeks.size() == 12);
    for (std::size_t w = 1; w < plan.weeks.size(); ++w) {
      const PlanWeek &before = plan.weeks[w - 1], &week = plan.weeks[w];
      CAPTURE(week.number);
      CHECK(week.minutes <= 1.2 * before.minutes + 1e-9);
      CHECK(week.load_share <= 1.1 * before.load_share + 1e-9);
      const int changes = (week.minutes > before.minutes) + (week.load_share > before.load_share) +
                          (week.sessions > before.sessions) + (week.protocol != before.protocol) +
                          (week.roller != before.roller && week.protocol == before.protocol);
      CHECK(changes <= 1);
    }
  });
}

TEST_CASE("every week keeps its days of rest, its gaps and the length of a session") {
  for_every_plan([](const Plan& plan) {
    for (const PlanWeek& week : plan.weeks)
      for (const BandFinding& limit :
           week_limit_findings(week_dose(plan, week.number), plan.request.experience)) {
        CAPTURE(limit.key);
        CAPTURE(limit.value);
        CHECK(limit.band == Band::green);
      }
  });
}

TEST_CASE("a beginner starts soft, short and seldom with the hips down, and lifts them after four weeks") {
  const Plan plan = lay_out_plan(request(Goal::tension, Experience::beginner), {}, easy());
  CHECK(plan.weeks[0].sessions == 2);
  CHECK(plan.weeks[0].minutes == 3);
  CHECK(plan.weeks[0].roller == "soft-epe");
  CHECK(plan.weeks[0].load_share == Approx(0.8 * 0.42));
  CHECK(plan.weeks[2].sessions == 3);
  for (int w = 0; w < 4; ++w) CHECK(plan.weeks[w].load_share <= 0.42 + 1e-9);
  CHECK(plan.weeks[4].roller == "medium-epp");
  CHECK(plan.weeks[11].load_share > 0.42);
}

TEST_CASE("the load stays where the pain is below the target") {
  PlanTrials sore = easy();
  sore.hips_down.pain_ratio = 1.5;  // score 3.3
  sore.hips_up.pain_ratio = 3;      // 10
  for (const PlanWeek& week : lay_out_plan(request(Goal::tension, Experience::beginner), {}, sore).weeks)
    CHECK(week.pain_score <= 4);
  sore.hips_down.pain_ratio = 2.5;  // 7.9
  const Plan plan = lay_out_plan(request(Goal::tension, Experience::beginner), {}, sore);
  CHECK(plan.weeks[0].load_share < 0.8 * 0.42);
  CHECK(plan.weeks[11].pain_score <= 4);
}

TEST_CASE("a firm roller only comes where the score is at most 4") {
  PlanTrials t = easy();
  t.hips_down.pain_ratio = t.hips_up.pain_ratio = 1.6;  // 3.8
  CHECK(lay_out_plan(request(Goal::recovery, Experience::athlete), {}, t).weeks[5].roller == "firm-epp");
  t.hips_down.pain_ratio = t.hips_up.pain_ratio = 1.7;  // 4.2
  CHECK(lay_out_plan(request(Goal::recovery, Experience::athlete), {}, t).weeks[5].roller == "medium-epp");
}

TEST_CASE("a red limit hips up keeps the hips down; a red one hips down keeps the load below it") {
  PlanTrials bent = easy();
  BandFinding red;
  red.band = Band::red;
  bent.hips_up.over = {red};
  CHECK(lay_out_plan(request(Goal::tension, Experience::regular), {}, bent).weeks[11].load_share ==
        Approx(0.42));
  bent.hips_down.over = {red};
  CHECK(lay_out_plan(request(Goal::tension, Experience::regular), {}, bent).weeks[11].load_share ==
        Approx(0.8 * 0.42));
  red.band = Band::amber;
  bent.hips_up.over = bent.hips_down.over = {red};
  CHECK(lay_out_plan(request(Goal::tension, Experience::regular), {}, bent).weeks[11].load_share ==
        Approx(0.64));
}

TEST_CASE("a protocol with the hips down never asks for more than that load") {
  const Plan plan = lay_out_plan(request(Goal::mobility, Experience::regular), {}, easy());
  for (const PlanWeek& week : plan.weeks) {
    CHECK(week.protocol == "thoracic-extension");
    CHECK(week.load_share <= 0.42 + 1e-9);
  }
}

TEST_CASE("frail people get half the load") {
  Subject frail;
  frail.conditions = {"over-65"};
  const PlanRequest asked = request(Goal::tension, Experience::regular);
  CHECK(lay_out_plan(asked, frail, easy()).weeks[11].load_share ==
        Approx(lay_out_plan(asked, {}, easy()).weeks[11].load_share / 2));
  CHECK(lay_out_plan(asked, frail, easy()).warnings.size() == 1);
}

TEST_CASE("every choice has its reason and a source with a tag") {
  for_every_plan([](const Plan& plan) {
    CHECK(plan.reasons.size() >= 9);
    for (const PlanReason& reason : plan.reasons) {
      CAPTURE(reason.what);
      CHECK_FALSE(reason.choice.empty());
      CHECK_FALSE(reason.why.empty());
      CHECK(reason.source.find(": ") != std::string::npos);
    }
    CHECK(plan.precautions.size() == 7);
  });
}

TEST_CASE("protocols and rollers of a plan are rows of the catalogues") {
  for_every_plan([](const Plan& plan) {
    for (const PlanWeek& week : plan.weeks) {
      CHECK_NOTHROW(protocol_row(week.protocol));
      CHECK_NOTHROW(roller_row(week.roller));
    }
  });
  CHECK(protocol_row("paraspinal-peanut").roller ==
        lay_out_plan(request(Goal::tension, Experience::athlete), {}, easy()).weeks[11].roller);
}

TEST_CASE("days of a week are spread evenly; a start is a real day") {
  CHECK(session_days(2) == std::vector<int>{0, 3});
  CHECK(session_days(3) == std::vector<int>{0, 2, 4});
  CHECK(session_days(5) == std::vector<int>{0, 1, 2, 4, 5});
  CHECK(day_text(parse_day("2028-02-29")) == "2028-02-29");
  CHECK(std::string(weekday_name(parse_day("2026-11-30"))) == "Mon");
  for (const char* wrong : {"2026-02-29", "2026-1-1", "30.11.2026", "2026-11-30x", "", "2026-11-3a"})
    CHECK_THROWS_AS(parse_day(wrong), InputError);
}
