// The protocol as it happens: repeats, shares of the load, holds that end by what is felt, the stop.
#include "protocol/protocol_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "protocol/breathing.hpp"

using namespace backroll;

namespace {

Phase phase_of(PhaseKind kind, double duration, double share = 1) {
  Phase p;
  p.kind = kind;
  p.duration_s = duration;
  p.load_share = share;
  return p;
}

Phase approach() {
  Phase p = phase_of(PhaseKind::approach, 0.5);
  p.level = "T8";
  return p;
}

Phase rolled(const std::string& from, const std::string& to) {
  Phase p = phase_of(PhaseKind::roll, 1);
  p.from_level = from;
  p.to_level = to;
  return p;
}

ProtocolSetup setup_of(std::vector<Phase> phases) {
  ProtocolSetup s;
  s.phases = std::move(phases);
  s.load_n = 400;
  s.time_step = 0.05;
  s.arc_of = [](const std::string& place) { return place == "T8" ? 0.3 : place == "T4" ? 0.4 : 0.35; };
  return s;
}

// Runs to the end; `felt` of each step. The reasons phases ended for, by phase.
template <class Feel>
std::vector<std::string> ends_of(ProtocolRun& run, Feel felt, std::vector<PlanStep>* steps = nullptr) {
  std::vector<std::string> ends;
  while (!run.done()) {
    const PlanStep step = run.next();
    const std::string end = run.feel(felt(step));
    ends.resize(std::max(ends.size(), static_cast<std::size_t>(step.number) + 1));
    if (!end.empty()) ends[step.number] = end;
    if (steps) steps->push_back(step);
  }
  return ends;
}

std::string end_of_hold(const Phase& hold, double (*stress)(double), double (*height)(double)) {
  ProtocolRun run(setup_of({approach(), hold}));
  return ends_of(run, [&](const PlanStep& s) {
    const double t = s.time - 0.5;
    return Felt{s.arc, height(t), stress(t), 0};
  })[1];
}

double flat(double) {
  return 1e4;
}
double fading(double t) {
  return 1e4 * std::exp(-t / 10);
}
double sinking(double t) {
  return -0.01 - 1e-3 * (1 - std::exp(-t / 5));
}

}  // namespace

TEST_CASE("a repeat does the phases before it so often in all") {
  Phase again = phase_of(PhaseKind::repeat, 1);
  again.phases = 2;
  again.times = 3;
  const std::vector<Phase> all =
      without_repeats({approach(), phase_of(PhaseKind::hold, 1), phase_of(PhaseKind::rest, 1, 0), again});
  REQUIRE(all.size() == 7);
  for (int n = 1; n < 7; ++n) CHECK(all[n].kind == (n % 2 ? PhaseKind::hold : PhaseKind::rest));
}

TEST_CASE("load, place across and lean move to a phase's at limited rates") {
  Phase hold = phase_of(PhaseKind::hold, 1, 0.4);
  hold.right_m = 0.03;
  std::vector<PlanStep> steps;
  ProtocolRun run(setup_of({approach(), hold, phase_of(PhaseKind::rest, 1, 0), hold}));
  ends_of(
      run,
      [](const PlanStep& s) {
        return Felt{s.arc, 0, 0, 0};
      },
      &steps);
  for (std::size_t n = 1; n < steps.size(); ++n) {
    CHECK(std::abs(steps[n].load - steps[n - 1].load) <= 400 * 0.1 + 1e-9);
    CHECK(std::abs(steps[n].right - steps[n - 1].right) <= 0.02 * 0.05 + 1e-9);
    CHECK(steps[n].time == doctest::Approx(steps[n - 1].time + steps[n].dt));
  }
  const auto rest = std::find_if(steps.begin(), steps.end(), [](const auto& s) { return s.phase == "rest"; });
  REQUIRE(rest != steps.end());
  CHECK(rest->load == 0);
  CHECK(steps.back().load == doctest::Approx(160));
  CHECK(steps.back().right == doctest::Approx(0.03));
}

TEST_CASE("a hold ends when the local stress has fallen far enough, and not before") {
  Phase hold = phase_of(PhaseKind::hold, 30);
  hold.fall_share = 0.3;  // after 10 ln(1 / 0.7) = 3.6 s
  CHECK(end_of_hold(hold, fading, sinking) == "local stress fell by 30 %");
  CHECK(end_of_hold(hold, flat, sinking) == "time limit");
  hold.duration_s = 3.5;
  CHECK(end_of_hold(hold, fading, sinking) == "time limit");
  hold.duration_s = 3.7;
  CHECK(end_of_hold(hold, fading, sinking) == "local stress fell by 30 %");
}

TEST_CASE("a hold ends when the roller has slowed, and not before") {
  Phase hold = phase_of(PhaseKind::hold, 30);
  hold.slow_m_s = 5e-5;  // 1e-3 / 5 exp(-t / 5), mean over the second before: t about 7.4 s
  CHECK(end_of_hold(hold, flat, sinking).substr(0, 17) == "sinking slowed to");
  hold.duration_s = 7;
  CHECK(end_of_hold(hold, flat, sinking) == "time limit");
  CHECK(end_of_hold(phase_of(PhaseKind::hold, 3), flat, sinking) == "time over");
}

TEST_CASE("a hold of breaths begins and ends with an out-breath") {
  ProtocolSetup s = setup_of({approach(), phase_of(PhaseKind::hold, 100)});
  s.breathing.on = true;
  s.breathing.rate_per_min = 12;  // 5 s
  s.phases[1].breaths = 2;
  std::vector<PlanStep> steps;
  ProtocolRun run(s);
  CHECK(ends_of(
            run,
            [](const PlanStep& p) {
              return Felt{p.arc, 0, 0, 0};
            },
            &steps)[1] == "2 breaths done");
  CHECK(steps.back().time == doctest::Approx(12));  // out-breaths begin at 2, 7, 12 s
  CHECK(breath_at(s.breathing, 12).in == doctest::Approx(1));
  CHECK(breath_at(s.breathing, 10).in == doctest::Approx(0));
}

TEST_CASE("the stiffest place is where the last pass felt most") {
  Phase hold = phase_of(PhaseKind::hold, 0.1);
  hold.at = kStiffest;
  Phase twice = rolled("T8", "T4");
  twice.strokes = 2;
  std::vector<PlanStep> steps;
  ProtocolRun run(setup_of({approach(), twice, hold}));
  int stroke = 0;
  ends_of(
      run,
      [&](const PlanStep& s) {
        const double at = stroke == 0 ? 0.33 : 0.37;  // the second pass counts
        const double felt = s.phase == "roll" ? 1e5 - 1e6 * std::abs(s.arc - at) : 0;
        stroke += s.stroke_end;
        return Felt{s.arc, 0, 0, felt};
      },
      &steps);
  CHECK(std::abs(steps.back().arc - 0.37) < 0.003);
}

TEST_CASE("a stop takes the load off within a second, whatever was planned") {
  ProtocolRun run(setup_of({approach(), phase_of(PhaseKind::hold, 100), rolled("T8", "T4")}));
  for (int n = 0; n < 30; ++n) run.next();
  run.stop();
  std::vector<PlanStep> rest;
  while (!run.done()) rest.push_back(run.next());
  REQUIRE(rest.size() == 20);
  CHECK(rest.front().load == doctest::Approx(380));
  CHECK(rest.back().load == 0);
  CHECK(rest.back().phase == "lift");
  CHECK(rest.front().time == doctest::Approx(31 * 0.05));
}

TEST_CASE("a hold may have a time step of its own") {
  Phase hold = phase_of(PhaseKind::hold, 1);
  hold.time_step_s = 0.1;
  std::vector<PlanStep> steps;
  ProtocolRun run(setup_of({approach(), hold, phase_of(PhaseKind::lift, 0.5)}));
  ends_of(
      run,
      [](const PlanStep& p) {
        return Felt{p.arc, 0, 0, 0};
      },
      &steps);
  CHECK(steps.size() == 10 + 10 + 10);
  CHECK(steps.back().time == doctest::Approx(2));
}
