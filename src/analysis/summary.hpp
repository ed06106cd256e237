// summary.json: every figure with its unit in the key.
#pragma once

#include <string>

#include "analysis/comparison.hpp"
#include "analysis/findings.hpp"

namespace backroll {

std::string summary_json(const Findings& findings);
std::string summary_json(const Comparison& comparison);

}  // namespace backroll
