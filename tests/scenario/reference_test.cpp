#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "scenario/document.hpp"
#include "scenario/parameters.hpp"

namespace backroll {

TEST_CASE("docs/scenario-reference.md is what the parameter table says") {
  const std::string path = std::string(BACKROLL_SOURCE_DIR) + "/docs/scenario-reference.md";
  std::ifstream stream(path, std::ios::binary);
  REQUIRE_MESSAGE(stream.good(), path);
  std::ostringstream text;
  text << stream.rdbuf();
  const bool equal = text.str() == reference_markdown();
  CHECK_MESSAGE(equal, "write it anew: backroll help scenario --markdown > docs/scenario-reference.md");
}

TEST_CASE("the help for a terminal names every key and stays narrow") {
  const std::string text = reference_text();
  for (const Parameter& parameter : parameters()) CHECK(text.find(parameter.key + ": ") != std::string::npos);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 100);
}

TEST_CASE("the parameter table is consistent") {
  std::set<std::string> seen;
  for (const Parameter& parameter : parameters()) {
    CAPTURE(parameter.path());
    CHECK(seen.insert(parameter.path()).second);
    CHECK(find_section(parameter.section) != nullptr);
    CHECK_FALSE(parameter.meaning.empty());
    const bool numeric = parameter.type == ParameterType::number || parameter.type == ParameterType::integer;
    if (numeric) CHECK(parameter.max >= parameter.min);
    if (parameter.type == ParameterType::word) CHECK_FALSE(parameter.words.empty());
    if (parameter.fallback.empty()) {
      const bool explained = !parameter.fallback_note.empty();
      CHECK(explained);
      continue;
    }
    const Node value = parse_document("x = " + parameter.fallback, "default").find("x")->value;
    if (numeric) {
      CHECK(value.number >= parameter.min);
      CHECK(value.number <= parameter.max);
    }
  }
}

}  // namespace backroll
