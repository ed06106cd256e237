#include "solver/contact.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

// Share of the friction Hessian's negative part that is kept: 1 = exact. Less is a majorant of the potential:
// friction saturates so sharply that the exact Hessian overshoots.
constexpr double kSlipSoftening = 0.5;

Vec3 displacement(const ContactStep& step, const SkinPoint& s, const std::vector<double>& u) {
  Vec3 d = Vec3::Zero();
  for (int c = 0; c < 3; ++c) {
    const double* v = u.data() + c * step.layout.plane;
    for (int a = 0; a < 4; ++a) d[c] += s.shape[a] * v[s.corner[a]];
  }
  return d;
}

// Column (i, j) of a skin node in field order.
struct SkinNode {
  int i, j;
};
SkinNode skin_node(const FieldLayout& l, int corner) {
  return {corner % l.row, corner / (l.row * l.nk)};
}

// Geometry and law of one point that may touch.
struct Touch {
  Gap gap;
  ContactPressure law;
  double area;
};

bool touch(const ContactStep& step, int n, const Vec3& centre, double spin, const Vec3& place, Touch& t) {
  t.area = (*step.points)[n].area * (*step.point_weight)[n];
  if (t.area <= 0) return false;
  t.gap = indenter_gap(*step.indenter, centre, step.direction, place, spin);
  if (t.gap.sinking <= -step.indenter->touch_smoothing) return false;
  t.law = contact_pressure(*step.indenter, t.gap.sinking, (*step.largest)[n],
                           step.thickness.empty() ? 0 : step.thickness[n]);
  return t.law.p > 0 || t.law.slope > 0;
}

// Regularised Coulomb: gradient F s / sqrt(s^2 + (v dt)^2) and its Hessian by the relative displacement.
struct Friction {
  Vec3 force = Vec3::Zero();
  Mat3 hessian = Mat3::Zero();
};

// m: index into `near`.
Friction friction(const ContactStep& step, std::size_t m, const Vec3& place, const Vec3& centre,
                  double spin) {
  Friction f;
  const Vec3& normal = step.normal[m];
  const Vec3 moved = place - step.place_before[m] - (centre - step.centre_before) -
                     (spin - step.spin_before) * step.spin_arm[m];
  const Vec3 slip = moved - normal * normal.dot(moved);
  const double sharp = step.indenter->slip_speed * step.dt;
  const double length = std::sqrt(slip.squaredNorm() + sharp * sharp);
  f.force = step.friction_force[m] / length * slip;
  f.hessian = step.friction_force[m] / length *
              (Mat3::Identity() - normal * normal.transpose() -
               kSlipSoftening * slip * slip.transpose() / (length * length));
  return f;
}

bool rubs(const ContactStep& step, std::size_t m) {
  return !step.friction_force.empty() && step.friction_force[m] > 0;
}

// W_a at a skin point.
Vec3 at_point(const ContactStep& step, const SkinPoint& s, const SplitLayout& split, const FloatVector& w) {
  Vec3 v = Vec3::Zero();
  if (w.empty()) return v;
  for (int a = 0; a < 4; ++a) {
    const SkinNode n = skin_node(step.layout, s.corner[a]);
    for (int c = 0; c < 3; ++c) v[c] += s.shape[a] * w[split.at(n.i, n.j, 0, c)];
  }
  return v;
}

}  // namespace

void find_near(ContactStep& step, const std::vector<double>& u, const Pose& pose, double margin) {
  const Vec3 centre = step.centre(pose.height);
  const std::vector<SkinPoint>& points = *step.points;
  const ContactStep before = step;
  step.near.clear();
  if (step.indenter->shape == IndenterShape::roller) step.thickness.resize(points.size(), 0.0);
  for (std::size_t first = 0; first + 9 <= points.size(); first += 9) {
    const SkinPoint& middle = points[first + 4];
    const double reach = (points[first].place - points[first + 8].place).norm();
    const Vec3 place = middle.place + displacement(step, middle, u);
    if (indenter_reach(*step.indenter, centre, step.direction, place) < -(margin + reach)) continue;
    for (std::size_t n = first; n < first + 9; ++n) {
      if ((*step.point_weight)[n] <= 0) continue;
      step.near.push_back(static_cast<int>(n));
      if (!step.thickness.empty() && step.thickness[n] == 0)
        step.thickness[n] = foam_thickness_at(*step.indenter, centre,
                                              points[n].place + displacement(step, points[n], u), pose.spin);
    }
  }
  if (before.friction_force.empty()) return;
  // both lists are in ascending order; a point that was not near when friction was frozen has none
  const std::size_t count = step.near.size();
  step.friction_force.assign(count, 0.0);
  step.normal.assign(count, Vec3::Zero());
  step.spin_arm.assign(count, Vec3::Zero());
  step.place_before.assign(count, Vec3::Zero());
  std::size_t old = 0;
  for (std::size_t m = 0; m < count; ++m) {
    while (old < before.near.size() && before.near[old] < step.near[m]) ++old;
    if (old == before.near.size() || before.near[old] != step.near[m]) continue;
    step.friction_force[m] = before.friction_force[old];
    step.normal[m] = before.normal[old];
    step.spin_arm[m] = before.spin_arm[old];
    step.place_before[m] = before.place_before[old];
  }
}

void freeze_friction(ContactStep& step, const std::vector<double>& u, const Pose& pose) {
  step.friction_force.clear();
  if (step.indenter->friction <= 0 || step.dt <= 0) return;
  const std::size_t count = step.near.size();
  step.friction_force.assign(count, 0.0);
  step.normal.assign(count, Vec3::Zero());
  step.spin_arm.assign(count, Vec3::Zero());
  step.place_before.assign(count, Vec3::Zero());
  const Vec3 centre = step.centre(pose.height);
  for (std::size_t m = 0; m < count; ++m) {
    const SkinPoint& s = (*step.points)[step.near[m]];
    const Vec3 place = s.place + displacement(step, s, u);
    Touch t;
    if (!touch(step, step.near[m], centre, pose.spin, place, t)) continue;
    step.friction_force[m] = step.indenter->friction * t.law.p * t.area;
    step.normal[m] = t.gap.gradient.normalized();
    step.spin_arm[m] = step.indenter->axis.cross(place - centre);
    step.place_before[m] = s.place + displacement(step, s, *step.u_before);
  }
}

Eigen::Vector2d contact_gradient(const ContactStep& step, const std::vector<double>& u, const Pose& pose,
                                 SkinForces& forces, std::vector<Vec3>* point_force) {
  const FieldLayout& l = step.layout;
  const Vec3 centre = step.centre(pose.height);
  Eigen::Vector2d border(0, 0);
  forces.plane = static_cast<std::size_t>(l.nj) * l.row;
  forces.value.assign(3 * forces.plane, 0.0);
  if (point_force) point_force->assign(step.points->size(), Vec3::Zero());
  // every point by itself, then added in order
  const int count = static_cast<int>(step.near.size());
  std::vector<Vec3> force(count, Vec3::Zero());
  std::vector<double> torque(count, 0.0);
#pragma omp parallel for schedule(static)
  for (int m = 0; m < count; ++m) {
    const SkinPoint& s = (*step.points)[step.near[m]];
    const Vec3 place = s.place + displacement(step, s, u);
    Touch t;
    if (touch(step, step.near[m], centre, pose.spin, place, t)) {
      force[m] = t.law.p * t.area * t.gap.gradient;
      if (step.indenter->patterned()) torque[m] = force[m].dot(step.indenter->axis.cross(place - centre));
    }
    if (rubs(step, m)) {
      const Vec3 f = friction(step, m, place, centre, pose.spin).force;
      force[m] += f;
      torque[m] += f.dot(step.spin_arm[m]);
    }
  }
  for (int m = 0; m < count; ++m) {
    if (force[m].isZero(0)) continue;
    const SkinPoint& s = (*step.points)[step.near[m]];
    border[0] -= force[m].dot(step.direction);
    border[1] -= torque[m];
    for (int a = 0; a < 4; ++a) {
      const SkinNode node = skin_node(l, s.corner[a]);
      const std::size_t at = static_cast<std::size_t>(node.j) * l.row + node.i;
      for (int c = 0; c < 3; ++c) forces.value[c * forces.plane + at] += s.shape[a] * force[m][c];
    }
    if (point_force) (*point_force)[step.near[m]] = -force[m];
  }
  if (step.load_control) border[0] += step.load;
  if (step.free_spin())
    border[1] += step.indenter->inertia / (step.dt * step.dt) *
                 (pose.spin - step.spin_before - step.dt * step.spin_rate_before);
  return border;
}

std::vector<ContactBlock> contact_blocks(const ContactStep& step, const std::vector<double>& u,
                                         const Pose& pose, bool positive) {
  const Vec3 centre = step.centre(pose.height);
  std::vector<ContactBlock> blocks;
  blocks.reserve(step.near.size());
  for (std::size_t m = 0; m < step.near.size(); ++m) {
    const SkinPoint& s = (*step.points)[step.near[m]];
    const Vec3 place = s.place + displacement(step, s, u);
    ContactBlock b;
    b.point = step.near[m];
    Touch t;
    const bool touches = touch(step, step.near[m], centre, pose.spin, place, t), rubbing = rubs(step, m);
    if (!touches && !rubbing) continue;
    if (touches) {
      b.normal = t.law.slope * t.area * t.gap.gradient * t.gap.gradient.transpose();
      if (!positive) b.normal += t.law.p * t.area * t.gap.hessian;
      if (step.indenter->patterned()) {
        const Vec3 out = place - centre, force = t.law.p * t.area * t.gap.gradient;
        b.normal_arm = step.indenter->axis.cross(out);
        if (!positive) {
          b.turning = step.indenter->axis.cross(force);
          b.turning_spin = -force.dot(Vec3(out.x(), out.y(), 0));
        }
      }
    }
    if (rubbing) {
      b.slip = friction(step, m, place, centre, pose.spin).hessian;
      b.arm = step.spin_arm[m];
    }
    blocks.push_back(b);
  }
  return blocks;
}

void contact_tangent(const ContactStep& step, const std::vector<ContactBlock>& blocks,
                     const SplitLayout& split, SkinMatrix& matrix, FloatVector (&border)[2],
                     Eigen::Matrix2d& corner) {
  const FieldLayout& l = step.layout;
  corner.setZero();
  matrix.clear();
  for (FloatVector& b : border) b.assign(split.size(), 0.0f);
  for (const ContactBlock& b : blocks) {
    const SkinPoint& s = (*step.points)[b.point];
    const Mat3 sum = b.normal + b.slip;
    const Vec3 by_height = -(sum * step.direction),
               by_spin = b.turning - b.normal * b.normal_arm - b.slip * b.arm;
    corner(0, 0) -= step.direction.dot(by_height);
    corner(0, 1) -= step.direction.dot(by_spin);
    corner(1, 1) += b.arm.dot(b.slip * b.arm) + b.normal_arm.dot(b.normal * b.normal_arm) + b.turning_spin;
    for (int a = 0; a < 4; ++a) {
      const SkinNode node = skin_node(l, s.corner[a]);
      matrix.touched[node.j] = 1;
      for (int c = 0; c < 3; ++c) {
        border[0][split.at(node.i, node.j, 0, c)] += static_cast<float>(s.shape[a] * by_height[c]);
        border[1][split.at(node.i, node.j, 0, c)] += static_cast<float>(s.shape[a] * by_spin[c]);
      }
      for (int e = 0; e < 4; ++e) {
        const double w = s.shape[a] * s.shape[e];
        for (int r = 0; r < 3; ++r)
          for (int c = 0; c < 3; ++c)
            matrix.add(node.i, node.j, (e & 1) - (a & 1), (e >> 1) - (a >> 1), r, c,
                       static_cast<float>(w * sum(r, c)));
      }
    }
  }
  corner(1, 0) = corner(0, 1);
  if (step.free_spin()) corner(1, 1) += step.indenter->inertia / (step.dt * step.dt);
}

Eigen::Matrix2d contact_form(const ContactStep& step, const std::vector<ContactBlock>& blocks,
                             const SplitLayout& split, const FloatVector (&response)[2], double indenter) {
  Eigen::Matrix2d form = Eigen::Matrix2d::Zero();
  for (const ContactBlock& b : blocks) {
    const SkinPoint& s = (*step.points)[b.point];
    const Vec3 w[2] = {at_point(step, s, split, response[0]), at_point(step, s, split, response[1])};
    const Vec3 pressed[2] = {w[0] + indenter * step.direction, w[1] + indenter * b.normal_arm};
    const Vec3 dragged[2] = {w[0] + indenter * step.direction, w[1] + indenter * b.arm};
    for (int p = 0; p < 2; ++p)
      for (int q = 0; q < 2; ++q)
        form(p, q) += pressed[p].dot(b.normal * pressed[q]) + dragged[p].dot(b.slip * dragged[q]);
    if (b.turning_spin == 0 || indenter == 0) continue;
    // the place relative to the axis moves by -(w + direction)
    const double by_height = -b.turning.dot(w[0] + indenter * step.direction), by_spin = -b.turning.dot(w[1]);
    form(0, 1) += indenter * by_height;
    form(1, 0) += indenter * by_height;
    form(1, 1) += 2 * indenter * by_spin + indenter * indenter * b.turning_spin;
  }
  if (indenter != 0 && step.free_spin()) form(1, 1) += step.indenter->inertia / (step.dt * step.dt);
  return form;
}

void point_contact(const ContactStep& step, const std::vector<double>& u, const Pose& pose,
                   PointContact& result) {
  const Vec3 centre = step.centre(pose.height);
  result.pressure.assign(step.points->size(), 0.0);
  result.compression.assign(step.points->size(), 0.0);
  result.largest_sinking = 0;
  for (const int n : step.near) {
    const SkinPoint& s = (*step.points)[n];
    Touch t;
    if (!touch(step, n, centre, pose.spin, s.place + displacement(step, s, u), t)) continue;
    result.pressure[n] = t.law.p * (*step.point_weight)[n];
    result.compression[n] = t.law.compression;
    result.largest_sinking = std::max(result.largest_sinking, t.gap.sinking);
  }
}

}  // namespace backroll
