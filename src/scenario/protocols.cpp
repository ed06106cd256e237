#include "scenario/protocols.hpp"

#include <stdexcept>

#include "scenario/assets.hpp"
#include "scenario/document.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/sourced_table.hpp"

namespace backroll {

namespace {

const Node& protocols_document() {
  static const Node document = [] {
    const std::string file = (assets_dir() / "protocols.toml").string();
    return parse_document(read_text_file(file), file);
  }();
  return document;
}

const std::vector<Node>& protocol_nodes() {
  const Node& document = protocols_document();
  const NodeEntry* rows = document.find("protocol");
  if (!rows || !rows->value.is_table_array())
    throw InputError::at(document.file, 1, "protocol", "", "[[protocol]] entries are expected");
  return rows->value.items;
}

}  // namespace

// Only the ids: the parameter table asks for them while it is built, and phases are read with it.
std::vector<std::string> protocol_ids() {
  std::vector<std::string> ids;
  for (const Node& row : protocol_nodes()) ids.push_back(SourcedTable(row, "a protocol").text("id"));
  return ids;
}

const std::vector<ProtocolRow>& protocol_catalogue() {
  static const std::vector<ProtocolRow> all = [] {
    std::vector<ProtocolRow> rows;
    for (const Node& row : protocol_nodes()) {
      ProtocolRow out;
      SourcedTable table(row, "a protocol");
      out.id = table.text("id");
      out.name = table.text("name");
      out.description = table.text("description");
      out.source = table.text("source");
      out.roller = table.text("roller");
      out.phases = read_phases(row);
      rows.push_back(std::move(out));
    }
    return rows;
  }();
  return all;
}

const ProtocolRow& protocol_row(const std::string& id) {
  for (const ProtocolRow& row : protocol_catalogue())
    if (row.id == id) return row;
  throw std::out_of_range("no protocol " + id);
}

}  // namespace backroll
