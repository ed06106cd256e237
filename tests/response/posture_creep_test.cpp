#include "response/posture_creep.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "response/published_runs.hpp"
#include "units.hpp"

namespace backroll {

TEST_CASE("a bend held for long creeps and recovers as published") {
  const double full = response_parameters().creep.full_flexion;
  const double held = creep_left(full, 20, 0);
  CHECK(std::abs(held * kDegree - 5.5) < 0.3);  // McGill and Brown 1992
  CHECK(std::abs(creep_left(full, 9.4, 0) / creep_left(full, 1e4, 0) - 0.632) < 1e-3);  // first order
  CHECK(std::abs(creep_left(full, 20, 2) / held - 0.51) < 0.01);
  CHECK(std::abs(creep_left(full, 20, 30) / held - 0.18) < 0.01);
  CHECK(std::abs(creep_in_cycles(full, 1, 4, 12) * kDegree - 1.6) < 0.8);  // Kang and Mirka
  CHECK(creep_in_cycles(full, 3, 12, 4) > creep_in_cycles(full, 1, 4, 12));
  CHECK(std::abs(creep_left(15 * kRadians, 0.5, 0) * kDegree - 0.09) < 0.01);
}

TEST_CASE("creep has the bend's sign, and a smaller bend lets go of what is above its own ceiling") {
  const CreepParameters& p = response_parameters().creep;
  double fast = 0, slow = 0;
  advance_creep(p, -0.5, 600, fast, slow);
  CHECK(fast < 0);
  CHECK(slow < 0);
  advance_creep(p, -0.01, 1e5, fast, slow);
  CHECK(fast + slow == doctest::Approx(-0.01 * p.ceiling));
  advance_creep(p, 0.5, 1e6, fast, slow);
  CHECK(fast + slow == doctest::Approx(0.5 * p.ceiling));
}

TEST_CASE("a bend to the other side gives the same in one step as in many") {
  const CreepParameters& p = response_parameters().creep;
  double fast = -0.02, slow = -0.02, many_fast = fast, many_slow = slow;
  advance_creep(p, 0.5, 4000, fast, slow);
  for (int n = 0; n < 40000; ++n) advance_creep(p, 0.5, 0.1, many_fast, many_slow);
  CHECK(std::abs(fast - many_fast) < 1e-9);
  CHECK(std::abs(slow - many_slow) < 1e-9);
  fast = slow = -0.02;
  advance_creep(p, 0.5, p.fast_s, fast, slow);
  CHECK(fast > -0.003);  // gone at the pace of recovery, 0.8 min; the new creep takes 9.4 min
  CHECK(slow < -0.018);
}

}  // namespace backroll
