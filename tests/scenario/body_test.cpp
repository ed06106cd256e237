// [body] and the source of the load: defaults, round trip, refusals with key and reason.
#include <doctest/doctest.h>

#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "scenario/write.hpp"

using namespace backroll;

namespace {

std::string lying_scenario(const std::string& more) {
  return "schema = 1\nname = \"x\"\n[[roller]]\nid = \"medium-epp\"\n[[phase]]\nkind = \"approach\"\nlevel = "
         "\"T8\"\n" +
         more;
}

Scenario read_lying_in(const std::string& more) {
  return parse_scenario(lying_scenario(more), "x.toml");
}

std::string lying_refusal(const std::string& more) {
  try {
    read_lying_in(more);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

bool tells(const std::string& text, const char* part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the load comes from Bullet's body where a posture and no force is written") {
  CHECK(read_lying_in("").load.source == LoadKind::given);
  CHECK(read_lying_in("[support]\nposture = \"hips_up\"\n").load.source == LoadKind::bullet);
  CHECK(read_lying_in("[support]\nposture = \"hips_up\"\n[load]\nforce_n = 300\n").load.source ==
        LoadKind::given);
  CHECK(read_lying_in("[support]\nposture = \"held\"\n").load.source == LoadKind::given);
  CHECK(read_lying_in("[load]\nsource = \"statics\"\n").load.source == LoadKind::statics);
}

TEST_CASE("how a person lies is written back and read again as it was") {
  const Scenario once = read_lying_in(
      "[support]\nposture = \"hips_down\"\n[body]\narms = \"supporting\"\nsupport_by = "
      "\"hands\"\nsupport_share = 0.2\n"
      "lean_deg = -3\nstance_mm = 300\nfoot_friction = 0.7\nroller_right_mm = 40\nball_guided = false\n");
  const Scenario again = parse_scenario(write_scenario(once), "y.toml");
  CHECK(again.lying == once.lying);
  CHECK(again.load.source == LoadKind::bullet);
  CHECK(*again.lying.stance_m == 0.3);
}

TEST_CASE("what contradicts itself is refused in words") {
  CHECK(tells(lying_refusal("[load]\nsource = \"bullet\"\nforce_n = 300\n"), "x.toml:10: load.force_n"));
  CHECK(tells(lying_refusal("[load]\nforce_n = 300\n[body]\nlean_deg = 3\n"), "body.lean_deg"));
  CHECK(tells(lying_refusal("[support]\nposture = \"held\"\n[load]\nsource = \"bullet\"\n"),
              "support.posture"));
  CHECK(tells(lying_refusal("[load]\nsource = \"bullet\"\n[body]\nsupport_share = 0.2\n"),
              "arms = \"supporting\""));
  CHECK(tells(lying_refusal("[load]\nsource = \"bullet\"\n[body]\nsupport_by = \"legs\"\n"), "hips down"));
  CHECK(tells(lying_refusal("[load]\nsource = \"bulet\"\n"), "did you mean 'bullet'"));
  CHECK(tells(lying_refusal("[load]\nsource = \"bullet\"\n[body]\nstance_mm = 5\n"), "60 to 800 mm"));
}
