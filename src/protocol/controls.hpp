// What can be changed while a run is going on, and the record of its changes: with them a live run can be run
// again.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace backroll {

enum class Motion { roll, hold, lift };

struct Controls {
  Roller roller;      // every key of it may change while it is loaded
  double load_n = 0;  // [N] full load; under the protocol its phases' loads follow in proportion
  double support_share = 0, lean_deg = 0;  // where the load follows from the posture, see Lying
  bool free = false;                       // false: the scenario's protocol leads; true: what stands below
  Motion motion = Motion::roll;
  double speed_m_s = 0.05;
  std::string from_level = "T4", to_level = "T12";  // roll: to and fro between these
  int reversals = 0;                                // how often the way was turned round by hand

  bool operator==(const Controls&) const = default;
};

struct ControlEvent {
  int step = 0;       // steps done before it took effect
  double time_s = 0;  // of the run then
  std::string what;   // "load 480 N"
  Controls controls;  // in full, after the change
};

// The controls a scenario starts with: its load and roller; between the ends of its first roll, if it has
// one.
Controls initial_controls(const Scenario& scenario, int roller);

// In words, "" where nothing changed: "load 480 N, density 60 kg/m3".
std::string describe_change(const Controls& before, const Controls& after);

// The scenario that a batch run reads to do what these controls do: approach, roll to and fro (or hold),
// lift. Under the protocol: the scenario with the controls' roller and load. A press or a part as it is.
Scenario scenario_of(const Scenario& scenario, const Controls& controls);

}  // namespace backroll
