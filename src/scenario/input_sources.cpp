#include "scenario/input_sources.hpp"

#include <set>

#include "scenario/assets.hpp"
#include "scenario/document.hpp"
#include "scenario/write.hpp"

namespace backroll {
namespace {

Node table_of(const char* file) {
  return parse_document(read_text_file(assets_dir() / file), file);
}

const Node* row_of(const Node& table, const char* array, const std::string& id) {
  const NodeEntry* rows = table.find(array);
  if (!rows) return nullptr;
  for (const Node& row : rows->value.items)
    if (const NodeEntry* name = row.find("id"); name && name->value.text == id) return &row;
  return nullptr;
}

std::string whole_text(const Node& value) {
  if (value.kind != NodeKind::array) return value.shown();
  std::string text;
  for (const Node& item : value.items) text += (text.empty() ? "" : ", ") + item.shown();
  return text.empty() ? "none" : text;
}

// Every { value, source } of a catalogue's row; `resolved`: the scenario's table of the same keys, or null.
void add_row(const std::string& of, const Node* row, const Node* resolved, std::vector<InputSource>& to) {
  if (!row) return;
  for (const NodeEntry& entry : row->entries) {
    const NodeEntry* value = entry.value.find("value");
    const NodeEntry* source = entry.value.find("source");
    if (!value || !source) continue;
    const NodeEntry* used = resolved ? resolved->find(entry.key) : nullptr;
    const bool other = used && used->value.is_number() && used->value.number != value->value.number;
    to.push_back(
        {of, entry.key, whole_text(other ? used->value : value->value),
         other ? "set by the scenario; the catalogue has " + whole_text(value->value) : source->value.text});
  }
}

}  // namespace

std::vector<InputSource> input_sources(const Scenario& scenario, int roller) {
  std::vector<InputSource> sources;
  if (scenario.specimen) return sources;
  const Node resolved = parse_document(write_scenario(scenario, roller), "scenario");
  const auto section = [&](const char* name) -> const Node* {
    const NodeEntry* entry = resolved.find(name);
    return entry ? &entry->value : nullptr;
  };
  const std::string& subject = scenario.subject.id;
  add_row("subject " + subject, row_of(table_of("subjects.toml"), "subject", subject), section("subject"),
          sources);
  if (const Node* rollers = section("roller"); rollers && !scenario.press) {
    const Node table = table_of("rollers.toml");
    std::set<std::string> foams;
    for (const Node& one : rollers->items) {
      const NodeEntry* base = one.find("base");
      const NodeEntry* foam = one.find("foam");
      if (base)
        add_row("roller " + base->value.text, row_of(table, "roller", base->value.text), &one, sources);
      if (foam && foams.insert(foam->value.text).second)
        add_row("foam " + foam->value.text, row_of(table, "foam", foam->value.text), &one, sources);
    }
  }
  const Node tissues = table_of("tissues.toml");
  if (const NodeEntry* materials = tissues.find("material"))
    for (const Node& row : materials->value.items)
      if (const NodeEntry* id = row.find("id")) add_row("tissue " + id->value.text, &row, nullptr, sources);
  return sources;
}

}  // namespace backroll
