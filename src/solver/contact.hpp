// Contact of the skin's Gauss points with one indenter: pressure from its law, Coulomb friction from a
// potential (pressure and directions frozen at the step's prediction), and its height and spin as two more
// unknowns.
//   centre c = base + direction (offset + height); slip s = T (du - dc - dspin z x r), T = I - n n^T
// A shape that turns with the spin sinks by S(R' (x - c)), R = R(spin): its normal forces f have the moment
// (z x (x - c)) . f. The foam's thickness under a point of a roller with a shape of its own is taken once a
// step, where the point first comes near: pressure stays a function of the sinking, and the force a gradient.
// Only points near the indenter are looked at; find_near() says which.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "solver/indenter.hpp"
#include "solver/multigrid.hpp"
#include "solver/tissue_model.hpp"

namespace backroll {

// Height and spin of the indenter: the bordered unknowns.
struct Pose {
  double height = 0;  // [m] along the direction, 0 = touching the unloaded skin's base point
  double spin = 0;    // [rad] about its axis
};

struct ContactStep {
  const Indenter* indenter = nullptr;
  const std::vector<SkinPoint>* points = nullptr;
  const std::vector<double>* point_weight = nullptr;  // share of each point's area that can touch
  const std::vector<float>* largest = nullptr;        // foam memory per point
  const std::vector<double>* u_before = nullptr;      // field order
  FieldLayout layout;
  Vec3 base, direction;
  Vec3 centre_before;
  double spin_before = 0, spin_rate_before = 0;  // [rad], [rad/s]
  double dt = 0;                                 // 0: no friction this step
  bool load_control = true;
  double load = 0;                // [N]
  std::vector<int> near;          // points that can touch until something moves by more than the margin
  std::vector<double> thickness;  // per point [m], 0: not yet near; empty: the indenter's everywhere
  // frozen at the prediction by freeze_friction(), per point of `near`
  std::vector<double> friction_force;  // friction coefficient x pressure x area [N]
  std::vector<Vec3> normal, spin_arm, place_before;

  Vec3 centre(double height) const { return base + direction * (indenter->centre_offset() + height); }
  // Which of (height, spin) are unknown.
  bool free_spin() const { return indenter->spin == SpinMode::free && indenter->friction > 0 && dt > 0; }
};

// Fills `near`: faces closer to the indenter than `margin` [m]. What was frozen stays with its points. Takes
// the foam's thickness of points that were not near before.
void find_near(ContactStep& step, const std::vector<double>& u, const Pose& pose, double margin);
void freeze_friction(ContactStep& step, const std::vector<double>& u, const Pose& pose);

// Nodal forces of the contact on the skin, [c][j][row] as in field order without k.
struct SkinForces {
  std::vector<double> value;
  std::size_t plane = 0;
};

// Gradient of the contact's energy by the skin's nodes (into `forces`) and by (height, spin) (returned).
// `point_force` (unless null): force on the body per point [N].
Eigen::Vector2d contact_gradient(const ContactStep& step, const std::vector<double>& u, const Pose& pose,
                                 SkinForces& forces, std::vector<Vec3>* point_force);

// Second derivatives per point of `near` that touches.
struct ContactBlock {
  int point = 0;
  Mat3 normal = Mat3::Zero(), slip = Mat3::Zero();  // by the relative displacement [N/m]
  Vec3 arm = Vec3::Zero();                          // displacement of the surface per spin
  // Of a patterned indenter: the same arm for the normal part, and what the turning normal adds.
  Vec3 normal_arm = Vec3::Zero(), turning = Vec3::Zero();  // [m], [N] by (displacement, spin)
  double turning_spin = 0;                                 // [N m] by (spin, spin)
};
// `positive`: only what is positive definite.
std::vector<ContactBlock> contact_blocks(const ContactStep& step, const std::vector<double>& u,
                                         const Pose& pose, bool positive);

// Puts the blocks into `matrix` (cleared first); `border`: columns K_u,height and K_u,spin in split order,
// cleared first; `corner`: 2 x 2 of (height, spin), inertia included.
void contact_tangent(const ContactStep& step, const std::vector<ContactBlock>& blocks,
                     const SplitLayout& split, SkinMatrix& matrix, FloatVector (&border)[2],
                     Eigen::Matrix2d& corner);
// Quadratic form of the blocks when the skin moves by -W_a and the indenter by `indenter` times unknown a (a
// = height, spin): the contact's share of the Schur complement (indenter = 1) or of W' K W (indenter = 0).
Eigen::Matrix2d contact_form(const ContactStep& step, const std::vector<ContactBlock>& blocks,
                             const SplitLayout& split, const FloatVector (&response)[2], double indenter);

// Pressure and foam compression per point at the solution.
struct PointContact {
  std::vector<double> pressure, compression;
  double largest_sinking = 0;  // [m]
};
void point_contact(const ContactStep& step, const std::vector<double>& u, const Pose& pose,
                   PointContact& result);

}  // namespace backroll
