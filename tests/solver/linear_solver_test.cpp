// Multigrid, conjugate gradient and quasi-Newton on tangents of small slabs.
#include "solver/linear_solver.hpp"

#include <doctest/doctest.h>
#include <omp.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "solver/assembly.hpp"
#include "solver/blocks.hpp"
#include "solver/quasi_newton.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

struct Size {
  int ni = 9, nj = 17, nk = 9;
};

// A slab held at its bottom; with a bone: a bar of held nodes through its middle.
TissueModel slab_of(bool bone, double bulk_ratio, const Size& size) {
  TissueLaw law = neo_hookean();
  law.bulk_modulus = bulk_ratio * law.shear_modulus;
  TissueModel m = block(brick(size.ni, size.nj, size.nk, Vec3(0.04, 0.16, 0.08)), law);
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

std::vector<std::uint8_t> fixed_field(const TissueModel& m, const FieldLayout& layout) {
  const std::vector<double> held = to_field(m, layout, std::vector<double>(m.fixed.begin(), m.fixed.end()));
  return {held.begin(), held.begin() + static_cast<std::ptrdiff_t>(3 * layout.plane)};
}

struct SlabSystem {
  TissueModel m;
  TissueArrays arrays;
  Multigrid mg;
  explicit SlabSystem(bool bone, double bulk_ratio = 10, const Size& size = {})
      : m(slab_of(bone, bulk_ratio, size)),
        arrays(tissue_arrays(m)),
        mg(arrays.layout, fixed_field(m, arrays.layout)) {
    const TissueState rest = rest_state(arrays);
    StepTissue step;
    begin_step(step, m, arrays, rest, 0);
    tissue_tangent(step, rest.u, TangentKind::exact, mg.matrix());
    mg.setup(SkinMatrix(arrays.layout));
  }
  // Springs of `stiffness` along the normal on faces j of the skin, as contact makes them.
  SkinMatrix springs(int first, int last, double stiffness) const {
    SkinMatrix s(arrays.layout);
    const Vec3 normal = Vec3(-0.9, 0.4, 0.1).normalized();
    const Mat3 k = stiffness / 16 * normal * normal.transpose();
    for (int j = first; j < last; ++j)
      for (int i = 1; i + 2 < m.lattice.ni; ++i)
        for (int a = 0; a < 4; ++a)
          for (int e = 0; e < 4; ++e)
            for (int rc = 0; rc < 9; ++rc) {
              s.touched[j + (a >> 1)] = 1;
              s.add(i + (a & 1), j + (a >> 1), (e & 1) - (a & 1), (e >> 1) - (a >> 1), rc / 3, rc % 3,
                    static_cast<float>(k(rc / 3, rc % 3)));
            }
    return s;
  }
  // Reproducible numbers on the free degrees of freedom.
  FloatVector noise(unsigned seed) const {
    FloatVector v = mg.make_vector();
    Noise next(seed);
    const SplitLayout& l = mg.split();
    for (int j = 0; j < l.nj; ++j)
      for (int i = 0; i < l.ni; ++i)
        for (int k = 0; k < l.nk; ++k)
          for (int c = 0; c < 3; ++c) v[l.at(i, j, k, c)] = static_cast<float>(next());
    mg.strike_fixed(v);
    return v;
  }
  Bordered bordered(unsigned seed) const { return {noise(seed), Eigen::Vector2d::Zero()}; }
};

double norm(const FloatVector& v) {
  return std::sqrt(dot(v, v));
}

FloatVector difference(FloatVector a, const FloatVector& b) {
  add_scaled(-1, b, a);
  return a;
}

// Energy norms |e - M K e| / |e| over further and further cycles on one error: all below 1, and r.Mr > 0.
double slowest_reduction(SlabSystem& s, int cycles) {
  FloatVector e = s.noise(1), ke = s.mg.make_vector(), z = ke;
  double slowest = 0, before = 0;
  for (int n = 0; n <= cycles; ++n) {
    s.mg.multiply(e, ke);
    const double energy = dot(e, ke);
    if (n > 0) slowest = std::max(slowest, std::sqrt(energy / before));
    before = energy;
    s.mg.apply(ke, z);
    CHECK(dot(ke, z) > 0);
    add_scaled(-1, z, e);
  }
  return slowest;
}

}  // namespace

TEST_CASE("conjugate gradients solve a slab to a millionth in a few tens of steps, with a bone in it too") {
  // K/G and the iterations allowed: about 1.3 times what it takes (6, 11, 33)
  for (const auto& [bulk_ratio, allowed] : {std::pair{1.0, 8}, {10.0, 15}, {100.0, 43}})
    for (const bool bone : {false, true}) {
      CAPTURE(bulk_ratio);
      SlabSystem s(bone, bulk_ratio);
      const Bordered f = s.bordered(1);
      Bordered x{s.mg.make_vector(), {}};
      FloatVector kx = s.mg.make_vector();
      const LinearResult result = solve_linear(s.mg, Border(), f, 1e-6, allowed, x);
      CHECK_FALSE(result.negative_curvature);
      CHECK(result.relative_residual <= 1e-6);
      s.mg.multiply(x.u, kx);
      // the residual proper: the iteration measures the preconditioned one, and works in single precision
      CHECK(norm(difference(kx, f.u)) < 5e-5 * norm(f.u));
    }
}

TEST_CASE("every V-cycle takes away part of the error, under changing contact, on rows of any length") {
  for (const bool bone : {false, true})
    for (const Size& size : {Size{}, Size{17, 41, 9}, Size{16, 14, 7}}) {
      SlabSystem s(bone, 10, size);
      CHECK(slowest_reduction(s, 8) < 0.9);
      s.mg.setup(s.springs(3, 9, 4e2));
      CHECK(slowest_reduction(s, 8) < 0.9);
      s.mg.change_contact(s.springs(5, 12, 4e3));
      CHECK(slowest_reduction(s, 8) < 0.9);
      s.mg.change_contact(SkinMatrix(s.arrays.layout));
      CHECK(slowest_reduction(s, 8) < 0.9);
    }
}

TEST_CASE("a changed contact multiplies and preconditions as one that was there from the start") {
  SlabSystem s(true), fresh(true);
  s.mg.setup(s.springs(3, 9, 4e2));
  s.mg.change_contact(s.springs(5, 12, 4e3));
  fresh.mg.setup(s.springs(5, 12, 4e3));
  const Bordered f = s.bordered(2);
  Bordered x{s.mg.make_vector(), {}}, y = x;
  s.mg.multiply(f.u, x.u);
  fresh.mg.multiply(f.u, y.u);
  CHECK(norm(x.u) > 0);
  CHECK(x.u == y.u);
  // the coarsest level alone keeps the contact of its setup
  const LinearResult changed = solve_linear(s.mg, Border(), f, 1e-6, 60, x);
  const LinearResult direct = solve_linear(fresh.mg, Border(), f, 1e-6, 60, y);
  CHECK(changed.relative_residual <= 1e-6);
  CHECK(changed.iterations <= direct.iterations + 3);
  CHECK(norm(difference(x.u, y.u)) < 1e-5 * norm(y.u));
}

TEST_CASE("held degrees of freedom stay where they are") {
  SlabSystem s(true);
  FloatVector x = s.mg.make_vector();
  s.mg.apply(s.noise(3), x);
  FloatVector struck = x;
  s.mg.strike_fixed(struck);
  CHECK(norm(x) > 0);
  CHECK(struck == x);
}

namespace {

// Two columns and a corner; the Schur complement C - B'W - W'B + W'KW.
Border border_of(SlabSystem& s) {
  Border border;
  border.use[0] = border.use[1] = true;
  border.corner << 3e5, 1e3, 1e3, 40;
  for (int c = 0; c < 2; ++c) {
    border.column[c] = s.noise(20 + c);
    for (float& v : border.column[c]) v *= c == 0 ? 30.0f : 0.3f;
  }
  refresh_response(s.mg, border, 2);
  Eigen::Matrix2d schur = border.corner;
  FloatVector kw = s.mg.make_vector();
  for (int a = 0; a < 2; ++a) {
    s.mg.multiply(border.response[a], kw);
    for (int b = 0; b < 2; ++b)
      schur(b, a) += dot(border.response[b], kw) - dot(border.column[b], border.response[a]) -
                     dot(border.response[b], border.column[a]);
  }
  set_schur(border, schur);
  return border;
}

}  // namespace

TEST_CASE("the solution of the bordered system satisfies both its rows") {
  SlabSystem s(false);
  const Border border = border_of(s);
  Bordered f = s.bordered(4);
  f.q = Eigen::Vector2d(2, -0.01);
  Bordered x{s.mg.make_vector(), {}};
  FloatVector r = s.mg.make_vector();
  const LinearResult result = solve_linear(s.mg, border, f, 1e-6, 60, x);
  CHECK(result.relative_residual <= 1e-6);
  s.mg.multiply(x.u, r);
  Eigen::Vector2d low = border.corner * x.q - f.q;
  for (int c = 0; c < 2; ++c) {
    add_scaled(x.q[c], border.column[c], r);
    low[c] += dot(border.column[c], x.u);
  }
  // as above; the lower rows are sums of many larger numbers in single precision
  CHECK(norm(difference(r, f.u)) < 5e-5 * norm(f.u));
  CHECK(std::abs(low[0]) < 1e-3 * std::abs(f.q[0]));
  CHECK(std::abs(low[1]) < 1e-3 * std::abs(f.q[1]));
}

TEST_CASE("the bordered preconditioner is positive and leaves alone what is not in use") {
  SlabSystem s(true);
  Border border = border_of(s);
  Bordered a = s.bordered(5), b = s.bordered(6);
  a.q = Eigen::Vector2d(3, -0.02);
  b.q = Eigen::Vector2d(-1, 0.05);
  Bordered ma{s.mg.make_vector(), {}}, mb = ma;
  precondition(s.mg, border, a, ma);
  precondition(s.mg, border, b, mb);
  CHECK(dot(a, ma) > 0);
  CHECK(dot(b, mb) > 0);
  border.use[0] = border.use[1] = false;
  precondition(s.mg, border, a, ma);
  s.mg.apply(a.u, mb.u);
  CHECK(ma.u == mb.u);
  CHECK(ma.q.isZero(0));
}

TEST_CASE("the solution has the same bits for one and two threads") {
  const int threads = omp_get_max_threads();
  std::vector<FloatVector> solutions;
  for (const int count : {1, 2}) {
    omp_set_num_threads(count);
    SlabSystem s(true);
    Bordered x{s.mg.make_vector(), {}};
    solve_linear(s.mg, Border(), s.bordered(6), 1e-2, 3, x);
    solutions.push_back(x.u);
  }
  omp_set_num_threads(threads);
  CHECK(norm(solutions[0]) > 0);
  CHECK(solutions[1] == solutions[0]);
}

TEST_CASE("an indefinite matrix is reported, not solved") {
  SlabSystem s(false);
  for (float& v : s.mg.matrix()) v = -v;
  s.mg.setup(SkinMatrix(s.arrays.layout));
  Bordered x{s.mg.make_vector(), {}};
  CHECK(solve_linear(s.mg, Border(), s.bordered(1), 1e-6, 40, x).negative_curvature);
}

namespace {

// Minimises x'Kx/2 - f'x from zero with exact line searches; iterations until |Kx - f| < tolerance |f|.
// memory = 0: steepest descent.
template <class Multiply, class Precondition>
int minimise(std::size_t memory, const Multiply& multiply, const Precondition& preconditioner,
             const Bordered& f, double tolerance, int most) {
  QuasiNewton method(memory);
  Bordered g = f, d = f, kd = f;
  for (float& v : g.u) v = -v;
  g.q = -g.q;
  for (int n = 0; n < most; ++n) {
    if (dot(g, g) < tolerance * tolerance * dot(f, f)) return n;
    method.direction(g, preconditioner, d);
    multiply(d, kd);
    const double a = -dot(g, d) / dot(d, kd);
    for (float& v : d.u) v *= static_cast<float>(a);
    for (float& v : kd.u) v *= static_cast<float>(a);
    d.q *= a;
    kd.q *= a;
    add_scaled(1, kd, g);
    if (memory > 0) method.add(d, kd);
  }
  return most;
}

}  // namespace

TEST_CASE("quasi-Newton needs one iteration per distinct eigenvalue of a quadratic, the border's included") {
  Bordered f{FloatVector(64), Eigen::Vector2d(0.7, -0.4)};
  Noise noise(8);
  for (float& v : f.u) v = static_cast<float>(noise());
  const auto copy = [](const Bordered& r, Bordered& z) { z = r; };
  for (int distinct = 1; distinct <= 5; ++distinct) {
    const auto stretch = [&](const Bordered& x, Bordered& y) {
      y = x;
      for (std::size_t n = 0; n < y.u.size(); ++n) y.u[n] *= static_cast<float>(1 << n % distinct);
      y.q[1] *= 1 << (distinct - 1);
    };
    CHECK(minimise(8, stretch, copy, f, 1e-5, 50) == distinct);
    if (distinct > 2) CHECK(minimise(0, stretch, copy, f, 1e-5, 50) > 2 * distinct);
  }
}

TEST_CASE("quasi-Newton makes up for a preconditioner without the contact") {
  SlabSystem with(true), without(true);
  with.mg.setup(with.springs(5, 12, 4e3));
  const auto multiply = [&](const Bordered& x, Bordered& y) { with.mg.multiply(x.u, y.u); };
  const auto stale = [&](const Bordered& r, Bordered& z) { without.mg.apply(r.u, z.u); };
  const Bordered f = with.bordered(7);
  const int plain = minimise(0, multiply, stale, f, 1e-3, 400);
  const int learned = minimise(12, multiply, stale, f, 1e-3, 400);
  CHECK(3 * learned < plain);
}

TEST_CASE("quasi-Newton keeps the youngest pairs and none without positive curvature") {
  const Bordered step{{1, 2, 0}, Eigen::Vector2d(0.5, 0)};
  Bordered back = step, across{{2, -1, 0}, Eigen::Vector2d::Zero()};
  for (float& v : back.u) v = -v;
  back.q = -back.q;
  QuasiNewton method(2);
  method.add(step, back);
  method.add(step, across);
  CHECK(method.size() == 0);
  const auto copy = [](const Bordered& r, Bordered& z) { z = r; };
  Bordered d = step;
  method.direction(step, copy, d);
  CHECK(d.u == back.u);  // steepest descent
  CHECK(d.q == back.q);
  const Bordered other{{0, 0, 3}, Eigen::Vector2d::Zero()}, twice{{0, 0, 6}, Eigen::Vector2d::Zero()};
  method.add(other, twice);
  method.add(step, back);  // leaves what was there
  CHECK(method.size() == 1);
  method.direction(twice, copy, d);
  CHECK(d.u == FloatVector{0, 0, -3});  // H change = step
  for (int n = 0; n < 2; ++n) method.add(step, step);
  CHECK(method.size() == 2);
  method.direction(twice, copy, d);
  CHECK(d.u == FloatVector{0, 0, -6});  // the first pair is forgotten
  method.clear();
  CHECK(method.size() == 0);
}
