#include "analysis/limits.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analysis/answer.hpp"
#include "analysis/hand_session.hpp"
#include "analysis/summary.hpp"

using namespace backroll;
using hand_session::Session;

namespace {

// Findings of a short loaded run with everything that has a limit recorded, and well below it.
struct Rolled {
  Findings f;
  Rolled() {
    const Session s;
    f = find(s.info, s.frames, {});
    f.session.pain = {true, 1, 1, 1e-4, 1, "", "T8", false};
    f.session.spinous_force.value = f.session.low_rib_force.value = 10;
    f.force.skin.spine = f.force.path.scapula = 0.05;
    f.session.longest_hold.value = f.session.hold_total.value = 10;
    for (const char* unit : {"T7/T8", "T12/L1", "L1/L2", "L3/L4"}) f.spine.units.emplace_back().name = unit;
  }
  BandFinding of(const std::string& key, Experience experience = Experience::regular) const {
    const auto all = limit_findings(f, experience);
    const auto at = std::find_if(all.begin(), all.end(), [&](const BandFinding& l) { return l.key == key; });
    REQUIRE(at != all.end());
    return *at;
  }
  // The band with `value` written to `to`.
  Band band(const char* key, double& to, double value, Experience experience = Experience::regular) {
    const double before = to;
    to = value;
    const Band found = of(key, experience).band;
    to = before;
    return found;
  }
};

constexpr Band green = Band::green, amber = Band::amber, red = Band::red;

}  // namespace

TEST_CASE("a careful run is green everywhere, and every limit has its scale and a graded source") {
  const Rolled rolled;
  const auto all = limit_findings(rolled.f);
  CHECK(all.size() == 11);
  for (const BandFinding& limit : all) {
    CAPTURE(limit.key);
    CHECK(limit.band == green);
    CHECK_FALSE(limit.scale.empty());
    CHECK(limit.evidence.find("; grade ") != std::string::npos);
  }
}

TEST_CASE("bone: both sides of each threshold") {
  Rolled r;
  double &process = r.f.session.spinous_force.value, &ribs = r.f.session.low_rib_force.value;
  CHECK(r.band("spinous_force_n", process, 144) == green);
  CHECK(r.band("spinous_force_n", process, 146) == amber);
  CHECK(r.band("spinous_force_n", process, 316) == amber);
  CHECK(r.band("spinous_force_n", process, 318) == red);
  CHECK(r.band("low_rib_force_n", ribs, 24) == green);
  CHECK(r.band("low_rib_force_n", ribs, 26) == amber);
  CHECK(r.band("low_rib_force_n", ribs, 51) == red);
  CHECK(r.band("spinous_share_percent", r.f.force.skin.spine, 0.28) == green);
  CHECK(r.band("spinous_share_percent", r.f.force.skin.spine, 0.30) == amber);
  CHECK(r.band("spinous_share_percent", r.f.force.skin.spine, 0.64) == red);
  CHECK(r.band("scapula_share_percent", r.f.force.path.scapula, 0.09) == green);
  CHECK(r.band("scapula_share_percent", r.f.force.path.scapula, 0.11) == amber);
  CHECK(r.band("scapula_share_percent", r.f.force.path.scapula, 0.26) == red);
  r.f.info.conditions = {"osteoporosis"};
  CHECK(r.band("spinous_force_n", process, 144) == green);
  CHECK(r.band("spinous_force_n", process, 146) == red);
}

TEST_CASE("extension of lumbar and thoracic spine, and of a single unit by where it is") {
  Rolled r;
  constexpr double deg = 3.14159265358979 / 180;
  double &lumbar = r.f.session.lumbar_extension.value, &thoracic = r.f.session.thoracic_extension.value;
  CHECK(r.band("lumbar_extension_deg", lumbar, 9.9 * deg) == green);
  CHECK(r.band("lumbar_extension_deg", lumbar, 10.1 * deg) == amber);
  CHECK(r.band("lumbar_extension_deg", lumbar, 16.1 * deg) == red);
  CHECK(r.band("thoracic_extension_deg", thoracic, 14.9 * deg) == green);
  CHECK(r.band("thoracic_extension_deg", thoracic, 15.1 * deg) == amber);
  CHECK(r.band("thoracic_extension_deg", thoracic, 25.1 * deg) == red);
  const double most[] = {4, 5, 5, 3};  // T7/T8, T12/L1, L1/L2, L3/L4
  for (std::size_t u = 0; u < 4; ++u) {
    double& extension = r.f.spine.units[u].extension.peak;
    CHECK(r.band("unit_extension_deg", extension, (most[u] - 0.1) * deg) == green);
    CHECK(r.band("unit_extension_deg", extension, (most[u] + 0.1) * deg) == red);
  }
}

TEST_CASE("pain and holds are set against what the person is used to") {
  Rolled r;
  double &score = r.f.session.pain.score, &hold = r.f.session.longest_hold.value;
  CHECK(r.band("pain_score", score, 4.5) == green);
  CHECK(r.band("pain_score", score, 4.5, Experience::beginner) == amber);
  CHECK(r.band("pain_score", score, 6.9) == amber);
  CHECK(r.band("pain_score", score, 7) == red);
  CHECK(r.band("longest_hold_s", hold, 29, Experience::beginner) == green);
  CHECK(r.band("longest_hold_s", hold, 31, Experience::beginner) == amber);
  CHECK(r.band("longest_hold_s", hold, 61, Experience::beginner) == red);
  CHECK(r.band("longest_hold_s", hold, 61) == amber);
  CHECK(r.band("longest_hold_s", hold, 91) == red);
  CHECK(r.band("longest_hold_s", hold, 91, Experience::athlete) == amber);
  CHECK(r.band("longest_hold_s", hold, 121, Experience::athlete) == red);
  CHECK(r.band("hold_total_s", r.f.session.hold_total.value, 119) == green);
  CHECK(r.band("hold_total_s", r.f.session.hold_total.value, 121) == amber);
  CHECK(r.band("session_min", r.f.session.on_roller, 5.1 * 60) == green);
  CHECK(r.band("session_min", r.f.session.on_roller, 5.1 * 60, Experience::beginner) == amber);
}

TEST_CASE("what was not recorded has no limit") {
  Rolled r;
  r.f.session.pain.known = false;
  r.f.spine.units.clear();
  r.f.session.longest_hold.value = 0;
  CHECK(limit_findings(r.f).size() == 5);
  r.f.info.press = true;
  CHECK(limit_findings(r.f).empty());
}

TEST_CASE("a week's dose: sessions, minutes, gaps and days of rest") {
  const auto bands = [](WeekDose week) {
    std::vector<Band> all;
    for (const BandFinding& l : week_limit_findings(week, Experience::beginner)) all.push_back(l.band);
    return all;
  };
  CHECK(bands({3, 5, 48, 4}) == std::vector<Band>{green, green, green, green});
  CHECK(bands({4, 5.1, 47, 3}) == std::vector<Band>{amber, amber, amber, amber});
}

TEST_CASE("an experienced person's limits are never below a beginner's") {
  for (const char* key : {"session_min", "sets", "set_s", "hold_amber_s", "hold_red_s", "spot_total_s",
                          "sessions_a_week", "pain_target", "speed_most_mm_s"}) {
    CAPTURE(key);
    CHECK(dose_limit(Experience::beginner, key).number <= dose_limit(Experience::regular, key).number);
    CHECK(dose_limit(Experience::regular, key).number <= dose_limit(Experience::athlete, key).number);
  }
}

TEST_CASE("the answer names what is beyond green, the summary every limit") {
  Session s;
  s.add("hold", 6, 1, 1, 65, 300);
  const Findings f = find(s.info, s.frames, {});
  CHECK(answer_text(f).find("longest hold 65 s amber") != std::string::npos);
  CHECK(answer_text(f).find("green, longest") != std::string::npos);
  const auto json = nlohmann::json::parse(summary_json(f))["limits"];
  REQUIRE(json.size() == limit_findings(f).size());
  CHECK(json.back()["key"] == "session_min");
}
