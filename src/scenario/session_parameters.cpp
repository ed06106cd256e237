#include "scenario/catalogue.hpp"
#include "scenario/conditions.hpp"
#include "scenario/parameter_rows.hpp"
#include "scenario/protocols.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/words.hpp"

namespace backroll::parameter_rows {

namespace {

std::vector<Parameter> phase_keys() {
  return {
      word(
          "phase", "kind", words_of<PhaseKind>(), note(kRequired),
          "approach comes first and only there; lift, if any, comes last; warm_up = to and fro at a share of "
          "the load; rest = at a share of the load, mostly none; repeat = the phases before it once more"),
      word("phase", "level", level_names(), note("approach: required; hold: stay"), "approach, hold: where"),
      text("phase", "at", note("level"),
           "hold: the name of a [[subject.tight_spot]], or \"stiffest\" = where the last pass felt the "
           "largest "
           "resistance: the largest pressure over 1 cm2 of muscle"),
      word("phase", "from_level", level_names(), note("roll, warm_up: required"), "roll, warm_up: first end"),
      word("phase", "to_level", level_names(), note("roll, warm_up: required"), "roll, warm_up: other end"),
      number(
          "phase", "duration_s", "s", 0.05, 3600, otherwise("1", "required where a hold ends by itself"),
          "approach: time from touch to full load; hold: time there at most; warm_up: the stroke that ends "
          "after it is the last; rest: time there; lift: time to no load"),
      number("phase", "speed_m_s", "m/s", 0.005, 0.3, otherwise("0.05"),
             "roll, warm_up, and travel to the first level of a phase",
             "0.10-0.45 derived from published cadences, 0.025 recalled: training manuals"),
      integer("phase", "strokes", "", 1, 1000, otherwise("1"),
              "roll: one stroke is one way; even ones come back"),
      number("phase", "load_share", "", 0, 1.5, note("1; warm_up 0.5; rest 0"),
             "of the full load; below 0.01: off the roller"),
      number("phase", "right_mm", "mm", -150, 150, note("body.roller_right_mm"),
             "roller's middle to the right of the spine, for this phase; where the load is given"),
      number("phase", "lean_deg", "deg", -45, 45, note("body.lean_deg"),
             "turn of the trunk for this phase; where the load follows from the posture"),
      number("phase", "until_stress_falls_share", "", 0.01, 0.95, note("not asked"),
             "hold: ends when the local stress has fallen by this share of its largest value in the hold"),
      number("phase", "until_sinking_mm_s", "mm/s", 0.0005, 5, note("not asked"),
             "hold: ends when the roller sinks more slowly than this, over the last second"),
      integer("phase", "breaths", "", 1, 200, note("not asked"),
              "hold: ends after so many whole breaths from the next out-breath on; needs [breathing]"),
      boolean("phase", "keep_height", otherwise("false"),
              "hold: keep the roller's height instead of its load"),
      number("phase", "time_step_s", "s", 0.00416, 0.0667, note("solver.time_step_s"),
             "hold, rest: a time step of its own"),
      integer("phase", "phases", "", 1, 100, otherwise("1"), "repeat: how many of the phases before it"),
      integer("phase", "times", "", 2, 1000, otherwise("2"), "repeat: how often they are done in all"),
  };
}

Parameter state_of_muscle() {
  Parameter out =
      word("subject.muscle_state", "<muscle>", muscle_state_words(), note("relaxed"),
           "state of the muscle, with _left or _right behind it for one side; _ as in muscle_tone",
           "guarded 1.46, contracted 2.07: multifidus sitting and with raised arms against lying "
           "prone, found: PMC8597558, Sadeghi 2020");
  out.names = muscle_names;
  return out;
}

}  // namespace

std::vector<Parameter> session_keys() {
  std::vector<Parameter> all = {
      word("", "protocol", protocol_ids(), note("[[phase]]"),
           "a ready-made list of phases (backroll list protocols), instead of [[phase]]; also gives the "
           "roller "
           "where none is written"),
      words("subject", "conditions", condition_ids(), otherwise("[]"),
            "what the person has (backroll list conditions): raises warnings, or refuses to run without "
            "--acknowledge",
            "assets/conditions.toml"),
      state_of_muscle(),
      text("subject.tight_spot", "name", note(kRequired), "what holds and results call it"),
      word("subject.tight_spot", "muscle", muscle_names(), note(kRequired), "the muscle it lies in"),
      word("subject.tight_spot", "level", level_names(), note(kRequired), "of its middle"),
      word("subject.tight_spot", "side", {"left", "right"}, note(kRequired), "which of the two muscles"),
      number("subject.tight_spot", "size_mm", "mm", 8, 80, otherwise("30"),
             "diameter; hexes take the share of it that they hold, so small ones need a finer mesh",
             "proposed; trigger points in ultrasound are smaller, docs/response-models.md"),
      number("subject.tight_spot", "stiffness_ratio", "", 1, 10, otherwise("2"),
             "its shear moduli to those of the muscle round it",
             "11.5 +- 2.4 against 5.8 +- 0.9 kPa in taut bands, found: PMC4696888, Chen 2016"),
      number("subject.tight_spot", "pain_ratio", "", 0.2, 1, otherwise("0.78"),
             "pressure-pain threshold over it to that round it",
             "159 against 205 kPa over 2 cm2 of the back, derived: Defrin 2003 Pain 106:471"),
      number("breathing", "rate_per_min", "1/min", 2, 40, otherwise("12"), "breaths a minute",
             "recalled: adults at rest 12-16; slow breathing 6, confidence high"),
      number("breathing", "inhale_share", "", 0.2, 0.8, otherwise("0.4"), "share of the cycle breathing in",
             "recalled: physiology texts, confidence high"),
      number("breathing", "cage_deg", "deg", 0, 15, otherwise("3"),
             "turn of each rib against its vertebra from out to in", "docs/response-models.md"),
      number("breathing", "load_share", "", 0, 0.3, otherwise("0.02"),
             "change of the load from out to in, half of it to either side", "proposed"),
      number("breathing", "tone_share", "", 0, 1, otherwise("0.012"),
             "rise of the muscles' shear moduli from out to in",
             "derived: stiffness of the lumbar spine +8 to 31 % with abdominal pressure at 27 to 61 % of its "
             "largest (found: pubmed 16023475, Hodges 2005), quiet breath 3 %"),
      number("guarding", "above_pain_score", "", 0, 10, otherwise("1"),
             "pain score (felt pressure over pain threshold, as a score of 10) above which the muscles tense",
             "proposed"),
      number(
          "guarding", "activation_per_score", "", 0, 0.1, otherwise("0.013"),
          "rise of their activation per point above, as a share of the largest voluntary contraction; tone = "
          "1 + 6 x activation",
          "8 % at 6 to 7 of 10 while rolling the thigh, found: PMC4495431, Bradbury-Squires 2015; 6: "
          "between x2 at 30 % and x5 at 50 %, derived"),
      number("guarding", "most_ratio", "", 1, 5, otherwise("2.07"), "largest tone",
             "contracted, found: PMC8597558, Sadeghi 2020"),
      number("guarding", "lag_s", "s", 0.05, 10, otherwise("0.5"), "time constant", "proposed"),
      boolean("response", "stress_relaxation", otherwise("true"),
              "the tissues relax under a held strain (Prony); false: short-term stiffness for ever",
              "assets/tissues.toml"),
      boolean("response", "warm_up", otherwise("false"), "muscles soften as they warm",
              "docs/response-models.md"),
      boolean("response", "spot_softening", otherwise("false"),
              "tight spots soften with pressure and time, and recover", "docs/response-models.md"),
      boolean("response", "perfusion", otherwise("false"), "blood flow under the roller and after",
              "docs/response-models.md"),
      boolean("response", "range_of_motion", otherwise("false"), "estimate of the range gained",
              "docs/response-models.md"),
      boolean("response", "posture", otherwise("false"), "creep of the spine's bend and left-right balance",
              "docs/response-models.md"),
      boolean("response", "relaxation", otherwise("false"), "tone falls with calm pressure and slow breath",
              "docs/response-models.md"),
      boolean("limits", "stop_at_sharp_pain", otherwise("false"),
              "the roller lifts where the pain score reaches sharp_pain_score"),
      number("limits", "sharp_pain_score", "", 1, 10, otherwise("7"), "of 10", "docs/response-models.md"),
  };
  for (Parameter& parameter : phase_keys()) all.push_back(std::move(parameter));
  return all;
}

}  // namespace backroll::parameter_rows
