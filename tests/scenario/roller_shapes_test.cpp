// Rollers of other shapes in a file: defaults of the row, sizes of another shape, what is refused.
#include <doctest/doctest.h>

#include "scenario/pieces.hpp"
#include "scenario/round_trip.hpp"
#include "scenario/wrong_file.hpp"

namespace backroll {

namespace {

std::string with_roller(const std::string& keys) {
  return kHead + "[[roller]]\nid = \"mine\"\n" + keys + kPhase;
}
Roller read(const std::string& keys) {
  const Scenario scenario = parse_scenario(with_roller(keys), "shape.toml");
  check_round_trip(scenario);
  return scenario.rollers.at(0);
}

constexpr const char* kParts = R"(base = "firm-epp"
shape = "parts"
mass_kg = 0.3
[[roller.part]]
shape = "sphere"
centre_mm = [0, 0, 60]
diameter_mm = 90
[[roller.part]]
shape = "capsule"
diameter_mm = 40
length_mm = 160
[[roller.part]]
shape = "box"
size_mm = [60, 50, 40]
[[roller.part]]
shape = "hull"
centre_mm = [0, 0, -60]
points_mm = [50, 0, 0, -50, 0, 0, 0, 50, 0, 0, -50, 0, 0, 0, 50, 0, 0, -50]
)";

}  // namespace

TEST_CASE("every shape of the catalogue is read, varied and written back") {
  CHECK(read("base = \"spine-groove\"\ngroove_depth_mm = 12\n").groove_depth_m == doctest::Approx(0.012));
  const Roller peanut = read("base = \"peanut-12\"\ndiameter_mm = 110\n");
  CHECK(peanut.shape == RollerShape::peanut);
  CHECK(peanut.length_m == doctest::Approx(0.26));  // 150 + 110
  CHECK(read("base = \"ball-8\"\ndiameter_mm = 70\n").length_m == doctest::Approx(0.07));
  CHECK(read("base = \"ridged-eva\"\nridge_count = 10\n").ridge_count == 10);
  CHECK(read("base = \"grid-eva\"\n").shape == RollerShape::grid);
}

TEST_CASE("a row takes another shape when the file gives its sizes") {
  const Roller roller =
      read("base = \"firm-epp\"\nshape = \"grooved\"\ngroove_width_mm = 40\ngroove_depth_mm = 15\n");
  CHECK(roller.shape == RollerShape::grooved);
  CHECK(roller.length_m == doctest::Approx(0.3));
  CHECK(roller.mass_kg < read("base = \"firm-epp\"\n").mass_kg);
  CHECK(read("base = \"peanut-8\"\nshape = \"cylinder\"\nlength_mm = 200\n").waist_diameter_m == 0);
}

TEST_CASE("a roller of parts is as large as they reach") {
  const Roller roller = read(kParts);
  REQUIRE(roller.parts.size() == 4);
  CHECK(roller.diameter_m == doctest::Approx(0.1));  // the hull's corners
  CHECK(roller.length_m == doctest::Approx(0.22));
  CHECK(roller.core_diameter_m == 0);
  CHECK(roller.parts[3].faces.size() == 8);
}

TEST_CASE("shapes that cannot be are refused with what is allowed") {
  const std::string base = "base = \"spine-groove\"\n", firm = "base = \"firm-epp\"\n",
                    peanut = "base = \"peanut-8\"\n", ribs = "base = \"ridged-eva\"\n";
  const std::string parts = firm + "shape = \"parts\"\nmass_kg = 1\n[[roller.part]]\n";
  for (const WrongFile& wrong : std::initializer_list<WrongFile>{
           {"unknown shape", with_roller(firm + "shape = \"groved\"\n"),
            "wrong.toml:6: roller.shape = \"groved\": not one of the known words; allowed: cylinder, "
            "grooved, "
            "peanut, ball, ridged, grid, parts; did you mean 'grooved'?"},
           {"size of another shape", with_roller(firm + "groove_depth_mm = 10\n"),
            "wrong.toml:6: roller.groove_depth_mm = 10: the shape \"cylinder\" has no use for it; it has "
            "diameter_mm, core_diameter_mm, length_mm"},
           {"length of a peanut", with_roller(peanut + "length_mm = 200\n"),
            "wrong.toml:6: roller.length_mm = 200: the shape \"peanut\" has no use for it"},
           {"size missing", with_roller(firm + "shape = \"grooved\"\ngroove_width_mm = 40\n"),
            "wrong.toml:3: roller.groove_depth_mm: missing: the row has another shape"},
           {"groove down to the core", with_roller(base + "groove_depth_mm = 48\n"),
            "wrong.toml:6: roller.groove_depth_mm = 48: leaves less than 3 mm of 50 mm of foam under the "
            "groove"},
           {"groove narrower than deep", with_roller(base + "groove_width_mm = 15\n"),
            "wrong.toml:6: roller.groove_width_mm = 15: the groove is 15 mm wide and 20 mm deep"},
           {"groove as long as the roller", with_roller(base + "length_mm = 80\n"),
            "wrong.toml:6: roller.length_mm = 80: the groove with its walls leaves less than 10 mm"},
           {"waist thinner than where the balls meet",
            with_roller(peanut + "ball_spacing_mm = 60\nwaist_diameter_mm = 50\n"),
            "wrong.toml:7: roller.waist_diameter_mm = 50: the balls meet at a diameter of 52.915 mm"},
           {"waist as thick as the balls", with_roller(peanut + "waist_diameter_mm = 80\n"),
            "wrong.toml:6: roller.waist_diameter_mm = 80: must be at least 2 mm below"},
           {"too many ribs", with_roller(ribs + "ridge_count = 20\n"),
            "wrong.toml:6: roller.ridge_count = 20: a rib of 18 mm and a gap of 3.991 mm must both be"},
           {"no parts", with_roller(firm + "shape = \"parts\"\nmass_kg = 1\n"),
            "wrong.toml:3: roller: shape = \"parts\" needs at least one [[roller.part]]"},
           {"parts without mass",
            with_roller(firm + "shape = \"parts\"\n[[roller.part]]\nshape = \"sphere\"\n"
                               "diameter_mm = 80\n"),
            "wrong.toml:3: roller.mass_kg: missing"},
           {"part without a size", with_roller(parts + "shape = \"capsule\"\ndiameter_mm = 40\n"),
            "wrong.toml:8: roller.part.length_mm: missing"},
           {"size of another part",
            with_roller(parts + "shape = \"sphere\"\ndiameter_mm = 40\nlength_mm = 50\n"),
            "wrong.toml:11: roller.part.length_mm = 50: a sphere has no use for it"},
           {"flat hull",
            with_roller(parts + "shape = \"hull\"\npoints_mm = [0,0,0, 50,0,0, 0,50,0, 50,50,1]\n"),
            "wrong.toml:10: roller.part.points_mm"},
           {"parts of a cylinder", with_roller(firm + "[[roller.part]]\nshape = \"sphere\"\n"),
            "wrong.toml:6: roller.part"}})
    check_message(wrong);
}

}  // namespace backroll
