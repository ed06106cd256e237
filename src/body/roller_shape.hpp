// A roller as a Bullet collision shape, and the distance Bullet measures to it: the check of the solver's
// closed form, and the distance itself for shapes without one.
#pragma once

#include <btBulletCollisionCommon.h>

#include <Eigen/Core>
#include <memory>

#include "scenario/scenario.hpp"

#ifndef BT_USE_DOUBLE_PRECISION
#error "Bullet's types are laid out for double precision here: link backroll_bullet"
#endif

namespace backroll {

using Vec3 = Eigen::Vector3d;

// A solid cylinder of the roller's outer diameter and length along z, exact: Bullet's default margin (40 mm)
// would round its edges, so the margin is zero.
std::unique_ptr<btCylinderShape> roller_shape(const Roller& roller);

// Distance [m] from `point` to the surface of the roller at `centre` (axis along z, body frame), negative
// inside, by Bullet's GJK (outside) and EPA (inside). Throws std::runtime_error where Bullet finds none.
double bullet_signed_distance(const Roller& roller, const Vec3& centre, const Vec3& point);

}  // namespace backroll
