// The back at `live` under a roller at T8: closure, symmetry, shares.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "session/specimens.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

Scenario approach_t8(double time_step) {
  Scenario s;
  s.name = "approach";
  s.rollers = {roller_row("medium-epp").roller};
  Phase phase;
  phase.level = "T8";
  phase.duration_s = 0.2;
  s.protocol = {phase};
  s.load.force_n = 300;
  s.support.posture = Posture::held;
  s.solver.time_step_s = time_step;
  s.solver.threads = 1;
  return s;
}

// Forces of regions "name left" and "name right", by name.
std::map<std::string, std::pair<double, double>> pairs(const RunInfo& info, const Frame& f) {
  std::map<std::string, std::pair<double, double>> found;
  for (std::size_t r = 0; r < info.regions.size(); ++r) {
    const std::string& name = info.regions[r].name;
    if (name.ends_with(" left")) found[name.substr(0, name.size() - 5)].first += f.region_force[r];
    if (name.ends_with(" right")) found[name.substr(0, name.size() - 6)].second += f.region_force[r];
  }
  return found;
}

}  // namespace

TEST_CASE("a back pressed at T8 closes its ledger, carries alike left and right, and shares out the force" *
          doctest::test_suite("long")) {
  Session session(approach_t8(0.05), 0);
  const RunInfo& info = session.info();
  Frame f;
  while (!session.done()) {
    f = session.step();
    CHECK(f.converged);
    CHECK(f.closure_skin <= 1e-3);  // the bound of every reported run
    CHECK(f.closure_path <= 1e-3);
    CHECK(f.contact_force == relative(f.load).epsilon(1e-3));
    double regions = 0;
    for (const double force : f.region_force) regions += force;
    CHECK(regions == relative(f.contact_force).epsilon(1e-3));
    double kinds = 0;
    for (const RegionKind kind : {RegionKind::muscle, RegionKind::spine, RegionKind::rib, RegionKind::other})
      kinds += skin_force(info, f, kind);
    CHECK(kinds == relative(regions).epsilon(1e-9));
    const double path = f.path_spine + f.path_rib + f.path_scapula + f.path_pelvis + f.path_deep;
    CHECK(std::abs(path - f.contact_force - f.weight) <= 1e-3 * std::max(f.contact_force, 10.0));
  }
  CHECK(f.load == 300);
  CHECK(info.levels.at(f.level) == "T8");
  // the lattice and its labels are symmetric; what is left is the solver's residual
  for (const auto& [name, sides] : pairs(info, f)) {
    CAPTURE(name);
    CHECK(std::abs(sides.first - sides.second) < 0.01 * std::max(sides.first + sides.second, 30.0));
  }
  for (std::size_t m = 0; m + 1 < info.muscles.size(); ++m) CHECK(f.muscle[m].compressive_stress >= 0);
}

TEST_CASE("a back pressed in a single step ends near where small steps lead" * doctest::test_suite("long")) {
  const Frame one = run(approach_t8(0.2)).back();
  CHECK(one.closure_error <= 1e-3);
  CHECK(one.contact_force == relative(300).epsilon(1e-3));
  const Frame many = run(approach_t8(0.1)).back();
  // Prony terms relax a little differently over one long step and two short ones
  CHECK(one.height == relative(many.height).epsilon(0.05));
}
