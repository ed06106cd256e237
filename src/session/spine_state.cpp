#include "session/spine_state.hpp"

#include "anatomy/bone_shapes.hpp"
#include "anatomy/levels.hpp"

namespace backroll {

std::vector<BonePose> bone_poses(const TissueSolver& solver, std::size_t bones) {
  std::vector<BonePose> poses;
  if (solver.bodies().empty()) return poses;
  for (std::size_t b = 0; b < bones; ++b)
    poses.push_back({solver.bodies()[b].t, rotation_vector(solver.bodies()[b].R)});
  return poses;
}

void fill_spine(const TissueSolver& solver, const Bearing& bearing, const std::vector<double>& joint_factor,
                const RunInfo& info, const Vec3& inward, Frame& frame) {
  const RigidPoses& poses = solver.bodies();
  const RigidModel& rigid = bearing.rigid;
  frame.bone_pose = bone_poses(solver, info.bones.size());
  for (int u = 0; u < bearing.units; ++u) {
    const Vec6 x = joint_displacement(rigid, rigid.joints[u], poses);
    const Vec6 load = joint_load(rigid, rigid.joints[u], poses, joint_factor[u]);
    frame.unit.push_back({load.head<3>(), load.tail<3>(), x.tail<3>(), x.head<3>()});
  }
  const auto turn = [&](int l) { return sagittal_turn(poses[bone::of_level(l)]); };
  const double t1 = turn(level::T1), t12 = turn(level::T12), s1 = sagittal_turn(poses[bone::pelvis]);
  frame.kyphosis = info.rest_kyphosis - (t1 - t12);
  frame.lordosis = info.rest_lordosis - (s1 - t12);
  frame.support_pelvis = -solver.body_gradient()[bone::pelvis].head<3>().dot(inward);
  // a plinth's spring pushes back against what it holds
  const auto plinth = [&](int joint) {
    if (joint < 0) return 0.0;
    const Joint& j = rigid.joints[joint];
    return (j.axes * joint_load(rigid, j, poses, 1).head<3>()).dot(inward);
  };
  frame.support_sternum = plinth(bearing.sternum_plinth);
  frame.support_abdomen = plinth(bearing.abdomen_plinth);
}

}  // namespace backroll
