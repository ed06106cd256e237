// A scenario that only presses, as either engine takes it: the tissue, what presses on it, and the loads one
// after the other. Static: short-term stiffness, no friction, the foam's loading branch.
#pragma once

#include <string>
#include <vector>

#include "recording/frame.hpp"
#include "scenario/scenario.hpp"
#include "session/ledger.hpp"
#include "solver/equilibrium.hpp"

namespace backroll {

struct StandingLoad {
  RunInfo info;
  LedgerMap map;
  TissueModel tissue;  // held nodes are held in every direction; no bodies
  Indenter indenter;
  Vec3 base = Vec3::Zero(), direction = -Vec3::UnitX();  // of the target
  std::vector<Frame> steps;          // time, phase, place and load of each; the rest is to be filled
  std::vector<std::uint8_t> labels;  // per hex, index into label_names
  std::vector<std::string> label_names;
};

enum class LoadMesh {
  scenario,  // the scenario's own resolution
  coarse     // a back: every second node of the live lattice; a specimen: as the scenario says
};

// Throws InputError where beyond_bullet() says why. `roller`: index into scenario.rollers.
StandingLoad standing_load(const Scenario& scenario, int roller, LoadMesh mesh);

// The same specimen on a lattice of about `tets` / 6 hexes.
Scenario with_tets(const Scenario& scenario, int tets);
int hexes_of(const TissueModel& model);

// Equilibria by the project's own solver. Throws SolverError.
std::vector<Frame> own_frames(const StandingLoad& load, const SolverSettings& settings);

}  // namespace backroll
