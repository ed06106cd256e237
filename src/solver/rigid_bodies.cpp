#include "solver/rigid_bodies.hpp"

#include <cmath>

#include "solver/cross_matrix.hpp"

namespace backroll {

namespace {

// Inverse left Jacobian of SO(3): J^-1(r) = 1 - [r]/2 + c [r]^2, c = (1 - h cot h) / (4 h^2), h = |r| / 2;
// and dc/d|r| / |r|.
struct InverseJacobian {
  double c = 0, c_slope = 0;
};
InverseJacobian inverse_jacobian(double angle2) {
  InverseJacobian out;
  const double h2 = 0.25 * angle2;
  if (h2 < 0.0025) {
    // h cot h = 1 - h^2/3 - h^4/45 - 2 h^6/945 - h^8/4725 - 2 h^10/93555
    out.c = 0.25 * (1. / 3 + h2 * (1. / 45 + h2 * (2. / 945 + h2 * (1. / 4725 + h2 * 2 / 93555))));
    out.c_slope = 0.125 * (1. / 45 + h2 * (4. / 945 + h2 * (3. / 4725 + h2 * 8 / 93555)));
    return out;
  }
  const double h = std::sqrt(h2), cot = std::cos(h) / std::sin(h);
  out.c = (1 - h * cot) / angle2;
  // d(h cot h)/dh = cot - h (1 + cot^2)
  out.c_slope = (-0.5 * (cot - h * (1 + cot * cot)) / (2 * h) - 2 * out.c) / angle2;
  return out;
}

// One joint in its present place.
struct JointState {
  Mat3 B;             // columns: joint axes, world
  Vec3 arm_a, arm_b;  // from each body's centre to the distal body's place of the joint
  Vec6 x;
};

JointState joint_state(const RigidModel& model, const Joint& joint, const RigidPoses& poses) {
  const auto place = [&](int body, Vec3& centre) {
    if (body < 0) {
      centre.setZero();
      return joint.place;
    }
    centre = model.bodies[body].centre + poses[body].t;
    return place_of(model.bodies[body], poses[body], joint.place);
  };
  JointState s;
  Vec3 centre_a, centre_b;
  const Vec3 pa = place(joint.proximal, centre_a), pb = place(joint.distal, centre_b);
  s.arm_a = pb - centre_a;
  s.arm_b = pb - centre_b;
  Mat3 turn;
  if (joint.proximal < 0) {
    s.B = joint.axes;
    turn = joint.distal < 0 ? Mat3::Identity() : poses[joint.distal].R;
  } else {
    const Mat3& Ra = poses[joint.proximal].R;
    s.B.noalias() = Ra * joint.axes;
    if (joint.distal < 0)
      turn = Ra.transpose();
    else
      turn.noalias() = Ra.transpose() * poses[joint.distal].R;
  }
  s.x.head<3>().noalias() = s.B.transpose() * (pb - pa);
  s.x.tail<3>().noalias() = joint.axes.transpose() * rotation_vector(turn);
  return s;
}

// J'^-1(r) m: the moment of statics from the one conjugate to r.
Vec3 static_moment(const InverseJacobian& jacobian, const Vec3& r, const Vec3& m) {
  const Vec3 rm = r.cross(m);
  return m + 0.5 * rm + jacobian.c * r.cross(rm);
}

using Mat12 = Eigen::Matrix<double, 12, 12>;

// H: the law's tangent. Rows and columns: proximal (dt, dtheta), distal (dt, dtheta).
Mat12 material_tangent(const JointState& s, const InverseJacobian& jacobian, const Mat6& H) {
  Eigen::Matrix<double, 6, 12> J = Eigen::Matrix<double, 6, 12>::Zero();
  const Mat3 Bt = s.B.transpose(), r = cross_matrix(s.x.tail<3>());
  const Mat3 turning = (Mat3::Identity() - 0.5 * r + jacobian.c * r * r) * Bt;
  J.block<3, 3>(0, 0) = -Bt;
  J.block<3, 3>(0, 3) = Bt * cross_matrix(s.arm_a);
  J.block<3, 3>(0, 6) = Bt;
  J.block<3, 3>(0, 9) = -Bt * cross_matrix(s.arm_b);
  J.block<3, 3>(3, 3) = -turning;
  J.block<3, 3>(3, 9) = turning;
  return J.transpose() * H * J;
}

// What turning and moving the bodies does to the world axes and arms of the force `f` = dW/dx.
Mat12 geometric_tangent(const JointState& s, const InverseJacobian& jacobian, const Vec6& f) {
  const Vec3 r = s.x.tail<3>(), m = f.tail<3>();
  const Mat3 rx = cross_matrix(r), Bt = s.B.transpose();
  // d(J'^-1(r) m)/dr
  const Mat3 moment_slope =
      -0.5 * cross_matrix(m) +
      jacobian.c * (r * m.transpose() + r.dot(m) * Mat3::Identity() - 2 * m * r.transpose()) +
      jacobian.c_slope * r.cross(r.cross(m)) * r.transpose();
  const Mat3 Q = s.B * moment_slope * (Mat3::Identity() - 0.5 * rx + jacobian.c * rx * rx) * Bt;
  const Mat3 F = cross_matrix(s.B * f.head<3>());
  const Mat3 M = cross_matrix(s.B * static_moment(jacobian, r, m));
  const Mat3 la = cross_matrix(s.arm_a), lb = cross_matrix(s.arm_b);
  Mat12 G = Mat12::Zero();
  G.block<3, 3>(0, 3) = F;
  G.block<3, 3>(6, 3) = -F;
  G.block<3, 3>(3, 0) = -F;
  G.block<3, 3>(3, 3) = la * F + M + Q;
  G.block<3, 3>(3, 6) = F;
  G.block<3, 3>(3, 9) = -F * lb - Q;
  G.block<3, 3>(9, 3) = -lb * F - M - Q;
  G.block<3, 3>(9, 9) = F * lb + Q;
  return G;
}

}  // namespace

Mat3 rotation(const Vec3& w) {
  const double half2 = 0.25 * w.squaredNorm();
  // sin(h) / h and cos(h), by their series near zero
  const double h = std::sqrt(half2);
  const double sinc = half2 < 1e-6 ? 1 - half2 / 6 + half2 * half2 / 120 : std::sin(h) / h;
  const Vec3 v = 0.5 * sinc * w;
  return Eigen::Quaterniond(std::cos(h), v.x(), v.y(), v.z()).toRotationMatrix();
}

Vec3 rotation_vector(const Mat3& R) {
  Eigen::Quaterniond q(R);
  if (q.w() < 0) q.coeffs() = -q.coeffs();
  const double s = q.vec().norm();
  return (s < 1e-12 ? 2 / q.w() : 2 * std::atan2(s, q.w()) / s) * q.vec();
}

void move(RigidPose& pose, const Vec6& increment) {
  pose.t += increment.head<3>();
  pose.R = Eigen::Quaterniond(rotation(increment.tail<3>()) * pose.R).normalized().toRotationMatrix();
}

Vec6 joint_displacement(const RigidModel& model, const Joint& joint, const RigidPoses& poses) {
  return joint_state(model, joint, poses).x;
}

Vec6 joint_load(const RigidModel& model, const Joint& joint, const RigidPoses& poses, double factor) {
  return joint_forces(joint.law, joint_displacement(model, joint, poses), factor).force;
}

double joints_gradient(const RigidModel& model, const RigidPoses& poses, const std::vector<double>& factor,
                       std::vector<Vec6>& gradient) {
  double energy = 0;
  for (std::size_t j = 0; j < model.joints.size(); ++j) {
    const Joint& joint = model.joints[j];
    const JointState s = joint_state(model, joint, poses);
    const JointForces law = joint_forces(joint.law, s.x, factor[j]);
    energy += law.energy;
    const Vec3 r = s.x.tail<3>();
    const Vec3 force = s.B * law.force.head<3>();
    const Vec3 moment = s.B * static_moment(inverse_jacobian(r.squaredNorm()), r, law.force.tail<3>());
    if (joint.proximal >= 0) {
      gradient[joint.proximal].head<3>() -= force;
      gradient[joint.proximal].tail<3>() -= s.arm_a.cross(force) + moment;
    }
    if (joint.distal >= 0) {
      gradient[joint.distal].head<3>() += force;
      gradient[joint.distal].tail<3>() += s.arm_b.cross(force) + moment;
    }
  }
  return energy;
}

void joints_tangent(const RigidModel& model, const RigidPoses& poses, const std::vector<double>& factor,
                    Eigen::MatrixXd& matrix, Geometric terms) {
  for (std::size_t j = 0; j < model.joints.size(); ++j) {
    const Joint& joint = model.joints[j];
    const JointState s = joint_state(model, joint, poses);
    const JointForces law = joint_forces(joint.law, s.x, factor[j]);
    const InverseJacobian jacobian = inverse_jacobian(s.x.tail<3>().squaredNorm());
    Mat12 K = material_tangent(s, jacobian, law.tangent);
    if (terms == Geometric::with) K += geometric_tangent(s, jacobian, law.force);
    const int body[2] = {joint.proximal, joint.distal};
    for (int a = 0; a < 2; ++a)
      for (int b = 0; b < 2; ++b)
        if (body[a] >= 0 && body[b] >= 0)
          matrix.block<6, 6>(6 * body[a], 6 * body[b]) += K.block<6, 6>(6 * a, 6 * b);
  }
}

}  // namespace backroll
