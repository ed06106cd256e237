#include "response/relaxation.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "response/rolling.hpp"

namespace backroll {
namespace {

ResponseState after(ResponseInput input, double seconds) {
  ResponseState state;
  input.dt = 1;
  advance(all_responses(), input, static_cast<int>(seconds), state);
  return state;
}

}  // namespace

TEST_CASE("comfortable pressure lowers resting activity and tone as published") {
  const ResponseState state = after(rolling(1), 120);
  const RelaxationParameters& p = response_parameters().relaxation;
  const double fall = 1 - resting_activation(p, state.calm) / p.resting_activation;
  CHECK(std::abs(fall - 0.134) < 0.001);  // Krekoukias 2009: 0.155 (0.080-0.225)
  CHECK(std::abs(after(rolling(1), 3600).tone - 0.9834) < 1e-3);
}

TEST_CASE("the reflex falls with pressure and is back at once") {
  ResponseState state = after(rolling(1), 5);
  CHECK(std::abs(state.reflex - 0.48) < 0.01);
  advance(all_responses(), off_roller(0.02), 1, state);
  CHECK(state.reflex == 1);
  const RelaxationParameters& p = response_parameters().relaxation;
  CHECK(std::abs(reflex_gain(p, 1.25e3) - 0.61) < 0.005);  // Goldberg 1992
  CHECK(std::abs(reflex_gain(p, 2.50e3) - 0.51) < 0.005);
}

TEST_CASE("pain above the comfortable score keeps the muscles awake") {
  const double comfortable = response_parameters().relaxation.comfortable_score;
  ResponseInput input = rolling(1);
  input.pain_score = comfortable;
  CHECK(after(input, 60).calm > 0.5);
  input.pain_score = comfortable + 0.01;
  CHECK(after(input, 60).calm == 0);
}

TEST_CASE("slow breath calms after three minutes, quicker breath or none does not") {
  const RelaxationParameters& p = response_parameters().relaxation;
  ResponseInput input = off_roller(1);
  input.breaths_per_min = p.slow_breaths_per_min;
  CHECK(after(input, p.slow_breath_s).calm == 0);
  CHECK(after(input, p.slow_breath_s + 1).calm > 0);
  input.breaths_per_min = p.slow_breaths_per_min + 0.1;
  CHECK(after(input, 600).calm == 0);
  input.breaths_per_min = 0;
  CHECK(after(input, 600).calm == 0);
}

}  // namespace backroll
