// What the subject's conditions mean for a command that lays this person on a roller.
#pragma once

#include <filesystem>

#include "scenario/scenario.hpp"

namespace backroll {

// Prints the warnings to stderr. Throws InputError where a condition refuses a run and it is not
// acknowledged.
void weigh_conditions(const Subject& subject, bool acknowledged);

// The same for what view and render are given; a folder holds a run that was weighed when it was made.
void weigh_conditions_of(const std::filesystem::path& scenario_or_folder, bool acknowledged);

}  // namespace backroll
