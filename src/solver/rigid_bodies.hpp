// Rigid bodies and the joints between them: exact finite rotations, energy gradient and tangent. The tissue
// solver carries them as unknowns beside the nodes; rigid_equilibrium() solves them alone (parts for tests).
//   place of a body's point X:  x = centre + t + R (X - centre)
//   joint: p on both bodies at `place` in rest; x = (Ra' (pb - pa), log(Ra' Rb)) turned into the joint's axes
// Increments (dt, dtheta): t += dt, R = exp(dtheta) R, world axes.
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
// exp(w) of a rotation vector, and its inverse for |angle| < pi.
Mat3 rotation(const Vec3& w);
Vec3 rotation_vector(const Mat3& R);
void move(RigidPose& pose, const Vec6& increment);  // (dt, dtheta)

// Displacement of a joint in its axes.
Vec6 joint_displacement(const RigidModel& model, const Joint& joint, const RigidPoses& poses);

// Force and moment that the distal body puts on the proximal one through the joint, joint axes turned with
// the proximal body, about the joint's place: dW/dx. Positive y force with y cranial: tension.
Vec6 joint_load(const RigidModel& model, const Joint& joint, const RigidPoses& poses, double factor);

// Per body 6 values: adds the joints' energy gradient (force, moment about the body's present centre) to
// `gradient`; returns the energy [J]. `factor`: preload factor per joint.
double joints_gradient(const RigidModel& model, const RigidPoses& poses, const std::vector<double>& factor,
                       std::vector<Vec6>& gradient);
// Adds the tangent to `matrix`, 6 bodies x 6 bodies, dense, without the geometric terms (always positive
// semi-definite where the laws' tangents are).
void joints_tangent(const RigidModel& model, const RigidPoses& poses, const std::vector<double>& factor,
                    Eigen::MatrixXd& matrix);

// Equilibrium of bodies and joints alone under a load per body: force [N] at the present place of a point
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
// `follower`: compressive force [N] along the line through the places of the joints of `chain` (indices of
// joints, in order): at each joint two opposite forces along the line between its neighbours; 0: none.
RigidResult rigid_equilibrium(const RigidModel& model, const std::vector<BodyLoad>& loads,
                              const std::vector<int>& chain, double follower, RigidPoses& poses,
                              std::vector<double>& factor);

}  // namespace backroll
