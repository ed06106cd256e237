#include "recording/csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <sstream>

#include "scenario/input_error.hpp"

namespace backroll {

std::string csv_number(double value) {
  if (value == 0) return "0";
  if (std::isnan(value)) return "nan";
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 8);
  return {buffer, end.ptr};
}

std::string csv_text(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

int CsvTable::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  return found == header.end() ? -1 : static_cast<int>(found - header.begin());
}

namespace {

// One record from `at`; returns false at the end or where the record has no line end. Counts the lines it
// spans.
bool next_record(const std::string& text, std::size_t& at, int& line, std::vector<std::string>& cells) {
  cells.assign(1, {});
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') ++line;
    if (quoted) {
      if (c != '"') {
        cells.back() += c;
      } else if (at + 1 < text.size() && text[at + 1] == '"') {
        cells.back() += text[++at];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      cells.emplace_back();
    } else if (c == '\n') {
      ++at;
      return true;
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return false;
}

}  // namespace

CsvTable read_csv(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw InputError(file + ": cannot be read");
  std::stringstream buffer;
  buffer << stream.rdbuf();
  const std::string text = buffer.str();
  CsvTable table;
  table.file = file;
  std::size_t at = 0;
  int line = 1;
  if (!next_record(text, at, line, table.header)) throw InputError(file + ":1: no header line");
  std::vector<std::string> cells;
  for (int first = line; next_record(text, at, line, cells); first = line) {
    if (cells.size() != table.header.size())
      throw InputError(file + ":" + std::to_string(first) + ": " + std::to_string(cells.size()) +
                       " cells, expected " + std::to_string(table.header.size()));
    table.rows.push_back(cells);
  }
  return table;
}

double csv_value(const CsvTable& table, int row, int column) {
  const std::string& cell = table.rows[row][column];
  double value = 0;
  const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (result.ec != std::errc{} || result.ptr != cell.data() + cell.size())
    throw InputError(table.file + ":" + std::to_string(row + 2) + ": " + table.header[column] + " = '" +
                     cell + "': not a number");
  return value;
}

}  // namespace backroll
