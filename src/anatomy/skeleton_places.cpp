#include "anatomy/skeleton_places.hpp"

#include <cmath>

namespace backroll {

namespace {

// Middle between the end plates that face each other, and the mean axis.
void place_discs(const BackShape& shape, SkeletonPlaces& places) {
  const SpineCurve& spine = shape.spine;
  for (int unit = 0; unit < kSpinalUnits; ++unit) {
    const int upper = level::C7 - unit, lower = upper - 1;
    const auto half_height = [&](int n) {
      return 0.5 * shape.scaling.skeleton * shape.tables.spine.vertebra[n].body_height_mm;
    };
    Vec2 disc = Vec2::Zero(), up = spine.up[upper] + spine.sacrum_up;  // L5/S1: the origin
    if (is_vertebra(lower)) {
      disc = 0.5 * (spine.centre[upper] - half_height(upper) * spine.up[upper] + spine.centre[lower] +
                    half_height(lower) * spine.up[lower]);
      up = spine.up[upper] + spine.up[lower];
    }
    places.disc[unit] = Vec3(disc.x(), disc.y(), 0);
    places.disc_up[unit] = up.normalized();
  }
}

// The sternum's middle plane and, from it, the section's ellipse on which the ribs end.
class CageFront {
 public:
  CageFront(const BackShape& shape, const SkeletonTable& table)
      : shape_(shape), sections_(shape), depth_share_(table.sternum_depth, shape.spine.height) {}

  double sternum_x(double y) const {
    return shape_.spine.tip_x(y) + depth_share_(y) * 2 * sections_.at(y).half_depth;
  }
  Vec3 at(double z, double y) const {
    const TrunkSection section = sections_.at(y);
    const double exponent = shape_.tables.profiles.exponent;
    const double round = std::pow(1 - std::pow(z / section.half_width, exponent), 1 / exponent);
    return {sternum_x(y) - section.half_depth * (1 - round), y, z};
  }

 private:
  const BackShape& shape_;
  TrunkSections sections_;
  LevelCurve depth_share_;
};

Vec3 on_back(const BackShape& shape, const Vec2& place, double forward) {
  const Column at = shape.sections.column(place.x(), place.y());
  return {at.x_at(at.roof) + forward, at.y, at.z_at(at.roof)};
}

}  // namespace

TrunkSections::TrunkSections(const BackShape& shape)
    : shape_(shape),
      half_width_(shape.tables.profiles.half_width_mm, shape.spine.height),
      half_depth_(shape.tables.profiles.half_depth_mm, shape.spine.height) {}

TrunkSection TrunkSections::at(double y) const {
  TrunkSection section;
  section.half_width = half_width_(y) * shape_.scaling.cage;
  section.half_depth = half_depth_(y) * shape_.scaling.cage;
  section.middle_x =
      shape_.spine.tip_x(y) + shape_.tables.profiles.apex_mm * shape_.scaling.skeleton + section.half_depth;
  return section;
}

SkeletonPlaces::SkeletonPlaces(const BackShape& shape, const SkeletonTable& table) {
  const SpineCurve& spine = shape.spine;
  const Scaling& scaling = shape.scaling;
  place_discs(shape, *this);

  const CageFront front(shape, table);
  for (std::size_t n = 0; n < rib_front.size(); ++n) {
    const Vec2 place = spine.place(table.rib_fronts[n], scaling);
    rib_front[n] = front.at(place.x(), place.y());
  }
  const double half_thickness = 0.5 * shape.tables.ribs.thickness_mm * scaling.skeleton;
  for (std::size_t n = 0; n < rib_side.size(); ++n) {
    const RibLine& rib = shape.bones.ribs()[n];
    const double s = std::min(rib.end, shape.sections.half_girth(rib.y_at(rib.end)));
    const Column at = shape.sections.column(s, rib.y_at(s));
    rib_side[n] = Vec3(at.x_at(at.floor - half_thickness), at.y, at.z_at(at.floor - half_thickness));
  }
  // The sternum's centre: halfway between the ends of ribs 1 and 7's cartilages, which meet it at T3 and T10.
  const double sternum_y = 0.5 * (spine.height[level::T3] + spine.height[level::T10]);
  sternum = Vec3(front.sternum_x(sternum_y), sternum_y, 0);

  const TrunkSections sections(shape);
  const auto middle = [&](double y) { return Vec3(sections.at(y).middle_x, y, 0); };
  abdomen = middle(0.5 * (spine.height[level::L1] + spine.height[level::L3]));
  abdomen_pelvis = middle(spine.height[level::L5]);
  abdomen_sternum = middle(spine.height[level::T10]);

  shoulder =
      on_back(shape, spine.place(table.shoulder, scaling), table.shoulder_before_mm * scaling.skeleton);
  acromial_end = on_back(shape, spine.place(table.clavicle_acromial, scaling), 0);
  const Vec2 notch = spine.place(table.clavicle_sternal, scaling);
  sternal_end = front.at(notch.x(), notch.y());
  for (const int number : table.scapula_ribs) {
    const RibLine& rib = shape.bones.ribs()[number - 1];
    const double s = table.scapula_s_mm * scaling.cage;
    const Column at = shape.sections.column(s, rib.y_at(s));
    scapula_on_rib.emplace_back(at.x_at(at.floor), at.y, at.z_at(at.floor));
    scapula_outward.push_back(Vec3(at.normal_x, 0, at.normal_z).normalized());
  }
}

}  // namespace backroll
