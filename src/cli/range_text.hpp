// Figures beside what is accepted, in words.
#pragma once

#include <optional>
#include <string>

namespace backroll {

std::string fixed_text(const std::optional<double>& value,
                       int decimals);  // "1.50", never "-0.0"; "-" for none
// "1 to 2", "at least 1", "at most 2", "-".
std::string range_text(const std::optional<double>& low, const std::optional<double>& high, int decimals);

}  // namespace backroll
