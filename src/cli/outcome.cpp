#include "cli/outcome.hpp"

#include <cstdio>

#include "cli/commands.hpp"

namespace backroll {

void report_trouble(const FinishedRun& run) {
  const Findings& findings = run.findings;
  const char* roller = findings.info.roller.c_str();
  const std::string dir = run.dir.string();
  if (findings.status == RunStatus::failed)
    std::fprintf(stderr, "backroll: %s: %s; the %d frames before it are in %s\n", roller,
                 findings.message.c_str(), findings.quality.frames, dir.c_str());
  if (findings.quality.unconverged > 0)
    std::fprintf(stderr, "backroll: %s: %d of %d steps did not reach the tolerance, worst residual %.2g\n",
                 roller, findings.quality.unconverged, findings.quality.frames, findings.quality.residual);
}

int worst_exit(const std::vector<FinishedRun>& runs) {
  for (const FinishedRun& run : runs)
    if (run.findings.status == RunStatus::failed || run.findings.quality.unconverged > 0) return kExitSolver;
  return kExitOk;
}

}  // namespace backroll
