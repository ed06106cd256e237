// What a run's person on the floor bore, how near the limits it came, and how well its load agrees with the
// closed form.
#pragma once

#include <string>
#include <vector>

#include "analysis/findings.hpp"

namespace backroll {

// Above these a difference to the closed form is reported (share of body weight).
inline constexpr double kHoldDifferenceLimit = 0.03, kRollDifferenceLimit = 0.01;

// Known only where the load follows from a person.
PersonFindings find_person(const RunInfo& info, const std::vector<Frame>& frames);
// A line of the answer, "" without a person.
std::string person_line(const RunInfo& info, const PersonFindings& person);

}  // namespace backroll
