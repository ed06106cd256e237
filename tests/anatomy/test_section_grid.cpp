#include <doctest/doctest.h>

#include <cmath>

#include "anatomy/measures.hpp"
#include "anatomy/section_grid.hpp"
#include "subjects.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

std::uint8_t label_at(const SectionLabels& grid, double right, double down) {
  const long c = std::lround((right - grid.left) / grid.step), r = std::lround((down - grid.top) / grid.step);
  REQUIRE(c >= 0);
  REQUIRE(c < grid.columns);
  REQUIRE(r >= 0);
  REQUIRE(r < grid.rows);
  return grid.label[static_cast<std::size_t>(r) * grid.columns + c];
}

double area_cm2(const SectionLabels& grid, std::uint8_t label) {
  return grid.step * grid.step / 100 *
         static_cast<double>(std::count(grid.label.begin(), grid.label.end(), label));
}

}  // namespace

TEST_CASE("a horizontal section shows the areas that are measured") {
  for (const char* name : {"T8", "L3"}) {
    const int level = level_index(name);
    const SectionLabels grid = horizontal_section(average_shape(), average_shape().spine.height[level]);
    const TissueAreas areas = areas_at(average_shape(), level);
    for (const Tissue tissue : {Tissue::longissimus, Tissue::multifidus, Tissue::fat, Tissue::latissimus}) {
      CAPTURE(tissue_name(tissue));
      const double both = 2 * area_of(areas, tissue);
      CHECK(std::abs(area_cm2(grid, section_label::of(tissue)) - both) < 0.1 + 0.02 * both);
    }
  }
}

TEST_CASE("a horizontal section has the body's right on the left and the back below") {
  const int level = level_index("L3");
  const double y = average_shape().spine.height[level];
  const SectionLabels grid = horizontal_section(average_shape(), y);
  CHECK(label_at(grid, 0, -average_shape().spine.centre[level].x()) ==
        section_label::of_bone(bone::of_level(level)));
  const Column c = average_shape().sections.column(20, y);
  CHECK(label_at(grid, -c.z_at(c.skin - 1), -c.x_at(c.skin - 1)) == section_label::of(Tissue::skin));
  CHECK(label_at(grid, c.z_at(c.skin - 1), -c.x_at(c.skin - 1)) == section_label::of(Tissue::skin));

  const double t8 = average_shape().spine.height[level_index("T8")];
  const SectionLabels chest = horizontal_section(average_shape(), t8);
  int right_on_left = 0, right_on_right = 0;
  for (int r = 0; r < chest.rows; ++r)
    for (int col = 0; col < chest.columns; ++col)
      if (chest.label[static_cast<std::size_t>(r) * chest.columns + col] ==
          section_label::of_bone(bone::rib_1_right + 7))
        ++(chest.left + chest.step * col < 0 ? right_on_left : right_on_right);
  CHECK(right_on_left > 100);
  CHECK(right_on_right == 0);
}

TEST_CASE("the midline section shows bodies, discs, canal, tips and what covers them") {
  const SectionLabels grid = midline_section(average_shape());
  for (const char* name : {"C7", "T4", "T8", "T12", "L3", "L5"}) {
    CAPTURE(name);
    const int n = level_index(name);
    const Vec2 body = average_shape().spine.centre[n], tip = average_shape().spine.tip[n];
    CHECK(label_at(grid, body.x(), -body.y()) == section_label::of_bone(bone::of_level(n)));
    CHECK(label_at(grid, tip.x() + 1.5, -tip.y()) == section_label::of_bone(bone::of_level(n)));
    const double depth = skin_to_tip(average_shape(), n);
    CHECK(label_at(grid, tip.x() - depth / 2, -tip.y()) == section_label::of(Tissue::fat));
    CHECK(label_at(grid, tip.x() - depth - 2, -tip.y()) == section_label::nothing);
  }
  const int l3 = level_index("L3");
  const Vec2 disc = 0.5 * (average_shape().spine.centre[l3] + average_shape().spine.centre[l3 + 1]);
  CHECK(label_at(grid, disc.x(), -disc.y()) == section_label::disc);
  CHECK(area_cm2(grid, section_label::canal) > 60);
}
