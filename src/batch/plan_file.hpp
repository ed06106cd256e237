// OUT/plan.json: all that merging and reporting a sweep needs, without its scenarios.
#pragma once

#include <filesystem>

#include "batch/cases.hpp"
#include "batch/sweep.hpp"

namespace backroll {

struct SweepFolder {
  Sweep sweep;     // documents, axes and skips are empty
  SweepPlan plan;  // without the scenarios
  std::string version;
};

void write_plan(const std::filesystem::path& out, const Sweep& sweep, const SweepPlan& plan,
                const std::string& version);
// Throws InputError for a folder that holds no sweep.
SweepFolder read_plan(const std::filesystem::path& out);
bool holds_sweep(const std::filesystem::path& out);

}  // namespace backroll
