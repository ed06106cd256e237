// Rollers of other shapes than the cylinder: a ball on a slab against Hertz and against finer cells, a
// channel for the spine on a back.
#include <doctest/doctest.h>

#include <cmath>

#include "session/specimens.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

// A soft slab under a ball of solid rubber, without friction, to a depth in one step.
Scenario ball_on_slab(double depth_m, int nodes) {
  Scenario s;
  s.name = "ball on a slab";
  s.specimen.emplace();
  Specimen& p = *s.specimen;
  p.size_m = {0.2, 0.2, 0.1};
  SpecimenLayer layer;
  layer.thickness_m = 0.1;
  layer.material.law = LawKind::neo_hookean;
  layer.material.shear_modulus_pa = layer.material.shear_modulus_along_pa = 2e3;
  layer.material.bulk_ratio = 10;  // nu 0.452
  p.layers = {layer};
  p.indenter = IndenterKind::roller;
  p.depth_m = Table{{0, 0}, {1, depth_m}};
  p.nodes = nodes;
  s.rollers = {roller_row("lacrosse-ball").roller};
  s.rollers[0].friction = 0;
  s.solver.time_step_s = 1;
  s.solver.threads = 1;
  return s;
}

}  // namespace

TEST_CASE("a sphere pressed a little into a slab needs the force of Hertz" * doctest::test_suite("long")) {
  // Hertz: F = 4/3 E / (1 - nu^2) sqrt(R) d^1.5; a slab of thickness h on a rigid base is stiffer by
  // 1 + 1.133 x + 1.283 x^2 + 0.769 x^3, x = sqrt(R d) / h (Dimitriadis 2002, bonded, nu = 0.5)
  const double R = 0.5 * 0.0637, G = 2e3, ratio = 10, h = 0.1;
  const double nu = (3 * ratio - 2) / (6 * ratio + 2), modulus = 2 * G * (1 + nu) / (1 - nu * nu);
  for (const double depth : {1e-3, 2e-3}) {
    // rigid: a ball's foam begins to press 0.3 mm before it touches, which counts here
    Scenario s = ball_on_slab(depth, 40000);
    s.rollers.clear();
    s.specimen->indenter = IndenterKind::rigid_sphere;
    s.specimen->indenter_radius_m = R;
    const double force = run(s).back().contact_force, x = std::sqrt(R * depth) / h;
    const double expected = 4.0 / 3 * modulus * std::sqrt(R) * std::pow(depth, 1.5) *
                            (1 + 1.133 * x + 1.283 * x * x + 0.769 * x * x * x);
    CAPTURE(force / expected);
    CHECK(force == relative(expected).epsilon(0.05));
  }
}

TEST_CASE("every shape is pressed and rolled on a slab: load met, ledger closed, ribs turn it" *
          doctest::test_suite("long")) {
  Roller parts = roller_row("firm-epp").roller;
  parts.shape = RollerShape::parts;
  parts.core_diameter_m = 0;
  parts.diameter_m = 0.1;
  parts.length_m = 0.14;
  for (const double z : {-0.03, 0.03}) {
    RollerPart ball;
    ball.centre_m = {0, 0, z};
    ball.diameter_m = 0.08;
    parts.parts.push_back(ball);
  }
  std::vector<Roller> rollers = {parts};
  for (const RollerRow& row : roller_catalogue()) rollers.push_back(row.roller);
  for (const Roller& roller : rollers) {
    CAPTURE(roller.id);
    Scenario s = small_slab();
    s.rollers = {roller};
    for (const Frame& f : run(s)) {
      CHECK(f.converged);
      CHECK(f.contact_force == relative(f.load).epsilon(1e-3));
      CHECK(f.closure_error <= 1e-3);
      if (f.position > 5e-3) CHECK(f.spin < 0);  // rolling towards +y
    }
  }
}

TEST_CASE("a ball pressed deep into a slab: cells half as wide change its force by less than 1 %" *
          doctest::test_suite("long")) {
  Scenario coarse = ball_on_slab(0.02, 12000), fine = ball_on_slab(0.02, 96000);
  for (Scenario* s : {&coarse, &fine}) s->solver.time_step_s = 0.25;
  const double a = run(coarse).back().contact_force, b = run(fine).back().contact_force;
  CAPTURE(a / b);
  CHECK(a == relative(b).epsilon(0.01));
}

TEST_CASE("a channel leaves the spine free: the muscles beside it carry what it took" *
          doctest::test_suite("long")) {
  double spine[2], muscle[2];
  const char* const ids[2] = {"firm-epp", "spine-groove"};
  for (int n = 0; n < 2; ++n) {
    Scenario s;
    s.name = "channel";
    s.rollers = {roller_row(ids[n]).roller};
    Phase phase;
    phase.level = "T10";
    phase.duration_s = 0.3;
    s.protocol = {phase};
    s.load.force_n = 400;
    s.support.posture = Posture::held;
    s.solver.time_step_s = 0.05;
    s.solver.threads = 1;
    Session session(s, 0);
    Frame f;
    while (!session.done()) {
      f = session.step();
      CHECK(f.converged);
      CHECK(f.closure_error <= 1e-3);
    }
    spine[n] = skin_force(session.info(), f, RegionKind::spine) / f.contact_force;
    muscle[n] = skin_force(session.info(), f, RegionKind::muscle) / f.contact_force;
  }
  CAPTURE(spine[0]);
  CAPTURE(spine[1]);
  CAPTURE(muscle[0]);
  CAPTURE(muscle[1]);
  CHECK(spine[0] > 0.04);
  CHECK(spine[1] < 0.25 * spine[0]);
  CHECK(muscle[1] > muscle[0]);
}
