// backroll run and check of a piece of the skeleton ([part]).
#pragma once

#include <filesystem>
#include <string>

#include "cli/commands.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

// Runs it, writes summary.json, forces.csv and scenario.toml into DIR, prints the answer; the exit code.
int run_part_scenario(const Scenario& scenario, const std::filesystem::path& dir, const RunOptions& options);

// Lines with its bodies and joints. Throws InputError where there is no such part.
std::string part_description(const Scenario& scenario);

}  // namespace backroll
