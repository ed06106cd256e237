// What the panel sets: the controls of the run at hand, and the body, its posture and the lattice, which need
// a new one.
#pragma once

#include <string>

#include "protocol/controls.hpp"

namespace backroll {

struct Desired {
  Controls controls;
  Subject subject;
  Support support;
  Resolution resolution = Resolution::live;
  bool operator==(const Desired&) const = default;
};

// What a scenario starts with.
Desired desired_of(const Scenario& scenario, int roller);

// The scenario a batch run needs to do what is desired; everything else as in `base`.
Scenario scenario_of(const Scenario& base, const Desired& desired);

// The roller with another density: its foam law and mass follow. Outside the foam's range: its nearest end.
Roller with_density(const Roller& roller, double density_kg_m3);
// With another foam, at the density in its middle.
Roller with_foam(const Roller& roller, const std::string& polymer);
Roller with_diameter(const Roller& roller, double diameter_m);

}  // namespace backroll
