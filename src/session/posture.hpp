// How the body lies, as loads and supports of its bones (docs/posture.md).
//   Lying on the back: the pelvis is held. The trunk's weight comes onto the roller with its load: with share
//   m = min(1, load / (borne_share x body weight)) bones carry m times their own weight and the tissue's, and
//   what floor and arms still carry is (1 - m) times the tissue's weight.
//   Muscles hold the share `hold` of the bending moment that weight and roller have about each spinal unit:
//   opposite moments on its two vertebrae. hold_now = 1 - (1 - hold) m.
//   Stiffness of a unit: preload_factor(resting preload + held moment / muscle arm + its own compression).
//   Pressed on the sternum from the front: the spine lies on something rigid, its vertebrae are held.
//   Prone: sternum and abdomen on springs to the plinth, pelvis held; the rest shape is the one on the
//   plinth.
#pragma once

#include <vector>

#include "anatomy/skeleton.hpp"
#include "solver/rigid_bodies.hpp"

namespace backroll {

struct PostureTable {
  double hips_up_hold = 0, hips_down_hold = 0;
  double muscle_arm = 0;  // [m]
  double borne_share = 0;
  double contact_half_length = 0;  // [m]
  double plinth_tangential_share = 0;
  double sternum_half_height = 0, sternum_half_width = 0;  // [m]
  double abdomen_stiffness = 0;                            // [N/m]
};
PostureTable posture_table();  // assets/postures.toml; throws InputError

// The body on its supports, constant over a run.
struct Bearing {
  Support support;
  PostureTable table;
  double body_weight = 0;  // [N]
  Skeleton skeleton;
  RigidModel rigid;
  int units = 0;            // the first joints are spinal units, cranial to caudal
  int sternum_plinth = -1;  // joint to the plinth; -1: none
  int abdomen_plinth = -1;
  std::vector<std::vector<double>> above;  // [unit][body] share of the body that hangs on the cranial side
  std::vector<Vec6> tissue_rest;           // per body: load that balances the tissue's weight in rest
  double hold() const;                     // share of the moment that muscles carry
};
// Bones held: no bodies. `spine_held`: the vertebrae keep their places.
Bearing bearing(const Support& support, const Subject& subject, const BackModel& back, bool spine_held);

// What presses: force on the body [N] at a point of the skin [m].
struct Pressing {
  Vec3 point = Vec3::Zero(), force = Vec3::Zero();
};
// Loads per body (force, moment about its centre) and preload factor per joint for the next step.
struct BearingLoads {
  std::vector<Vec6> body;
  std::vector<double> factor;
  std::vector<Vec3> held_moment;  // [N m] per spinal unit, on the cranial vertebra
};
// Share of the trunk's weight that comes onto a roller of this load [N].
double borne_share(const Bearing& bearing, double load);
BearingLoads bearing_loads(const Bearing& bearing, const Pressing& pressing, const Vec3& gravity,
                           const RigidPoses& poses, const std::vector<double>& factor_before);

// Sagittal turn of a body [rad], positive = leans backward.
double sagittal_turn(const RigidPose& pose);

}  // namespace backroll
