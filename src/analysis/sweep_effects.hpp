// What the cases of a sweep say together: which input moves an output, which cases no other beats, how wide
// an output spreads. Cases without results are left out everywhere.
#pragma once

#include <string>
#include <vector>

#include "analysis/sweep_table.hpp"

namespace backroll {

// The mean of an output at each value of an input, over everything else.
struct MainEffect {
  std::string input;
  std::vector<std::string> levels;  // in the order of the file
  std::vector<double> means;        // nan: no case
  std::vector<int> counts;
  double share = 0;  // of the output's variance: sum of squares between the levels over the whole one
};

// What two inputs do together beyond what each does alone.
struct Interaction {
  std::string a, b;
  double share = 0;  // of the output's variance
};

enum class SensitivityKind {
  given_data,  // first-order index from strata of the sample (Plischke 2013), corrected for their number
  saltelli,    // first-order and total index after Jansen (1999)
  morris       // mean of absolute elementary effects over the sampled range, and their standard deviation
};

struct Sensitivity {
  std::string input;
  SensitivityKind kind = SensitivityKind::given_data;
  double first = 0, total = 0;    // [-]; given_data: total is nan. Small samples can give values below 0
  double mu_star = 0, sigma = 0;  // in the output's unit
};

struct OutputEffects {
  std::string output;
  int cases = 0;
  double mean = 0, least = 0, largest = 0, sd = 0;
  std::vector<MainEffect> effects;  // of inputs on a grid, the strongest first
  std::vector<Interaction> interactions;
  std::vector<Sensitivity> sensitivities;  // of sampled inputs, the strongest first
  bool balanced = true;  // every combination of the grid has as many cases; else shares overlap
};

enum class SampleKind { none, plain, saltelli, morris };
OutputEffects effects_on(const SweepTable& table, const std::string& output, SampleKind sample);

// Rows no other row beats: as much or more of `more` with as little or less of `less`. By `less`, upwards.
std::vector<int> pareto_front(const SweepTable& table, const std::string& more, const std::string& less);

// Percentiles of an output over the sample, for each combination of the inputs on the grid.
struct SampleSpread {
  std::vector<std::string> at;  // values of the inputs on the grid
  int count = 0;
  double p5 = 0, p50 = 0, p95 = 0;
};
std::vector<SampleSpread> spread_of(const SweepTable& table, const std::string& output);

// Each combination of the grid as a row: outputs are means over its sample, inputs those on the grid. No rows
// unless there are both.
SweepTable means_over_sample(const SweepTable& table);

double percentile(std::vector<double> values, double share);  // linear between the values; nan for none

}  // namespace backroll
