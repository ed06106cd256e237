#include "cli/range_text.hpp"

#include <cstdio>
#include <string>

namespace backroll {

std::string fixed_text(const std::optional<double>& value, int decimals) {
  if (!value) return "-";
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", decimals, *value);
  const std::string written = text;
  return written.find_first_not_of("-0.") == std::string::npos && written[0] == '-' ? written.substr(1)
                                                                                    : written;
}

std::string range_text(const std::optional<double>& low, const std::optional<double>& high, int decimals) {
  if (low && high) return fixed_text(low, decimals) + " to " + fixed_text(high, decimals);
  if (low) return "at least " + fixed_text(low, decimals);
  if (high) return "at most " + fixed_text(high, decimals);
  return "-";
}

}  // namespace backroll
