#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "analysis/sweep_effects.hpp"
#include "analysis/sweep_words.hpp"

namespace backroll {
namespace {

SweepTable empty_table(const std::vector<std::string>& inputs, bool sampled) {
  SweepTable table;
  for (const std::string& name : inputs) table.inputs.push_back({name, true, sampled});
  table.outputs = {{"y", "N", "the output"}, {"z", "kPa", "another"}};
  return table;
}

void add(SweepTable& table, const std::vector<double>& inputs, double y, double z, int point = -1) {
  SweepRow row;
  row.number = static_cast<int>(table.rows.size()) + 1;
  row.status = std::isfinite(y) ? "complete" : "failed";
  for (const double x : inputs) row.inputs.push_back(std::to_string(x));
  row.outputs = {y, z};
  row.point = point;
  table.rows.push_back(row);
}

const double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("main effects and the interaction of a whole factorial add up to the variance") {
  SweepTable table = empty_table({"a", "b"}, false);
  for (const double a : {0.0, 1.0, 2.0})
    for (const double b : {0.0, 1.0}) add(table, {a, b}, 3 * a + 4 * b + 2 * a * b, 0);
  const OutputEffects e = effects_on(table, "y", SampleKind::none);
  REQUIRE(e.effects.size() == 2);
  REQUIRE(e.interactions.size() == 1);
  CHECK(e.balanced);
  CHECK(e.effects[0].share + e.effects[1].share + e.interactions[0].share == doctest::Approx(1));
  // by hand: grand mean 6, means of a 2, 6, 10 and of b 3, 9: sums of squares 64 and 54 of 122
  CHECK(e.effects[0].share == doctest::Approx(64.0 / 122));
  CHECK(e.effects[1].share == doctest::Approx(54.0 / 122));
  CHECK(e.interactions[0].share == doctest::Approx(4.0 / 122));
  CHECK(e.effects[0].means == std::vector<double>{2, 6, 10});
}

TEST_CASE("a case without results is left out and the table is then not balanced") {
  SweepTable table = empty_table({"a", "b"}, false);
  for (const double a : {0.0, 1.0})
    for (const double b : {0.0, 1.0}) add(table, {a, b}, a == 1 && b == 1 ? kNan : a, 0);
  const OutputEffects e = effects_on(table, "y", SampleKind::none);
  CHECK(e.cases == 3);
  CHECK_FALSE(e.balanced);
  CHECK(e.largest == 1);
}

TEST_CASE("Saltelli's groups give the indices of Ishigami's function") {
  // a = 7, b = 0.1: S 0.3139, 0.4424, 0; ST 0.5576, 0.4424, 0.2437 (Saltelli 2008). Points: a Kronecker
  // sequence in six dimensions.
  SweepTable table = empty_table({"x1", "x2", "x3"}, true);
  const auto f = [](const std::vector<double>& x) {
    return std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) + 0.1 * std::pow(x[2], 4) * std::sin(x[0]);
  };
  const double steps[6] = {std::sqrt(2), std::sqrt(3),  std::sqrt(5),
                           std::sqrt(7), std::sqrt(11), std::sqrt(13)};
  int point = 0;
  for (int n = 1; n <= 4000; ++n) {
    std::vector<double> a, b;
    for (int p = 0; p < 6; ++p) {
      const double unit = std::fmod(n * steps[p], 1.0);
      (p < 3 ? a : b).push_back(M_PI * (2 * unit - 1));
    }
    add(table, a, f(a), 0, point++);
    add(table, b, f(b), 0, point++);
    for (std::size_t i = 0; i < 3; ++i) {
      std::vector<double> mixed = a;
      mixed[i] = b[i];
      add(table, mixed, f(mixed), 0, point++);
    }
  }
  const OutputEffects e = effects_on(table, "y", SampleKind::saltelli);
  REQUIRE(e.sensitivities.size() == 3);
  for (const Sensitivity& s : e.sensitivities) {
    CAPTURE(s.input);
    const bool first = s.input == "x1", second = s.input == "x2";
    CHECK(s.first == doctest::Approx(first ? 0.3139 : second ? 0.4424 : 0).epsilon(0.02));
    CHECK(s.total == doctest::Approx(first ? 0.5576 : second ? 0.4424 : 0.2437).epsilon(0.02));
  }
}

TEST_CASE("the given-data index finds the shares of a sum and nothing where there is nothing") {
  SweepTable table = empty_table({"x1", "x2", "x3"}, true);
  for (int n = 1; n <= 2000; ++n) {
    const double x1 = std::fmod(n * std::sqrt(2), 1.0), x2 = std::fmod(n * std::sqrt(3), 1.0),
                 x3 = std::fmod(n * std::sqrt(5), 1.0);
    add(table, {x1, x2, x3}, 2 * x1 + x2, 0, n - 1);
  }
  const OutputEffects e = effects_on(table, "y", SampleKind::plain);
  CHECK(e.sensitivities[0].input == "x1");
  CHECK(e.sensitivities[0].first == doctest::Approx(0.8).epsilon(0.02));
  CHECK(e.sensitivities[1].first == doctest::Approx(0.2).epsilon(0.05));
  CHECK(std::abs(e.sensitivities[2].first) < 0.02);
}

TEST_CASE("Morris' effects of a linear function are its slopes over the range, without deviation") {
  SweepTable table = empty_table({"x1", "x2"}, true);
  const double x[2][3][2] = {{{0, 10}, {1, 10}, {1, 30}}, {{1, 30}, {1, 10}, {0, 10}}};
  int point = 0;
  for (const auto& trajectory : x)
    for (const auto& at : trajectory) add(table, {at[0], at[1]}, 5 * at[0] - 0.5 * at[1], 0, point++);
  const OutputEffects e = effects_on(table, "y", SampleKind::morris);
  CHECK(e.sensitivities[0].input == "x2");
  CHECK(e.sensitivities[0].mu_star == doctest::Approx(10));
  CHECK(e.sensitivities[0].sigma == doctest::Approx(0));
  CHECK(e.sensitivities[1].mu_star == doctest::Approx(5));
}

TEST_CASE("the Pareto front holds the cases no other beats, and equal ones together") {
  SweepTable table = empty_table({"a"}, false);
  add(table, {0}, 10, 30);  // y: less, z: more
  add(table, {1}, 20, 40);
  add(table, {2}, 30, 35);  // beaten by the second
  add(table, {3}, 20, 40);
  add(table, {4}, kNan, 90);
  CHECK(pareto_front(table, "z", "y") == std::vector<int>{0, 1, 3});
  CHECK(pareto_front(table, "z", "none").empty());
}

TEST_CASE("percentiles of the sample come for each combination of the grid") {
  SweepTable table = empty_table({"x"}, true);
  table.inputs.push_back({"level", false, false});
  for (int n = 0; n <= 100; ++n)
    for (const char* level : {"T4", "T8"}) {
      add(table, {static_cast<double>(n)}, n + (level[1] == '8' ? 1000 : 0), 0, n);
      table.rows.back().inputs.emplace_back(level);
    }
  const std::vector<SampleSpread> spread = spread_of(table, "y");
  REQUIRE(spread.size() == 2);
  CHECK(spread[0].at == std::vector<std::string>{"T4"});
  CHECK(spread[0].p5 == doctest::Approx(5));
  CHECK(spread[1].p50 == doctest::Approx(1050));
  CHECK(std::isnan(percentile({}, 0.5)));
}

TEST_CASE("where a grid meets a sample, its combinations are weighed by their means") {
  SweepTable table = empty_table({"x"}, true);
  table.inputs.push_back({"roller", false, false});
  const auto point = [&](const char* roller, double y, double z) {
    add(table, {1.0}, y, z, 0);
    table.rows.back().inputs.emplace_back(roller);
  };
  point("soft", 10, 30);
  point("soft", 20, 50);
  point("firm", 5, 10);  // none beats this case, but on the mean firm is beaten
  point("firm", 45, 40);
  point("firm", kNan, kNan);
  const SweepTable means = means_over_sample(table);
  REQUIRE(means.rows.size() == 2);
  CHECK(means.rows[0].outputs == std::vector<double>{15, 40});
  CHECK(means.rows[1].outputs == std::vector<double>{25, 25});
  const SweepAnswer answer = answer_sweep(table, {"z", "y", {}, SampleKind::plain});
  CHECK(answer.means_front == std::vector<int>{0});
  CHECK(answer.front == std::vector<int>{2, 0, 1});
  CHECK(answer.lines[1].starts_with(
      "On the mean over the sample, more z for less y: no combination beats this one: "));
  table.inputs[0].sampled = false;
  CHECK(means_over_sample(table).rows.empty());
}

TEST_CASE("the answer counts cases, says what moves what, and that little moves little") {
  SweepTable table = empty_table({"a", "b"}, false);
  for (const double a : {0.0, 1.0})
    for (const double b : {0.0, 1.0}) add(table, {a, b}, 100 + a + 50 * b, 10 * b);
  add(table, {1, 2}, kNan, kNan);
  const SweepAnswer answer = answer_sweep(table, {"z", "y", {"y", "absent"}, SampleKind::none});
  REQUIRE(answer.lines.size() == 3);
  CHECK(answer.lines[0] == "5 cases: 4 complete and 1 failed.");
  CHECK(answer.lines[1].starts_with("More z for less y: no case beats these 2: "));
  CHECK(answer.lines[2].find("Over a the means differ by") != std::string::npos);
  CHECK(sweep_json("s", "1", table, answer).find("\"kind\": \"sweep\"") != std::string::npos);
}

}  // namespace backroll
