// The roller, its core and the floor it rolls on.
#pragma once

#include "viewer/geometry/moment.hpp"
#include "viewer/scene.hpp"

namespace backroll {

// Parts whose vertices are placed by the functions below.
ScenePart foam_part();   // a tube with darker bands along its axis
ScenePart core_part();   // a thin tube
ScenePart floor_part();  // a checkered square

// The foam's surface follows the skin where that lies inside the undeformed roller, kFoamGap below it.
inline constexpr float kFoamGap = 0.3e-3f;  // [m]
void place_foam(const Moment& moment, const ScenePart& skin, std::vector<SceneVertex>& vertices);
void place_core(const Moment& moment, std::vector<SceneVertex>& vertices);
// Touches the roller on the side away from the body and faces it; the tiles pass by as the roller turns.
void place_floor(const Moment& moment, std::vector<SceneVertex>& vertices);

}  // namespace backroll
