// Technique in a scenario: phases, tight spots, states of muscles, breathing, responses, limits, ready-made
// protocols.
#include <doctest/doctest.h>

#include "scenario/catalogue.hpp"
#include "scenario/conditions.hpp"
#include "scenario/pieces.hpp"
#include "scenario/protocols.hpp"
#include "scenario/round_trip.hpp"
#include "scenario/wrong_file.hpp"

using namespace backroll;

namespace {

const std::string kSpot =
    "[[subject.tight_spot]]\nname = \"knot\"\nmuscle = \"longissimus\"\nlevel = \"T7\"\nside = \"left\"\n";

Scenario parsed(const std::string& text) {
  return parse_scenario(text, "x.toml");
}

std::string phase(const std::string& lines) {
  return "[[phase]]\n" + lines;
}

}  // namespace

TEST_CASE("a session with everything in it survives writing and reading") {
  const Scenario s = parsed(
      kHead + "[subject]\nconditions = [\"osteoporosis\"]\n" + kSpot + "size_mm = 25\nstiffness_ratio = 2\n" +
      kRolling + "[breathing]\nrate_per_min = 6\n[guarding]\nmost_ratio = 1.8\n" +
      "[response]\nwarm_up = true\nstress_relaxation = false\n[limits]\nstop_at_sharp_pain = true\n" +
      phase(
          "kind = \"warm_up\"\nfrom_level = \"T4\"\nto_level = \"T8\"\nduration_s = 20\nright_mm = 12.3\n") +
      phase("kind = \"hold\"\nat = \"knot\"\nduration_s = 60\nuntil_stress_falls_share = 0.3\n"
            "until_sinking_mm_s = 0.05\nbreaths = 5\ntime_step_s = 0.03\n") +
      phase("kind = \"rest\"\nduration_s = 10\n") + phase("kind = \"repeat\"\nphases = 2\ntimes = 3\n") +
      phase("kind = \"hold\"\nkeep_height = true\nat = \"stiffest\"\n") + phase("kind = \"lift\"\n"));
  REQUIRE(s.protocol.size() == 7);
  CHECK(s.protocol[1].load_share == 0.5);
  CHECK(*s.protocol[1].right_m == 0.0123);
  CHECK(*s.protocol[2].slow_m_s == 5e-5);
  CHECK(s.protocol[3].load_share == 0);
  CHECK(s.protocol[4].times == 3);
  CHECK(s.protocol[5].keep_height);
  REQUIRE(s.subject.tight_spots.size() == 1);
  CHECK(!s.subject.tight_spots[0].right);
  CHECK(s.breathing.on);
  CHECK(s.guarding.most == 1.8);
  CHECK(s.response.warm_up);
  CHECK(!s.response.stress_relaxation);
  check_round_trip(s);
}

TEST_CASE("nothing of it is on where the file is silent") {
  const Scenario s = parsed(kSmall);
  CHECK(s.response == Responses{});
  CHECK(!s.response.any());
  CHECK(s.response.stress_relaxation);
  CHECK(!s.breathing.on);
  CHECK(!s.guarding.on);
  CHECK(!s.limits.stop_at_sharp_pain);
}

TEST_CASE("states of muscles multiply with their tone") {
  const Scenario s = parsed(kHead + "[subject.muscle_tone]\nlongissimus = 2\n[subject.muscle_state]\n" +
                            "longissimus = \"guarded\"\nmultifidus_left = \"contracted\"\n" + kRolling);
  REQUIRE(s.subject.tone_of.size() == 2);
  CHECK(s.subject.tone_of[0].second == doctest::Approx(2.92));
  CHECK(s.subject.tone_of[1].first == "multifidus_left");
  CHECK(s.subject.tone_of[1].second == doctest::Approx(2.07));
  check_round_trip(s);
}

TEST_CASE("every ready-made protocol reads, names a roller that exists and round-trips") {
  for (const ProtocolRow& row : protocol_catalogue()) {
    CAPTURE(row.id);
    const Scenario s = parsed(kHead + "protocol = \"" + row.id + "\"\n");
    CHECK(s.rollers.at(0).id == roller_row(row.roller).roller.id);
    CHECK(s.protocol.size() == row.phases.size());
    check_round_trip(s);
  }
}

TEST_CASE("a roller of one's own goes before the protocol's") {
  CHECK(parsed(kHead + "protocol = \"beginner-soft\"\n" + kRoller).rollers.at(0).id == "firm-epp");
}

TEST_CASE("wrong sessions") {
  const std::string hold = "[[phase]]\nkind = \"hold\"\n";
  for (const WrongFile& wrong : {
           WrongFile{
               "unknown spot", kHead + "[subject]\n" + kSpot + kRolling + hold + "at = \"knit\"\n",
               "wrong.toml:14: phase.at: 'knit' is no [[subject.tight_spot]] of this scenario; allowed: "
               "stiffest, knot; did you mean 'knot'?"},
           {"two places", kHead + kRolling + hold + "at = \"stiffest\"\nlevel = \"T8\"\n",
            "wrong.toml:11: phase.level = \"T8\": give either this or phase.at"},
           {"stiffest of nothing", kHead + kRolling + hold + "at = \"stiffest\"\n",
            "wrong.toml:10: phase.at = \"stiffest\": nothing was rolled before it"},
           {"a hold without a limit", kHead + kRolling + hold + "until_sinking_mm_s = 0.1\n",
            "wrong.toml:8: phase.duration_s: missing"},
           {"breaths without breathing", kHead + kRolling + hold + "breaths = 3\nduration_s = 60\n",
            "wrong.toml:8: phase.breaths: needs a [breathing] section"},
           {"sinking at a kept height",
            kHead + kRolling + hold + "keep_height = true\nuntil_sinking_mm_s = 0.1\nduration_s = 9\n",
            "wrong.toml:11: phase.until_sinking_mm_s = 0.1: with keep_height the roller does not sink"},
           {"repeat of the approach", kHead + kRolling + "[[phase]]\nkind = \"repeat\"\n",
            "wrong.toml:8: phase.phases: there are only 0 phases between it and the approach"},
           {"both protocols", kHead + "protocol = \"beginner-soft\"\n" + kRolling,
            "wrong.toml:6: phase: give either this or protocol"},
           {"unknown protocol", kHead + "protocol = \"beginner\"\n",
            "wrong.toml:3: protocol = \"beginner\": not one of the known words; allowed: beginner-soft,"},
           {"unknown condition", kHead + "[subject]\nconditions = [\"osteoporose\"]\n" + kRolling,
            "wrong.toml:4: subject.conditions = \"osteoporose\": not one of the known words; allowed: "},
           {"condition as text", kHead + "[subject]\nconditions = \"osteoporosis\"\n" + kRolling,
            "wrong.toml:4: subject.conditions = \"osteoporosis\": a list of texts is expected, found a text"},
           {"lean under a given load", kHead + kRolling + hold + "lean_deg = 5\n",
            "wrong.toml:8: phase.lean_deg: is for a load that follows from the posture; use phase.right_mm"},
           {"nameless spot", kHead + "[subject]\n[[subject.tight_spot]]\nmuscle = \"psoas\"\n" + kRolling,
            "wrong.toml:4: subject.tight_spot.name: missing"},
       })
    check_message(wrong);
}

TEST_CASE("conditions that refuse say why") {
  CHECK(refusal({}).empty());
  CHECK(refusal({"osteoporosis"}).find("osteoporosis") != std::string::npos);
}
