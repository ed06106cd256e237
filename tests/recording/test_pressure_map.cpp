#include <doctest/doctest.h>

#include "recording/pressure_map.hpp"
#include "recording/synthetic.hpp"
#include "scenario/input_error.hpp"

using namespace backroll;

namespace {

// A skin of 3 x 3 nodes over one layer: 40 mm apart across, bent down by 3:4:5 beside the midline; 50 mm
// apart along.
BackModel bent_sheet() {
  BackModel back;
  back.lattice.ni = 3, back.lattice.nj = 3, back.lattice.nk = 2;
  for (int j = 0; j < 3; ++j)
    for (int i = 0; i < 3; ++i)
      for (int k = 0; k < 2; ++k)
        back.lattice.position.push_back(Vec3(0.01 * k + (i == 1 ? 0 : 0.03), 0.3 + 0.05 * j, 0.04 * (i - 1)));
  for (int n = 0; n <= 4; ++n) back.midline.push_back({0.2 + 0.05 * n, 0, 0.25 + 0.05 * n});
  back.regions = {{"longissimus left", RegionKind::muscle}, {"T8", RegionKind::spine}};
  for (int face = 0; face < 4; ++face)
    for (int point = 0; point < kFacePoints * kFacePoints; ++point)
      back.skin_region.push_back(face % 2 == 0 && point % kFacePoints < 2 ? 0 : 1);
  return back;
}

// 18 nodes, skin first in each pair.
std::vector<float> pressed(int skin_node, float pascal) {
  std::vector<float> pressure(18, 0.0F);
  pressure[2 * static_cast<std::size_t>(skin_node)] = pascal;
  pressure[2 * static_cast<std::size_t>(skin_node) + 1] = 9e9F;  // below the skin: not looked at
  return pressure;
}

}  // namespace

TEST_CASE("the back is rolled out along the skin, from the midline to both sides") {
  const PressureMap map = pressure_map(bent_sheet());
  REQUIRE(map.columns == 3);
  REQUIRE(map.rows == 3);
  for (int j = 0; j < 3; ++j) {
    CHECK(map.along[j] == doctest::Approx(0.25 + 0.05 * j));  // the midline's arc at the row's height
    CHECK(map.across[3 * j] == doctest::Approx(-0.05));
    CHECK(map.across[3 * j + 1] == 0);
    CHECK(map.across[3 * j + 2] == doctest::Approx(0.05));
  }
  CHECK(map.region[0] == "longissimus left");
  CHECK(map.region[2] == "T8");
}

TEST_CASE("a map keeps the largest pressure of a place and its sum over time") {
  PressureMap map = pressure_map(bent_sheet());
  add_pressure(map, pressed(4, 2000), 0.5);
  add_pressure(map, pressed(4, 5000), 0.1);
  add_pressure(map, pressed(8, 1000), 2);
  CHECK(map.peak[4] == 5000);
  CHECK(map.impulse[4] == doctest::Approx(1500));
  CHECK(map.peak[8] == 1000);
  CHECK(map.impulse[8] == doctest::Approx(2000));
  CHECK(map.peak[0] == 0);
}

TEST_CASE("pressure_map.csv is read back as it was written; a damaged one is named") {
  const synthetic::TemporaryFolder folder("map");
  PressureMap map = pressure_map(bent_sheet());
  add_pressure(map, pressed(4, 2000), 0.5);
  RunInfo info;
  info.levels = {"T8", "T9"};
  info.level_position = {0.34, 0.26};
  const std::string text = pressure_map_csv(map, info);
  CHECK(text.find("300,0,T8,T8,2,1\n") != std::string::npos);
  CHECK(read_pressure_map(folder.path).empty());
  std::ofstream(folder.path / "pressure_map.csv") << text;
  const PressureMap back = read_pressure_map(folder.path);
  CHECK(back.columns == 3);
  CHECK(back.along.size() == 3);
  CHECK(back.across == map.across);
  CHECK(back.peak == map.peak);
  CHECK(back.impulse == map.impulse);
  CHECK(back.region == map.region);
  std::ofstream(folder.path / "pressure_map.csv") << text.substr(0, text.size() - 20);
  CHECK_THROWS_AS(read_pressure_map(folder.path), InputError);
}
