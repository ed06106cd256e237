// A table of assets/ whose every value is { value = ..., source = "tag: ..." }, looked up by dotted key.
#pragma once

#include <map>
#include <string>

namespace backroll {

struct SourcedValue {
  double number = 0;
  std::string text;    // where the value is one
  std::string source;  // with its tag
};

class SourcedValues {
 public:
  // "limits.toml" of assets_dir(). Throws InputError for anything else than values with a tagged source.
  explicit SourcedValues(const std::string& file);
  // "bone.spinous_force_red_n"; std::out_of_range for one that is missing.
  const SourcedValue& at(const std::string& key) const;
  double number(const std::string& key) const { return at(key).number; }
  const std::map<std::string, SourcedValue>& all() const { return values_; }

 private:
  std::string file_;
  std::map<std::string, SourcedValue> values_;
};

}  // namespace backroll
