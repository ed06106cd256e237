// What roller, feet, buttocks and arms carry: closed form, planar, with the inertia of the motion
// (docs/body.md). The roller is free, so its force on the back runs along u from its floor contact to its
// back contact; the ankles carry no moment.
//   hips up    F = sum_i [ m_i (r_i x (a_i - g)) + I_i alpha_i ] - (E's moment), over (P - A) x u;
//              r from the ankle A, all segments but the feet
//   hips down  legs a two-bar linkage without moments at hip, knee and ankle; trunk about the buttock
//   leg effort e  F = (1 - e) F_down + e F_up
#pragma once

#include "body/body_pose.hpp"

namespace backroll {

// Accelerations of the segments' mass centres (x, y) [m/s2] and of their turns about z [rad/s2].
struct SegmentMotion {
  std::array<Vec2, segment::count> acceleration;
  std::array<double, segment::count> turning{};
  SegmentMotion() { acceleration.fill(Vec2::Zero()); }
};
// By central differences of three poses `dt` apart.
SegmentMotion segment_motion(const BodyModel& body, const BodySetup& setup, const BodyPose& before,
                             const BodyPose& at, const BodyPose& after, double dt);

struct BodyForces {
  double roller_n = 0;                       // [N] along pose.force_direction, on the back
  double feet_n = 0, feet_along_n = 0;       // [N] of the floor: up, towards the head
  double pelvis_n = 0, pelvis_along_n = 0;   // hips down
  double arms_n = 0;                         // elbows or hands, up
  double feet_least_n = 0, feet_most_n = 0;  // hips down: on the feet with no and with all effort of the legs
  double effort = 0;                         // hips down: of the legs, 0..1 of what just lifts the hips
  double hip_torque = 0, knee_torque = 0;    // [N m] on thighs and shanks together, at effort 1
  double foot_friction = 0, roller_friction = 0;  // coefficients that they need
  double tip_margin = 0;                          // [m] mass centre inside the base of support, sideways
};

// `support_n`: upward force at elbows or hands [N]; `feet_n`: hips down with legs supporting: wanted on the
// feet [N], negative: relaxed. `motion` null: at rest.
BodyForces body_forces(const BodyModel& body, const BodySetup& setup, const BodyPose& pose, double support_n,
                       double feet_n, const SegmentMotion* motion);

// Largest acceleration of the roller along the back [m/s2] that the feet's friction allows while standing
// still otherwise: the body moves twice as fast as the roller, (mu N - |H|) / (2 m).
double friction_acceleration(const BodyModel& body, const BodySetup& setup, const BodyForces& rest);

}  // namespace backroll
