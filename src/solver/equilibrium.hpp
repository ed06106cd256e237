// TissueSolver: finds the equilibrium of tissue and indenter step after step (docs/solver.md). Quasi-Newton
// over a tangent that stands still for some steps, an exact residual in every iteration, multigrid as
// preconditioner; Newton with a conjugate gradient where the increment is large; on failure the last good
// state, no prediction, safer tangents, halved steps.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "solver/assembly.hpp"
#include "solver/contact.hpp"
#include "solver/linear_solver.hpp"
#include "solver/quasi_newton.hpp"

namespace backroll {

struct SolverOptions {
  double tolerance = 5e-4;  // relative residual and relative sum of the residual
  int max_newton = 40;
  double step_cap = 8e-3;  // [m] largest change of a displacement in one iteration
  bool precise =
      false;  // residual in double precision throughout (for tolerances below 2e-5), ten times slower
  double budget_s =
      0;  // > 0: an iteration that would start later than this after the step's start is not begun ...
  double budget_residual = 10;  // ... once the residual is below this
};

// Where the indenter shall be at the end of a step.
struct Target {
  Vec3 base = Vec3::Zero();         // [m] height 0 of the indenter's surface
  Vec3 direction = -Vec3::UnitX();  // from the body outward
  Vec3 axis = Vec3::UnitZ();        // of a cylinder or roller, unit
  bool load_control = true;
  double load = 0;         // [N] under load control; below 0.05 N the indenter is lifted off
  double height = 0;       // [m] under height control
  double driven_spin = 0;  // [rad] total, for SpinMode::driven
  // Per rigid body; empty: none.
  std::vector<Vec6> body_load;       // force [N] and moment about the body's present centre [N m], world axes
  std::vector<double> joint_factor;  // per joint: preload factor on its law; empty: 1
};

// Wall-clock seconds of a step's parts.
struct StepSeconds {
  double forces = 0, contact = 0, tangent = 0, setup = 0, directions = 0, finish = 0;
  double total() const { return forces + contact + tangent + setup + directions + finish; }
};

struct StepReport {
  bool converged = false;
  bool accepted = false;  // the state moved on: converged, or its budget was spent
  double residual = 0;
  int iterations = 0;         // each with one evaluation of all forces or more
  int linear_iterations = 0;  // multigrid cycles
  int tangents = 0;           // tangents built
  int retries = 0;
  double smallest_volume_ratio = 1;  // det F
  std::string trouble;               // why it did not converge
  StepSeconds seconds;
};

class TissueSolver {
 public:
  TissueSolver(TissueModel model, const Indenter& indenter, const SolverOptions& options);

  // Rest under the model's weight without the indenter, fully relaxed (before the first step).
  StepReport settle();
  // One step of dt seconds to `target`. On failure the last good state stands and accepted is false.
  // dt = 0: one static step with short-term stiffness, no friction, no history.
  StepReport step(const Target& target, double dt);
  // Another foam, size, friction or drive, also while loaded; takes effect with the next step.
  // `skin_point_weight` as in TissueModel; empty: as it was.
  void change_indenter(const Indenter& indenter, std::vector<double> skin_point_weight = {});
  // [m/s2] Another attitude of the body, from the next step on; nothing for a model without weight.
  void change_gravity(const Vec3& gravity);
  // Factors on the moduli of the hexes (TissueModel::hex_factor), from the next step on.
  void change_factors(std::vector<float> hex_factor);
  void change_options(const SolverOptions& options) { options_ = options; }

  const TissueModel& model() const { return model_; }
  const Indenter& indenter() const { return indenter_; }
  const TissueState& state() const { return state_; }
  const Pose& pose() const { return pose_; }
  const std::vector<SkinPoint>& points() const { return points_; }
  const std::vector<double>& weight() const { return weight_; }
  const FieldLayout& layout() const { return arrays_.layout; }
  Multigrid::Work cycle_work() const { return multigrid_->cycle_work(); }
  // Values the pairs of the quasi-Newton method hold.
  std::size_t memory_values() const { return quasi_newton_.size() * 2 * multigrid_->split().size(); }

  // Bodies that keep their places from the next step on (per TissueModel::rigid.bodies); those in the model
  // do so at the start.
  void hold_bodies(const std::vector<std::uint8_t>& held);

  // After an accepted step:
  Vec3 displacement(int node) const;
  const RigidPoses& bodies() const { return state_.bodies; }
  // Of the place in the body where the node is in rest; zero for body = -1.
  Vec3 body_displacement(int body, int node) const;
  // Per body what its tissue, joints and loads leave: (force, moment / kBodyLever); of a held one minus what
  // holds it takes.
  const std::vector<Vec6>& body_gradient() const { return body_gradient_; }
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
  // Size of the residual: the largest of the relative measures, and [N] for the line search.
  struct Measure {
    double residual = 0, norm = 0;
  };
  // Where everything is: nodes (field order), bodies, indenter.
  struct Configuration {
    std::vector<double> u;
    RigidPoses bodies;
    Pose pose;
  };
  struct Good {  // what a failed step goes back to
    TissueState state;
    Pose pose;
    double spin_rate;
    std::vector<float> largest;
    bool touching;
  };
  enum class Method { quasi_newton, newton };

  ContactStep contact_step(const Target& from, const Target& to, double dt) const;
  void take_loads(const Target& to);
  StepReport substep(const Target& from, const Target& to, double dt, int depth);
  StepReport halved(const Target& from, const Target& to, double dt, int depth, const StepReport& failed);
  // From the last state or the prediction to equilibrium, which is put into `at`.
  StepReport attempt(ContactStep& contact, const Target& to, double dt, bool predict, Method method,
                     Configuration& at);
  // Layers j of the lattice whose values, weighted, stand where a layer's own would be found before a travel.
  struct Carried {
    int layer[4];
    double weight[4];
  };
  std::vector<Carried> carried_layers(const Vec3& travel) const;
  bool predict(const ContactStep& contact, double dt, Configuration& at) const;
  // Moves nodes, bodies and indenter by `share` of d; change_ holds d at the nodes.
  void advance(const Configuration& from, double share, const Bordered& d, Configuration& to) const;
  // Fills forces_, gradient_now_ and returns their size.
  Measure evaluate(ContactStep& contact, const Configuration& at, StepReport& report);
  // The bodies' part of it, from the nodes' forces.
  template <class Forces>
  void bodies_gradient(const Configuration& at, Forces& forces);
  void solve(ContactStep& contact, Configuration& at, double cap, Method method, Measure now,
             StepReport& report);
  void refresh_contact(const ContactStep& contact, const Configuration& at, TangentKind kind,
                       StepReport& report);
  // Fills skin_matrix_ and the border's columns; returns the blocks they are made of.
  std::vector<ContactBlock> take_contact_tangent(const ContactStep& contact, const Configuration& at,
                                                 TangentKind kind);
  // Improves the border's responses W and keeps W' K W of the tissue alone, for the Schur complement.
  void refresh_responses(const ContactStep& contact, const std::vector<ContactBlock>& blocks, int sweeps);
  void build_tangent(const ContactStep& contact, const Configuration& at, TangentKind kind,
                     StepReport& report);
  void forget_tangent();
  void accept(const ContactStep& contact, const Configuration& at, double dt, bool lifted);
  void restore(const Good& good);

  TissueModel model_;
  TissueArrays arrays_;
  BodyTies ties_;
  Indenter indenter_;
  SolverOptions options_;
  std::vector<SkinPoint> points_;
  std::vector<double> weight_;
  double weight_norm_ = 0;  // over free degrees of freedom [N]
  std::unique_ptr<Multigrid> multigrid_;
  SkinMatrix skin_matrix_;
  int tangent_age_ = -1;              // steps since the tangent was built, -1 = none
  Vec3 tangent_base_ = Vec3::Zero();  // the target's base then
  Border border_;
  QuasiNewton quasi_newton_;

  StepTissue tissue_;
  TissueState state_;
  Pose pose_;
  double spin_rate_ = 0;
  std::vector<float> largest_;  // foam memory per point
  bool touching_ = false;
  Target last_;
  bool has_last_ = false;
  std::vector<double> increment_;     // of the last step, for the prediction
  std::vector<Vec6> body_increment_;  // (shift, rotation vector)
  Pose pose_increment_;
  Vec3 increment_travel_ = Vec3::Zero();  // of the indenter's base
  std::vector<double> free_;              // per degree of freedom, field order: 0 = held
  double increment_dt_ = 0;               // 0: no use for a prediction

  // work space of a step
  FloatVector forces_, ones_, change_;
  std::vector<double> exact_forces_;
  SkinForces skin_forces_;
  Bordered gradient_now_;
  std::vector<Vec6> body_gradient_, body_load_;  // (force, moment / lever); loads of the step
  std::vector<double> joint_factor_;
  std::vector<std::uint8_t> skin_free_;  // [c][j][row]: 1 = free
  std::chrono::steady_clock::time_point step_start_;

  std::vector<double> gradient_;
  std::vector<Vec3> point_force_;
  PointContact contact_;
  std::vector<HexState> hexes_;
  Vec3 contact_sum_ = Vec3::Zero();
  double torque_ = 0;
};

}  // namespace backroll
