// Bodies and joints for the tests of rigid mechanics.
#pragma once

#include <string>

#include "solver/blocks.hpp"
#include "solver/rigid_bodies.hpp"

namespace backroll::test {

// A lumbar spinal unit with coupled shear and bending.
inline JointLaw spinal_law() {
  JointLaw law;
  law.stiffness.diagonal() << 1.2e5, 1e6, 1.4e5, 90, 300, 110;
  law.stiffness(0, 5) = law.stiffness(5, 0) = 1400;
  law.stiffness(2, 3) = law.stiffness(3, 2) = -1300;
  return law;
}

// Curved, but smooth and nowhere softening.
inline JointLaw curved_law() {
  JointLaw law = spinal_law();
  law.neutral_share = 0.7;
  law.neutral_zone << 1e-4, 0, 1e-4, 0.01, 0.01, 0.01;
  law.range << 5e-3, 2e-3, 5e-3, 0.2, 0.2, 0.2;
  return law;
}

inline JointLaw one_sided_law() {
  JointLaw law = curved_law();
  law.positive_ratio << 1, 0.3, 1, 1, 1, 1.4;
  return law;
}

inline Vec6 six(const Vec3& first, const Vec3& last) {
  Vec6 out;
  out << first, last;
  return out;
}

// Vertebrae 3 cm apart on a bent, twisted line, each joint half way between two of them, its axes tilted with
// the line. Body 0 is caudal; proximal = caudal.
inline RigidModel chain(int bodies, const JointLaw& law, double bend = 0.1) {
  RigidModel model;
  Vec3 at(0.02, -0.01, 0.03);
  for (int b = 0; b < bodies; ++b) {
    model.bodies.push_back({"body " + std::to_string(b), at, b == 0});
    const Mat3 axes = rotation(Vec3(0.2 * bend, 0.1 * bend, bend) * b);
    if (b + 1 < bodies) model.joints.push_back({b, b + 1, at + 0.015 * axes.col(1), axes, law});
    at += 0.03 * axes.col(1);
  }
  return model;
}

inline RigidPoses shaken(const RigidModel& model, double shift, double turn, unsigned seed) {
  Noise noise(seed);
  RigidPoses poses(model.bodies.size());
  for (RigidPose& pose : poses) {
    pose.t = shift * noise.vector();
    pose.R = rotation(turn * noise.vector());
  }
  return poses;
}

}  // namespace backroll::test
