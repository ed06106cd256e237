#include "scenario/conditions.hpp"

#include <stdexcept>

#include "scenario/assets.hpp"
#include "scenario/document.hpp"
#include "scenario/input_error.hpp"
#include "scenario/sourced_table.hpp"

namespace backroll {

namespace {

std::vector<Condition> read_conditions() {
  const std::string file = (assets_dir() / "conditions.toml").string();
  const Node document = parse_document(read_text_file(file), file);
  std::vector<Condition> all;
  const NodeEntry* rows = document.find("condition");
  if (!rows || !rows->value.is_table_array())
    throw InputError::at(file, 1, "condition", "", "[[condition]] entries are expected");
  for (const Node& row : rows->value.items) {
    const NodeEntry* id = row.find("id");
    SourcedTable table(row, "condition '" + (id ? id->value.text : std::string("?")) + "'");
    Condition c;
    c.id = table.text("id");
    c.name = table.text("name");
    const std::string rule = table.text("rule");
    if (rule != "refuse" && rule != "warn")
      throw InputError::at(file, row.find("rule")->line, "rule", rule, "must be refuse or warn");
    c.refuses = rule == "refuse";
    c.why = table.text("why");
    c.source = table.text("source");
    table.add_source("source", row.find("source")->value);
    all.push_back(c);
  }
  return all;
}

}  // namespace

const std::vector<Condition>& condition_catalogue() {
  static const std::vector<Condition> all = read_conditions();
  return all;
}

std::vector<std::string> condition_ids() {
  std::vector<std::string> ids;
  for (const Condition& c : condition_catalogue()) ids.push_back(c.id);
  return ids;
}

const Condition& condition(const std::string& id) {
  for (const Condition& c : condition_catalogue())
    if (c.id == id) return c;
  throw std::out_of_range("no condition " + id);
}

std::string refusal(const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) {
    const Condition& c = condition(id);
    if (c.refuses) out += (out.empty() ? "" : "; ") + c.name + " (" + c.why + ")";
  }
  return out;
}

std::vector<std::string> warnings(const std::vector<std::string>& ids) {
  std::vector<std::string> out;
  for (const std::string& id : ids) out.push_back(condition(id).name + ": " + condition(id).why);
  return out;
}

}  // namespace backroll
