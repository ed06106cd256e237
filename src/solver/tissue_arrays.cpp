#include "solver/tissue_arrays.hpp"

#include <Eigen/Geometry>
#include <cmath>
#include <map>

#include "solver/membrane_points.hpp"

namespace backroll {

namespace {

// n of alpha = 2 n where the kernels have the law, else 0.
int whole_exponent(const TissueLaw& law) {
  if (law.kind != DistortionLaw::ogden) return 1;
  const double n = law.alpha / 2;
  return n == std::floor(n) && n >= 2 && n < 16 ? static_cast<int>(n) : 0;
}

// The moduli of a hex, times its factor.
void fill_moduli(const TissueModel& model, int hex, int lane, HexGroup& group) {
  const TissueLaw& law = model.laws[model.hex_law[hex]];
  const double factor = model.hex_factor.empty() ? 1 : static_cast<double>(model.hex_factor[hex]);
  group.shear[lane] = static_cast<float>(factor * law.shear_modulus / std::max(whole_exponent(law), 1));
  group.bulk[lane] = static_cast<float>(factor * law.bulk_modulus);
  if (!model.hex_fibre.empty() && model.hex_fibre[hex].squaredNorm() > 0)
    group.fibre_excess[lane] = static_cast<float>(factor * law.fibre_shear_excess);
}

void fill_lane(const TissueModel& model, int i, int j, int k, TissueArrays& arrays) {
  const Lattice& lat = model.lattice;
  const int hex = lat.hex(i, j, k), lane = i % kLanes;
  if (model.hex_law[hex] == kNoElement) return;
  const std::size_t n = arrays.group_of(i, j, k);
  HexGroup& group = arrays.group[n];
  const TissueLaw& law = model.laws[model.hex_law[hex]];
  arrays.law[n * kLanes + lane] = model.hex_law[hex];
  Mat3 inverse[kHexPoints];
  double weight[kHexPoints], volume = 0;
  hex_parent_gradients(lat, lat.hex_nodes(i, j, k), inverse, weight);
  for (int q = 0; q < kHexPoints; ++q) {
    for (int axis = 0; axis < 3; ++axis)
      for (int J = 0; J < 3; ++J)
        group.point[q][3 * axis + J][lane] = static_cast<float>(inverse[q](axis, J));
    group.point[q][9][lane] = static_cast<float>(weight[q]);
    volume += weight[q];
  }
  const int exponent = whole_exponent(law);
  if (exponent == 0) arrays.kernel_laws = false;
  group.inverse_volume[lane] = static_cast<float>(1 / volume);
  fill_moduli(model, hex, lane, group);
  group.power[lane] = std::max(exponent, 1) - 1;
  group.powers |= 1 << group.power[lane];
  if (law.kind == DistortionLaw::neo_hookean_coupled) {
    group.coupled[lane] = 1;
    arrays.any_coupled = true;
  }
  if (law.fibre_shear_excess != 0 && !model.hex_fibre.empty() && model.hex_fibre[hex].squaredNorm() > 0) {
    for (int c = 0; c < 3; ++c) group.fibre[c][lane] = static_cast<float>(model.hex_fibre[hex][c]);
    arrays.any_fibre = true;
  }
  arrays.terms = std::max(arrays.terms, law.prony_terms);
}

std::vector<MembraneGroup> membrane_groups(const Lattice& lat, const MembraneLayer& layer, int groups_i) {
  std::vector<MembraneGroup> groups(static_cast<std::size_t>(lat.nj - 1) * groups_i, MembraneGroup{});
  for (int j = 0; j + 1 < lat.nj; ++j)
    for (int i = 0; i + 1 < lat.ni; ++i) {
      if (!layer.covers(i + (lat.ni - 1) * j)) continue;
      MembraneGroup& group = groups[static_cast<std::size_t>(j) * groups_i + i / kLanes];
      const int lane = i % kLanes;
      ++group.faces;
      MembranePoint points[4];
      membrane_points(lat, face_nodes(lat, i, j, layer.k), points);
      for (int q = 0; q < 4; ++q) {
        group.weight[q][lane] = static_cast<float>(points[q].weight);
        for (int a = 0; a < 4; ++a)
          for (int e = 0; e < 2; ++e)
            group.gradient[q][a][e][lane] = static_cast<float>(points[q].gradient[a][e]);
        for (int e = 0; e < 2; ++e)
          for (int c = 0; c < 3; ++c) group.frame[q][e][c][lane] = static_cast<float>(points[q].frame(c, e));
      }
    }
  // lanes without a face: a frame of unit length keeps their numbers finite
  for (MembraneGroup& group : groups)
    for (int q = 0; q < 4; ++q)
      for (int lane = 0; lane < kLanes; ++lane)
        if (group.weight[q][lane] == 0) group.frame[q][0][0][lane] = group.frame[q][1][1][lane] = 1;
  return groups;
}

template <class Visit>
void for_nodes(const Lattice& lat, Visit visit) {
  for (int j = 0; j < lat.nj; ++j)
    for (int k = 0; k < lat.nk; ++k)
      for (int i = 0; i < lat.ni; ++i) visit(i, j, k, static_cast<std::size_t>(lat.node(i, j, k)));
}

}  // namespace

TissueArrays tissue_arrays(const TissueModel& model) {
  const Lattice& lat = model.lattice;
  TissueArrays arrays;
  arrays.layout = FieldLayout(lat.ni, lat.nj, lat.nk);
  const FieldLayout& layout = arrays.layout;
  arrays.groups_i = (lat.ni - 1 + kLanes - 1) / kLanes;
  arrays.group.assign(static_cast<std::size_t>(lat.nj - 1) * (lat.nk - 1) * arrays.groups_i, HexGroup{});
  arrays.law.assign(arrays.group.size() * kLanes, kNoElement);
  for (int j = 0; j + 1 < lat.nj; ++j)
    for (int k = 0; k + 1 < lat.nk; ++k)
      for (int i = 0; i + 1 < lat.ni; ++i) fill_lane(model, i, j, k, arrays);
  for (const MembraneLayer& layer : model.membranes)
    arrays.membrane.push_back(membrane_groups(lat, layer, arrays.groups_i));
  std::map<int, Mat3> springs;
  for (const NodeSpring& s : model.springs)
    if (s.body < 0) springs.emplace(s.node, Mat3::Zero()).first->second += s.stiffness;
  std::vector<std::size_t> place(lat.nodes());
  for_nodes(lat, [&](int i, int j, int k, std::size_t n) { place[n] = layout.at(i, j, k); });
  arrays.springs.reserve(springs.size());
  for (const auto& [node, stiffness] : springs) arrays.springs.push_back({place[node], stiffness});
  arrays.weight.assign(3 * layout.plane, 0.0f);
  const std::vector<double> weight = nodal_weight(model);
  for (std::size_t n = 0; n < weight.size(); ++n)
    arrays.weight[(n % 3) * layout.plane + place[n / 3]] = static_cast<float>(weight[n]);
  return arrays;
}

void change_factors(TissueModel& model, TissueArrays& arrays, TissueState& state, std::vector<float> factor) {
  const Lattice& lat = model.lattice;
  const std::vector<float> before = std::move(model.hex_factor);
  model.hex_factor = std::move(factor);
  const std::size_t history = static_cast<std::size_t>(kHexPoints) * arrays.history_slots() * 6;
#pragma omp parallel for schedule(static)
  for (int j = 0; j < lat.nj - 1; ++j)
    for (int k = 0; k + 1 < lat.nk; ++k)
      for (int g = 0; g < arrays.groups_i; ++g) {
        const std::size_t n = arrays.group_of(g * kLanes, j, k);
        float ratio[kLanes];
        bool any = false;
        for (int lane = 0; lane < kLanes; ++lane) {
          const int i = g * kLanes + lane;
          ratio[lane] = 1;
          if (i + 1 >= lat.ni || arrays.law[n * kLanes + lane] == kNoElement) continue;
          const int hex = lat.hex(i, j, k);
          const float old = before.empty() ? 1 : before[hex], now = model.hex_factor[hex];
          if (now == old) continue;
          fill_moduli(model, hex, lane, arrays.group[n]);
          ratio[lane] = now / old;
          any = true;
        }
        if (!any) continue;
        float* h = state.history.data() + n * history * kLanes;
        for (std::size_t s = 0; s < history; ++s)
          for (int lane = 0; lane < kLanes; ++lane) h[s * kLanes + lane] *= ratio[lane];
      }
}

MembraneView membrane_view(const TissueArrays& arrays, const MembraneLayer& layer, std::size_t n) {
  const MembraneLaw& law = layer.law;
  MembraneView view;
  view.layout = arrays.layout;
  view.k = layer.k;
  view.groups_i = arrays.groups_i;
  view.group = arrays.membrane[n].data();
  view.stiffness = static_cast<float>(law.thickness * 2 * law.shear_modulus / law.alpha);
  view.half_alpha = static_cast<float>(law.alpha / 2);
  view.toe = std::isfinite(law.straight_stretch);
  view.ln_straight = view.toe ? static_cast<float>(2 * std::log(law.straight_stretch)) : 1e30f;
  return view;
}

TissueState rest_state(const TissueArrays& arrays) {
  TissueState state;
  state.u.assign(3 * arrays.layout.plane + kLanes, 0.0);
  state.history.assign(arrays.groups() * kHexPoints * arrays.history_slots() * 6 * kLanes, 0.0f);
  return state;
}

std::vector<double> to_field(const TissueModel& model, const FieldLayout& layout,
                             const std::vector<double>& nodal) {
  std::vector<double> field(3 * layout.plane + kLanes, 0.0);
  for_nodes(model.lattice, [&](int i, int j, int k, std::size_t n) {
    for (int c = 0; c < 3; ++c) field[c * layout.plane + layout.at(i, j, k)] = nodal[3 * n + c];
  });
  return field;
}

std::vector<double> to_nodal(const TissueModel& model, const FieldLayout& layout,
                             const std::vector<double>& field) {
  std::vector<double> nodal(model.dofs());
  for_nodes(model.lattice, [&](int i, int j, int k, std::size_t n) {
    for (int c = 0; c < 3; ++c) nodal[3 * n + c] = field[c * layout.plane + layout.at(i, j, k)];
  });
  return nodal;
}

}  // namespace backroll
