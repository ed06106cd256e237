#include "scenario/parameters.hpp"

#include "scenario/document.hpp"
#include "scenario/parameter_rows.hpp"

namespace backroll {

const std::vector<std::string>& level_names() {
  static const std::vector<std::string> names = {"C7", "T1", "T2", "T3",  "T4",  "T5",  "T6",
                                                 "T7", "T8", "T9", "T10", "T11", "T12", "L1",
                                                 "L2", "L3", "L4", "L5",  "S1"};
  return names;
}

const std::vector<ParameterSection>& parameter_sections() {
  using enum ParameterScope;
  static const std::vector<ParameterSection> sections = {
      {"", false, both, "Which format, what it is called, what it builds on."},
      {"subject", false, back, "Who lies on the roller."},
      {"roller", true, back, "One entry a roller; each is run by itself and they are compared."},
      {"load", false, back, "How hard the roller presses."},
      {"phase", true, back,
       "What the roller does, one entry after the other; levels are vertebrae, C7 to S1."},
      {"specimen", false, specimen, "A test piece instead of a back; it has no gravity."},
      {"specimen.layers", true, specimen, "Layers of the test piece from the top down."},
      {"indenter", false, specimen, "What is pressed into the test piece."},
      {"loading", false, specimen,
       "How it is pressed: tables of [time_s, value] pairs, linear in between, times from 0 upwards."},
      {"mesh", false, both, "How fine."},
      {"solver", false, both, "How exact."},
      {"output", false, both, "What is written."},
  };
  return sections;
}

const std::vector<Parameter>& parameters() {
  static const std::vector<Parameter> all = [] {
    std::vector<Parameter> out = parameter_rows::back_keys();
    for (auto* part : {parameter_rows::specimen_keys, parameter_rows::settings_keys})
      for (Parameter& parameter : part()) out.push_back(std::move(parameter));
    return out;
  }();
  return all;
}

const ParameterSection* find_section(const std::string& name) {
  for (const ParameterSection& section : parameter_sections())
    if (section.name == name) return &section;
  return nullptr;
}

const Parameter* find_parameter(const std::string& section, const std::string& key) {
  for (const Parameter& parameter : parameters())
    if (parameter.section == section && parameter.key == key) return &parameter;
  return nullptr;
}

std::vector<std::string> keys_of(const std::string& section) {
  std::vector<std::string> keys;
  for (const Parameter& parameter : parameters())
    if (parameter.section == section) keys.push_back(parameter.key);
  return keys;
}

std::string section_heading(const ParameterSection& section) {
  if (section.name.empty()) return "Top of the file";
  const std::size_t brackets = section.array ? 2 : 1;
  return std::string(brackets, '[').append(section.name).append(brackets, ']');
}

std::string range_text(const Parameter& parameter) {
  std::string out = shortest(parameter.min) + " to " + shortest(parameter.max);
  if (!parameter.unit.empty()) out.append(" ").append(parameter.unit);
  return out;
}

}  // namespace backroll
