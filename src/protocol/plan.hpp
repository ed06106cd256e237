// Steps of the protocol laid out in time: where the roller is on the skin's midline and how hard it presses,
// step by step. Speeds change at no more than kAcceleration, loads follow their ramps, so that no step asks
// for a jump.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace backroll {

inline constexpr double kTravelAcceleration = 0.5;  // [m/s2] proposed: 0.05 m/s within 0.1 s

// Of a travel. `ease`: time over which the acceleration comes and goes (jerk = acceleration / ease); 0: at
// once.
struct TravelLimits {
  double acceleration = kTravelAcceleration;  // [m/s2]
  double ease = 0;                            // [s]
};

struct PlanStep {
  double time = 0;      // [s] at the end of the step
  double dt = 0;        // [s] it takes
  std::string phase;    // "approach", "travel", "warm_up", "roll", "hold", "rest", "lift"
  int number = 0;       // of the phase, repeats counted each time
  double arc = 0;       // [m] of the roller along the skin's midline
  double load = 0;      // [N]; 0: lifted off
  double velocity = 0;  // [m/s] along the midline
  double right = 0;     // [m] of the roller's middle from the spine
  double lean_deg = 0;
  bool keep_height = false;  // the height is kept, not the load
  bool stroke_end = false;
};

// The steps of a protocol if nothing is felt: holds last as long as they may. `arc_of`: arc of a level or
// tight spot by name. Times are multiples of `time_step`, starting at one time step.
std::vector<PlanStep> plan_protocol(const std::vector<Phase>& phases, double load_n, double time_step,
                                    const std::function<double(const std::string&)>& arc_of,
                                    const TravelLimits& limits = {});

// Distance covered after time t on the way over `distance` [m] at up to `speed`: trapezoidal speed, averaged
// over the last `ease` seconds; and its duration.
double travelled(double distance, double speed, double t, const TravelLimits& limits = {});
double travel_time(double distance, double speed, const TravelLimits& limits = {});

// Piecewise linear value of a (time, value) table; constant beyond its ends.
double table_value(const Table& table, double time);

}  // namespace backroll
