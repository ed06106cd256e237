#include "anatomy/section_grid.hpp"

#include <cmath>

namespace backroll {

namespace {

constexpr double kStep = 0.35;     // [mm] of the grid
constexpr double kAlong = 0.25;    // [mm] of s between the columns that are looked at
constexpr double kSacrumTop = -6;  // [mm] x v, height of its upper end plate
constexpr double kMargin = 3;      // [mm] around the section

// Place in the axes of the vertebra above or below, in units of the scaled tables.
struct Between {
  double forward = 0, half_depth = 0, half_width = 0, canal = 0;
  bool in_disc = false;  // neither at the height of a body nor of the sacrum
};

// Axes and sizes blended between the two neighbouring bodies; beyond the first and last those of that body.
Between find_between(const BackShape& shape, double x, double y) {
  const double v = shape.scaling.skeleton;
  const auto from = [&](int n) { return Vec2(Vec2(x, y) - shape.spine.centre[n]); };
  const auto over = [&](int n) { return from(n).dot(shape.spine.up[n]) / v; };
  int low = level::L5;
  while (low + 1 < level::C7 && over(low + 1) >= 0) ++low;
  const double below = over(low), above = over(low + 1);
  const double share = std::clamp(below / (below - above), 0.0, 1.0);
  const auto blend = [share](double lower, double upper) { return (1 - share) * lower + share * upper; };
  const Vertebra &a = shape.tables.spine.vertebra[low], &b = shape.tables.spine.vertebra[low + 1];
  Between at;
  at.forward =
      blend(from(low).dot(shape.spine.forward[low]), from(low + 1).dot(shape.spine.forward[low + 1])) / v;
  at.half_depth = blend(a.endplate_depth_mm, b.endplate_depth_mm) / 2;
  at.half_width = blend(a.endplate_width_mm, b.endplate_width_mm) / 2;
  at.canal = blend(a.canal_mm, b.canal_mm);
  at.in_disc = (below > a.body_height_mm / 2 && above < -b.body_height_mm / 2) ||
               (below < -a.body_height_mm / 2 && y > kSacrumTop * v);
  return at;
}

// Where a midline section of the sacrum ends in front: from the promontory, under the front of L5, to the
// lattice's deep end at S3.
double sacrum_front(const BackShape& shape, const Column& at) {
  const Vertebra& l5 = shape.tables.spine.vertebra[level::L5];
  const Vec2 promontory =
      shape.spine.centre[level::L5] +
      shape.scaling.skeleton * (0.5 * l5.endplate_depth_mm * shape.spine.forward[level::L5] -
                                l5.body_height_mm * shape.spine.up[level::L5]);
  const double down = smoothstep(-at.y, 0, -shape.spine.height[level::S3]);
  return (1 - down) * promontory.x() + down * at.x_at(at.deep_end);
}

std::uint8_t label_at(const BackShape& shape, const Labels::Place& place, double h, int side) {
  const Column& c = place.column;
  const double x = c.x_at(h), z = c.z_at(h), v = shape.scaling.skeleton;
  if (const BoneHit hit = shape.bones.nearest(c, h, 0); hit.bone >= 0 && hit.distance < 0) {
    if (hit.bone == bone::pelvis && h < c.deep_end && x > sacrum_front(shape, c))
      return section_label::nothing;
    return section_label::of_bone(side < 0 ? bone::mirrored(hit.bone) : hit.bone);
  }
  const auto tissue = h < c.deep_end ? std::nullopt : shape.labels.at(place, h);
  if (!tissue || *tissue == Tissue::ligament || *tissue == Tissue::deep || *tissue == Tissue::psoas) {
    const Between at = find_between(shape, x, c.y);
    if (at.in_disc && std::hypot(at.forward / at.half_depth, z / v / at.half_width) < 1)
      return section_label::disc;
    const double behind = (at.forward + at.half_depth + at.canal / 2) / (at.canal / 2);
    if (c.y > kSacrumTop * v && std::hypot(behind, z / v / (0.65 * at.canal)) < 1)
      return section_label::canal;
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
