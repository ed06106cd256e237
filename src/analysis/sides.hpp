// Muscles whose left and right carry alike, told once.
#pragma once

#include <string>
#include <vector>

#include "analysis/comparison.hpp"

namespace backroll {

// "longissimus right" -> "longissimus left"; "" for a name without a side.
std::string other_side(const std::string& name);

// The same lists with twins that differ by less than 1 % as one entry, "longissimus, each side".
std::vector<MuscleFindings> sides_merged(const std::vector<MuscleFindings>& muscles);
std::vector<Ratio> sides_merged(const std::vector<Ratio>& muscles);

}  // namespace backroll
