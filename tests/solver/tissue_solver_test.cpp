// Steps of the whole solver: load and height control, weight, invariance, recovery, Hertz contact.
#include "solver/equilibrium.hpp"

#include <doctest/doctest.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "solver/blocks.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

constexpr double kTwoPi = 6.283185307179586;

// 5 x 13 x 5 nodes, 60 x 160 x 40 mm, held at its bottom, its top's middle at the origin.
TissueModel slab(const TissueLaw& law) {
  TissueModel m = block(brick(5, 13, 5, Vec3(0.04, 0.16, 0.06)), law);
  for (Vec3& x : m.lattice.position) x -= Vec3(0, 0.08, 0.03);
  hold_bottom(m);
  return m;
}

Indenter foam_roller() {
  Indenter in;
  in.radius = 0.06;
  in.foam_thickness = 0.04;
  in.friction = 0.5;
  return in;
}

Indenter rigid_roller() {
  Indenter in;
  in.radius = 0.06;
  in.rigid = true;
  in.layer_stiffness = 5e8;
  in.touch_smoothing = 1e-5;
  return in;
}

Target pressed(double load, double along) {
  Target t;
  t.load = load;
  t.base = Vec3(0, along, 0);
  return t;
}

Target sunk(double depth) {
  Target t;
  t.load_control = false;
  t.height = -depth;
  return t;
}

// Force of the supports on the body.
Vec3 reaction(const TissueSolver& s) {
  Vec3 sum = Vec3::Zero();
  for (std::size_t n = 0; n < s.gradient().size(); ++n)
    if (s.model().fixed[n]) sum[n % 3] += s.gradient()[n];
  return sum;
}

}  // namespace

TEST_CASE("load control meets the load, and the supports carry it, while a free roller rolls") {
  const SolverOptions options{1e-5, 40, 8e-3, true};
  TissueSolver s(slab(with_prony(fibred_ogden())), foam_roller(), options);
  double spin = 0, rate = 0;
  const double dt = 0.04;
  for (int n = 1; n <= 8; ++n) {
    const double load = 5.0 * std::min(n, 4), along = 2e-3 * std::max(0, n - 4);
    REQUIRE(s.step(pressed(load, along), dt).converged);
    CHECK(s.contact_nodal_sum().x() == relative(load).epsilon(options.tolerance));
    CHECK((reaction(s) + s.contact_nodal_sum()).norm() < 2 * options.tolerance * load);
    // a free roller's torque is what turns its own small inertia
    const double new_rate = (s.pose().spin - spin) / dt;
    CHECK(std::abs(s.torque() - s.indenter().inertia * (new_rate - rate) / dt) <
          2 * options.tolerance * load * s.indenter().radius);
    if (n > 4) CHECK(s.pose().spin < spin);  // rolling towards +y over skin on its +x side: about -z
    spin = s.pose().spin;
    rate = new_rate;
  }
  // rolled 8 mm by about 8 mm / radius; foam and tissue give way by some tenths
  CHECK(spin == relative(-8e-3 / 0.06).epsilon(0.2));
}

TEST_CASE("rolling over an even slab takes few iterations: what the last step did travels with the roller" *
          doctest::test_suite("long")) {
  TissueModel m = block(brick(5, 65, 7, Vec3(0.06, 0.4, 0.06)), coupled());
  for (Vec3& x : m.lattice.position) x -= Vec3(0, 0.2, 0.03);
  hold_bottom(m);
  Indenter roller = rigid_roller();
  roller.layer_stiffness = 3e6;
  roller.touch_smoothing = 1e-3;
  for (const double travel : {1e-3, -1e-3}) {
    TissueSolver s(m, roller, {1e-3, 40, 8e-3, false});
    int iterations = 0;
    for (int n = 1; n <= 24; ++n) {
      const StepReport report = s.step(pressed(8.0 * std::min(n, 4), travel * std::max(0, n - 4)), 0.02);
      REQUIRE(report.converged);
      if (n > 10) iterations += report.iterations;
    }
    CHECK(iterations <= 22);  // 18 and 19; 25 and 26 where the last increment stays with its nodes
  }
}

TEST_CASE("the force of a held indenter depends on its height alone, not on the number of steps") {
  TissueSolver once(slab(fibred_ogden()), rigid_roller(), {1e-7, 60, 8e-3, true});
  TissueSolver often(slab(fibred_ogden()), rigid_roller(), {1e-7, 60, 8e-3, true});
  REQUIRE(once.step(sunk(6e-3), 0.1).converged);
  for (int n = 1; n <= 6; ++n) REQUIRE(often.step(sunk(1e-3 * n), 0.1).converged);
  // elastic and without friction: only the solver's tolerance is left
  CHECK(often.contact_nodal_sum().x() == relative(once.contact_nodal_sum().x()).epsilon(1e-5));
}

TEST_CASE(
    "a slab at rest under its weight sags as its relaxed moduli say and hands the weight to its support") {
  TissueLaw law = with_prony(neo_hookean());
  law.bulk_modulus = law.shear_modulus;
  TissueModel m = slab(law);
  for (int n = 0; n < m.lattice.nodes(); ++n) {  // sides on rails: a column
    m.node_support[n] = 0;
    m.fixed[3 * n + 1] = m.fixed[3 * n + 2] = 1;
  }
  m.gravity = Vec3(9.81, 0, 0);
  TissueSolver s(m, foam_roller(), {1e-6, 40, 8e-3, true});
  REQUIRE(s.settle().converged);
  const double weight = tissue_mass(m) * 9.81;
  CHECK(reaction(s).x() == relative(-weight).epsilon(2e-6));  // the tolerance
  const double modulus = law.bulk_modulus + 4.0 / 3 * law.shear_modulus * (1 - law.prony_sum());
  // strains of up to 4 %
  CHECK(s.displacement(m.lattice.node(2, 6, 0)).x() ==
        relative(1050 * 9.81 * 0.04 * 0.04 / (2 * modulus)).epsilon(0.03));
}

TEST_CASE("turning body, weight and load about the cylinder's axis changes no force") {
  const Mat3 R = Eigen::AngleAxisd(37 * kTwoPi / 360, Vec3::UnitZ()).toRotationMatrix();
  TissueModel m = slab(with_prony(fibred_ogden()));
  m.hex_fibre.assign(m.lattice.hexes(), Vec3(0.2, 0.9, 0.1).normalized());
  m.membranes.resize(1);
  m.gravity = Vec3(9.81, 0, 0);
  TissueModel turned = m;
  for (Vec3& x : turned.lattice.position) x = R * x;
  for (Vec3& f : turned.hex_fibre) f = R * f;
  turned.gravity = R * m.gravity;
  const SolverOptions options{1e-8, 60, 8e-3, true};
  TissueSolver a(m, foam_roller(), options), b(turned, foam_roller(), options);
  REQUIRE(a.settle().converged);
  REQUIRE(b.settle().converged);
  for (int n = 1; n <= 3; ++n) {
    Target t = pressed(8.0 * n, 1e-3 * n);
    REQUIRE(a.step(t, 0.04).converged);
    t.base = R * t.base;
    t.direction = R * t.direction;
    REQUIRE(b.step(t, 0.04).converged);
    // solved to 1e-8; heights and spins are some millimetres and hundredths
    const Vec3 force = a.contact_nodal_sum();
    CHECK((b.contact_nodal_sum() - R * force).norm() < 1e-6 * force.norm());
    CHECK(b.pose().height == relative(a.pose().height).epsilon(1e-6));
    CHECK(std::abs(b.pose().spin - a.pose().spin) < 1e-6 * (1e-2 + std::abs(a.pose().spin)));
  }
}

TEST_CASE("a step too large for the allowed iterations succeeds in smaller ones or leaves the last state" *
          doctest::test_suite("long")) {
  TissueSolver calm(slab(neo_hookean()), rigid_roller(), {5e-4, 60, 8e-3});
  REQUIRE(calm.step(sunk(0.2e-3), 0.1).converged);
  REQUIRE(calm.step(sunk(12e-3), 0.1).retries == 0);
  int recovered = 0;
  for (int allowed = 5; allowed < 12; ++allowed) {
    TissueSolver s(slab(neo_hookean()), rigid_roller(), {5e-4, allowed, 8e-3});
    if (!s.step(sunk(0.2e-3), 0.1).converged) continue;
    const std::vector<double> u = s.state().u;
    const StepReport report = s.step(sunk(12e-3), 0.1);
    if (report.converged) {
      recovered += report.retries > 0;
      CHECK(s.pose().height == -12e-3);
      // the solver's tolerance, twice
      CHECK(s.contact_nodal_sum().x() == relative(calm.contact_nodal_sum().x()).epsilon(1e-3));
    } else {
      CHECK(s.pose().height == -0.2e-3);
      CHECK(s.state().u == u);
    }
  }
  CHECK(recovered > 0);
}

TEST_CASE("a failed step says why and leaves displacement, history and pose as they were") {
  TissueSolver s(slab(with_prony(neo_hookean())), foam_roller(), {1e-4, 7, 8e-3});
  REQUIRE(s.step(sunk(0.5e-3), 0.01).converged);
  REQUIRE(s.step(sunk(0.6e-3), 0.01).converged);
  const TissueState before = s.state();
  const Pose pose = s.pose();
  const StepReport report = s.step(sunk(0.09), 0.01);  // the slab is 40 mm thick
  REQUIRE_FALSE(report.converged);
  CHECK_FALSE(report.trouble.empty());
  CHECK(report.residual > 1e-4);
  CHECK(report.retries > 0);
  CHECK(s.state().u == before.u);
  CHECK(s.state().history == before.history);
  CHECK(s.pose().height == pose.height);
  CHECK(s.pose().spin == pose.spin);
  CHECK(s.step(sunk(0.7e-3), 0.01).converged);  // and the run can go on
}

TEST_CASE("a lifted indenter lets the slab go back, and touching again gives the first depth") {
  TissueSolver s(slab(neo_hookean()), rigid_roller(), {1e-5, 40, 8e-3, true});
  REQUIRE(s.step(pressed(15, 0), 0.05).converged);
  const double height = s.pose().height;
  for (int n = 0; n < 10; ++n) REQUIRE(s.step(pressed(0, 0), 0.05).converged);
  CHECK(s.contact_nodal_sum().norm() < 0.05);                    // [N] what counts as lifted
  for (const double u : s.state().u) CHECK(std::abs(u) < 5e-5);  // [m] by such a force; it was 8 mm
  REQUIRE(s.step(pressed(15, 0), 0.05).converged);
  CHECK(s.pose().height == relative(height).epsilon(1e-3));  // elastic; the tolerance
}

TEST_CASE("precise mode meets a tolerance of a millionth, force by force") {
  TissueSolver s(slab(with_prony(fibred_ogden())), foam_roller(), {1e-6, 40, 8e-3, true});
  for (int n = 1; n <= 4; ++n) {
    const StepReport report = s.step(pressed(5.0 * n, 1e-3 * n), 0.04);
    REQUIRE(report.converged);
    CHECK(report.accepted);
    CHECK(report.residual <= 1e-6);
    CHECK(s.contact_nodal_sum().x() == relative(5.0 * n).epsilon(1e-6));
    CHECK((reaction(s) + s.contact_nodal_sum()).norm() < 2e-6 * 5.0 * n);
  }
}

TEST_CASE("what heads as small as a face of the lattice put into a curved skin arrives at its bottom") {
  TissueModel m = slab(fibred_ogden());
  for (Vec3& x : m.lattice.position)  // 20 cm of radius at the top, flat at the bottom
    x.x() += (1 - x.x() / 0.04) * (x.y() * x.y() + x.z() * x.z()) / (2 * 0.2);
  for (const IndenterShape shape : {IndenterShape::sphere, IndenterShape::punch, IndenterShape::square}) {
    Indenter head = rigid_roller();
    head.shape = shape;
    head.radius = 9.8e-3;
    head.fillet = 1.5e-3;
    head.spin = SpinMode::locked;
    TissueSolver s(m, head, {1e-4, 40, 8e-3});
    Target t;
    t.load_control = false;
    t.base = Vec3(0, 4e-3, -3e-3);
    for (int n = 1; n <= 4; ++n) {
      t.height = -1e-3 * n;
      REQUIRE(s.step(t, 0).converged);
      CHECK(s.contact_nodal_sum().x() > 0);
      CHECK((reaction(s) + s.contact_nodal_sum()).norm() < 2e-4 * s.contact_nodal_sum().x());
    }
  }
}

TEST_CASE("small and large spheres are found to touch where the skin is") {
  for (const double radius : {7e-3, 9.8e-3, 15e-3, 50e-3, 150e-3}) {
    CAPTURE(radius);
    Indenter head = rigid_roller();
    head.shape = IndenterShape::sphere;
    head.radius = radius;
    const TissueSolver s(slab(fibred_ogden()), head, {1e-4, 40, 8e-3});
    const Target t;
    // the points felt lie some millimetres apart
    CHECK(std::abs(s.touching_height(Vec3(0, 4e-3, -3e-3), t.direction)) < 2e-3);
  }
}

TEST_CASE("a fascia at its full stiffness under the fat neither stops the solver nor lets it sink as deep") {
  TissueModel m = slab(fibred_ogden());
  TissueSolver bare(m, foam_roller(), {1e-4, 40, 8e-3});
  m.membranes = {{collagen_sheet(30e6, 0.04, 60, 0.6e-3), 1, {}}};
  TissueSolver covered(m, foam_roller(), {1e-4, 40, 8e-3});
  int iterations[2] = {};
  for (int n = 1; n <= 12; ++n) {
    const Target t = pressed(6.0 * std::min(n, 4), 1e-3 * std::max(0, n - 4));
    TissueSolver* const both[] = {&bare, &covered};
    for (int which = 0; which < 2; ++which) {
      const StepReport report = both[which]->step(t, 0.02);
      REQUIRE(report.converged);
      CHECK(report.retries == 0);
      iterations[which] += report.iterations;
      CHECK(both[which]->contact_nodal_sum().x() == relative(t.load).epsilon(2e-4));
    }
  }
  CHECK(covered.pose().height > 0.95 * bare.pose().height);  // heights are negative
  CHECK(iterations[1] <= 2 * iterations[0]);
}

TEST_CASE("another indenter under load leads to the state it would have made by itself") {
  Indenter soft = foam_roller();
  soft.friction = soft.foam.loss = 0;
  Indenter hard = soft;
  soft.foam.modulus = 2e5;
  const SolverOptions options{1e-7, 60, 8e-3, true};
  TissueSolver changed(slab(fibred_ogden()), soft, options), direct(slab(fibred_ogden()), hard, options);
  for (int n = 1; n <= 3; ++n) {
    REQUIRE(changed.step(pressed(8.0 * n, 0), 0.05).converged);
    REQUIRE(direct.step(pressed(8.0 * n, 0), 0.05).converged);
  }
  const double height = changed.pose().height;
  CHECK(height != relative(direct.pose().height).epsilon(0.05));
  changed.change_indenter(hard);
  REQUIRE(changed.step(pressed(24, 0), 0.05).converged);
  CHECK(changed.pose().height == relative(direct.pose().height).epsilon(1e-7));
  double largest = 0, apart = 0;
  for (int n = 0; n < changed.model().lattice.nodes(); ++n) {
    largest = std::max(largest, direct.displacement(n).norm());
    apart = std::max(apart, (changed.displacement(n) - direct.displacement(n)).norm());
  }
  CHECK(apart < 1e-7 * largest);
  changed.change_indenter(soft);
  REQUIRE(changed.step(pressed(24, 0), 0.05).converged);
  CHECK(changed.pose().height == relative(height).epsilon(1e-5));
}

TEST_CASE("a spent budget accepts the state it has and says how far from equilibrium it is") {
  SolverOptions options{5e-4, 40, 8e-3};
  TissueSolver s(slab(with_prony(neo_hookean())), foam_roller(), options);
  REQUIRE(s.step(pressed(10, 0), 0.02).converged);
  options.budget_s = 1e-9;
  s.change_options(options);
  int unfinished = 0;
  for (int n = 1; n <= 5; ++n) {
    const std::vector<double> before = s.state().u;
    const StepReport report = s.step(pressed(10 + 0.5 * n, 2e-4 * n), 0.02);
    REQUIRE(report.accepted);
    CHECK(report.iterations <= 1);
    CHECK(report.retries == 0);
    CHECK(s.state().u != before);
    CHECK(report.converged == (report.residual <= options.tolerance));
    if (report.converged) continue;
    ++unfinished;
    CHECK_FALSE(report.trouble.empty());
    CHECK(report.residual < 1);
    // the residual it reports is that of the state it took: the load it misses is a part of it
    CHECK(std::abs(s.contact_nodal_sum().x() - (10 + 0.5 * n)) <=
          1.001 * report.residual * s.contact_nodal_sum().norm());
  }
  CHECK(unfinished > 0);
  options.budget_residual = 1e-2;  // late rather than wrong
  s.change_options(options);
  CHECK(s.step(pressed(15, 1e-3), 0.02).residual < 1e-2);
  options.budget_s = 0;
  s.change_options(options);
  CHECK(s.step(pressed(13, 1e-3), 0.02).converged);  // and finds back to equilibrium
}

TEST_CASE("a rigid cylinder on a deep block presses as Hertz's line contact" * doctest::test_suite("long")) {
  // plane strain: z held everywhere; cells of 0.25 mm under the contact growing outward and downward
  const double R = 0.1, H = 0.12, W = 0.12;
  const double width = 5e-3, mu = 6e5;
  TissueLaw law;
  law.shear_modulus = mu;
  law.bulk_modulus = 2 * mu * 1.3 / (3 * 0.4);  // nu 0.3
  TissueModel m = block(brick(2, 97, 33, Vec3(1, 1, width)), law);
  for (Vec3& x : m.lattice.position) {
    const double t = 2 * x.y() - 1;
    x.y() = W * (0.1 * t + 0.9 * std::pow(t, 5));
    x.x() = H * (0.08 * x.x() + 0.92 * std::pow(x.x(), 3));
  }
  hold_bottom(m);
  for (int n = 0; n < m.lattice.nodes(); ++n) {
    m.node_support[n] = 0;
    m.fixed[3 * n + 2] = 1;
  }
  Indenter in = rigid_roller();
  in.radius = R;
  in.layer_stiffness = 2e10;
  in.touch_smoothing = 1e-7;
  TissueSolver s(m, in, {1e-5, 60, 8e-3, true});
  const double modulus = 2 * mu / (1 - 0.3);  // E / (1 - nu^2)
  for (const double half_width : {3e-3, 4e-3}) {
    const double load = kTwoPi / 8 * modulus * half_width * half_width / R;  // [N/m]
    REQUIRE(s.step(pressed(load * width, 0), 0.1).converged);
    const double peak = 2 * load / (kTwoPi / 2 * half_width);
    auto share = [](double y) {  // of Hertz's pressure between the middle and y
      const double t = std::clamp(y, -1.0, 1.0);
      return 0.5 * (t * std::sqrt(1 - t * t) + std::asin(t));
    };
    for (int j = 0; j < 96; ++j) {
      const double y0 = m.lattice.position[m.lattice.node(0, j, 0)].y() / half_width;
      const double y1 = m.lattice.position[m.lattice.node(0, j + 1, 0)].y() / half_width;
      double force = 0, area = 0;
      for (int n = 9 * j; n < 9 * j + 9; ++n) {
        force += s.points()[n].area * s.contact().pressure[n];
        area += s.points()[n].area;
      }
      const double expected = (share(y1) - share(y0)) / (y1 - y0);
      if (std::min(std::abs(y0), std::abs(y1)) > 1.1) CHECK(force == 0);
      if (std::max(std::abs(y0), std::abs(y1)) > 0.95) continue;  // the edge lies within one face
      // faces a twelfth of the half-width long, strains of a/R = 4 %, a block thirty half-widths deep
      CHECK(std::abs(force / area / peak - expected) < 0.03);
    }
  }
}

TEST_CASE("factors on the moduli scale a held strain's force and leave its share of relaxation") {
  TissueLaw law = fibred_ogden();
  law.prony_terms = 1;
  law.prony_g[0] = 0.5;
  law.prony_tau[0] = 0.5;
  const TissueModel model = slab(law);
  SolverOptions options;
  options.tolerance = 1e-5;
  TissueSolver bare(model, rigid_roller(), options), changed(model, rigid_roller(), options);
  double first = 0;
  for (int n = 0; n < 20; ++n) {
    if (n == 10) changed.change_factors(std::vector<float>(model.hex_law.size(), 0.7f));
    REQUIRE(bare.step(sunk(3e-3), 0.1).converged);
    REQUIRE(changed.step(sunk(3e-3), 0.1).converged);
    const double ratio = changed.contact_nodal_sum().x() / bare.contact_nodal_sum().x();
    CHECK(ratio == relative(n < 10 ? 1 : 0.7).epsilon(2e-3));
    if (n == 0) first = bare.contact_nodal_sum().x();
  }
  CHECK(bare.contact_nodal_sum().x() < 0.7 * first);  // there was something to relax
}

TEST_CASE("a factor on the moduli is another law, also in the double-precision reference") {
  TissueLaw law = fibred_ogden(), twice = law;
  twice.shear_modulus *= 2;
  twice.fibre_shear_excess *= 2;
  twice.bulk_modulus *= 2;
  TissueModel factored = slab(law);
  factored.hex_factor.assign(factored.hex_law.size(), 2.0f);
  for (const bool precise : {false, true}) {
    SolverOptions options;
    options.precise = precise;
    options.tolerance = precise ? 1e-6 : 1e-5;
    TissueSolver a(factored, rigid_roller(), options), b(slab(twice), rigid_roller(), options);
    REQUIRE(a.step(sunk(3e-3), 0.1).converged);
    REQUIRE(b.step(sunk(3e-3), 0.1).converged);
    CHECK(a.contact_nodal_sum().x() == relative(b.contact_nodal_sum().x()).epsilon(1e-5));
  }
}
