#include "anatomy/measures.hpp"

#include <cmath>

#include "units.hpp"

namespace backroll {

namespace {

constexpr double kAreaStep = 0.5;  // [mm]
constexpr int kArcSteps = 400;
constexpr double kAboveCrestTip = 3;           // [mm] of the PSIS over the tip of S2
constexpr double kPlateBelowBody = 5;          // [mm] under T4: below the scapular spine
constexpr double kProcessHeight = 5;           // [mm] of a lumbar transverse process over the body's centre
constexpr double kProcessS = 36;               // [mm] x v, on its shaft
constexpr double kSpineS = 85, kPlateS = 100;  // [mm] x q

// Arc of the skin's midline from the tip of C7 down to a height.
double arc_down_to(const BackShape& shape, double y_end) {
  const double y_start = shape.spine.tip[level::C7].y();
  double arc = 0, x_last = 0, y_last = y_start;
  for (int n = 0; n <= kArcSteps; ++n) {
    const double y = y_start + (y_end - y_start) * n / kArcSteps;
    const Column c = shape.sections.column(0, y);
    const double x = c.x_at(c.skin);
    if (n > 0) arc += std::hypot(x - x_last, y - y_last);
    x_last = x;
    y_last = y;
  }
  return arc;
}

}  // namespace

double skin_to_tip(const BackShape& shape, int level) {
  const Column c = shape.sections.column(0, shape.spine.tip[level].y());
  return c.skin - shape.tables.profiles.apex_mm * shape.scaling.skeleton;
}

double skin_to_rib(const BackShape& shape, int number, double s) {
  const double at = s * shape.scaling.cage;
  const Column c = shape.sections.column(at, shape.bones.ribs()[number - 1].y_at(at));
  return c.skin - c.floor;
}

double skin_to_transverse_process(const BackShape& shape, int level) {
  const Column c =
      shape.sections.column(kProcessS * shape.scaling.skeleton, shape.spine.height[level] + kProcessHeight);
  return c.skin - c.floor;
}

double skin_to_psis(const BackShape& shape) {
  const Column c = shape.sections.column(shape.tables.spine.psis_s_mm * shape.scaling.skeleton,
                                         shape.spine.height[level::S2]);
  return c.skin - c.floor;
}

double skin_to_scapular_spine(const BackShape& shape) {
  const double q = shape.scaling.cage, s = kSpineS * q;
  const Column c =
      shape.sections.column(s, interpolate(shape.spine.places(shape.tables.ribs.ridge, shape.scaling), s));
  std::vector<Vec2> height;
  for (const Vec2& p : shape.tables.ribs.ridge_height_mm) height.emplace_back(p.x() * q, p.y());
  return c.skin - c.roof - interpolate(height, s);
}

double skin_to_scapular_plate(const BackShape& shape) {
  const Column c = shape.sections.column(kPlateS * shape.scaling.cage,
                                         shape.spine.height[level_index("T4")] - kPlateBelowBody);
  return c.skin - c.roof;
}

double erector_thickness(const BackShape& shape, int level, double s) {
  const Column c = shape.sections.column(s, shape.spine.height[level]);
  return c.roof - c.floor;
}

TissueAreas areas_at_height(const BackShape& shape, double y) {
  TissueAreas sum{};
  for (double s = kAreaStep / 2; s < shape.sections.half_girth(y); s += kAreaStep) {
    const Labels::Place place = shape.labels.place(s, y);
    const Column before = shape.sections.column(s - kAreaStep / 2, y),
                 after = shape.sections.column(s + kAreaStep / 2, y);
    for (double h = place.column.deep_end + kAreaStep / 2; h < place.column.skin; h += kAreaStep) {
      const auto tissue = shape.labels.at(place, h);
      if (!tissue || shape.bones.nearest(place.column, h, 0).bone >= 0) continue;
      const double width = std::hypot(after.x_at(h) - before.x_at(h), after.z_at(h) - before.z_at(h));
      sum[static_cast<std::size_t>(*tissue)] += width * kAreaStep / 100;
    }
  }
  return sum;
}

double erector_area(const TissueAreas& areas) {
  return area_of(areas, Tissue::longissimus) + area_of(areas, Tissue::iliocostalis) +
         area_of(areas, Tissue::spinalis);
}

double c7_to_psis(const BackShape& shape) {
  return arc_down_to(shape, shape.spine.tip[level::S2].y() + kAboveCrestTip);
}

double percent_of_c7_to_psis(const BackShape& shape, int level) {
  return 100 * arc_down_to(shape, shape.spine.tip[level].y()) / c7_to_psis(shape);
}

// The outline's highest corner is the superior angle, its lowest the lateral end of the inferior angle, the
// one before that the medial end; the most medial one is the root of the spine, the most lateral one the
// glenoid cavity.
ScapulaSize scapula_size(const BackShape& shape) {
  const std::vector<Vec2> outline = shape.spine.places(shape.tables.ribs.scapula, shape.scaling);
  const auto on_plate = [&shape](const Vec2& p) {
    return shape.sections.position(p.x(), p.y(), shape.sections.column(p.x(), p.y()).roof);
  };
  const auto lower = [](const Vec2& a, const Vec2& b) { return a.y() < b.y(); };
  const auto more_medial = [](const Vec2& a, const Vec2& b) { return a.x() < b.x(); };
  const auto [lowest, highest] = std::minmax_element(outline.begin(), outline.end(), lower);
  const auto [root, glenoid] = std::minmax_element(outline.begin(), outline.end(), more_medial);
  ScapulaSize size;
  size.top_y = highest->y();
  size.bottom_y = lowest->y();
  size.length = (on_plate(*highest) - on_plate(*lowest)).norm();
  size.breadth = (on_plate(*root) - on_plate(*glenoid)).norm();
  size.medial_border_z = on_plate(*root).z();
  size.angles_apart = 2 * on_plate(lowest == outline.begin() ? outline.back() : *(lowest - 1)).z();
  return size;
}

double rib_angle_depth(const BackShape& shape, int number) {
  const double s = shape.tables.ribs.angle_s_mm[number - 1] * shape.scaling.cage;
  const Column c = shape.sections.column(s, shape.bones.ribs()[number - 1].y_at(s));
  return c.x_at(c.floor) - shape.spine.tip_x(c.y);
}

double rib_slope_deg(const BackShape& shape, int number) {
  const RibLine& rib = shape.bones.ribs()[number - 1];
  return std::atan((rib.y_at(rib.start + 60) - rib.y_at(rib.start + 100)) / 40) / kRadians;
}

Furrow furrow_at(const BackShape& shape, int level) {
  const double y = shape.spine.height[level];
  const Column middle = shape.sections.column(0, y);
  const double x = middle.x_at(middle.skin);
  Furrow furrow;
  for (double s = 0; s < 60; s += 2) {
    const Column c = shape.sections.column(s, y);
    if (x - c.x_at(c.skin) > furrow.depth) furrow = {x - c.x_at(c.skin), c.z_at(c.skin)};
  }
  return furrow;
}

}  // namespace backroll
