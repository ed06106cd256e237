// Rigid bodies among the nodes: their gradient, their tangent in the multigrid, equilibrium with an indenter.
#include <doctest/doctest.h>

#include <cmath>

#include "blocks.hpp"
#include "prepared.hpp"
#include "solver/equilibrium.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

constexpr double kSpring = 20e3;  // [N/m] from each body to the ground

// A brick 60 x 120 x 120 mm whose deepest nodes belong to two bodies, left and right, on springs and joined.
TissueModel brick_on_bodies(int n) {
  TissueModel m;
  m.lattice = brick(n, n, 5, Vec3(0.06, 0.12, 0.12));
  const Lattice& l = m.lattice;
  m.laws = {neo_hookean()};
  m.hex_law.assign(l.hexes(), 0);
  m.fixed.assign(m.dofs(), 0);
  m.node_body.assign(l.nodes(), -1);
  m.node_support.assign(l.nodes(), -1);
  m.rigid.bodies = {{"left", Vec3(0.06, 0.06, 0.03), false}, {"right", Vec3(0.06, 0.06, 0.09), false}};
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i) {
      if (i == n / 2) continue;  // tissue between the bodies
      const int node = l.node(i, j, 4);
      m.node_body[node] = m.node_support[node] = i < n / 2 ? 0 : 1;
      for (int c = 0; c < 3; ++c) m.fixed[3 * node + c] = 1;
    }
  m.supports = 2;
  for (int b = 0; b < 2; ++b) {
    Joint ground;
    ground.distal = b;
    ground.place = m.rigid.bodies[b].centre;
    ground.law.stiffness.diagonal() << kSpring, kSpring, kSpring, 40, 40, 40;
    m.rigid.joints.push_back(ground);
  }
  Joint between;
  between.proximal = 0;
  between.distal = 1;
  between.place = Vec3(0.06, 0.06, 0.06);
  between.law.stiffness.diagonal() << 1e5, 1e5, 1e5, 100, 100, 100;
  m.rigid.joints.push_back(between);
  // a spring from the skin to a body
  m.springs.push_back({l.node(1, 1, 0), 300 * Mat3::Identity(), 1});
  return m;
}

// Gradient over nodes (held ones zero) and bodies, in the multigrid's order.
struct System {
  Prepared prepared;
  BodyTies ties;
  Multigrid mg;
  std::vector<double> factor;

  explicit System(int n)
      : prepared(brick_on_bodies(n)),
        ties(body_ties(prepared.m, prepared.arrays.layout)),
        mg(prepared.arrays.layout, held(), ties.held),
        factor(prepared.m.rigid.joints.size(), 1.0) {}
  std::vector<std::uint8_t> held() const {
    const FieldLayout& l = prepared.arrays.layout;
    const std::vector<double> fixed =
        prepared.field(std::vector<double>(prepared.m.fixed.begin(), prepared.m.fixed.end()));
    std::vector<std::uint8_t> all(3 * l.plane, 1);
    for (int j = 0; j < l.nj; ++j)
      for (int k = 0; k < l.nk; ++k)
        for (int i = 0; i < l.ni; ++i)
          for (int c = 0; c < 3; ++c)
            all[c * l.plane + l.at(i, j, k)] = fixed[c * l.plane + l.at(i, j, k)] != 0;
    return all;
  }
  // Moves everything by `share` of d from rest and returns the gradient there.
  std::vector<double> gradient(const FloatVector& d, double share) {
    const FieldLayout& l = prepared.arrays.layout;
    const SplitLayout& s = mg.split();
    std::vector<double> u(3 * l.plane + kLanes, 0.0);
    for (int j = 0; j < l.nj; ++j)
      for (int k = 0; k < l.nk; ++k)
        for (int i = 0; i < l.ni; ++i)
          for (int c = 0; c < 3; ++c) u[c * l.plane + l.at(i, j, k)] = share * d[s.at(i, j, k, c)];
    RigidPoses poses(2);
    for (int b = 0; b < 2; ++b) {
      Vec6 q;
      for (int c = 0; c < 6; ++c)
        q[c] = share * d[mg.first_of_bodies() + 6 * b + c] / (c < 3 ? 1 : kBodyLever);
      move(poses[b], q);
    }
    follow_bodies(ties, poses, u);
    std::vector<double> forces;
    reference_forces(prepared.step, u, forces);
    std::vector<Vec6> bodies(2, Vec6::Zero());
    joints_gradient(prepared.m.rigid, poses, factor, bodies);
    for (Vec6& g : bodies) g.tail<3>() /= kBodyLever;
    add_anchored_springs(ties, poses, u, forces, bodies);
    gather_on_bodies(ties, poses, forces, bodies);
    FloatVector nodes = mg.make_vector();
    std::vector<double> g(nodes.size(), 0.0);
    for (int j = 0; j < l.nj; ++j)
      for (int k = 0; k < l.nk; ++k)
        for (int i = 0; i < l.ni; ++i)
          for (int c = 0; c < 3; ++c)
            if (ties.node_at[l.at(i, j, k)] < 0) g[s.at(i, j, k, c)] = forces[c * l.plane + l.at(i, j, k)];
    for (int b = 0; b < 2; ++b)
      for (int c = 0; c < 6; ++c) g[mg.first_of_bodies() + 6 * b + c] = bodies[b][c];
    return g;
  }
  void setup() {
    const std::vector<double> rest(prepared.m.dofs(), 0.0);
    mg.matrix() = prepared.tangent(rest, TangentKind::exact);
    add_anchored_tangent(ties, mg.matrix());
    mg.setup(SkinMatrix(prepared.arrays.layout),
             body_tangent(ties, prepared.m.rigid, RigidPoses(2), factor, mg.matrix()));
  }
  FloatVector noise(double size) {
    Noise random(7);
    FloatVector v = mg.make_vector();
    const SplitLayout& s = mg.split();
    for (int j = 0; j < s.nj; ++j)
      for (int k = 0; k < s.nk; ++k)
        for (int i = 0; i < s.ni; ++i)
          for (int c = 0; c < 3; ++c) v[s.at(i, j, k, c)] = static_cast<float>(size * random());
    mg.strike_fixed(v);
    for (std::size_t n = mg.first_of_bodies(); n < v.size(); ++n) v[n] = static_cast<float>(size * random());
    return v;
  }
};

}  // namespace

TEST_CASE("the tangent with bodies is the derivative of the gradient") {
  System s(9);
  s.setup();
  const FloatVector d = s.noise(1e-5);
  FloatVector kd = s.mg.make_vector();
  s.mg.multiply(d, kd);
  const std::vector<double> ahead = s.gradient(d, 1), behind = s.gradient(d, -1);
  double worst = 0, largest = 0, worst_body = 0, largest_body = 0;
  for (std::size_t n = 0; n < kd.size(); ++n) {
    const double error = std::abs(0.5 * (ahead[n] - behind[n]) - kd[n]), value = std::abs(kd[n]);
    const bool body = n >= s.mg.first_of_bodies();
    (body ? worst_body : worst) = std::max(body ? worst_body : worst, error);
    (body ? largest_body : largest) = std::max(body ? largest_body : largest, value);
  }
  CHECK(worst < 1e-4 * largest);
  CHECK(worst_body < 1e-4 * largest_body);
}

TEST_CASE("a cycle reduces the energy of an error in nodes and bodies") {
  System s(17);
  s.setup();
  FloatVector e = s.noise(1), ke = s.mg.make_vector(), z = ke;
  s.mg.multiply(e, ke);
  const double start = dot(e, ke);
  for (int n = 0; n < 12; ++n) {
    for (float& v : ke) v = -v;
    s.mg.apply(ke, z);
    add_scaled(1, z, e);
    s.mg.multiply(e, ke);
  }
  CHECK(dot(e, ke) > 0);
  CHECK(dot(e, ke) < 2e-4 * start);
}

TEST_CASE("a cycle leaves every body in balance with the nodes where it ends") {
  System s(17);
  s.setup();
  const FloatVector b = s.noise(1);
  FloatVector x, kx = s.mg.make_vector();
  s.mg.apply(b, x);
  s.mg.multiply(x, kx);
  for (std::size_t n = s.mg.first_of_bodies(); n < b.size(); ++n)
    CHECK(kx[n] == doctest::Approx(b[n]).epsilon(1e-3));
}

TEST_CASE("forces on bodies alone move them as their springs say") {
  TissueModel m = brick_on_bodies(9);
  m.springs.clear();
  SolverOptions options;
  options.tolerance = 1e-4;
  TissueSolver solver(m, Indenter{}, options);
  REQUIRE(solver.settle().converged);
  Target away;
  away.base = Vec3(-1, 0, 0);
  away.load = 0;
  // equal forces: the tissue moves along unstrained
  away.body_load.assign(2, Vec6::Zero());
  for (Vec6& load : away.body_load) load << 10, 0, 0, 0, 0, 0;
  const StepReport report = solver.step(away, 0);
  REQUIRE(report.converged);
  for (int b = 0; b < 2; ++b) {
    CHECK(std::abs(solver.bodies()[b].t.x() - 10 / kSpring) < 1e-3 * 10 / kSpring);
    CHECK(std::abs(solver.bodies()[b].t.y()) < 1e-7);
  }
}

TEST_CASE("what a roller puts into the skin arrives in the bodies' springs") {
  TissueModel m = brick_on_bodies(9);
  m.springs.clear();
  Indenter roller;
  roller.radius = 0.05;
  SolverOptions options;
  TissueSolver solver(m, roller, options);
  REQUIRE(solver.settle().converged);
  Target press;
  press.base = Vec3(0, 0.06, 0.06);
  press.direction = -Vec3::UnitX();
  for (int n = 1; n <= 6; ++n) {
    press.load = 5.0 * n;
    REQUIRE(solver.step(press, 1.0 / 60).converged);
  }
  double springs = 0;
  for (int b = 0; b < 2; ++b) springs += kSpring * solver.bodies()[b].t.x();
  CHECK(std::abs(springs - press.load) < 2e-3 * press.load);
  // the two sides share it
  CHECK(std::abs(solver.bodies()[0].t.x() - solver.bodies()[1].t.x()) < 2e-3 * solver.bodies()[0].t.x());
}
