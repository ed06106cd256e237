#include "robustness/settings.hpp"

#include <algorithm>
#include <cstdlib>

namespace backroll::robustness {

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

bool long_runs() {
  return variable("BACKROLL_LONG") == "1";
}

int steps_or(int usual) {
  const std::string asked = variable("BACKROLL_ROBUST_STEPS");
  return asked.empty() ? usual : std::max(1, std::atoi(asked.c_str()));
}

int action_steps() {
  return steps_or(long_runs() ? 600 : 60);
}

int accuracy_steps() {
  return steps_or(long_runs() ? 30 : 12);
}

std::string table_file() {
  return variable("BACKROLL_ROBUSTNESS_TABLE");
}

}  // namespace backroll::robustness
