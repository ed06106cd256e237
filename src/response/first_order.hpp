// First-order rules, advanced exactly while their input stays the same: the step's length does not matter.
#pragma once

#include <cmath>

namespace backroll {

// dx/dt = (target - x) / tau over dt [s].
inline double approached(double x, double target, double tau, double dt) {
  return target + (x - target) * std::exp(-dt / tau);
}

// dx/dt = rate_up (most - x) - rate_down x over dt; rates [1/s].
inline double pulled(double x, double most, double rate_up, double rate_down, double dt) {
  const double rate = rate_up + rate_down;
  return rate > 0 ? approached(x, most * rate_up / rate, 1 / rate, dt) : x;
}

}  // namespace backroll
