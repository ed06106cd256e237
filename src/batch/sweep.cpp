#include "batch/sweep.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "batch/result_columns.hpp"
#include "scenario/extends.hpp"
#include "scenario/input_error.hpp"
#include "scenario/set_key.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

constexpr int kMostPoints = 100000;
constexpr double kInfinite = std::numeric_limits<double>::infinity();

// A table of the file; keys that are not in sweep_keys() throw at once.
class FileTable {
 public:
  FileTable(const Node& node, std::string section) : node_(&node), section_(std::move(section)) {
    std::vector<std::string> known;
    for (const SweepKey& key : sweep_keys())
      if (key.section == section_) known.push_back(key.key);
    if (section_.empty())
      for (const char* name : {"axis", "parameter", "sample", "skip", "output", "analysis"})
        known.emplace_back(name);
    for (const NodeEntry& entry : node.entries)
      if (std::find(known.begin(), known.end(), entry.key) == known.end())
        throw InputError::at(node.file, entry.line, path(entry.key), entry.value.shown(),
                             "no such key of a sweep (backroll help sweep)", {},
                             nearest_word(entry.key, known));
  }

  const Node* find(const std::string& key) const {
    const NodeEntry* entry = node_->find(key);
    return entry ? &entry->value : nullptr;
  }
  const Node& require(const std::string& key) const {
    if (const Node* found = find(key)) return *found;
    throw InputError::at(node_->file, node_->line, path(key), "", "missing");
  }
  [[noreturn]] void fail(const Node& at, const std::string& key, const std::string& problem,
                         const std::string& allowed = {}, const std::string& nearest = {}) const {
    throw InputError::at(at.file, at.line, path(key), at.shown(), problem, allowed, nearest);
  }
  std::string text(const std::string& key, const std::string& otherwise) const {
    const Node* found = find(key);
    if (!found) return otherwise;
    if (found->kind != NodeKind::text) fail(*found, key, "a text is expected");
    return found->text;
  }
  double number(const std::string& key) const {
    const Node& found = require(key);
    if (!found.is_number() || !std::isfinite(found.number)) fail(found, key, "a number is expected");
    return found.number;
  }
  double number_or(const std::string& key, double otherwise) const {
    return find(key) ? number(key) : otherwise;
  }
  std::int64_t integer(const std::string& key, std::int64_t least, std::int64_t most) const {
    const Node& found = require(key);
    if (found.kind != NodeKind::integer) fail(found, key, "a whole number is expected");
    if (found.integer < least || found.integer > most)
      fail(found, key, "outside " + std::to_string(least) + " to " + std::to_string(most));
    return found.integer;
  }
  std::vector<std::string> texts(const std::string& key) const {
    const Node* found = find(key);
    if (!found) return {};
    if (found->kind == NodeKind::text) return {found->text};
    std::vector<std::string> all;
    for (const Node& item : found->items) {
      if (item.kind != NodeKind::text) fail(*found, key, "a list of texts is expected");
      all.push_back(item.text);
    }
    if (all.empty()) fail(*found, key, "a text, or a list of texts that is not empty, is expected");
    return all;
  }
  template <class Value>
  Value word(const std::string& key, const std::vector<std::string>& words, Value otherwise) const {
    const Node* found = find(key);
    if (!found) return otherwise;
    const std::string given = text(key, "");
    const auto at = std::find(words.begin(), words.end(), given);
    if (at == words.end()) {
      std::string all;
      for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
      fail(*found, key, "unknown", all, nearest_word(given, words));
    }
    return static_cast<Value>(at - words.begin());
  }
  const Node& node() const { return *node_; }

 private:
  std::string path(const std::string& key) const { return section_.empty() ? key : section_ + "." + key; }
  const Node* node_;
  std::string section_;
};

std::vector<FileTable> tables_of(const Node& document, const std::string& section) {
  std::vector<FileTable> all;
  const NodeEntry* entry = document.find(section);
  if (!entry) return all;
  if (!entry->value.is_table_array())
    throw InputError::at(document.file, entry->line, section, "", "write [[" + section + "]]");
  for (const Node& item : entry->value.items) all.emplace_back(item, section);
  return all;
}

FileTable one_table(const Node& document, const std::string& section) {
  static const Node kEmpty;
  const NodeEntry* entry = document.find(section);
  if (entry && entry->value.kind != NodeKind::table)
    throw InputError::at(document.file, entry->line, section, "", "write [" + section + "]");
  return FileTable(entry ? entry->value : kEmpty, section);
}

std::string last_word(const std::string& path) {
  return path.substr(path.rfind('.') + 1);
}

SweptKey swept_key(const FileTable& table, const std::string& key_name) {
  SweptKey key;
  const Node& place = table.require(key_name);
  key.paths = table.texts(key_name);
  for (const std::string& path : key.paths) parameter_of(path, place);
  key.name = table.text("name", last_word(key.paths.front()));
  return key;
}

std::vector<std::vector<Node>> range_values(const FileTable& table) {
  const double from = table.number("from"), to = table.number("to");
  const auto count = static_cast<int>(table.integer("count", 1, kMostPoints));
  const bool log = table.word<int>("scale", {"linear", "log"}, 0) == 1;
  if (log && (from <= 0 || to <= 0)) table.fail(table.require("scale"), "scale", "needs from and to above 0");
  std::vector<std::vector<Node>> values;
  for (int n = 0; n < count; ++n) {
    const double share = count == 1 ? 0 : static_cast<double>(n) / (count - 1);
    Node value = table.require("from");
    value.kind = NodeKind::real;
    value.number = log ? from * std::pow(to / from, share) : from + share * (to - from);
    // 12 digits: 0.1 + 0.2 shall not show as 0.30000000000000004
    char text[32];
    std::snprintf(text, sizeof text, "%.12g", value.number);
    value.number = std::stod(text);
    values.push_back({value});
  }
  return values;
}

SweepAxis read_axis(const FileTable& table) {
  SweepAxis axis;
  const bool paired = table.find("keys");
  if (paired == (table.find("key") != nullptr)) table.fail(table.node(), "key", "give either key or keys");
  if (!paired) {
    axis.keys = {swept_key(table, "key")};
    if (!table.find("values")) {
      axis.values = range_values(table);
      return axis;
    }
  } else {
    const Node& keys = table.require("keys");
    const std::vector<std::string> names = table.texts("names");
    for (const Node& item : keys.items) {
      SweptKey key;
      if (item.kind == NodeKind::text) key.paths = {item.text};
      for (const Node& path : item.items) key.paths.push_back(path.text);
      if (key.paths.empty()) table.fail(keys, "keys", "a list of keys is expected");
      for (const std::string& path : key.paths) parameter_of(path, keys);
      key.name = names.size() > axis.keys.size() ? names[axis.keys.size()] : last_word(key.paths.front());
      axis.keys.push_back(key);
    }
    if (axis.keys.size() < 2) table.fail(keys, "keys", "two or more are expected; one goes into key");
    if (!names.empty() && names.size() != axis.keys.size())
      table.fail(table.require("names"), "names", "as many as keys are expected");
  }
  const Node& values = table.require("values");
  if (values.kind != NodeKind::array || values.items.empty())
    table.fail(values, "values", "a list that is not empty is expected");
  for (const Node& item : values.items) {
    if (paired && (item.kind != NodeKind::array || item.items.size() != axis.keys.size()))
      table.fail(item, "values",
                 "a list of " + std::to_string(axis.keys.size()) + ", one for each of keys, is expected");
    axis.values.push_back(paired ? item.items : std::vector<Node>{item});
  }
  return axis;
}

const std::vector<std::string> kSpreads = {"uniform", "log_uniform", "normal", "log_normal"};

SampledParameter read_parameter(const FileTable& table) {
  SampledParameter p;
  p.place = table.node();
  p.key = swept_key(table, "key");
  const Parameter& known = parameter_of(p.key.paths.front(), table.require("key"));
  if (known.type != ParameterType::number && known.type != ParameterType::integer)
    table.fail(table.require("key"), "key", "is not a number; only numbers can be sampled");
  p.whole = known.type == ParameterType::integer;
  p.source = table.text("source", "");
  Distribution& d = p.distribution;
  d.spread = table.word("spread", kSpreads, Spread::uniform);
  const bool limits_needed = d.spread == Spread::uniform || d.spread == Spread::log_uniform;
  d.from = limits_needed ? table.number("from") : table.number_or("from", -kInfinite);
  d.to = limits_needed ? table.number("to") : table.number_or("to", kInfinite);
  if (!(d.from < d.to)) table.fail(table.require("to"), "to", "must be above from");
  if (d.spread == Spread::log_uniform && d.from <= 0)
    table.fail(table.require("from"), "from", "must be above 0 for log_uniform");
  if (d.spread == Spread::normal) {
    d.mean = table.number("mean");
    d.sd = table.number("sd");
    if (d.sd <= 0) table.fail(table.require("sd"), "sd", "must be above 0");
  } else if (d.spread == Spread::log_normal) {
    d.mean = table.number("median");
    d.sd = table.number("factor");
    if (d.mean <= 0) table.fail(table.require("median"), "median", "must be above 0");
    if (d.sd <= 1) table.fail(table.require("factor"), "factor", "must be above 1");
  }
  return p;
}

SkipRule read_skip(const FileTable& table, const std::set<std::string>& columns) {
  SkipRule rule;
  const Node& when = table.require("when");
  if (when.kind != NodeKind::table || when.entries.empty())
    table.fail(when, "when", "a table is expected, { level = \"L3\" }");
  for (const NodeEntry& entry : when.entries) {
    if (!columns.contains(entry.key))
      throw InputError::at(when.file, entry.line, "skip.when." + entry.key, entry.value.shown(),
                           "no axis or parameter has this name", {}, nearest_word(entry.key, columns));
    SkipRule::Condition condition{entry.key, {}, -kInfinite, kInfinite};
    if (entry.value.kind == NodeKind::table) {
      for (const NodeEntry& limit : entry.value.entries) {
        if ((limit.key != "above" && limit.key != "below") || !limit.value.is_number())
          throw InputError::at(when.file, limit.line, "skip.when." + entry.key + "." + limit.key,
                               limit.value.shown(), "above = number or below = number is expected");
        (limit.key == "above" ? condition.above : condition.below) = limit.value.number;
      }
    } else if (entry.value.kind == NodeKind::array) {
      condition.equals = entry.value.items;
    } else {
      condition.equals = {entry.value};
    }
    rule.when.push_back(std::move(condition));
  }
  return rule;
}

void read_sample(const Node& document, Sweep& sweep) {
  const FileTable table = one_table(document, "sample");
  if (sweep.parameters.empty()) {
    if (document.find("sample")) table.fail(table.node(), "method", "there is no [[parameter]] to sample");
    return;
  }
  if (!document.find("sample"))
    throw InputError::at(document.file, sweep.parameters.front().place.line, "parameter", "",
                         "needs a [sample] with a count");
  sweep.method = table.word("method", sample_method_words(), SampleMethod::latin_hypercube);
  sweep.sample_count = static_cast<int>(table.integer("count", 1, kMostPoints));
  if (table.find("seed"))
    sweep.seed =
        static_cast<std::uint64_t>(table.integer("seed", 0, std::numeric_limits<std::int64_t>::max()));
  const int most = sweep.method == SampleMethod::sobol      ? kMostSobol
                   : sweep.method == SampleMethod::saltelli ? kMostSobol / 2
                                                            : std::numeric_limits<int>::max();
  if (static_cast<int>(sweep.parameters.size()) > most)
    table.fail(table.require("method"), "method", "takes at most " + std::to_string(most) + " parameters");
}

void read_scenarios(const FileTable& top, Sweep& sweep) {
  const bool one = top.find("scenario"), several = top.find("scenarios");
  if (one == several) top.fail(top.node(), "scenario", "give either scenario or scenarios");
  sweep.scenarios = top.texts(one ? "scenario" : "scenarios");
  const Node& place = top.require(one ? "scenario" : "scenarios");
  for (const std::string& name : sweep.scenarios) {
    const fs::path path = (fs::path(sweep.file).parent_path() / name).lexically_normal();
    try {
      sweep.documents.push_back(parse_with_extends(read_text_file(path), path.string()));
    } catch (const InputError& error) {
      throw InputError::at(place.file, place.line, one ? "scenario" : "scenarios", name, error.what());
    }
  }
}

void read_analysis(const Node& document, Sweep& sweep) {
  const FileTable table = one_table(document, "analysis");
  const std::vector<std::string> known = output_names();
  const auto checked = [&](const std::string& key, const std::string& name) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      table.fail(table.require(key), key, "no such output of results.csv: " + name, {},
                 nearest_word(name, known));
    return name;
  };
  sweep.more = checked("more", table.text("more", "mean_pressure_paraspinal_kpa"));
  sweep.less = checked("less", table.text("less", "spine_force_n"));
  sweep.outputs = {"muscle_force_n",     "spine_force_n", "path_spine_n", "mean_pressure_paraspinal_kpa",
                   "peak_1cm2_bone_kpa", "pain_score"};
  if (table.find("outputs")) {
    sweep.outputs = table.texts("outputs");
    for (const std::string& name : sweep.outputs) checked("outputs", name);
  }
}

}  // namespace

const std::vector<std::string>& sample_method_words() {
  static const std::vector<std::string> words = {"latin_hypercube", "sobol", "morris", "saltelli"};
  return words;
}

const std::vector<std::string>& keep_words() {
  static const std::vector<std::string> words = {"summary", "series", "all"};
  return words;
}

bool has_scenario_column(const Sweep& sweep) {
  return sweep.documents.size() > 1;
}

bool has_roller_column(const Sweep& sweep) {
  return std::any_of(sweep.documents.begin(), sweep.documents.end(), [](const Node& document) {
    const NodeEntry* rollers = document.find("roller");
    return rollers && rollers->value.items.size() > 1;
  });
}

Sweep parse_sweep(std::string_view text, const std::string& file) {
  const Node document = parse_document(text, file);
  const FileTable top(document, "");
  Sweep sweep;
  sweep.file = file;
  top.integer("schema", 1, 1);
  top.require("name");
  sweep.name = top.text("name", "");
  if (sweep.name.find_first_not_of(" \t\n") == std::string::npos || sweep.name.size() > 100 ||
      sweep.name.find('\n') != std::string::npos)
    top.fail(top.require("name"), "name", "a line of 1 to 100 characters is expected");
  sweep.description = top.text("description", "");
  read_scenarios(top, sweep);
  for (const FileTable& table : tables_of(document, "axis")) sweep.axes.push_back(read_axis(table));
  for (const FileTable& table : tables_of(document, "parameter"))
    sweep.parameters.push_back(read_parameter(table));
  read_sample(document, sweep);

  // columns are told apart by their names
  std::set<std::string> columns = {"case", "id", "status", "reason", "version"};
  if (has_scenario_column(sweep)) columns.insert("scenario");
  if (has_roller_column(sweep)) columns.insert("roller");
  const std::vector<std::string> outputs = output_names();
  const auto add = [&](const std::string& name, const Node& place) {
    if (!columns.insert(name).second || std::find(outputs.begin(), outputs.end(), name) != outputs.end())
      throw InputError::at(place.file, place.line, "name", name, "is another column's; give name = \"...\"");
  };
  const std::vector<FileTable> axis_tables = tables_of(document, "axis");
  for (std::size_t a = 0; a < sweep.axes.size(); ++a)
    for (const SweptKey& key : sweep.axes[a].keys) add(key.name, axis_tables[a].node());
  for (const SampledParameter& p : sweep.parameters) add(p.key.name, p.place);

  for (const FileTable& table : tables_of(document, "skip")) sweep.skips.push_back(read_skip(table, columns));
  sweep.keep = one_table(document, "output").word("keep", keep_words(), Keep::series);
  read_analysis(document, sweep);
  return sweep;
}

bool is_sweep_file(const fs::path& path) {
  try {
    const Node document = parse_document(read_text_file(path), path.string());
    return document.find("scenario") || document.find("scenarios");
  } catch (const InputError&) {
    return false;
  }
}

Sweep read_sweep(const fs::path& path) {
  return parse_sweep(read_text_file(path), path.string());
}

}  // namespace backroll
