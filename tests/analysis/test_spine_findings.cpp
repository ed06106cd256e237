#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "analysis/answer.hpp"
#include "analysis/comparison.hpp"
#include "analysis/spine_words.hpp"
#include "analysis/summary.hpp"
#include "recording/synthetic.hpp"
#include "scenario/input_error.hpp"

using namespace backroll;
using doctest::Approx;

namespace {

// Two units and two bones that move; two loaded frames of 1 s, one at T6 and one at T8.
struct Bent {
  RunInfo info;
  std::vector<Frame> frames;

  Bent() {
    info.bones = {{"T8", BoneKind::spine, {0, 0, 0}}, {"rib 8 left", BoneKind::rib, {0, 0, 0}}};
    info.levels = {"T6", "T8"};
    info.level_position = {0.30, 0.25};
    info.units = {"T5/T6", "T7/T8"};
    info.rest_kyphosis = 40 * kRadians;
    info.rest_lordosis = 37 * kRadians;
    add("approach", 0, 0.30, 30, 30, {9, 9}, {900, 900}, 900);
    add("roll", 0, 0.30, 38, 36, {1.5, 0.5}, {100, 200}, 40);
    add("hold", 1, 0.25, 34, 38, {-0.5, 3.5}, {300, 150}, 80);
    frames[1].asymmetry = 0.1;
    frames[2].asymmetry = -0.3;
  }

  void add(const char* phase, int level, double position, double kyphosis, double lordosis,
           std::vector<double> extension, std::vector<double> compression, double force) {
    Frame f;
    f.time_s = static_cast<double>(frames.size() + 1);
    f.phase = phase;
    f.level = level;
    f.position = position;
    f.contact_force = f.load = force;
    f.kyphosis = kyphosis * kRadians;
    f.lordosis = lordosis * kRadians;
    for (std::size_t u = 0; u < 2; ++u) {
      UnitLoad unit;
      unit.angle = Vec3(0.1, -0.2, extension[u]) * kRadians;
      unit.force = Vec3(u == 0 ? 5 : -0.1 * force, -compression[u], 0);
      f.unit.push_back(unit);
    }
    f.bone_force = {Vec3(force, 0, 0), Vec3(-0.1 * force, 0, 0)};
    f.support_pelvis = 2 * force;
    frames.push_back(f);
  }
};

bool has(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

Findings moving(const char* name, double stress, double softness) {
  RunInfo info = synthetic::moving_info();
  info.roller = info.roller_name = name;
  info.roller_stress_25 = stress;
  return find(info, synthetic::moving_run(info, 1, 0.05, softness), {RunStatus::complete, "", "9"});
}

}  // namespace

TEST_CASE("change of the curves against rest: mean, farthest, and at the largest load") {
  const Bent bent;
  const SpineFindings s = find(bent.info, bent.frames, {}).spine;
  CHECK(s.kyphosis_change.mean == Approx(-4 * kRadians));
  CHECK(s.kyphosis_change.peak == Approx(-6 * kRadians));
  CHECK(s.kyphosis_change.peak_time_s == Approx(3));
  CHECK(std::abs(s.lordosis_change.mean) < 1e-12);
  CHECK(std::abs(s.lordosis_change.peak) == Approx(kRadians));
  CHECK(s.at_largest_load.load == Approx(80));
  CHECK(s.at_largest_load.level == "T8");
  CHECK(s.at_largest_load.kyphosis_change == Approx(-6 * kRadians));
  CHECK(s.at_largest_load.lordosis_change == Approx(1 * kRadians));
  CHECK(s.most_extended.unit == "T7/T8");
  CHECK(s.most_extended.extension == Approx(3.5 * kRadians));
  CHECK(s.most_extended.time_s == Approx(3));
  CHECK(s.support_pelvis.mean == Approx(120));
}

TEST_CASE("units: mean, largest and least extension, compression and shear while loaded") {
  const Bent bent;
  const SpineFindings s = find(bent.info, bent.frames, {}).spine;
  REQUIRE(s.units.size() == 2);
  CHECK(s.units[0].name == "T5/T6");
  CHECK(s.units[0].extension.mean == Approx(0.5 * kRadians));
  CHECK(s.units[0].extension.peak == Approx(1.5 * kRadians));
  CHECK(s.units[0].extension_least == Approx(-0.5 * kRadians));
  CHECK(s.units[0].compression.mean == Approx(200));
  CHECK(s.units[0].compression.peak == Approx(300));
  CHECK(s.units[1].shear.peak == Approx(-8));
  CHECK(s.units[1].turn.peak == Approx(-0.2 * kRadians));
}

TEST_CASE("single bones and left against right") {
  const Bent bent;
  const Findings f = find(bent.info, bent.frames, {});
  REQUIRE(f.bones.size() == 2);
  CHECK(f.bones[0].name == "T8");
  CHECK(f.bones[0].force.mean == Approx(60));
  CHECK(f.bones[0].force.peak == Approx(80));
  CHECK(f.bones[1].force.peak == Approx(-4));
  CHECK(f.force.asymmetry.mean == Approx(-0.1));
  CHECK(f.force.asymmetry.peak == Approx(-0.3));
}

TEST_CASE("levels say how far the spine opens there and which unit extends most") {
  const Bent bent;
  const auto levels = find(bent.info, bent.frames, {}).levels;
  REQUIRE(levels.size() == 2);
  CHECK(levels[0].kyphosis_change == Approx(-2 * kRadians));
  CHECK(levels[0].extended_unit == "T5/T6");
  CHECK(levels[0].compressed_unit == "T7/T8");
  CHECK(levels[1].extension == Approx(3.5 * kRadians));
  CHECK(levels[1].compression == Approx(300));
}

TEST_CASE("the answer says in plain words how the spine opens and what carries most") {
  Bent bent;
  const Findings f = find(bent.info, bent.frames, {});
  CHECK(spine_line(f) ==
        "Over the roller at T8 the thoracic spine opens by 6.0 deg (T7/T8 3.5 deg, the most; mean while "
        "loaded 4.0 deg); the lumbar hollow flattens by up to 1.0 deg (at T6). Against the back at rest, "
        "without roller and weight.");
  CHECK(bone_line(f) ==
        "Single bones take at most T8 80 N (load path); between vertebrae: compression up to 300 N (T5/T6), "
        "shear up to 8 N (T7/T8). Of the contact force, the left side carries 10 % more on average (at most "
        "30 %).");
  for (Frame& frame : bent.frames) frame.kyphosis = 41 * kRadians;
  CHECK(has(spine_line(find(bent.info, bent.frames, {})),
            "Over the roller the thoracic spine does not open, it rounds by up to 1.0 deg (mean 1.0 deg)"));
  for (Frame& frame : bent.frames) frame.kyphosis = 40 * kRadians;
  CHECK(has(spine_line(find(bent.info, bent.frames, {})), "keeps its curve to 0.1 deg"));
  bent.info.units.clear();
  CHECK(spine_line(find(bent.info, bent.frames, {})).empty());
}

TEST_CASE("a moving back's answer stays short; summary.json has spine, units and bones") {
  const Findings f = moving("Medium", 110e3, 2);
  const auto lines = answer_lines(f);
  CHECK(lines.size() >= 10);
  CHECK(lines.size() <= 12);
  const auto json = nlohmann::json::parse(summary_json(f));
  CHECK(json["spine"]["rest_kyphosis_deg"].get<double>() == Approx(40));
  CHECK(json["spine"]["most_extended"]["most_extended_unit"] == "T7/T8");
  CHECK(json["spine"]["units"][1]["unit"] == "T7/T8");
  CHECK(json["spine"]["units"][1]["extension_deg"]["peak"].get<double>() == Approx(2).epsilon(0.01));
  CHECK(json["levels"][1]["kyphosis_change_deg"].get<double>() < -1.9);
  CHECK(json["bones"][0]["bone"] == "T4");
  CHECK(json["bones"][0]["path_force_n"]["peak"].get<double>() > 100);
  const auto held = nlohmann::json::parse(summary_json(find(synthetic::back_info(), {}, {})));
  CHECK_FALSE(held.contains("spine"));
  CHECK_FALSE(held.contains("press"));
}

TEST_CASE("an asymmetry that was not recorded is null, and no words are made of it") {
  Bent bent;
  for (Frame& frame : bent.frames) frame.asymmetry = std::nan("");
  const Findings f = find(bent.info, bent.frames, {});
  CHECK_FALSE(has(bone_line(f), "Of the contact force"));
  CHECK(nlohmann::json::parse(summary_json(f))["loaded"]["asymmetry"]["mean"].is_null());
}

TEST_CASE("a comparison says how far the spine opens on each roller, and when they differ little") {
  const Comparison c = compare({moving("Soft", 50e3, 2), moving("Firm", 200e3, 3)});
  const auto* opening = find_ratio(c.quantities, "thoracic_opening_deg");
  REQUIRE(opening);
  CHECK(opening->ratio == Approx(1.5));
  CHECK(find_ratio(c.levels[1].quantities, "thoracic_opening_deg")->ratio == Approx(1.5));
  const std::string says = c.sentences.back();
  CAPTURE(says);
  CHECK(has(says, "on Firm and"));
  CHECK(has(says, "Most between two vertebrae: T7/T8 by 3.0 deg and T7/T8 by 2.0 deg."));
  CHECK_FALSE(has(says, "differs little"));
  CHECK(answer_lines(c).size() <= 12);
  CHECK(has(comparison_table(c), "opening of the thoracic spine"));
  const Comparison same = compare({moving("Soft", 50e3, 2), moving("Firm", 200e3, 2.03)});
  CHECK(has(same.sentences.back(), ": that differs little."));
}

TEST_CASE("runs of which only one has moving bones are compared without the spine, and it is said") {
  const Findings soft = moving("Soft", 50e3, 2);
  RunInfo info = synthetic::back_info();
  info.roller_stress_25 = 200e3;
  const Comparison c = compare({soft, find(info, synthetic::back_run(info, 1, 0.05), {})});
  CHECK(find_ratio(c.quantities, "thoracic_opening_deg") == nullptr);
  REQUIRE(c.warnings.size() == 1);
  CHECK(c.warnings[0] == "The runs differ in more than the roller: bones held or moving.");
}
