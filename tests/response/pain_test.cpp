#include "response/pain.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "scenario/scenario.hpp"

namespace backroll {
namespace {

constexpr double kSquareCentimetre = 1e-4;

double man_pa(PainSite site, double cm2) {
  return pain_threshold(Sex::man, site, cm2 * kSquareCentimetre);
}

}  // namespace

TEST_CASE("the pain threshold falls with the root of the area between its two ends") {
  CHECK(man_pa(PainSite::lumbar_muscle, 1) == doctest::Approx(550e3));
  CHECK(man_pa(PainSite::lumbar_muscle, 0.5) / man_pa(PainSite::lumbar_muscle, 2) ==
        doctest::Approx(2));  // Defrin 2003: 406 / 205
  CHECK(man_pa(PainSite::lumbar_muscle, 20) == doctest::Approx(123e3).epsilon(0.01));
  CHECK(man_pa(PainSite::lumbar_muscle, 0.1) == man_pa(PainSite::lumbar_muscle, 0.5));
  CHECK(man_pa(PainSite::lumbar_muscle, 0.6) < man_pa(PainSite::lumbar_muscle, 0.5));
  CHECK(man_pa(PainSite::lumbar_muscle, 900) == man_pa(PainSite::lumbar_muscle, 300));
  CHECK(man_pa(PainSite::lumbar_muscle, 250) > man_pa(PainSite::lumbar_muscle, 300));
}

TEST_CASE("sex and site scale the threshold") {
  const double lumbar = man_pa(PainSite::lumbar_muscle, 1);
  CHECK(pain_threshold(Sex::woman, PainSite::lumbar_muscle, 1e-4) == doctest::Approx(0.72 * lumbar));
  CHECK(man_pa(PainSite::thoracic_muscle, 1) == doctest::Approx(0.85 * lumbar));
  CHECK(man_pa(PainSite::spine, 1) == doctest::Approx(1.05 * lumbar));
  CHECK(man_pa(PainSite::rib, 1) == doctest::Approx(0.8 * lumbar));
  CHECK(man_pa(PainSite::other, 1) == doctest::Approx(lumbar));
}

TEST_CASE("the score is 0, 1, 5.6, 7 and 10 where it should be") {
  CHECK(pain_score(0.59) == 0);
  CHECK(pain_score(0.61) > 0);
  CHECK(pain_score(0.8) == doctest::Approx(0.5));
  CHECK(pain_score(1) == doctest::Approx(1));
  CHECK(pain_score(2) == doctest::Approx(5.6));  // Polianskis 2001
  CHECK(pain_score(2.304) < sharp_pain_score());
  CHECK(pain_score(2.305) > sharp_pain_score());
  CHECK(pain_score(2.9) < 10);
  CHECK(pain_score(3) == 10);
  CHECK(sharp_pain_score() == Limits{}.sharp_pain_score);
}

TEST_CASE("pressures are looked at over 1, 4 and 16 square centimetres") {
  REQUIRE(pain_areas().size() == 3);
  CHECK(pain_areas()[0] == doctest::Approx(1e-4));
  CHECK(pain_areas()[1] == doctest::Approx(4e-4));
  CHECK(pain_areas()[2] == doctest::Approx(16e-4));
}

}  // namespace backroll
