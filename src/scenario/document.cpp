#include "scenario/document.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>
#include <tuple>
#include <utility>

#include <toml++/toml.h>

#include "scenario/input_error.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestFile = 4u << 20;  // bytes

int line_of(const toml::source_region& source) {
  return static_cast<int>(source.begin.line);
}

Node convert(const toml::node& from, const std::string& file) {
  Node node;
  node.file = file;
  node.line = line_of(from.source());
  if (const toml::table* table = from.as_table()) {
    node.kind = NodeKind::table;
    std::vector<std::tuple<int, int, NodeEntry>>
        found;  // toml++ sorts by key; a reader wants the file's order
    for (const auto& [key, value] : *table) {
      NodeEntry entry;
      entry.key = std::string(key.str());
      entry.line = line_of(key.source());
      entry.value = convert(value, file);
      if (entry.value.line == 0) entry.value.line = entry.line;
      found.emplace_back(entry.line, static_cast<int>(key.source().begin.column), std::move(entry));
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return std::pair(std::get<0>(a), std::get<1>(a)) < std::pair(std::get<0>(b), std::get<1>(b));
    });
    for (auto& item : found) node.entries.push_back(std::move(std::get<2>(item)));
  } else if (const toml::array* array = from.as_array()) {
    node.kind = NodeKind::array;
    for (const toml::node& item : *array) node.items.push_back(convert(item, file));
    if (node.line == 0 && !node.items.empty()) node.line = node.items.front().line;
  } else if (const auto* text = from.as_string()) {
    node.kind = NodeKind::text;
    node.text = text->get();
  } else if (const auto* integer = from.as_integer()) {
    node.kind = NodeKind::integer;
    node.integer = integer->get();
    node.number = static_cast<double>(node.integer);
  } else if (const auto* real = from.as_floating_point()) {
    node.kind = NodeKind::real;
    node.number = real->get();
  } else if (const auto* boolean = from.as_boolean()) {
    node.kind = NodeKind::boolean;
    node.boolean = boolean->get();
  } else {
    node.kind = NodeKind::date;
    node.text = "a date";
  }
  return node;
}

std::string joined(const Node& node) {
  std::string out = "[";
  for (std::size_t i = 0; i < node.items.size() && out.size() < 80; ++i) {
    if (i) out += ", ";
    out += node.items[i].shown();
  }
  return out + "]";
}

}  // namespace

bool Node::is_table_array() const {
  return kind == NodeKind::array && !items.empty() &&
         std::all_of(items.begin(), items.end(),
                     [](const Node& item) { return item.kind == NodeKind::table; });
}

const NodeEntry* Node::find(std::string_view key) const {
  for (const NodeEntry& entry : entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

std::string Node::shown() const {
  std::string out;
  switch (kind) {
    case NodeKind::table:
      out = "{...}";
      break;
    case NodeKind::array:
      out = joined(*this);
      break;
    case NodeKind::text:
      out = toml_text(text);
      break;
    case NodeKind::integer:
      out = std::to_string(integer);
      break;
    case NodeKind::real:
      out = shortest(number);
      break;
    case NodeKind::boolean:
      out = boolean ? "true" : "false";
      break;
    case NodeKind::date:
      out = "a date";
      break;
  }
  if (out.size() <= 60) return out;
  std::size_t end = 57;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0u) == 0x80u) --end;  // not inside a character
  return out.substr(0, end) + "...";
}

std::string Node::kind_name() const {
  switch (kind) {
    case NodeKind::table:
      return "a table";
    case NodeKind::array:
      return "a list";
    case NodeKind::text:
      return "a text";
    case NodeKind::integer:
      return "a whole number";
    case NodeKind::real:
      return "a number";
    case NodeKind::boolean:
      return "true or false";
    case NodeKind::date:
      break;
  }
  return "a date or time";
}

Node parse_document(std::string_view text, const std::string& file) {
  if (text.find('\0') != std::string_view::npos)
    throw InputError::at(file, 0, "", "", "not a text file (it holds a zero byte)");
  try {
    const toml::table table = toml::parse(text, file);
    Node node = convert(table, file);
    node.line = 1;
    return node;
  } catch (const toml::parse_error& error) {
    throw InputError::at(file, line_of(error.source()), "", "",
                         "not valid TOML: " + std::string(error.description()));
  }
}

std::string read_text_file(const fs::path& path) {
  const std::string name = path.string();
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) throw InputError::at(name, 0, "", "", "no such file");
  if (fs::is_directory(status)) throw InputError::at(name, 0, "", "", "is a folder, not a file");
  if (error) throw InputError::at(name, 0, "", "", "cannot be read: " + error.message());
  if (!fs::is_regular_file(status)) throw InputError::at(name, 0, "", "", "is not a regular file");
  if (fs::file_size(path, error) > kLargestFile && !error)
    throw InputError::at(name, 0, "", "", "larger than 4 MB: not a scenario");
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw InputError::at(name, 0, "", "", std::string("cannot be read: ") + std::strerror(errno));
  std::ostringstream text;
  text << stream.rdbuf();
  if (stream.bad()) throw InputError::at(name, 0, "", "", "cannot be read to its end");
  return text.str();
}

std::string shortest(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::array<char, 40> buffer{};
  const double size = std::abs(value);
  const bool plain = (size < 1e15 && value == std::trunc(value)) || (size >= 1e-6 && size < 1);
  char* const last = buffer.data() + buffer.size();
  const auto end = plain ? std::to_chars(buffer.data(), last, value, std::chars_format::fixed).ptr
                         : std::to_chars(buffer.data(), last, value).ptr;
  return std::string(buffer.data(), end);
}

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      static constexpr const char* kDigits = "0123456789abcdef";
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace backroll
