// The protocol as it happens: phase after phase, each planned when it begins, since where it begins and when
// it ends may depend on what was felt.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "protocol/plan.hpp"

namespace backroll {

// What was felt in a step.
struct Felt {
  double arc = 0;         // [m] where the roller was
  double height = 0;      // [m] of its surface over the unloaded skin; falls as it sinks
  double stress = 0;      // [Pa] local: of what lies under the roller or of the tight spot it holds
  double resistance = 0;  // [Pa] largest pressure over 1 cm2 of muscle
};

struct ProtocolSetup {
  std::vector<Phase> phases;  // repeats too
  double load_n = 0;
  double time_step = 1.0 / 60;
  std::function<double(const std::string&)> arc_of;  // [m] of a level or a tight spot by name
  TravelLimits limits;
  Breathing breathing;
  double right_m = 0, lean_deg = 0;  // where phases do not say
};

class ProtocolRun {
 public:
  explicit ProtocolRun(ProtocolSetup setup);

  bool done() const { return steps_.empty() && next_ == setup_.phases.size(); }
  PlanStep next();
  // After the step: what ended its phase, "" while it lasts or where nothing but its plan ended it.
  std::string feel(const Felt& felt);
  // A stop rule: what is left is a lift over kStopLift.
  void stop();
  // Index of the phase the last step was part of, repeats counted each time.
  int number() const { return number_; }
  const Phase& phase() const { return setup_.phases[number_]; }

 private:
  template <class Arc, class Share>
  void add(const char* name, double duration, Arc arc, Share load_share);
  void travel(const char* name, double to, double speed);
  void change(const Phase& phase);
  void plan(const Phase& phase);
  double arc_of(const Phase& phase) const;
  std::string hold_end(const Felt& felt);

  ProtocolSetup setup_;
  std::size_t next_ = 0;  // phase to plan
  int number_ = -1;
  std::deque<PlanStep> steps_;
  // where the plan is
  double arc_ = 0, share_ = 0, right_ = 0, lean_ = 0;
  double base_time_ = 0, dt_ = 0;
  int count_ = 0;  // steps of dt_ since base_time_
  // the last step
  PlanStep last_;
  // of the stroke under way and the one before: where the largest resistance was
  struct Stiffest {
    double arc = 0, resistance = -1;
  } stroke_, pass_;
  // of the hold under way
  struct Moment {
    double time, height, stress;
  };
  std::deque<Moment> window_;
  double largest_stress_ = 0, breaths_end_ = 0;
};

inline constexpr double kStopLift = 1;  // [s] proposed: a person rolls off within about a second

// Each repeat replaced by the phases it stands for.
std::vector<Phase> without_repeats(const std::vector<Phase>& phases);

}  // namespace backroll
