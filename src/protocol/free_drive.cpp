#include "protocol/free_drive.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

constexpr double kThere = 1e-4;  // [m] an end counts as reached

}  // namespace

double moved_towards(double value, double goal, double most) {
  return value + std::clamp(goal - value, -most, most);
}

void FreeDrive::move(const Controls& controls, double from, double to, double dt) {
  if (controls.reversals != reversals_seen_) {
    if ((controls.reversals - reversals_seen_) % 2 != 0) way_ = -way_;
    reversals_seen_ = controls.reversals;
  }
  double wanted = 0;
  if (controls.motion == Motion::roll) {
    if (std::abs((way_ > 0 ? to : from) - arc_) < kThere) way_ = -way_;
    const double distance = (way_ > 0 ? to : from) - arc_;
    // the speed from which it can still brake: v^2 = 2 a d, with the distance of half a step to spare
    const double braking = limits_.ease > 0 ? 0.5 * limits_.acceleration : limits_.acceleration;
    const double brake = std::sqrt(2 * braking * std::abs(distance));
    const double speed = std::min({controls.speed_m_s, brake, std::abs(distance) / dt});
    wanted = std::copysign(speed, distance);
  }
  if (limits_.ease > 0) {
    const double most = limits_.acceleration;
    const double asked = std::clamp((wanted - velocity_) / dt, -most, most);
    acceleration_ = moved_towards(acceleration_, asked, most * dt / limits_.ease);
    velocity_ += acceleration_ * dt;
  } else {
    velocity_ = moved_towards(velocity_, wanted, limits_.acceleration * dt);
  }
  arc_ += velocity_ * dt;
}

PlanStep FreeDrive::next(const Controls& controls, double from, double to, double time, double dt) {
  if (controls.motion != Motion::lift) move(controls, from, to, dt);
  if (controls.motion == Motion::lift) velocity_ = acceleration_ = 0;
  load_ = moved_towards(load_, controls.motion == Motion::lift ? 0 : controls.load_n, kLoadRate * dt);
  loaded_ = controls.motion != Motion::lift && (loaded_ || load_ == controls.load_n);
  const char* phase = controls.motion == Motion::lift   ? "lift"
                      : !loaded_                        ? "approach"
                      : controls.motion == Motion::roll ? "roll"
                                                        : "hold";
  PlanStep step;
  step.time = time;
  step.dt = dt;
  step.phase = phase;
  step.arc = arc_;
  step.load = load_;
  step.velocity = velocity_;
  return step;
}

}  // namespace backroll
