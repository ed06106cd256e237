#include "scenario/sourced_table.hpp"

#include <array>
#include <cmath>

#include "scenario/input_error.hpp"

namespace backroll {

void SourcedTable::fail(const Node& at, const std::string& key, const std::string& problem) const {
  throw InputError::at(at.file, at.line, key, "", what_ + ": " + problem);
}

const Node& SourcedTable::value(const std::string& key) const {
  const NodeEntry* entry = row_->find(key);
  if (!entry) fail(*row_, key, "missing");
  return entry->value;
}

void SourcedTable::add_source(const std::string& key, const Node& source) {
  static constexpr std::array<const char*, 4> kTags = {"found: ", "recalled: ", "derived: ", "proposed: "};
  if (source.kind == NodeKind::text)
    for (const char* tag : kTags)
      if (source.text.starts_with(tag) && source.text.size() > std::string(tag).size()) {
        sources_.push_back(key + ": " + source.text);
        return;
      }
  fail(source, key, "its source must begin with found:, recalled:, derived: or proposed:");
}

const Node& SourcedTable::sourced_value(const std::string& key) {
  const Node& pair = value(key);
  const NodeEntry* number = pair.find("value");
  const NodeEntry* source = pair.find("source");
  if (pair.kind != NodeKind::table || !number || !source || pair.entries.size() != 2)
    fail(pair, key, "must be { value = ..., source = \"...\" }");
  add_source(key, source->value);
  return number->value;
}

std::string SourcedTable::text(const std::string& key) const {
  const Node& node = value(key);
  if (node.kind != NodeKind::text) fail(node, key, "must be a text");
  return node.text;
}

double SourcedTable::number(const std::string& key) {
  const Node& node = sourced_value(key);
  if (!node.is_number() || !std::isfinite(node.number)) fail(node, key, "must be a number");
  return node.number;
}

std::vector<double> SourcedTable::numbers(const std::string& key) {
  const Node& node = sourced_value(key);
  if (node.kind != NodeKind::array) fail(node, key, "must be a list of numbers");
  std::vector<double> out;
  for (const Node& item : node.items) {
    if (!item.is_number() || !std::isfinite(item.number)) fail(item, key, "must be a list of numbers");
    out.push_back(item.number);
  }
  return out;
}

std::vector<std::string> SourcedTable::texts(const std::string& key) const {
  const Node& node = value(key);
  if (node.kind != NodeKind::array) fail(node, key, "must be a list of texts");
  std::vector<std::string> out;
  for (const Node& item : node.items) {
    if (item.kind != NodeKind::text) fail(item, key, "must be a list of texts");
    out.push_back(item.text);
  }
  return out;
}

}  // namespace backroll
