// Comma-separated text: numbers with 8 significant digits and a '.', whatever the locale; fields quoted where
// needed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backroll {

// "12.5", "1e-09", "nan". -0 is written as 0.
std::string csv_number(double value);
std::string csv_text(std::string_view text);

struct CsvTable {
  std::string file;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // each as long as the header
  int column(std::string_view name) const;     // -1 where absent
};

// Reads a whole file. A last line without its line end (a cut-off write) is dropped.
// Throws InputError with file and line for a row of another length or an unreadable file.
CsvTable read_csv(const std::string& file);

// Throws InputError naming file, line and column.
double csv_value(const CsvTable& table, int row, int column);

}  // namespace backroll
