// What a finished run means for the exit code and for stderr.
#pragma once

#include <vector>

#include "cli/run_one.hpp"

namespace backroll {

// A line on stderr for a run that failed or has steps above the tolerance.
void report_trouble(const FinishedRun& run);

// kExitSolver if any run failed or holds unconverged steps, else kExitOk.
int worst_exit(const std::vector<FinishedRun>& runs);

}  // namespace backroll
