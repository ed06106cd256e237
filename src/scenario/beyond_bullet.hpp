// What of a scenario Bullet's deformable world cannot do here.
#pragma once

#include <string>

#include "scenario/scenario.hpp"

namespace backroll {

inline constexpr int kMostBulletNodes = 6000;  // of a specimen; its cost grows with the nodes to the 4/3

// Why the scenario cannot run with engine = "bullet", "" when it can. `own_mesh`: on the scenario's own mesh,
// not on one made for the comparison.
std::string beyond_bullet(const Scenario& scenario, bool own_mesh = true);

}  // namespace backroll
