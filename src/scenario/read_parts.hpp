// The parts of a scenario, each from its section. All throw InputError.
#pragma once

#include <vector>

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"
#include "scenario/section.hpp"

namespace backroll {

Subject read_subject(const Section& section);
Load read_load(const Section& section);
std::vector<Phase> read_phases(const Node& document);

std::vector<Roller> read_rollers(const Node& document);
// One roller; `id_key` is "id" in [[roller]], "roller" in [indenter].
Roller read_roller(const Section& section, const std::string& id_key);

// Fills scenario.specimen, and scenario.rollers when the indenter is a roller.
void read_specimen(const Node& document, const Node* specimen, const Node* indenter, const Node* loading,
                   Scenario& scenario);

// The tables of [[name]]; InputError when it is written as anything else, empty when absent.
std::vector<const Node*> table_array(const Node& parent, const std::string& key, const std::string& name);

RollerDrive drive_from(const std::string& word);

}  // namespace backroll
