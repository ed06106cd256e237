#include "anatomy/midline.hpp"

#include <cmath>

#include "scenario/input_error.hpp"

namespace backroll {

namespace {

constexpr double kSpacing = 2;  // [mm] in y

double arc_at_height(const std::vector<MidlinePoint>& midline, double y) {
  std::size_t n = 1;
  while (n + 1 < midline.size() && midline[n].y < y) ++n;
  const MidlinePoint &a = midline[n - 1], &b = midline[n];
  return a.arc + (b.arc - a.arc) * (y - a.y) / (b.y - a.y);
}

Vec3 point_at_arc(const std::vector<MidlinePoint>& midline, double arc) {
  const auto after = std::upper_bound(midline.begin() + 1, midline.end() - 1, arc,
                                      [](double value, const MidlinePoint& p) { return value < p.arc; });
  const MidlinePoint &a = *(after - 1), &b = *after;
  const double t = (std::clamp(arc, midline.front().arc, midline.back().arc) - a.arc) / (b.arc - a.arc);
  return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y), 0};
}

}  // namespace

std::vector<MidlinePoint> skin_midline(const BackShape& shape, const BodyLattice& body) {
  const double bottom = body.plane_y.front(), top = body.plane_y.back();
  const int steps = static_cast<int>(std::ceil((top - bottom) / kSpacing));
  std::vector<MidlinePoint> midline(steps + 1);
  for (int n = 0; n <= steps; ++n) {
    const double y = bottom + (top - bottom) * n / steps;
    const Column column = shape.sections.column(0, y);
    MidlinePoint& p = midline[n];
    p.x = 1e-3 * column.x_at(column.skin);
    p.y = 1e-3 * y;
    p.arc = n == 0 ? 0 : midline[n - 1].arc + std::hypot(p.x - midline[n - 1].x, p.y - midline[n - 1].y);
  }
  const double origin = arc_at_height(midline, 0);
  for (MidlinePoint& p : midline) p.arc -= origin;
  return midline;
}

std::vector<Level> spine_levels(const BackShape& shape, const std::vector<MidlinePoint>& midline) {
  std::vector<Level> levels;
  for (int n = level::C7; n >= level::S1; --n)
    levels.push_back({std::string(kLevelNames[n]), arc_at_height(midline, 1e-3 * shape.spine.tip[n].y())});
  return levels;
}

MidlineFrame midline_at(const BackModel& back, double arc, double smooth) {
  const double first = back.midline.front().arc, last = back.midline.back().arc;
  const double at = std::clamp(arc, first, last);
  // The mean tangent over an interval of arc is its chord.
  const double half = std::max(smooth, 1e-3);
  const Vec3 chord = point_at_arc(back.midline, std::min(at + half, last)) -
                     point_at_arc(back.midline, std::max(at - half, first));
  return {point_at_arc(back.midline, at), Vec3(-chord.y(), chord.x(), 0).normalized()};
}

const std::string& level_at(const BackModel& back, double arc) {
  const Level* nearest = &back.levels.front();
  for (const Level& level : back.levels)
    if (std::abs(level.arc - arc) < std::abs(nearest->arc - arc)) nearest = &level;
  return nearest->name;
}

double level_arc(const BackModel& back, const std::string& name) {
  std::vector<std::string> names;
  for (const Level& level : back.levels) {
    if (level.name == name) return level.arc;
    names.push_back(level.name);
  }
  throw InputError::at({}, 0, "level", name, "there is no such level", "C7, T1 to T12, L1 to L5, S1",
                       nearest_word(name, names));
}

}  // namespace backroll
