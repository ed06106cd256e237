#include "robustness/table.hpp"

#include <cstdio>
#include <fstream>
#include <iostream>

#include "robustness/settings.hpp"

namespace backroll::robustness {

namespace {

std::string line(const std::vector<std::string>& cells) {
  std::string made = "|";
  for (const std::string& cell : cells) made += " " + cell + " |";
  return made + "\n";
}

void put(const std::string& text_lines) {
  std::cout << text_lines << std::flush;
  static const std::string name = table_file();
  if (name.empty()) return;
  static std::ofstream file(name, std::ios::trunc);
  file << text_lines << std::flush;
}

}  // namespace

void table_row(const std::vector<std::string>& columns, const std::vector<std::string>& cells) {
  static std::vector<std::string> last;
  if (columns != last)
    put((last.empty() ? "" : "\n") + line(columns) + line(std::vector<std::string>(columns.size(), "---")));
  last = columns;
  put(line(cells));
}

std::string text(const char* format, double value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format, value);
  return buffer;
}

}  // namespace backroll::robustness
