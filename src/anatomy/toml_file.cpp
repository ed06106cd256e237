#include "anatomy/toml_file.hpp"

#include <algorithm>
#include <cmath>

#include "scenario/input_error.hpp"

namespace backroll {

namespace {
const std::string kPlaces = "\"body LEVEL\", \"tip LEVEL\", \"origin\", \"top\", \"bottom\"";

std::string key_path(std::string section, const std::string& key) {
  return section.append(".").append(key);
}
}  // namespace

TomlFile::TomlFile(const std::filesystem::path& path) : file_(path.string()) {
  try {
    root_ = toml::parse_file(file_);
  } catch (const toml::parse_error& error) {
    throw InputError::at(file_, static_cast<int>(error.source().begin.line), {}, {},
                         std::string(error.description()));
  }
}

void TomlFile::fail(const toml::node* node, const std::string& key, const std::string& problem,
                    const std::string& allowed) const {
  const int line = node ? static_cast<int>(node->source().begin.line) : 0;
  throw InputError::at(file_, line, key, {}, problem, allowed);
}

TomlFile::Part TomlFile::part(const std::string& name) const {
  const toml::table* table = root_[name].as_table();
  if (!table) fail(nullptr, name, "this table is missing");
  if (!table->contains("source") && !table->contains("sources")) fail(table, name, "its source is missing");
  return {table, name};
}

std::vector<TomlFile::Part> TomlFile::list(const std::string& name) const {
  const toml::array* array = root_[name].as_array();
  if (!array) fail(nullptr, name, "this list of tables is missing");
  std::vector<Part> parts;
  for (const toml::node& node : *array) {
    if (!node.is_table()) fail(&node, name, "must be a table");
    if (!node.as_table()->contains("source")) fail(&node, name, "its source is missing");
    parts.push_back({node.as_table(), name});
  }
  return parts;
}

const toml::node& TomlFile::find(const Part& part, const std::string& key) const {
  const toml::node* node = part.table->get(key);
  if (!node) fail(part.table, part.name + "." + key, "is missing");
  return *node;
}

double TomlFile::number(const Part& part, const std::string& key) const {
  const toml::node& node = find(part, key);
  const auto value = node.value<double>();
  if (!value || !std::isfinite(*value)) fail(&node, part.name + "." + key, "must be a number");
  return *value;
}

std::string TomlFile::text(const Part& part, const std::string& key) const {
  const toml::node& node = find(part, key);
  if (!node.is_string()) fail(&node, part.name + "." + key, "must be text");
  return **node.as_string();
}

bool TomlFile::flag(const Part& part, const std::string& key) const {
  const toml::node* node = part.table->get(key);
  if (!node) return false;
  if (!node->is_boolean()) fail(node, part.name + "." + key, "must be true or false");
  return **node->as_boolean();
}

int TomlFile::level_of(const toml::node& node, const std::string& key, const std::string& name) const {
  const int found = level_index(name);
  if (found < 0) fail(&node, key, "'" + name + "' is no level", "S4..S1, L5..L1, T12..T1, C7");
  return found;
}

int TomlFile::level(const Part& part, const std::string& key) const {
  return level_of(find(part, key), part.name + "." + key, text(part, key));
}

Tissue TomlFile::tissue(const Part& part, const std::string& key) const {
  const std::string name = text(part, key);
  for (int t = 0; t < static_cast<int>(Tissue::count); ++t)
    if (name == tissue_name(static_cast<Tissue>(t))) return static_cast<Tissue>(t);
  fail(&find(part, key), part.name + "." + key, "'" + name + "' is no tissue");
}

std::vector<double> TomlFile::numbers_of(const toml::node& node, const std::string& key) const {
  std::vector<double> values;
  if (!node.is_array()) fail(&node, key, "must be a list of numbers");
  for (const toml::node& entry : *node.as_array()) {
    const auto value = entry.value<double>();
    if (!value || !std::isfinite(*value)) fail(&entry, key, "must be a list of numbers");
    values.push_back(*value);
  }
  return values;
}

std::vector<double> TomlFile::numbers(const Part& part, const std::string& key, std::size_t size) const {
  const toml::node& node = find(part, key);
  std::vector<double> values = numbers_of(node, part.name + "." + key);
  if (values.size() != size)
    fail(&node, part.name + "." + key, "must have " + std::to_string(size) + " numbers");
  return values;
}

Interval TomlFile::interval(const Part& part, const std::string& key) const {
  const std::vector<double> v = numbers(part, key, 2);
  if (!(v[0] < v[1])) fail(&find(part, key), part.name + "." + key, "must be [from, to] with from < to");
  return {v[0], v[1]};
}

std::vector<Vec2> TomlFile::points_of(const toml::node& node, const std::string& key) const {
  std::vector<Vec2> points;
  if (!node.is_array()) fail(&node, key, "must be a list of [s, value]");
  for (const toml::node& entry : *node.as_array()) {
    const std::vector<double> pair = numbers_of(entry, key);
    if (pair.size() != 2) fail(&entry, key, "must be a list of [s, value]");
    if (!points.empty() && pair[0] <= points.back().x()) fail(&entry, key, "s must increase");
    points.emplace_back(pair[0], pair[1]);
  }
  if (points.size() < 2) fail(&node, key, "needs at least two points");
  return points;
}

std::vector<Vec2> TomlFile::points(const Part& part, const std::string& key) const {
  return points_of(find(part, key), part.name + "." + key);
}

Landmark TomlFile::anchor_of(const toml::node& node, const std::string& key) const {
  const toml::array* entry = node.as_array();
  if (!entry || entry->size() < 2 || entry->size() > 3 || !entry->get(0)->is_number() ||
      !entry->get(1)->is_string())
    fail(&node, key, "must be [s, place] or [s, place, mm above]", kPlaces);
  Landmark anchor;
  anchor.s_mm = *entry->get(0)->value<double>();
  if (entry->size() == 3) {
    const auto above = entry->get(2)->value<double>();
    if (!above) fail(&node, key, "must be [s, place] or [s, place, mm above]", kPlaces);
    anchor.above_mm = *above;
  }
  const std::string place = **entry->get(1)->as_string();
  if (place == "origin" || place == "top" || place == "bottom") {
    anchor.place = place == "origin" ? Landmark::Place::origin
                   : place == "top"  ? Landmark::Place::top
                                     : Landmark::Place::bottom;
  } else if (place.starts_with("body ") || place.starts_with("tip ")) {
    anchor.place = place.starts_with("body ") ? Landmark::Place::body : Landmark::Place::tip;
    anchor.level = level_of(node, key, place.substr(place.find(' ') + 1));
  } else {
    fail(&node, key, "'" + place + "' is no place", kPlaces);
  }
  return anchor;
}

Landmark TomlFile::anchor(const Part& part, const std::string& key) const {
  return anchor_of(find(part, key), part.name + "." + key);
}

const toml::array& TomlFile::array(const Part& part, const std::string& key) const {
  const toml::node& node = find(part, key);
  if (!node.is_array()) fail(&node, part.name + "." + key, "must be a list");
  return *node.as_array();
}

std::vector<Landmark> TomlFile::anchors(const Part& part, const std::string& key) const {
  std::vector<Landmark> anchors;
  for (const toml::node& entry : array(part, key)) anchors.push_back(anchor_of(entry, part.name + "." + key));
  return anchors;
}

LevelValues TomlFile::level_values(const std::string& name, std::size_t at_least) const {
  const Part table = part(name);
  LevelValues values;
  for (const auto& [key, node] : *table.table) {
    if (key.str() == "source") continue;
    const std::string level_name(key.str());
    values.emplace_back(level_of(node, key_path(name, level_name), level_name), number(table, level_name));
  }
  if (values.size() < at_least)
    fail(table.table, name, "needs at least " + std::to_string(at_least) + " levels");
  std::sort(values.begin(), values.end());
  return values;
}

std::vector<ProfileRow> TomlFile::profile(const std::string& name) const {
  const Part table = part(name);
  std::vector<ProfileRow> rows;
  for (const auto& [key, node] : *table.table) {
    if (key.str() == "source") continue;
    const std::string level_name(key.str());
    const std::string path = key_path(name, level_name);
    rows.push_back({level_of(node, path, level_name), points_of(node, path)});
  }
  if (rows.size() < 2) fail(table.table, name, "needs at least two levels");
  std::sort(rows.begin(), rows.end(),
            [](const ProfileRow& a, const ProfileRow& b) { return a.level < b.level; });
  return rows;
}

}  // namespace backroll
