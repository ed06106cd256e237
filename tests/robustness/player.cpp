#include "robustness/player.hpp"

#include <omp.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "robustness/table.hpp"

namespace backroll::robustness {

namespace {

// One thread: the processor's time of two that wait for each other says little.
TissueSolver solver_of(const Scene& scene, const SolverOptions& options) {
  omp_set_num_threads(1);
  return TissueSolver(scene.rig->model, scene.indenter, options);
}

std::string failure(int step, const Action& action, const StepReport& report) {
  char buffer[256];
  std::snprintf(buffer, sizeof buffer, "step %d, arc %.4f m, load %.1f N, residual %.2e, det F %.3f: %s",
                step, action.arc, action.load, report.residual, report.smallest_volume_ratio,
                report.trouble.c_str());
  return buffer;
}

}  // namespace

Player::Player(const Scene& scene, const SolverOptions& options)
    : scene_(&scene), solver_(solver_of(scene, options)) {}

Target Player::target(const Action& action) const {
  Target made = scene_->rig->target(action.arc, action.load);
  if (action.height) {
    made.load_control = false;
    made.height = *action.height;
  }
  // a driven roller turns as if it rolled on the skin without slip
  const double way = action.arc - last_arc_.value_or(action.arc);
  made.driven_spin = solver_.pose().spin - way / solver_.indenter().radius;
  return made;
}

StepReport Player::step(const Action& action) {
  const std::clock_t start = std::clock();
  if (action.indenter) solver_.change_indenter(*action.indenter);
  last_ = target(action);
  const StepReport report = solver_.step(last_, scene_->dt);
  cpu_ = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (report.converged) last_arc_ = action.arc;
  return report;
}

Frame Player::ledger() const {
  Frame frame;
  fill_ledger(solver_, scene_->rig->info, scene_->rig->map, last_.direction, frame);
  return frame;
}

void Tally::add(int step, const Action& action, const StepReport& report) {
  ++steps;
  retries += report.retries;
  iterations += report.iterations;
  linear_iterations += report.linear_iterations;
  worst_iterations = std::max(worst_iterations, report.iterations);
  if (report.converged) {
    least_volume_ratio = std::min(least_volume_ratio, report.smallest_volume_ratio);
    return;
  }
  if (unconverged++ == 0) first_failure = failure(step, action, report);
}

Tally play(const Scene& scene, const SolverOptions& options) {
  Player player(scene, options);
  Tally tally;
  tally.settled = player.settle().converged;
  for (std::size_t n = 0; n < scene.actions.size(); ++n) {
    const StepReport report = player.step(scene.actions[n]);
    tally.add(static_cast<int>(n), scene.actions[n], report);
    tally.cpu += player.cpu_seconds();
    tally.worst_cpu = std::max(tally.worst_cpu, player.cpu_seconds());
    if (report.converged) tally.worst_closure = std::max(tally.worst_closure, player.ledger().closure_error);
  }
  return tally;
}

void print(const std::string& name, const Tally& tally) {
  const double steps = std::max(1, tally.steps);
  table_row({"case", "steps", "unconverged", "retries", "iterations mean", "worst", "linear mean", "closure",
             "least det F", "CPU ms mean", "worst"},
            {name, std::to_string(tally.steps), std::to_string(tally.unconverged),
             std::to_string(tally.retries), text("%.2f", tally.iterations / steps),
             std::to_string(tally.worst_iterations), text("%.1f", tally.linear_iterations / steps),
             text("%.1e", tally.worst_closure), text("%.2f", tally.least_volume_ratio),
             text("%.1f", 1e3 * tally.cpu / steps), text("%.0f", 1e3 * tally.worst_cpu)});
}

}  // namespace backroll::robustness
