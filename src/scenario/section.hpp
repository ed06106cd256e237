// One table of a scenario being read: every access checks type and range against the parameter table.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/parameters.hpp"

namespace backroll {

class Section {
 public:
  // `table` null: the section is not in the file and every key has its default. Unknown keys throw at once.
  Section(const Node* table, std::string section, const Node& document);

  bool given(const std::string& key) const { return node(key) != nullptr; }

  // The value or the table's default.
  double number(const std::string& key) const;
  int integer(const std::string& key) const;
  bool boolean(const std::string& key) const;
  std::string text(const std::string& key) const;  // texts and words
  std::vector<double> numbers(const std::string& key) const;
  std::vector<std::string> words(const std::string& key) const;

  // The value, or nothing / `otherwise` where the file is silent.
  std::optional<double> optional_number(const std::string& key) const;
  std::string text_or(const std::string& key, const std::string& otherwise) const;
  double number_or(const std::string& key, double otherwise) const;
  // As number_or with limits of its own instead of the table's; `note` follows them in the message.
  double number_within(const std::string& key, double otherwise, double min, double max,
                       const std::string& note) const;
  std::optional<std::vector<std::pair<double, double>>> optional_table(const std::string& key) const;

  std::vector<std::string> given_keys() const;  // in file order

  void require(const std::string& key) const;                            // "missing"
  void refuse(const std::string& key, const std::string& reason) const;  // if given

  // "file:line: section.key = value: problem"
  [[noreturn]] void fail(const std::string& key, const std::string& problem, const std::string& allowed = {},
                         const std::string& nearest = {}) const;
  // "file:line: section: problem"
  [[noreturn]] void fail_here(const std::string& problem) const;

  const Node* table() const { return table_; }  // null: not in the file
  const std::string& name() const { return section_; }
  const Node& document() const { return *document_; }
  int line() const { return table_ ? table_->line : document_->line; }

 private:
  const Node* node(const std::string& key) const;
  Parameter parameter(const std::string& key) const;  // with this key
  const Node& checked(const Parameter& parameter, const Node& node) const;
  double checked_number(const Parameter& parameter, const Node& node) const;
  const Node& value_or_default(const Parameter& parameter) const;
  std::string path(const std::string& key) const { return section_.empty() ? key : section_ + "." + key; }
  [[noreturn]] void fail_at(const Node& node, const std::string& key, const std::string& value,
                            const std::string& problem) const;
  void check_keys() const;

  const Node* table_;
  std::string section_;
  const Node* document_;
};

// "'x' belongs in [roller]" when another section has the key, else "".
std::string where_key_belongs(const std::string& key, const std::string& section);

}  // namespace backroll
