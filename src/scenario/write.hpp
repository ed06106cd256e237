// A scenario as a complete file: every key written out, so that it runs to the same result without its
// parents.
#pragma once

#include <string>

#include "scenario/scenario.hpp"

namespace backroll {

// Read back, the text gives an equal Scenario and, written again, the same text. `roller` >= 0 writes only
// that one.
std::string write_scenario(const Scenario& scenario, int roller = -1);

// The text that decides whether two scenarios are the same run; the number of threads does not count.
std::string identity(const Scenario& scenario, int roller);

// 16 hexadecimal digits: FNV-1a, 64 bits (Fowler, Noll, Vo).
std::string hash_text(const std::string& text);

}  // namespace backroll
