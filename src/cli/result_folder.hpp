// Where results go and what may be overwritten there.
#pragma once

#include <filesystem>
#include <string>

#include "scenario/scenario.hpp"

namespace backroll {

// `name` as a folder's: blanks and what file systems dislike become '_'.
std::string folder_name(const std::string& name);

// results/<scenario name>
std::filesystem::path default_folder(const Scenario& scenario);

// The folder of one run: DIR itself, or DIR/<roller id> when the scenario compares several rollers.
std::filesystem::path run_folder(const std::filesystem::path& dir, const Scenario& scenario, int roller);

// Throws InputError unless `dir` is absent, empty, or holds a run or comparison of this scenario; with
// `force`, of any scenario, whose files are then removed. Other files are never touched.
void claim_folder(const std::filesystem::path& dir, const Scenario& scenario, bool force);

// Whether `dir` holds a finished, complete run of this scenario and roller.
bool holds_run_of(const std::filesystem::path& dir, const Scenario& scenario, int roller);

}  // namespace backroll
