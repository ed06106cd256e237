#include "body/body_pose.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace backroll {

namespace {

constexpr double kStraightest = 0.995;  // of the leg's length: a knee that can still be bent

Vec2 turned(const Vec2& v, double angle) {
  const double c = std::cos(angle), s = std::sin(angle);
  return {v.x() * c - v.y() * s, v.x() * s + v.y() * c};
}

// Direction of a limb that points caudally in rest, raised by `angle` towards the front.
Vec2 limb(double angle) {
  return {std::sin(angle), -std::cos(angle)};
}

Mat3 about_z(double angle) {
  return Eigen::AngleAxisd(angle, Vec3::UnitZ()).toRotationMatrix();
}

// The upper trunk's frame in that of pelvis and mid trunk.
Vec2 from_upper(const BodyModel& body, const BodySetup& setup, const Vec2& v) {
  return body.hinge + turned(v - body.hinge, setup.extension);
}

struct Contact {
  SkinProfile::Point skin;
  bool upper;   // on the upper trunk
  Vec2 centre;  // of the roller, frame of pelvis and mid trunk
};

Contact contact_at(const BodyModel& body, const BodySetup& setup, double arc, double sinking) {
  Contact c{body.profile.at(arc), false, {}};
  c.upper = c.skin.place.y() > body.hinge.y();
  c.centre = c.skin.place + (setup.roller_radius - sinking) * c.skin.outward;
  if (c.upper) c.centre = from_upper(body, setup, c.centre);
  return c;
}

// Pitch at which roller and hips (or buttock) have their heights.
double pitch_of(const BodyModel& body, const BodySetup& setup, const Vec2& centre, bool& reachable) {
  const Vec2 pivot = setup.hips_down ? body.buttock : body.hip;
  const double height = setup.hips_down ? body.table.buttock_radius : setup.hip_height;
  const Vec2 d = centre - pivot;
  const double share = (setup.roller_radius - height) / d.norm();
  if (std::abs(share) > 1) reachable = false;
  return std::acos(std::clamp(share, -1.0, 1.0)) - std::atan2(d.y(), d.x());
}

// Two links in a plane turned outward about the trunk's x axis, in the trunk's frame.
void bend_legs(const BodyModel& body, const BodySetup& setup, BodyPose& pose) {
  pose.ankle = Vec2(body.table.ankle_height, setup.ankle_y);
  const Vec2 d = turned(pose.ankle - pose.hip, -pose.pitch);
  const double outward = 0.5 * setup.stance - body.table.hips_half_width;
  pose.abduction = std::atan2(outward, -d.y());
  const Vec2 way(d.x(), -std::hypot(d.y(), outward));
  const double a = body.thigh, b = body.shank;
  double reach = way.norm();
  if (reach > kStraightest * (a + b) || reach < 0.2) pose.reachable = false;
  reach = std::clamp(reach, 0.2, kStraightest * (a + b));
  const double at_hip = std::acos(std::clamp((a * a + reach * reach - b * b) / (2 * a * reach), -1.0, 1.0));
  const double thigh = std::atan2(way.x(), -way.y()) + at_hip;
  const Vec2 knee = a * limb(thigh), down = way - knee;
  const double shank = std::atan2(down.x(), -down.y());
  pose.knee = pose.hip + turned(Vec2(knee.x(), knee.y() * std::cos(pose.abduction)), pose.pitch);
  pose.thigh = thigh + pose.pitch;
  pose.shank = shank + pose.pitch;
  pose.knee_angle = std::numbers::pi - (thigh - shank);
}

// Arms that hold themselves on the floor: elbow or wrist at its height, caudal of the shoulder.
void rest_arms(const BodyModel& body, const BodySetup& setup, BodyPose& pose) {
  const bool elbows = setup.support_by == SupportBy::elbows;
  const double length = elbows ? body.upper_arm : body.arm;
  const double height = elbows ? body.table.elbow_radius : body.table.hand_radius;
  const double angle = std::asin(std::clamp((height - pose.shoulder.x()) / length, -1.0, 1.0));
  pose.support = Vec2(0, pose.shoulder.y() + length * limb(angle).y());
  pose.upper_arm = angle - pose.pitch - setup.extension;
  pose.forearm = elbows ? -angle : 0;  // flat on the floor, or straight
}

}  // namespace

BodyPose body_pose(const BodyModel& body, const BodySetup& setup, double arc, double sinking,
                   double roller_y) {
  const Contact c = contact_at(body, setup, arc, sinking);
  BodyPose pose;
  pose.arc = arc;
  pose.sinking = sinking;
  pose.pitch = pitch_of(body, setup, c.centre, pose.reachable);
  pose.roller = Vec2(setup.roller_radius, roller_y);
  pose.origin = pose.roller - turned(c.centre, pose.pitch);
  const double upper_pitch = pose.pitch + setup.extension;
  const Vec2 upper_origin = pose.origin + turned(from_upper(body, setup, Vec2::Zero()), pose.pitch);
  pose.on_upper = c.upper;
  pose.carrier_pitch = c.upper ? upper_pitch : pose.pitch;
  pose.carrier_origin = c.upper ? upper_origin : pose.origin;
  pose.contact = pose.carrier_origin + turned(c.skin.place, pose.carrier_pitch);
  pose.force_direction = (pose.contact - Vec2(0, roller_y)).normalized();
  const Vec2 outward = turned(c.skin.outward, pose.carrier_pitch);
  pose.tilt = std::atan2(-outward.y(), -outward.x());
  const double at_floor = std::abs(pose.force_direction.y() / pose.force_direction.x()),
               pressing = -pose.force_direction.dot(outward);
  pose.roller_friction = std::max(at_floor, std::sqrt(std::max(0.0, 1 - pressing * pressing)) / pressing);
  pose.hip = pose.origin + turned(body.hip, pose.pitch);
  pose.seat = Vec2(0, (pose.origin + turned(body.buttock, pose.pitch)).y());
  pose.shoulder = upper_origin + turned(body.shoulder, upper_pitch);
  bend_legs(body, setup, pose);
  if (setup.arms == Arms::supporting) rest_arms(body, setup, pose);
  return pose;
}

void place_feet(const BodyModel& body, BodySetup& setup, double arc, double sinking, double roller_y) {
  const BodyPose pose = body_pose(body, setup, arc, sinking, roller_y);
  setup.ankle_y = pose.hip.y() - setup.feet_from_hips;
}

double roller_travel(const BodyModel& body, const BodySetup& setup, const BodyPose& from, double to_arc,
                     double to_pitch, double rolling_radius) {
  const double radius = setup.roller_radius, inner = radius - from.sinking;
  // Simpson's rule over |dC / ds|
  const auto stretch = [&](double arc) {
    const SkinProfile::Point p = body.profile.at(arc);
    return p.stretch + inner * p.bend;
  };
  const double ds = to_arc - from.arc;
  const double way = ds * (stretch(from.arc) + 4 * stretch(from.arc + 0.5 * ds) + stretch(to_arc)) / 6;
  return radius * (to_pitch - from.pitch) - radius / rolling_radius * way;
}

Mat3 arm_turn(const BodySetup& setup, int s) {
  const bool upper = s == segment::upper_arm_left || s == segment::upper_arm_right;
  const bool fore = s == segment::forearm_left || s == segment::forearm_right;
  if (!upper && !fore) return Mat3::Identity();
  const double side = (s - segment::upper_arm_left) % 2 == 0 ? -1 : 1;
  switch (setup.arms) {
    case Arms::overhead:
      return upper ? about_z(3.0) : Mat3::Identity();
    case Arms::crossed: {
      if (upper) return about_z(0.6);
      // across the chest, hand towards the other shoulder
      const Vec3 way = (about_z(-0.6) * Vec3(0.1, 0.45, -0.9 * side)).normalized();
      return Eigen::Quaterniond::FromTwoVectors(-Vec3::UnitY(), way).toRotationMatrix();
    }
    case Arms::supporting:
      break;
  }
  return Mat3::Identity();
}

SegmentPlaces place_segments(const BodyModel& body, const BodySetup& setup, const BodyPose& pose) {
  SegmentPlaces places;
  for (int s = 0; s < segment::count; ++s) {
    SegmentPlace& place = places[s];
    const BodySegment& part = body.segments[s];
    if (part.parent < 0) {
      place.turn = about_z(pose.pitch);
      place.shift = Vec3(pose.origin.x(), pose.origin.y(), 0);
      continue;
    }
    const SegmentPlace& parent = places[part.parent];
    Mat3 relative = arm_turn(setup, s);
    const double side = part.joint.z() < 0 ? -1 : 1;
    switch (s) {
      case segment::mid_trunk:
      case segment::head:
        break;
      case segment::upper_trunk:
        relative = about_z(setup.extension);
        break;
      case segment::upper_arm_left:
      case segment::upper_arm_right:
        relative = about_z(pose.upper_arm) * relative;
        break;
      case segment::forearm_left:
      case segment::forearm_right:
        relative = about_z(pose.forearm) * relative;
        break;
      case segment::thigh_left:
      case segment::thigh_right:
        relative =
            Eigen::AngleAxisd(-side * pose.abduction, Vec3::UnitX()) * about_z(pose.thigh - pose.pitch);
        break;
      case segment::shank_left:
      case segment::shank_right:
        relative = about_z(pose.shank - pose.thigh);
        break;
      default:  // feet: flat on the floor
        relative = parent.turn.transpose() * about_z(-0.5 * std::numbers::pi);
        break;
    }
    place.turn = parent.turn * relative;
    place.shift = parent(part.joint) - place.turn * part.joint;
  }
  return places;
}

}  // namespace backroll
