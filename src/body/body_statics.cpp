#include "body/body_statics.hpp"
#include "units.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

// Moment about z of force f at arm r, both (x, y).
double cross(const Vec2& r, const Vec2& f) {
  return r.x() * f.y() - r.y() * f.x();
}

bool foot(int s) {
  return s == segment::foot_left || s == segment::foot_right;
}
bool leg(int s) {
  return s >= segment::thigh_left;
}

using Centres = std::array<Vec2, segment::count>;
Centres mass_centres(const BodyModel& body, const BodySetup& setup, const BodyPose& pose) {
  const SegmentPlaces places = place_segments(body, setup, pose);
  Centres c;
  for (int s = 0; s < segment::count; ++s) c[s] = places[s](body.segments[s].mass_centre).head<2>();
  return c;
}

double turn_of(const BodyPose& pose, int s) {
  if (!leg(s)) return pose.pitch;
  if (s == segment::thigh_left || s == segment::thigh_right) return pose.thigh;
  return foot(s) ? 0 : pose.shank;
}

// What a set of segments asks of its supports: force and moment about `pivot` that must act on it.
struct Demand {
  Vec2 force = Vec2::Zero();
  double moment = 0;
  double mass = 0;
};
template <class Which>
Demand demand(const BodyModel& body, const Centres& c, const SegmentMotion* motion, const Vec2& pivot,
              const Which& which) {
  Demand d;
  for (int s = 0; s < segment::count; ++s) {
    if (!which(s)) continue;
    const BodySegment& part = body.segments[s];
    Vec2 force = part.mass * Vec2(kStandardGravity, 0);
    if (motion) {
      force += part.mass * motion->acceleration[s];
      d.moment += part.inertia.z() * motion->turning[s];
    }
    d.force += force;
    d.moment += cross(c[s] - pivot, force);
    d.mass += part.mass;
  }
  return d;
}

// Roller's force where everything stands on roller, ankles and arms.
double lifted_roller(const Demand& about_ankle, const BodyPose& pose, double support_n) {
  const double arms = cross(pose.support - pose.ankle, Vec2(support_n, 0));
  return (about_ankle.moment - arms) / cross(pose.contact - pose.ankle, pose.force_direction);
}

struct Relaxed {
  double roller;
  Vec2 pelvis, feet;
};

// Trunk on roller and buttocks, legs a linkage that hangs between hip and ankle.
Relaxed relaxed_roller(const BodyModel& body, const BodySetup& setup, const BodyPose& pose, const Centres& c,
                       double support_n) {
  const auto thigh = [](int s) { return s == segment::thigh_left || s == segment::thigh_right; };
  const auto legs = [](int s) { return leg(s) && !foot(s); };
  const Demand about_knee = demand(body, c, nullptr, pose.knee, thigh);
  const Demand about_ankle = demand(body, c, nullptr, pose.ankle, legs);
  // force f of the pelvis on the thighs: (H - K) x f = knee's demand, (H - A) x f = ankle's
  Eigen::Matrix2d m;
  const Vec2 k = pose.hip - pose.knee, a = pose.hip - pose.ankle;
  m << -k.y(), k.x(), -a.y(), a.x();
  const Vec2 f = m.inverse() * Vec2(about_knee.moment, about_ankle.moment);

  const Vec2& seat = pose.seat;
  const Demand trunk = demand(body, c, nullptr, seat, [](int s) { return !leg(s); });
  Relaxed out;
  const double others = cross(pose.hip - seat, -f) + cross(pose.support - seat, Vec2(support_n, 0));
  out.roller = (trunk.moment - others) / cross(pose.contact - seat, pose.force_direction);
  out.pelvis = trunk.force + f - Vec2(support_n, 0) - out.roller * pose.force_direction;
  out.feet = about_ankle.force - f;
  (void)setup;
  return out;
}

double foot_mass(const BodyModel& body) {
  return body.segments[segment::foot_left].mass + body.segments[segment::foot_right].mass;
}

// Sideways: the base of support at the mass centre's height along the body lies between roller and feet.
double tip_margin(const BodyModel& body, const BodySetup& setup, const BodyPose& pose, const Centres& c) {
  double y = 0;
  for (int s = 0; s < segment::count; ++s) y += body.segments[s].mass * c[s].y();
  y /= body.mass;
  const double share = std::clamp((pose.contact.y() - y) / (pose.contact.y() - pose.ankle.y()), 0.0, 1.0);
  const double feet = 0.5 * setup.stance + body.table.foot_half_width, roller = setup.roller_half_width;
  const double left = (1 - share) * (setup.roller_offset - roller) - share * feet;
  const double right = (1 - share) * (setup.roller_offset + roller) + share * feet;
  return std::min(-left, right);
}

}  // namespace

SegmentMotion segment_motion(const BodyModel& body, const BodySetup& setup, const BodyPose& before,
                             const BodyPose& at, const BodyPose& after, double dt) {
  SegmentMotion motion;
  const Centres a = mass_centres(body, setup, before), b = mass_centres(body, setup, at),
                c = mass_centres(body, setup, after);
  for (int s = 0; s < segment::count; ++s) {
    motion.acceleration[s] = (a[s] - 2 * b[s] + c[s]) / (dt * dt);
    motion.turning[s] = (turn_of(before, s) - 2 * turn_of(at, s) + turn_of(after, s)) / (dt * dt);
  }
  return motion;
}

BodyForces body_forces(const BodyModel& body, const BodySetup& setup, const BodyPose& pose, double support_n,
                       double feet_n, const SegmentMotion* motion) {
  const Centres c = mass_centres(body, setup, pose);
  const Demand all = demand(body, c, motion, pose.ankle, [](int s) { return !foot(s); });
  const double feet_weight = kStandardGravity * foot_mass(body);
  const double lifted = lifted_roller(all, pose, support_n);
  BodyForces f;
  f.arms_n = support_n;
  f.tip_margin = tip_margin(body, setup, pose, c);
  const Vec2 arms(support_n, 0);
  const Vec2 lifted_feet = all.force - arms - lifted * pose.force_direction;
  Vec2 feet = lifted_feet;
  f.roller_n = lifted;
  f.effort = 1;
  if (setup.hips_down) {
    const Relaxed relaxed = relaxed_roller(body, setup, pose, c, support_n);
    f.feet_least_n = relaxed.feet.x() + feet_weight;
    f.feet_most_n = lifted_feet.x() + feet_weight;
    f.effort = feet_n < 0 ? 0 : (feet_n - f.feet_least_n) / (f.feet_most_n - f.feet_least_n);
    f.roller_n = (1 - f.effort) * relaxed.roller + f.effort * lifted;
    feet = (1 - f.effort) * relaxed.feet + f.effort * lifted_feet;
    f.pelvis_n = (1 - f.effort) * relaxed.pelvis.x();
    f.pelvis_along_n = (1 - f.effort) * relaxed.pelvis.y();
    // torques at knees and hips with which the feet alone carry the hips
    const Demand shanks = demand(body, c, nullptr, pose.knee,
                                 [](int s) { return s == segment::shank_left || s == segment::shank_right; });
    const Demand legs = demand(body, c, nullptr, pose.hip, [](int s) { return leg(s) && !foot(s); });
    f.knee_torque = shanks.moment - cross(pose.ankle - pose.knee, lifted_feet);
    f.hip_torque = legs.moment - cross(pose.ankle - pose.hip, lifted_feet);
  }
  f.feet_n = feet.x() + feet_weight;
  f.feet_along_n = feet.y();
  f.foot_friction = f.feet_n > 0 ? std::abs(f.feet_along_n) / f.feet_n : 1e3;
  f.roller_friction = pose.roller_friction;
  return f;
}

double friction_acceleration(const BodyModel& body, const BodySetup& setup, const BodyForces& rest) {
  return (setup.foot_friction * rest.feet_n - std::abs(rest.feet_along_n)) / (2 * body.mass);
}

}  // namespace backroll
