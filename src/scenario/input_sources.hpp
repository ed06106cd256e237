// Where the numbers of a run come from: of its subject, roller, foam and tissues, with the sources that the
// catalogues in assets/ give.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace backroll {

struct InputSource {
  std::string of;   // "subject average-man", "roller firm-epp", "foam EPP", "tissue muscle"
  std::string key;  // "stature_m"
  std::string value;
  std::string source;  // "found: ...", or that the scenario sets another value than the catalogue
  bool operator==(const InputSource&) const = default;
};

// `roller`: index into scenario.rollers, or -1 for all of them. Empty for a specimen, whose numbers all stand
// in its scenario. Throws InputError, MachineError as the catalogues do.
std::vector<InputSource> input_sources(const Scenario& scenario, int roller);

}  // namespace backroll
