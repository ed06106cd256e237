#include "response/warm_up.hpp"

#include <doctest/doctest.h>

#include "response/published_runs.hpp"
#include "response/rolling.hpp"

namespace backroll {

TEST_CASE("a working muscle warms and a resting one cools as published") {
  const WarmUpParameters& p = response_parameters().warm_up;
  CHECK(std::abs(worked(p.exercise_hard_k, 15 * 60) - 2.5) < 0.1);       // Faulkner 2013
  CHECK(std::abs(worked(p.exercise_brisk_k, 15 * 60) - 2.0) < 0.1);      // Miller 2005
  CHECK(std::abs(3 - warmed(p, 3, false, 30 * 60) - 1.3) < 0.01);        // Raccuglia 2016
  CHECK(worked(p.exercise_hard_k, 5 * 60) > 0.45 * p.exercise_hard_k);   // fast in 3-5 min
  CHECK(worked(p.exercise_hard_k, 15 * 60) > 0.94 * p.exercise_hard_k);  // plateau
  const double five = warmed(p, 0, true, 5 * 60), fifteen = warmed(p, 0, true, 15 * 60);
  CHECK(five / fifteen > 0.95);  // Drust 2003: the same for 5 and 15 min
  // Morales-Artacho 2017: -10.3 % 5 min after
  const double after = warmed(p, worked(p.exercise_hard_k, 15 * 60), false, 5 * 60);
  CHECK(std::abs(warm_factor(p, after) - 0.897) < 0.01);
}

TEST_CASE("only a roller that is on and moves warms, by 4.4 % of softening at most") {
  ResponseState still = one_spot_at_rest(), off = still, long_time = still;
  ResponseInput input = rolling(60);
  advance(all_responses(), input, 60, long_time);
  CHECK(std::abs(long_time.warming - 1) < 1e-6);
  CHECK(std::abs(warm_factor(response_parameters().warm_up, long_time.warming) - 0.956) < 1e-3);
  input.moves = false;
  advance(all_responses(), input, 10, still);
  CHECK(still.warming == 0);
  input = off_roller(60);
  input.moves = true;
  advance(all_responses(), input, 10, off);
  CHECK(off.warming == 0);
}

}  // namespace backroll
