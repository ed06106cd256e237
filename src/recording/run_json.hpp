// RunInfo as JSON: the "run" entry of summary.json.
#pragma once

#include <nlohmann/json.hpp>

#include "recording/frame.hpp"

namespace backroll {

nlohmann::ordered_json run_info_to_json(const RunInfo& info);
RunInfo run_info_from_json(const nlohmann::ordered_json& json);  // throws nlohmann::json::exception

// Text of a JSON value, two spaces a level, with a line end. Text that is not UTF-8 is replaced, never
// thrown.
std::string json_text(const nlohmann::ordered_json& json);

}  // namespace backroll
