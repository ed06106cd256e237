// The scenario reference, rendered from the parameter table: Markdown for docs/, plain text for a terminal.
#include <algorithm>
#include <sstream>
#include <string>

#include "scenario/document.hpp"
#include "scenario/parameters.hpp"

namespace backroll {

namespace {

constexpr std::size_t kTextWidth = 100;

constexpr const char* kExample = R"(schema = 1
name = "soft against firm"

[subject]
id = "average-man"

[[roller]]
id = "soft-epe"

[[roller]]
id = "epp-45"                    # a variation of a catalogue row
base = "firm-epp"
density_kg_m3 = 45

[load]
body_weight_fraction = 0.6

[[phase]]
kind = "approach"
level = "T8"

[[phase]]
kind = "hold"
duration_s = 2
)";

const char* type_name(const Parameter& parameter) {
  switch (parameter.type) {
    case ParameterType::text:
      return "text";
    case ParameterType::word:
      return "word";
    case ParameterType::number:
      return "number";
    case ParameterType::integer:
      return "whole number";
    case ParameterType::boolean:
      return "true or false";
    case ParameterType::numbers:
      return "list of numbers";
    case ParameterType::words:
      return "list of words";
    case ParameterType::table:
      break;
  }
  return "list of pairs";
}

// The words with commas between them; all the levels, where they come first, in short.
std::string word_list(const std::vector<std::string>& words) {
  const std::vector<std::string>& levels = level_names();
  const bool all_levels =
      words.size() >= levels.size() && std::equal(levels.begin(), levels.end(), words.begin());
  std::string out = all_levels ? "C7, T1 to T12, L1 to L5, S1" : "";
  for (std::size_t i = all_levels ? levels.size() : 0; i < words.size(); ++i)
    out += (out.empty() ? "" : ", ") + words[i];
  return out;
}

std::string allowed(const Parameter& parameter) {
  switch (parameter.type) {
    case ParameterType::word:
    case ParameterType::words:
      return word_list(parameter.words);
    case ParameterType::number:
    case ParameterType::integer:
      if (parameter.min == parameter.max) return shortest(parameter.min);
      return range_text(parameter);
    case ParameterType::numbers:
      return range_text(parameter) + " each";
    case ParameterType::table:
      return "[" + parameter.unit + "], values " + shortest(parameter.min) + " to " + shortest(parameter.max);
    case ParameterType::text:
    case ParameterType::boolean:
      break;
  }
  return "";
}

std::string fallback(const Parameter& parameter) {
  if (parameter.fallback.empty()) return parameter.fallback_note;
  return parameter.fallback_note.empty() ? parameter.fallback
                                         : parameter.fallback + "; " + parameter.fallback_note;
}

std::string code(const std::string& text) {
  return std::string(1, '`').append(text).append(1, '`');
}

std::string default_cell(const Parameter& parameter) {
  if (parameter.fallback.empty()) return parameter.fallback_note;
  const std::string value = code(parameter.fallback);
  return parameter.fallback_note.empty() ? value : value + "; " + parameter.fallback_note;
}

std::string cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

// Words of `text` in lines of kTextWidth, each after `indent` blanks.
void wrap(std::ostringstream& out, const std::string& text, std::size_t indent) {
  std::istringstream words(text);
  std::string word, line;
  while (words >> word) {
    if (!line.empty() && indent + line.size() + 1 + word.size() > kTextWidth) {
      out << std::string(indent, ' ') << line << '\n';
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty()) out << std::string(indent, ' ') << line << '\n';
}

}  // namespace

std::string reference_markdown() {
  std::ostringstream out;
  out << "# Scenario reference\n\n"
         "Written by `backroll help scenario --markdown` from the parameter table in "
         "`src/scenario/parameters.cpp`; a test compares them.\n\n"
         "A scenario is a TOML file with `schema = 1`. Every key carries its unit in its name. A key that is "
         "not in "
         "these tables, a value outside its range or of another type, and a number that is not finite are "
         "errors that "
         "name file, line and key. A scenario describes a back under a roller (`[subject]`, `[support]`, "
         "`[[roller]]`, `[load]`, `[[phase]]`), a back under a head (`[subject]`, `[support]`, `[press]`), a "
         "piece of the skeleton (`[subject]`, `[part]`) or a test piece (`[specimen]`, `[indenter]`, "
         "`[loading]`).\n\n"
         "```toml\n"
      << kExample << "```\n";
  for (const ParameterSection& section : parameter_sections()) {
    out << "\n## " << (section.name.empty() ? section_heading(section) : code(section_heading(section)))
        << "\n\n"
        << section.meaning << "\n\n"
        << "| key | type | allowed | default | meaning | source |\n|---|---|---|---|---|---|\n";
    for (const Parameter& parameter : parameters()) {
      if (parameter.section != section.name) continue;
      out << "| `" << parameter.key << "` | " << type_name(parameter) << " | " << cell(allowed(parameter))
          << " | " << cell(default_cell(parameter)) << " | " << cell(parameter.meaning) << " | "
          << cell(parameter.source) << " |\n";
    }
  }
  return out.str();
}

std::string reference_text() {
  std::ostringstream out;
  wrap(out,
       "A scenario is a TOML file with schema = 1, holding a back under a roller ([subject], [support], "
       "[[roller]], [load], [[phase]]), a back under a head ([subject], [support], [press]), a piece of the "
       "skeleton ([subject], [part]) or a test piece ([specimen], [indenter], [loading]). Example:",
       0);
  out << '\n';
  std::istringstream example(kExample);
  for (std::string line; std::getline(example, line);) out << (line.empty() ? "" : "    ") << line << '\n';
  for (const ParameterSection& section : parameter_sections()) {
    out << '\n' << section_heading(section) << '\n';
    wrap(out, section.meaning, 2);
    for (const Parameter& parameter : parameters()) {
      if (parameter.section != section.name) continue;
      out << '\n';
      std::string first = parameter.key + ": " + type_name(parameter);
      if (const std::string limits = allowed(parameter); !limits.empty()) first += ", " + limits;
      if (const std::string value = fallback(parameter); !value.empty()) first += " (default " + value + ")";
      if (parameter.fallback_note == "required")
        first.replace(first.rfind("(default required)"), 18, "(required)");
      wrap(out, first, 2);
      wrap(out, parameter.meaning, 6);
    }
  }
  return out.str();
}

}  // namespace backroll
