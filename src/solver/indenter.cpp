#include "solver/indenter.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "solver/roller_distance.hpp"

namespace backroll {

namespace {

constexpr double kDeepest = 0.05;  // [m] skin stands no higher than this beside a flat face

// Sinking into a round body: distance measured in the space of the `axes` (cylinder: x, y; sphere: x, y, z).
Gap round_gap(double radius, Vec3 r, int axes) {
  if (axes == 2) r.z() = 0;
  const double d = std::max(r.norm(), 1e-9);
  const Vec3 n = r / d;
  Mat3 space = Mat3::Identity();
  if (axes == 2) space(2, 2) = 0;
  return {radius - d, -n, -(space - n * n.transpose()) / d};
}

// Flat face with a fillet: the edge falls off as (rho - (R - fillet))^2 / (2 fillet), rho = distance from the
// axis.
Gap punch_gap(const Indenter& in, const Vec3& r, const Vec3& direction) {
  const Vec3 across = r - direction.dot(r) * direction;
  const double rho = across.norm(), over = rho - (in.radius - in.fillet);
  Gap gap{direction.dot(r), direction, Mat3::Zero()};
  if (over > 0) {
    const Vec3 out = across / rho;
    gap.sinking -= 0.5 * over * over / in.fillet;
    gap.gradient -= over / in.fillet * out;
    gap.hessian = -out * out.transpose() / in.fillet -
                  over / in.fillet / rho *
                      (Mat3::Identity() - direction * direction.transpose() - out * out.transpose());
  }
  return gap;
}

// The edges along both axes of the face.
Mat3 square_frame(const Indenter& in, const Vec3& direction) {
  const Vec3 a = (in.side - direction.dot(in.side) * direction).normalized();
  Mat3 frame;
  frame << a, direction.cross(a), direction;
  return frame;
}

// Flat square face: falls off as the punch does, by the distance from the square within the fillets.
Gap square_gap(const Indenter& in, const Vec3& r, const Vec3& direction) {
  const Mat3 frame = square_frame(in, direction);
  Gap gap{direction.dot(r), direction, Mat3::Zero()};
  for (int c = 0; c < 2; ++c) {
    const Vec3 axis = frame.col(c);
    const double along = axis.dot(r), over = std::abs(along) - (in.radius - in.fillet);
    if (over <= 0) continue;
    gap.sinking -= 0.5 * over * over / in.fillet;
    gap.gradient -= std::copysign(over / in.fillet, along) * axis;
    gap.hessian -= axis * axis.transpose() / in.fillet;
  }
  return gap;
}

Mat3 turned(double spin) {
  return Eigen::AngleAxisd(spin, Vec3::UnitZ()).toRotationMatrix();
}

Gap roller_gap(const Indenter& in, const Vec3& r, double spin) {
  if (!in.patterned()) {
    const RollerDistance d = roller_distance(in.roller, r);
    return {d.sinking, d.gradient, d.hessian};
  }
  const Mat3 frame = turned(spin);
  const RollerDistance d = roller_distance(in.roller, frame.transpose() * r);
  return {d.sinking, frame * d.gradient, frame * d.hessian * frame.transpose()};
}

Mat3 from_z(const Vec3& axis) {
  return Eigen::Quaterniond::FromTwoVectors(Vec3::UnitZ(), axis).toRotationMatrix();
}

bool leans(const Indenter& in) {
  return in.axis.z() < 1;
}

// Axis along z.
Gap upright_gap(const Indenter& in, const Vec3& r, const Vec3& direction, double spin) {
  switch (in.shape) {
    case IndenterShape::sphere:
      return round_gap(in.radius, r, 3);
    case IndenterShape::punch:
      return punch_gap(in, r, direction);
    case IndenterShape::square:
      return square_gap(in, r, direction);
    case IndenterShape::roller:
      return roller_gap(in, r, spin);
    case IndenterShape::cylinder:
      break;
  }
  return round_gap(in.radius, r, 2);
}

}  // namespace

bool Indenter::patterned() const {
  return shape == IndenterShape::roller && has_pattern(roller.shape);
}

Gap indenter_gap(const Indenter& in, const Vec3& centre, const Vec3& direction, const Vec3& point,
                 double spin) {
  const Vec3 r = point - centre;
  if (!leans(in)) return upright_gap(in, r, direction, spin);
  const Mat3 turn = from_z(in.axis);
  const Gap gap = upright_gap(in, turn.transpose() * r, turn.transpose() * direction, spin);
  return {gap.sinking, turn * gap.gradient, turn * gap.hessian * turn.transpose()};
}

double foam_thickness_at(const Indenter& in, const Vec3& centre, const Vec3& point, double spin) {
  if (in.shape != IndenterShape::roller) return in.foam_thickness;
  Vec3 r = point - centre;
  if (leans(in)) r = from_z(in.axis).transpose() * r;
  return roller_distance(in.roller, turned(-spin) * r).thickness;
}

double indenter_reach(const Indenter& in, const Vec3& centre, const Vec3& direction, const Vec3& point) {
  if (in.shape == IndenterShape::roller) {
    Vec3 out = point - centre;
    if (leans(in)) out = from_z(in.axis).transpose() * out;
    const double around = in.radius - out.head<2>().norm();
    return in.roller.round_ends() ? std::min(around, 0.5 * in.roller.length_m - std::abs(out.z())) : around;
  }
  const double sinking = indenter_gap(in, centre, direction, point).sinking;
  if (!in.flat()) return sinking;
  const Vec3 r = point - centre;
  double across = (r - direction.dot(r) * direction).norm();
  if (in.shape == IndenterShape::square)
    across = (square_frame(in, direction).leftCols<2>().transpose() * r).cwiseAbs().maxCoeff();
  // widest place that touches, where the face has sunk deepest
  const double rim = in.radius - in.fillet + std::sqrt(2 * in.fillet * kDeepest);
  return std::max(sinking, std::min(direction.dot(r), rim - across));
}

ContactPressure contact_pressure(const Indenter& in, double sinking, double largest, double thickness) {
  const double eps = in.touch_smoothing;
  if (sinking <= -eps) return {0, 0, 0};
  double s = sinking, ds = 1;
  if (sinking < eps) {
    s = (sinking + eps) * (sinking + eps) / (4 * eps);
    ds = (sinking + eps) / (2 * eps);
  }
  if (in.rigid) return {in.layer_stiffness * s, in.layer_stiffness * ds, s};
  const double foam = thickness > 0 ? thickness : in.foam_thickness;
  const FoamPressure f = foam_pressure(in.foam, s / foam, largest);
  return {f.p, f.dp_de * ds / foam, s / foam};
}

}  // namespace backroll
