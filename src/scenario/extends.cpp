#include "scenario/extends.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "scenario/input_error.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSchema = 1;

struct Exclusion {
  const char *given, *dropped;  // giving the first drops the second of the file extended
};
constexpr Exclusion kExcludes[] = {
    {"load.force_n", "load.body_weight_fraction"},
    {"load.body_weight_fraction", "load.force_n"},
    {"loading.depth_mm", "loading.load_n"},
    {"loading.load_n", "loading.depth_mm"},
    {"indenter.kind", "indenter.roller"},
    {"indenter.roller", "indenter.kind"},
    {"indenter.roller", "indenter.radius_mm"},
    {"indenter.roller", "indenter.friction"},
    {"press.force_n", "press.depth_mm"},
    {"press.depth_mm", "press.force_n"},
    {"part.force_n", "part.moment_nm"},
    {"part.moment_nm", "part.force_n"},
    {"press", "roller"},
    {"press", "phase"},
    {"press", "protocol"},
    {"press", "load.force_n"},
    {"press", "load.body_weight_fraction"},
    {"press", "part"},
    {"roller", "press"},
    {"roller", "part"},
    {"phase", "protocol"},
    {"protocol", "phase"},
    {"protocol", "press"},
    {"phase", "press"},
    {"phase", "part"},
    {"part", "support"},
    {"part", "roller"},
    {"part", "load"},
    {"part", "phase"},
    {"part", "protocol"},
    {"part", "press"},
    {"part", "mesh"},
    {"part", "solver.bulk_ratio"},
    {"part", "output.bone_depth_mm"},
};

void check_schema(const Node& document) {
  const NodeEntry* schema = document.find("schema");
  if (!schema) {
    const bool empty = document.entries.empty();
    throw InputError::at(document.file, 1, "schema", "",
                         (empty ? std::string("missing, the file is empty") : std::string("missing")) +
                             "; a scenario begins with schema = 1");
  }
  if (schema->value.kind != NodeKind::integer)
    throw InputError::at(document.file, schema->line, "schema", schema->value.shown(),
                         "a whole number is expected, found " + schema->value.kind_name());
  if (schema->value.integer != kSchema)
    throw InputError::at(document.file, schema->line, "schema", schema->value.shown(),
                         "this program reads schema = 1");
}

void erase(Node& table, const std::string& key) {
  std::erase_if(table.entries, [&](const NodeEntry& entry) { return entry.key == key; });
}

// "load.force_n" -> its table and "force_n"; the table is null where there is none.
std::pair<Node*, std::string> place_of(Node& document, const std::string& path) {
  const std::size_t dot = path.find('.');
  if (dot == std::string::npos) return {&document, path};
  for (NodeEntry& entry : document.entries)
    if (entry.key == path.substr(0, dot)) return {&entry.value, path.substr(dot + 1)};
  return {nullptr, path.substr(dot + 1)};
}

bool has(Node& document, const std::string& path) {
  const auto [table, key] = place_of(document, path);
  return table && table->find(key);
}

// Takes out of `base` what `over` excludes and does not give itself.
void drop_excluded(Node& base, Node& over) {
  for (const auto& [given, dropped] : kExcludes) {
    if (!has(over, given) || has(over, dropped)) continue;
    const auto [table, key] = place_of(base, dropped);
    if (table) erase(*table, key);
  }
}

void merge(Node& base, const Node& over) {
  for (const NodeEntry& entry : over.entries) {
    const auto old = std::find_if(base.entries.begin(), base.entries.end(),
                                  [&](const NodeEntry& each) { return each.key == entry.key; });
    if (old == base.entries.end()) {
      base.entries.push_back(entry);
    } else if (old->value.kind == NodeKind::table && entry.value.kind == NodeKind::table) {
      merge(old->value, entry.value);
      old->line = entry.line;
    } else {
      *old = entry;
    }
  }
  base.file = over.file;
  base.line = over.line;
}

fs::path same_file_key(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : canonical;
}

Node parse_chain(std::string_view text, const std::string& file, std::vector<fs::path>& chain) {
  Node document = parse_document(text, file);
  check_schema(document);
  const NodeEntry* extends = document.find("extends");
  if (!extends) return document;
  const Node target = extends->value;
  const int line = extends->line;
  if (target.kind != NodeKind::text || target.text.empty())
    throw InputError::at(file, line, "extends", target.shown(), "the name of a scenario file is expected");
  const fs::path path = (fs::path(file).parent_path() / target.text).lexically_normal();
  const fs::path key = same_file_key(path);
  if (std::find(chain.begin(), chain.end(), key) != chain.end())
    throw InputError::at(file, line, "extends", target.shown(), "extends itself in a circle");
  chain.push_back(key);
  std::string base_text;
  try {
    base_text = read_text_file(path);
  } catch (const InputError& error) {
    throw InputError::at(file, line, "extends", target.shown(), error.what());
  }
  Node base = parse_chain(base_text, path.string(), chain);
  for (const char* own : {"name", "description", "extends"}) erase(base, own);
  erase(document, "extends");
  drop_excluded(base, document);
  merge(base, document);
  return base;
}

}  // namespace

void drop_excluded_by(Node& document, const std::string& path) {
  for (const auto& [given, dropped] : kExcludes) {
    if (path != given) continue;
    const auto [table, key] = place_of(document, dropped);
    if (table) erase(*table, key);
  }
}

Node parse_with_extends(std::string_view text, const std::string& file) {
  std::vector<fs::path> chain = {same_file_key(file)};
  return parse_chain(text, file, chain);
}

}  // namespace backroll
