#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "report/markup_check.hpp"
#include "report/section_picture.hpp"
#include "scenario/input_error.hpp"

using namespace backroll;

namespace {

// A disc of label 1, radius 20 mm, with a hole of radius 8 filled by label 2, in a square of 60 mm.
LabelGrid disc() {
  LabelGrid grid{121, 121, 0.5, -30, -30, {}};
  for (int r = 0; r < grid.rows; ++r)
    for (int c = 0; c < grid.columns; ++c) {
      const PlanePoint p = grid.place(r, c);
      const double radius = std::hypot(p.x, p.y);
      grid.label.push_back(radius < 8 ? 2 : radius < 20 ? 1 : 0);
    }
  return grid;
}

double signed_area(const Ring& ring) {
  double sum = 0;
  for (std::size_t n = 0; n < ring.size(); ++n) {
    const PlanePoint &a = ring[n], &b = ring[(n + 1) % ring.size()];
    sum += 0.5 * (a.x * b.y - a.y * b.x);
  }
  return sum;
}

SectionPicture picture() {
  SectionPicture p;
  p.title = "Disc <1>";
  p.subtitle = "seen & drawn";
  p.grid = disc();
  p.styles = {{1, "#aa3322", "#ffffff", 0.8, 0, "ring"}, {2, "#ffee99", "#000000", 0.8, 1, "core"}};
  for (int n = 0; n < 6; ++n) {
    p.callouts.push_back({"name " + std::to_string(n), {-15.0 + 0.5 * n, 0}, Edge::bottom});
    p.callouts.push_back({"side " + std::to_string(n), {0, 10.0 + 0.5 * n}, Edge::left});
  }
  p.words.push_back({"core", {0, 0}, true});
  p.lines.push_back({{{-20, 5}, {20, 5}}, "#ffffff", "#7c6a58", 1.6});
  return p;
}

}  // namespace

TEST_CASE("contours follow the regions to half a cell and share their border") {
  const auto rings = contours(disc(), 0.02);
  REQUIRE(rings.size() == 2);
  REQUIRE(rings.at(1).size() == 2);  // outside and hole
  REQUIRE(rings.at(2).size() == 1);
  for (const PlanePoint& p : rings.at(2)[0]) CHECK(std::abs(std::hypot(p.x, p.y) - 8) < 0.25);
  double ring = 0;
  for (const Ring& each : rings.at(1)) {
    ring += signed_area(each);
    const double radius = std::abs(signed_area(each)) > 600 ? 20 : 8;
    for (const PlanePoint& p : each) CHECK(std::abs(std::hypot(p.x, p.y) - radius) < 0.25);
  }
  CHECK(std::abs(ring) == doctest::Approx(M_PI * (400 - 64)).epsilon(0.01));
}

TEST_CASE("contours are thinned within their tolerance") {
  const auto fine = contours(disc(), 0.01), coarse = contours(disc(), 0.1);
  CHECK(coarse.at(2)[0].size() < fine.at(2)[0].size() / 2);
  CHECK(std::abs(signed_area(coarse.at(2)[0])) == doctest::Approx(M_PI * 64).epsilon(0.05));
}

TEST_CASE("a region that reaches the grid's edge is closed there") {
  const LabelGrid grid{40, 30, 1, 0, 0, std::vector<std::uint8_t>(1200, 3)};
  const auto rings = contours(grid, 0.02);
  REQUIRE(rings.at(3).size() == 1);
  CHECK(std::abs(signed_area(rings.at(3)[0])) == doctest::Approx(1200).epsilon(0.02));
}

TEST_CASE("the interior of a region lies farthest from its border") {
  const LabelGrid grid = disc();
  const Interior core = interior_of(grid, 2, 0, grid.columns);
  CHECK(std::hypot(core.place.x, core.place.y) < 1);
  CHECK(core.depth_mm == doctest::Approx(8).epsilon(0.1));
  const Interior right = interior_of(grid, 1, 61, grid.columns);
  CHECK(right.place.x >= 0);
  CHECK(std::abs(std::hypot(right.place.x, right.place.y) - 14) < 1);
  CHECK(interior_of(grid, 9, 0, grid.columns).depth_mm == 0);
}

TEST_CASE("a plate names everything once, inside the picture and without overlap") {
  const Plate plate = section_plate(picture());
  std::vector<PlateText> names;
  for (const auto& item : plate.items)
    if (const auto* text = std::get_if<PlateText>(&item)) {
      CHECK(text->x >= 0);
      CHECK(text->x <= plate.width);
      CHECK(text->y > 0);
      CHECK(text->y < plate.height);
      if (text->words.starts_with("name") || text->words.starts_with("side")) names.push_back(*text);
    }
  CHECK(names.size() == 12);
  for (const PlateText& a : names)
    for (const PlateText& b : names) {
      if (&a == &b) continue;
      const bool apart = std::abs(a.y - b.y) > 10 || std::abs(a.x - b.x) > text_width(a.words);
      CHECK(apart);
    }
}

TEST_CASE("a plate is sound SVG with escaped words") {
  const std::string svg = plate_svg(section_plate(picture()));
  CHECK(is_well_formed(svg));
  CHECK(svg.find("Disc &lt;1&gt;") != std::string::npos);
  CHECK(svg.find("<title>ring</title>") != std::string::npos);
  CHECK(svg.find("nan") == std::string::npos);
}

TEST_CASE("a plate is saved as PNG of its size") {
  const Plate plate = section_plate(picture());
  const auto file = std::filesystem::temp_directory_path() / "backroll_plate.png";
  write_plate_png(plate, file, 2);
  std::ifstream stream(file, std::ios::binary);
  std::string head(24, '\0');
  stream.read(head.data(), 24);
  std::filesystem::remove(file);
  CHECK(head.substr(1, 3) == "PNG");
  const auto number = [&head](int at) {
    int value = 0;
    for (int n = 0; n < 4; ++n) value = 256 * value + static_cast<unsigned char>(head[at + n]);
    return value;
  };
  CHECK(number(16) == std::ceil(2 * plate.width));
  CHECK(number(20) == std::ceil(2 * plate.height));
  CHECK_THROWS_AS(write_plate_png(plate, "/no/such/folder/x.png", 1), MachineError);
}
