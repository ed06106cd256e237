#include "response/posture_creep.hpp"

#include "response/first_order.hpp"

namespace backroll {

namespace {

double crept(double part, double target, double load_s, double back_s, double dt) {
  // A part of the other sign falls to zero first.
  if (part * target < 0) {
    const double to_zero_s = back_s * std::log((part - target) / -target);
    if (to_zero_s >= dt) return approached(part, target, back_s, dt);
    return approached(0, target, load_s, dt - to_zero_s);
  }
  return approached(part, target, std::abs(target) > std::abs(part) ? load_s : back_s, dt);
}

}  // namespace

void advance_creep(const CreepParameters& p, double bend, double dt, double& fast, double& slow) {
  const double ceiling = p.ceiling * bend;
  fast = crept(fast, p.fast_share * ceiling, p.load_s, p.fast_s, dt);
  slow = crept(slow, (1 - p.fast_share) * ceiling, p.load_s, p.slow_s, dt);
}

}  // namespace backroll
