// Tissue of tetrahedra under one roller or indenter in Bullet's deformable world, brought to rest: a second
// opinion on the solver's equilibrium (docs/crosscheck.md). Bullet integrates nodes and roller and finds the
// contact of a rigid indenter; the tissue's law is deformable_law.hpp.
//
// Rest is found by dynamic relaxation: explicit steps of `kStep` with nodal masses made for them (they do not
// change the state of rest), m_a = kMassFactor dt^2/4 x row stiffness, and viscous damping at the rate
// c = 2 sqrt(dx.df / dx.M dx) of the lowest mode in motion (Underwood 1983; Zhang & Yu 1989).
//
// A foam roller touches no node in Bullet: nobody's deformable against deformable keeps action = reaction
// there. At each skin point its law gives p(e), e = sinking / free thickness, the force p x area along the
// outward normal of the cylinder goes to the corners of the point's face, and its opposite moves the roller,
// a rigid body of Bullet. A rigid indenter is Bullet's own contact at the nodes, without friction.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "body/deformable_law.hpp"
#include "material/foam_law.hpp"

namespace backroll {

enum class PresserShape { cylinder, sphere };  // cylinder: axis along z

struct PresserFoam {
  FoamLaw law;                      // loading branch
  double thickness = 0.05;          // [m] along the ray to the core
  double touch_smoothing = 0.3e-3;  // [m] p starts quadratically within +- this sinking
};

struct Presser {
  PresserShape shape = PresserShape::cylinder;
  double radius = 0.075;            // [m]
  std::optional<PresserFoam> foam;  // none: rigid. Foam: cylinder only
  Vec3 base = Vec3::Zero();         // [m] height 0 of its surface
  Vec3 direction = -Vec3::UnitX();  // from the body outward, unit length; rigid: along -x
};

struct Relaxation {
  int most_steps = 20000;
  int window = 100;                // [steps] readings are means over it
  double force_tolerance = 1e-3;   // of the load: roller and base may be off by this, and the residual
  double height_tolerance = 3e-4;  // of the depth: change from window to window
};

// Readings in N, along the load's direction, positive = on the body; means over the last window.
struct DeformableRest {
  double height = 0;                // [m] of the presser's surface over its base, negative = sunk
  double first_touch = 0;           // [m] height at which it touches the tissue in rest
  double roller_force = 0;          // momentum balance of the roller
  double base_force = 0;            // what held nodes and springs take, less the constant loads
  double tissue_force = 0;          // momentum balance of the free nodes
  double residual = 0;              // [N] norm of the free nodes' imbalance
  std::vector<Vec3> place;          // [m] per node
  std::vector<Vec3> contact_force;  // [N] per node, on the body, from the nodes' momentum balance
  std::vector<Vec3> support_force;  // [N] per node, what a held one hands on
  // Per skin point, foam; of a rigid presser what its face's touching nodes give it.
  std::vector<double> point_pressure;  // [Pa]
  std::vector<Vec3> point_force;       // [N] on the body
  double area = 0;                     // [m2] reference area in contact: foam by skin points, rigid by nodes
  int steps = 0;
};

// Bullet diverged, or found no rest: what happened, at which step and depth.
struct DeformableFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class DeformableWorld {
 public:
  // Throws std::invalid_argument for a model or presser that cannot be (trouble_of(), foam on a sphere).
  DeformableWorld(DeformableModel model, const Presser& presser, const Relaxation& relaxation = {});
  ~DeformableWorld();
  DeformableWorld(DeformableWorld&&) noexcept;

  // Rest under `load` > 0 [N], from where the last call ended. Throws DeformableFailure.
  DeformableRest press(double load);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Force of a foam roller at one skin point: on the body [N], pressure and its slope over the sinking.
struct FoamTouch {
  Vec3 force = Vec3::Zero();
  double pressure = 0;   // [Pa]
  double stiffness = 0;  // [N/m]
};
FoamTouch foam_touch(const Presser& presser, double height, const Vec3& place, double area);

}  // namespace backroll
