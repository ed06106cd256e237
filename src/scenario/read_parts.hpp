// The parts of a scenario, each from its section. All throw InputError.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"
#include "scenario/section.hpp"

namespace backroll {

Subject read_subject(const Section& section);
// [subject.muscle_tone]: Subject::tone_of.
std::vector<std::pair<std::string, double>> read_tone(const Section& section);
// Where the load comes from: as written, else by whether a posture and a force are.
LoadKind read_load_source(const Section& load, const Section& support);
Load read_load(const Section& section, LoadKind source);
// [body].
Lying read_lying(const Section& body, LoadKind source, Posture posture);
std::vector<Phase> read_phases(const Node& document);

// "relaxed", "guarded", "contracted".
std::vector<std::string> muscle_state_words();
// [subject.muscle_state]: its factors into Subject::tone_of.
void read_muscle_states(const Section& section, std::vector<std::pair<std::string, double>>& tone);
std::vector<TightSpot> read_tight_spots(const Node& subject, const Node& document);
// On where the section is written.
Breathing read_breathing(const Section& section);
Guarding read_guarding(const Section& section);
Responses read_responses(const Section& section);
Limits read_limits(const Section& section);
// What phases ask of tight spots, breathing and load.
void check_phases(const Scenario& scenario);

// `pressed`: the file has a [press].
Support read_support(const Section& section, bool pressed);
Press read_press(const Section& section, Posture posture);
Part read_part(const Section& section);

std::vector<Roller> read_rollers(const Node& document);
// One roller; `id_key` is "id" in [[roller]], "roller" in [indenter].
Roller read_roller(const Section& section, const std::string& id_key);

// Fills scenario.specimen, and scenario.rollers when the indenter is a roller.
void read_specimen(const Node& document, const Node* specimen, const Node* indenter, const Node* loading,
                   Scenario& scenario);

// The tables of [[name]]; InputError when it is written as anything else, empty when absent.
std::vector<const Node*> table_array(const Node& parent, const std::string& key, const std::string& name);

// Every value of a table by `divisor`: mm to m.
Table scaled(Table table, double divisor);

}  // namespace backroll
