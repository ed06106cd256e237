// Both builds of the kernels against the double-precision reference, on a distorted block with every law.
#include "solver/kernels.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "solver/blocks.hpp"
#include "solver/prepared.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

constexpr double kCell = 0.01;      // [m]
constexpr double kSingle = 1e-6;    // relative; sums of single-precision products (6e-8 each)
constexpr double kTimeStep = 0.05;  // [s]

std::vector<const Kernels*> builds() {
  std::vector<const Kernels*> all = {&generic_kernels()};
  if (v3_kernels()) all.push_back(v3_kernels());
  return all;
}

TissueLaw ogden(double alpha) {
  TissueLaw law;
  law.kind = DistortionLaw::ogden;
  law.alpha = alpha;
  return law;
}

// Nine hexes along i: a full group of lanes and one of a single hex; one hex is missing.
TissueModel every_law() {
  TissueModel m = block(brick(10, 4, 4, kCell * Vec3(3, 3, 9)), neo_hookean());
  shake(m.lattice, 0.1 * kCell, true, 21);
  m.laws = {neo_hookean(),
            coupled(),
            ogden(8),
            ogden(12),
            fibred_ogden(),
            with_prony(fibred_ogden()),
            with_prony(neo_hookean())};
  for (int h = 0; h < m.lattice.hexes(); ++h)
    m.hex_law[h] = static_cast<std::uint8_t>(h % static_cast<int>(m.laws.size()));
  m.hex_law[40] = kNoElement;
  Noise noise(22);
  for (int h = 0; h < m.lattice.hexes(); ++h) m.hex_fibre.push_back(noise.vector().normalized());
  return m;
}

// A step with a history, and what the kernels read of it.
struct StepCase : Prepared {
  std::vector<double> u;  // field order
  FloatVector held;

  explicit StepCase(const TissueModel& model) : Prepared(model) {
    Noise noise(23);
    for (float& s : before.history) s = static_cast<float>(500 * noise());
    u = field(noise.numbers(m.dofs(), 0.06 * kCell));
    begin(kTimeStep);
  }
  int layers() const { return m.lattice.nj - 1; }

  TissueView view(const Kernels& build) {
    TissueView v;
    v.layout = arrays.layout;
    v.groups_i = arrays.groups_i;
    v.group = arrays.group.data();
    v.factor = step.factor.data();
    v.decay = step.decay.data();
    v.gain = step.gain.data();
    v.terms = arrays.terms;
    v.history = before.history.data();
    v.u = u.data();
    v.any_coupled = arrays.any_coupled;
    v.any_fibre = arrays.any_fibre;
    held.assign(arrays.groups() * kHexPoints * 6 * kLanes, 0.0f);
    for (int j = 0; j < layers(); ++j) build.hold_stress(v, j, held.data());
    v.held_stress = held.data();
    return v;
  }
};

// |a - b| / |b| over what the field has of `b`.
template <class A, class B>
double difference(const A& a, const B& b) {
  double gap = 0, size = 0;
  for (std::size_t n = 0; n < b.size(); ++n) {
    const double x = static_cast<double>(a[n]), y = static_cast<double>(b[n]);
    gap += (x - y) * (x - y);
    size += y * y;
  }
  REQUIRE(size > 0);
  return std::sqrt(gap / size);
}

template <class Visit>
void for_both_builds(Visit visit) {
  for (const Kernels* build : builds()) {
    CAPTURE(build->name);
    visit(*build);
  }
}

}  // namespace

TEST_CASE("hex forces of both builds are the reference's") {
  StepCase c(every_law());
  std::vector<double> exact;
  const double smallest = reference_forces(c.step, c.u, exact);
  for_both_builds([&](const Kernels& build) {
    FloatVector g(exact.size(), 0.0f);
    TissueView view = c.view(build);
    view.g = g.data();
    float least = 1;
    for (int j = 0; j < c.layers(); ++j) least = std::min(least, build.hex_forces(view, j));
    CHECK(difference(g, exact) < kSingle);
    CHECK(least == relative(smallest).epsilon(kSingle));
  });
}

TEST_CASE("hex tangents of both builds are the reference's, with and without the volume term") {
  StepCase c(every_law());
  const std::vector<double> nodal = to_nodal(c.m, c.arrays.layout, c.u);
  for (const bool volume_term : {true, false}) {
    c.arrays.kernel_laws = false;
    const FloatVector exact = c.tangent(nodal, volume_term ? TangentKind::exact : TangentKind::reduced);
    c.arrays.kernel_laws = true;
    for_both_builds([&](const Kernels& build) {
      FloatVector matrix(exact.size(), 0.0f);
      const TissueView view = c.view(build);
      for (int j = 0; j < c.layers(); ++j) build.hex_tangent(view, j, volume_term, matrix.data());
      CHECK(difference(matrix, exact) < kSingle);
    });
  }
}

TEST_CASE("stress, stretch and history after a step are the reference's in both builds") {
  StepCase c(every_law());
  c.arrays.kernel_laws = false;
  TissueState after;
  std::vector<HexState> hexes;
  finish_step(c.step, c.u, after, hexes);
  const std::size_t slots = c.arrays.history_slots();
  for_both_builds([&](const Kernels& build) {
    FloatVector history = c.before.history, result(c.arrays.groups() * kHexResult * kLanes);
    TissueView view = c.view(build);
    view.history = history.data();
    for (int j = 0; j < c.layers(); ++j) build.hex_finish(view, j, result.data());
    std::vector<double> stress, exact_stress, kept, exact_kept;
    for (int j = 0; j < c.layers(); ++j)
      for (int k = 0; k < 3; ++k)
        for (int i = 0; i < 9; ++i) {
          const int hex = c.m.lattice.hex(i, j, k);
          if (c.m.hex_law[hex] == kNoElement) continue;
          const std::size_t group = c.arrays.group_of(i, j, k), lane = i % kLanes;
          const float* r = result.data() + group * kHexResult * kLanes + lane;
          auto symmetric = [&](int first) {
            const float* s = r + first * kLanes;
            Mat3 t;
            t << s[0], s[5 * kLanes], s[4 * kLanes], s[5 * kLanes], s[kLanes], s[3 * kLanes], s[4 * kLanes],
                s[3 * kLanes], s[2 * kLanes];
            return t;
          };
          const Mat3 cauchy = symmetric(0);
          stress.insert(stress.end(), cauchy.data(), cauchy.data() + 9);
          exact_stress.insert(exact_stress.end(), hexes[hex].cauchy.data(), hexes[hex].cauchy.data() + 9);
          CHECK(std::sqrt(smallest_eigenvalue(symmetric(6))) ==
                relative(hexes[hex].smallest_stretch).epsilon(kSingle));
          CHECK(r[12 * kLanes] == relative(hexes[hex].volume).epsilon(kSingle));
          // the slots that the law has: its elastic stress and its terms
          const std::size_t used = 1 + c.m.laws[c.m.hex_law[hex]].prony_terms;
          for (std::size_t n = 0; n < kHexPoints * slots * 6; ++n) {
            if (n / 6 % slots >= used) continue;
            const std::size_t at = (group * kHexPoints * slots * 6 + n) * kLanes + lane;
            kept.push_back(history[at]);
            exact_kept.push_back(after.history[at]);
          }
        }
    CHECK(difference(stress, exact_stress) < kSingle);
    // the distortional stress is a small difference of terms of the size of the modulus
    CHECK(difference(kept, exact_kept) < 4.2e-6);
  });
}

TEST_CASE("membrane forces and tangents of both builds are the reference's") {
  TissueModel m = every_law();
  m.hex_law.assign(m.lattice.hexes(), kNoElement);
  // the skin, and a sheet under two thirds of it that is strained past its toe here and there
  m.membranes.resize(2);
  m.membranes[1] = {collagen_sheet(1e5, 0.04, 60, 0.6e-3), 2, {}};
  for (int f = 0; f < 27; ++f) m.membranes[1].face.push_back(f % 3 != 1);
  StepCase c(m);
  std::vector<double> exact, up, down, v = c.u;
  reference_forces(c.step, c.u, exact);
  // the tangent in one direction, by a central difference
  const double h = 1e-7;
  const std::vector<double> direction = Noise(24).numbers(c.m.dofs(), 1), along = c.field(direction);
  for (std::size_t n = 0; n < v.size(); ++n) v[n] = c.u[n] + h * along[n];
  reference_forces(c.step, v, up);
  for (std::size_t n = 0; n < v.size(); ++n) v[n] = c.u[n] - h * along[n];
  reference_forces(c.step, v, down);
  for (std::size_t n = 0; n < v.size(); ++n) up[n] = (up[n] - down[n]) / (2 * h);
  const std::vector<double> slope = to_nodal(c.m, c.arrays.layout, up);
  for_both_builds([&](const Kernels& build) {
    FloatVector g(exact.size(), 0.0f);
    FloatVector matrix(static_cast<std::size_t>(4) * 4 * kStencil * c.arrays.layout.row, 0.0f);
    for (std::size_t n = 0; n < 2; ++n) {
      MembraneView membrane = membrane_view(c.arrays, c.m.membranes[n], n);
      membrane.u = c.u.data();
      membrane.g = g.data();
      membrane.matrix = matrix.data();
      for (int j = 0; j < c.layers(); ++j) {
        build.membrane_forces(membrane, j);
        build.membrane_tangent(membrane, j);
      }
    }
    CHECK(difference(g, exact) < kSingle);
    CHECK(difference(c.product(matrix, direction), slope) < kSingle);
  });
}
