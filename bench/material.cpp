// Cost of one material point: stress alone and with its tangent, per law; foam pressure; membrane.
#include <benchmark/benchmark.h>

#include "material/foam_law.hpp"
#include "material/membrane.hpp"
#include "material/tissue_law.hpp"

namespace {

using namespace backroll;

// A squeeze of a quarter with some shear: an everyday state under a roller.
Eigen::Matrix3d squeezed() {
  Eigen::Matrix3d F;
  F << 0.76, 0.05, 0.01, 0.02, 1.12, -0.03, 0.00, 0.04, 1.15;
  return F;
}

void tissue_point(benchmark::State& state, DistortionLaw kind, double fibre_excess, bool with_tangent) {
  TissueLaw law;
  law.kind = kind;
  law.fibre_shear_excess = fibre_excess;
  const Eigen::Vector3d fibre = Eigen::Vector3d(0.1, 0.99, 0.05).normalized();
  const Eigen::Matrix3d F = squeezed();
  Eigen::Matrix3d P;
  Matrix9 tangent;
  for (auto _ : state) {
    benchmark::DoNotOptimize(distortion(law, fibre, F, P, with_tangent ? &tangent : nullptr));
    benchmark::DoNotOptimize(P.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(tissue_point, neo_hookean_stress, DistortionLaw::neo_hookean, 0, false);
BENCHMARK_CAPTURE(tissue_point, neo_hookean_tangent, DistortionLaw::neo_hookean, 0, true);
BENCHMARK_CAPTURE(tissue_point, ogden_stress, DistortionLaw::ogden, 0, false);
BENCHMARK_CAPTURE(tissue_point, ogden_tangent, DistortionLaw::ogden, 0, true);
BENCHMARK_CAPTURE(tissue_point, muscle_stress, DistortionLaw::ogden, 6e3, false);
BENCHMARK_CAPTURE(tissue_point, muscle_tangent, DistortionLaw::ogden, 6e3, true);

void skin_membrane(benchmark::State& state, bool with_tangent) {
  const MembraneLaw law;
  Matrix32 F, P;
  F << 1.08, 0.01, 0.02, 1.03, 0.10, -0.05;
  Matrix6 tangent;
  for (auto _ : state) {
    benchmark::DoNotOptimize(membrane(law, F, P, with_tangent ? &tangent : nullptr));
    benchmark::DoNotOptimize(P.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(skin_membrane, stress, false);
BENCHMARK_CAPTURE(skin_membrane, tangent, true);

void foam(benchmark::State& state) {
  const FoamLaw law;
  double e = 0.3;
  for (auto _ : state) {
    benchmark::DoNotOptimize(e);
    benchmark::DoNotOptimize(foam_pressure(law, e, 0.35));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(foam);

}  // namespace
