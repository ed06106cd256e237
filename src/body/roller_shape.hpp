// A roller as a Bullet collision shape, and the distance Bullet measures to it: the check of the solver's
// closed forms. Axis along z, origin at the roller's centre.
//   cylinder, ball, parts  exact
//   grooved                two cylinders beside the channel and one of its floor's radius: sharp edges at
//   half the
//                          walls' width
//   ridged, grid           cylinder between the ribs, one hull of eight corners a rib (walls at 45 degrees),
//   one
//                          cylinder a ring
//   peanut                 two spheres, the waist as thin cylinders inside it
#pragma once

#include <btBulletCollisionCommon.h>

#include <Eigen/Core>
#include <memory>
#include <vector>

#include "scenario/scenario.hpp"

#ifndef BT_USE_DOUBLE_PRECISION
#error "Bullet's types are laid out for double precision here: link backroll_bullet"
#endif

namespace backroll {

using Vec3 = Eigen::Vector3d;

// Owns the shape and what it is made of. The collision margins are zero except where Bullet's own shape is
// its margin (sphere, capsule): the default of 40 mm would round the edges.
struct RollerCollision {
  struct Part {
    std::unique_ptr<btConvexShape> shape;
    btTransform place;
  };
  std::vector<Part> parts;
  std::unique_ptr<btCompoundShape> compound;  // null for a single part in the middle
  btCollisionShape* shape() const {
    return compound ? static_cast<btCollisionShape*>(compound.get()) : parts.front().shape.get();
  }
};
RollerCollision roller_shape(const Roller& roller);

// Distance [m] from `point` to the surface of the roller at `centre` (axis along z, body frame), negative
// inside, by Bullet's GJK (outside) and EPA (inside): the least over the parts, inside several of them
// therefore not more than the depth. Throws std::runtime_error where Bullet finds none.
double bullet_signed_distance(const Roller& roller, const Vec3& centre, const Vec3& point);

}  // namespace backroll
