// Runs cases as processes of their own, some at a time: what one does to itself (no equilibrium, a crash, no
// memory, a full disk) is its own record, and the others go on.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "batch/case_record.hpp"
#include "batch/cases.hpp"

namespace backroll {

struct BatchOptions {
  std::filesystem::path program;  // backroll itself
  std::filesystem::path out;
  int jobs = 1;
  Keep keep = Keep::series;
  bool acknowledge = false;
  std::string version;
};

struct BatchEvents {
  std::function<void(const SweepCase&, const CaseRecord&)> done;  // after each
  std::function<bool()> interrupted;                              // asked about ten times a second
};

// Whether a record says that the case need not be run. `retry`: failed cases run again.
bool is_done(const std::filesystem::path& out, const SweepCase& one, bool retry);

// Runs the cases of `todo` and writes a record for each. An interrupt is passed on and ends it when those
// under way have stopped; they keep no record. Throws MachineError when no process can be started or a record
// cannot be written.
void run_cases(const std::vector<const SweepCase*>& todo, const BatchOptions& options,
               const BatchEvents& events);

// As many as pay: a process a core, while memory lasts (150 MB each at live, more at finer resolutions).
int jobs_that_pay(const SweepPlan& plan);

}  // namespace backroll
