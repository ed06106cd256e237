#include "viewer/app/desired.hpp"

#include <algorithm>

#include "scenario/catalogue.hpp"

namespace backroll {

namespace {

constexpr double kThinnestFoam = 5e-3;  // [m]

void weigh(Roller& roller) {
  if (roller.shape == RollerShape::parts) return;  // weighs what its file says
  roller.mass_kg = roller_mass(roller, roller_row(roller.base).tube_mass_kg);
}

}  // namespace

Desired desired_of(const Scenario& scenario, int roller) {
  return {initial_controls(scenario, roller), scenario.subject, scenario.support, scenario.resolution};
}

Scenario scenario_of(const Scenario& base, const Desired& desired) {
  Scenario scenario = scenario_of(base, desired.controls);
  scenario.subject = desired.subject;
  scenario.support = desired.support;
  scenario.resolution = desired.resolution;
  return scenario;
}

Roller with_density(const Roller& roller, double density_kg_m3) {
  const FoamPolymer& polymer = foam_polymer(roller.foam.polymer);
  Roller out = roller;
  out.foam =
      foam_at(polymer, std::clamp(density_kg_m3, polymer.density_min_kg_m3, polymer.density_max_kg_m3));
  weigh(out);
  return out;
}

Roller with_foam(const Roller& roller, const std::string& polymer_id) {
  const FoamPolymer& polymer = foam_polymer(polymer_id);
  Roller out = roller;
  out.foam = foam_at(polymer, polymer.reference_density_kg_m3);
  weigh(out);
  return out;
}

Roller with_diameter(const Roller& roller, double diameter_m) {
  Roller out = roller;
  out.diameter_m = std::max(diameter_m, 2 * kThinnestFoam);
  out.core_diameter_m = std::min(out.core_diameter_m, out.diameter_m - 2 * kThinnestFoam);
  if (out.shape == RollerShape::ball) out.length_m = out.diameter_m;
  weigh(out);
  return out;
}

}  // namespace backroll
