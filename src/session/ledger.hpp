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

// Its parts, for an engine that is not the solver: forces and pressures by skin point (frame.contact_force is
// known), and what each support takes, bones first [N] (frame.weight is known). `inward`: the load's
// direction.
void fill_skin_view(const std::vector<SkinPoint>& points, const std::vector<double>& pressure,
                    const std::vector<Vec3>& point_force, const RunInfo& info, const LedgerMap& map,
                    const Vec3& inward, Frame& frame);
void fill_load_path(const std::vector<Vec3>& support, const RunInfo& info, const Vec3& inward, Frame& frame);

// Smallest principal Cauchy stress, compression positive, 0 if tensile [Pa].
double compressive_stress(const Mat3& cauchy);

}  // namespace backroll
