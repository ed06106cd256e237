// Rows of a Markdown table on standard output and, if asked for, in a file, as they come.
#pragma once

#include <string>
#include <vector>

namespace backroll::robustness {

// One row under `columns`; the heading is written where the columns change.
void table_row(const std::vector<std::string>& columns, const std::vector<std::string>& cells);

std::string text(const char* format, double value);  // printf's format

}  // namespace backroll::robustness
