#include "scenario/section.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include "scenario/input_error.hpp"

namespace backroll {

namespace {

constexpr std::size_t kLongestText = 2000;  // characters

const char* expected(ParameterType type) {
  switch (type) {
    case ParameterType::text:
    case ParameterType::word:
      return "a text";
    case ParameterType::number:
      return "a number";
    case ParameterType::integer:
      return "a whole number";
    case ParameterType::boolean:
      return "true or false";
    case ParameterType::numbers:
      return "a list of numbers";
    case ParameterType::words:
      return "a list of texts";
    case ParameterType::table:
      break;
  }
  return "a list of [time_s, value] pairs";
}

bool matches(ParameterType type, const Node& node) {
  switch (type) {
    case ParameterType::text:
    case ParameterType::word:
      return node.kind == NodeKind::text;
    case ParameterType::number:
      return node.is_number();
    case ParameterType::integer:
      return node.kind == NodeKind::integer;
    case ParameterType::boolean:
      return node.kind == NodeKind::boolean;
    case ParameterType::numbers:
    case ParameterType::words:
    case ParameterType::table:
      break;
  }
  return node.kind == NodeKind::array;
}

bool has_control_character(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f;
  });
}

// The defaults of the parameter table, parsed once.
const Node& default_node(const Parameter& parameter) {
  static const std::map<std::string, Node> defaults = [] {
    std::map<std::string, Node> out;
    for (const Parameter& each : parameters())
      if (!each.fallback.empty())
        out[each.path()] = parse_document("x = " + each.fallback, each.path()).entries[0].value;
    return out;
  }();
  const auto found = defaults.find(parameter.path());
  if (found == defaults.end()) throw std::logic_error(std::string("no default for ") + parameter.path());
  return found->second;
}

// The keys of a section for a message, each muscle once.
std::string listed(const std::string& section, const std::vector<std::string>& known) {
  std::vector<std::string> keys = known;
  std::string note;
  for (const Parameter& parameter : parameters())
    if (parameter.section == section && parameter.names) {
      keys = parameter.names();
      note = ", each also with _left or _right";
    }
  std::string out;
  for (const std::string& key : keys) out += (out.empty() ? "" : ", ") + key;
  return out + note;
}

void check_word(const Parameter& parameter, const Node& value) {
  if (std::find(parameter.words.begin(), parameter.words.end(), value.text) != parameter.words.end()) return;
  std::string allowed;
  for (const std::string& word : parameter.words) allowed += (allowed.empty() ? "" : ", ") + word;
  throw InputError::at(value.file, value.line, parameter.path(), value.shown(), "not one of the known words",
                       allowed, nearest_word(value.text, parameter.words));
}

}  // namespace

std::string where_key_belongs(const std::string& key, const std::string& section) {
  std::string out;
  for (const Parameter& parameter : parameters()) {
    if (parameter.section == section || !parameter.stands_for(key)) continue;
    const ParameterSection& home = *find_section(parameter.section);
    out += out.empty() ? "it belongs in " : " or ";
    out += home.name.empty() ? "the top of the file" : section_heading(home);
  }
  return out;
}

Section::Section(const Node* table, std::string section, const Node& document)
    : table_(table), section_(std::move(section)), document_(&document) {
  if (table_) check_keys();
}

void Section::check_keys() const {
  std::vector<std::string> known = keys_of(section_);
  for (const ParameterSection& each : parameter_sections()) {
    const std::size_t dot = each.name.rfind('.');
    const std::string parent = dot == std::string::npos ? "" : each.name.substr(0, dot);
    if (!each.name.empty() && parent == section_)
      known.push_back(each.name.substr(parent.empty() ? 0 : dot + 1));
  }
  for (const NodeEntry& entry : table_->entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const std::string home = where_key_belongs(entry.key, section_);
    throw InputError::at(entry.value.file, entry.line, path(entry.key), "",
                         home.empty() ? "unknown key" : "unknown key here; " + home,
                         home.empty() ? listed(section_, known) : "",
                         home.empty() ? nearest_word(entry.key, known) : "");
  }
}

const Node* Section::node(const std::string& key) const {
  const NodeEntry* entry = table_ ? table_->find(key) : nullptr;
  return entry ? &entry->value : nullptr;
}

Parameter Section::parameter(const std::string& key) const {
  const Parameter* found = find_parameter(section_, key);
  if (!found) throw std::logic_error(std::string("no parameter ") + path(key));
  Parameter out = *found;
  out.key = key;
  return out;
}

void Section::fail_at(const Node& node, const std::string& key, const std::string& value,
                      const std::string& problem) const {
  throw InputError::at(node.file, node.line, path(key), value, problem);
}

void Section::fail(const std::string& key, const std::string& problem, const std::string& allowed,
                   const std::string& nearest) const {
  const NodeEntry* entry = table_ ? table_->find(key) : nullptr;
  const Node& place = table_ ? *table_ : *document_;
  if (!entry) throw InputError::at(place.file, place.line, path(key), "", problem, allowed, nearest);
  throw InputError::at(entry->value.file, entry->line, path(key), entry->value.shown(), problem, allowed,
                       nearest);
}

void Section::fail_here(const std::string& problem) const {
  const Node& place = table_ ? *table_ : *document_;
  throw InputError::at(place.file, place.line, section_, "", problem);
}

std::vector<std::string> Section::given_keys() const {
  std::vector<std::string> keys;
  if (table_)
    for (const NodeEntry& entry : table_->entries) keys.push_back(entry.key);
  return keys;
}

void Section::require(const std::string& key) const {
  if (!given(key)) fail(key, "missing");
}

void Section::refuse(const std::string& key, const std::string& reason) const {
  if (given(key)) fail(key, reason);
}

const Node& Section::checked(const Parameter& parameter, const Node& value) const {
  if (!matches(parameter.type, value))
    fail_at(value, parameter.key, value.shown(),
            std::string(expected(parameter.type)) + " is expected, found " + value.kind_name());
  if (value.kind == NodeKind::text) {
    if (value.text.size() > kLongestText)
      fail_at(value, parameter.key, value.shown(),
              std::string("longer than ") + std::to_string(kLongestText) + " characters");
    if (has_control_character(value.text))
      fail_at(value, parameter.key, value.shown(), "holds a control character");
  }
  if (parameter.type == ParameterType::word) check_word(parameter, value);
  if (parameter.type == ParameterType::words)
    for (const Node& item : value.items) {
      if (item.kind != NodeKind::text)
        fail_at(item, parameter.key, item.shown(),
                std::string("a text is expected, found ") + item.kind_name());
      check_word(parameter, item);
    }
  return value;
}

double Section::checked_number(const Parameter& parameter, const Node& value) const {
  if (!value.is_number())
    fail_at(value, parameter.key, value.shown(),
            std::string("a number is expected, found ") + value.kind_name());
  if (!std::isfinite(value.number)) fail_at(value, parameter.key, value.shown(), "not a finite number");
  if (value.number < parameter.min || value.number > parameter.max)
    fail_at(value, parameter.key, value.shown(), std::string("outside ") + range_text(parameter));
  return value.number;
}

const Node& Section::value_or_default(const Parameter& parameter) const {
  if (const Node* found = node(parameter.key)) return checked(parameter, *found);
  if (parameter.fallback.empty()) fail(parameter.key, "missing");
  return default_node(parameter);
}

double Section::number(const std::string& key) const {
  const Parameter wanted = parameter(key);
  return checked_number(wanted, value_or_default(wanted));
}

int Section::integer(const std::string& key) const {
  const Parameter wanted = parameter(key);
  return static_cast<int>(checked_number(wanted, value_or_default(wanted)));
}

bool Section::boolean(const std::string& key) const {
  return value_or_default(parameter(key)).boolean;
}

std::string Section::text(const std::string& key) const {
  return value_or_default(parameter(key)).text;
}

std::vector<double> Section::numbers(const std::string& key) const {
  const Parameter wanted = parameter(key);
  std::vector<double> out;
  for (const Node& item : value_or_default(wanted).items) out.push_back(checked_number(wanted, item));
  return out;
}

std::vector<std::string> Section::words(const std::string& key) const {
  std::vector<std::string> out;
  for (const Node& item : value_or_default(parameter(key)).items) out.push_back(item.text);
  return out;
}

std::optional<double> Section::optional_number(const std::string& key) const {
  if (!given(key)) return std::nullopt;
  return number(key);
}

std::string Section::text_or(const std::string& key, const std::string& otherwise) const {
  return given(key) ? text(key) : otherwise;
}

double Section::number_or(const std::string& key, double otherwise) const {
  return given(key) ? number(key) : otherwise;
}

double Section::number_within(const std::string& key, double otherwise, double min, double max,
                              const std::string& note) const {
  Parameter limited = parameter(key);
  limited.min = min;
  limited.max = max;
  limited.unit += note;
  const Node* found = node(key);
  return found ? checked_number(limited, *found) : otherwise;
}

std::optional<std::vector<std::pair<double, double>>> Section::optional_table(const std::string& key) const {
  if (!given(key)) return std::nullopt;
  const Parameter wanted = parameter(key);
  const Node& list = value_or_default(wanted);
  Parameter time = wanted;  // for messages about a pair's first entry
  time.unit = "s";
  time.min = 0;
  time.max = 1e5;
  Parameter value = wanted;
  value.unit = wanted.unit.substr(wanted.unit.find(' ') + 1);
  std::vector<std::pair<double, double>> out;
  for (const Node& pair : list.items) {
    if (pair.kind != NodeKind::array || pair.items.size() != 2)
      fail_at(pair, key, pair.shown(), "a pair [time_s, value] is expected");
    const double t = checked_number(time, pair.items[0]);
    if (out.empty() && t != 0) fail_at(pair, key, pair.shown(), "the first time must be 0");
    if (!out.empty() && t <= out.back().first)
      fail_at(pair, key, pair.shown(),
              std::string("times must increase; the pair before has ") + shortest(out.back().first));
    out.emplace_back(t, checked_number(value, pair.items[1]));
  }
  if (out.size() < 2) fail(key, "at least two [time_s, value] pairs are needed");
  return out;
}

}  // namespace backroll
