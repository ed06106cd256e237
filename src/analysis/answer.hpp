// The answer in about ten lines of plain text, for the terminal and the top of the report.
#pragma once

#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/findings.hpp"

namespace backroll {

std::vector<std::string> answer_lines(const Findings& findings);  // back or specimen
std::vector<std::string> answer_lines(const Comparison& comparison);
std::string answer_text(const Findings& findings);  // the lines, each with its line end
std::string answer_text(const Comparison& comparison);

// The table of `backroll compare` as aligned text: quantity, one column per run, firm/soft.
std::string comparison_table(const Comparison& comparison);

}  // namespace backroll
