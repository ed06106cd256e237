#include "session/posture.hpp"

#include <algorithm>
#include <cmath>

#include "anatomy/bone_shapes.hpp"
#include "scenario/assets.hpp"
#include "scenario/document.hpp"
#include "scenario/input_error.hpp"
#include "scenario/sourced_table.hpp"

namespace backroll {

namespace {

const Node& section(const Node& document, const char* name) {
  const NodeEntry* entry = document.find(name);
  if (!entry)
    throw InputError::at(document.file, 1, "", "", "no [" + std::string(name) + "] in this catalogue");
  return entry->value;
}

// Share of each body that hangs on the cranial side of each spinal unit: a vertebra with its ribs whole; the
// sternum through ribs 1 to 7, scapulae through ribs 3 and 6, the abdomen half through the sternum.
std::vector<std::vector<double>> hanging(const Skeleton& skeleton, int units) {
  std::vector<std::vector<double>> above(units, std::vector<double>(skeleton.bodies.size(), 0.0));
  for (int u = 0; u < units; ++u) {
    // the vertebrae cranial of unit u are 0 (C7) .. u; T1 is 1
    const auto has = [&](int vertebra) { return vertebra <= u ? 1.0 : 0.0; };
    for (int v = 0; v < bone::pelvis; ++v) above[u][v] = has(v);
    double sternum = 0;
    for (int n = 1; n <= 12; ++n) {
      above[u][bone::rib_1_left + n - 1] = above[u][bone::rib_1_right + n - 1] = has(n);
      if (n <= 7) sternum += has(n) / 7;
    }
    above[u][bone::scapula_left] = above[u][bone::scapula_right] = 0.5 * (has(3) + has(6));
    above[u][skeleton.sternum] = sternum;
    above[u][skeleton.abdomen] = 0.5 * sternum;
  }
  return above;
}

Joint plinth_spring(int body, const Vec3& place, double normal, double tangential, double half_height,
                    double half_width) {
  Joint joint;
  joint.distal = body;
  joint.place = place;
  // rocking: a bed of springs over the area
  const double rock_z = normal * half_height * half_height / 3, rock_y = normal * half_width * half_width / 3;
  joint.law.stiffness.diagonal() << normal, tangential, tangential,
      tangential * (half_height * half_height + half_width * half_width) / 3, rock_y, rock_z;
  return joint;
}

Vec3 mass_wrench_arm(const SkeletonBody& body, const RigidPose& pose) {
  return pose.R * (body.mass_centre - body.centre);
}

}  // namespace

PostureTable posture_table() {
  const std::filesystem::path path = assets_dir() / "postures.toml";
  const Node document = parse_document(read_text_file(path), path.string());
  SourcedTable posture(section(document, "posture"), "posture"),
      plinth(section(document, "plinth"), "plinth");
  PostureTable table;
  table.hips_up_hold = posture.number("hips_up_hold_share");
  table.hips_down_hold = posture.number("hips_down_hold_share");
  table.muscle_arm = 1e-3 * posture.number("muscle_arm_mm");
  table.borne_share = posture.number("borne_share");
  table.contact_half_length = 1e-3 * posture.number("contact_half_length_mm");
  table.plinth_tangential_share = plinth.number("tangential_share");
  table.sternum_half_height = 1e-3 * plinth.number("sternum_half_height_mm");
  table.sternum_half_width = 1e-3 * plinth.number("sternum_half_width_mm");
  table.abdomen_stiffness = 1e3 * plinth.number("abdomen_n_mm");
  return table;
}

double Bearing::hold() const {
  if (support.muscle_hold) return *support.muscle_hold;
  if (support.posture == Posture::hips_up) return table.hips_up_hold;
  return support.posture == Posture::hips_down ? table.hips_down_hold : 0;
}

Bearing bearing(const Support& support, const Subject& subject, const BackModel& back, bool spine_held) {
  Bearing out;
  out.support = support;
  if (support.posture == Posture::held) return out;
  out.table = posture_table();
  out.body_weight = subject.mass_kg * 9.81;
  out.skeleton = build_skeleton(subject, back);
  for (const SkeletonBody& body : out.skeleton.bodies)
    out.rigid.bodies.push_back({body.name, body.centre, false});
  for (int b = spine_held ? 0 : bone::pelvis; b <= bone::pelvis; ++b) out.rigid.bodies[b].held = true;
  for (const SkeletonJoint& joint : out.skeleton.joints) {
    if (joint.kind == JointKind::spinal_unit) ++out.units;
    out.rigid.joints.push_back({joint.proximal, joint.distal, joint.place, joint.axes, joint.law});
  }
  if (support.posture == Posture::prone) {
    const PostureTable& t = out.table;
    const int sternum = out.skeleton.sternum, abdomen = out.skeleton.abdomen;
    out.sternum_plinth = static_cast<int>(out.rigid.joints.size());
    out.rigid.joints.push_back(plinth_spring(sternum, out.rigid.bodies[sternum].centre,
                                             support.plinth_stiffness_n_m,
                                             t.plinth_tangential_share * support.plinth_stiffness_n_m,
                                             t.sternum_half_height, t.sternum_half_width));
    out.abdomen_plinth = static_cast<int>(out.rigid.joints.size());
    const double belly = 1 / (1 / t.abdomen_stiffness + 1 / support.plinth_stiffness_n_m);
    out.rigid.joints.push_back(plinth_spring(abdomen, out.rigid.bodies[abdomen].centre, belly,
                                             t.plinth_tangential_share * belly, t.sternum_half_height,
                                             t.sternum_half_width));
  }
  out.above = hanging(out.skeleton, out.units);
  out.tissue_rest.assign(out.rigid.bodies.size(), Vec6::Zero());
  return out;
}

double borne_share(const Bearing& b, double load) {
  return std::min(1.0, load / (b.table.borne_share * b.body_weight));
}

BearingLoads bearing_loads(const Bearing& b, const Pressing& pressing, const Vec3& gravity,
                           const RigidPoses& poses, const std::vector<double>& factor_before) {
  const std::size_t bodies = b.rigid.bodies.size();
  BearingLoads loads;
  loads.body.assign(bodies, Vec6::Zero());
  loads.factor.assign(b.rigid.joints.size(), 1.0);
  loads.held_moment.assign(b.units, Vec3::Zero());
  if (bodies == 0) return loads;
  const bool supine = b.support.posture != Posture::prone;
  const double borne = supine ? borne_share(b, pressing.force.norm()) : 0;

  // weights: what a body carries while the trunk rests on the roller
  std::vector<Vec6> carried(bodies);
  for (std::size_t n = 0; n < bodies; ++n) {
    const SkeletonBody& body = b.skeleton.bodies[n];
    const Vec3 weight = body.mass * gravity;
    Vec6 own;
    own << weight, mass_wrench_arm(body, poses[n]).cross(weight);
    loads.body[n] = borne * own + (1 - borne) * b.tissue_rest[n];
    carried[n] = borne * (own - b.tissue_rest[n]);
  }

  const double hold = supine ? 1 - (1 - b.hold()) * borne : 0, a = b.table.contact_half_length;
  for (int u = 0; u < b.units; ++u) {
    const Joint& unit = b.rigid.joints[u];
    const RigidBody& distal = b.rigid.bodies[unit.distal];
    const Vec3 place = place_of(distal, poses[unit.distal], unit.place);
    if (hold > 0) {
      Vec3 moment = Vec3::Zero();
      for (std::size_t n = 0; n < bodies; ++n) {
        const double share = b.above[u][n];
        if (share == 0) continue;
        const Vec3 centre = b.rigid.bodies[n].centre + poses[n].t;
        moment += share * (carried[n].tail<3>() + (centre - place).cross(carried[n].head<3>()));
      }
      // the part of the contact's length that lies cranial of the unit
      const double from = std::max(place.y(), pressing.point.y() - a), to = pressing.point.y() + a;
      if (to > from) {
        const Vec3 point(pressing.point.x(), 0.5 * (from + to), pressing.point.z());
        moment += (point - place).cross((to - from) / (2 * a) * pressing.force);
      }
      loads.held_moment[u] = -hold * moment;
      loads.body[unit.distal].tail<3>() += loads.held_moment[u];
      loads.body[unit.proximal].tail<3>() -= loads.held_moment[u];
    }
    const double factor = factor_before.empty() ? 1 : factor_before[u];
    const double compression = -joint_load(b.rigid, unit, poses, factor)[1];
    loads.factor[u] = preload_factor(unit.law, b.support.spine_preload_n +
                                                   loads.held_moment[u].norm() / b.table.muscle_arm +
                                                   std::max(0.0, compression));
  }
  return loads;
}

double sagittal_turn(const RigidPose& pose) {
  return std::atan2(pose.R(1, 0), pose.R(0, 0));
}

}  // namespace backroll
