// Rigid bodies and the joints between them: exact finite rotations, energy gradient and tangent. The tissue
// solver carries them as unknowns beside the nodes; rigid_equilibrium() solves them alone (parts for tests).
//   place of a body's point X:  x = centre + t + R (X - centre)
//   joint: p on both bodies at `place` in rest; x = (d, r) = (Ra' (pb - pa), log(Ra' Rb)) turned into the
//   joint's axes A
// Increments (dt, dtheta): t += dt, R = exp(dtheta) R, world axes. With B = Ra A, arms l_b = pb - centre of
// b, l_a = pb - centre of a, both now, and J the left Jacobian of SO(3):
//   delta d = B' (dt_b + dtheta_b x l_b - dt_a - dtheta_a x l_a)
//   delta r = J^-1(r) B' (dtheta_b - dtheta_a)
// The two bodies' forces and moments cancel exactly in any pose.
#pragma once

#include <Eigen/Geometry>
#include <string>
#include <vector>

#include "anatomy/lattice.hpp"
#include "material/joint_law.hpp"

namespace backroll {

struct RigidBody {
  std::string name;
  Vec3 centre = Vec3::Zero();  // [m] reference point, rest
  bool held = false;           // keeps its rest pose
};

struct Joint {
  int proximal = -1, distal = -1;  // bodies; -1: the ground
  Vec3 place = Vec3::Zero();       // [m] rest
  Mat3 axes = Mat3::Identity();    // columns: the joint's axes in the body frame, at rest
  JointLaw law;
};

struct RigidModel {
  std::vector<RigidBody> bodies;
  std::vector<Joint> joints;
};

struct RigidPose {
  Vec3 t = Vec3::Zero();  // [m] shift of the body's centre
  Mat3 R = Mat3::Identity();
};
using RigidPoses = std::vector<RigidPose>;

inline Vec3 place_of(const RigidBody& body, const RigidPose& pose, const Vec3& rest) {
  return body.centre + pose.t + pose.R * (rest - body.centre);
}
// exp(w) of a rotation vector, and its inverse with |angle| <= pi (at pi one of the two vectors).
Mat3 rotation(const Vec3& w);
Vec3 rotation_vector(const Mat3& R);
void move(RigidPose& pose, const Vec6& increment);  // (dt, dtheta); keeps R orthogonal to rounding

// Displacement of a joint in its axes.
Vec6 joint_displacement(const RigidModel& model, const Joint& joint, const RigidPoses& poses);

// Force and moment that the distal body puts on the proximal one through the joint, joint axes turned with
// the proximal body, about the joint's place: dW/dx. Positive y force with y cranial: tension. The moment is
// the one conjugate to the rotation vector r; the moment of statics is J'^-1(r) times it, another by terms of
// |r| across r only.
Vec6 joint_load(const RigidModel& model, const Joint& joint, const RigidPoses& poses, double factor);

// Per body 6 values: adds the joints' energy gradient (force, moment about the body's present centre) to
// `gradient`; returns the energy [J]. `factor`: preload factor per joint.
double joints_gradient(const RigidModel& model, const RigidPoses& poses, const std::vector<double>& factor,
                       std::vector<Vec6>& gradient);
// Adds the tangent to `matrix`, 6 bodies x 6 bodies, dense. Without the geometric terms it is symmetric and
// positive semi-definite where the laws' tangents are; with them it is the exact derivative of the gradient,
// symmetric only where the moments on each body balance.
enum class Geometric { without, with };
void joints_tangent(const RigidModel& model, const RigidPoses& poses, const std::vector<double>& factor,
                    Eigen::MatrixXd& matrix, Geometric terms = Geometric::without);

// Equilibrium of bodies and joints alone under loads on bodies: force [N] at the present place of a point
// fixed in the body (rest coordinates) and moment [N m], world axes.
struct BodyLoad {
  int body = -1;
  Vec3 point = Vec3::Zero();  // [m] rest
  Vec3 force = Vec3::Zero(), moment = Vec3::Zero();
};
struct RigidResult {
  bool converged = false;
  int iterations = 0;
  double residual = 0;  // [N], moments over 0.1 m
};
// Newton's method with the exact tangent and a line search, the load in smaller steps where that fails, from
// `poses` on; held bodies keep the pose they come with. `factor` (per joint; resized with 1 where its length
// is another) becomes the preload factor of what each joint then carries: compression = - load along its y
// axis, the follower's share included. Not converged: poses and factor are what was last reached. `follower`:
// compressive force [N] along the line through the places of the joints of `chain` (indices of joints, in
// order): at each joint two opposite forces on its bodies along the line between its neighbours' places,
// pressing them together (y of the joint's axes points from the proximal to the distal body); a chain of one:
// along that y axis. 0: none.
RigidResult rigid_equilibrium(const RigidModel& model, const std::vector<BodyLoad>& loads,
                              const std::vector<int>& chain, double follower, RigidPoses& poses,
                              std::vector<double>& factor);

}  // namespace backroll
