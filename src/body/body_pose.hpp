// Where every segment is when the roller lies at a place of the back: planar, in closed form (docs/body.md).
// Floor frame: x up, y towards the head, z right, origin on the floor under the roller's first place.
//   trunk    pitch p about z (positive: head down) of pelvis and mid trunk; the upper trunk is turned
//   backward
//            against it by `extension`, about a disc; roller's centre C = P(s) + (R - sinking) n(s) on it
//   hips up  height(C) = R and height(hip) = h give one equation A cos p - B sin p = R - h
//   hips down  the same with the middle of the buttock's round, its radius over the floor
//   legs     two links from the hip to the ankle that stands still, knee up
//   roller   rolls on the floor and on the back without slip: dy = R dp - R / r |dC|, r = R - sinking
#pragma once

#include <array>

#include "body/body_model.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

// How this body lies, constant over a run.
struct BodySetup {
  bool hips_down = false;
  Arms arms = Arms::crossed;
  SupportBy support_by = SupportBy::elbows;
  double roller_radius = 0.075, roller_offset = 0;                // [m] offset: to the right of the midline
  double roller_half_width = 0.15;                                // [m] of what the back lies on
  double extension = 0;                                           // [rad]
  double hip_height = 0.22, feet_from_hips = 0.4, stance = 0.24;  // [m]
  double foot_friction = 0.8, floor_friction = 0.8, back_friction = 0.5;
  bool ball_guided = true;
  double ankle_y = 0;  // [m] set by place_feet()
};

struct BodyPose {
  bool reachable = true;  // the legs reach the feet
  double arc = 0, sinking = 0;
  double pitch = 0;                    // [rad] of pelvis and mid trunk
  Vec2 origin = Vec2::Zero();          // of their frame (x, y)
  bool on_upper = false;               // the roller bears the upper trunk
  double carrier_pitch = 0;            // of the part of the trunk that lies on the roller ...
  Vec2 carrier_origin = Vec2::Zero();  // ... and its frame: the body frame of the tissue
  Vec2 roller = Vec2::Zero();          // centre
  Vec2 contact = Vec2::Zero();         // where it touches the back
  Vec2 force_direction =
      Vec2(1, 0);  // unit, floor contact to back contact: a free roller's force on the back
  double roller_friction =
      0;            // coefficient with which a free roller stays, at floor and back; unsunk: tan(tilt / 2)
  double tilt = 0;  // [rad] of the skin there, positive: it faces the feet
  Vec2 hip = Vec2::Zero(), knee = Vec2::Zero(), ankle = Vec2::Zero(), shoulder = Vec2::Zero(),
       seat = Vec2::Zero();                     // seat: of the buttocks on the floor
  double thigh = 0, shank = 0, knee_angle = 0;  // [rad] against lying straight; inside of the knee
  double abduction = 0;                         // [rad] of the legs' planes, outward
  double upper_arm = 0, forearm = 0;            // [rad] against the trunk's rest; supporting arms
  Vec2 support = Vec2::Zero();                  // where elbows or hands meet the floor
};

// Pose with the roller's centre at floor place `roller_y`.
BodyPose body_pose(const BodyModel& body, const BodySetup& setup, double arc, double sinking,
                   double roller_y);
// Puts the ankles setup.feet_from_hips before the hips while the roller is at `arc` and at floor place
// `roller_y`.
void place_feet(const BodyModel& body, BodySetup& setup, double arc, double sinking, double roller_y);
// Floor travel of the roller's centre while it goes from one pose to the next [m], rolling on the back at
// `rolling_radius` from its axis.
double roller_travel(const BodyModel& body, const BodySetup& setup, const BodyPose& from, double to_arc,
                     double to_pitch, double rolling_radius);

// Rotation and shift from rest to the floor frame, per segment.
struct SegmentPlace {
  Mat3 turn = Mat3::Identity();
  Vec3 shift = Vec3::Zero();
  Vec3 operator()(const Vec3& rest) const { return turn * rest + shift; }
};
using SegmentPlaces = std::array<SegmentPlace, segment::count>;
SegmentPlaces place_segments(const BodyModel& body, const BodySetup& setup, const BodyPose& pose);

// Turn of a segment against its parent in the pose with all angles zero that `setup` starts from (arms):
// about what place_segments() adds flexion to.
Mat3 arm_turn(const BodySetup& setup, int segment);

}  // namespace backroll
