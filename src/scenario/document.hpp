// A TOML file as a tree in which every key and value knows the file and line it stands in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace backroll {

struct NodeEntry;

enum class NodeKind { table, array, text, integer, real, boolean, date };

struct Node {
  NodeKind kind = NodeKind::table;
  std::string text;   // NodeKind::text
  double number = 0;  // integer and real
  std::int64_t integer = 0;
  bool boolean = false;
  std::vector<Node> items;         // array
  std::vector<NodeEntry> entries;  // table, in file order
  std::string file;
  int line = 0;

  bool is_number() const { return kind == NodeKind::integer || kind == NodeKind::real; }
  bool is_table_array() const;  // [[...]], or an array that holds tables only; not empty
  const NodeEntry* find(std::string_view key) const;
  std::string shown() const;      // as it would be written, cut to 60 characters
  std::string kind_name() const;  // "a number", "a text", ...
};

struct NodeEntry {
  std::string key;
  int line = 0;  // of the key; the value's may be later
  Node value;
};

// Throws InputError "file:line: not valid TOML: ..."; `file` is what messages call it.
Node parse_document(std::string_view text, const std::string& file);

// Whole file; InputError for a missing file, a folder, one that cannot be read or is larger than 4 MB.
std::string read_text_file(const std::filesystem::path& path);

// Shortest text that reads back as the same double ("0.5", "1e-04", "300").
std::string shortest(double value);

// `text` as a TOML basic string with its quotes.
std::string toml_text(std::string_view text);

}  // namespace backroll
