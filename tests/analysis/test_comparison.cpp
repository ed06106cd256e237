#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/answer.hpp"
#include "analysis/comparison.hpp"
#include "analysis/sentences.hpp"
#include "analysis/sides.hpp"
#include "analysis/summary.hpp"
#include "analysis/text.hpp"
#include "recording/synthetic.hpp"
#include "scenario/input_error.hpp"

using namespace backroll;
using doctest::Approx;

namespace {

Findings run_of(const char* id, const char* name, double stress, double firmness) {
  RunInfo info = synthetic::back_info();
  info.roller = id;
  info.roller_name = name;
  info.roller_stress_25 = stress;
  return find(info, synthetic::back_run(info, firmness, 0.05), {RunStatus::complete, "", "9"});
}

std::string all_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("runs are ordered by the foam's stress, not by name or place") {
  const Comparison c = compare(
      {run_of("a", "Firm", 200e3, 1.5), run_of("b", "Soft", 50e3, 0.8), run_of("c", "Medium", 110e3, 1)});
  CHECK(c.names == std::vector<std::string>{"Soft", "Medium", "Firm"});
  CHECK(c.order == std::vector<int>{1, 2, 0});
  CHECK(c.ordered);
  const Comparison rigid = compare({run_of("r", "Rigid", 0, 2), run_of("s", "Soft", 50e3, 1)});
  CHECK(rigid.names.back() == "Rigid");
}

TEST_CASE("ratios are firm over soft, overall and per level") {
  const Findings soft = run_of("s", "Soft", 50e3, 1), firm = run_of("f", "Firm", 200e3, 1.44);
  const Comparison c = compare({soft, firm});
  // synthetic: area over sqrt(firmness), bone peak times firmness^1.5, spine share times sqrt(firmness)
  CHECK(find_ratio(c.quantities, "contact_area_cm2")->ratio == Approx(1 / 1.2));
  CHECK(find_ratio(c.quantities, "mean_pressure_paraspinal_kpa")->ratio == Approx(1.2));
  CHECK(find_ratio(c.quantities, "peak_1cm2_bone_kpa")->ratio == Approx(1.2 * 1.44));
  CHECK(find_ratio(c.quantities, "spine_share_percent")->ratio == Approx(1.2));
  REQUIRE(c.levels.size() == 3);
  CHECK(find_ratio(c.levels[1].quantities, "peak_1cm2_bone_kpa")->ratio == Approx(1.2 * 1.44));
  CHECK(find_ratio(c.levels[1].quantities, "mean_pressure_paraspinal_kpa")->ratio == Approx(1.2));
  CHECK(c.warnings.empty());
}

TEST_CASE("the sentences turn with the numbers") {
  const Comparison up = compare({run_of("s", "Soft", 50e3, 1), run_of("f", "Firm", 200e3, 1.44)});
  const std::string says = all_of(up.sentences);
  CHECK(says.find("mean pressure over paraspinal muscle is 20 % higher on Firm than on Soft") !=
        std::string::npos);
  CHECK(says.find("peak over spine and ribs grows by a larger factor than") != std::string::npos);
  CHECK(says.find("peak over bone at T4 to T12.") != std::string::npos);
  // the same frames with the stiffnesses swapped: the other way round
  const Comparison down = compare({run_of("s", "Soft", 300e3, 1), run_of("f", "Firm", 200e3, 1.44)});
  const std::string other = all_of(down.sentences);
  CHECK(other.find("is 17 % lower on Soft than on Firm") != std::string::npos);
  CHECK(other.find("has a smaller firm/soft ratio than") != std::string::npos);
  const Comparison same = compare({run_of("s", "Soft", 50e3, 1), run_of("f", "Firm", 200e3, 1.01)});
  CHECK(all_of(same.sentences).find("differs little between Firm and Soft") != std::string::npos);
  CHECK(all_of(same.sentences).find("changes by about the same factor as") != std::string::npos);
}

TEST_CASE("words for a change") {
  CHECK(change_words(1.04) == "differs little");
  CHECK(change_words(0.96) == "differs little");
  CHECK(change_words(1.234) == "is 23 % higher");
  CHECK(change_words(0.7) == "is 30 % lower");
  CHECK(change_words(2.41) == "is 2.4 times as high");
}

TEST_CASE("what else differs, and runs not to be trusted, are named") {
  Findings soft = run_of("s", "Soft", 50e3, 1), firm = run_of("f", "Firm", 200e3, 1.5);
  firm.info.resolution = "fine";
  firm.quality.closed = false;
  firm.quality.closure = 4e-3;
  soft.status = RunStatus::interrupted;
  const std::string warnings = all_of(compare({soft, firm}).warnings);
  CHECK(warnings.find("resolution") != std::string::npos);
  CHECK(warnings.find("Firm: the force balances close only to 4.0e-03") != std::string::npos);
  CHECK(warnings.find("Soft: the run is interrupted") != std::string::npos);
}

TEST_CASE("the same roller in two scenarios is told apart") {
  Findings a = run_of("s", "Soft", 50e3, 1), b = a;
  b.info.scenario = "lean";
  const Comparison c = compare({a, b});
  CHECK(c.names == std::vector<std::string>{"Soft (soft against firm)", "Soft (lean)"});
  CHECK_FALSE(c.ordered);
}

TEST_CASE("one run, or a back with a specimen, is no comparison") {
  CHECK_THROWS_AS(compare({run_of("s", "Soft", 50e3, 1)}), InputError);
  const Findings slab = find(synthetic::specimen_info(), synthetic::specimen_run(), {});
  CHECK_THROWS_AS(compare({run_of("s", "Soft", 50e3, 1), slab}), InputError);
  CHECK_NOTHROW(compare({slab, slab}));
}

TEST_CASE("a ratio of next to nothing is left out") {
  Findings soft = run_of("s", "Soft", 50e3, 1), firm = run_of("f", "Firm", 200e3, 1.5);
  soft.force.path_pelvis.mean = 0.01;
  const Comparison c = compare({soft, firm});
  CHECK(find_ratio(c.quantities, "path_pelvis_n")->ratio == 0);
  CHECK(nlohmann::json::parse(summary_json(c))["status"] == "complete");
}

TEST_CASE("the answer of a run is about ten lines and names its views") {
  const auto lines = answer_lines(run_of("m", "Medium", 110e3, 1));
  CHECK(lines.size() >= 8);
  CHECK(lines.size() <= 11);
  const std::string text = all_of(lines);
  CHECK(text.find("Medium, T4 to T12: 470 N mean contact force (60 % of body weight)") != std::string::npos);
  CHECK(text.find("Skin view") != std::string::npos);
  CHECK(text.find("Load path") != std::string::npos);
  CHECK(text.find("not medical limits") != std::string::npos);
  CHECK(text.find("nan") == std::string::npos);
}

TEST_CASE("parts of a whole are rounded so that they add up") {
  CHECK(percent_texts({1 / 3.0, 1 / 3.0, 1 / 3.0}) == std::vector<std::string>{"33.4 %", "33.3 %", "33.3 %"});
  CHECK(percent_texts({0.8918364, 0.0379013, 0.0332824, 0.0369799}) ==
        std::vector<std::string>{"89.2 %", "3.8 %", "3.3 %", "3.7 %"});
  CHECK(rounded_together({99.7, 269.2, 24.5, -21.5, -6.1}, 1) == std::vector<double>{100, 269, 25, -22, -6});
  CHECK(std::isnan(rounded_together({std::nan(""), 1}, 1)[0]));
}

TEST_CASE("the load path of a back that lies on the roller says where its negative forces come from") {
  Findings f = run_of("m", "Medium", 110e3, 1);
  f.force.contact.mean = 470.9;
  f.force.weight.mean = -105.2;
  f.force.path_spine.mean = 99.7;
  f.force.path_rib.mean = 269.2;
  f.force.path_scapula.mean = 24.5;
  f.force.path_pelvis.mean = -21.5;
  f.force.path_deep.mean = -6.1;
  f.force.path = {0.272, 0.736, 0.067, -0.059, -0.016};
  const std::string text = answer_text(f);
  CAPTURE(text);
  CHECK(text.find(
            "spine 100 N (27.2 %), ribs 269 N (73.6 %), scapulae 25 N (6.7 %), pelvis -22 N (-5.9 %), deep "
            "boundary -6 N (-1.6 %); together 366 N, the contact force of 471 N less the 105 N that the "
            "tissue itself weighs: it hangs on the bones") != std::string::npos);
  f.force.weight.mean = 0;
  CHECK(answer_text(f).find("together 366 N.") != std::string::npos);
}

TEST_CASE("muscles that carry alike on both sides are told once") {
  Findings f = run_of("m", "Medium", 110e3, 1);
  f.muscles.resize(2);
  f.muscles[0].name = "spinalis right";
  f.muscles[1] = f.muscles[0];
  f.muscles[1].name = "spinalis left";
  REQUIRE(sides_merged(f.muscles).size() == 1);
  CHECK(sides_merged(f.muscles)[0].name == "spinalis, each side");
  f.muscles[1].stress *= 1.05;
  CHECK(sides_merged(f.muscles).size() == 2);
  f.muscles[1] = f.muscles[0];
  f.muscles[1].name = "psoas left";
  CHECK(sides_merged(f.muscles).size() == 2);
}

TEST_CASE("muscles are called alike in state and skin view") {
  RunInfo info = synthetic::back_info();
  info.regions[0].name = "serratus posterior left";
  info.muscles[0] = "serratus posterior left";
  const Findings f = find(info, synthetic::back_run(info, 1, 0.05), {});
  CHECK(std::count_if(f.muscles.begin(), f.muscles.end(), [](const MuscleFindings& m) {
          return m.name == "serratus posterior left" && m.force > 0 && m.stress > 0;
        }) == 1);
}

TEST_CASE("the answer of a comparison, of a specimen and of a failed run") {
  const auto lines = answer_lines(compare({run_of("s", "Soft", 50e3, 1), run_of("f", "Firm", 200e3, 1.44)}));
  CHECK(lines.size() <= 11);
  CHECK(lines.front() ==
        "From soft to firm: Soft and Firm. Rolled T4 to T12 under 470 N mean contact force (60 % of "
        "body weight).");
  const std::string slab = answer_text(find(synthetic::specimen_info(), synthetic::specimen_run(), {}));
  CHECK(slab.find("100 N at 10 mm") != std::string::npos);
  CHECK(slab.find("10 mm at 100 N") != std::string::npos);
  CHECK(slab.find("gives way by at most 0.2 % of the depth") != std::string::npos);
  const std::string failed =
      answer_text(find(synthetic::back_info(), {}, {RunStatus::failed, "no equilibrium at 0.1 s", "9"}));
  CHECK(failed.find("The run FAILED at 0 s: no equilibrium at 0.1 s") != std::string::npos);
}

TEST_CASE("summary.json: status, names and units in the keys") {
  const auto json = nlohmann::json::parse(summary_json(run_of("m", "Medium", 110e3, 1)));
  CHECK(json["status"] == "complete");
  CHECK(json["kind"] == "run");
  CHECK(json["roller"] == "m");
  CHECK(json["version"] == "9");
  CHECK(json["loaded"]["contact_force_n"]["mean"].get<double>() == Approx(470));
  CHECK(json["levels"][1]["level"] == "T8");
  CHECK(json["check"]["closure_error_max"].get<double>() == Approx(2e-5));
  CHECK(json["muscles"][0]["volume_above_32_kpa_peak_cm3"].get<double>() == Approx(4));
  const auto slab =
      nlohmann::json::parse(summary_json(find(synthetic::specimen_info(), synthetic::specimen_run(), {})));
  CHECK(slab["specimen"]["stiffness_n_per_mm"].get<double>() == Approx(15.5).epsilon(1e-3));
}

TEST_CASE("the comparison's table has one column a run and the ratio") {
  const std::string table =
      comparison_table(compare({run_of("s", "Soft", 50e3, 1), run_of("f", "Firm", 200e3, 1.44)}));
  CHECK(table.find("firm/soft") != std::string::npos);
  CHECK(table.find("longissimus left") != std::string::npos);
  CHECK(table.find("at T8") != std::string::npos);
}
