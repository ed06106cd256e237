#include "body/roller_shape.hpp"

#include <BulletCollision/NarrowPhaseCollision/btGjkEpa2.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace backroll {

namespace {

constexpr int kWaistSlices = 16;

using Parts = std::vector<RollerCollision::Part>;

void add(Parts& parts, std::unique_ptr<btConvexShape> shape, const btVector3& at) {
  parts.push_back({std::move(shape), btTransform(btQuaternion::getIdentity(), at)});
}

void add_cylinder(Parts& parts, double radius, double length, const btVector3& at) {
  auto shape = std::make_unique<btCylinderShapeZ>(btVector3(radius, radius, 0.5 * length));
  shape->setMargin(0);
  add(parts, std::move(shape), at);
}

void add_sphere(Parts& parts, double radius, const btVector3& at) {
  add(parts, std::make_unique<btSphereShape>(radius), at);
}

std::unique_ptr<btConvexHullShape> hull_of(const std::vector<btVector3>& corners) {
  auto shape = std::make_unique<btConvexHullShape>();
  for (const btVector3& corner : corners) shape->addPoint(corner, false);
  shape->recalcLocalAabb();
  shape->setMargin(0);
  return shape;
}

void add_groove(Parts& parts, const Roller& roller) {
  const double r = 0.5 * roller.diameter_m, side = 0.5 * (roller.length_m - roller.groove_width_m);
  add_cylinder(parts, r - roller.groove_depth_m, roller.length_m, btVector3(0, 0, 0));
  for (const double z : {-1, 1})
    add_cylinder(parts, r, side, btVector3(0, 0, 0.5 * z * (roller.groove_width_m + side)));
}

// Ribs along the axis, their feet wider than their tops by the height on either side.
void add_ribs(Parts& parts, const Roller& roller) {
  const double r = 0.5 * roller.diameter_m, height = roller.ridge_height_m, half = 0.5 * roller.length_m;
  const double top = 0.5 * (roller.ridge_width_m - height), foot = 0.5 * (roller.ridge_width_m + height);
  add_cylinder(parts, r - height, roller.length_m, btVector3(0, 0, 0));
  for (int n = 0; n < roller.ridge_count; ++n) {
    std::vector<btVector3> corners;
    for (const double z : {-half, half})
      for (const double side : {-1.0, 1.0})
        for (const auto& [radius, width] : {std::pair{r, top}, std::pair{r - height, foot}}) {
          const double angle = 2 * std::numbers::pi * n / roller.ridge_count + side * width / r;
          corners.emplace_back(radius * std::cos(angle), radius * std::sin(angle), z);
        }
    add(parts, hull_of(corners), btVector3(0, 0, 0));
  }
}

void add_rings(Parts& parts, const Roller& roller) {
  const double r = 0.5 * roller.diameter_m, half = 0.5 * roller.length_m;
  const double period = 2 * std::numbers::pi * r / roller.ridge_count;
  const int most = static_cast<int>(std::ceil(half / period));
  for (int n = -most; n <= most; ++n) {
    const double low = std::max(n * period - 0.5 * roller.ridge_width_m, -half),
                 high = std::min(n * period + 0.5 * roller.ridge_width_m, half);
    if (high > low) add_cylinder(parts, r, high - low, btVector3(0, 0, 0.5 * (low + high)));
  }
}

void add_peanut(Parts& parts, const Roller& roller) {
  const double r = 0.5 * roller.diameter_m, a = 0.5 * roller.ball_spacing_m,
               w = 0.5 * roller.waist_diameter_m;
  for (const double z : {-a, a}) add_sphere(parts, r, btVector3(0, 0, z));
  const double tube = (a * a + w * w - r * r) / (2 * (r - w)), end = a * tube / (r + tube);
  const double slice = 2 * end / kWaistSlices;
  for (int n = 0; n < kWaistSlices; ++n) {
    const double z = -end + (n + 0.5) * slice, narrow = std::max(std::abs(z) - 0.5 * slice, 0.0);
    add_cylinder(parts, w + tube - std::sqrt(tube * tube - narrow * narrow), slice, btVector3(0, 0, z));
  }
}

void add_part(Parts& parts, const RollerPart& part) {
  const btVector3 at(part.centre_m[0], part.centre_m[1], part.centre_m[2]);
  const double r = 0.5 * part.diameter_m;
  switch (part.shape) {
    case RollerPartShape::sphere:
      return add_sphere(parts, r, at);
    case RollerPartShape::cylinder:
      return add_cylinder(parts, r, part.length_m, at);
    case RollerPartShape::capsule:
      return add(parts, std::make_unique<btCapsuleShapeZ>(r, part.length_m - 2 * r), at);
    case RollerPartShape::box: {
      auto box = std::make_unique<btBoxShape>(btVector3(part.size_m[0], part.size_m[1], part.size_m[2]) / 2);
      box->setMargin(0);
      return add(parts, std::move(box), at);
    }
    case RollerPartShape::hull: {
      std::vector<btVector3> corners;
      for (const auto& p : part.points_m) corners.emplace_back(p[0], p[1], p[2]);
      return add(parts, hull_of(corners), at);
    }
  }
}

}  // namespace

RollerCollision roller_shape(const Roller& roller) {
  RollerCollision out;
  switch (roller.shape) {
    case RollerShape::cylinder:
      add_cylinder(out.parts, 0.5 * roller.diameter_m, roller.length_m, btVector3(0, 0, 0));
      break;
    case RollerShape::ball:
      add_sphere(out.parts, 0.5 * roller.diameter_m, btVector3(0, 0, 0));
      break;
    case RollerShape::grooved:
      add_groove(out.parts, roller);
      break;
    case RollerShape::peanut:
      add_peanut(out.parts, roller);
      break;
    case RollerShape::grid:
      add_rings(out.parts, roller);
      [[fallthrough]];
    case RollerShape::ridged:
      add_ribs(out.parts, roller);
      break;
    case RollerShape::parts:
      for (const RollerPart& part : roller.parts) add_part(out.parts, part);
      break;
  }
  if (out.parts.size() == 1 && out.parts.front().place.getOrigin().length2() == 0) return out;
  out.compound = std::make_unique<btCompoundShape>();
  for (const RollerCollision::Part& part : out.parts)
    out.compound->addChildShape(part.place, part.shape.get());
  return out;
}

double bullet_signed_distance(const Roller& roller, const Vec3& centre, const Vec3& point) {
  // The roller stays at the origin: differences of coordinates, not the coordinates, decide the rounding.
  const Vec3 offset = point - centre;
  double least = SIMD_INFINITY;
  const RollerCollision collision = roller_shape(roller);
  for (const RollerCollision::Part& part : collision.parts) {
    btGjkEpaSolver2::sResults results;
    const double distance = btGjkEpaSolver2::SignedDistance(btVector3(offset.x(), offset.y(), offset.z()), 0,
                                                            part.shape.get(), part.place, results);
    if (!(distance < SIMD_INFINITY)) throw std::runtime_error("Bullet found no distance to the roller");
    least = std::min(least, distance);
  }
  return least;
}

}  // namespace backroll
