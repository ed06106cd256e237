#include "body/load_source.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "body/bullet_body.hpp"

namespace backroll {

namespace {

constexpr double kGuessedSinking = 0.02;  // [m] before anything is known
constexpr double kSinkingTime = 0.3;      // [s] over which the plan takes a new sinking over
constexpr double kFollowTime = 0.1;       // [s] over which the plan takes the roller's real place over
constexpr double kLeanRate = 0.1;         // [rad/s] of the trunk against the pelvis
constexpr double kStiffnessTime = 0.5;    // [s] over which the foundation takes the tissue's sinking over
constexpr double kMostTurn = 0.26;        // [rad] of the trunk beyond the wanted lean: it has tipped
constexpr double kMostOff = 0.05;         // [m] of the roller from its plan: it has left

// A place along the back over one step: cubic between places and speeds.
struct Way {
  double from = 0, from_speed = 0, to = 0, to_speed = 0, time = 1;
  double at(double t) const {
    const double x = t / time, y = 1 - x;
    return y * y * (1 + 2 * x) * from + x * x * (1 + 2 * y) * to +
           x * y * time * (y * from_speed - x * to_speed);
  }
};

std::string words(const char* format, double a, double b) {
  char text[256];
  std::snprintf(text, sizeof text, format, a, b);
  return text;
}

// The plan shared by both sources: three poses one small step apart, of which the middle one is now.
class Plan {
 public:
  Plan(const BodyModel& body, const BodySetup& setup, const BodyCommand& start)
      : body_(body),
        setup_(setup),
        sinking_(kGuessedSinking),
        support_(start.support_share),
        lean_(start.lean),
        wanted_support_(start.support_share),
        wanted_lean_(start.lean) {
    way_.from = way_.to = start.arc;
    const BodyPose pose = body_pose(body, setup, start.arc, sinking_, 0);
    before_ = now_ = after_ = pose;
  }

  const BodyPose& now() const { return now_; }
  const BodyPose& after() const { return after_; }
  double lean() const { return lean_; }
  double lean_rate() const { return lean_rate_; }

  void aim(const BodyCommand& command, double dt) {
    way_ = {way_.to, way_.to_speed, command.arc, command.velocity, dt};
    wanted_support_ = command.support_share;
    wanted_lean_ = command.lean;
  }
  // To `t` after the step's start.
  void advance(double t, double h) {
    before_ = now_;
    now_ = after_;
    const double most = 0.5 * h / body_.table.ramp_s;
    support_ += std::clamp(wanted_support_ - support_, -most, most);
    const double turn = kLeanRate * h, turned = std::clamp(wanted_lean_ - lean_, -turn, turn);
    lean_rate_ = turned / h;
    lean_ += turned;
    const double arc = way_.at(t);
    const BodyPose probe = body_pose(body_, setup_, arc, sinking_, now_.roller.y());
    const double y = now_.roller.y() + roller_travel(body_, setup_, now_, arc, probe.pitch, rolling_radius());
    after_ = body_pose(body_, setup_, arc, sinking_, y + shift_);
    shift_ = 0;
  }
  // Takes over part of where the roller really is, so that the body stays on it.
  void follow(double roller_y, double rolling_radius, double h) {
    shift_ = (roller_y - now_.roller.y()) * std::min(1.0, h / kFollowTime);
    radius_ += (rolling_radius - radius_) * std::min(1.0, h / kSinkingTime);
  }
  void stand_up() { lean_ = 0; }
  // Takes over part of a sinking that was found.
  void sink(double found, double h) { sinking_ += (found - sinking_) * std::min(1.0, h / kSinkingTime); }

  BodyForces forces(double h) const {
    const SegmentMotion motion = segment_motion(body_, setup_, before_, now_, after_, h);
    return body_forces(body_, setup_, now_, arms_n(), feet_n(), &motion);
  }
  double arms_n() const { return setup_.support_by == SupportBy::legs ? 0 : support_ * body_.weight; }
  double feet_n() const {
    return setup_.support_by == SupportBy::legs && setup_.hips_down && support_ > 0 ? support_ * body_.weight
                                                                                    : -1;
  }

 private:
  double rolling_radius() const { return radius_ > 0 ? radius_ : setup_.roller_radius - sinking_; }

  const BodyModel& body_;
  const BodySetup& setup_;
  Way way_;
  BodyPose before_, now_, after_;
  double sinking_, radius_ = 0, shift_ = 0, support_, lean_, lean_rate_ = 0, wanted_support_, wanted_lean_;
};

// The rest of a Loading that follows from the forces, and whether the body still holds.
void judge(const BodyModel& body, const BodySetup& setup, const BodyPose& pose, double lean, Loading& out) {
  const BodyForces& f = out.forces;
  const double grip = std::min(setup.floor_friction, setup.back_friction);
  out.foot_margin = setup.foot_friction - f.foot_friction;
  out.roller_margin = grip - f.roller_friction;
  const auto stop = [&](BodyStop why, const std::string& reason) {
    if (out.stop != BodyStop::none) return;
    out.stop = why;
    out.reason = reason;
  };
  if (!pose.reachable)
    stop(BodyStop::out_of_reach, words("the legs cannot reach: hips %.0f mm high, feet %.0f mm before them",
                                       1e3 * pose.hip.x(), 1e3 * (pose.hip.y() - pose.ankle.y())));
  if (std::abs(out.roller_z - setup.roller_offset) > body.table.ball_off_line)
    stop(BodyStop::ball_lost,
         words("the ball leaves its line: %.0f mm to the side, %.0f mm too far",
               1e3 * std::abs(out.roller_z - setup.roller_offset),
               1e3 * (std::abs(out.roller_z - setup.roller_offset) - body.table.ball_off_line)));
  if (f.tip_margin < 0)
    stop(BodyStop::tipped,
         words("the body tips over sideways: its mass centre lies %.0f mm outside the roller and the feet, "
               "%.0f mm apart",
               -1e3 * f.tip_margin, 1e3 * setup.stance));
  const double least = body.table.least_roller_share;
  if (out.force_n < least * body.weight)
    stop(BodyStop::lifted,
         words("the back lifts off the roller: it bears %.1f %% of the body's weight, %.1f %% short of "
               "what keeps it there",
               100 * out.force_n / body.weight, 100 * (least - out.force_n / body.weight)));
  if (setup.support_by == SupportBy::legs && (f.effort < -1e-6 || f.effort > 1 + 1e-6))
    stop(BodyStop::out_of_reach,
         words("the feet can bear %.1f to %.1f %% of the body's weight with the hips down",
               100 * f.feet_least_n / body.weight, 100 * f.feet_most_n / body.weight));
  if (f.foot_friction > setup.foot_friction)
    stop(BodyStop::feet_slip, words("the feet slip: they need a friction of %.2f, %.2f more than there is",
                                    f.foot_friction, f.foot_friction - setup.foot_friction));
  if (f.roller_friction > grip)
    stop(BodyStop::roller_out,
         words("the roller is squeezed out: it needs a friction of %.2f, %.2f more than there is",
               f.roller_friction, f.roller_friction - grip));
  if (std::abs(out.trunk_roll - lean) > kMostTurn)
    stop(BodyStop::tipped,
         words("the body tips over sideways: the trunk has turned by %.0f degrees, %.0f more than it leans",
               std::abs(out.trunk_roll) * 180 / std::numbers::pi,
               std::abs(out.trunk_roll - lean) * 180 / std::numbers::pi));
  if (std::abs(out.roller_off) > kMostOff)
    stop(BodyStop::roller_out,
         words("the roller leaves the body: %.0f mm along the back from where it should be, %.0f mm too far",
               1e3 * std::abs(out.roller_off), 1e3 * (std::abs(out.roller_off) - kMostOff)));
}

class Given : public LoadSource {
 public:
  Loading step(double, const BodyCommand& command) override {
    Loading out;
    out.force_n = command.load_n;
    return out;
  }
};

// Means of forces over the small steps of a step.
class Mean {
 public:
  void add(const BodyForces& f) {
    for (const auto member : kMembers) sum_.*member += f.*member;
    last_ = f;
    ++count_;
  }
  BodyForces mean() const {
    BodyForces out = last_;
    for (const auto member : kMembers) out.*member = sum_.*member / count_;
    return out;
  }

 private:
  static constexpr double BodyForces::*kMembers[] = {
      &BodyForces::roller_n,      &BodyForces::feet_n,         &BodyForces::feet_along_n,
      &BodyForces::pelvis_n,      &BodyForces::pelvis_along_n, &BodyForces::arms_n,
      &BodyForces::foot_friction, &BodyForces::roller_friction};
  BodyForces sum_, last_;
  int count_ = 0;
};

int small_steps(double dt, double at_most) {
  return std::max(1, static_cast<int>(std::ceil(dt / at_most - 1e-9)));
}

class Statics : public LoadSource {
 public:
  Statics(const BodyModel& body, const BodySetup& setup, const BodyCommand& start)
      : body_(body), setup_(setup), plan_(body_, setup_, start) {}

  Loading step(double dt, const BodyCommand& command) override {
    plan_.aim(command, dt);
    const int steps = small_steps(dt, body_.table.time_step);
    const double h = dt / steps;
    Mean mean;
    for (int n = 1; n <= steps; ++n) {
      if (command.sinking > 0) plan_.sink(command.sinking, h);
      plan_.advance(n * h, h);
      mean.add(plan_.forces(h));
    }
    Loading out;
    out.posture = true;
    out.forces = out.closed = mean.mean();
    out.force_n = out.statics_n = out.forces.roller_n;
    const BodyPose& pose = plan_.now();
    out.arc = command.arc;
    out.sinking = pose.sinking;
    out.places = place_segments(body_, setup_, pose);
    out.trunk_pitch = pose.carrier_pitch;
    out.trunk_roll = plan_.lean();
    const Mat3 turn =
        pose.on_upper ? out.places[segment::upper_trunk].turn : out.places[segment::mid_trunk].turn;
    const Mat3 lean = Eigen::AngleAxisd(-plan_.lean(), Vec3::UnitY()).toRotationMatrix();
    const Mat3 to_body = (turn * lean).transpose();
    out.push_floor = Vec3(pose.force_direction.x(), pose.force_direction.y(), 0);
    out.push = to_body * out.push_floor;
    out.up = to_body * Vec3::UnitX();
    out.roller_axis = to_body * Vec3::UnitZ();
    out.left_n = out.right_n = 0.5 * out.force_n;
    out.roller_y = pose.roller.y();
    out.roller_z = setup_.roller_offset;
    judge(body_, setup_, pose, plan_.lean(), out);
    return out;
  }

 private:
  const BodyModel body_;
  const BodySetup setup_;
  Plan plan_;
};

class Bullet : public LoadSource {
 public:
  Bullet(const BodyModel& body, const BodySetup& setup, const Roller& roller, const BodyCommand& start)
      : body_(body), setup_(setup), plan_(body_, setup_, start), world_(body_, setup_, roller, plan_.now()) {
    // the foundation with which the closed form's load sinks as guessed
    const BodyForces rest = body_forces(body_, setup_, plan_.now(), 0, -1, nullptr);
    world_.stiffen(rest.roller_n * plan_.now().force_direction.x() /
                   std::max(1.0, world_.foundation_force()));
    // upright at first: it leans over while it settles
    plan_.stand_up();
    BodyCommand stay = start;
    stay.velocity = 0;
    const double time = body_.table.settle_s + std::abs(start.lean) / kLeanRate, h = body_.table.time_step;
    plan_.aim(stay, time);
    for (int n = 1; n <= small_steps(time, h) && !ball_off(); ++n) small_step(n * h, h);
  }

  Loading step(double dt, const BodyCommand& command) override {
    plan_.aim(command, dt);
    tissue_sinking_ = command.sinking;
    const int steps = small_steps(dt, body_.table.time_step);
    const double h = dt / steps;
    Mean mean, closed;
    Loading out;
    Vec3 force = Vec3::Zero();
    double arc = 0;
    for (int n = 1; n <= steps; ++n) {
      const BodyForces statics = small_step(n * h, h);
      if (!last_.finite) break;
      closed.add(statics);
      mean.add(measured(statics));
      force += last_.roller_force / steps;
      arc += last_.arc / steps;
      out.left_n += last_.left_n / steps;
      out.right_n += last_.right_n / steps;
      out.balance = std::max(out.balance, std::abs(last_.balance));
    }
    out.posture = true;
    if (!last_.finite) {
      out.stop = BodyStop::diverged;
      out.reason = "the body's world left finite numbers";
      return out;
    }
    const BodyPose& pose = plan_.now();
    out.forces = mean.mean();
    out.force_n = force.norm();
    out.closed = closed.mean();
    out.statics_n = out.closed.roller_n;
    out.push_floor = force.normalized();
    out.arc = arc;
    out.sinking = last_.sinking;
    const Mat3 to_body = last_.carrier.transpose();
    out.push = (to_body * force).normalized();
    out.up = to_body * Vec3::UnitX();
    out.roller_axis = to_body * Vec3::UnitZ();
    out.trunk_pitch = std::atan2(last_.carrier(1, 0), std::hypot(last_.carrier(0, 0), last_.carrier(2, 0)));
    out.trunk_roll = std::atan2(last_.carrier(2, 0), last_.carrier(0, 0));
    out.roller_y = last_.roller.y();
    out.roller_z = last_.roller.z();
    out.roller_off = arc - command.arc;
    out.places = world_.places();
    judge(body_, setup_, pose, plan_.lean(), out);
    return out;
  }

 private:
  bool ball_off() const {
    return std::abs(last_.roller.z() - setup_.roller_offset) > body_.table.ball_off_line;
  }

  // Advances plan and world; returns the closed form.
  BodyForces small_step(double t, double h) {
    plan_.sink(std::clamp(last_.sinking, 1e-3, 0.6 * setup_.roller_radius), h);
    plan_.advance(t, h);
    const BodyForces closed = plan_.forces(h);
    BulletTarget target;
    target.pose = plan_.now();
    target.next = plan_.after();
    target.time_step = h;
    target.support_n = plan_.arms_n();
    target.effort = closed.effort;
    target.hip_torque = closed.hip_torque;
    target.knee_torque = closed.knee_torque;
    target.lean = plan_.lean();
    target.lean_rate = plan_.lean_rate();
    // a line contact bears as sinking^1.5
    if (tissue_sinking_ > 0)
      world_.stiffen(
          std::pow(std::clamp(last_.sinking / tissue_sinking_, 0.5, 2.0), 1.5 * h / kStiffnessTime));
    last_ = world_.step(target);
    if (last_.rolling_radius > 0) plan_.follow(last_.roller.y(), last_.rolling_radius, h);
    return closed;
  }

  // Bullet's forces; what only the closed form knows is taken from it.
  BodyForces measured(BodyForces f) const {
    const double feet_weight = 2 * body_.segments[segment::foot_left].mass * body_.weight / body_.mass;
    f.roller_n = last_.roller_force.norm();
    f.feet_n = last_.feet.x() + feet_weight;
    f.feet_along_n = last_.feet.y();
    f.pelvis_n = last_.pelvis.x();
    f.pelvis_along_n = last_.pelvis.y();
    f.foot_friction = f.feet_n > 0 ? std::hypot(last_.feet.y(), last_.feet.z()) / f.feet_n : 1e3;
    const Vec3& r = last_.roller_force;
    const double at_floor = r.x() > 0 ? std::abs(r.y()) / r.x() : 1e3;
    f.roller_friction = std::max(f.roller_friction, at_floor);
    return f;
  }

  const BodyModel body_;
  const BodySetup setup_;
  Plan plan_;
  BulletBody world_;
  BulletReading last_ = first_reading();
  double tissue_sinking_ = -1;  // [m] negative: not known

  BulletReading first_reading() const {
    BulletReading r;
    r.sinking = kGuessedSinking;
    r.roller.z() = setup_.roller_offset;
    return r;
  }
};

}  // namespace

BodySetup body_setup(const BodyModel& body, const Scenario& scenario, const Roller& roller, double start,
                     double middle) {
  const Lying& lying = scenario.lying;
  const BodyTable& t = body.table;
  BodySetup s;
  s.hips_down = scenario.support.posture == Posture::hips_down;
  s.extension = s.hips_down ? t.hips_down_extension : 0;
  s.arms = lying.arms;
  s.support_by = lying.support_by;
  s.roller_radius = 0.5 * roller.diameter_m;
  s.roller_offset = lying.roller_right_m;
  s.roller_half_width = std::min(0.5 * roller.length_m, t.widest_base);
  if (roller.shape == RollerShape::ball) s.roller_half_width = 0;
  if (roller.shape == RollerShape::peanut) s.roller_half_width = 0.5 * roller.ball_spacing_m;
  s.hip_height = lying.hip_height_m.value_or(t.hip_height);
  s.feet_from_hips = lying.feet_from_hips_m.value_or(t.feet_from_hips);
  s.stance = lying.stance_m.value_or(t.stance);
  s.foot_friction = lying.foot_friction.value_or(t.foot_friction);
  s.floor_friction = lying.floor_friction.value_or(t.floor_friction);
  s.back_friction = roller.friction;
  s.ball_guided = lying.ball_guided;
  place_feet(body, s, middle, kGuessedSinking, 0);
  // the floor's origin lies under the roller at the start
  const BodyPose from = body_pose(body, s, middle, kGuessedSinking, 0),
                 to = body_pose(body, s, start, kGuessedSinking, 0);
  s.ankle_y -= roller_travel(body, s, from, start, to.pitch, s.roller_radius - kGuessedSinking);
  return s;
}

std::unique_ptr<LoadSource> given_load() {
  return std::make_unique<Given>();
}
std::unique_ptr<LoadSource> statics_load(const BodyModel& body, const BodySetup& setup,
                                         const BodyCommand& start) {
  return std::make_unique<Statics>(body, setup, start);
}
std::unique_ptr<LoadSource> bullet_load(const BodyModel& body, const BodySetup& setup, const Roller& roller,
                                        const BodyCommand& start) {
  return std::make_unique<Bullet>(body, setup, roller, start);
}

double travel_acceleration(const BodyModel& body, const BodySetup& setup, double from, double to) {
  constexpr int kPlaces = 20;
  BodySetup careful = setup;
  careful.foot_friction *= kFrictionReserve;
  double least = 1e3;
  double y = 0;
  BodyPose pose = body_pose(body, setup, from, kGuessedSinking, 0);
  for (int n = 0; n <= kPlaces; ++n) {
    const double arc = from + (to - from) * n / kPlaces;
    const BodyPose probe = body_pose(body, setup, arc, kGuessedSinking, y);
    y += roller_travel(body, setup, pose, arc, probe.pitch, setup.roller_radius - kGuessedSinking);
    pose = body_pose(body, setup, arc, kGuessedSinking, y);
    const BodyForces rest = body_forces(body, setup, pose, 0, -1, nullptr);
    least = std::min(least, friction_acceleration(body, careful, rest));
  }
  return std::max(least, kLeastAcceleration);
}

}  // namespace backroll
