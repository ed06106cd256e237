#include "scenario/sourced_values.hpp"

#include <stdexcept>

#include "scenario/assets.hpp"
#include "scenario/document.hpp"
#include "scenario/input_error.hpp"
#include "scenario/sourced_table.hpp"

namespace backroll {

namespace {

void read_values(const Node& table, const std::string& prefix, std::map<std::string, SourcedValue>& values) {
  SourcedTable sourced(table, "table '" + prefix + "'");
  for (const NodeEntry& entry : table.entries) {
    const Node& node = entry.value;
    const NodeEntry *value = node.find("value"), *source = node.find("source");
    if (node.kind == NodeKind::table && !value) {
      read_values(node, prefix + entry.key + ".", values);
      continue;
    }
    if (!value || !source || (!value->value.is_number() && value->value.kind != NodeKind::text))
      throw InputError::at(node.file, entry.line, entry.key, node.shown(),
                           "must be { value = ..., source = \"...\" }");
    sourced.add_source(entry.key, source->value);
    values[prefix + entry.key] = {value->value.number, value->value.text, source->value.text};
  }
}

}  // namespace

SourcedValues::SourcedValues(const std::string& file) : file_(file) {
  const std::string path = (assets_dir() / file).string();
  read_values(parse_document(read_text_file(path), path), "", values_);
}

const SourcedValue& SourcedValues::at(const std::string& key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) throw std::out_of_range(file_ + " has no " + key);
  return found->second;
}

}  // namespace backroll
