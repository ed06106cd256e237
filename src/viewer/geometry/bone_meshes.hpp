// The 45 bones of a subject as smooth closed surfaces, from the continuous shapes and not from the lattice.
#pragma once

#include "scenario/scenario.hpp"
#include "viewer/scene.hpp"

namespace backroll {

// One part a bone in the order of named_bones(), body frame [m]; a left bone mirrors the right one. Edges are
// rounded by 1 to 2 mm. The sacrum ends in front where the lattice does, ribs 3 to 10 a little beyond it.
// Throws InputError like build_back().
std::vector<ScenePart> bone_meshes(const Subject& subject);

}  // namespace backroll
