#include "solver/assembly.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "solver/membrane_points.hpp"

namespace backroll {

namespace {

// Runs visit(j) for the even layers, then the odd ones; layers of one parity share no node.
template <class Visit>
void by_parity(int layers, Visit visit) {
  for (int parity = 0; parity < 2; ++parity) {
#pragma omp parallel for schedule(static)
    for (int j = parity; j < layers; j += 2) visit(j);
  }
}

TissueView tissue_view(const StepTissue& step, const std::vector<double>& u) {
  const TissueArrays& a = *step.arrays;
  TissueView view;
  view.layout = a.layout;
  view.groups_i = a.groups_i;
  view.group = a.group.data();
  view.factor = step.factor.data();
  view.decay = step.decay.data();
  view.gain = step.gain.data();
  view.terms = a.terms;
  view.held_stress = step.held_stress.empty() ? nullptr : step.held_stress.data();
  view.u = u.data();
  view.any_coupled = a.any_coupled;
  view.any_fibre = a.any_fibre;
  return view;
}

// One per membrane; `forces` and `matrix` are added to, either may be null.
std::vector<MembraneView> membrane_views(const StepTissue& step, const std::vector<double>& u, float* forces,
                                         float* matrix) {
  std::vector<MembraneView> views;
  views.reserve(step.model->membranes.size());
  for (std::size_t n = 0; n < step.model->membranes.size(); ++n) {
    views.push_back(membrane_view(*step.arrays, step.model->membranes[n], n));
    views.back().u = u.data();
    views.back().g = forces;
    views.back().matrix = matrix;
  }
  return views;
}

// One hex for the double-precision reference: its points, input and displacement.
class ReferenceHex {
 public:
  ReferenceHex(const StepTissue& step, const std::vector<double>& field) : step_(step), field_(field) {
    history_.resize(static_cast<std::size_t>(kHexPoints) * slots() * 6);
  }
  int slots() const { return step_.arrays->history_slots(); }

  void place(int i, int j, int k) {
    const TissueModel& m = *step_.model;
    const FieldLayout& l = step_.arrays->layout;
    const int hex = m.lattice.hex(i, j, k);
    hex_points(m.lattice, m.lattice.hex_nodes(i, j, k), points);
    const int law = m.hex_law[hex];
    in = {&m.laws[law], &step_.visco[law], Vec3::Zero(), nullptr, slots()};
    if (!m.hex_factor.empty()) {
      law_ = m.laws[law];
      const double factor = static_cast<double>(m.hex_factor[hex]);
      law_.shear_modulus *= factor;
      law_.fibre_shear_excess *= factor;
      law_.bulk_modulus *= factor;
      in.law = &law_;
    }
    if (!m.hex_fibre.empty()) in.fibre = m.hex_fibre[hex];
    if (slots() > 0) {
      copy_history(step_.before->history, i, j, k);
      in.history = history_.data();
    }
    for (int a = 0; a < 8; ++a) {
      at[a] = l.at(i + (a & 1), j + (a >> 2), k + ((a >> 1) & 1));
      for (int c = 0; c < 3; ++c) u[3 * a + c] = field_[c * l.plane + at[a]];
    }
  }

  // Stress and stretch of the placed hex; its new history goes to `after` (unless it is empty).
  HexState finish(int i, int j, int k, FloatVector& after) {
    const HexState state = hex_state(points, in, u, slots() > 0 ? history_.data() : nullptr);
    const std::size_t first = lane_start(i, j, k);
    for (std::size_t n = 0; n < history_.size(); ++n) after[first + n * kLanes] = history_[n];
    return state;
  }

  HexPoint points[kHexPoints];
  HexInput in{};
  double u[24];
  std::size_t at[8];

 private:
  std::size_t lane_start(int i, int j, int k) const {
    return step_.arrays->group_of(i, j, k) * kHexPoints * slots() * 6 * kLanes + i % kLanes;
  }
  void copy_history(const FloatVector& from, int i, int j, int k) {
    const std::size_t first = lane_start(i, j, k);
    for (std::size_t n = 0; n < history_.size(); ++n) history_[n] = from[first + n * kLanes];
  }

  const StepTissue& step_;
  const std::vector<double>& field_;
  std::vector<float> history_;
  TissueLaw law_;
};

// visit(i, k) for every element of layer j.
template <class Visit>
void for_each_element(const TissueModel& m, int j, Visit visit) {
  const Lattice& lat = m.lattice;
  for (int i = 0; i + 1 < lat.ni; ++i)
    for (int k = 0; k + 1 < lat.nk; ++k)
      if (m.hex_law[lat.hex(i, j, k)] != kNoElement) visit(i, k);
}

Matrix32 membrane_gradient(const MembranePoint& p, const FieldLayout& l, const std::vector<double>& u,
                           const std::size_t (&at)[4]) {
  Matrix32 F = p.frame;
  for (int a = 0; a < 4; ++a)
    for (int c = 0; c < 3; ++c) {
      const double x = u[c * l.plane + at[a]];
      F(c, 0) += x * p.gradient[a][0];
      F(c, 1) += x * p.gradient[a][1];
    }
  return F;
}

// Forces of a membrane's faces of layer j in double precision.
void reference_membrane(const Lattice& lat, const MembraneLayer& layer, const FieldLayout& l,
                        const std::vector<double>& u, int j, std::vector<double>& forces) {
  MembranePoint points[4];
  for (int i = 0; i + 1 < lat.ni; ++i) {
    if (!layer.covers(i + (lat.ni - 1) * j)) continue;
    const int k = layer.k;
    membrane_points(lat, face_nodes(lat, i, j, k), points);
    const std::size_t at[4] = {l.at(i, j, k), l.at(i + 1, j, k), l.at(i, j + 1, k), l.at(i + 1, j + 1, k)};
    for (const MembranePoint& p : points) {
      Matrix32 P;
      membrane(layer.law, membrane_gradient(p, l, u, at), P, nullptr);
      for (int a = 0; a < 4; ++a)
        for (int c = 0; c < 3; ++c)
          forces[c * l.plane + at[a]] += p.weight * (P(c, 0) * p.gradient[a][0] + P(c, 1) * p.gradient[a][1]);
    }
  }
}

void add_springs(const StepTissue& step, const std::vector<double>& u, auto& forces) {
  const std::size_t plane = step.arrays->layout.plane;
  for (const PlacedSpring& s : step.arrays->springs) {
    const Vec3 f = s.stiffness * Vec3(u[s.place], u[plane + s.place], u[2 * plane + s.place]);
    for (int c = 0; c < 3; ++c) forces[c * plane + s.place] += static_cast<float>(f[c]);
  }
}

// Tangent of the laws the kernels lack, element by element.
void reference_tangent(const StepTissue& step, const std::vector<double>& u, bool volume_term,
                       FloatVector& matrix) {
  const TissueModel& m = *step.model;
  const FieldLayout& l = step.arrays->layout;
  by_parity(m.lattice.nj - 1, [&](int j) {
    ReferenceHex hex(step, u);
    HexTangent t;
    for_each_element(m, j, [&](int i, int k) {
      hex.place(i, j, k);
      hex_tangent(hex.points, hex.in, hex.u, volume_term, t);
      for (int a = 0; a < 8; ++a)
        for (int b = 0; b < 8; ++b) {
          const int slot =
              stencil_slot((b & 1) - (a & 1), (b >> 2) - (a >> 2), ((b >> 1) & 1) - ((a >> 1) & 1));
          float* block =
              matrix.data() +
              (static_cast<std::size_t>(j + (a >> 2)) * l.nk + k + ((a >> 1) & 1)) * kStencil * l.row +
              static_cast<std::size_t>(slot) * 9 * l.row + i + (a & 1);
          for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 3; ++c)
              block[static_cast<std::size_t>(3 * r + c) * l.row] += static_cast<float>(t.k[a][r][c][b]);
        }
    });
  });
}

}  // namespace

void begin_step(StepTissue& step, const TissueModel& model, const TissueArrays& arrays,
                const TissueState& before, double dt) {
  const bool again = step.arrays == &arrays && step.dt == dt && !step.visco.empty();
  step.model = &model;
  step.arrays = &arrays;
  step.before = &before;
  step.dt = dt;
  const std::size_t groups = arrays.groups();
  if (!again) {
    step.visco.clear();
    for (const TissueLaw& law : model.laws) step.visco.push_back(step_visco(law, dt));
    step.factor.assign(groups * kLanes, 1.0f);
    step.decay.assign(groups * arrays.terms * kLanes, 0.0f);
    step.gain = step.decay;
    for (std::size_t n = 0; n < groups; ++n)
      for (int lane = 0; lane < kLanes; ++lane) {
        const std::uint8_t law = arrays.law[n * kLanes + lane];
        if (law == kNoElement) continue;
        const StepVisco& v = step.visco[law];
        step.factor[n * kLanes + lane] = static_cast<float>(v.elastic_factor);
        for (int t = 0; t < v.terms; ++t) {
          step.decay[(n * arrays.terms + t) * kLanes + lane] = static_cast<float>(v.decay[t]);
          step.gain[(n * arrays.terms + t) * kLanes + lane] = static_cast<float>(v.gain[t]);
        }
      }
  }
  // dt < 0: decay and gain are zero, so the history does not count
  if (arrays.terms == 0 || dt < 0) {
    step.held_stress.clear();
    return;
  }
  step.held_stress.resize(groups * kHexPoints * 6 * kLanes);
  TissueView view = tissue_view(step, before.u);
  view.history = const_cast<float*>(before.history.data());  // read only by hold_stress
#pragma omp parallel for schedule(static)
  for (int j = 0; j < model.lattice.nj - 1; ++j) kernels().hold_stress(view, j, step.held_stress.data());
}

double tissue_forces(const StepTissue& step, const std::vector<double>& u, FloatVector& forces) {
  const TissueModel& m = *step.model;
  const TissueArrays& arrays = *step.arrays;
  forces.resize(3 * arrays.layout.plane + kLanes);
  if (!arrays.kernel_laws) {
    std::vector<double> exact;
    const double smallest = reference_forces(step, u, exact);
    for (std::size_t n = 0; n < forces.size(); ++n) forces[n] = static_cast<float>(exact[n]);
    return smallest;
  }
  for (std::size_t n = 0; n < arrays.weight.size(); ++n) forces[n] = -arrays.weight[n];
  TissueView view = tissue_view(step, u);
  view.g = forces.data();
  const std::vector<MembraneView> membranes = membrane_views(step, u, forces.data(), nullptr);
  std::vector<float> smallest(m.lattice.nj, 1.0f);
  by_parity(m.lattice.nj - 1, [&](int j) {
    smallest[j] = kernels().hex_forces(view, j);
    for (const MembraneView& membrane : membranes) kernels().membrane_forces(membrane, j);
  });
  add_springs(step, u, forces);
  return *std::min_element(smallest.begin(), smallest.end());
}

double reference_forces(const StepTissue& step, const std::vector<double>& u, std::vector<double>& forces) {
  const TissueModel& m = *step.model;
  const TissueArrays& arrays = *step.arrays;
  const FieldLayout& l = arrays.layout;
  forces.assign(3 * l.plane + kLanes, 0.0);
  for (std::size_t n = 0; n < arrays.weight.size(); ++n) forces[n] = -static_cast<double>(arrays.weight[n]);
  std::vector<double> smallest(m.lattice.nj, 1.0);
  by_parity(m.lattice.nj - 1, [&](int j) {
    ReferenceHex hex(step, u);
    double r[24];
    for_each_element(m, j, [&](int i, int k) {
      hex.place(i, j, k);
      smallest[j] = std::min(smallest[j], hex_residual(hex.points, hex.in, hex.u, r));
      for (int a = 0; a < 8; ++a)
        for (int c = 0; c < 3; ++c) forces[c * l.plane + hex.at[a]] += r[3 * a + c];
    });
    for (const MembraneLayer& layer : m.membranes) reference_membrane(m.lattice, layer, l, u, j, forces);
  });
  const std::size_t plane = l.plane;
  for (const PlacedSpring& s : arrays.springs) {
    const Vec3 f = s.stiffness * Vec3(u[s.place], u[plane + s.place], u[2 * plane + s.place]);
    for (int c = 0; c < 3; ++c) forces[c * plane + s.place] += f[c];
  }
  return *std::min_element(smallest.begin(), smallest.end());
}

void tissue_tangent(const StepTissue& step, const std::vector<double>& u, TangentKind kind,
                    FloatVector& matrix) {
  const TissueModel& m = *step.model;
  const TissueArrays& arrays = *step.arrays;
  const FieldLayout& l = arrays.layout;
  const std::vector<double> rest =
      kind == TangentKind::rest ? std::vector<double>(u.size(), 0.0) : std::vector<double>();
  const std::vector<double>& shape = kind == TangentKind::rest ? rest : u;
  const bool volume_term = kind != TangentKind::reduced;
#pragma omp parallel for schedule(static)
  for (int j = 0; j < l.nj; ++j)
    std::fill_n(matrix.data() + static_cast<std::size_t>(j) * l.nk * kStencil * l.row,
                static_cast<std::size_t>(l.nk) * kStencil * l.row, 0.0f);
  TissueView view = tissue_view(step, shape);
  if (kind == TangentKind::rest) view.held_stress = nullptr;
  const std::vector<MembraneView> membranes = membrane_views(step, shape, nullptr, matrix.data());
  if (!arrays.kernel_laws) reference_tangent(step, shape, volume_term, matrix);
  by_parity(m.lattice.nj - 1, [&](int j) {
    if (arrays.kernel_laws) kernels().hex_tangent(view, j, volume_term, matrix.data());
    for (const MembraneView& membrane : membranes) kernels().membrane_tangent(membrane, j);
  });
  const std::size_t row_values = static_cast<std::size_t>(kStencil) * l.row;
  for (const PlacedSpring& s : arrays.springs) {
    float* block = matrix.data() + s.place / l.row * row_values +
                   static_cast<std::size_t>(stencil_slot(0, 0, 0)) * 9 * l.row + s.place % l.row;
    for (int r = 0; r < 3; ++r)
      for (int c = 0; c < 3; ++c)
        block[static_cast<std::size_t>(3 * r + c) * l.row] += static_cast<float>(s.stiffness(r, c));
  }
}

void finish_step(const StepTissue& step, const std::vector<double>& u, TissueState& after,
                 std::vector<HexState>& hexes) {
  const TissueModel& m = *step.model;
  const TissueArrays& arrays = *step.arrays;
  const Lattice& lat = m.lattice;
  if (&after != step.before) after.history = step.before->history;
  after.u = u;
  hexes.resize(lat.hexes(), HexState{Mat3::Zero(), 1, 0});
  if (!arrays.kernel_laws) {
#pragma omp parallel for schedule(static)
    for (int j = 0; j < lat.nj - 1; ++j) {
      ReferenceHex hex(step, u);
      for_each_element(m, j, [&](int i, int k) {
        hex.place(i, j, k);
        hexes[lat.hex(i, j, k)] = hex.finish(i, j, k, after.history);
      });
    }
    return;
  }
  TissueView view = tissue_view(step, u);
  view.history = arrays.terms > 0 ? after.history.data() : nullptr;
  const std::size_t layer = static_cast<std::size_t>(lat.nk - 1) * arrays.groups_i;
#pragma omp parallel for schedule(static)
  for (int j = 0; j < lat.nj - 1; ++j) {
    std::vector<float> result(layer * kHexResult * kLanes);
    kernels().hex_finish(view, j,
                         result.data() - static_cast<std::ptrdiff_t>(j * layer * kHexResult * kLanes));
    for_each_element(m, j, [&](int i, int k) {
      const float* r =
          result.data() + (arrays.group_of(i, j, k) - j * layer) * kHexResult * kLanes + i % kLanes;
      auto symmetric = [&](int first) {
        const float* s = r + first * kLanes;
        Mat3 t;
        t << s[0], s[5 * kLanes], s[4 * kLanes], s[5 * kLanes], s[kLanes], s[3 * kLanes], s[4 * kLanes],
            s[3 * kLanes], s[2 * kLanes];
        return t;
      };
      hexes[lat.hex(i, j, k)] = {symmetric(0), std::sqrt(std::max(smallest_eigenvalue(symmetric(6)), 0.0)),
                                 r[12 * kLanes]};
    });
  }
}

}  // namespace backroll
