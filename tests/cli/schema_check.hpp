// As much of JSON Schema as docs/summary.schema.json uses.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "cli/program.hpp"

namespace backroll {

// "" where `value` fits, else the first place that does not and why.
inline std::string misfit(const nlohmann::json& value, const nlohmann::json& schema,
                          const nlohmann::json& root, const std::string& place = "") {
  if (schema.contains("$ref"))
    return misfit(value, root.at(nlohmann::json::json_pointer(schema["$ref"].get<std::string>().substr(1))),
                  root, place);
  if (schema.contains("const") && value != schema["const"])
    return place + ": is not " + schema["const"].dump();
  if (schema.contains("type")) {
    const auto fits = [&](const std::string& type) {
      return type == "object"    ? value.is_object()
             : type == "array"   ? value.is_array()
             : type == "string"  ? value.is_string()
             : type == "boolean" ? value.is_boolean()
             : type == "null"    ? value.is_null()
                                 : value.is_number();
    };
    bool any = false;
    const auto types = schema["type"].is_array() ? schema["type"] : nlohmann::json::array({schema["type"]});
    for (const auto& type : types) any |= fits(type.get<std::string>());
    if (!any) return place + ": is not of type " + types.dump();
  }
  if (value.is_object() && schema.contains("properties")) {
    for (const auto& key : schema.value("required", nlohmann::json::array()))
      if (!value.contains(key.get<std::string>())) return place + ": lacks " + key.dump();
    for (const auto& [key, item] : value.items()) {
      if (!schema["properties"].contains(key)) return place + "/" + key + ": is not in the schema";
      if (std::string problem = misfit(item, schema["properties"][key], root, place + "/" + key);
          !problem.empty())
        return problem;
    }
  }
  if (value.is_array() && schema.contains("items"))
    for (const auto& item : value)
      if (std::string problem = misfit(item, schema["items"], root, place + "/[]"); !problem.empty())
        return problem;
  if (schema.contains("oneOf")) {
    std::string problems;
    for (const auto& one : schema["oneOf"]) {
      const std::string problem = misfit(value, one, root, place);
      if (problem.empty()) return "";
      if (problem.find("/kind: is not") == std::string::npos) problems += problem + "; ";
    }
    return problems.empty() ? place + ": is of no kind of the schema" : problems;
  }
  return "";
}

// Against the published schema.
inline std::string schema_misfit(const std::string& summary_text) {
  const auto schema = nlohmann::json::parse(
      file_text(std::filesystem::path(BACKROLL_SOURCE_DIR) / "docs" / "summary.schema.json"));
  return misfit(nlohmann::json::parse(summary_text), schema, schema);
}

}  // namespace backroll
