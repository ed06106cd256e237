// Sessions of small specimens: the same bits every time, closure, depth and load as asked, failures.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "session/specimens.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

// Every number a solver's bits could show in.
std::vector<double> numbers(const Frame& f) {
  std::vector<double> v = {f.time_s,
                           f.position,
                           f.height,
                           f.depth,
                           f.contact_force,
                           f.tangential_force,
                           f.torque,
                           f.spin,
                           f.path_deep,
                           f.contact_area,
                           f.mean_pressure,
                           f.peak_pressure_1cm2,
                           f.peak_pressure,
                           f.closure_skin,
                           f.closure_path,
                           f.residual,
                           static_cast<double>(f.iterations),
                           static_cast<double>(f.linear_iterations)};
  v.insert(v.end(), f.region_force.begin(), f.region_force.end());
  v.insert(v.end(), f.region_area.begin(), f.region_area.end());
  return v;
}

void check_same(const Scenario& a, const Scenario& b) {
  Session one(a, 0), two(b, 0);
  int rows = 0;
  for (; !one.done(); ++rows) CHECK(numbers(one.step()) == numbers(two.step()));
  CHECK(rows == one.total_steps());
  CHECK(two.done());
  CHECK(one.snapshot().displacement == two.snapshot().displacement);
  CHECK(one.snapshot().pressure == two.snapshot().pressure);
}

}  // namespace

TEST_CASE("two sessions of one scenario give the same frames bit for bit") {
  check_same(small_slab(), small_slab());
}

// Long where the machine is busy: two threads wait for each other.
TEST_CASE("two threads give the same frames as one bit for bit" * doctest::test_suite("long")) {
  Scenario one = small_slab();
  one.specimen->load_n = Table{{0, 0}, {0.05, 5}};
  one.specimen->roll_m = Table{{0, 0}, {0.1, 2.5e-3}};
  one.specimen->nodes = 20;
  Scenario two = one;
  two.solver.threads = 2;
  // a session sets the process's threads: one runs after the other
  const std::vector<Frame> a = run(one), b = run(two);
  REQUIRE(a.size() == 2);
  REQUIRE(b.size() == 2);
  for (std::size_t n = 0; n < a.size(); ++n) CHECK(numbers(a[n]) == numbers(b[n]));
}

TEST_CASE("a rolled specimen meets its load and travel, and its ledger closes in every frame") {
  const Scenario scenario = small_slab();
  const std::vector<Frame> frames = run(scenario);
  REQUIRE(frames.size() == 8);
  for (std::size_t n = 0; n < frames.size(); ++n) {
    const Frame& f = frames[n];
    CHECK(f.time_s == relative(0.05 * (n + 1)));
    CHECK(f.load == relative(std::min(20.0, 5.0 * (n + 1))));
    CHECK(f.contact_force == relative(f.load).epsilon(scenario.solver.residual_tolerance));
    CHECK(f.position == relative(std::max(0.0, 0.0025 * (static_cast<double>(n) - 3))));
    CHECK(f.closure_error <= 1e-3);  // the bound of every reported run
    CHECK(f.path_deep == relative(f.contact_force).epsilon(1e-3));
    CHECK(f.region_force.at(0) == relative(f.contact_force).epsilon(1e-9));
    CHECK(f.mean_pressure == relative(f.contact_force / f.contact_area));
    CHECK(f.peak_pressure_1cm2 <= f.peak_pressure);
    CHECK(f.peak_pressure_1cm2 > f.mean_pressure);
    CHECK(f.converged);
  }
}

TEST_CASE(
    "every rigid indenter goes to the depths asked for with a force that rises and a ledger that closes" *
    doctest::test_suite("long")) {
  for (const IndenterKind kind :
       {IndenterKind::rigid_cylinder, IndenterKind::rigid_sphere, IndenterKind::rigid_punch}) {
    CAPTURE(static_cast<int>(kind));
    double depth = 0, force = 0;
    for (const Frame& f : run(pressed_slab(kind))) {
      CHECK(f.depth == relative(0.02 * f.time_s).epsilon(1e-12));
      CHECK(f.depth > depth);
      CHECK(f.contact_force > force);
      CHECK(f.closure_error <= 1e-3);
      // the bound a rigid indenter promises
      if (kind == IndenterKind::rigid_cylinder) CHECK(f.penetration < 5e-3 * f.depth);
      CHECK_FALSE(f.load_controlled);
      depth = f.depth;
      force = f.contact_force;
    }
    CHECK(depth == relative(6e-3));
  }
}

TEST_CASE("a session describes its specimen") {
  const Session session(small_slab(), 0);
  CHECK(session.info().specimen);
  CHECK(session.info().roller == "soft-epe");
  CHECK(session.info().regions.size() == 1);
  CHECK(session.info().nodes == session.lattice().nodes());
  CHECK(session.info().hexes == session.lattice().hexes());
  CHECK(session.label_names().size() == 3);  // none and two layers
  CHECK(*std::max_element(session.labels().begin(), session.labels().end()) == 2);
  CHECK(session.total_steps() == 8);
  CHECK(session.duration() == relative(0.4));
}

TEST_CASE("a solver that may not iterate enough fails with time, reason and residual") {
  Scenario scenario = small_slab();
  scenario.solver.max_newton = 1;
  std::string text;
  try {
    run(scenario);
  } catch (const SolverError& e) {
    text = e.what();
  }
  CHECK(text.find("no equilibrium at t = 0.0500 s") != std::string::npos);
  CHECK(text.find("Newton iterations") != std::string::npos);
  CHECK(text.find("relative residual") != std::string::npos);
}
