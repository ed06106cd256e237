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

class Planner {
 public:
  Planner(double load, double time_step, const TravelLimits& limits)
      : load_(load), dt_(time_step), limits_(limits) {}

  // `steps` steps with arc and load given over the phase's own time in (0, duration].
  template <class Arc, class Share>
  void add(const char* phase, double duration, Arc arc, Share load_share) {
    const int steps = std::max(1, static_cast<int>(std::ceil(duration / dt_ - 1e-9)));
    for (int n = 1; n <= steps; ++n) {
      const double t = std::min(n * dt_, duration);
      ++count_;
      arc_ = arc(t);
      const double h = 1e-4 * dt_;
      const double velocity = n < steps ? (arc(t + h) - arc(t - h)) / (2 * h) : 0;
      plan_.push_back({count_ * dt_, phase, arc_, load_ * load_share(t), velocity});
    }
  }

  void travel(const char* phase, double to, double speed) {
    const double from = arc_, way = std::abs(to - from);
    if (way < 1e-9) return;
    const double sign = to > from ? 1 : -1;
    add(
        phase, travel_time(way, speed, limits_),
        [&](double t) { return from + sign * travelled(way, speed, t, limits_); },
        [](double) { return 1.0; });
    arc_ = plan_.back().arc = to;
  }

  void place(double arc) { arc_ = arc; }
  double arc() const { return arc_; }
  std::vector<PlanStep> take() { return std::move(plan_); }

 private:
  double load_, dt_;
  TravelLimits limits_;
  int count_ = 0;
  double arc_ = 0;
  std::vector<PlanStep> plan_;
};

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

std::vector<PlanStep> plan_protocol(const std::vector<Phase>& phases, double load_n, double time_step,
                                    const std::function<double(const std::string&)>& arc_of,
                                    const TravelLimits& limits) {
  Planner planner(load_n, time_step, limits);
  const auto full = [](double) { return 1.0; };
  for (const Phase& phase : phases) {
    const auto stay = [arc = planner.arc()](double) { return arc; };
    switch (phase.kind) {
      case PhaseKind::approach: {
        const double arc = arc_of(phase.level);
        planner.place(arc);
        planner.add(
            "approach", phase.duration_s, [arc](double) { return arc; },
            [&](double t) { return t / phase.duration_s; });
        break;
      }
      case PhaseKind::roll: {
        const double ends[2] = {arc_of(phase.from_level), arc_of(phase.to_level)};
        planner.travel("travel", ends[0], phase.speed_m_s);
        for (int n = 0; n < phase.strokes; ++n) planner.travel("roll", ends[(n + 1) % 2], phase.speed_m_s);
        break;
      }
      case PhaseKind::hold: {
        if (!phase.level.empty()) planner.travel("travel", arc_of(phase.level), phase.speed_m_s);
        const double arc = planner.arc();
        planner.add(
            "hold", phase.duration_s, [arc](double) { return arc; }, full);
        break;
      }
      case PhaseKind::lift:
        planner.add("lift", phase.duration_s, stay,
                    [&](double t) { return std::max(0.0, 1 - t / phase.duration_s); });
        break;
    }
  }
  return planner.take();
}

}  // namespace backroll
