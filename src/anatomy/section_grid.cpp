#include "anatomy/section_grid.hpp"

#include <cmath>

namespace backroll {

namespace {

constexpr double kStep = 0.5;    // [mm] of the grid
constexpr double kAlong = 0.25;  // [mm] of s between the columns that are looked at
constexpr double kMargin = 3;    // [mm] around the section

// Place in the axes of the vertebra above or below, in units of the scaled tables.
struct Between {
  double forward = 0, below = 0, above = 0;  // below: over the lower body's centre, above: over the upper's
  double half_depth = 0, half_width = 0, canal = 0, half_height_below = 0, half_height_above = 0;
};

// Between level n and n + 1, axes and sizes blended.
bool find_between(const BackShape& shape, double x, double y, Between& found) {
  const double v = shape.scaling.skeleton;
  for (int n = level::L5; n < level::C7; ++n) {
    const Vec2 p(x, y);
    const Vec2 low = p - shape.spine.centre[n], high = p - shape.spine.centre[n + 1];
    const double below = low.dot(shape.spine.up[n]) / v, above = high.dot(shape.spine.up[n + 1]) / v;
    if (below < 0 || above >= 0) continue;
    const double share = below / (below - above);
    const Vertebra &a = shape.tables.spine.vertebra[n], &b = shape.tables.spine.vertebra[n + 1];
    const auto blend = [share](double lower, double upper) { return (1 - share) * lower + share * upper; };
    found.forward = blend(low.dot(shape.spine.forward[n]), high.dot(shape.spine.forward[n + 1])) / v;
    found.below = below;
    found.above = above;
    found.half_depth = blend(a.endplate_depth_mm, b.endplate_depth_mm) / 2;
    found.half_width = blend(a.endplate_width_mm, b.endplate_width_mm) / 2;
    found.canal = blend(a.canal_mm, b.canal_mm);
    found.half_height_below = a.body_height_mm / 2;
    found.half_height_above = b.body_height_mm / 2;
    return true;
  }
  return false;
}

// The disc under L5 reaches to the sacrum.
bool in_last_disc(const BackShape& shape, double x, double y, double z) {
  const double v = shape.scaling.skeleton;
  const Vertebra& l5 = shape.tables.spine.vertebra[level::L5];
  const Vec2 from = Vec2(x, y) - shape.spine.centre[level::L5];
  const double up = from.dot(shape.spine.up[level::L5]) / v,
               forward = from.dot(shape.spine.forward[level::L5]) / v;
  return up < -l5.body_height_mm / 2 && y > -8 * v &&
         std::hypot(forward / (l5.endplate_depth_mm / 2), z / v / (l5.endplate_width_mm / 2)) < 1;
}

std::uint8_t label_at(const BackShape& shape, const Labels::Place& place, double h, int side) {
  const Column& c = place.column;
  if (const BoneHit hit = shape.bones.nearest(c, h, 0); hit.bone >= 0 && hit.distance < 0)
    return section_label::of_bone(side < 0 ? bone::mirrored(hit.bone) : hit.bone);
  const double x = c.x_at(h), z = c.z_at(h), v = shape.scaling.skeleton;
  const auto tissue = h < c.deep_end ? std::nullopt : shape.labels.at(place, h);
  if (!tissue || *tissue == Tissue::ligament || *tissue == Tissue::deep || *tissue == Tissue::psoas) {
    Between at;
    if (find_between(shape, x, c.y, at)) {
      const bool over_body = at.below > at.half_height_below && at.above < -at.half_height_above;
      if (over_body && std::hypot(at.forward / at.half_depth, z / v / at.half_width) < 1)
        return section_label::disc;
      const double behind = (at.forward + at.half_depth + at.canal / 2) / (at.canal / 2);
      if (std::hypot(behind, z / v / (0.65 * at.canal)) < 1) return section_label::canal;
    }
    if (in_last_disc(shape, x, c.y, z)) return section_label::disc;
  }
  return tissue ? section_label::of(*tissue) : section_label::nothing;
}

SectionLabels empty_grid(double left, double right, double top, double bottom) {
  SectionLabels grid;
  grid.step = kStep;
  grid.left = left - kMargin;
  grid.top = top - kMargin;
  grid.columns = static_cast<int>(std::ceil((right - left + 2 * kMargin) / kStep)) + 1;
  grid.rows = static_cast<int>(std::ceil((bottom - top + 2 * kMargin) / kStep)) + 1;
  grid.label.assign(static_cast<std::size_t>(grid.columns) * grid.rows, section_label::nothing);
  return grid;
}

}  // namespace

SectionLabels horizontal_section(const BackShape& shape, double y) {
  std::vector<Labels::Place> places;
  double widest = 0, back = 1e9, front = -1e9;
  for (double s = 0; s <= shape.sections.half_girth(y); s += kAlong) {
    places.push_back(shape.labels.place(s, y));
    const Column& c = places.back().column;
    widest = std::max(widest, c.z_at(c.skin));
    back = std::min(back, c.x_at(c.skin));
    front = std::max({front, c.x_at(c.skin), c.x_at(c.deep_end)});
  }
  for (int n = level::L5; n <= level::C7; ++n)  // whole bodies, where one is cut
    if (std::abs(shape.spine.centre[n].y() - y) < shape.tables.spine.vertebra[n].body_height_mm)
      front =
          std::max(front, shape.spine.centre[n].x() + 0.6 * shape.scaling.skeleton *
                                                          shape.tables.spine.vertebra[n].endplate_depth_mm);
  SectionLabels grid = empty_grid(-widest, widest, -front, -back);
  for (int r = 0; r < grid.rows; ++r)
    for (int c = 0; c < grid.columns; ++c) {
      const double u = grid.left + kStep * c, x = -(grid.top + kStep * r), z = std::abs(u);
      // The first section normal, from the midline outwards, that leaves the place on its medial side.
      for (const Labels::Place& place : places) {
        const Column& at = place.column;
        const double across = -(z - at.base_z) * at.normal_x + (x - at.base_x) * at.normal_z;
        if (across > 0.5 * kAlong) continue;
        if (across > -2 * kAlong) {
          const double h = (z - at.base_z) * at.normal_z + (x - at.base_x) * at.normal_x;
          grid.label[static_cast<std::size_t>(r) * grid.columns + c] =
              label_at(shape, place, h, u > 0 ? -1 : 1);
        }
        break;
      }
    }
  return grid;
}

SectionLabels midline_section(const BackShape& shape) {
  const double bottom = shape.spine.y_min, top = shape.spine.y_max;
  double back = 1e9, front = -1e9;
  for (double y = bottom; y <= top; y += 2) {
    const Column c = shape.sections.column(0, y);
    back = std::min(back, c.x_at(c.skin));
  }
  for (int n = level::L5; n <= level::C7; ++n)
    front = std::max(front, shape.spine.centre[n].x() + 0.55 * shape.scaling.skeleton *
                                                            shape.tables.spine.vertebra[n].endplate_depth_mm);
  SectionLabels grid = empty_grid(back, front, -top, -bottom);
  for (int r = 0; r < grid.rows; ++r) {
    const double y = -(grid.top + kStep * r);
    if (y < bottom || y > top) continue;
    const Labels::Place place = shape.labels.place(0, y);
    const Column& at = place.column;
    for (int c = 0; c < grid.columns; ++c) {
      const double h = (grid.left + kStep * c - at.base_x) / at.normal_x;
      grid.label[static_cast<std::size_t>(r) * grid.columns + c] = label_at(shape, place, h, 1);
    }
  }
  return grid;
}

}  // namespace backroll
