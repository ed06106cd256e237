// A model ready for one step, with forces in node order (3 per node) as the tests compare them.
#pragma once

#include <utility>
#include <vector>

#include "solver/assembly.hpp"

namespace backroll::test {

// Which sums: by the kernels in single precision, or by the reference in double.
enum class Sums { kernels, reference };
inline constexpr Sums kBothSums[] = {Sums::reference, Sums::kernels};

struct Prepared {
  TissueModel m;
  TissueArrays arrays;
  TissueState before;
  StepTissue step;

  explicit Prepared(TissueModel model, double dt = 0)
      : m(std::move(model)), arrays(tissue_arrays(m)), before(rest_state(arrays)) {
    begin(dt);
  }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  void begin(double dt) { begin_step(step, m, arrays, before, dt); }
  std::vector<double> field(const std::vector<double>& nodal) const {
    return to_field(m, arrays.layout, nodal);
  }
  std::vector<double> forces(const std::vector<double>& nodal, Sums sums) const {
    if (sums == Sums::reference) {
      std::vector<double> exact;
      reference_forces(step, field(nodal), exact);
      return to_nodal(m, arrays.layout, exact);
    }
    FloatVector f;
    tissue_forces(step, field(nodal), f);
    return to_nodal(m, arrays.layout, std::vector<double>(f.begin(), f.end()));
  }
  FloatVector tangent(const std::vector<double>& nodal, TangentKind kind) const {
    FloatVector matrix(static_cast<std::size_t>(arrays.layout.nj) * arrays.layout.nk * kStencil *
                       arrays.layout.row);
    tissue_tangent(step, field(nodal), kind, matrix);
    return matrix;
  }
  // matrix times x, both in node order
  std::vector<double> product(const FloatVector& matrix, const std::vector<double>& nodal) const {
    const FieldLayout& l = arrays.layout;
    FloatVector x(3 * l.plane + 2 * kLanes, 0.0f), y(3 * l.plane + kLanes);
    const std::vector<double> in = field(nodal);
    for (std::size_t n = 0; n < 3 * l.plane; ++n) x[kLanes + n] = static_cast<float>(in[n]);
    for (int j = 0; j < l.nj; ++j) kernels().multiply(l, matrix.data(), x.data() + kLanes, y.data(), j);
    return to_nodal(m, l, std::vector<double>(y.begin(), y.end()));
  }
};

}  // namespace backroll::test
