// Two solvers over the same scene: how far the one of the reported runs is from one that solves to the end.
#pragma once

#include <string>
#include <vector>

#include "robustness/player.hpp"

namespace backroll::robustness {

// Bounds of the shared design for a reported run.
inline constexpr double kSinkingBound = 1e-3, kShareBound = 5e-3, kForceBound = 1e-3;

// Reference: double precision, solved to 1e-6.
SolverOptions reference_options();

// What is compared of a step.
struct Outcome {
  bool load_control = true;
  double load = 0;             // [N]
  double sinking = 0;          // [m] below touching the back at rest
  double force = 0;            // [N] contact force
  std::vector<Vec3> bone;      // [N]
  std::vector<double> region;  // [N]
};

struct Worst {
  double value = 0;
  int step = -1, beyond = 0;  // where; how many steps beyond the bound
  void take(double error, double bound, int at);
};

struct Agreement {
  int compared = 0, unconverged = 0, retries = 0, reference_retries = 0;
  Worst sinking, force;         // relative; sinking under load control, force under height control
  Worst bone, region;           // relative to the load or contact force
  std::vector<double> heights;  // [m] of the reference's roller
  // Steps beyond a bound, each counted once a quantity.
  int beyond() const { return sinking.beyond + force.beyond + bone.beyond + region.beyond; }
  void add(int step, const Outcome& mine, const Outcome& reference);
};

Agreement compare(const Scene& scene, const SolverOptions& options = {});
void print(const std::string& name, const Agreement& agreement);  // a row of the table

}  // namespace backroll::robustness
