// Kernels of the solver on the average man's back at the three resolutions: forces, tangent, multigrid set-up
// and cycle, product, history. One thread; the shape is strained by a smooth field of about 10 %.
#include <benchmark/benchmark.h>
#include <omp.h>

#include <cmath>
#include <map>
#include <memory>

#include "anatomy/back_model.hpp"
#include "robustness/rig.hpp"
#include "solver/assembly.hpp"
#include "solver/linear_solver.hpp"

namespace {

using namespace backroll;

struct Case {
  TissueModel model;
  TissueArrays arrays;
  TissueState state;
  StepTissue step;
  std::vector<double> u;
  FloatVector forces;
  std::unique_ptr<Multigrid> multigrid;
  SkinMatrix skin;
};

Case make_case(Resolution resolution, double bulk_ratio = 100) {
  omp_set_num_threads(1);
  flush_subnormals();
  robustness::BackChoice choice;
  choice.resolution = resolution;
  choice.bulk_ratio = bulk_ratio;
  Case c;
  c.model = robustness::back_rig(choice).model;
  c.arrays = tissue_arrays(c.model);
  c.state = rest_state(c.arrays);
  const FieldLayout& l = c.arrays.layout;
  std::vector<double> nodal(c.model.dofs());
  for (int n = 0; n < c.model.lattice.nodes(); ++n) {
    const Vec3& x = c.model.lattice.position[n];
    for (int d = 0; d < 3; ++d)
      if (!c.model.fixed[3 * n + d]) nodal[3 * n + d] = 1e-3 * std::sin(60 * x[(d + 1) % 3] + 40 * x[d]);
  }
  c.u = to_field(c.model, l, nodal);
  std::vector<std::uint8_t> fixed(3 * l.plane, 1);
  for (int j = 0; j < l.nj; ++j)
    for (int k = 0; k < l.nk; ++k)
      for (int i = 0; i < l.ni; ++i)
        for (int d = 0; d < 3; ++d)
          fixed[d * l.plane + l.at(i, j, k)] = c.model.fixed[3 * c.model.lattice.node(i, j, k) + d];
  c.multigrid = std::make_unique<Multigrid>(l, fixed);
  c.skin = SkinMatrix(l);
  return c;
}

Case& the_case(const benchmark::State& state) {
  static std::map<int, Case> cases;
  const int size = static_cast<int>(state.range(0));
  auto found = cases.find(size);
  if (found == cases.end()) {
    found = cases.emplace(size, make_case(static_cast<Resolution>(size))).first;
    Case& c = found->second;
    begin_step(c.step, c.model, c.arrays, c.state, 1.0 / 60);
    tissue_tangent(c.step, std::vector<double>(c.u.size(), 0.0), TangentKind::exact, c.multigrid->matrix());
    c.multigrid->setup(c.skin);
  }
  return found->second;
}

void forces(benchmark::State& state) {
  Case& c = the_case(state);
  for (auto _ : state) tissue_forces(c.step, c.u, c.forces);
}
void forces_in_double(benchmark::State& state) {
  Case& c = the_case(state);
  std::vector<double> f;
  for (auto _ : state) reference_forces(c.step, c.u, f);
}
void tangent(benchmark::State& state) {
  Case& c = the_case(state);
  FloatVector matrix(c.multigrid->matrix().size());
  for (auto _ : state) tissue_tangent(c.step, c.u, TangentKind::exact, matrix);
}
void multigrid_setup(benchmark::State& state) {
  Case& c = the_case(state);
  for (auto _ : state) c.multigrid->setup(c.skin);
}
void multigrid_cycle(benchmark::State& state) {
  Case& c = the_case(state);
  FloatVector b = c.multigrid->make_vector(), x = b;
  for (std::size_t n = 0; n < b.size(); ++n)
    b[n] = static_cast<float>(std::sin(0.1 * static_cast<double>(n)));
  c.multigrid->strike_fixed(b);
  for (auto _ : state) c.multigrid->apply(b, x);
}
void matrix_product(benchmark::State& state) {
  Case& c = the_case(state);
  FloatVector b = c.multigrid->make_vector(), x = b;
  for (auto _ : state) c.multigrid->multiply(b, x);
}
void dot_product(benchmark::State& state) {
  Case& c = the_case(state);
  FloatVector b = c.multigrid->make_vector();
  for (auto _ : state) benchmark::DoNotOptimize(dot(b, b));
}
void begin(benchmark::State& state) {
  Case& c = the_case(state);
  for (auto _ : state) begin_step(c.step, c.model, c.arrays, c.state, 1.0 / 60);
}
void finish(benchmark::State& state) {
  Case& c = the_case(state);
  std::vector<HexState> hexes;
  TissueState after = c.state;
  for (auto _ : state) finish_step(c.step, c.u, after, hexes);
}

// Iterations of the conjugate gradient to 1e-4 for a pressed patch of skin, tissue at rest; argument: K/G.
void conjugate_gradient(benchmark::State& state) {
  Case c = make_case(Resolution::live, static_cast<double>(state.range(0)));
  begin_step(c.step, c.model, c.arrays, c.state, 1.0 / 60);
  tissue_tangent(c.step, std::vector<double>(c.u.size(), 0.0), TangentKind::exact, c.multigrid->matrix());
  c.multigrid->setup(c.skin);
  const SplitLayout& l = c.multigrid->split();
  Bordered f{c.multigrid->make_vector(), {}}, x = f;
  for (int j = l.nj / 2 - 4; j <= l.nj / 2 + 4; ++j)
    for (int i = 4; i < l.ni - 4; ++i) f.u[l.at(i, j, 0, 0)] = 1;
  c.multigrid->strike_fixed(f.u);
  LinearResult result;
  for (auto _ : state) result = solve_linear(*c.multigrid, Border{}, f, 1e-4, 500, x);
  state.counters["iterations"] = result.iterations;
}

}  // namespace

#define FOR_BACKS(name) BENCHMARK(name)->DenseRange(0, 2)->Unit(benchmark::kMillisecond)
FOR_BACKS(forces);
FOR_BACKS(forces_in_double);
FOR_BACKS(tangent);
FOR_BACKS(multigrid_setup);
FOR_BACKS(multigrid_cycle);
FOR_BACKS(matrix_product);
FOR_BACKS(dot_product);
FOR_BACKS(begin);
FOR_BACKS(finish);
BENCHMARK(conjugate_gradient)->Arg(10)->Arg(50)->Arg(100)->Arg(300)->Unit(benchmark::kMillisecond);
