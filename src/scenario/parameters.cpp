#include "scenario/parameters.hpp"

#include <algorithm>

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
      {"subject.muscle_tone", false, back,
       "Further factors on the shear moduli of single muscles (backroll list muscles), or of one side of "
       "them: "
       "trapezius_left = 3. They multiply with muscle_tone_ratio and with each other."},
      {"subject.muscle_state", false, back,
       "States of single muscles, or of one side of them: longissimus = \"guarded\". They multiply with the "
       "factors of muscle_tone."},
      {"subject.tight_spot", true, back,
       "Lumps that are stiffer than the muscle round them, any number; holds can be sent to them."},
      {"support", false, back, "How the body lies and what holds it."},
      {"roller", true, back, "One entry a roller; each is run by itself and they are compared."},
      {"roller.part", true, back,
       "Convex parts of the roller above with shape = \"parts\"; they may overlap."},
      {"load", false, back, "How hard the roller presses."},
      {"body", false, back,
       "The person on the floor, where the load follows from the posture. What cannot be held (feet slip, "
       "the body tips, "
       "the roller is squeezed out, a ball leaves its line) ends the run with the reason."},
      {"phase", true, back,
       "What the roller does, one entry after the other; levels are vertebrae, C7 to S1."},
      {"breathing", false, back,
       "Breathing moves load, cage and tone; not there: the person holds the breath half-way out."},
      {"guarding", false, back, "Muscles tense under painful pressure; not there: they do not."},
      {"response", false, back,
       "Which models of the tissue's response run, each with its sources in docs/response-models.md."},
      {"limits", false, back, "Rules that end a run."},
      {"press", false, back,
       "A head pressed on a place instead of a roller: no [[roller]], no [[phase]], and of [load] only "
       "gravity. "
       "Tables of [time_s, value] pairs as for a test piece."},
      {"part", false, part,
       "A piece of the subject's skeleton without tissue instead of a back, under a force or a moment: "
       "beside "
       "it only [subject], [solver] and [output]."},
      {"specimen", false, specimen, "A test piece instead of a back; it has no gravity."},
      {"specimen.layers", true, specimen, "Layers of the test piece from the top down."},
      {"indenter", false, specimen, "What is pressed into the test piece."},
      {"indenter.part", true, specimen, "As [[roller.part]]."},
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
    namespace rows = parameter_rows;
    std::vector<Parameter> out = rows::back_keys();
    for (auto* part : {rows::session_keys, rows::body_keys, rows::support_keys, rows::press_keys,
                       rows::part_keys, rows::specimen_keys, rows::settings_keys})
      for (Parameter& parameter : part()) out.push_back(std::move(parameter));
    return out;
  }();
  return all;
}

std::vector<std::string> Parameter::keys() const {
  if (!names) return {key};
  std::vector<std::string> out;
  for (const std::string& name : names())
    for (const char* side : {"", "_left", "_right"}) out.push_back(name + side);
  return out;
}

bool Parameter::stands_for(const std::string& written) const {
  if (!names) return key == written;
  const std::vector<std::string> all = keys();
  return std::find(all.begin(), all.end(), written) != all.end();
}

const ParameterSection* find_section(const std::string& name) {
  for (const ParameterSection& section : parameter_sections())
    if (section.name == name) return &section;
  return nullptr;
}

const Parameter* find_parameter(const std::string& section, const std::string& key) {
  for (const Parameter& parameter : parameters())
    if (parameter.section == section && parameter.stands_for(key)) return &parameter;
  return nullptr;
}

std::vector<std::string> keys_of(const std::string& section) {
  std::vector<std::string> keys;
  for (const Parameter& parameter : parameters())
    if (parameter.section == section)
      for (std::string& key : parameter.keys()) keys.push_back(std::move(key));
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
