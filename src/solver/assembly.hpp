// Sums over the model's elements, membrane, springs and weight: energy gradient (forces) and tangent matrix.
// Layers of hexes of equal parity in j run in parallel and add in a fixed order: the same bits for any thread
// count.
#pragma once

#include "solver/hex_kernel.hpp"
#include "solver/multigrid.hpp"
#include "solver/tissue_model.hpp"

namespace backroll {

// What stays fixed while one step is solved.
struct StepTissue {
  const TissueModel* model = nullptr;
  const TissueState* before = nullptr;          // history
  std::vector<StepVisco> visco;                 // per law
  const std::vector<double>* weight = nullptr;  // nodal_weight(model)
};
// dt as in step_visco(): > 0 a step with history, < 0 fully relaxed.
StepTissue begin_step(const TissueModel& model, const TissueState& before, const std::vector<double>& weight,
                      double dt);

// gradient = internal forces - weight, 3 per node, all degrees of freedom (fixed ones hold minus what the
// support takes). Returns the smallest det F.
double tissue_gradient(const StepTissue& step, const std::vector<double>& u, std::vector<double>& gradient);

// Adds the tangent of the same to `matrix` (cleared first).
void tissue_tangent(const StepTissue& step, const std::vector<double>& u, TangentKind kind,
                    StencilMatrix& matrix);

// State after the step: new history, and per hex its stress and stretch.
void finish_step(const StepTissue& step, const std::vector<double>& u, TissueState& after,
                 std::vector<HexState>& hexes);

}  // namespace backroll
