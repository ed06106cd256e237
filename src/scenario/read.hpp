// Reading a scenario file: checked against the parameter table, `extends` followed, nothing silently
// replaced.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

// Throws InputError "file:line: key = value: problem" with what is allowed.
Scenario read_scenario(const std::filesystem::path& path);

// `file` names the text in messages; a relative `extends` starts from its folder.
Scenario parse_scenario(std::string_view text, const std::string& file);

// The same of a document whose `extends` was followed (parse_with_extends()).
Scenario read_document(const Node& document, const std::string& file);

}  // namespace backroll
