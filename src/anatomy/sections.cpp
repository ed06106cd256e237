#include "anatomy/sections.hpp"

#include <bit>
#include <cmath>
#include <numbers>

#include "anatomy/sheets.hpp"

namespace backroll {

namespace {

// Order of the maps = order of the members of SectionValues.
enum Map {
  floor_map,
  roof_map,
  under_fat_map,
  skin_map,
  deep_end_map,
  base_z_map,
  base_x_map,
  normal_z_map,
  normal_x_map,
  scapula_map,
  first_sheet_map
};

constexpr double kWidestS = 280;   // [mm] last column of the maps
constexpr double kMapMargin = 30;  // [mm] of the maps beyond the lattice in y
constexpr double kBetween = 1.0;   // [mm] x v: between roof and superficial muscles

double interpolate_sorted(const std::vector<double>& x, const std::vector<double>& y, double at) {
  if (at <= x.front()) return y.front();
  if (at >= x.back()) return y.back();
  const std::size_t i = std::upper_bound(x.begin(), x.end(), at) - x.begin();
  return y[i - 1] + (y[i] - y[i - 1]) * (at - x[i - 1]) / (x[i] - x[i - 1]);
}

}  // namespace

Sections::Sections(const AnatomyTables& tables, const Scaling& scaling, const SpineCurve& spine) {
  const ProfileTable& p = tables.profiles;
  y0_ = spine.y_min - kMapMargin;
  rows_ = static_cast<int>(std::ceil((spine.y_max + kMapMargin - y0_) / kStep));
  columns_ = static_cast<int>(kWidestS / kStep) + 1;
  maps_.assign(static_cast<std::size_t>(rows_) * columns_, Row{});
  build_base_curves(p, scaling, spine);

  const double v = scaling.skeleton;
  const Field floor_table = profile(p.floor_mm, spine), roof_table = profile(p.roof_mm, spine);
  const Field floor = floor_table * v;
  Field roof = floor + (roof_table - floor_table) * scaling.block;
  Field under_fat(rows_, columns_);
  build_sheets(tables.muscles, scaling, spine);
  for (int r = 0; r < rows_; ++r) {
    const double least =
        p.least_caudal_mm + (p.least_cranial_mm - p.least_caudal_mm) *
                                smoothstep(y(r), spine.height[level::L5], spine.height[level::L4]);
    for (int c = 0; c < columns_; ++c) {
      const double w = p.midline_blend_mm.step(s(c));
      roof(r, c) = std::max(p.apex_mm * v * (1 - w) + roof(r, c) * w, floor(r, c) + least);
      under_fat(r, c) = roof(r, c) + kBetween * v;
    }
  }
  for (const Field& sheet : sheets_) under_fat += sheet;
  const Field fat = fat_thickness(tables, scaling, spine);
  const std::vector<Vec2> scapula = spine.places(tables.ribs.scapula, scaling);
  Field scapula_distance(rows_, columns_);
  for (int r = 0; r < rows_; ++r)
    for (int c = 0; c < columns_; ++c) scapula_distance(r, c) = distance_inside(scapula, s(c), y(r));

  store(floor, floor_map);
  store(roof, roof_map);
  store(under_fat, under_fat_map);
  store(skin_surface(under_fat, fat, p, scaling), skin_map);
  store(deep_surface(floor, p, scaling, spine), deep_end_map);
  store(scapula_distance, scapula_map);
  for (std::size_t m = 0; m < sheets_.size(); ++m) store(sheets_[m], first_sheet_map + static_cast<int>(m));
  sheets_.clear();
}

void Sections::store(const Field& field, int map) {
  for (int r = 0; r < rows_; ++r)
    for (int c = 0; c < columns_; ++c) maps_[static_cast<std::size_t>(r) * columns_ + c][map] = field(r, c);
}

double Sections::apex_x(double height, const ProfileTable& table, const Scaling& scaling,
                        const SpineCurve& spine) const {
  return spine.tip_x(height) + table.apex_mm * scaling.skeleton;
}

// |z/W|^n + |(x - xc)/D|^n = 1, posterior half, xc = x0 + D q; beyond its end the curve runs straight
// forward.
void Sections::build_base_curves(const ProfileTable& table, const Scaling& scaling, const SpineCurve& spine) {
  constexpr int kSamples = 400;
  const LevelCurve half_width(table.half_width_mm, spine.height),
      half_depth(table.half_depth_mm, spine.height);
  std::vector<double> sine(kSamples), cosine(kSamples), z(kSamples), x(kSamples), arc(kSamples);
  for (int n = 0; n < kSamples; ++n) {
    const double angle = n * (std::numbers::pi / 2) / (kSamples - 1);
    sine[n] = std::pow(std::sin(angle), 2 / table.exponent);
    cosine[n] = std::pow(std::max(0.0, std::cos(angle)), 2 / table.exponent);
  }
  Field base_z(rows_, columns_), base_x(rows_, columns_), normal_z(rows_, columns_),
      normal_x(rows_, columns_);
  half_girth_.resize(rows_);
  for (int r = 0; r < rows_; ++r) {
    const double width = half_width(y(r)) * scaling.cage, depth = half_depth(y(r)) * scaling.cage;
    const double centre = apex_x(y(r), table, scaling, spine) + depth;
    for (int n = 0; n < kSamples; ++n) {
      z[n] = width * sine[n];
      x[n] = centre - depth * cosine[n];
      arc[n] = n == 0 ? 0 : arc[n - 1] + std::hypot(z[n] - z[n - 1], x[n] - x[n - 1]);
    }
    half_girth_[r] = arc.back();
    std::vector<double> outward_z = derivative(x, arc), outward_x = derivative(z, arc);
    for (int n = 0; n < kSamples; ++n) {
      const double length = std::hypot(outward_z[n], outward_x[n]);
      outward_z[n] /= length;
      outward_x[n] /= -length;
    }
    for (int c = 0; c < columns_; ++c) {
      base_z(r, c) = interpolate_sorted(arc, z, s(c));
      base_x(r, c) = interpolate_sorted(arc, x, s(c)) + std::max(0.0, s(c) - arc.back());
      normal_z(r, c) = interpolate_sorted(arc, outward_z, s(c));
      normal_x(r, c) = interpolate_sorted(arc, outward_x, s(c));
    }
  }
  normal_z = smoothed(normal_z, 4, 2);
  normal_x = smoothed(normal_x, 4, 2);
  normal_z.col(0).setZero();
  const Field length = normal_z.binaryExpr(normal_x, [](double a, double b) { return std::hypot(a, b); });
  store(base_z, base_z_map);
  store(base_x, base_x_map);
  store(normal_z / length, normal_z_map);
  store(normal_x / length, normal_x_map);
}

// Monotone cubics over s at the levels, then over y at the heights of the bodies, then a light smoothing.
Field Sections::profile(const std::vector<ProfileRow>& rows, const SpineCurve& spine) const {
  constexpr double kFarS = 400;  // the last value holds up to here
  std::vector<double> heights;
  std::vector<Pchip> across;
  for (const ProfileRow& row : rows) {
    std::vector<double> at, h;
    for (const Vec2& point : row.points) {
      at.push_back(point.x());
      h.push_back(point.y());
    }
    at.push_back(kFarS);
    h.push_back(h.back());
    across.emplace_back(at, h);
    heights.push_back(spine.height[row.level]);
  }
  Field field(rows_, columns_);
  std::vector<double> h(rows.size());
  for (int c = 0; c < columns_; ++c) {
    for (std::size_t n = 0; n < rows.size(); ++n) h[n] = across[n](s(c));
    const Pchip along(heights, h);
    for (int r = 0; r < rows_; ++r) field(r, c) = along.clamped(y(r));
  }
  return smoothed(field, 2, 1.2);
}

void Sections::build_sheets(const MuscleTable& table, const Scaling& scaling, const SpineCurve& spine) {
  for (const Sheet& sheet : table.sheets) {
    const SheetShape shape(sheet, table.midline_fade_mm, scaling, spine);
    if (sheet_muscles_.empty() || sheet_muscles_.back() != sheet.muscle) {
      sheet_muscles_.push_back(sheet.muscle);
      sheets_.push_back(Field::Zero(rows_, columns_));
    }
    for (int r = 0; r < rows_; ++r)
      for (int c = 0; c < columns_; ++c) sheets_.back()(r, c) += shape.thickness(s(c), y(r));
  }
  for (Field& sheet : sheets_) sheet = smoothed(sheet, 2, 1.5);
}

Field Sections::fat_thickness(const AnatomyTables& tables, const Scaling& scaling,
                              const SpineCurve& spine) const {
  const ProfileTable& p = tables.profiles;
  std::array<double, kLevels> tip_height{};
  for (int n = 0; n < kLevels; ++n) tip_height[n] = spine.tip[n].y();
  const LevelCurve midline(p.fat_midline_mm, tip_height), paraspinal(p.fat_paraspinal_mm, spine.height),
      flank(p.fat_flank_mm, spine.height);
  const double psis_s = tables.spine.psis_s_mm * scaling.skeleton, psis_y = spine.height[level::S2];
  Field fat(rows_, columns_);
  for (int r = 0; r < rows_; ++r) {
    const double thoracic = smoothstep(y(r), spine.height[p.fat_lumbar_to], spine.height[p.fat_lumbar_from]);
    const double scale = scaling.fat_thoracic * thoracic + scaling.fat_lumbar * (1 - thoracic);
    const double m = scaling.fat_midline * midline(y(r)), b = paraspinal(y(r)), f = flank(y(r));
    for (int c = 0; c < columns_; ++c) {
      const double to_back = p.fat_paraspinal_s_mm.step(s(c)), to_flank = p.fat_flank_s_mm.step(s(c));
      const double ds = (s(c) - psis_s) / p.dimple_radius_mm, dy = (y(r) - psis_y) / p.dimple_radius_mm;
      fat(r, c) = scale * ((m * (1 - to_back) + b * to_back) * (1 - to_flank) + f * to_flank) *
                  (1 - p.dimple_share * std::exp(-ds * ds - dy * dy));
    }
  }
  return fat;
}

// Smoothed on the mirrored section; the midline keeps its own depth over the tips and the furrow is filled if
// too deep.
Field Sections::skin_surface(const Field& under_fat, const Field& fat, const ProfileTable& table,
                             const Scaling& scaling) const {
  const Field raw = under_fat + fat + scaling.skin_mm;
  Field mirrored(rows_, 2 * columns_ - 1);
  for (int c = 1 - columns_; c < columns_; ++c) mirrored.col(c + columns_ - 1) = raw.col(std::abs(c));
  const Field both = smoothed(mirrored, 5, 4).rightCols(columns_);
  const Field midline = smoothed(raw.leftCols(1), 3, 0);
  Field skin(rows_, columns_);
  for (int r = 0; r < rows_; ++r) {
    const double bulge = both.row(r).segment(14, 3).mean();  // beside the furrow: s = 28 .. 32
    const double middle = std::max(midline(r, 0), bulge - table.deepest_furrow_mm * scaling.skeleton);
    for (int c = 0; c < columns_; ++c) {
      const double w = smoothstep(s(c), 0, table.furrow_blend_mm);
      skin(r, c) = std::max(middle * (1 - w) + both(r, c) * w, under_fat(r, c) + scaling.skin_mm + 1.5);
    }
  }
  return skin;
}

// Through the vertebral bodies on the midline, below the floor lateral of s = 62.
Field Sections::deep_surface(const Field& floor, const ProfileTable& table, const Scaling& scaling,
                             const SpineCurve& spine) const {
  LevelValues middle_values;
  for (const auto& [n, h] : table.deep_midline_sacrum_mm) middle_values.emplace_back(n, h * scaling.skeleton);
  for (int n = level::L5; n < kLevels; ++n)
    middle_values.emplace_back(n, apex_x(spine.height[n], table, scaling, spine) - spine.centre[n].x());
  const LevelCurve middle(middle_values, spine.height), below(table.deep_below_floor_mm, spine.height);
  Field deep(rows_, columns_);
  for (int r = 0; r < rows_; ++r)
    for (int c = 0; c < columns_; ++c) {
      const double w = smoothstep(s(c), 14, 62);
      deep(r, c) = std::min(middle(y(r)) * (1 - w) + (floor(r, c) - below(y(r))) * w, floor(r, c) - 12);
    }
  return smoothed(deep, 3, 2).binaryExpr(floor, [](double b, double f) { return std::min(b, f - 11); });
}

Column Sections::column(double at_s, double at_y) const {
  const double u = at_s / kStep, w = (at_y - y0_) / kStep;
  const int c = std::clamp(static_cast<int>(u), 0, columns_ - 2),
            r = std::clamp(static_cast<int>(w), 0, rows_ - 2);
  const double fu = u - c, fw = w - r;
  const Row* low = &maps_[static_cast<std::size_t>(r) * columns_ + c];
  const Row* high = low + columns_;
  Row value;
  for (int m = 0; m < kMaps; ++m)
    value[m] =
        (1 - fw) * ((1 - fu) * low[0][m] + fu * low[1][m]) + fw * ((1 - fu) * high[0][m] + fu * high[1][m]);
  static_assert(sizeof(SectionValues) == sizeof(Row));
  return {std::bit_cast<SectionValues>(value), at_s, at_y};
}

Vec3 Sections::position(double at_s, double at_y, double h) const {
  const Column at = column(at_s, at_y);
  return {at.x_at(h), at_y, at.z_at(h)};
}

double Sections::half_girth(double at_y) const {
  const double w = std::clamp((at_y - y0_) / kStep, 0.0, rows_ - 1.0);
  const int r = std::min(static_cast<int>(w), rows_ - 2);
  return half_girth_[r] + (half_girth_[r + 1] - half_girth_[r]) * (w - r);
}

}  // namespace backroll
