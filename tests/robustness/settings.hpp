// How long the robustness tests run, from the environment:
//   BACKROLL_LONG=1                 all cases, 600 steps each, and the long sessions
//   BACKROLL_ROBUST_STEPS=N         N steps a case instead
//   BACKROLL_ROBUSTNESS_TABLE=FILE  the tables go to this file, too
#pragma once

#include <string>

namespace backroll::robustness {

bool long_runs();
int steps_or(int usual);   // BACKROLL_ROBUST_STEPS, else `usual`
int action_steps();        // steps of a case: 60, long 600
int accuracy_steps();      // 12, long 30: the reference is slow
std::string table_file();  // empty: none

}  // namespace backroll::robustness
