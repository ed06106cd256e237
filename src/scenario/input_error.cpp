#include "scenario/input_error.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace backroll {

InputError InputError::at(const std::string& file, int line, const std::string& key, const std::string& value,
                          const std::string& problem, const std::string& allowed,
                          const std::string& nearest) {
  std::string text;
  if (!file.empty()) {
    text += file;
    if (line > 0) text.append(":").append(std::to_string(line));
    text += ": ";
  }
  if (!key.empty()) {
    text += key;
    if (!value.empty()) text.append(" = ").append(value);
    text += ": ";
  }
  text += problem;
  if (!allowed.empty()) text.append("; allowed: ").append(allowed);
  if (!nearest.empty()) text.append("; did you mean '").append(nearest).append("'?");
  return InputError(text);
}

int edit_distance(const std::string& a, const std::string& b) {
  std::vector<int> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i) + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, diagonal + 1, substituted});
    }
  }
  return row[b.size()];
}

}  // namespace backroll
