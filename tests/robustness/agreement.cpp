#include "robustness/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "robustness/table.hpp"

namespace backroll::robustness {

namespace {

constexpr double kLeastForce = 10;      // [N] smaller forces are compared as if they were this
constexpr double kLeastSinking = 1e-3;  // [m] likewise
constexpr double kLifted = 0.05;        // [N] the solver's

Outcome outcome(const Player& player, const Action& action, double touching) {
  Frame frame = player.ledger();
  Outcome made;
  made.load_control = !action.height;
  made.load = action.load;
  made.sinking = touching - player.solver().pose().height;
  made.force = frame.contact_force;
  made.bone = std::move(frame.bone_force);
  made.region = std::move(frame.region_force);
  return made;
}

// Height at which the roller would touch the back at rest, for every action: before the first step.
std::vector<double> touching_heights(const Player& settled, const Scene& scene) {
  std::vector<double> heights;
  heights.reserve(scene.actions.size());
  for (const Action& action : scene.actions) {
    const Target target = settled.target(action);
    heights.push_back(settled.solver().touching_height(target.base, target.direction));
  }
  return heights;
}

double size(double v) {
  return std::abs(v);
}

double size(const Vec3& v) {
  return v.norm();
}

template <class Value>
double largest_difference(const std::vector<Value>& a, const std::vector<Value>& b) {
  double largest = 0;
  for (std::size_t n = 0; n < a.size(); ++n) {
    const double difference = size(Value(a[n] - b[n]));
    if (!std::isfinite(difference)) return std::numeric_limits<double>::infinity();
    largest = std::max(largest, difference);
  }
  return largest;
}

}  // namespace

SolverOptions reference_options() {
  SolverOptions options;
  options.tolerance = 1e-6;
  options.precise = true;
  return options;
}

void Worst::take(double error, double bound, int at) {
  if (!std::isfinite(error)) error = std::numeric_limits<double>::infinity();
  if (error > bound) ++beyond;
  if (error <= value) return;
  value = error;
  step = at;
}

void Agreement::add(int step, const Outcome& mine, const Outcome& reference) {
  ++compared;
  const double whole = std::max(reference.load_control ? reference.load : reference.force, kLeastForce);
  if (!reference.load_control)
    force.take(std::abs(mine.force - reference.force) / whole, kForceBound, step);
  else if (reference.load >= kLifted)
    sinking.take(std::abs(mine.sinking - reference.sinking) / std::max(reference.sinking, kLeastSinking),
                 kSinkingBound, step);
  bone.take(largest_difference(mine.bone, reference.bone) / whole, kShareBound, step);
  region.take(largest_difference(mine.region, reference.region) / whole, kShareBound, step);
}

Agreement compare(const Scene& scene, const SolverOptions& options) {
  Player player(scene, options), reference(scene, reference_options());
  Agreement agreement;
  agreement.unconverged = !player.settle().converged + !reference.settle().converged;
  const std::vector<double> touching = touching_heights(reference, scene);
  for (std::size_t n = 0; n < scene.actions.size(); ++n) {
    const Action& action = scene.actions[n];
    const StepReport mine = player.step(action), theirs = reference.step(action);
    agreement.retries += mine.retries;
    agreement.reference_retries += theirs.retries;
    agreement.unconverged += !mine.converged + !theirs.converged;
    agreement.heights.push_back(reference.solver().pose().height);
    if (mine.converged && theirs.converged)
      agreement.add(static_cast<int>(n), outcome(player, action, touching[n]),
                    outcome(reference, action, touching[n]));
  }
  return agreement;
}

void print(const std::string& name, const Agreement& agreement) {
  const auto cell = [](const Worst& worst) {
    return worst.step < 0 ? std::string("-")
                          : text("%.3f", 100 * worst.value) + " (step " + std::to_string(worst.step) + ")";
  };
  table_row({"case against a reference solved to 1e-6", "steps", "unconverged", "retries", "reference's",
             "sinking %", "contact force %", "bones % of load", "regions % of load", "beyond bounds"},
            {name, std::to_string(agreement.compared), std::to_string(agreement.unconverged),
             std::to_string(agreement.retries), std::to_string(agreement.reference_retries),
             cell(agreement.sinking), cell(agreement.force), cell(agreement.bone), cell(agreement.region),
             std::to_string(agreement.beyond())});
}

}  // namespace backroll::robustness
