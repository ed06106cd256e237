#include "protocol/plan.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

// Peak speed and duration of the ramps for a way of `distance`.
struct Trapezoid {
  double speed, ramp;
};

Trapezoid trapezoid(double distance, double speed, double acceleration) {
  const double reached = std::min(speed, std::sqrt(distance * acceleration));
  return {reached, reached / acceleration};
}

// Integral over time from 0 to t of the distance covered with trapezoidal speed.
double trapezoid_integral(double distance, double speed, double acceleration, double t) {
  const Trapezoid z = trapezoid(distance, speed, acceleration);
  const double total = distance / z.speed + z.ramp, a = acceleration;
  if (t <= 0) return 0;
  if (t < z.ramp) return a * t * t * t / 6;
  const double first = a * z.ramp * z.ramp * z.ramp / 6;
  if (t <= total - z.ramp) return first + 0.5 * z.speed * t * (t - z.ramp);
  // symmetric: what is missing to the end
  const double left = total - t;
  const double whole = 0.5 * distance * total;
  if (left <= 0) return whole - distance * left;
  return whole - (distance * left - a * left * left * left / 6);
}

}  // namespace

double travel_time(double distance, double speed, const TravelLimits& limits) {
  const Trapezoid z = trapezoid(distance, speed, limits.acceleration);
  return distance / z.speed + z.ramp + limits.ease;
}

double travelled(double distance, double speed, double t, const TravelLimits& limits) {
  const double a = limits.acceleration;
  if (limits.ease > 0) {
    const double to = trapezoid_integral(distance, speed, a, t),
                 from = trapezoid_integral(distance, speed, a, t - limits.ease);
    return std::clamp((to - from) / limits.ease, 0.0, distance);
  }
  const Trapezoid z = trapezoid(distance, speed, a);
  const double total = distance / z.speed + z.ramp;
  if (t >= total) return distance;
  if (t < z.ramp) return 0.5 * a * t * t;
  if (t > total - z.ramp) return distance - 0.5 * a * (total - t) * (total - t);
  return z.speed * (t - 0.5 * z.ramp);
}

double table_value(const Table& table, double time) {
  if (time <= table.front().first) return table.front().second;
  for (std::size_t n = 1; n < table.size(); ++n)
    if (time <= table[n].first) {
      const auto& [t0, v0] = table[n - 1];
      const auto& [t1, v1] = table[n];
      return v0 + (v1 - v0) * (time - t0) / (t1 - t0);
    }
  return table.back().second;
}

}  // namespace backroll
