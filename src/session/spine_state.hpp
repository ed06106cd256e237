// What a step says of the bones: poses, the spinal units' loads and angles, curvature, what holds the body.
#pragma once

#include "recording/frame.hpp"
#include "session/posture.hpp"
#include "solver/equilibrium.hpp"

namespace backroll {

// Fills bone_pose, unit, kyphosis, lordosis and support_* of `frame`; `inward`: the load's direction.
void fill_spine(const TissueSolver& solver, const Bearing& bearing, const std::vector<double>& joint_factor,
                const RunInfo& info, const Vec3& inward, Frame& frame);

// Per bone of the back, for fields.
std::vector<BonePose> bone_poses(const TissueSolver& solver, std::size_t bones);

}  // namespace backroll
