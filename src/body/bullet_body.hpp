// The body of body_model.hpp over a free roller in Bullet's multibody world (double precision), and what it
// presses on: roller, floor under the feet (ankles pinned), buttocks (hips down: pinned), arms (a given
// upward force at elbows or hands). Joints follow a plan by motors; hips down, hips and knees have given
// torques instead. Back and roller meet in one resultant point per side: the skin's points inside the roller
// press with a foundation of given stiffness, their sum is handed to Bullet as one contact with friction (its
// own hull-cylinder contact has spikes of half the body's weight). Floor frame: x up, y to the head, z right.
#pragma once

#include <memory>

#include "body/body_statics.hpp"

namespace backroll {

struct BulletTarget {
  BodyPose pose, next;  // now and one time step later: angles and their rates
  double time_step = 2e-3;
  double support_n = 0;                    // upward at elbows and hands together
  double effort = 0;                       // hips down: of the legs
  double hip_torque = 0, knee_torque = 0;  // [N m] at effort 1, both legs
  double lean = 0, lean_rate = 0;  // [rad] of the trunk about its length, positive: onto its right side
};

// Over the last time step.
struct BulletReading {
  Vec3 roller_force = Vec3::Zero();  // [N] on the back
  Vec3 contact = Vec3::Zero();       // [m] where, floor frame
  double arc = 0;                    // [m] of the midline's point nearest to the roller's middle ...
  double sinking = 0;                // [m] ... and how deep that lies in the roller
  double rolling_radius = 0;         // [m] from the roller's axis to the contact, along the force
  double left_n = 0, right_n = 0;
  double floor_roller_n = 0;  // the floor's on the roller, up
  Vec3 feet = Vec3::Zero();   // [N] on the ankles, the feet's weight not in it
  Vec3 pelvis = Vec3::Zero();
  double balance = 0;               // vertical forces - weight - mass x acceleration, over the weight
  Vec3 roller = Vec3::Zero();       // [m] its middle
  Mat3 carrier = Mat3::Identity();  // the part of the trunk on the roller: rest to floor frame
  bool finite = true;
};

class BulletBody {
 public:
  BulletBody(const BodyModel& body, const BodySetup& setup, const Roller& roller, const BodyPose& start);
  ~BulletBody();
  BulletBody(const BulletBody&) = delete;
  BulletBody& operator=(const BulletBody&) = delete;

  BulletReading step(const BulletTarget& target);
  SegmentPlaces places() const;
  // Upward force of the foundation where everything is now [N].
  double foundation_force();
  // Factor on the foundation's stiffness.
  void stiffen(double factor);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace backroll
