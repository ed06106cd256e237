#include "solver/contact.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

// Share of the friction Hessian's negative part that is kept: 1 = exact. Less is a majorant of the potential:
// friction saturates so sharply that the exact Hessian overshoots.
constexpr double kSlipSoftening = 0.5;

Vec3 displacement(const SkinPoint& s, const std::vector<double>& u) {
  Vec3 d = Vec3::Zero();
  for (int a = 0; a < 4; ++a)
    for (int c = 0; c < 3; ++c) d[c] += s.shape[a] * u[3 * s.node[a] + c];
  return d;
}

// Geometry and law of one point that may touch.
struct Touch {
  Gap gap;
  ContactPressure law;
  double area;
};

bool touch(const ContactStep& step, int n, const Vec3& centre, const Vec3& place, Touch& t) {
  t.area = (*step.points)[n].area * (*step.point_weight)[n];
  if (t.area <= 0) return false;
  t.gap = indenter_gap(*step.indenter, centre, step.direction, place);
  if (t.gap.sinking <= -step.indenter->touch_smoothing) return false;
  t.law = contact_pressure(*step.indenter, t.gap.sinking, (*step.largest)[n]);
  return t.law.p > 0 || t.law.slope > 0;
}

// Regularised Coulomb: gradient F s / sqrt(s^2 + (v dt)^2) and its Hessian by the relative displacement.
struct Friction {
  Vec3 force = Vec3::Zero();
  Mat3 hessian = Mat3::Zero();
};

Friction friction(const ContactStep& step, int n, const Vec3& moved, const Vec3& centre, double spin) {
  Friction f;
  if (step.friction_force.empty() || step.friction_force[n] <= 0) return f;
  const Vec3& normal = step.normal[n];
  const Mat3 T = Mat3::Identity() - normal * normal.transpose();
  const Vec3 slip =
      T * (moved - (centre - step.centre_before) - (spin - step.spin_before) * step.spin_arm[n]);
  const double sharp = step.indenter->slip_speed * step.dt;
  const double length = std::sqrt(slip.squaredNorm() + sharp * sharp);
  f.force = step.friction_force[n] / length * slip;
  f.hessian =
      step.friction_force[n] / length * (T - kSlipSoftening * slip * slip.transpose() / (length * length));
  return f;
}

}  // namespace

void freeze_friction(ContactStep& step, const Lattice&, const std::vector<double>& u, const Pose& pose) {
  step.friction_force.clear();
  step.normal.clear();
  step.spin_arm.clear();
  if (step.indenter->friction <= 0 || step.dt <= 0) return;
  const std::size_t count = step.points->size();
  step.friction_force.assign(count, 0.0);
  step.normal.assign(count, Vec3::Zero());
  step.spin_arm.assign(count, Vec3::Zero());
  const Vec3 centre = step.centre(pose.height);
  for (std::size_t n = 0; n < count; ++n) {
    const SkinPoint& s = (*step.points)[n];
    const Vec3 place = s.place + displacement(s, u);
    Touch t;
    if (!touch(step, static_cast<int>(n), centre, place, t)) continue;
    step.friction_force[n] = step.indenter->friction * t.law.p * t.area;
    step.normal[n] = t.gap.gradient.normalized();
    step.spin_arm[n] = Vec3::UnitZ().cross(place - centre);
  }
}

Eigen::Vector2d contact_gradient(const ContactStep& step, const Lattice&, const std::vector<double>& u,
                                 const Pose& pose, std::vector<double>& gradient,
                                 std::vector<Vec3>* point_force) {
  const Vec3 centre = step.centre(pose.height);
  Eigen::Vector2d border(0, 0);
  if (point_force) point_force->assign(step.points->size(), Vec3::Zero());
  for (std::size_t n = 0; n < step.points->size(); ++n) {
    const SkinPoint& s = (*step.points)[n];
    const Vec3 d = displacement(s, u), place = s.place + d;
    Touch t;
    Vec3 force = Vec3::Zero();
    if (touch(step, static_cast<int>(n), centre, place, t)) force = t.law.p * t.area * t.gap.gradient;
    if (!step.friction_force.empty() && step.friction_force[n] > 0) {
      Vec3 before = Vec3::Zero();
      for (int a = 0; a < 4; ++a)
        for (int c = 0; c < 3; ++c) before[c] += s.shape[a] * (*step.u_before)[3 * s.node[a] + c];
      const Friction f = friction(step, static_cast<int>(n), d - before, centre, pose.spin);
      force += f.force;
      border[1] -= f.force.dot(step.spin_arm[n]);
    }
    if (force.isZero()) continue;
    border[0] -= force.dot(step.direction);
    for (int a = 0; a < 4; ++a)
      for (int c = 0; c < 3; ++c) gradient[3 * s.node[a] + c] += s.shape[a] * force[c];
    if (point_force) (*point_force)[n] = -force;
  }
  if (step.load_control) border[0] += step.load;
  if (step.free_spin())
    border[1] += step.indenter->inertia / (step.dt * step.dt) *
                 (pose.spin - step.spin_before - step.dt * step.spin_rate_before);
  return border;
}

void contact_tangent(const ContactStep& step, const Lattice& lattice, const std::vector<double>& u,
                     const Pose& pose, bool positive, StencilMatrix& matrix, GridVector (&border)[2],
                     Eigen::Matrix2d& corner) {
  const Vec3 centre = step.centre(pose.height);
  const int nk = lattice.nk, ni = lattice.ni;
  corner.setZero();
  for (GridVector& b : border) std::fill(b.begin(), b.end(), 0.0f);
  for (std::size_t n = 0; n < step.points->size(); ++n) {
    const SkinPoint& s = (*step.points)[n];
    const Vec3 d = displacement(s, u), place = s.place + d;
    Touch t;
    Mat3 H = Mat3::Zero(), Hf = Mat3::Zero();
    if (touch(step, static_cast<int>(n), centre, place, t)) {
      H = t.law.slope * t.area * t.gap.gradient * t.gap.gradient.transpose();
      if (!positive) H += t.law.p * t.area * t.gap.hessian;
    }
    Vec3 arm = Vec3::Zero();
    if (!step.friction_force.empty() && step.friction_force[n] > 0) {
      Vec3 before = Vec3::Zero();
      for (int a = 0; a < 4; ++a)
        for (int c = 0; c < 3; ++c) before[c] += s.shape[a] * (*step.u_before)[3 * s.node[a] + c];
      Hf = friction(step, static_cast<int>(n), d - before, centre, pose.spin).hessian;
      arm = step.spin_arm[n];
    }
    const Mat3 sum = H + Hf;
    if (sum.isZero()) continue;
    const Vec3 by_height = -(sum * step.direction), by_spin = -(Hf * arm);
    corner(0, 0) += step.direction.dot(sum * step.direction);
    corner(0, 1) += step.direction.dot(Hf * arm);
    corner(1, 1) += arm.dot(Hf * arm);
    for (int a = 0; a < 4; ++a) {
      const int column_node = s.node[a] / nk, i = column_node % ni, j = column_node / ni;
      const std::size_t p = 3 * matrix.grid.padded(i, j, 0);
      for (int c = 0; c < 3; ++c) {
        border[0][p + c] += static_cast<float>(s.shape[a] * by_height[c]);
        border[1][p + c] += static_cast<float>(s.shape[a] * by_spin[c]);
      }
      for (int b = 0; b < 4; ++b) {
        float* block = matrix.block(i, j, 0, (b & 1) - (a & 1), (b >> 1) - (a >> 1), 0);
        const double w = s.shape[a] * s.shape[b];
        for (int c = 0; c < 3; ++c)
          for (int r = 0; r < 3; ++r) block[4 * c + r] += static_cast<float>(w * sum(r, c));
      }
    }
  }
  corner(1, 0) = corner(0, 1);
  if (step.free_spin()) corner(1, 1) += step.indenter->inertia / (step.dt * step.dt);
}

PointContact point_contact(const ContactStep& step, const Lattice&, const std::vector<double>& u,
                           const Pose& pose) {
  const Vec3 centre = step.centre(pose.height);
  PointContact result;
  result.pressure.assign(step.points->size(), 0.0);
  result.compression.assign(step.points->size(), 0.0);
  for (std::size_t n = 0; n < step.points->size(); ++n) {
    const SkinPoint& s = (*step.points)[n];
    Touch t;
    if (!touch(step, static_cast<int>(n), centre, s.place + displacement(s, u), t)) continue;
    result.pressure[n] = t.law.p * (*step.point_weight)[n];
    result.compression[n] = t.law.compression;
    result.largest_sinking = std::max(result.largest_sinking, t.gap.sinking);
  }
  return result;
}

}  // namespace backroll
