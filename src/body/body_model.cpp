#include "body/body_model.hpp"

#include <algorithm>
#include <cmath>

#include "anatomy/back_shape.hpp"
#include "anatomy/skeleton_masses.hpp"
#include "scenario/assets.hpp"
#include "scenario/document.hpp"
#include "scenario/input_error.hpp"
#include "scenario/sourced_table.hpp"
#include "units.hpp"

namespace backroll {

namespace {

constexpr double kTableStature = 1.75;  // [m] of assets/body.toml

const Node& table_section(const Node& document, const char* name) {
  const NodeEntry* entry = document.find(name);
  if (!entry)
    throw InputError::at(document.file, 1, "", "", "no [" + std::string(name) + "] in this catalogue");
  return entry->value;
}

// A part of the body between two places, its mass centre on the line between them.
BodySegment rod(const std::string& name, int parent, const BodyPart& part, double body_mass,
                const Vec3& joint, const Vec3& end, double radius) {
  BodySegment s;
  s.name = name;
  s.parent = parent;
  s.mass = part.mass_share * body_mass;
  s.joint = joint;
  s.end = end;
  s.mass_centre = joint + part.centre * (end - joint);
  const double length = (end - joint).norm();
  for (int axis = 0; axis < 3; ++axis) {
    // gyration is given to the front (x), across (z) and along (y)
    const double radius_of_gyration = length * part.gyration[axis == 0 ? 0 : axis == 1 ? 2 : 1];
    s.inertia[axis] = s.mass * radius_of_gyration * radius_of_gyration;
  }
  s.radius = radius;
  return s;
}

// Forearm and hand as one: masses, centres and inertias joined.
BodySegment joined(BodySegment a, const BodySegment& b) {
  const double mass = a.mass + b.mass;
  const Vec3 centre = (a.mass * a.mass_centre + b.mass * b.mass_centre) / mass;
  for (const BodySegment* part : {static_cast<const BodySegment*>(&a), &b}) {
    const Vec3 d = part->mass_centre - centre;
    const Vec3 moved = part->mass * (d.squaredNorm() * Vec3::Ones() - d.cwiseProduct(d));
    if (part == &a)
      a.inertia += moved;
    else
      a.inertia += b.inertia + moved;
  }
  a.mass = mass;
  a.mass_centre = centre;
  a.end = b.end;
  return a;
}

Vec3 beside(const Vec2& place, double z) {
  return {place.x(), place.y(), z};
}

// The disc nearest to height y [m].
Vec3 disc_near(const SkeletonPlaces& places, double y) {
  Vec3 best = kMeter * places.disc[0];
  for (const Vec3& disc : places.disc)
    if (std::abs(kMeter * disc.y() - y) < std::abs(best.y() - y)) best = kMeter * disc;
  return best;
}

// Mean over the back of how much deeper the skin lies 0.1 m beside the midline, as a fourth power.
double drop_beside(const BackModel& back) {
  const Lattice& lat = back.lattice;
  double sum = 0;
  int count = 0;
  for (int j = 0; j < lat.nj; ++j) {
    const Vec3 middle = lat.position[lat.node(lat.ni / 2, j, 0)];
    for (int i = lat.ni / 2; i + 1 < lat.ni; ++i) {
      const Vec3 a = lat.position[lat.node(i, j, 0)], b = lat.position[lat.node(i + 1, j, 0)];
      if (!(a.z() <= 0.1 && b.z() > 0.1)) continue;
      const double x = a.x() + (b.x() - a.x()) * (0.1 - a.z()) / (b.z() - a.z());
      sum += std::max(0.0, x - middle.x()) / 1e-4;
      ++count;
    }
  }
  return count > 0 ? sum / count : 0;
}

}  // namespace

SkinProfile::SkinProfile(const BackModel& back) {
  const double from = back.midline.front().arc, to = back.midline.back().arc;
  const int spans = std::max(4, static_cast<int>(std::floor((to - from) / step_)));
  first_ = from + 0.5 * (to - from - spans * step_);
  // mean place over half a span to both sides, every 2 mm
  for (int n = 0; n <= spans; ++n) {
    const double arc = first_ + n * step_;
    const double half = std::min({0.5 * step_, arc - from, to - arc});
    Vec2 sum = Vec2::Zero();
    int count = 0;
    for (double d = -half; d <= half + 1e-9; d += std::max(half / 6, 1e-4)) {
      sum += midline_at(back, arc + d, 0).point.head<2>();
      ++count;
    }
    control_.push_back(sum / count);
  }
  control_.insert(control_.begin(), 2 * control_[0] - control_[1]);
  control_.push_back(2 * control_[control_.size() - 1] - control_[control_.size() - 2]);
}

double SkinProfile::last() const {
  return first_ + (static_cast<double>(control_.size()) - 3) * step_;
}

SkinProfile::Point SkinProfile::at(double arc) const {
  const int spans = static_cast<int>(control_.size()) - 3;
  const double place = (std::clamp(arc, first_, last()) - first_) / step_;
  const int n = std::clamp(static_cast<int>(place), 0, spans - 1);
  const double t = place - n, u = 1 - t;
  const Vec2 &a = control_[n], &b = control_[n + 1], &c = control_[n + 2], &d = control_[n + 3];
  Point p;
  p.place = (u * u * u * a + (3 * t * t * t - 6 * t * t + 4) * b + (3 * u * u * u - 6 * u * u + 4) * c +
             t * t * t * d) /
            6;
  const Vec2 first =
      (-u * u * a + (3 * t * t - 4 * t) * b - (3 * u * u - 4 * u) * c + t * t * d) / (2 * step_);
  const Vec2 second = (u * a + (3 * t - 2) * b + (3 * u - 2) * c + t * d) / (step_ * step_);
  p.stretch = first.norm();
  p.along = first / p.stretch;
  p.outward = Vec2(-p.along.y(), p.along.x());
  p.bend = (p.along.y() * second.x() - p.along.x() * second.y()) / p.stretch;
  if (arc < first_ || arc > last()) {
    const double over = arc - std::clamp(arc, first_, last());
    p.place += over * first;
    p.bend = 0;
  }
  return p;
}

double SkinProfile::arc_near(const Vec2& place, double guess) const {
  double arc = guess;
  for (int n = 0; n < 4; ++n) {
    const Point p = at(arc);
    arc += p.along.dot(place - p.place) / p.stretch;
  }
  return arc;
}

BodyTable body_table(double stature_m) {
  const std::filesystem::path path = assets_dir() / "body.toml";
  const Node document = parse_document(read_text_file(path), path.string());
  SourcedTable body(table_section(document, "body"), "body"),
      bullet(table_section(document, "bullet"), "bullet");
  const double scale = stature_m / kTableStature;
  const auto length = [&](const char* key) { return 1e-3 * scale * body.number(key); };
  const auto fixed = [&](const char* key) { return 1e-3 * body.number(key); };
  BodyTable t{};
  t.hips_before = length("hips_before_mm");
  t.hips_half_width = length("hips_half_width_mm");
  t.shoulder_half_width = length("shoulder_half_width_mm");
  t.ankle_height = length("ankle_height_mm");
  t.heel_behind_ankle = length("heel_behind_ankle_mm");
  t.buttock_above_hips = length("buttock_above_hips_mm");
  t.buttock_radius = length("buttock_radius_mm");
  t.hips_down_extension = body.number("hips_down_extension_deg") * kRadians;
  t.hip_height = length("hip_height_mm");
  t.feet_from_hips = length("feet_from_hips_mm");
  t.elbow_radius = length("elbow_radius_mm");
  t.hand_radius = length("hand_radius_mm");
  t.stance = length("stance_mm");
  t.foot_half_width = length("foot_half_width_mm");
  t.foot_friction = body.number("foot_friction");
  t.floor_friction = body.number("floor_friction");
  t.ramp_s = body.number("ramp_s");
  t.least_roller_share = body.number("least_roller_share");
  t.ball_off_line = fixed("ball_off_line_mm");
  t.widest_base = fixed("widest_base_mm");
  t.time_step = bullet.number("time_step_s");
  t.iterations = static_cast<int>(bullet.number("iterations"));
  t.motor_torque = bullet.number("motor_torque_nm");
  t.motor_gain = bullet.number("motor_position_gain");
  t.contact_damping = bullet.number("contact_damping_s");
  t.least_roller_mass = bullet.number("least_roller_mass_kg");
  t.settle_s = bullet.number("settle_s");
  return t;
}

BodyModel build_body(const Subject& subject, const BackModel& back) {
  const BackShape shape(subject);
  const SkeletonTable table = read_skeleton_table(assets_dir() / "skeleton.toml");
  const BodyParts& parts = subject.sex == Sex::man ? table.man : table.woman;
  const std::array<TrunkPart, 3> trunk = trunk_parts(subject.mass_kg, back, shape, parts, table);
  const SkeletonPlaces places(shape, table);
  const double kg = subject.mass_kg, ratio = subject.stature_m / (parts.stature_mm * kMeter);

  BodyModel body;
  body.table = body_table(subject.stature_m);
  const BodyTable& t = body.table;
  body.profile = SkinProfile(back);
  body.lateral_drop = drop_beside(back);
  body.mass = kg;
  body.weight = kg * kStandardGravity;
  const auto length = [&](const BodyPart& part) { return part.length_mm * kMeter * ratio; };
  body.vertex_y = trunk[0].top + length(parts.head);
  body.upper_arm = length(parts.upper_arm);
  body.arm = body.upper_arm + length(parts.forearm);
  body.thigh = length(parts.thigh);
  body.shank = length(parts.shank);
  body.hip = Vec2(t.hips_before, trunk[2].bottom);
  body.buttock = body.hip + Vec2(0, t.buttock_above_hips);
  body.shoulder = kMeter * places.shoulder.head<2>();

  body.segments.resize(segment::count);
  const std::array<BodyPart, 3> trunk_rows = {parts.upper_trunk, parts.mid_trunk, parts.lower_trunk};
  const std::array<int, 3> trunk_places = {segment::upper_trunk, segment::mid_trunk, segment::pelvis};
  const std::array<const char*, 3> trunk_names = {"upper trunk", "mid trunk", "pelvis"};
  for (int n = 0; n < 3; ++n) {
    const TrunkPart& part = trunk[n];
    BodySegment& s = body.segments[trunk_places[n]];
    s = rod(trunk_names[n], n == 2 ? -1 : trunk_places[n + 1], trunk_rows[n], kg,
            Vec3(part.centre.x(), part.bottom, 0), Vec3(part.centre.x(), part.top, 0), 0.1);
    s.mass_centre = Vec3(part.centre.x(), part.centre.y(), 0);
    if (n < 2) s.joint = disc_near(places, part.bottom);
  }
  body.hinge = body.segments[segment::upper_trunk].joint.head<2>();
  const double neck_x =
      kMeter * (shape.spine.centre[level::C7].x() + table.head_before_c7_mm * shape.scaling.skeleton);
  BodyPart head = parts.head;
  head.centre = 1 - head.centre;  // de Leva counts from the vertex
  body.segments[segment::head] = rod("head", segment::upper_trunk, head, kg, Vec3(neck_x, trunk[0].top, 0),
                                     Vec3(neck_x, body.vertex_y, 0), 0.09);

  for (int side = 0; side < 2; ++side) {
    const double sign = side == 0 ? -1 : 1;
    const std::string word = side == 0 ? " left" : " right";
    const Vec3 shoulder = beside(body.shoulder, sign * t.shoulder_half_width);
    const Vec3 elbow = shoulder - Vec3(0, body.upper_arm, 0);
    const Vec3 wrist = shoulder - Vec3(0, body.arm, 0);
    body.segments[segment::upper_arm_left + side] =
        rod("upper arm" + word, segment::upper_trunk, parts.upper_arm, kg, shoulder, elbow, 0.045);
    body.segments[segment::forearm_left + side] =
        joined(rod("forearm" + word, segment::upper_arm_left + side, parts.forearm, kg, elbow, wrist, 0.035),
               rod("hand" + word, 0, parts.hand, kg, wrist, wrist - Vec3(0, length(parts.hand), 0), 0.03));
    const Vec3 hip = beside(body.hip, sign * t.hips_half_width);
    const Vec3 knee = hip - Vec3(0, body.thigh, 0), ankle = knee - Vec3(0, body.shank, 0);
    body.segments[segment::thigh_left + side] =
        rod("thigh" + word, segment::pelvis, parts.thigh, kg, hip, knee, 0.075);
    body.segments[segment::shank_left + side] =
        rod("shank" + word, segment::thigh_left + side, parts.shank, kg, knee, ankle, 0.05);
    // the foot stands at a right angle to the shank: sole caudal, toes anterior
    BodySegment& foot = body.segments[segment::foot_left + side];
    foot = rod("foot" + word, segment::shank_left + side, parts.foot, kg,
               ankle - Vec3(t.heel_behind_ankle, 0.5 * t.ankle_height, 0),
               ankle + Vec3(length(parts.foot) - t.heel_behind_ankle, -0.5 * t.ankle_height, 0), 0.04);
    foot.joint = ankle;
  }
  return body;
}

}  // namespace backroll
