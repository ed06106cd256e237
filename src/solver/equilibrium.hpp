// TissueSolver: finds the equilibrium of tissue and indenter step after step. Newton with an exact
// double-precision residual, multigrid-preconditioned conjugate gradient, guarded predictor, line search,
// positive tangent on negative curvature, and halved steps from the last good state.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "solver/assembly.hpp"
#include "solver/contact.hpp"
#include "solver/linear_solver.hpp"

namespace backroll {

struct SolverOptions {
  double tolerance = 5e-4;  // relative residual and relative sum of the residual
  int max_newton = 40;
  double step_cap = 8e-3;  // [m] largest change of a displacement in one Newton iteration
};

// Where the indenter shall be at the end of a step.
struct Target {
  Vec3 base = Vec3::Zero();         // [m] height 0 of the indenter's surface
  Vec3 direction = -Vec3::UnitX();  // from the body outward
  bool load_control = true;
  double load = 0;         // [N] under load control; below 0.05 N the indenter is lifted off
  double height = 0;       // [m] under height control
  double driven_spin = 0;  // [rad] total, for SpinMode::driven
};

struct StepReport {
  bool converged = false;
  double residual = 0;
  int iterations = 0, linear_iterations = 0, retries = 0;
  double smallest_volume_ratio = 1;  // det F
  std::string trouble;               // why it did not converge
};

class TissueSolver {
 public:
  TissueSolver(TissueModel model, Indenter indenter, SolverOptions options);

  // Rest under the model's weight without the indenter, fully relaxed (before the first step).
  StepReport settle();
  // One step of dt seconds to `target`. On failure the last good state stands and converged is false.
  // dt = 0: one static step with short-term stiffness, no friction, no history.
  StepReport step(const Target& target, double dt);

  const TissueModel& model() const { return model_; }
  const Indenter& indenter() const { return indenter_; }
  const TissueState& state() const { return state_; }
  const Pose& pose() const { return pose_; }
  const std::vector<SkinPoint>& points() const { return points_; }
  const std::vector<double>& weight() const { return weight_; }

  // After a converged step:
  const std::vector<double>& gradient() const {
    return gradient_;
  }  // 3 per node; on held ones minus what the support takes
  const std::vector<Vec3>& point_force() const { return point_force_; }  // on the body [N]
  const PointContact& contact() const { return contact_; }
  const std::vector<HexState>& hexes() const { return hexes_; }
  Vec3 contact_nodal_sum() const { return contact_sum_; }  // force on the body by nodal forces [N]
  double torque() const { return torque_; }                // on the indenter about its axis [N m]
  // Height at which the indenter just touches the present shape.
  double touching_height(const Vec3& base, const Vec3& direction) const;

 private:
  struct Attempt;
  StepReport substep(const Target& from, const Target& to, double dt, int depth);
  // Newton from (u, pose); leaves the gradient at the solution in gradient_.
  StepReport newton(const StepTissue& tissue, ContactStep& contact, std::vector<double>& u, Pose& pose,
                    double cap);
  void forget_tangent();
  void accept(const StepTissue& tissue, const ContactStep& contact, const std::vector<double>& u,
              const Pose& pose, double dt, bool lifted);

  TissueModel model_;
  Indenter indenter_;
  SolverOptions options_;
  std::vector<SkinPoint> points_;
  std::vector<double> weight_;
  std::unique_ptr<Multigrid> multigrid_;
  StencilMatrix tangent_;  // of the tissue alone, kept over several iterations and steps
  int tangent_age_ = -1;   // steps since it was built, -1 = none
  Border border_;

  TissueState state_;
  Pose pose_;
  double spin_rate_ = 0;
  std::vector<float> largest_;  // foam memory per point
  bool touching_ = false;
  Target last_;
  bool has_last_ = false;
  std::vector<double> increment_;  // of the last step, for the predictor
  Pose pose_increment_;
  double increment_dt_ = 0;

  std::vector<double> gradient_;
  std::vector<Vec3> point_force_;
  PointContact contact_;
  std::vector<HexState> hexes_;
  Vec3 contact_sum_ = Vec3::Zero();
  double torque_ = 0;
};

}  // namespace backroll
