#include "response/response.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "response/rolling.hpp"

namespace backroll {
namespace {

std::vector<double> numbers(const ResponseState& s) {
  return {s.warming, s.spot_softening.at(0), s.spot_relief.at(0), s.flow_pressed, s.flow_after, s.range_gain,
          s.creep,   s.creep_fast,           s.creep_slow,        s.balance,      s.calm,       s.tone,
          s.reflex,  s.flow_debt_s,          s.flow_flush,        s.flow_lasting};
}

// A minute rolled, a minute held, a minute off it, in steps of dt.
ResponseState after_three_minutes(const Responses& on, double dt) {
  ResponseState state = one_spot_at_rest();
  const int steps = static_cast<int>(std::lround(60 / dt));
  ResponseInput held = rolling(dt);
  held.moves = false;
  held.pain_score = 5;
  advance(on, rolling(dt), steps, state);
  advance(on, held, steps, state);
  advance(on, off_roller(dt), steps, state);
  return state;
}

}  // namespace

TEST_CASE("with every model off the state is at rest to the bit and the factors are 1") {
  const ResponseState state = after_three_minutes(Responses{}, 1.0 / 30);
  CHECK(numbers(state) == numbers(one_spot_at_rest()));
  CHECK(muscle_factor(state) == 1.0);
  for (const double ratio : {1.0, 1.98, 3.0, 7.3}) {
    TightSpot spot;
    spot.stiffness_ratio = ratio;
    CHECK(spot_ratio(spot, state, 0) == ratio);
  }
  CHECK(state.pressed_s == doctest::Approx(120));
}

TEST_CASE("a switch moves its own numbers and no others") {
  const std::vector<double> rest = numbers(one_spot_at_rest());
  const auto moved = [&](bool Responses::*model) {
    Responses on;
    on.*model = true;
    const std::vector<double> after = numbers(after_three_minutes(on, 0.25));
    std::vector<int> which;
    for (int n = 0; n < 16; ++n)
      if (after[n] != rest[n]) which.push_back(n);
    return which;
  };
  using List = std::vector<int>;
  CHECK(moved(&Responses::warm_up) == List{0});
  CHECK(moved(&Responses::spot_softening) == List{1, 2});
  CHECK(moved(&Responses::perfusion) == List{4, 14});
  CHECK(moved(&Responses::range_of_motion) == List{5});
  CHECK(moved(&Responses::posture) == List{6, 7, 8, 9});
  CHECK(moved(&Responses::relaxation) == List{10, 11});
}

TEST_CASE("the length of the step does not matter") {
  const std::vector<double> coarse = numbers(after_three_minutes(all_responses(), 1.0));
  const std::vector<double> fine = numbers(after_three_minutes(all_responses(), 1.0 / 64));
  for (std::size_t n = 0; n < fine.size(); ++n) {
    CAPTURE(n);
    CHECK(std::abs(coarse[n] - fine[n]) < 1e-9);
  }
}

TEST_CASE("doses and balance count by side") {
  ResponseState state = one_spot_at_rest();
  advance(all_responses(), rolling(0.5), 20, state);
  CHECK(state.pressed_s == doctest::Approx(10));
  CHECK(state.dose_right_pa_s == doctest::Approx(1.2 * 30e3 * 10));
  CHECK(state.dose_left_pa_s == doctest::Approx(0.8 * 30e3 * 10));
  CHECK(state.balance == doctest::Approx(0.2));
  ResponseInput light = rolling(0.5);
  light.contact_force = 0.99 * kPressed_n;
  advance(all_responses(), light, 20, state);
  CHECK(state.pressed_s == doctest::Approx(10));
}

TEST_CASE("warming and tone multiply; softening takes from what a spot is stiffer") {
  ResponseState state = one_spot_at_rest();
  state.warming = 1;
  state.tone = 0.98;
  state.spot_softening[0] = 0.25;
  CHECK(muscle_factor(state) == doctest::Approx(std::exp(-0.045) * 0.98));
  TightSpot spot;
  spot.stiffness_ratio = 3;
  CHECK(spot_ratio(spot, state, 0) == doctest::Approx(2.5));
}

}  // namespace backroll
