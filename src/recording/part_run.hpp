// What loading a piece of the skeleton gave, step by step. Made by run_part() (session).
#pragma once

#include <string>
#include <vector>

#include "anatomy/lattice.hpp"

namespace backroll {

struct PartStep {
  double time_s = 0;
  double force = 0, moment = 0;  // [N], [N m] applied along and about the direction
  Vec3 shift = Vec3::Zero();     // [m] of the loaded point, body frame
  Vec3 turn = Vec3::Zero();      // [rad] rotation vector of the loaded body, body frame
  std::vector<Vec3> unit_angle;  // [rad] per PartRun::units, axes as UnitLoad::angle
  double residual = 0;           // [N] left out of balance; moments over 0.1 m
  int iterations = 0;
};

// All that moved is counted from the state under the preload alone.
struct PartRun {
  std::string title;        // "spinal unit L3/L4"
  std::string loaded_body;  // "L3"
  bool moment = false;      // the load is a moment, else a force
  Vec3 direction = Vec3::UnitX();
  double preload = 0;              // [N]
  std::vector<std::string> units;  // spinal units between bodies that are not both held, "L3/L4"
  std::vector<std::string> bodies, joints;
  std::vector<PartStep> steps;  // those in equilibrium
  int planned = 0;              // steps asked for
  bool converged = true;        // false: no equilibrium at the step after the last
  std::string message;          // why not
};

}  // namespace backroll
