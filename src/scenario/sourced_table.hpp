// Reading a catalogue row: every number is { value = ..., source = "tag: ..." }, and none may lack its
// source.
#pragma once

#include <string>
#include <vector>

#include "scenario/document.hpp"

namespace backroll {

class SourcedTable {
 public:
  // `what` names the row in messages ("roller 'firm-epp'").
  SourcedTable(const Node& row, std::string what) : row_(&row), what_(std::move(what)) {}

  std::string text(const std::string& key) const;
  double number(const std::string& key);
  std::vector<double> numbers(const std::string& key);
  std::vector<std::string> texts(const std::string& key) const;
  void add_source(const std::string& key, const Node& source);  // checks its tag

  // "key: tag: ..." of every number read so far.
  const std::vector<std::string>& sources() const { return sources_; }

 private:
  const Node& value(const std::string& key) const;
  const Node& sourced_value(const std::string& key);
  [[noreturn]] void fail(const Node& at, const std::string& key, const std::string& problem) const;

  const Node* row_;
  std::string what_;
  std::vector<std::string> sources_;
};

}  // namespace backroll
