// A scene: what a user does with the roller, step by step. A Player plays it on one solver; play() counts how
// the solver fared.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "robustness/rig.hpp"

namespace backroll::robustness {

struct Action {
  double arc = 0;                    // [m]
  double load = 0;                   // [N] under load control
  std::optional<double> height;      // [m] set: height control instead
  std::optional<Indenter> indenter;  // set: the roller changes before this step
};

struct Scene {
  std::string name;
  std::shared_ptr<const Rig> rig;
  Indenter indenter;  // at the start
  std::vector<Action> actions;
  double dt = 1.0 / 60;  // [s]
};

class Player {
 public:
  Player(const Scene& scene, const SolverOptions& options);

  StepReport settle() { return solver_.settle(); }
  StepReport step(const Action& action);
  Target target(const Action& action) const;
  Frame ledger() const;  // of the last step
  const TissueSolver& solver() const { return solver_; }
  double cpu_seconds() const { return cpu_; }  // of the solver in the last step

 private:
  const Scene* scene_;
  TissueSolver solver_;
  Target last_;
  std::optional<double> last_arc_;
  double cpu_ = 0;
};

// How a solver fared over a scene.
struct Tally {
  bool settled = false;
  int steps = 0, unconverged = 0, retries = 0;
  int iterations = 0, worst_iterations = 0, linear_iterations = 0;
  double worst_closure = 0;       // of converged steps
  double least_volume_ratio = 1;  // det F
  double cpu = 0, worst_cpu = 0;  // [s]
  std::string first_failure;      // step, place, load and the solver's words

  void add(int step, const Action& action, const StepReport& report);
};

Tally play(const Scene& scene, const SolverOptions& options = {});
void print(const std::string& name, const Tally& tally);  // a row of the table

}  // namespace backroll::robustness
