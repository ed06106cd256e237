#include "anatomy/skeleton.hpp"

#include <Eigen/Geometry>

#include "anatomy/skeleton_masses.hpp"
#include "scenario/assets.hpp"
#include "units.hpp"

namespace backroll {

namespace {

// The other side's joint of a paired one; the third axis turns round so that the axes stay right-handed.
SkeletonJoint mirrored(SkeletonJoint joint) {
  for (int* body : {&joint.proximal, &joint.distal})
    if (*body < bone::count) *body = bone::mirrored(*body);
  joint.place.z() = -joint.place.z();
  joint.axes.row(2) = -joint.axes.row(2);
  joint.axes.col(2) = -joint.axes.col(2);
  return joint;
}

// Axes from the second one and a direction near to the first.
Mat3 axes_along(const Vec3& second, const Vec3& near_first) {
  Mat3 axes;
  axes.col(1) = second.normalized();
  axes.col(0) = (near_first - near_first.dot(axes.col(1)) * axes.col(1)).normalized();
  axes.col(2) = axes.col(0).cross(axes.col(1));
  return axes;
}

class Builder {
 public:
  Builder(const SkeletonTable& table, const BackShape& shape, const SkeletonPlaces& places,
          Skeleton& skeleton)
      : table_(table), shape_(shape), places_(places), skeleton_(skeleton) {}

  void spinal_units() {
    for (int unit = 0; unit < kSpinalUnits; ++unit) {
      const int upper = level::C7 - unit;
      const Vec2& up = places_.disc_up[unit];
      SkeletonJoint joint = between(bone::of_level(upper - 1), bone::of_level(upper), JointKind::spinal_unit,
                                    places_.disc[unit], table_.spinal_unit[unit]);
      joint.axes.col(0) = Vec3(up.y(), -up.x(), 0);
      joint.axes.col(1) = Vec3(up.x(), up.y(), 0);
      joint.name = name(upper) + "/" + (is_vertebra(upper - 1) ? name(upper - 1) : "S1");
      skeleton_.joints.push_back(joint);
    }
  }

  void ribs() {
    for (int n = 0; n < 12; ++n) {
      const RibLine& rib = shape_.bones.ribs()[n];
      SkeletonJoint joint = between(bone::of_level(thoracic(n + 1)), bone::rib_1_right + n,
                                    JointKind::costovertebral, rib.neck_from, table_.costovertebral);
      joint.axes = axes_along(rib.neck_to - rib.neck_from, Vec3::UnitX());
      both_sides(joint);
    }
    for (int n = 0; n < 10; ++n)
      both_sides(between(skeleton_.sternum, bone::rib_1_right + n, JointKind::costal, places_.rib_front[n],
                         n < 7 ? table_.costal_true : table_.costal_false));
  }

  void shoulders() {
    for (std::size_t n = 0; n < table_.scapula_ribs.size(); ++n) {
      SkeletonJoint joint =
          between(bone::rib_1_right + table_.scapula_ribs[n] - 1, bone::scapula_right,
                  JointKind::scapulothoracic, places_.scapula_on_rib[n], table_.scapulothoracic);
      joint.axes = axes_along(Vec3::UnitY(), -places_.scapula_outward[n]);
      both_sides(joint);
    }
    SkeletonJoint joint = between(skeleton_.sternum, bone::scapula_right, JointKind::clavicular,
                                  places_.acromial_end, table_.clavicular);
    joint.axes = axes_along(places_.acromial_end - places_.sternal_end, Vec3::UnitX());
    both_sides(joint);
  }

  void abdomen() {
    for (const auto& [body, place] :
         {std::pair(bone::pelvis, places_.abdomen_pelvis), {skeleton_.sternum, places_.abdomen_sternum}}) {
      SkeletonJoint joint = between(body, skeleton_.abdomen, JointKind::abdominal, place, table_.abdominal);
      skeleton_.joints.push_back(joint);
    }
  }

 private:
  static std::string name(int level) { return std::string(kLevelNames[level]); }

  SkeletonJoint between(int proximal, int distal, JointKind kind, const Vec3& place_mm,
                        const SourcedLaw& sourced) const {
    SkeletonJoint joint;
    joint.kind = kind;
    joint.proximal = proximal;
    joint.distal = distal;
    joint.place = kMeter * place_mm;
    joint.law = sourced.law;
    joint.source = sourced.source;
    joint.name = name_of(joint);
    return joint;
  }

  std::string name_of(const SkeletonJoint& joint) const {
    return skeleton_.bodies[joint.distal].name + " / " + skeleton_.bodies[joint.proximal].name;
  }

  void both_sides(const SkeletonJoint& right) {
    SkeletonJoint left = mirrored(right);
    left.name = name_of(left);
    skeleton_.joints.push_back(left);
    skeleton_.joints.push_back(right);
  }

  const SkeletonTable& table_;
  const BackShape& shape_;
  const SkeletonPlaces& places_;
  Skeleton& skeleton_;
};

}  // namespace

Skeleton build_skeleton(const Subject& subject, const BackModel& back) {
  const BackShape shape(subject);
  const SkeletonTable table = read_skeleton_table(assets_dir() / "skeleton.toml");
  const SkeletonPlaces places(shape, table);
  Skeleton skeleton;
  for (const Bone& bone : back.bones) {
    SkeletonBody body;
    body.name = bone.name;
    body.centre = bone.centre;
    skeleton.bodies.push_back(body);
  }
  for (const auto& [name, centre] : {std::pair("sternum", places.sternum), {"abdomen", places.abdomen}}) {
    SkeletonBody body;
    body.name = name;
    body.centre = kMeter * centre;
    skeleton.bodies.push_back(body);
  }
  skeleton.sternum = bone::count;
  skeleton.abdomen = bone::count + 1;
  share_masses(subject, back, shape, table, places, skeleton);

  Builder builder(table, shape, places, skeleton);
  builder.spinal_units();
  builder.ribs();
  builder.shoulders();
  builder.abdomen();
  return skeleton;
}

}  // namespace backroll
