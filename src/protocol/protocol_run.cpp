#include "protocol/protocol_run.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "protocol/breathing.hpp"

namespace backroll {

namespace {

// Between phases: how fast load, place and lean change. Proposed: a careful person.
constexpr double kShareRate = 1;    // [1/s]
constexpr double kSideways = 0.02;  // [m/s]
constexpr double kLeanRate = 10;    // [deg/s]

std::string words(const char* format, double value) {
  char text[80];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

}  // namespace

std::vector<Phase> without_repeats(const std::vector<Phase>& phases) {
  std::vector<Phase> out;
  for (const Phase& phase : phases) {
    if (phase.kind != PhaseKind::repeat) {
      out.push_back(phase);
      continue;
    }
    const std::vector<Phase> again(out.end() - phase.phases, out.end());
    for (int n = 1; n < phase.times; ++n) out.insert(out.end(), again.begin(), again.end());
  }
  return out;
}

ProtocolRun::ProtocolRun(ProtocolSetup setup) : setup_(std::move(setup)) {
  setup_.phases = without_repeats(setup_.phases);
  right_ = setup_.right_m;
  lean_ = setup_.lean_deg;
  dt_ = setup_.time_step;
}

// `steps` steps with arc and load given over the part's own time in (0, duration].
template <class Arc, class Share>
void ProtocolRun::add(const char* name, double duration, Arc arc, Share load_share) {
  const int steps = std::max(1, static_cast<int>(std::ceil(duration / dt_ - 1e-9)));
  for (int n = 1; n <= steps; ++n) {
    const double t = std::min(n * dt_, duration);
    ++count_;
    arc_ = arc(t);
    const double h = 1e-4 * dt_;
    PlanStep step;
    step.time = base_time_ + count_ * dt_;
    step.dt = dt_;
    step.phase = name;
    step.arc = arc_;
    step.load = setup_.load_n * load_share(t);
    step.velocity = n < steps ? (arc(t + h) - arc(t - h)) / (2 * h) : 0;
    step.right = right_;
    step.lean_deg = lean_;
    steps_.push_back(step);
  }
}

void ProtocolRun::travel(const char* name, double to, double speed) {
  const double from = arc_, way = std::abs(to - from);
  if (way < 1e-9) return;
  const double sign = to > from ? 1 : -1;
  add(
      name, travel_time(way, speed, setup_.limits),
      [&](double t) { return from + sign * travelled(way, speed, t, setup_.limits); },
      [&](double) { return share_; });
  arc_ = steps_.back().arc = to;
}

// Load, place across and lean on their way to the phase's.
void ProtocolRun::change(const Phase& phase) {
  const double right = phase.right_m.value_or(setup_.right_m),
               lean = phase.lean_deg.value_or(setup_.lean_deg);
  const double share = phase.kind == PhaseKind::lift ? share_ : phase.load_share;
  const double from_share = share_, from_right = right_, from_lean = lean_;
  const double time = std::max({std::abs(share - share_) / kShareRate, std::abs(right - right_) / kSideways,
                                std::abs(lean - lean_) / kLeanRate});
  if (phase.kind != PhaseKind::approach && time > 1e-9) {
    const std::size_t first = steps_.size();
    add(
        "travel", time, [arc = arc_](double) { return arc; },
        [&](double t) { return from_share + (share - from_share) * t / time; });
    for (std::size_t n = first; n < steps_.size(); ++n) {
      const double part = static_cast<double>(n + 1 - first) / static_cast<double>(steps_.size() - first);
      steps_[n].right = from_right + part * (right - from_right);
      steps_[n].lean_deg = from_lean + part * (lean - from_lean);
    }
  }
  share_ = share;
  right_ = right;
  lean_ = lean;
}

double ProtocolRun::arc_of(const Phase& phase) const {
  if (phase.at == kStiffest)
    return pass_.resistance >= 0 ? pass_.arc : stroke_.resistance >= 0 ? stroke_.arc : arc_;
  if (!phase.at.empty()) return setup_.arc_of(phase.at);
  return phase.level.empty() ? arc_ : setup_.arc_of(phase.level);
}

void ProtocolRun::plan(const Phase& phase) {
  const auto full = [this](double) { return share_; };
  const double dt = phase.time_step_s.value_or(setup_.time_step);
  const auto take_step = [this](double step) {
    if (step == dt_) return;
    base_time_ += count_ * dt_;
    count_ = 0;
    dt_ = step;
  };
  if (phase.kind == PhaseKind::approach) right_ = phase.right_m.value_or(right_);
  if (phase.kind == PhaseKind::approach) lean_ = phase.lean_deg.value_or(lean_);
  take_step(setup_.time_step);
  change(phase);
  switch (phase.kind) {
    case PhaseKind::approach: {
      const double arc = setup_.arc_of(phase.level);
      add(
          "approach", phase.duration_s, [arc](double) { return arc; },
          [&](double t) { return t / phase.duration_s * share_; });
      break;
    }
    case PhaseKind::warm_up:
    case PhaseKind::roll: {
      const double ends[2] = {setup_.arc_of(phase.from_level), setup_.arc_of(phase.to_level)};
      const bool warm = phase.kind == PhaseKind::warm_up;
      travel("travel", ends[0], phase.speed_m_s);
      int strokes = phase.strokes;
      if (warm)
        strokes = std::max(
            1, static_cast<int>(std::ceil(phase.duration_s / travel_time(std::abs(ends[1] - ends[0]),
                                                                         phase.speed_m_s, setup_.limits) -
                                          1e-9)));
      for (int n = 0; n < strokes; ++n) {
        travel(warm ? "warm_up" : "roll", ends[(n + 1) % 2], phase.speed_m_s);
        steps_.back().stroke_end = true;
      }
      break;
    }
    case PhaseKind::hold:
    case PhaseKind::rest: {
      const bool hold = phase.kind == PhaseKind::hold;
      if (hold) travel("travel", arc_of(phase), phase.speed_m_s);
      take_step(dt);
      const double arc = arc_, start = base_time_ + count_ * dt_;
      const std::size_t first = steps_.size();
      add(
          hold ? "hold" : "rest", phase.duration_s, [arc](double) { return arc; }, full);
      if (phase.keep_height)
        for (std::size_t n = first; n < steps_.size(); ++n) steps_[n].keep_height = true;
      if (phase.breaths > 0)
        breaths_end_ =
            next_out_breath(setup_.breathing, start) + phase.breaths * breath_period(setup_.breathing);
      break;
    }
    case PhaseKind::lift:
      add(
          "lift", phase.duration_s, [arc = arc_](double) { return arc; },
          [&](double t) { return share_ * std::max(0.0, 1 - t / phase.duration_s); });
      break;
    case PhaseKind::repeat:
      break;
  }
}

PlanStep ProtocolRun::next() {
  while (steps_.empty()) {
    number_ = static_cast<int>(next_);
    window_.clear();
    largest_stress_ = 0;
    plan(setup_.phases.at(next_++));
  }
  last_ = steps_.front();
  last_.number = number_;
  steps_.pop_front();
  return last_;
}

// The window of a mean: a breath where the person breathes, so that breathing is not taken for a trend.
std::string ProtocolRun::hold_end(const Felt& felt) {
  const Phase& hold = phase();
  constexpr double kRateWindow = 1;  // [s]
  const double breath = setup_.breathing.on ? breath_period(setup_.breathing) : 0;
  const double span = std::max(kRateWindow, breath);
  window_.push_back({last_.time, felt.height, felt.stress});
  while (window_.size() > 1 && window_[1].time <= last_.time - span + 1e-9) window_.pop_front();
  const bool whole = window_.front().time <= last_.time - span + 1e-9;

  double stress = felt.stress;
  if (breath > 0) {
    stress = 0;
    for (const Moment& m : window_) stress += m.stress / static_cast<double>(window_.size());
  }
  if (breath == 0 || whole) largest_stress_ = std::max(largest_stress_, stress);
  if (hold.fall_share && (breath == 0 || whole) && stress <= (1 - *hold.fall_share) * largest_stress_)
    return words("local stress fell by %.0f %%", 100 * (1 - stress / largest_stress_));
  if (hold.slow_m_s && whole) {
    const double rate = (window_.front().height - felt.height) / (last_.time - window_.front().time);
    if (std::abs(rate) < *hold.slow_m_s) return words("sinking slowed to %.3f mm/s", 1e3 * std::abs(rate));
  }
  if (hold.breaths > 0 && last_.time >= breaths_end_ - 1e-9)
    return words("%.0f breaths done", static_cast<double>(hold.breaths));
  return "";
}

std::string ProtocolRun::feel(const Felt& felt) {
  if (number_ < 0) return "";
  const bool last = steps_.empty();
  const PhaseKind kind = phase().kind;
  if (last_.phase == "roll" || last_.phase == "warm_up") {
    if (felt.resistance > stroke_.resistance) stroke_ = {felt.arc, felt.resistance};
    if (last_.stroke_end) {
      pass_ = stroke_;
      stroke_ = {};
    }
    return last && kind == PhaseKind::roll ? "strokes done" : last ? "time over, stroke done" : "";
  }
  if (last_.phase != "hold") return last && kind == PhaseKind::rest ? "time over" : "";
  const std::string end = hold_end(felt);
  if (!end.empty()) {
    const std::size_t left = steps_.size();
    count_ -= static_cast<int>(left);
    steps_.clear();
    return end;
  }
  const bool adaptive = phase().fall_share || phase().slow_m_s || phase().breaths > 0;
  return last ? adaptive ? "time limit" : "time over" : "";
}

void ProtocolRun::stop() {
  // the plan goes on from where the roller is
  count_ -= static_cast<int>(steps_.size());
  steps_.clear();
  arc_ = last_.arc;
  right_ = last_.right;
  lean_ = last_.lean_deg;
  share_ = last_.load / setup_.load_n;
  Phase lift;
  lift.kind = PhaseKind::lift;
  lift.duration_s = kStopLift;
  setup_.phases.resize(next_);
  setup_.phases.push_back(lift);
}

std::vector<PlanStep> plan_protocol(const std::vector<Phase>& phases, double load_n, double time_step,
                                    const std::function<double(const std::string&)>& arc_of,
                                    const TravelLimits& limits) {
  ProtocolSetup setup;
  setup.phases = phases;
  setup.load_n = load_n;
  setup.time_step = time_step;
  setup.arc_of = arc_of;
  setup.limits = limits;
  ProtocolRun run(std::move(setup));
  std::vector<PlanStep> plan;
  while (!run.done()) plan.push_back(run.next());
  return plan;
}

}  // namespace backroll
