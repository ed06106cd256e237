// A roller, free in its plane of rolling, between the floor and a plank that carries the load and travels at
// a given speed, in Bullet's plain rigid world: an independent check of rolling kinematics (without slip the
// centre moves at v/2 and spins at v/(2R)).
#pragma once

#include <Eigen/Core>
#include <vector>

#include "scenario/scenario.hpp"

namespace backroll {

struct RollingCase {
  double load_n = 300;          // weight of the plank
  double speed_m_s = 0.05;      // of the plank, along +y from the start
  double floor_friction = 0.5;  // Coulomb, floor on roller
  double plank_friction = 0.5;  // Coulomb, plank on roller
  double duration_s = 1;
  double time_step_s = 1e-3;
  int iterations =
      200;  // of Bullet's constraint solver: the plank is a hundred times heavier than the roller
};

struct RollingState {
  double time_s = 0;
  Eigen::Vector3d position = Eigen::Vector3d::Zero();  // [m] of the roller's centre; starts at (0, 0, 0)
  Eigen::Vector3d velocity = Eigen::Vector3d::Zero();  // [m/s]
  Eigen::Vector3d spin = Eigen::Vector3d::Zero();      // [rad/s]; rolling towards +y is +z
  double plank_y = 0;                                  // [m] travel of the plank
  double plank_load = 0;                               // [N] normal force between plank and roller
};

// Body frame: floor below at x = -R with its normal along +x (anterior), rolling along y (cranial), axis
// along z. One state a step. Throws std::runtime_error when the world's state is no longer finite.
std::vector<RollingState> roll_in_bullet(const Roller& roller, const RollingCase& c);

}  // namespace backroll
