// The whole body as rigid segments on their joints, for the world of posture and load (docs/body.md).
// Rest: lying straight, legs and arms along the trunk, in the body frame (x anterior, y cranial, z right,
// origin at the L5/S1 disc); lengths in m. Masses and lengths after de Leva 1996 (assets/skeleton.toml), the
// skin's midline and the trunk from the BackModel, the rest from assets/body.toml.
#pragma once

#include <string>
#include <vector>

#include "anatomy/back_model.hpp"

namespace backroll {

using Vec2 = Eigen::Vector2d;

namespace segment {
enum : int {
  pelvis,
  mid_trunk,
  upper_trunk,
  head,
  upper_arm_left,
  upper_arm_right,
  forearm_left,
  forearm_right,
  thigh_left,
  thigh_right,
  shank_left,
  shank_right,
  foot_left,
  foot_right,
  count
};
}

struct BodySegment {
  std::string name;  // "upper arm left"
  int parent = -1;
  double mass = 0;                        // [kg] forearm: with the hand
  Vec3 joint = Vec3::Zero();              // to its parent, rest
  Vec3 end = Vec3::Zero();                // far end, rest
  Vec3 mass_centre = Vec3::Zero();        // rest
  Vec3 inertia = Vec3(1e-3, 1e-3, 1e-3);  // [kg m2] about the mass centre, axes of the rest frame
  double radius = 0.05;                   // to draw it
};

// The skin's midline smoothed over some 25 mm, twice differentiable (uniform cubic B-spline over the arc):
// what the roller's centre follows.
class SkinProfile {
 public:
  SkinProfile() = default;
  explicit SkinProfile(const BackModel& back);
  struct Point {
    Vec2 place;      // (x, y)
    Vec2 along;      // unit, cranial
    Vec2 outward;    // unit, posterior
    double stretch;  // length of the smoothed curve per arc
    double bend;     // [1/m] turn of `outward` towards cranial per arc: positive where the back is convex
  };
  Point at(double arc) const;
  double first() const { return first_; }
  double last() const;
  // Arc nearest to a place beside the back (x, y).
  double arc_near(const Vec2& place, double guess) const;

 private:
  double first_ = 0, step_ = 0.025;
  std::vector<Vec2> control_;
};

// Numbers of assets/body.toml for one stature.
struct BodyTable {
  double hips_before, hips_half_width, shoulder_half_width, ankle_height, heel_behind_ankle;  // [m]
  double buttock_above_hips, buttock_radius;                                                  // [m]
  double hips_down_extension;                                                                 // [rad]
  double hip_height, feet_from_hips, elbow_radius, hand_radius, stance, foot_half_width;      // [m]
  double foot_friction, floor_friction, ramp_s, least_roller_share, ball_off_line, widest_base;
  double time_step, motor_torque, motor_gain, contact_damping, least_roller_mass, settle_s;
  int iterations;
};
BodyTable body_table(double stature_m);  // throws InputError

struct BodyModel {
  BodyTable table;
  std::vector<BodySegment> segments;  // segment::
  SkinProfile profile;
  double lateral_drop = 0;  // [1/m3] the skin beside the midline lies z^4 times this deeper
  double mass = 0;          // [kg]
  double weight = 0;        // [N]
  double vertex_y = 0;      // [m] top of the head
  double upper_arm = 0, arm = 0, thigh = 0, shank = 0;  // [m] lengths; arm: to the wrist
  Vec2 hip, buttock, shoulder,
      hinge;  // (x, y) rest; buttock: middle of its round; hinge: disc between mid and upper trunk
};
BodyModel build_body(const Subject& subject, const BackModel& back);

}  // namespace backroll
