#include "response/guarding.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "response/published_runs.hpp"

namespace backroll {
namespace {

Guarding guarding_on() {
  Guarding guarding;
  guarding.on = true;
  return guarding;
}

}  // namespace

TEST_CASE("guarding that is off gives 1 and stays at rest") {
  GuardingState state;
  CHECK(guarding_step(Guarding{}, 9, 1, state) == 1.0);
  CHECK(state.activation == 0);
  CHECK(state.adapted == 0);
}

TEST_CASE("muscles tense above the threshold only") {
  GuardingState below, above;
  CHECK(guarding_step(guarding_on(), 1.0, 10, below) == 1.0);
  CHECK(guarding_step(guarding_on(), 1.1, 1, above) > 1.0);
}

TEST_CASE("pain of 6 tenses by 8 %, most of it for less than a minute") {
  const std::vector<double> sudden = activation_over(0, 600);
  const double peak = *std::max_element(sudden.begin(), sudden.end());
  CHECK(std::abs(peak - 0.08) < 0.005);  // Bradbury-Squires 2015
  const auto at = [&](double s) { return sudden[static_cast<std::size_t>(s / kPainStep)]; };
  CHECK(at(60) < 0.5 * peak);  // Svensson 1998
  CHECK(at(300) < 0.2 * peak);
  CHECK(at(300) > 0.014);
  const std::vector<double> slow = activation_over(60, 120);  // Roberts 2011
  CHECK(*std::max_element(slow.begin(), slow.end()) < 0.6 * peak);
}

TEST_CASE("stiffness by activation is as published, and the factor has a ceiling") {
  CHECK(std::abs(tone_of_activation(0.08) - 1.46) < 0.05);  // Sadeghi 2020, sitting; a assumed
  CHECK(std::abs(tone_of_activation(0.18) - 2.07) < 0.05);
  Guarding guarding = guarding_on();
  guarding.activation_per_score = 0.1;
  GuardingState state;
  CHECK(guarding_step(guarding, 10, 3, state) == guarding.most);
  CHECK(tone_of_activation(state.activation) > guarding.most);
}

TEST_CASE("guarding does not depend on the step, and lags by its time constant") {
  GuardingState one, many;
  for (const double pain : {6.0, 0.0, 4.0}) {
    guarding_step(guarding_on(), pain, 8, one);
    for (int n = 0; n < 480; ++n) guarding_step(guarding_on(), pain, 1.0 / 60, many);
  }
  CHECK(std::abs(one.activation - many.activation) < 1e-12);
  CHECK(std::abs(one.adapted - many.adapted) < 1e-12);
  GuardingState state{0.1, 0.5};
  guarding_step(guarding_on(), 0, guarding_on().lag_s, state);
  CHECK(state.activation == doctest::Approx(0.1 * std::exp(-1)));
}

}  // namespace backroll
