#include "scenario/set_key.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "scenario/extends.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

constexpr int kEvery = -1, kOnly = 0;

struct Step {
  std::string name;
  int index = kOnly;  // from 1
};

[[noreturn]] void fail(const Node& value, const std::string& path, const std::string& problem,
                       const std::string& nearest = {}) {
  throw InputError::at(value.file, value.line, path, "", problem, {}, nearest);
}

std::vector<Step> steps_of(const std::string& path, const Node& value) {
  std::vector<Step> steps;
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t dot = std::min(path.find('.', from), path.size());
    Step step{path.substr(from, dot - from)};
    if (const std::size_t open = step.name.find('['); open != std::string::npos) {
      const std::string inside = step.name.substr(open + 1);
      const bool every = inside == "*]";
      int index = 0;
      const auto read = std::from_chars(inside.data(), inside.data() + inside.size(), index);
      const bool numbered = read.ec == std::errc() && std::string_view(read.ptr) == "]" && index >= 1;
      if (!every && !numbered) fail(value, path, "after a name [n], n from 1, or [*] is expected");
      step.index = every ? kEvery : index;
      step.name.resize(open);
    }
    steps.push_back(std::move(step));
    from = dot + 1;
  }
  return steps;
}

// "subject.tight_spot" of all but the last step.
std::string section_of(const std::vector<Step>& steps) {
  std::string section;
  for (std::size_t s = 0; s + 1 < steps.size(); ++s) section += (s ? "." : "") + steps[s].name;
  return section;
}

Node& entry_of(Node& table, const std::string& key, const Node& value) {
  for (NodeEntry& entry : table.entries)
    if (entry.key == key) return entry.value;
  NodeEntry entry;
  entry.key = key;
  entry.line = value.line;
  entry.value.file = value.file;
  entry.value.line = value.line;
  table.entries.push_back(std::move(entry));
  return table.entries.back().value;
}

void set_in(Node& table, const std::vector<Step>& steps, std::size_t at, const std::string& path,
            const Node& value) {
  const Step& step = steps[at];
  if (at + 1 == steps.size()) {
    for (NodeEntry& entry : table.entries)
      if (entry.key == step.name) entry.line = value.line;
    entry_of(table, step.name, value) = value;
    return;
  }
  std::string section;
  for (std::size_t s = 0; s <= at; ++s) section += (s ? "." : "") + steps[s].name;
  const ParameterSection* known = find_section(section);
  if (!known || !known->array) {
    if (step.index != kOnly) fail(value, path, "[" + section + "] stands once; leave [n] out");
    set_in(entry_of(table, step.name, value), steps, at + 1, path, value);
    return;
  }
  const NodeEntry* found = table.find(step.name);
  const int count = found && found->value.is_table_array() ? static_cast<int>(found->value.items.size()) : 0;
  if (count == 0) fail(value, path, "the scenario has no [[" + section + "]]");
  if (step.index == kOnly && count > 1)
    fail(value, path,
         "the scenario has " + std::to_string(count) + " [[" + section + "]]; write " + step.name +
             "[1] to " + step.name + "[" + std::to_string(count) + "], or " + step.name +
             "[*] for each that has the key");
  if (step.index > count)
    fail(value, path, "the scenario has only " + std::to_string(count) + " [[" + section + "]]");
  std::vector<Node>& items = entry_of(table, step.name, value).items;
  if (step.index != kEvery) {
    set_in(items[step.index == kOnly ? 0 : static_cast<std::size_t>(step.index - 1)], steps, at + 1, path,
           value);
    return;
  }
  int set = 0;
  for (Node& item : items)
    if (item.find(steps[at + 1].name)) {
      set_in(item, steps, at + 1, path, value);
      ++set;
    }
  if (set == 0) fail(value, path, "no [[" + section + "]] of the scenario has this key");
}

}  // namespace

const Parameter& parameter_of(const std::string& path, const Node& place) {
  const std::vector<Step> steps = steps_of(path, place);
  const std::string section = section_of(steps), key = steps.back().name;
  if (!section.empty() && !find_section(section)) {
    std::vector<std::string> names;
    for (const ParameterSection& each : parameter_sections()) names.push_back(each.name);
    fail(place, path, "no such section of a scenario", nearest_word(section, names));
  }
  if (const Parameter* found = find_parameter(section, key)) return *found;
  fail(place, path, "no such key of a scenario", nearest_word(key, keys_of(section)));
}

void set_key(Node& document, const std::string& path, const Node& value) {
  parameter_of(path, value);
  const std::vector<Step> steps = steps_of(path, value);
  set_in(document, steps, 0, path, value);
  drop_excluded_by(document, path);
}

}  // namespace backroll
