// Multigrid and conjugate gradient on tangents of small slabs.
#include "solver/linear_solver.hpp"

#include <doctest/doctest.h>
#include <omp.h>

#include <cmath>
#include <utility>

#include "solver/assembly.hpp"
#include "solver/blocks.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

// A slab of 9 x 17 x 9 nodes held at its bottom; with a bone: a bar of held nodes through its middle.
TissueModel slab(bool bone, double bulk_ratio) {
  TissueLaw law = neo_hookean();
  law.bulk_modulus = bulk_ratio * law.shear_modulus;
  TissueModel m = block(brick(9, 17, 9, Vec3(0.04, 0.16, 0.08)), law);
  const Lattice& l = m.lattice;
  hold_bottom(m);
  if (!bone) return m;
  for (int j = 0; j < l.nj; ++j)
    for (int i = 3; i <= 5; ++i)
      for (int k = 3; k <= 5; ++k) {
        hold(m, l.node(i, j, k));
        if (i < 5 && k < 5 && j + 1 < l.nj) m.hex_law[l.hex(i, j, k)] = kNoElement;
      }
  return m;
}

struct System {
  TissueModel m;
  Multigrid mg;
  explicit System(bool bone, double bulk_ratio = 10)
      : m(slab(bone, bulk_ratio)), mg(Grid{m.lattice.ni, m.lattice.nj, m.lattice.nk}, m.fixed) {
    const TissueState rest = rest_state(m);
    const std::vector<double> weight(m.dofs(), 0.0);
    tissue_tangent(begin_step(m, rest, weight, 0), rest.u, TangentKind::exact, mg.matrix());
    mg.setup();
  }
  const Grid& grid() const { return mg.matrix().grid; }
  // Reproducible numbers on the free degrees of freedom.
  GridVector noise(unsigned seed) const {
    GridVector v = make_vector(grid());
    Noise next(seed);
    for (int n = 0; n < grid().nodes(); ++n)
      for (int c = 0; c < 3; ++c)
        v[3 * grid().padded(n / grid().nk % grid().ni, n / grid().nk / grid().ni, n % grid().nk) + c] =
            static_cast<float>(next());
    mg.strike_fixed(v);
    return v;
  }
};

Border no_border() {
  Border b;
  b.corner.setZero();
  return b;
}

double norm(const Grid& g, const GridVector& v) {
  return std::sqrt(dot(g, v, v));
}

}  // namespace

TEST_CASE("conjugate gradients solve a slab to a millionth in a few tens of steps, with a bone in it too") {
  // K/G and the iterations allowed: about 1.3 times what it takes (8, 19, 56)
  for (const auto& [bulk_ratio, allowed] : {std::pair{1.0, 11}, {10.0, 26}, {100.0, 75}})
    for (const bool bone : {false, true}) {
      CAPTURE(bulk_ratio);
      System s(bone, bulk_ratio);
      const GridVector f = s.noise(1);
      GridVector x = make_vector(s.grid()), kx = make_vector(s.grid());
      Eigen::Vector2d q;
      const LinearResult result =
          solve_linear(s.mg, no_border(), f, Eigen::Vector2d::Zero(), 1e-6, allowed, x, q);
      CHECK_FALSE(result.negative_curvature);
      CHECK(result.relative_residual <= 1e-6);
      multiply(s.mg.matrix(), x, kx);
      for (std::size_t n = 0; n < f.size(); ++n) kx[n] -= f[n];
      // the residual proper: the iteration measures the preconditioned one, and works in single precision
      CHECK(norm(s.grid(), kx) < 5e-5 * norm(s.grid(), f));
    }
}

TEST_CASE("the V-cycle is symmetric and positive") {
  for (const bool bone : {false, true}) {
    System s(bone);
    for (unsigned seed = 1; seed < 4; ++seed) {
      const GridVector a = s.noise(seed), b = s.noise(seed + 10);
      GridVector ma = make_vector(s.grid()), mb = make_vector(s.grid());
      s.mg.apply(a, ma);
      s.mg.apply(b, mb);
      const double size = std::sqrt(dot(s.grid(), a, ma) * dot(s.grid(), b, mb));
      CHECK(dot(s.grid(), a, ma) > 0);
      // single precision over some hundred operations a number
      CHECK(std::abs(dot(s.grid(), a, mb) - dot(s.grid(), b, ma)) < 1e-5 * size);
    }
  }
}

TEST_CASE("held degrees of freedom stay where they are") {
  System s(true);
  GridVector x = make_vector(s.grid());
  s.mg.apply(s.noise(3), x);
  GridVector struck = x;
  s.mg.strike_fixed(struck);
  CHECK(struck == x);
}

TEST_CASE("the solution of the bordered system satisfies both its rows") {
  System s(false);
  Border border;
  border.count = 2;
  border.corner << 3e5, 1e3, 1e3, 40;
  for (int c = 0; c < 2; ++c) {
    border.column[c] = s.noise(20 + c);
    for (float& v : border.column[c]) v *= c == 0 ? 30.0f : 0.3f;
  }
  refresh_response(s.mg, border, 2);
  const GridVector f = s.noise(4);
  const Eigen::Vector2d g(2, -0.01);
  GridVector x = make_vector(s.grid()), r = make_vector(s.grid());
  Eigen::Vector2d q;
  const LinearResult result = solve_linear(s.mg, border, f, g, 1e-6, 60, x, q);
  CHECK(result.relative_residual <= 1e-6);
  multiply(s.mg.matrix(), x, r);
  Eigen::Vector2d low = border.corner * q - g;
  for (int c = 0; c < 2; ++c) {
    for (std::size_t n = 0; n < r.size(); ++n) r[n] += static_cast<float>(q[c]) * border.column[c][n];
    low[c] += dot(s.grid(), border.column[c], x);
  }
  for (std::size_t n = 0; n < r.size(); ++n) r[n] -= f[n];
  // as above; the lower rows are sums of many larger numbers in single precision
  CHECK(norm(s.grid(), r) < 5e-5 * norm(s.grid(), f));
  CHECK(std::abs(low[0]) < 1e-3 * std::abs(g[0]));
  CHECK(std::abs(low[1]) < 1e-3 * std::abs(g[1]));
}

TEST_CASE("the solution has the same bits for one and two threads") {
  const int threads = omp_get_max_threads();
  std::vector<GridVector> solutions;
  for (const int count : {1, 2}) {
    omp_set_num_threads(count);
    System s(true);
    GridVector x = make_vector(s.grid());
    Eigen::Vector2d q;
    solve_linear(s.mg, no_border(), s.noise(6), Eigen::Vector2d::Zero(), 1e-2, 3, x, q);
    solutions.push_back(x);
  }
  omp_set_num_threads(threads);
  CHECK(norm(System(true).grid(), solutions[0]) > 0);
  CHECK(solutions[1] == solutions[0]);
}

TEST_CASE("an indefinite matrix is reported, not solved") {
  System s(false);
  for (float& v : s.mg.matrix().value) v = -v;
  s.mg.setup();
  GridVector x = make_vector(s.grid());
  Eigen::Vector2d q;
  CHECK(solve_linear(s.mg, no_border(), s.noise(1), Eigen::Vector2d::Zero(), 1e-6, 40, x, q)
            .negative_curvature);
}
