// What the folder of a sweep says, for its page and charts.
#pragma once

#include <filesystem>

#include "batch/results.hpp"
#include "report/sweep_page.hpp"

namespace backroll {

SweepPage sweep_page(const SweepFolder& folder, const SweepResults& results);

// From plan.json and the cases' records. Throws InputError for a folder that holds no sweep.
SweepPage sweep_page(const std::filesystem::path& out);

}  // namespace backroll
