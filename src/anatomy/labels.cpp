#include "anatomy/labels.hpp"

#include <cmath>

namespace backroll {

namespace {
constexpr double kThinnest = 0.4;           // [mm] a sheet thinner than this is fat
constexpr double kLigamentHalfWidth = 2.2;  // [mm] supra- and interspinous
constexpr double kIntercostal = 8.5;        // [mm] thickness of the chest wall below the floor
constexpr double kParavertebral = 24;       // [mm] s below which the deep tissue is ligament
constexpr double kPsoasEdge = 50;           // [mm] s
constexpr double kGlutealGap = 72;          // [mm] s: fat medial of it, gluteus medius lateral
}  // namespace

Labels::Labels(const AnatomyTables& tables, const Scaling& scaling, const SpineCurve& spine,
               const Sections& sections, const BoneShapes& bones)
    : sections_(sections),
      bones_(bones),
      height_(spine.height),
      q_(scaling.cage),
      skin_mm_(scaling.skin_mm),
      lean_(tables.muscles.lean_mm),
      spinalis_(tables.muscles.spinalis_s_mm),
      block_(scaling.block),
      erector_edge_(tables.muscles.erector_edge_mm, spine.height),
      iliocostalis_(tables.muscles.iliocostalis_edge_mm, spine.height),
      multifidus_deep_(tables.muscles.multifidus_deep_mm, spine.height),
      multifidus_superficial_(tables.muscles.multifidus_superficial_mm, spine.height),
      multifidus_roof_(tables.muscles.multifidus_roof, spine.height),
      quadratus_medial_(spine.over_height(tables.muscles.quadratus_medial_mm)),
      quadratus_lateral_(spine.over_height(tables.muscles.quadratus_lateral_mm)),
      quadratus_thickness_(spine.over_height(tables.muscles.quadratus_thickness_mm)) {
  for (std::size_t n = 0; n < sections.sheet_muscles().size(); ++n)
    if (sections.sheet_muscles()[n] == Tissue::latissimus) latissimus_sheet_ = static_cast<int>(n);
}

Labels::Place Labels::place(double s, double y) const {
  Place p;
  p.column = sections_.column(s, y);
  p.erector_edge = erector_edge_(y);
  p.iliocostalis_edge = iliocostalis_(y);
  p.multifidus_deep = multifidus_deep_(y);
  p.multifidus_superficial = multifidus_superficial_(y);
  p.multifidus_roof = multifidus_roof_(y);
  p.iliac_rim = bones_.iliac_rim(s);
  p.above_flank = y >= height_[level::T12] - 0.45 * (s - 70);
  p.thorax = y > height_[level::T12] - 0.5 * std::max(s - 55, 0.0) - 6;
  p.abdomen = !p.thorax && y > height_[level::L5] - 10;
  return p;
}

std::optional<Tissue> Labels::at(const Place& place, double h) const {
  const Column& c = place.column;
  if (h > c.skin + 0.01 || h < c.deep_end - 12) return std::nullopt;
  if (c.s < kLigamentHalfWidth && h < c.roof + 0.6 && h > c.floor) return Tissue::ligament;
  if (h < c.floor) return below_floor(place, h);
  if (h >= c.roof) return above_roof(place, h);
  const double depth_share = std::clamp((h - c.floor) / (c.roof - c.floor), 0.0, 1.0);
  return c.s < place.erector_edge ? erector(place, depth_share) : beside_erector(place, depth_share);
}

Tissue Labels::above_roof(const Place& place, double h) const {
  const Column& c = place.column;
  if (h < c.under_fat) {
    double top = c.roof;
    for (std::size_t n = 0; n < sections_.sheet_muscles().size(); ++n) {
      const double bottom = top;
      top += c.sheet[n];
      if (h >= bottom && h < top && c.sheet[n] > kThinnest) return sections_.sheet_muscles()[n];
    }
    return Tissue::fat;
  }
  return h < c.skin - skin_mm_ ? Tissue::fat : Tissue::skin;
}

Tissue Labels::erector(const Place& place, double depth_share) const {
  const Column& c = place.column;
  const double rise = std::clamp(depth_share / place.multifidus_roof, 0.0, 1.0);
  const double edge = place.multifidus_deep + (place.multifidus_superficial - place.multifidus_deep) * rise;
  if (c.s < edge && depth_share <= place.multifidus_roof) return Tissue::multifidus;
  if (c.s < spinalis_ && c.y > height_[level::T12] - 5 && c.y < height_[level::T3]) return Tissue::spinalis;
  if (c.s > place.iliocostalis_edge + (depth_share - 0.5) * lean_) return Tissue::iliocostalis;
  return Tissue::longissimus;
}

Tissue Labels::beside_erector(const Place& place, double depth_share) const {
  const Column& c = place.column;
  if (c.y < height_[level::L5] + 12 && c.s < kGlutealGap) return Tissue::fat;
  if (c.y < place.iliac_rim + 2) return c.s < kGlutealGap ? Tissue::fat : Tissue::gluteus_medius;
  if (c.scapula > 2 && depth_share > 0.5) return Tissue::subscapularis;
  if (!place.above_flank) return Tissue::obliqui;
  if (c.y > height_[level::T1] + 4) return Tissue::collum;
  if (c.y > height_[level::T10]) {
    const bool covered = latissimus_sheet_ >= 0 && c.sheet[latissimus_sheet_] > kThinnest;
    if (c.y < height_[level::T7] && c.s < 104 * q_ && c.scapula < -3 && covered) return Tissue::latissimus;
    return Tissue::serratus_anterior;
  }
  return c.s > 112 * q_ ? Tissue::obliqui : Tissue::serratus_posterior;
}

Tissue Labels::below_floor(const Place& place, double h) const {
  const Column& c = place.column;
  const double depth = c.floor - h;
  if (place.thorax) {
    if (c.s <= kParavertebral) return Tissue::ligament;
    return depth < kIntercostal ? Tissue::intercostal : Tissue::deep;
  }
  if (!place.abdomen) return Tissue::deep;
  if (c.s < kParavertebral) return Tissue::ligament;
  const double lateral = interpolate(quadratus_lateral_, c.y);
  if (c.s > interpolate(quadratus_medial_, c.y) && c.s < lateral && c.y > height_[level::L5] + 8) {
    const double round = std::sqrt(std::clamp((lateral - c.s) / 8, 0.0, 1.0));  // rounded lateral edge
    if (depth < interpolate(quadratus_thickness_, c.y) * block_ * round) return Tissue::quadratus_lumborum;
  }
  return c.s < kPsoasEdge ? Tissue::psoas : Tissue::deep;
}

}  // namespace backroll
