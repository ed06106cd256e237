// A run without a solver: the average man's back at rest at 0 s, bent backward over its length at 1 s.
#pragma once

#include <Eigen/Geometry>
#include <cmath>

#include "units.hpp"
#include "viewer/app/app.hpp"

namespace backroll::test {

inline constexpr double kBend = 0.8;  // [rad/m] of extension above L5/S1

inline const std::shared_ptr<const BackModel>& average_back() {
  static const auto back = std::make_shared<const BackModel>(build_back(Subject{}, Resolution::live, 0.012));
  return back;
}

inline double bend_angle(const Vec3& place) {
  return kBend * std::max(0.0, place.y());
}

// Pure bending about z: the line x = 0 becomes an arc that leans backward.
inline Vec3 bent(const Vec3& place) {
  if (place.y() <= 0) return place;
  const double angle = bend_angle(place);
  const Vec3 arc((std::cos(angle) - 1) / kBend, std::sin(angle) / kBend, 0);
  return arc + Eigen::AngleAxisd(angle, Vec3::UnitZ()) * Vec3(place.x(), 0, place.z());
}

inline Vec3 moved(const Bone& bone, const BonePose& pose, const Vec3& place) {
  Vec3 arm = place - bone.centre;
  if (pose.turn.norm() > 0) arm = Eigen::AngleAxisd(pose.turn.norm(), pose.turn.normalized()) * arm;
  return bone.centre + pose.shift + arm;
}

inline std::vector<BonePose> bent_poses(const BackModel& back) {
  std::vector<BonePose> poses;
  for (const Bone& bone : back.bones)
    poses.push_back({bent(bone.centre) - bone.centre, bend_angle(bone.centre) * Vec3::UnitZ()});
  return poses;
}

inline FieldSnapshot fields_at(const BackModel& back, double time, const std::vector<BonePose>& poses,
                               bool bend) {
  FieldSnapshot fields;
  fields.time_s = time;
  fields.pressure.assign(back.lattice.nodes(), 0.0f);
  fields.compressive_stress.assign(back.lattice.hexes(), 0.0f);
  fields.bone_pose = poses;
  for (int n = 0; n < back.lattice.nodes(); ++n) {
    const Vec3& place = back.lattice.position[n];
    const int bone = back.node_bone[n];
    const Vec3 now = bone >= 0 ? moved(back.bones[bone], poses[bone], place) : bend ? bent(place) : place;
    for (int c = 0; c < 3; ++c) fields.displacement.push_back(static_cast<float>(now[c] - place[c]));
  }
  return fields;
}

inline RunInfo bending_info(const BackModel& back) {
  RunInfo info;
  info.scenario = "bent";
  info.roller = "medium-epp";
  info.regions = back.regions;
  info.bones = back.bones;
  for (const Level& level : back.levels) {
    info.levels.push_back(level.name);
    info.level_position.push_back(level.arc);
  }
  for (int b = 0; b < 18; ++b)
    info.units.push_back(back.bones[b].name + "/" + (b < 17 ? back.bones[b + 1].name : "S1"));
  info.rest_kyphosis = 40 * kRadians;
  info.rest_lordosis = 37 * kRadians;
  return info;
}

// Unit u is extended by u degrees up to T8/T9 (number 8), by 1 below, compressed by 150 N + 10 N x u.
inline Frame frame_at(const RunInfo& info, double time, bool bend) {
  Frame frame;
  frame.time_s = time;
  frame.phase = "hold";
  frame.level = 8;
  frame.position = info.level_position[8];
  frame.region_force.assign(info.regions.size(), 0.0);
  frame.bone_force.assign(info.bones.size(), Vec3::Zero());
  frame.unit.resize(info.units.size());
  frame.kyphosis = info.rest_kyphosis - (bend ? 0.1 : 0);
  frame.lordosis = info.rest_lordosis + (bend ? 0.05 : 0);
  if (!bend) return frame;
  for (std::size_t b = 0; b < 18; ++b) frame.bone_force[b] = Vec3(5.0 * static_cast<double>(b), 0, 0);
  for (std::size_t u = 0; u < frame.unit.size(); ++u) {
    frame.unit[u].angle.z() = (u <= 8 ? static_cast<double>(u) : 1) * kRadians;
    frame.unit[u].force.y() = -150 - 10 * static_cast<double>(u);
  }
  return frame;
}

inline RunData bent_run() {
  RunData run;
  auto model = std::make_shared<LiveModel>();
  model->scenario = first_scenario();
  model->back = average_back();
  model->info = bending_info(*model->back);
  const std::vector<BonePose> rest(model->back->bones.size());
  run.snapshots.add(std::make_shared<FieldSnapshot>(fields_at(*model->back, 0, rest, false)));
  run.snapshots.add(
      std::make_shared<FieldSnapshot>(fields_at(*model->back, 1, bent_poses(*model->back), true)));
  run.frames = {frame_at(model->info, 0, false), frame_at(model->info, 1, true)};
  run.model = std::move(model);
  return run;
}

// Shown at its end.
inline void show_bent_run(App& app) {
  auto slot = std::make_unique<Slot>();
  slot->name = "bent";
  slot->run = bent_run();
  app.slots.clear();
  app.slots.push_back(std::move(slot));
  app.follow = app.playing = false;
  app.time = 1;
}

}  // namespace backroll::test
