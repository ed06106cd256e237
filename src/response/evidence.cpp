#include "response/evidence.hpp"

#include <cmath>

#include "response/guarding.hpp"
#include "response/pain.hpp"
#include "response/perfusion.hpp"
#include "response/posture_creep.hpp"
#include "response/published_runs.hpp"
#include "response/range_of_motion.hpp"
#include "response/relaxation.hpp"
#include "response/response.hpp"
#include "response/tight_spots.hpp"
#include "response/warm_up.hpp"
#include "units.hpp"

namespace backroll {

namespace {

using std::optional;
constexpr double kMin = 60;  // [s]
constexpr auto kNone = std::nullopt;

// Accepted: published +- tolerance.
ResponseCheck about(std::string model, std::string study, std::string condition, std::string quantity,
                    std::string unit, int decimals, double published, double tolerance, double ours) {
  return {std::move(model),
          std::move(study),
          std::move(condition),
          std::move(quantity),
          std::move(unit),
          decimals,
          published,
          published - tolerance,
          published + tolerance,
          ours,
          false,
          ""};
}

// Accepted: from low to high, either open; published where one figure was.
ResponseCheck between(std::string model, std::string study, std::string condition, std::string quantity,
                      std::string unit, int decimals, optional<double> published, optional<double> low,
                      optional<double> high, double ours) {
  return {std::move(model),
          std::move(study),
          std::move(condition),
          std::move(quantity),
          std::move(unit),
          decimals,
          published,
          low,
          high,
          ours,
          false,
          ""};
}

ResponseCheck calibrated(ResponseCheck check) {
  check.calibrated = true;
  return check;
}

ResponseCheck because(ResponseCheck check, std::string why) {
  check.why = std::move(why);
  return check;
}

using Checks = std::vector<ResponseCheck>;

void check_warm_up(Checks& to) {
  const WarmUpParameters& p = response_parameters().warm_up;
  const auto percent = [&](double kelvin) { return 100 * (warm_factor(p, kelvin) - 1); };
  const double hard = worked(p.exercise_hard_k, 15 * kMin), light = worked(p.exercise_light_k, 10 * kMin);
  const double rolled = warmed(p, 0, true, 5 * kMin);
  const auto rested = [&](double kelvin, double minutes) { return warmed(p, kelvin, false, minutes * kMin); };
  const std::string m = "warm_up";
  to.push_back(calibrated(about(m, "Faulkner 2013, n 11", "sprint cycling 15 min, thigh at 1-3 cm", "warming",
                                "K", 2, 2.5, 0.5, hard)));
  to.push_back(about(m, "Wirth 1998, n 6", "jogging at 70 % 15 min, calf at 5 cm", "warming", "K", 2, 2.2,
                     0.63, worked(p.exercise_brisk_k, 15 * kMin)));
  to.push_back(about(m, "Wirth 1998, n 6", "arm-cranking 15 min: the calf does not work", "warming", "K", 2,
                     -0.45, 0.8, warmed(p, 0, false, 15 * kMin)));
  to.push_back(calibrated(about(m, "Raccuglia 2016, n 10", "30 min of sitting after +3 K", "change", "K", 2,
                                -1.3, 0.3, rested(3, 30) - 3)));
  to.push_back(
      calibrated(about(m, "Morales-Artacho 2017, n 14", "5 min after cycling (taken as hard, 15 min)",
                       "shear modulus", "%", 1, -10.3, 5.9, percent(rested(hard, 5)))));
  to.push_back(about(m, "Morales-Artacho 2017, n 14", "5 min after cycling and rolling", "shear modulus", "%",
                     1, -7.7, 8.4, percent(rested(hard, 5))));
  to.push_back(between(m, "Morales-Artacho 2017, n 14", "30 min after it: still slightly lower",
                       "shear modulus", "%", 1, kNone, kNone, 0, percent(rested(hard, 30))));
  to.push_back(about(m, "Morales-Artacho 2017, n 14", "5 min after rolling alone (time assumed 5 min)",
                     "shear modulus", "%", 1, -5.4, 5.7, percent(rested(rolled, 5))));
  to.push_back(because(
      between(m, "Morales-Artacho 2017, n 14", "30 min after rolling alone: nothing left (1 % allowed)",
              "shear modulus", "%", 1, 0, -1, 1, percent(rested(rolled, 30))),
      "warmth given by rolling to the tissue near the skin cools as slowly here as a worked muscle"));
  to.push_back(about(m, "Nakamura 2021a, n 45", "2 min after 300 s of rolling: no change (5 % allowed)",
                     "shear modulus", "%", 1, 0, 5, percent(rested(rolled, 2))));
  ResponseState both = after_rolling(300, 5e3);
  rest(120, both);
  to.push_back(because(about(m, "Nakamura 2021a, n 45", "the same with relaxation switched on, too",
                             "shear modulus", "%", 1, 0, 5, 100 * (muscle_factor(both) - 1)),
                       "the two switches add up; most trials with elastography find no change at all"));
  to.push_back(because(between(m, "Baumgart 2019, n 20", "after 10 min of cycling (taken as light): stiffer",
                               "stiffness", "%", 1, kNone, 0, kNone, percent(light)),
                       "the model only ever softens"));
}

void check_tight_spots(Checks& to) {
  const TightSpotParameters& p = response_parameters().spots;
  const std::string m = "spot_softening";
  const double full = p.press_full_pa;
  const auto left = [&](double relief, double s) { return 100 * spot_relieved(p, relief, 0, s); };
  const double held = spot_relieved(p, 0, full, 90), soft = spot_softened(p, 0, full, 90);
  to.push_back(about(m, "Chen 2016, n 65", "default of a tight spot, untreated", "ratio of stiffness", "", 2,
                     p.band_ratio, 0.5, TightSpot{}.stiffness_ratio));
  to.push_back(about(m, "Defrin 2003",
                     "trigger point against back muscle, 2 cm2: 159 +- 72 over 205 +- 102 kPa",
                     "ratio of pain threshold, default", "", 2, 0.78, 0.35, TightSpot{}.pain_ratio));
  to.push_back(about(m, "Jafari 2017, n 19",
                     "90 s of full pressure on a measured band: modulus not changed "
                     "significantly (spread of Chen 2016 allowed)",
                     "change of modulus", "kPa", 2, 0, 2.4,
                     1e-3 * p.band_muscle_pa * (p.band_ratio - 1) * -soft));
  to.push_back(calibrated(about(m, "Wilke 2018, n 50", "held 90 s, 1 min later", "pain threshold", "%", 1, 15,
                                15, left(held, 60))));
  to.push_back(about(m, "Wilke 2018, n 50", "rolled slowly 90 s, a fifth of it over the spot (assumed)",
                     "pain threshold", "%", 1, 0, 15, 100 * spot_relieved(p, 0, full, 18)));
  to.push_back(
      calibrated(about(m, "Aboodarda 2015, n 150", "heavy rolling 3 x 30 s (dose recalled), 30 s later",
                       "pain threshold", "%", 1, 24, 8, left(held, 30))));
  double mean = 0;
  for (int minute = 0; minute < 15; ++minute) mean += left(held, (minute + 0.5) * kMin) / 15;
  to.push_back(calibrated(about(m, "Aboodarda 2015, n 150", "the same, mean of 15 min", "pain threshold", "%",
                                1, 19.2, 8, mean)));
  to.push_back(because(
      about(m, "Aboodarda 2015, n 150", "the other calf, not rolled", "pain threshold", "%", 1, 21, 8, 0),
      "not modelled: an effect of the nervous system"));
  to.push_back(because(about(m, "Hong 1993, n 32", "deep pressure massage on an active point (2 min assumed)",
                             "pain threshold", "%", 0, 77, 40, 100 * spot_relieved(p, 0, full, 120)),
                       "the sham's +9 % apart, more than any other trial"));
  to.push_back(about(m, "Eriksson Crommert 2015, n 18",
                     "muscle without a spot, 7 min of massage; "
                     "here warming and tone",
                     "shear modulus", "%", 1, -5.2, 8.8, 100 * (muscle_factor(after_rolling(420, 5e3)) - 1)));
  ResponseState after_massage = after_rolling(420, 5e3);
  rest(180, after_massage);
  to.push_back(
      because(about(m, "Eriksson Crommert 2015, n 18", "3 min after it: at baseline (2 % allowed)",
                    "shear modulus", "%", 1, 0, 2, 100 * (muscle_factor(after_massage) - 1)),
              "warmth given by rolling cools over an hour here; what massage gave was gone at once"));
}

void check_perfusion(Checks& to) {
  const PerfusionParameters& p = response_parameters().perfusion;
  const std::string m = "perfusion";
  const auto hanging = [&](double mmhg) {
    return 100 * (pressed_flow(mmhg * kMmHg, p.dependent_arterial_pa, p.dependent_free_pa) - 1);
  };
  const double half_life = p.flush_s * std::log(2.0);
  const auto volume = [&](double debt_s) { return flush(p, debt_s) * p.flush_s / kMin; };
  to.push_back(about(m, "Nielsen 1983", "hanging leg, 60 mmHg", "muscle flow", "%", 0, -19, 8, hanging(60)));
  to.push_back(about(m, "Nielsen 1983", "hanging leg, 40 mmHg: no fall (5 % allowed)", "muscle flow", "%", 0,
                     0, 5, hanging(40)));
  to.push_back(
      calibrated(about(m, "ISRN Dermatol 2012 930913", "lying, 40 mmHg: unchanged (5 % allowed)", "flow", "%",
                       0, 0, 5, 100 * (pressed_flow(40 * kMmHg, p.arterial_pa, p.free_pa) - 1))));
  to.push_back(about(m, "Tee 2004, n 20", "3 against 1 min without flow, skin", "ratio of the flush", "", 2,
                     2.09, 0.21, flush(p, 180) / flush(p, 60)));
  to.push_back(calibrated(about(m, "Tee 2004, n 20", "2 against 1 min", "ratio of the flush", "", 2, 1.61,
                                0.16, flush(p, 120) / flush(p, 60))));
  to.push_back(
      calibrated(between(m, "Imms 1988", "after 5 min", "half-life", "s", 0, kNone, 14, 45, half_life)));
  to.push_back(calibrated(about(m, "plethysmography, recalled", "after 5 min", "flow, of rest", "", 1, 10, 2,
                                1 + flush(p, 300))));
  to.push_back(between(m, "limb occlusion, scilit 9ac8b3bf", "debt of 1 min: almost always overpaid",
                       "extra volume, minutes of rest flow", "", 1, kNone, 1, kNone, volume(60)));
  to.push_back(because(about(m, "Shakir 1980, n 8", "8 against 0.5 min: volume proportional to time",
                             "ratio of extra volume", "", 1, 16, 3.2, volume(480) / volume(30)),
                       "one time constant for any debt: do not use above 5 min"));
  to.push_back(
      because(about(m, "Hotfiel 2017, n 21", "right after 3 x 45 s of rolling, default (20 % allowed)",
                    "flow velocity", "%", 0, 73.6, 20, 100 * lasting_flow(p.lasting, 135, 0)),
              "no lasting part by default: Schroeter 2023 and Shoemaker 1997 find none"));
  to.push_back(
      calibrated(about(m, "Hotfiel 2017, n 21", "the same with lasting_share_hotfiel", "flow velocity", "%",
                       0, 73.6, 20, 100 * lasting_flow(p.lasting_hotfiel, 135, 0))));
  to.push_back(
      calibrated(about(m, "Hotfiel 2017, n 21", "30 min after, with lasting_share_hotfiel", "flow velocity",
                       "%", 0, 52.7, 20, 100 * lasting_flow(p.lasting_hotfiel, 135, 30 * kMin))));
  to.push_back(about(m, "Schroeter 2023, n 10", "after rolling, default: no rise (10 % allowed)",
                     "flow of small vessels", "%", 0, 0, 10, 100 * lasting_flow(p.lasting, 135, 0)));
  to.push_back(between(m, "prediction", "right after a hold of 60 s", "flow, of rest", "", 1, kNone, kNone,
                       kNone, 1 + flush(p, 60)));
  to.push_back(between(m, "prediction", "after one pass of 0.5 s", "flow, of rest", "", 2, kNone, kNone,
                       kNone, 1 + flush(p, 0.5)));
}

void check_range(Checks& to) {
  const RangeParameters& p = response_parameters().range;
  RangeParameters single = p;
  single.most = p.most_single_study;
  const std::string m = "range_of_motion";
  const auto gain = [](const RangeParameters& q, double dose_s, double rest_min) {
    return 100 * range_gained(q, range_gained(q, 0, 100, dose_s), 0, rest_min * kMin);
  };
  const std::string pooled = "the default is the pooled mean; single trials of the knee and ankle find more";
  to.push_back(calibrated(about(m, "Wiewelhove 2019, 21 studies", "rolling before sport (110 s assumed)",
                                "gain", "%", 1, 4, 1, gain(p, 110, 0))));
  to.push_back(because(about(m, "Bradbury-Squires 2015, n 10", "5 x 20 s, default (3 % allowed)", "gain", "%",
                             1, 10, 3, gain(p, 100, 0)),
                       pooled));
  to.push_back(because(about(m, "Bradbury-Squires 2015, n 10", "5 x 60 s, default (3 % allowed)", "gain", "%",
                             1, 16, 3, gain(p, 300, 0)),
                       pooled));
  to.push_back(calibrated(about(m, "Bradbury-Squires 2015, n 10", "5 x 20 s, with 17.3 %", "gain", "%", 1, 10,
                                3, gain(single, 100, 0))));
  to.push_back(calibrated(about(m, "Bradbury-Squires 2015, n 10", "5 x 60 s, with 17.3 %", "gain", "%", 1, 16,
                                3, gain(single, 300, 0))));
  to.push_back(because(about(m, "Garcia-Gutierrez 2018, n 38", "3 x 20 s, default (3 % allowed)", "gain", "%",
                             1, 6, 3, gain(p, 60, 0)),
                       pooled));
  to.push_back(about(m, "Garcia-Gutierrez 2018, n 38", "3 x 20 s, with 17.3 %", "gain", "%", 1, 6, 3,
                     gain(single, 60, 0)));
  to.push_back(
      because(about(m, "MacDonald 2013, n 11 (recalled)", "2 x 60 s, 2 min later, default (5 % allowed)",
                    "gain", "%", 1, 12.7, 5, gain(p, 120, 2)),
              pooled));
  to.push_back(about(m, "MacDonald 2013, n 11 (recalled)", "the same with 17.3 %", "gain", "%", 1, 12.7, 5,
                     gain(single, 120, 2)));
  to.push_back(because(about(m, "Nakamura 2021b, n 15", "3 x 60 s, default (5 % allowed)", "gain", "%", 1,
                             19.7, 5, gain(p, 180, 0)),
                       pooled));
  to.push_back(
      because(about(m, "Nakamura 2021b, n 15", "the leg that was not rolled", "gain", "%", 1, 13.9, 5, 0),
              "not modelled: an effect of the nervous system"));
  to.push_back(because(about(m, "Couture 2015, n 33", "4 x 30 s: no change (2 % allowed)", "gain", "%", 1, 0,
                             2, gain(p, 120, 0)),
                       "a trial without any effect; the pooled mean keeps some"));
  to.push_back(because(
      about(m, "Sullivan 2013, n 17", "2 x 10 s (2 % allowed)", "gain", "%", 1, 4.3, 2, gain(p, 20, 0)),
      "short doses give more than the dose curve says; sitting and reaching learns, too"));
  to.push_back(between(m, "Nakamura 2021a, n 45", "30 s (no gain) against 90 s (gain)", "ratio", "", 2, kNone,
                       kNone, 0.5, gain(p, 30, 0) / gain(p, 90, 0)));
  to.push_back(about(m, "Grabow 2018, n 16", "force by pain 8.2 against 3.9: the same gain", "ratio", "", 2,
                     1, 0.1, range_gained(p, 0, 400, 120) / range_gained(p, 0, 100, 120)));
  to.push_back(calibrated(between(m, "Monteiro 2019, n 25", "10 min later, of the start (0.1 allowed)",
                                  "left", "", 2, kNone, 0.44, 0.8, gain(p, 120, 10) / gain(p, 120, 0))));
  to.push_back(calibrated(between(m, "Monteiro 2019, n 25", "20 min later, of the start (0.1 allowed)",
                                  "left", "", 2, kNone, 0.19, 0.43, gain(p, 120, 20) / gain(p, 120, 0))));
  to.push_back(between(m, "Nakamura 2021a, n 45", "30 min later: gone", "left", "", 2, kNone, kNone, 0.25,
                       gain(p, 300, 30) / gain(p, 300, 0)));
  to.push_back(about(m, "MacDonald 2013, n 11 (recalled)", "10 against 2 min later", "ratio", "", 2, 0.81,
                     0.2, gain(p, 120, 10) / gain(p, 120, 2)));
}

void check_posture(Checks& to) {
  const double full = response_parameters().creep.full_flexion;
  const std::string m = "posture";
  const auto degrees = [](double rad) { return rad * kDegree; };
  const double held = creep_left(full, 20, 0);
  const double longer = creep_in_cycles(full, 3, 12, 4), shorter = creep_in_cycles(full, 1, 4, 12);
  to.push_back(calibrated(about(m, "McGill and Brown 1992, n 47", "full flexion (55 deg) held 20 min",
                                "creep", "deg", 1, 5.5, 0.5, degrees(held))));
  to.push_back(calibrated(about(m, "McGill and Brown 1992, n 47",
                                "after 2 min of rest: half of the stiffness back (taken for the angle)",
                                "left", "", 2, 0.5, 0.15, creep_left(full, 20, 2) / held)));
  to.push_back(between(m, "McGill and Brown 1992, n 47", "after 30 min: not yet all", "left", "", 2, kNone,
                       0.05, 0.5, creep_left(full, 20, 30) / held));
  to.push_back(about(m, "Kang and Mirka, n 12", "12 times 1 min bent, 3 min rest (half allowed)", "peak",
                     "deg", 1, 1.6, 0.8, degrees(shorter)));
  to.push_back(because(about(m, "Kang and Mirka, n 12", "4 times 3 min bent, 9 min rest (0.8 allowed)",
                             "peak", "deg", 1, 3.5, 0.8, degrees(longer)),
                       "the fast half recovers too well in 9 min, or creeps too slowly in 3"));
  to.push_back(between(m, "Kang and Mirka, n 12", "3 min bouts leave more than 1 min bouts", "difference",
                       "deg", 1, 1.9, 0, kNone, degrees(longer - shorter)));
  to.push_back(because(between(m, "Solomonow 2000-03 (cats, recalled)", "7 h later: not yet all", "left", "",
                               3, kNone, 0.02, kNone, creep_left(full, 20, 420) / held),
                       "recovery over hours is not modelled"));
  to.push_back(about(m, "Warneke 2024, 23 trials",
                     "an hour after holding 15 deg for 30 s: nothing kept (0.1 deg allowed)", "kept", "deg",
                     2, 0, 0.1, degrees(creep_left(15 * kRadians, 0.5, 60))));
  to.push_back(between(m, "prediction", "15 deg over a roller for 30 s", "creep", "deg", 2, kNone, kNone,
                       kNone, degrees(creep_left(15 * kRadians, 0.5, 0))));
}

void check_relaxation(Checks& to) {
  const RelaxationParameters& p = response_parameters().relaxation;
  const std::string m = "relaxation";
  const auto reflex = [&](double kpa) { return 100 * (reflex_gain(p, 1e3 * kpa) - 1); };
  to.push_back(about(m, "Young 2018", "roller, high pain (above 5 kPa assumed; 10 points allowed)",
                     "H-reflex", "%", 0, -58, 10, reflex(30)));
  to.push_back(about(m, "Young 2018", "roller, moderate pain (above 5 kPa assumed)", "H-reflex", "%", 0, -43,
                     10, reflex(15)));
  to.push_back(because(about(m, "Young 2018", "sham: hardly any pressure (0.1 kPa assumed)", "H-reflex", "%",
                             0, -19, 10, reflex(0.1)),
                       "the touch alone does something, too"));
  to.push_back(
      about(m, "Goldberg 1994, n 7", "massage lying, 2.5 kPa", "H-reflex", "%", 0, -56, 10, reflex(2.5)));
  to.push_back(calibrated(
      about(m, "Goldberg 1992, n 20 (recalled)", "1.25 kPa", "H-reflex", "%", 0, -39, 5, reflex(1.25))));
  to.push_back(calibrated(
      about(m, "Goldberg 1992, n 20 (recalled)", "2.50 kPa", "H-reflex", "%", 0, -49, 5, reflex(2.5))));
  to.push_back(because(
      about(m, "Sullivan 1991, n 20", "petrissage (10 kPa assumed)", "H-reflex", "%", 0, -71, 10, reflex(10)),
      "kneading does more than pressing; also Morelli 1990, -71 %"));
  ResponseState state = after_rolling(120, 5e3);
  to.push_back(calibrated(between(m, "Krekoukias 2009, n 36", "2 min of mobilisation of L3 (8.0-22.5)",
                                  "resting activity", "%", 1, -15.5, -22.5, -8,
                                  100 * (resting_activation(p, state.calm) / p.resting_activation - 1))));
  const double tone = 100 * (state.tone - 1);
  rest(10, state);
  to.push_back(about(m, "Young, Morelli, Sullivan", "let go for 10 s: at baseline", "H-reflex", "%", 0, 0, 1,
                     100 * (state.reflex - 1)));
  to.push_back(about(m, "mean of 6 elastography trials, n 121",
                     "modulus after rolling: -1.4 %, rough, 0 where not significant (5 points allowed)",
                     "tone", "%", 1, -1.4, 5, tone));
}

void check_guarding(Checks& to) {
  const std::string m = "guarding";
  const std::vector<double> sudden = activation_over(0, 600), slow = activation_over(60, 120);
  double peak = 0, slow_peak = 0;
  for (const double a : sudden) peak = std::max(peak, a);
  for (const double a : slow) slow_peak = std::max(slow_peak, a);
  const auto after = [&](double s) { return sudden[static_cast<std::size_t>(s / kPainStep)]; };
  to.push_back(
      calibrated(about(m, "Bradbury-Squires 2015, n 10", "pain 6, vastus lateralis (3 points allowed)",
                       "activation", "% MVC", 1, 8, 3, 100 * peak)));
  to.push_back(about(m, "Bradbury-Squires 2015, n 10", "pain 6, biceps femoris (3 points allowed)",
                     "activation", "% MVC", 1, 7, 3, 100 * peak));
  to.push_back(calibrated(between(m, "Svensson 1998, n 10", "pain for 5 min: near rest again", "of the peak",
                                  "", 2, kNone, kNone, 0.3, after(300) / peak)));
  to.push_back(between(m, "Roberts 2011, n 25",
                       "pressure rising over 1 min against sudden: none against +235 % (order only)",
                       "ratio of the peaks", "", 2, 0, kNone, 0.7, slow_peak / peak));
  to.push_back(about(m, "Sadeghi 2020", "multifidus, sitting (a 0.08 assumed; 25 % allowed)",
                     "ratio to lying prone", "", 2, 1.46, 0.37, tone_of_activation(0.08)));
  to.push_back(about(m, "Sadeghi 2020", "arms up (a 0.18 assumed; 25 % allowed)", "ratio to lying prone", "",
                     2, 2.07, 0.52, tone_of_activation(0.18)));
  to.push_back(about(m, "Leong 2013, n 28",
                     "upper trapezius, 30 deg abduction (a 0.09 assumed; 25 % allowed)", "ratio to rest", "",
                     2, 1.55, 0.39, tone_of_activation(0.09)));
}

void check_breathing(Checks& to) {
  const std::string m = "breathing";
  const double v = 0.5 / 3.2;  // tidal over inspiratory capacity
  to.push_back(about(m, "Wilson 1987, n 2 (derived)",
                     "rib 3, bucket: 13 deg at full breath, a quiet one of 0.5 "
                     "of 3.2 l (30 % allowed)",
                     "turn, default cage_deg", "deg", 1, 13 * v * (1.3 - 0.3 * v), 0.78,
                     Breathing{}.cage_deg));
  to.push_back(
      between(m, "Hodges 2005, n 3 (derived)", "quiet breath: 3 % of the largest abdominal pressure x 0.4",
              "stiffness, default tone_share", "%", 1, 1.2, kNone, kNone, 100 * Breathing{}.tone_share));
}

void check_pain(Checks& to) {
  const PainParameters& p = response_parameters().pain;
  const std::string m = "pain";
  const auto kpa = [](Sex sex, double cm2) {
    return 1e-3 * pain_threshold(sex, PainSite::lumbar_muscle, cm2 / kCm2);
  };
  to.push_back(calibrated(about(m, "Defrin 2003", "back, 0.5 against 2 cm2", "ratio of thresholds", "", 2,
                                1.98, 0.2, kpa(Sex::man, 0.5) / kpa(Sex::man, 2))));
  to.push_back(because(
      about(m, "Defrin 2003", "back, 0.5 cm2, man", "threshold", "kPa", 0, 406, 168, kpa(Sex::man, 0.5)),
      "PPT_1 comes from other studies; between studies lies a factor of 2"));
  to.push_back(
      because(about(m, "Defrin 2003", "back, 2 cm2, man", "threshold", "kPa", 0, 205, 102, kpa(Sex::man, 2)),
              "as above"));
  to.push_back(
      about(m, "Defrin 2003", "back, 2 cm2, woman", "threshold", "kPa", 0, 205, 102, kpa(Sex::woman, 2)));
  to.push_back(calibrated(about(m, "Polianskis 2001, n 12", "calf, probe 1 cm2 against a cuff (25 % allowed)",
                                "ratio of thresholds", "", 1, 482.0 / 26, 4.6,
                                kpa(Sex::man, 1) / kpa(Sex::man, 300))));
  to.push_back(calibrated(about(m, "Chesterton 2003, n 240", "women against men", "ratio of thresholds", "",
                                2, 0.71, 0.1, kpa(Sex::woman, 1) / kpa(Sex::man, 1))));
  to.push_back(
      because(about(m, "Petersson 2020, n 26", "between lumbar spinous processes: no difference by sex",
                    "ratio of thresholds", "", 2, 1, 0.15,
                    pain_threshold(Sex::woman, PainSite::spine, 1e-4) /
                        pain_threshold(Sex::man, PainSite::spine, 1e-4)),
              "one ratio of the sexes for all sites; 26 people"));
  to.push_back(calibrated(between(m, "O'Neill 2018, n 42", "midline against muscle beside it: higher",
                                  "ratio", "", 2, kNone, 1, kNone, p.spine / p.lumbar_muscle)));
  to.push_back(
      calibrated(about(m, "Polianskis 2001, n 12", "what is just borne, taken as twice the threshold",
                       "score of 10", "", 1, 5.6, 0.95, pain_score(2))));
}

}  // namespace

const char* evidence_word(Evidence verdict) {
  constexpr const char* kWords[] = {"inside", "calibrated", "outside", "prediction"};
  return kWords[static_cast<int>(verdict)];
}

Evidence verdict_of(const ResponseCheck& check) {
  if (!check.low && !check.high) return Evidence::information;
  if ((check.low && check.ours < *check.low) || (check.high && check.ours > *check.high) ||
      !std::isfinite(check.ours))
    return Evidence::outside;
  return check.calibrated ? Evidence::calibrated : Evidence::inside;
}

const std::vector<ResponseCheck>& response_checks() {
  static const Checks all = [] {
    Checks checks;
    for (const auto add : {check_warm_up, check_tight_spots, check_perfusion, check_range, check_posture,
                           check_relaxation, check_guarding, check_breathing, check_pain})
      add(checks);
    return checks;
  }();
  return all;
}

}  // namespace backroll
