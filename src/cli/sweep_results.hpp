// What the folder of a sweep says, for its page and charts.
#pragma once

#include <filesystem>

#include "batch/results.hpp"
#include "report/sweep_page.hpp"

namespace backroll {

SweepPage sweep_page(const SweepFolder& folder, const SweepResults& results);

// The folders that are meant: `inputs`, or with `cases` those cases of the sweep that the one input holds.
// Throws InputError for a number that is none, or a case without results.
std::vector<std::filesystem::path> result_folders(const std::vector<std::string>& inputs,
                                                  const std::vector<int>& cases);

// From plan.json and the cases' records. Throws InputError for a folder that holds no sweep.
SweepPage sweep_page(const std::filesystem::path& out);

}  // namespace backroll
