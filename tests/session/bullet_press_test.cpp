// A back on every second node, cut into tetrahedra and pressed in Bullet's deformable world.
#include "session/bullet_press.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "anatomy/back_model.hpp"
#include "scenario/catalogue.hpp"
#include "session/coarse_back.hpp"
#include "session/specimens.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

Scenario held_back(double load) {
  Scenario s;
  s.name = "held back";
  s.support.posture = Posture::held;
  s.rollers = {roller_row("soft-epe").roller};
  s.load.force_n = load;
  Phase approach, hold;
  approach.level = "T8";
  hold.kind = PhaseKind::hold;
  s.protocol = {approach, hold};
  s.solver.threads = 1;
  return s;
}

}  // namespace

TEST_CASE("a coarse back keeps every second node, the bones there and the regions of the skin") {
  const BackModel fine = build_back(Subject{}, Resolution::live, 0.012), coarse = coarse_back(fine);
  CHECK(coarse.lattice.ni == 13);
  CHECK(coarse.lattice.nj == 23);
  CHECK(coarse.lattice.nk == 5);
  const auto share = [](const BackModel& back, RegionKind kind) {
    const auto in = [&](std::int16_t r) { return back.regions[r].kind == kind; };
    return static_cast<double>(std::count_if(back.skin_region.begin(), back.skin_region.end(), in)) /
           static_cast<double>(back.skin_region.size());
  };
  for (const RegionKind kind : {RegionKind::muscle, RegionKind::spine, RegionKind::rib})
    CHECK(share(coarse, kind) == doctest::Approx(share(fine, kind)).epsilon(0.3));
  const Lattice& lat = coarse.lattice;
  for (int j = 0; j < lat.nj; ++j)
    for (int i = 0; i < lat.ni; ++i)
      for (int k = 0; k < lat.nk; ++k)
        REQUIRE(coarse.node_bone[lat.node(i, j, k)] ==
                fine.node_bone[fine.lattice.node(2 * i, 2 * j, 2 * k)]);
}

TEST_CASE("tetrahedra of a back have its volume, its weight and no node inside a bone") {
  const StandingLoad load = standing_load(held_back(100), 0, LoadMesh::coarse);
  std::vector<int> node_of;
  const DeformableModel model = deformable_model(load.tissue, node_of);
  CHECK(model.tets.size() == 6 * model.cells.size());
  CHECK(static_cast<int>(model.cells.size()) == load.info.hexes);
  CHECK(trouble_of(model).empty());
  double weight = 0;
  for (const Vec3& w : model.load) weight += w.norm();
  CHECK(weight == doctest::Approx(9.81 * tissue_mass(load.tissue)).epsilon(1e-6));
  CHECK(node_of.size() < static_cast<std::size_t>(load.tissue.lattice.nodes()));
}

TEST_CASE("a back held on a roller in Bullet: the load is met and both accounts add up" *
          doctest::test_suite("long")) {
  StandingLoad load = standing_load(held_back(150), 0, LoadMesh::coarse);
  load.steps.erase(load.steps.begin(), load.steps.end() - 1);
  BulletPress press(load);
  const Frame frame = press.step();
  CHECK(press.done());
  CHECK(frame.contact_force == doctest::Approx(150).epsilon(0.005));
  CHECK(press.rest().base_force == doctest::Approx(150).epsilon(0.005));
  CHECK(frame.closure_skin < 1e-3);
  CHECK(frame.closure_path < 5e-3);
  double sum = 0;
  for (const double f : frame.region_force) sum += f;
  CHECK(sum == doctest::Approx(150).epsilon(1e-3));
  CHECK(skin_force(load.info, frame, RegionKind::muscle) > 0.5 * sum);
}
