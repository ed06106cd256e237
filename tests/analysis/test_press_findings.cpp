#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "analysis/answer.hpp"
#include "analysis/comparison.hpp"
#include "analysis/summary.hpp"
#include "recording/synthetic.hpp"
#include "scenario/input_error.hpp"

using namespace backroll;
using doctest::Approx;

namespace {

Findings pressed(int half = 60) {
  const RunInfo info = synthetic::press_info();
  return find(info, synthetic::press_run(info, half), {RunStatus::complete, "", "9"});
}

// A press with these forces [N] at these depths [mm].
Findings curve(const std::vector<std::pair<double, double>>& points) {
  RunInfo info;
  info.press = true;
  info.press_band_n = {30, 100};
  std::vector<Frame> frames;
  for (const auto& [depth_mm, force] : points) {
    Frame f;
    f.time_s = static_cast<double>(frames.size() + 1);
    f.depth = depth_mm * 1e-3;
    f.contact_force = f.load = force;
    frames.push_back(f);
  }
  return find(info, frames, {});
}

}  // namespace

TEST_CASE("the slope of a press is that of the band while loading, whatever comes after") {
  const PressFindings p = pressed().press;  // 10 N/mm above 25 N
  CHECK(p.slope == Approx(1e4).epsilon(1e-3));
  CHECK(p.depth_at_30_n == Approx(0.0055).epsilon(1e-3));
  CHECK(p.largest.force == Approx(120).epsilon(1e-3));
  CHECK(p.largest.depth == Approx(0.0145).epsilon(1e-3));
  CHECK(p.band_reached);
  CHECK(p.slope_from.force == Approx(30).epsilon(1e-3));
  CHECK(p.slope_to.force == Approx(100).epsilon(1e-3));
  CHECK(pressed(7).press.slope == Approx(p.slope).epsilon(2e-2));  // few steps
}

TEST_CASE("the slope is the least-squares line through the points of the band") {
  // within 30 to 100 N: (3, 30), (5, 70), (8, 100) mm, N
  const PressFindings p = curve({{1, 5}, {3, 30}, {5, 70}, {8, 100}, {9, 140}}).press;
  const double depth = 16.0 / 3, force = 200.0 / 3;
  double both = 0, square = 0;
  for (const auto& [d, f] : {std::pair{3.0, 30.0}, {5.0, 70.0}, {8.0, 100.0}}) {
    both += (d - depth) * (f - force);
    square += (d - depth) * (d - depth);
  }
  CHECK(p.slope == Approx(1e3 * both / square));
}

TEST_CASE("a smaller cycle before the largest does not bend the loading branch") {
  const PressFindings p =
      curve({{4, 40}, {2, 10}, {0, 0}, {4.5, 40}, {6, 60}, {10, 100}, {12, 120}, {6, 50}, {12, 120}}).press;
  CHECK(p.largest.force == Approx(120));
  CHECK(p.slope == Approx(1e4));
}

TEST_CASE("a force that ends within the band, or below it, is told") {
  const Findings within = curve({{2, 20}, {4, 40}, {6, 60}});
  CHECK(within.press.slope == Approx(1e4));
  CHECK_FALSE(within.press.band_reached);
  CHECK(answer_text(within).find("30 to 100 N: 10 N/mm (the force ends at 60 N)") != std::string::npos);
  const Findings below = curve({{1, 10}, {2, 20}});
  CHECK(below.press.slope == 0);
  CHECK(answer_text(below).find("does not reach the band of 30 to 100 N") != std::string::npos);
  const auto json = nlohmann::json::parse(summary_json(below));
  CHECK(json["press"]["slope_n_mm"].is_null());
  CHECK(json["press"]["depth_at_30_n_mm"].is_null());
  CHECK(answer_text(curve({{0, 0}})).find("no touch") != std::string::npos);
}

TEST_CASE("answer and summary.json of a press") {
  const Findings f = pressed();
  const std::string text = answer_text(f);
  CAPTURE(text);
  CHECK(answer_lines(f).size() <= 11);
  CHECK(text.find("press on T8, prone: round head 3.0 cm2, pressed to 120 N.") != std::string::npos);
  CHECK(text.find("Stiffness while loading, 30 to 100 N: 10 N/mm.") != std::string::npos);
  CHECK(text.find("Depth from first touch: 5.5 mm at 30 N, 14.5 mm at 120 N.") != std::string::npos);
  CHECK(text.find("Under the head at T8 the thoracic spine opens by") != std::string::npos);
  const auto json = nlohmann::json::parse(summary_json(f));
  CHECK(json["press"]["slope_n_mm"].get<double>() == Approx(10).epsilon(1e-3));
  CHECK(json["press"]["band_n"] == nlohmann::json({30.0, 100.0}));
  CHECK(json["press"]["largest_force_n"].get<double>() == Approx(120).epsilon(1e-3));
  CHECK(json["press"]["depth_at_largest_force_mm"].get<double>() == Approx(14.5).epsilon(1e-3));
  CHECK(json["levels"].empty());
}

TEST_CASE("presses are compared by stiffness and depth, and not with a roller") {
  Findings other = pressed();
  other.info.scenario = "lean";
  other.press.slope *= 1.3;
  const Comparison c = compare({pressed(), other});
  CHECK(find_ratio(c.quantities, "slope_n_mm")->ratio == Approx(1.3));
  CHECK(c.sentences[0].find("The stiffness while loading is 30 % higher on round head") == 0);
  const RunInfo info = synthetic::moving_info();
  CHECK_THROWS_AS(compare({pressed(), find(info, synthetic::moving_run(info, 1, 0.1), {})}), InputError);
}
