#include "robustness/shuttle.hpp"

#include <algorithm>
#include <cmath>

namespace backroll::robustness {

Shuttle::Shuttle(double from, double to, double acceleration)
    : low_(std::min(from, to)),
      high_(std::max(from, to)),
      acceleration_(acceleration),
      place_(from),
      direction_(to < from ? -1 : 1) {}

void Shuttle::between(double from, double to) {
  low_ = std::min(from, to);
  high_ = std::max(from, to);
}

double Shuttle::advance(double speed, double dt) {
  const double left = direction_ > 0 ? high_ - place_ : place_ - low_;
  const double ahead = velocity_ * direction_;  // speed towards the end
  // still room for this step at the asked speed and the way of braking after it?
  const double next = std::min(std::max(ahead, 0.0) + acceleration_ * dt, std::max(ahead, speed));
  const double braking = 0.5 * next * next / acceleration_;
  turned_ = speed > 0 && left < next * dt + braking;
  if (turned_) direction_ = -direction_;
  const double most = acceleration_ * dt;
  velocity_ += std::clamp(direction_ * speed - velocity_, -most, most);
  place_ += velocity_ * dt;
  return place_;
}

}  // namespace backroll::robustness
