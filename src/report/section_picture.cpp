#include "report/section_picture.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace backroll {

namespace {

constexpr double kTolerance = 0.06;  // [mm] of the outlines
constexpr double kEdgeGap = 14;      // [px] between the section and the names
constexpr double kRowHeight = 17;    // [px]
constexpr double kTextSize = 12.5;
constexpr double kSideWidth = 168;   // [px] for names at the left or right
constexpr double kTitleHeight = 50;  // [px]
constexpr double kFootHeight = 34;   // [px] with the scale bar
constexpr double kBar_mm = 50;
constexpr const char* kLeader = "#3a3f46";

// Where the section lies on the plate.
struct Layout {
  double scale = 1, x0 = 0, y0 = 0;  // [px/mm], [px] of the grid's corner
  double left = 0, right = 0, top = 0, bottom = 0, width = 0, height = 0;
  const LabelGrid* grid = nullptr;
  PlanePoint on_plate(const PlanePoint& p) const {
    return {x0 + scale * (p.x - grid->left_mm + grid->step_mm / 2),
            y0 + scale * (p.y - grid->top_mm + grid->step_mm / 2)};
  }
};

bool names_at(const SectionPicture& picture, Edge edge) {
  return std::any_of(picture.callouts.begin(), picture.callouts.end(),
                     [edge](const SectionCallout& c) { return c.edge == edge; });
}

Layout lay_out(const SectionPicture& picture) {
  Layout l;
  l.grid = &picture.grid;
  l.scale = picture.pixels_per_mm;
  const double rows = 2 * kRowHeight + kEdgeGap + 8, edge = 26;
  l.left = names_at(picture, Edge::left) ? kSideWidth : edge;
  l.top = kTitleHeight + (names_at(picture, Edge::top) ? rows : edge);
  l.x0 = l.left;
  l.y0 = l.top;
  l.right = l.x0 + l.scale * picture.grid.columns * picture.grid.step_mm;
  l.bottom = l.y0 + l.scale * picture.grid.rows * picture.grid.step_mm;
  l.width = l.right + (names_at(picture, Edge::right) ? kSideWidth : edge);
  l.height = l.bottom + (names_at(picture, Edge::bottom) ? rows : edge) + kFootHeight;
  return l;
}

// Places near `wanted` (ascending) of which n and n + 1 are at least near(n) apart, n and n + 2 far(n), all
// within [from, to] if they fit. The mean of what is found pushing from either end, which keeps every
// distance.
template <class Near, class Far>
std::vector<double> spread(const std::vector<double>& wanted, double from, double to, Near&& near,
                           Far&& far) {
  const std::size_t size = wanted.size();
  std::vector<double> up = wanted, down = wanted;
  for (std::size_t n = 0; n < size; ++n) {
    up[n] = std::max(up[n], from);
    if (n >= 1) up[n] = std::max(up[n], up[n - 1] + near(n - 1));
    if (n >= 2) up[n] = std::max(up[n], up[n - 2] + far(n - 2));
  }
  for (std::size_t m = size; m-- > 0;) {
    down[m] = std::min(down[m], to);
    if (m + 1 < size) down[m] = std::min(down[m], down[m + 1] - near(m));
    if (m + 2 < size) down[m] = std::min(down[m], down[m + 2] - far(m));
  }
  for (std::size_t n = 0; n < size; ++n) up[n] = 0.5 * (up[n] + down[n]);
  // What still sticks out is pushed back in at either end, as far as there is room.
  for (std::size_t m = size; m-- > 0;) {
    up[m] = std::min(up[m], to);
    if (m + 1 < size) up[m] = std::min(up[m], up[m + 1] - near(m));
    if (m + 2 < size) up[m] = std::min(up[m], up[m + 2] - far(m));
  }
  for (std::size_t n = 0; n < size; ++n) {
    up[n] = std::max(up[n], from);
    if (n >= 1) up[n] = std::max(up[n], up[n - 1] + near(n - 1));
    if (n >= 2) up[n] = std::max(up[n], up[n - 2] + far(n - 2));
  }
  return up;
}

void lead(Plate& plate, const Ring& points) {
  plate.items.emplace_back(PlateShape{{points}, "", "#ffffff", 2.4, false, ""});
  plate.items.emplace_back(PlateShape{{points}, "", kLeader, 0.9, false, ""});
  const PlanePoint& end = points.back();
  constexpr int kCorners = 12;
  Ring dot;
  for (int n = 0; n < kCorners; ++n) {
    const double angle = 2 * 3.14159265 * n / kCorners;
    dot.push_back({end.x + 2.2 * std::cos(angle), end.y + 2.2 * std::sin(angle)});
  }
  plate.items.emplace_back(PlateShape{{dot}, kLeader, "#ffffff", 0.8, true, ""});
}

// Names above or below, in two rows by turns; the leader of the outer row passes between those of the inner.
void write_row(Plate& plate, const Layout& l, std::vector<SectionCallout> names, Edge edge) {
  std::sort(names.begin(), names.end(),
            [](const SectionCallout& a, const SectionCallout& b) { return a.place.x < b.place.x; });
  std::vector<double> wanted, width;
  for (const SectionCallout& name : names) {
    wanted.push_back(l.on_plate(name.place).x);
    width.push_back(text_width(name.name) * kTextSize / 12);
  }
  const std::vector<double> x = spread(
      wanted, 0.5 * width.front() + 8, l.width - 0.5 * width.back() - 8,
      [&](std::size_t n) { return 0.5 * width[n % 2 == 0 ? n : n + 1] + 5; },
      [&](std::size_t n) { return 0.5 * (width[n] + width[n + 2]) + 10; });
  const double out = edge == Edge::top ? -1 : 1;
  const double inner = (edge == Edge::top ? l.top : l.bottom) + out * kEdgeGap;
  for (std::size_t n = 0; n < names.size(); ++n) {
    const double row = n % 2 == 0 ? 0 : 1;  // inner, outer
    const double base = inner + out * kRowHeight * row;
    const double from = base + (edge == Edge::top ? 3 : -3);
    Ring line = {{x[n], from}};
    if (row > 0) line.push_back({x[n], inner + (edge == Edge::top ? 3 : -3)});
    line.push_back(l.on_plate(names[n].place));
    lead(plate, line);
    plate.items.emplace_back(PlateText{x[n], base + (edge == Edge::top ? 0 : kTextSize - 2), names[n].name,
                                       Anchor::middle, kTextSize, false, "#22262c", true});
  }
}

void write_column(Plate& plate, const Layout& l, std::vector<SectionCallout> names, Edge edge) {
  std::sort(names.begin(), names.end(),
            [](const SectionCallout& a, const SectionCallout& b) { return a.place.y < b.place.y; });
  std::vector<double> wanted;
  for (const SectionCallout& name : names) wanted.push_back(l.on_plate(name.place).y);
  const std::vector<double> y = spread(
      wanted, l.top + 8, l.bottom - 4, [](std::size_t) { return kRowHeight; },
      [](std::size_t) { return 2 * kRowHeight; });
  const bool left = edge == Edge::left;
  const double from = left ? l.left - kEdgeGap : l.right + kEdgeGap;
  for (std::size_t n = 0; n < names.size(); ++n) {
    lead(plate, {{from, y[n]}, l.on_plate(names[n].place)});
    plate.items.emplace_back(PlateText{from + (left ? -4 : 4), y[n] + 4, names[n].name,
                                       left ? Anchor::end : Anchor::start, kTextSize, false, "#22262c",
                                       true});
  }
}

void write_frame(Plate& plate, const Layout& l, const SectionPicture& picture) {
  plate.items.emplace_back(PlateText{14, 22, picture.title, Anchor::start, 16, true, "#22262c", false});
  plate.items.emplace_back(PlateText{14, 40, picture.subtitle, Anchor::start, 12, false, "#646b75", false});
  const double middle_x = 0.5 * (l.left + l.right), middle_y = 0.5 * (l.top + l.bottom);
  const double bottom = l.height - 14;
  const auto side = [&](double x, double y, const std::string& words, Anchor anchor) {
    if (!words.empty()) plate.items.emplace_back(PlateText{x, y, words, anchor, 13, true, "#646b75", false});
  };
  side(8, middle_y, picture.left, Anchor::start);
  side(l.width - 8, middle_y, picture.right, Anchor::end);
  side(middle_x, kTitleHeight + 8, picture.top, Anchor::middle);
  side(middle_x, bottom, picture.bottom, Anchor::middle);
  const double bar = kBar_mm * l.scale, x = l.width - 16 - bar;
  plate.items.emplace_back(
      PlateShape{{{{x, bottom - 6}, {x, bottom}, {x + bar, bottom}, {x + bar, bottom - 6}}},
                 "",
                 "#22262c",
                 1.5,
                 false,
                 ""});
  plate.items.emplace_back(
      PlateText{x + bar / 2, bottom - 5, "50 mm", Anchor::middle, 12, false, "#22262c", false});
}

}  // namespace

Plate section_plate(const SectionPicture& picture) {
  const Layout l = lay_out(picture);
  Plate plate{l.width, l.height, picture.title, picture.subtitle, {}};
  auto rings = contours(picture.grid, kTolerance);
  std::vector<SectionStyle> styles = picture.styles;
  std::stable_sort(styles.begin(), styles.end(),
                   [](const SectionStyle& a, const SectionStyle& b) { return a.order < b.order; });
  for (const SectionStyle& style : styles) {
    const auto found = rings.find(style.label);
    if (found == rings.end()) continue;
    for (Ring& ring : found->second)
      for (PlanePoint& p : ring) p = l.on_plate(p);
    plate.items.emplace_back(
        PlateShape{found->second, style.fill, style.stroke, style.stroke_width, true, style.name});
  }
  for (const SectionLine& line : picture.lines) {
    Ring points;
    for (const PlanePoint& p : line.points) points.push_back(l.on_plate(p));
    plate.items.emplace_back(PlateShape{{points}, "", line.casing, line.width + 1.4, false, ""});
    plate.items.emplace_back(PlateShape{{points}, "", line.colour, line.width, false, ""});
  }
  for (const Edge edge : {Edge::top, Edge::bottom, Edge::left, Edge::right}) {
    std::vector<SectionCallout> names;
    for (const SectionCallout& callout : picture.callouts)
      if (callout.edge == edge) names.push_back(callout);
    if (names.empty()) continue;
    if (edge == Edge::top || edge == Edge::bottom)
      write_row(plate, l, names, edge);
    else
      write_column(plate, l, names, edge);
  }
  for (const SectionWord& word : picture.words) {
    const PlanePoint p = l.on_plate(word.place);
    plate.items.emplace_back(
        PlateText{p.x, p.y + 4, word.words, Anchor::middle, 12, word.bold, "#4a3b22", false});
  }
  write_frame(plate, l, picture);
  return plate;
}

}  // namespace backroll
