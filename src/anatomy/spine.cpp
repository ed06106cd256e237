#include "anatomy/spine.hpp"

#include <cmath>

#include "units.hpp"

namespace backroll {

namespace {
constexpr double kBeyondLattice = 60;  // [mm] of the places "top" and "bottom"
}  // namespace

Scaling::Scaling(const Subject& subject, const SpineTable& spine, const ProfileTable& profiles)
    : woman(subject.sex == Sex::woman), bulk(subject.muscle_bulk) {
  const auto women = [this](double factor) { return woman ? factor : 1.0; };
  const double size = std::sqrt(subject.stature_m / spine.reference_stature_m);
  const double stoutness = subject.bmi() / spine.reference_bmi, excess = subject.bmi() - spine.reference_bmi;
  spacing = subject.stature_m / spine.curve_stature_m;
  skeleton = size * women(spine.women_skeleton);
  cage = size * std::pow(stoutness, 0.15) * women(spine.women_cage);
  block = bulk * size * std::pow(stoutness, 0.25) * women(spine.women_block);
  const double fat = subject.fat * women(spine.women_fat);
  fat_thoracic = fat * std::exp(profiles.fat_exponent_thoracic * excess);
  fat_lumbar = fat * std::exp(profiles.fat_exponent_lumbar * excess);
  fat_midline = women(spine.women_midline_fat);
  skin_mm = woman ? profiles.skin_woman_mm : profiles.skin_man_mm;
}

SpineCurve::SpineCurve(const Subject& subject, const SpineTable& table, const Scaling& scaling) {
  // Tilts: thoracic in proportion to the kyphosis; lumbar from -K/2 at T12 to -K/2 + Lo at S1.
  const double kyphosis = subject.kyphosis_deg, lordosis = subject.lordosis_deg;
  std::array<double, kLevels> tilt{};
  for (int n = level::L5; n < kLevels; ++n) {
    const double t = table.vertebra[n].tilt_deg;
    tilt[n] = is_lumbar(n) ? -kyphosis / 2 + (t + table.reference_kyphosis_deg / 2) /
                                                 table.reference_lordosis_deg * lordosis
                           : t * kyphosis / table.reference_kyphosis_deg;
  }
  const double sacrum_tilt = -kyphosis / 2 + lordosis;
  sacrum_up = Vec2(std::sin(sacrum_tilt * kRadians), std::cos(sacrum_tilt * kRadians));

  // Body centres upwards from the disc, each step along the mean tilt of its two vertebrae.
  Vec2 below = Vec2::Zero();
  double tilt_below = sacrum_tilt;
  for (int n = level::L5; n < kLevels; ++n) {
    double step = table.l5_s1_step_mm;
    if (n > level::L5)
      step = std::hypot(table.vertebra[n].z_mm - table.vertebra[n - 1].z_mm,
                        table.vertebra[n].y_mm - table.vertebra[n - 1].y_mm);
    const double mean = 0.5 * (tilt[n] + tilt_below) * kRadians;
    centre[n] = below + step * scaling.spacing * Vec2(std::sin(mean), std::cos(mean));
    below = centre[n];
    tilt_below = tilt[n];
  }
  // Shear the curve so that T1 stands where an upright trunk has it.
  const Vec2 t1 = centre[level::T1];
  const double shear = (table.t1_x_mm * scaling.spacing - t1.x()) / t1.y();
  const double v = scaling.skeleton;
  for (int n = level::L5; n < kLevels; ++n) {
    centre[n].x() += shear * centre[n].y();
    const double t = tilt[n] * kRadians;
    forward[n] = Vec2(std::cos(t), -std::sin(t));
    up[n] = Vec2(std::sin(t), std::cos(t));
    const Vertebra& vertebra = table.vertebra[n];
    tip[n] = centre[n] - v * (vertebra.spinous_behind_mm * forward[n] + vertebra.spinous_below_mm * up[n]);
    height[n] = centre[n].y();
    tip_half_width[n] = 0.5 * v * vertebra.tip_width_mm;
  }
  // The sacral crest turns with S1.
  const double turn = (sacrum_tilt - table.crest_tilt_deg) * kRadians;
  for (int n = level::S4; n <= level::S1; ++n) {
    const Vec2 p = v * table.crest_tip_mm[n];
    tip[n] = Vec2(p.x() * std::cos(turn) + p.y() * std::sin(turn),
                  -p.x() * std::sin(turn) + p.y() * std::cos(turn));
    height[n] = tip[n].y() - 1.5 * v;
    tip_half_width[n] = 0.5 * v * table.crest_tip_width_mm[n];
    centre[n] = forward[n] = up[n] = Vec2::Zero();
  }
  y_min = tip[level::S4].y() - 7;
  y_max = tip[level::C7].y() + 8;
  std::vector<double> x, y;
  for (const Vec2& t : tip) {
    x.push_back(t.x());
    y.push_back(t.y());
  }
  tip_line = Pchip(y, x);
}

Vec2 SpineCurve::place(const Landmark& anchor, const Scaling& scaling) const {
  double y = 0;
  switch (anchor.place) {
    case Landmark::Place::body:
      y = height[anchor.level];
      break;
    case Landmark::Place::tip:
      y = tip[anchor.level].y();
      break;
    case Landmark::Place::origin:
      break;
    case Landmark::Place::top:
      y = y_max + kBeyondLattice;
      break;
    case Landmark::Place::bottom:
      y = y_min - kBeyondLattice;
      break;
  }
  return {anchor.s_mm * scaling.cage, y + anchor.above_mm};
}

std::vector<Vec2> SpineCurve::places(const std::vector<Landmark>& anchors, const Scaling& scaling) const {
  std::vector<Vec2> points;
  points.reserve(anchors.size());
  for (const Landmark& anchor : anchors) points.push_back(place(anchor, scaling));
  return points;
}

std::vector<Vec2> SpineCurve::over_height(const LevelValues& values) const {
  std::vector<Vec2> points;
  for (const auto& [n, value] : values) points.emplace_back(height[n], value);
  return points;
}

LevelCurve::LevelCurve(const LevelValues& values, const std::array<double, kLevels>& y_of_level) {
  std::vector<double> x, y;
  for (const auto& [n, value] : values) {
    x.push_back(y_of_level[n]);
    y.push_back(value);
  }
  curve_ = Pchip(x, y);
}

}  // namespace backroll
