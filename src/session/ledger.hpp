// The ledger of a step (DESIGN.md): the skin view, the load path and the tissue state, each of which must add
// up.
#pragma once

#include "recording/frame.hpp"
#include "solver/equilibrium.hpp"

namespace backroll {

// What the ledger needs to know of the model beyond the solver's, constant over a run.
struct LedgerMap {
  std::vector<std::int16_t> point_region;       // per skin point: index into RunInfo::regions
  std::vector<std::int16_t> hex_muscle;         // per hex: index into RunInfo::muscles, -1 = none
  std::vector<std::uint8_t> region_paraspinal;  // per region
  PatchAverage patch;                           // 1 cm2
};

// Fills the forces, pressures, ledger and muscle states of `frame` from the solver's last step. `direction`:
// from the body outward, the load's direction.
void fill_ledger(const TissueSolver& solver, const RunInfo& info, const LedgerMap& map, const Vec3& direction,
                 Frame& frame);

// Smallest principal Cauchy stress, compression positive, 0 if tensile [Pa].
double compressive_stress(const Mat3& cauchy);

}  // namespace backroll
