#include "body/roller_shape.hpp"

#include <BulletCollision/NarrowPhaseCollision/btGjkEpa2.h>

#include <stdexcept>

namespace backroll {

std::unique_ptr<btCylinderShape> roller_shape(const Roller& roller) {
  const btScalar radius = 0.5 * roller.diameter_m;
  auto shape = std::make_unique<btCylinderShapeZ>(btVector3(radius, radius, 0.5 * roller.length_m));
  shape->setMargin(0);
  return shape;
}

double bullet_signed_distance(const Roller& roller, const Vec3& centre, const Vec3& point) {
  const auto shape = roller_shape(roller);
  // The cylinder stays at the origin: differences of coordinates, not the coordinates, decide the rounding.
  const Vec3 offset = point - centre;
  btGjkEpaSolver2::sResults results;
  const double distance = btGjkEpaSolver2::SignedDistance(btVector3(offset.x(), offset.y(), offset.z()), 0,
                                                          shape.get(), btTransform::getIdentity(), results);
  if (!(distance < SIMD_INFINITY)) throw std::runtime_error("Bullet found no distance to the roller");
  return distance;
}

}  // namespace backroll
