// Reading one TOML file of tables: every wrong or missing key is an InputError with file, line and key.
#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <string>
#include <vector>

#include "anatomy/tables.hpp"

namespace backroll {

class TomlFile {
 public:
  explicit TomlFile(const std::filesystem::path& path);

  // A table of the file and its name, for messages.
  struct Part {
    const toml::table* table = nullptr;
    std::string name;
  };
  Part part(const std::string& name) const;
  std::vector<Part> list(const std::string& name) const;  // [[name]]

  double number(const Part& part, const std::string& key) const;
  std::string text(const Part& part, const std::string& key) const;
  bool flag(const Part& part, const std::string& key) const;  // false when absent
  int level(const Part& part, const std::string& key) const;
  Tissue tissue(const Part& part, const std::string& key) const;
  std::vector<double> numbers(const Part& part, const std::string& key, std::size_t size) const;
  Interval interval(const Part& part, const std::string& key) const;         // from < to
  std::vector<Vec2> points(const Part& part, const std::string& key) const;  // x increasing
  std::vector<Landmark> anchors(const Part& part, const std::string& key) const;
  Landmark anchor(const Part& part, const std::string& key) const;
  const toml::array& array(const Part& part, const std::string& key) const;

  LevelValues level_values(const std::string& name, std::size_t at_least) const;
  std::vector<ProfileRow> profile(const std::string& name) const;

  [[noreturn]] void fail(const toml::node* node, const std::string& key, const std::string& problem,
                         const std::string& allowed = {}) const;

 private:
  const toml::node& find(const Part& part, const std::string& key) const;
  std::vector<double> numbers_of(const toml::node& node, const std::string& key) const;
  std::vector<Vec2> points_of(const toml::node& node, const std::string& key) const;
  Landmark anchor_of(const toml::node& node, const std::string& key) const;
  int level_of(const toml::node& node, const std::string& key, const std::string& name) const;

  std::string file_;
  toml::table root_;
};

}  // namespace backroll
