// Joints between rigid bodies: rotations, derivatives, invariance, balance of forces and moments.
#include "solver/rigid_bodies.hpp"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>
#include <initializer_list>

#include "solver/chains.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

std::vector<Vec6> zeros(const RigidModel& model) {
  return std::vector<Vec6>(model.bodies.size(), Vec6::Zero());
}

std::vector<double> factors(const RigidModel& model) {
  std::vector<double> out;
  for (std::size_t j = 0; j < model.joints.size(); ++j) out.push_back(1 + 0.3 * static_cast<double>(j));
  return out;
}

// A chain tied to the ground at both ends: once the ground is proximal, once it is distal.
RigidModel grounded(const JointLaw& law) {
  RigidModel model = chain(4, law);
  model.joints.push_back({-1, 0, Vec3(0.02, -0.03, 0.03), rotation(Vec3(0.3, 0.1, -0.4)), law});
  model.joints.push_back({3, -1, Vec3(0.03, 0.1, 0.02), rotation(Vec3(-0.3, 0.2, 0.1)), law});
  model.joints.push_back({0, 3, Vec3(0.05, 0.05, 0), Mat3::Identity(), law});  // closes a loop
  return model;
}

RigidPoses moved(RigidPoses poses, int body, int direction, double h) {
  move(poses[body], h * Vec6::Unit(direction));
  return poses;
}

// By central differences of the gradient.
Eigen::MatrixXd slope_of_gradient(const RigidModel& model, const RigidPoses& poses) {
  const int n = 6 * static_cast<int>(model.bodies.size());
  Eigen::MatrixXd out(n, n);
  for (int column = 0; column < n; ++column) {
    const double h = column % 6 < 3 ? 1e-7 : 1e-6;
    std::vector<Vec6> up = zeros(model), down = zeros(model);
    joints_gradient(model, moved(poses, column / 6, column % 6, h), factors(model), up);
    joints_gradient(model, moved(poses, column / 6, column % 6, -h), factors(model), down);
    for (int row = 0; row < n; ++row)
      out(row, column) = (up[row / 6][row % 6] - down[row / 6][row % 6]) / (2 * h);
  }
  return out;
}

Eigen::MatrixXd tangent(const RigidModel& model, const RigidPoses& poses, Geometric terms) {
  const int n = 6 * static_cast<int>(model.bodies.size());
  Eigen::MatrixXd out = Eigen::MatrixXd::Zero(n, n);
  joints_tangent(model, poses, factors(model), out, terms);
  return out;
}

// Largest difference of two tangents, entries with rotations over 0.1 m, against the largest entry.
double difference(Eigen::MatrixXd a, Eigen::MatrixXd b) {
  for (int i = 0; i < a.rows(); ++i) {
    if (i % 6 < 3) continue;
    for (Eigen::MatrixXd* m : {&a, &b}) {
      m->row(i) /= 0.1;
      m->col(i) /= 0.1;
    }
  }
  return (a - b).cwiseAbs().maxCoeff() / b.cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("rotation vector and matrix are each other's inverse from tiny to half a turn") {
  const Vec3 axis = Vec3(0.3, -0.5, 0.7).normalized();
  for (const double angle : {0.0, 1e-14, 1e-9, 1e-5, 1e-3, 0.1, 1.0, 3.0, 3.14159, 3.1415926535}) {
    const Mat3 R = rotation(angle * axis);
    CHECK((R * R.transpose() - Mat3::Identity()).norm() < 4e-15);
    CHECK((rotation_vector(R) - angle * axis).norm() < 1e-15 + 1e-14 * angle);
    CHECK(std::abs((R * axis - axis).norm()) < 1e-15);
  }
  // a quarter turn about z takes x to y
  CHECK((rotation(Vec3(0, 0, std::acos(-1) / 2)) * Vec3::UnitX() - Vec3::UnitY()).norm() < 1e-15);
  // half a turn: one of the two vectors
  CHECK((rotation(rotation_vector(Mat3(Vec3(-1, 1, -1).asDiagonal()))) - Mat3(Vec3(-1, 1, -1).asDiagonal()))
            .norm() < 1e-15);
}

TEST_CASE("many small moves keep a rotation a rotation") {
  RigidPose pose;
  Vec6 increment;
  increment << 1e-5, 0, 0, 1e-3, 2e-3, -1e-3;
  for (int n = 0; n < 20000; ++n) move(pose, increment);
  CHECK((pose.R * pose.R.transpose() - Mat3::Identity()).norm() < 1e-14);
  CHECK((pose.R - rotation(20000 * increment.tail<3>())).norm() < 1e-11);
}

TEST_CASE("the gradient is the derivative of the energy, small and large rotations, ground on either side") {
  const RigidModel model = grounded(one_sided_law());
  for (const double turn : {0.0, 1e-6, 0.05, 0.5, 1.2}) {
    const RigidPoses poses = shaken(model, 2e-3, turn, 5);
    std::vector<Vec6> gradient = zeros(model), unused = zeros(model);
    const double energy = joints_gradient(model, poses, factors(model), gradient);
    double scale = 0;
    for (const Vec6& g : gradient) scale = std::max(scale, g.norm());
    for (int body = 0; body < 4; ++body)
      for (int i = 0; i < 6; ++i) {
        const double h = 3e-6 * (i < 3 ? 0.1 : 1);
        const double up = joints_gradient(model, moved(poses, body, i, h), factors(model), unused);
        const double down = joints_gradient(model, moved(poses, body, i, -h), factors(model), unused);
        CHECK(std::abs((up - down) / (2 * h) - gradient[body][i]) < 1e-6 * scale + 1e-14 * energy / h + 1e-5);
      }
  }
}

TEST_CASE("the tangent is the derivative of the gradient: at rest, and with the geometric terms anywhere") {
  const RigidModel model = grounded(curved_law());
  const RigidPoses rest(4);
  CHECK(difference(tangent(model, rest, Geometric::without), slope_of_gradient(model, rest)) < 1e-6);
  for (const double turn : {1e-3, 0.1, 0.6, 1.2}) {
    const RigidPoses poses = shaken(model, 2e-3, turn, 7);
    CHECK(difference(tangent(model, poses, Geometric::with), slope_of_gradient(model, poses)) < 1e-6);
  }
}

TEST_CASE("without the geometric terms the tangent is symmetric and nowhere negative") {
  const RigidModel model = grounded(spinal_law());
  const Eigen::MatrixXd K = tangent(model, shaken(model, 2e-3, 0.6, 7), Geometric::without);
  CHECK((K - K.transpose()).cwiseAbs().maxCoeff() < 1e-9 * K.maxCoeff());
  const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(K).eigenvalues();
  CHECK(values.minCoeff() > -1e-9 * values.maxCoeff());
}

TEST_CASE("turning and shifting everything leaves energy and the joints' loads alone") {
  const RigidModel model = chain(4, one_sided_law());
  const RigidPoses poses = shaken(model, 2e-3, 0.3, 9);
  const Mat3 Q = rotation(Vec3(1.1, -2.0, 0.7));
  const Vec3 shift(0.4, -0.3, 0.5);
  RigidPoses turned(poses);
  for (std::size_t b = 0; b < turned.size(); ++b) {
    const Vec3& centre = model.bodies[b].centre;
    turned[b].t = Q * (centre + poses[b].t) + shift - centre;
    turned[b].R = Q * poses[b].R;
  }
  std::vector<Vec6> before = zeros(model), after = zeros(model);
  const double energy = joints_gradient(model, poses, factors(model), before);
  CHECK(std::abs(joints_gradient(model, turned, factors(model), after) - energy) < 1e-12 * energy);
  for (const Joint& joint : model.joints) {
    const Vec6 load = joint_load(model, joint, poses, 1.3);
    CHECK((joint_load(model, joint, turned, 1.3) - load).norm() < 1e-12 * load.norm());
  }
  for (std::size_t b = 0; b < before.size(); ++b)
    CHECK((after[b] - six(Q * before[b].head<3>(), Q * before[b].tail<3>())).norm() <
          1e-12 * before[b].norm());
}

TEST_CASE("what the joints put on free bodies sums to no force and no moment, however they are turned") {
  RigidModel model = chain(5, one_sided_law());
  model.joints.push_back({0, 4, Vec3(0.05, 0.05, 0), Mat3::Identity(), curved_law()});
  for (unsigned seed = 1; seed < 6; ++seed) {
    const RigidPoses poses = shaken(model, 0.01, 0.4 * seed, seed);
    std::vector<Vec6> gradient = zeros(model);
    joints_gradient(model, poses, factors(model), gradient);
    Vec3 force = Vec3::Zero(), moment = Vec3::Zero();
    double size = 0;
    for (std::size_t b = 0; b < gradient.size(); ++b) {
      force += gradient[b].head<3>();
      moment += gradient[b].tail<3>() + (model.bodies[b].centre + poses[b].t).cross(gradient[b].head<3>());
      size += gradient[b].norm();
    }
    CHECK(force.norm() < 1e-13 * size);
    CHECK(moment.norm() < 1e-13 * size);
  }
}

TEST_CASE("pulling the distal body along y is tension on the proximal one") {
  const RigidModel model = chain(2, spinal_law());
  RigidPoses poses(2);
  poses[1].t = 1e-4 * model.joints[0].axes.col(1);
  const Vec6 load = joint_load(model, model.joints[0], poses, 2);
  CHECK(std::abs(load[1] - 2 * 100) < 1e-8);
  std::vector<Vec6> gradient = zeros(model);
  joints_gradient(model, poses, {2}, gradient);
  CHECK((gradient[0].head<3>() + 200 * model.joints[0].axes.col(1)).norm() < 1e-8);
}
