// Short makers for the rows of the parameter table.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenario/parameters.hpp"

namespace backroll::parameter_rows {

inline constexpr const char* kRequired = "required";

struct Default {
  std::string toml, note;
};
inline Default note(std::string text) {
  return {"", std::move(text)};
}  // no value of its own
inline Default otherwise(std::string toml) {
  return {std::move(toml), ""};
}  // this value
inline Default otherwise(std::string toml, std::string when) {
  return {std::move(toml), std::move(when)};
}

inline Parameter row(ParameterType type, std::string section, std::string key, const Default& fallback,
                     std::string meaning, std::string source) {
  Parameter out;
  out.type = type;
  out.section = std::move(section);
  out.key = std::move(key);
  out.fallback = fallback.toml;
  out.fallback_note = fallback.note;
  out.meaning = std::move(meaning);
  out.source = std::move(source);
  return out;
}

inline Parameter text(std::string section, std::string key, const Default& fallback, std::string meaning,
                      std::string source = {}) {
  return row(ParameterType::text, std::move(section), std::move(key), fallback, std::move(meaning),
             std::move(source));
}

inline Parameter boolean(std::string section, std::string key, const Default& fallback, std::string meaning,
                         std::string source = {}) {
  return row(ParameterType::boolean, std::move(section), std::move(key), fallback, std::move(meaning),
             std::move(source));
}

inline Parameter word(std::string section, std::string key, std::vector<std::string> words,
                      const Default& fallback, std::string meaning, std::string source = {}) {
  Parameter out = row(ParameterType::word, std::move(section), std::move(key), fallback, std::move(meaning),
                      std::move(source));
  out.words = std::move(words);
  return out;
}

inline Parameter words(std::string section, std::string key, std::vector<std::string> allowed,
                       const Default& fallback, std::string meaning, std::string source = {}) {
  Parameter out = word(std::move(section), std::move(key), std::move(allowed), fallback, std::move(meaning),
                       std::move(source));
  out.type = ParameterType::words;
  return out;
}

inline Parameter ranged(ParameterType type, std::string section, std::string key, std::string unit,
                        double min, double max, const Default& fallback, std::string meaning,
                        std::string source) {
  Parameter out =
      row(type, std::move(section), std::move(key), fallback, std::move(meaning), std::move(source));
  out.unit = std::move(unit);
  out.min = min;
  out.max = max;
  return out;
}

inline Parameter number(std::string section, std::string key, std::string unit, double min, double max,
                        const Default& fallback, std::string meaning, std::string source = {}) {
  return ranged(ParameterType::number, std::move(section), std::move(key), std::move(unit), min, max,
                fallback, std::move(meaning), std::move(source));
}

inline Parameter integer(std::string section, std::string key, std::string unit, double min, double max,
                         const Default& fallback, std::string meaning, std::string source = {}) {
  return ranged(ParameterType::integer, std::move(section), std::move(key), std::move(unit), min, max,
                fallback, std::move(meaning), std::move(source));
}

inline Parameter numbers(std::string section, std::string key, std::string unit, double min, double max,
                         const Default& fallback, std::string meaning, std::string source = {}) {
  return ranged(ParameterType::numbers, std::move(section), std::move(key), std::move(unit), min, max,
                fallback, std::move(meaning), std::move(source));
}

inline Parameter table(std::string section, std::string key, std::string unit, double min, double max,
                       const Default& fallback, std::string meaning, std::string source = {}) {
  return ranged(ParameterType::table, std::move(section), std::move(key), std::move(unit), min, max, fallback,
                std::move(meaning), std::move(source));
}

// Roller keys, allowed in [[roller]] and, beside `roller`, in [indenter].
std::vector<Parameter> roller_keys(const std::string& section);
std::vector<Parameter> back_keys();      // top of the file, subject, muscle_tone, roller, load, phase
std::vector<Parameter> body_keys();      // load.source, body
std::vector<Parameter> session_keys();   // protocol, phase, tight_spot, breathing, guarding, response, limits
std::vector<Parameter> support_keys();   // support
std::vector<Parameter> press_keys();     // press
std::vector<Parameter> part_keys();      // part
std::vector<Parameter> specimen_keys();  // specimen, layers, indenter, loading
std::vector<Parameter> settings_keys();  // mesh, solver, output

}  // namespace backroll::parameter_rows
