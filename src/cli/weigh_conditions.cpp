#include "cli/weigh_conditions.hpp"

#include <cstdio>
#include <system_error>

#include "scenario/conditions.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"

namespace backroll {

void weigh_conditions(const Subject& subject, bool acknowledged) {
  const std::string refused = refusal(subject.conditions);
  if (!refused.empty() && !acknowledged)
    throw InputError("not run, because of a condition of the subject: " + refused +
                     ". With --acknowledge it is run all the same and says so.");
  for (const std::string& warning : warnings(subject.conditions))
    std::fprintf(stderr, "backroll: warning: %s\n", warning.c_str());
}

void weigh_conditions_of(const std::filesystem::path& input, bool acknowledged) {
  std::error_code error;
  if (!std::filesystem::is_directory(input, error))
    weigh_conditions(read_scenario(input).subject, acknowledged);
}

}  // namespace backroll
