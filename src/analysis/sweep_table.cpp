#include "analysis/sweep_table.hpp"

#include <algorithm>

namespace backroll {
namespace {

template <class Named>
int index_of(const std::vector<Named>& all, const std::string& name) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const Named& each) { return each.name == name; });
  return at == all.end() ? -1 : static_cast<int>(at - all.begin());
}

}  // namespace

int SweepTable::output(const std::string& name) const {
  return index_of(outputs, name);
}

int SweepTable::input(const std::string& name) const {
  return index_of(inputs, name);
}

std::vector<std::string> levels_of(const SweepTable& table, int input) {
  std::vector<std::string> levels;
  for (const SweepRow& row : table.rows) {
    const std::string& value = row.inputs[static_cast<std::size_t>(input)];
    if (std::find(levels.begin(), levels.end(), value) == levels.end()) levels.push_back(value);
  }
  return levels;
}

}  // namespace backroll
