// FEBio's slab under a rigid cylinder, in its own resolution: forces against depth, depth under 300 N.
#include <doctest/doctest.h>

#include <cctype>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "session/specimens.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

// Column ref3D_one_layer_N at 2.5, 5 .. 25 mm.
constexpr double kReference[10] = {14.04,  34.41,  59.64,  89.50,  123.57,
                                   161.61, 204.01, 250.34, 300.86, 355.64};

}  // namespace

TEST_CASE("the stored forces are those of the shared reference file") {
  const std::filesystem::path file =
      std::filesystem::path(BACKROLL_SOURCE_DIR) / "../shared/reference/febio_slab_force_depth.csv";
  if (!std::filesystem::exists(file)) {
    MESSAGE("skipped: the reference folder ../shared/reference is not here");
    return;
  }
  std::ifstream in(file);
  int row = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#' || !std::isdigit(line[0])) continue;
    REQUIRE(row < 10);
    CHECK(std::stod(line) == relative(2.5 * (row + 1)));
    CHECK(std::stod(line.substr(line.rfind(',') + 1)) == kReference[row++]);
  }
  CHECK(row == 10);
}

TEST_CASE(
    "the reference slab: forces within 2.5 % at 5 mm and 1.5 % from 10 mm on, 300 N within 1 % of 22.46 mm" *
    doctest::test_suite("long")) {
  Scenario s = reference_slab();
  s.specimen->depth_m = Table{{0, 0}, {2.5, 25e-3}};
  s.solver.time_step_s = 0.5;
  s.solver.threads = 1;
  const std::vector<Frame> frames = run(s);
  REQUIRE(frames.size() == 5);
  for (int n = 0; n < 5; ++n) {
    const Frame& f = frames[n];
    const double error = f.contact_force / kReference[2 * n + 1] - 1;
    CAPTURE(f.depth);
    // the reference is uncertain by 0.3 % from 10 mm on and 1 % below; the mesh does the rest
    CHECK(std::abs(error) < (n == 0 ? 0.025 : 0.015));
    CHECK(f.penetration < 5e-3 * f.depth);
    CHECK(f.closure_error <= 1e-3);
  }
  // the parabola through 15, 20 and 25 mm passes within 0.02 N of the reference's other points
  const double f15 = frames[2].contact_force, f20 = frames[3].contact_force, f25 = frames[4].contact_force;
  double t = 0;  // steps of 5 mm from 20 mm
  for (int n = 0; n < 40; ++n) t = (300 - f20 - 0.5 * (f25 - 2 * f20 + f15) * t * t) / (0.5 * (f25 - f15));
  CHECK(20 + 5 * t == relative(22.46).epsilon(0.01));
}

TEST_CASE("300 N press a rigid cylinder into the reference slab as deep on a mesh of 7600 nodes" *
          doctest::test_suite("long")) {
  Scenario s = reference_slab();
  s.specimen->load_n = Table{{0, 0}, {1, 300}};
  s.specimen->nodes = 6000;
  s.solver.time_step_s = 0.25;
  s.solver.threads = 1;
  const Frame last = run(s).back();
  CHECK(last.contact_force == relative(300).epsilon(s.solver.residual_tolerance));
  CHECK(last.depth == relative(22.46e-3).epsilon(0.01));  // as asked of the finer mesh
}
