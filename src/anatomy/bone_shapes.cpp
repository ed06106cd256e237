#include "anatomy/bone_shapes.hpp"

#include <cmath>
#include <limits>

namespace backroll {

namespace {
constexpr double kFar = std::numeric_limits<double>::infinity();

double segment_distance(const Vec2& point, const Vec2& from, const Vec2& to) {
  const Vec2 along = to - from;
  const double t = std::clamp((point - from).dot(along) / along.squaredNorm(), 0.0, 1.0);
  return (point - from - t * along).norm();
}

double max_of(std::initializer_list<double> values) {
  return std::max(values);
}
}  // namespace

std::vector<Bone> named_bones() {
  std::vector<Bone> bones;
  for (int n = level::C7; n >= level::L5; --n)
    bones.push_back({std::string(kLevelNames[n]), BoneKind::spine, Vec3::Zero()});
  bones.push_back({"pelvis", BoneKind::pelvis, Vec3::Zero()});
  for (const char* side : {" left", " right"})
    for (int number = 1; number <= 12; ++number)
      bones.push_back({"rib " + std::to_string(number) + side, BoneKind::rib, Vec3::Zero()});
  for (const char* side : {" left", " right"})
    bones.push_back({std::string("scapula") + side, BoneKind::scapula, Vec3::Zero()});
  return bones;
}

struct BoneShapes::Point {
  const Column& column;
  double h, x, z, spacing_y;
  double s() const { return column.s; }
  double y() const { return column.y; }
};

double BoneShapes::Capsule::distance(const Vec3& point) const {
  const Vec3 along = to - from;
  const double t = std::clamp((point - from).dot(along) / along.squaredNorm(), 0.0, 1.0);
  return (point - from - t * along).norm() - radius;
}

BoneShapes::BoneShapes(const AnatomyTables& tables, const Scaling& scaling, const SpineCurve& spine,
                       const Sections& sections)
    : v_(scaling.skeleton), q_(scaling.cage), rib_table_(tables.ribs) {
  for (int n = level::L5; n < kLevels; ++n)
    vertebrae_[n] = vertebra_shape(tables.spine.vertebra[n], n, spine);
  ribs_ = rib_lines(tables, scaling, spine, sections);
  sacrum_half_width_ = spine.over_height(tables.spine.sacrum_half_width_mm);
  for (const SpineTable::RimPoint& p : tables.spine.ilium_upper)
    rim_upper_.emplace_back(p.s_mm, spine.height[p.level] + p.above_mm);
  for (const SpineTable::RimPoint& p : tables.spine.ilium_lower)
    rim_lower_.emplace_back(p.s_mm, spine.height[p.level] + p.above_mm);
  ilium_thickness_ = tables.spine.ilium_thickness_mm;
  crest_top_ = spine.tip[level::S1].y() + 7;
  ilium_top_ = spine.height[level::L4] + 10;
  ridge_ = spine.places(rib_table_.ridge, scaling);
  for (const Vec2& p : rib_table_.ridge_height_mm) ridge_height_.emplace_back(p.x() * q_, p.y());
  scapula_bottom_ = spine.height[level::T8] - 8;
}

// Sizes [recalled (low-medium) or proposed] of the parts that the table does not give, x v.
BoneShapes::VertebraShape BoneShapes::vertebra_shape(const Vertebra& t, int n, const SpineCurve& spine) {
  VertebraShape s;
  s.centre = spine.centre[n];
  s.forward = spine.forward[n];
  s.up = spine.up[n];
  s.lumbar = is_lumbar(n);
  s.half_depth = t.endplate_depth_mm / 2;
  s.half_width = t.endplate_width_mm / 2;
  s.half_height = t.body_height_mm / 2;
  const double wall = -s.half_depth, hb = t.body_height_mm;  // posterior wall of the body
  const double pedicle_z = !s.lumbar ? 11 : n <= level::L4 ? 15.5 : 13;
  s.pedicle = {{wall + 3, 0.22 * hb, pedicle_z}, {wall - 9, 0.2 * hb, pedicle_z + 1}, s.lumbar ? 4.6 : 3.6};
  s.lamina_from = Vec2(wall - 9, pedicle_z + 2);
  s.lamina_to = Vec2(wall - t.canal_mm - 3.5, 0);
  s.lamina_half_height = (s.lumbar ? 0.46 : 0.52) * hb;
  s.has_articular = s.lumbar || n == level::T12;
  s.articular = {{wall - 13, 0.5 * hb, pedicle_z + 3.5}, {wall - 16, -0.75 * hb, pedicle_z + 2.5}, 6};
  s.tp_above = t.tp_above_mm;
  s.transverse = {{wall - 9, t.tp_above_mm, pedicle_z + 1},
                  {-t.tp_behind_mm, t.tp_above_mm - (s.lumbar ? 0 : 1), t.tp_span_mm / 2 - 4},
                  s.lumbar ? 4.2 : 4.8};
  // Thoracic: an oblique blade from the laminae to the tip; lumbar: a horizontal one at the height of the
  // tip.
  const Vec2 tip(-t.spinous_behind_mm, -t.spinous_below_mm);
  s.spinous_from = Vec2(wall - t.canal_mm - 2, s.lumbar ? tip.y() : -2);
  s.spinous_length = (tip - s.spinous_from).norm();
  s.spinous_axis = (tip - s.spinous_from) / s.spinous_length;
  s.spinous_normal = Vec2(-s.spinous_axis.y(), s.spinous_axis.x());
  s.tip_half_height = t.tip_height_mm / 2;
  s.tip_half_width = t.tip_width_mm / 2;
  return s;
}

double BoneShapes::vertebra(const VertebraShape& shape, const Point& p) const {
  if (std::abs(p.y() - shape.centre.y()) >= 62 || p.z >= 55) return kFar;
  const Vec2 from_centre = Vec2(p.x, p.y()) - shape.centre;
  const Vec3 own(from_centre.dot(shape.forward) / v_, from_centre.dot(shape.up) / v_, p.z / v_);
  const double a = own.x(), u = own.y(), z = own.z();

  const double radius = std::hypot(a / shape.half_depth, z / shape.half_width);
  double d = std::max((radius - 1) * std::min(shape.half_depth, shape.half_width) * 0.9,
                      std::abs(u) - shape.half_height);
  d = std::min(d, shape.pedicle.distance(own));
  const double lamina = segment_distance(Vec2(a, z), shape.lamina_from, shape.lamina_to) - 3.6;
  d = std::min(d, std::max(lamina, std::abs(u + 2.5) - shape.lamina_half_height));
  if (shape.has_articular) d = std::min(d, shape.articular.distance(own));

  Vec3 widened = own;  // the transverse process, at least 0.55 planes high
  if (p.spacing_y > 0)
    widened.y() = shape.tp_above +
                  (u - shape.tp_above) * std::min(1.0, shape.transverse.radius / (0.55 * p.spacing_y / v_));
  d = std::min(d, shape.transverse.distance(widened));

  const Vec2 from_root = Vec2(a, u) - shape.spinous_from;
  const double along = from_root.dot(shape.spinous_axis), across = from_root.dot(shape.spinous_normal);
  const double share = std::clamp(along / shape.spinous_length, 0.0, 1.0);
  const double half_height = shape.tip_half_height * (shape.lumbar ? 0.8 + 0.2 * share : 1.15 - 0.15 * share);
  const double half_width =
      shape.tip_half_width * (1.5 - 0.5 * std::clamp(1.3 * along / shape.spinous_length, 0.0, 1.0));
  d = std::min(
      d, max_of({-along, along - shape.spinous_length, std::abs(across) - half_height, z - half_width}));
  return d * v_;
}

double BoneShapes::pelvis(const Point& p) const {
  const double y = p.y(), above_floor = p.h - p.column.floor, below_roof = p.column.roof - p.h;
  double d = kFar;
  if (y < -6)  // sacrum: all below the floor
    d = max_of(
        {above_floor, p.z - interpolate(sacrum_half_width_, y), y + 6 - 0.25 * std::max(-p.x - 20, 0.0)});
  if (y < crest_top_ && p.z < 12)  // its median crest: a blade up to the roof
    d = std::min(d, max_of({p.z - (3.2 + 0.35 * std::max(below_roof, 0.0)), -below_roof, -above_floor - 2}));
  if (p.s() > 34 && p.s() < 170 && y < ilium_top_)
    d = std::min(d, max_of({above_floor, -above_floor - interpolate(ilium_thickness_, p.s()),
                            y - iliac_rim(p.s()), interpolate(rim_lower_, p.s()) - y, 36 - p.s()}));
  return d;
}

double BoneShapes::rib(int number, const Point& p) const {
  const RibLine& rib = ribs_[number - 1];
  const double above_floor = p.h - p.column.floor;
  double d = kFar;
  if (rib.spans(p.s()) && above_floor < 1) {
    const double slope = rib.slope_at(p.s()), cosine = 1 / std::sqrt(1 + slope * slope);
    const double half_height = std::max(rib_table_.half_height_mm * v_, 0.505 * p.spacing_y * cosine);
    d = max_of({std::abs(p.y() - rib.y_at(p.s())) * cosine - half_height, above_floor,
                -above_floor - rib_table_.thickness_mm * v_});
  }
  if (p.z < 45 && std::abs(p.y() - rib.neck_from.y()) < 40)
    d = std::min(
        d, Capsule{rib.neck_from, rib.neck_to, rib_table_.neck_radius_mm}.distance(Vec3(p.x, p.y(), p.z)));
  return d;
}

double BoneShapes::scapula(const Point& p) const {
  if (p.s() <= 55 || p.y() <= scapula_bottom_) return kFar;
  const double below_roof = p.column.roof - p.h;
  const double plate = rib_table_.plate_mm + rib_table_.plate_lateral_extra_mm *
                                                 smoothstep(p.s(), rib_table_.lateral_border_s_mm.from * q_,
                                                            rib_table_.lateral_border_s_mm.to * q_);
  const double body = max_of({-p.column.scapula, -below_roof - 0.2, below_roof - plate});
  const double ridge = max_of({std::abs(p.y() - interpolate(ridge_, p.s())) -
                                   std::max(rib_table_.ridge_half_width_mm, 0.505 * p.spacing_y),
                               -below_roof - interpolate(ridge_height_, p.s()), below_roof - 3,
                               ridge_.front().x() - p.s(), p.s() - ridge_.back().x()});
  return std::min(body, ridge);
}

BoneHit BoneShapes::nearest(const Column& at, double h, double spacing_y) const {
  const Point p{at, h, at.x_at(h), at.z_at(h), spacing_y};
  BoneHit hit{-1, kBoneTolerance};
  const auto offer = [&hit](double distance, int number) {
    if (distance < hit.distance) hit = {number, distance};
  };
  for (int n = level::C7; n >= level::L5; --n) offer(vertebra(vertebrae_[n], p), bone::of_level(n));
  offer(pelvis(p), bone::pelvis);
  if (at.s == 0) return hit;  // no paired bone reaches the midline
  for (int number = 1; number <= 12; ++number) offer(rib(number, p), bone::rib_1_right + number - 1);
  offer(scapula(p), bone::scapula_right);
  return hit;
}

double BoneShapes::distance(int number, const Column& at, double h) const {
  const Point p{at, h, at.x_at(h), at.z_at(h), 0};
  if (number == bone::pelvis) return pelvis(p);
  if (number < bone::pelvis) return vertebra(vertebrae_[level::C7 - number], p);
  return number >= bone::scapula_left ? scapula(p) : rib((number - bone::rib_1_left) % 12 + 1, p);
}

}  // namespace backroll
