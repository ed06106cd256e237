// What other ways of rolling would change: runs of variations set against the run of the scenario's own way.
#pragma once

#include <string>
#include <vector>

#include "analysis/findings.hpp"

namespace backroll {

struct AdviceRun {
  std::string id;    // its folder's name: "own", "channel"
  std::string what;  // "a roller with a channel of 50 x 20 mm"
  Findings findings;
};

struct AdviceFigures {
  double load = 0;             // [N] mean contact force
  double spine_share = 0;      // of the contact force, skin view
  double spine_force = 0;      // [N] mean, skin view
  double spinous_force = 0;    // [N] largest over one vertebra's spine
  double path_spine = 0;       // of the force handed on, load path
  double bone_pressure = 0;    // [Pa] largest over 1 cm2 of spine or ribs
  double muscle_pressure = 0;  // [Pa] mean over the paraspinal regions
  double pain = 0;             // of 10, largest
};
AdviceFigures advice_figures(const Findings& findings);

// Lowers the force over the spine: by a tenth or more, and without a pain score higher by 0.5 and above 4.
bool lowers_spine(const AdviceFigures& own, const AdviceFigures& other);

// Sentences, the scenario's own way first, then those that lower the force over the spine, the most first,
// then the others in one line each. `runs` holds the own way first; one that did not run to its end counts
// for nothing and says so.
std::vector<std::string> advice_lines(const std::vector<AdviceRun>& runs);
// A row a run: share and force over the spine, one process, bone and muscle pressure, pain.
std::vector<std::vector<std::string>> advice_rows(const std::vector<AdviceRun>& runs);
const std::vector<std::string>& advice_head();

// The same as data: technique, runs with their figures, lines.
std::string advice_json(const std::vector<AdviceRun>& runs, const std::string& technique);

// In words: which muscles took the work, where the spine was loaded. For every run of a roller on a back.
std::vector<std::string> coach_lines(const Findings& findings);

}  // namespace backroll
