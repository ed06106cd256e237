// Contact of the skin's Gauss points with one indenter: pressure from its law, Coulomb friction from a
// potential (pressure and directions frozen at the step's prediction), and its height and spin as two more
// unknowns. Centre c = base + direction (offset + height); slip s = T (du - dc - dspin z x r), T = I - n n^T.
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
  double spin = 0;    // [rad] about z
};

struct ContactStep {
  const Indenter* indenter = nullptr;
  const std::vector<SkinPoint>* points = nullptr;
  const std::vector<double>* point_weight = nullptr;  // share of each point's area that can touch
  const std::vector<float>* largest = nullptr;        // foam memory per point
  const std::vector<double>* u_before = nullptr;
  Vec3 base, direction;
  Vec3 centre_before;
  double spin_before = 0, spin_rate_before = 0;  // [rad], [rad/s]
  double dt = 0;                                 // 0: no friction this step
  bool load_control = true;
  double load = 0;  // [N]
  // frozen at the prediction by freeze_friction(), per point
  std::vector<double> friction_force;  // friction coefficient x pressure x area [N]
  std::vector<Vec3> normal, spin_arm;

  Vec3 centre(double height) const { return base + direction * (indenter->centre_offset() + height); }
  // Which of (height, spin) are unknown.
  bool free_spin() const { return indenter->spin == SpinMode::free && indenter->friction > 0 && dt > 0; }
};

void freeze_friction(ContactStep& step, const Lattice& lattice, const std::vector<double>& u,
                     const Pose& pose);

// Adds the contact's gradient to `gradient` (3 per node) and returns the gradient by (height, spin).
// `point_force` (unless null): force on the body per point [N].
Eigen::Vector2d contact_gradient(const ContactStep& step, const Lattice& lattice,
                                 const std::vector<double>& u, const Pose& pose,
                                 std::vector<double>& gradient, std::vector<Vec3>* point_force);

// Adds the contact's tangent to `matrix`; `border`: columns K_u,height and K_u,spin; `corner`: 2 x 2.
void contact_tangent(const ContactStep& step, const Lattice& lattice, const std::vector<double>& u,
                     const Pose& pose, bool positive, StencilMatrix& matrix, GridVector (&border)[2],
                     Eigen::Matrix2d& corner);

// Pressure and foam compression per point at the solution.
struct PointContact {
  std::vector<double> pressure, compression;
  double largest_sinking = 0;  // [m]
};
PointContact point_contact(const ContactStep& step, const Lattice& lattice, const std::vector<double>& u,
                           const Pose& pose);

}  // namespace backroll
