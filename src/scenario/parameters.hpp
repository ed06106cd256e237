// The one table of every key a scenario may hold. Reading, `backroll help scenario` and
// docs/scenario-reference.md use it.
#pragma once

#include <string>
#include <vector>

namespace backroll {

enum class ParameterType {
  text,
  word,  // one of Parameter::words
  number,
  integer,
  boolean,
  numbers,  // [1, 2, 3]
  words,    // ["a", "b"], each one of Parameter::words
  table     // [[time_s, value], ...]
};

enum class ParameterScope { both, back, specimen, part };

struct Parameter {
  std::string section;  // "" = top of the file, "specimen.layers" = [[specimen.layers]]
  std::string key;
  ParameterType type;
  std::string unit;           // "" = none
  double min = 0, max = 0;    // numbers, and each entry of lists and each value of time tables
  std::string fallback;       // TOML text of the default; "" = see fallback_note
  std::string fallback_note;  // "required", "as the roller's row", ...
  std::vector<std::string> words;
  std::string meaning;
  std::string source;  // of the default or the range
  // Set: `key` ("<muscle>") stands for each of these names, and for each with _left or _right behind it.
  std::vector<std::string> (*names)() = nullptr;

  std::vector<std::string> keys() const;  // that a file may write
  bool stands_for(const std::string& written) const;
  std::string path() const { return section.empty() ? key : section + "." + key; }
};

// Range of the body mass index the anatomy was checked over [kg/m2].
inline constexpr double kBmiMin = 17, kBmiMax = 40;

struct ParameterSection {
  std::string name;    // "" = top of the file
  bool array = false;  // [[name]]
  ParameterScope scope = ParameterScope::both;
  std::string meaning;
};

const std::vector<ParameterSection>& parameter_sections();
const std::vector<Parameter>& parameters();

const ParameterSection* find_section(const std::string& name);
const Parameter* find_parameter(const std::string& section, const std::string& key);
std::vector<std::string> keys_of(const std::string& section);

// "[subject]", "[[roller]]", "Top of the file".
std::string section_heading(const ParameterSection& section);

// Levels a roller can be sent to, cranial to caudal: C7, T1..T12, L1..L5, S1.
const std::vector<std::string>& level_names();

// "0.005 to 0.3 m/s"
std::string range_text(const Parameter& parameter);

// The whole reference: docs/scenario-reference.md and, for a terminal, `backroll help scenario`.
std::string reference_markdown();
std::string reference_text();

}  // namespace backroll
