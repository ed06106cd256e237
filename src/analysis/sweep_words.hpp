// A sweep's answer in sentences that follow from its table.
#pragma once

#include <string>
#include <vector>

#include "analysis/sweep_effects.hpp"

namespace backroll {

struct SweepQuestion {
  std::string more, less;            // of the Pareto front
  std::vector<std::string> outputs;  // those the table lacks are left out
  SampleKind sample = SampleKind::none;
};

struct SweepAnswer {
  SweepQuestion question;  // outputs: those the table has
  std::vector<OutputEffects> effects;
  std::vector<int> front;  // rows
  SweepTable means;        // over the sample, a row a combination of the grid; no rows unless there are both
  std::vector<int> means_front;  // rows of means
  std::vector<std::string> lines;
};

SweepAnswer answer_sweep(const SweepTable& table, const SweepQuestion& question);

// An input for reading: numbers with four digits. "density_kg_m3 30, level T8"
std::string input_words(const SweepTable& table, const SweepRow& row, std::size_t input);
std::string case_words(const SweepTable& table, const SweepRow& row);

// summary.json of a sweep.
std::string sweep_json(const std::string& name, const std::string& version, const SweepTable& table,
                       const SweepAnswer& answer);

}  // namespace backroll
