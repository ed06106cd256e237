// The tissue model as the kernels read it: geometry and laws of eight hexes side by side, constant over a
// run, and what one step adds to it. Displacements and forces are in field order (kernels.hpp).
#pragma once

#include <vector>

#include "solver/hex_kernel.hpp"
#include "solver/kernels.hpp"
#include "solver/tissue_model.hpp"

namespace backroll {

// Springs of a node taken together.
struct PlacedSpring {
  std::size_t place;
  Mat3 stiffness;  // [N/m]
};

struct TissueArrays {
  FieldLayout layout;
  int groups_i = 0;  // groups of eight hexes along i
  std::vector<HexGroup> group;
  std::vector<std::uint8_t> law;                     // per group and lane, kNoElement where there is none
  std::vector<std::vector<MembraneGroup>> membrane;  // per membrane of the model: [j groups_i + g]
  std::vector<PlacedSpring> springs;
  std::vector<float> weight;  // nodal weight, field order [N]
  int terms = 0;              // most Prony terms of a law
  bool any_coupled = false, any_fibre = false;
  bool kernel_laws =
      true;  // false: a law that only the double-precision reference has (fractional Ogden exponent)

  std::size_t groups() const { return group.size(); }
  std::size_t group_of(int i, int j, int k) const {
    return (static_cast<std::size_t>(j) * (layout.nk - 1) + k) * groups_i + i / kLanes;
  }
  int history_slots() const { return terms == 0 ? 0 : 1 + terms; }
};
TissueArrays tissue_arrays(const TissueModel& model);
// Other factors on the moduli of the hexes (TissueModel::hex_factor, one each). The history's stresses grow
// with them, so that a held strain keeps its share of relaxation.
void change_factors(TissueModel& model, TissueArrays& arrays, TissueState& state, std::vector<float> factor);
// The n-th membrane of the model for the kernels; what they read and write (u, g, matrix) is the caller's.
MembraneView membrane_view(const TissueArrays& arrays, const MembraneLayer& layer, std::size_t n);

TissueState rest_state(const TissueArrays& arrays);

// Between node order (3 per node, as TissueModel numbers them) and field order.
std::vector<double> to_field(const TissueModel& model, const FieldLayout& layout,
                             const std::vector<double>& nodal);
std::vector<double> to_nodal(const TissueModel& model, const FieldLayout& layout,
                             const std::vector<double>& field);

}  // namespace backroll
