// Sums over the model's elements, membranes, springs and weight: energy gradient (forces) and tangent matrix,
// by the kernels in single precision, or by the double-precision reference. Layers of hexes of equal parity
// in j run in parallel and add in a fixed order: the same bits for any thread count. Displacements, forces
// and matrices are in field order (kernels.hpp).
#pragma once

#include "solver/hex_kernel.hpp"
#include "solver/multigrid.hpp"
#include "solver/tissue_arrays.hpp"
#include "solver/tissue_model.hpp"

namespace backroll {

// What stays fixed while one step is solved.
struct StepTissue {
  const TissueModel* model = nullptr;
  const TissueArrays* arrays = nullptr;
  const TissueState* before = nullptr;  // history
  std::vector<StepVisco> visco;         // per law
  double dt = 0;
  // per group and lane (kernels.hpp), made from `visco` and the history
  FloatVector factor, decay, gain, held_stress;
};
// dt as in step_visco(): > 0 a step with history, 0 static with short-term stiffness, < 0 fully relaxed.
// Factors of an equal dt are kept.
void begin_step(StepTissue& step, const TissueModel& model, const TissueArrays& arrays,
                const TissueState& before, double dt);

// forces = gradient of the energy: internal forces - weight, all degrees of freedom (held ones hold minus
// what the support takes). Returns the smallest det F.
double tissue_forces(const StepTissue& step, const std::vector<double>& u, FloatVector& forces);
// The same in double precision throughout, about ten times slower.
double reference_forces(const StepTissue& step, const std::vector<double>& u, std::vector<double>& forces);

// exact; without the second derivative of det F (nearly always positive definite); at the rest shape without
// stress (always positive definite).
enum class TangentKind { exact, reduced, rest };
void tissue_tangent(const StepTissue& step, const std::vector<double>& u, TangentKind kind,
                    FloatVector& matrix);

// State after the step: new history, and per hex its stress and stretch.
void finish_step(const StepTissue& step, const std::vector<double>& u, TissueState& after,
                 std::vector<HexState>& hexes);

}  // namespace backroll
