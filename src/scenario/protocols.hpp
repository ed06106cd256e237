// Ready-made protocols: assets/protocols.toml.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace backroll {

struct ProtocolRow {
  std::string id;           // "beginner-soft"
  std::string name;         // "beginner, soft roller, 5 min"
  std::string description;  // one sentence
  std::string source;       // where it comes from, with its tag
  std::string roller;       // row of assets/rollers.toml that it is meant for
  std::vector<Phase> phases;
};

const std::vector<ProtocolRow>& protocol_catalogue();
std::vector<std::string> protocol_ids();
// By id; std::out_of_range for one the parameter table should have refused.
const ProtocolRow& protocol_row(const std::string& id);

}  // namespace backroll
