#include "protocol/plan.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

// Peak speed and duration of the ramps for a way of `distance`.
struct Trapezoid {
  double speed, ramp;
};

Trapezoid trapezoid(double distance, double speed) {
  const double reached = std::min(speed, std::sqrt(distance * kTravelAcceleration));
  return {reached, reached / kTravelAcceleration};
}

class Planner {
 public:
  Planner(double load, double time_step) : load_(load), dt_(time_step) {}

  // `steps` steps with arc and load given over the phase's own time in (0, duration].
  template <class Arc, class Share>
  void add(const char* phase, double duration, Arc arc, Share load_share) {
    const int steps = std::max(1, static_cast<int>(std::ceil(duration / dt_ - 1e-9)));
    for (int n = 1; n <= steps; ++n) {
      const double t = std::min(n * dt_, duration);
      ++count_;
      arc_ = arc(t);
      plan_.push_back({count_ * dt_, phase, arc_, load_ * load_share(t)});
    }
  }

  void travel(const char* phase, double to, double speed) {
    const double from = arc_, way = std::abs(to - from);
    if (way < 1e-9) return;
    const double sign = to > from ? 1 : -1;
    add(
        phase, travel_time(way, speed), [&](double t) { return from + sign * travelled(way, speed, t); },
        [](double) { return 1.0; });
    arc_ = plan_.back().arc = to;
  }

  void place(double arc) { arc_ = arc; }
  double arc() const { return arc_; }
  std::vector<PlanStep> take() { return std::move(plan_); }

 private:
  double load_, dt_;
  int count_ = 0;
  double arc_ = 0;
  std::vector<PlanStep> plan_;
};

}  // namespace

double travel_time(double distance, double speed) {
  const Trapezoid z = trapezoid(distance, speed);
  return distance / z.speed + z.ramp;
}

double travelled(double distance, double speed, double t) {
  const Trapezoid z = trapezoid(distance, speed);
  const double total = distance / z.speed + z.ramp;
  if (t >= total) return distance;
  if (t < z.ramp) return 0.5 * kTravelAcceleration * t * t;
  if (t > total - z.ramp) return distance - 0.5 * kTravelAcceleration * (total - t) * (total - t);
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
                                    const std::function<double(const std::string&)>& arc_of) {
  Planner planner(load_n, time_step);
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
