// A straight spine with ribs and sternum, all axes those of the body: closed forms hold on it.
#pragma once

#include <string>
#include <vector>

#include "anatomy/skeleton.hpp"

namespace backroll::test {

inline constexpr double kDisc = 0.03;        // [m] from disc to disc
inline constexpr double kBending = 100;      // [N m/rad] of a spinal unit
inline constexpr double kTranslation = 1e5;  // [N/m]

inline JointLaw plain_law(double translation, double bending) {
  JointLaw law;
  law.stiffness.diagonal() << translation, 10 * translation, translation, bending, bending, bending;
  return law;
}

class HandSkeleton {
 public:
  Skeleton make() {
    const std::vector<std::string> vertebrae = {"C7", "T1", "T2", "T3",  "T4",  "T5",  "T6",
                                                "T7", "T8", "T9", "T10", "T11", "T12", "L1"};
    // T1 is 11 discs above T12
    for (std::size_t v = 0; v < vertebrae.size(); ++v)
      add(vertebrae[v], Vec3(-0.02, kDisc * (12.5 - static_cast<double>(v)), 0));
    JointLaw unit = plain_law(kTranslation, kBending);
    unit.preload_dependent = true;
    for (int v = 0; v + 1 < static_cast<int>(vertebrae.size()); ++v)
      join(JointKind::spinal_unit, v + 1, v, Vec3(0, kDisc * (12 - v), 0),
           vertebrae[v] + "/" + vertebrae[v + 1], unit);
    s_.sternum = add("sternum", Vec3(0.2, 0.2, 0));
    for (int n = 1; n <= 12; ++n)
      for (const double side : {-1.0, 1.0}) add_rib(n, side);
    return s_;
  }

 private:
  int add(const std::string& name, const Vec3& centre) {
    SkeletonBody body;
    body.name = name;
    body.centre = centre;
    s_.bodies.push_back(body);
    return static_cast<int>(s_.bodies.size()) - 1;
  }

  void join(JointKind kind, int proximal, int distal, const Vec3& place, const std::string& name,
            const JointLaw& law) {
    SkeletonJoint joint;
    joint.name = name;
    joint.kind = kind;
    joint.proximal = proximal;
    joint.distal = distal;
    joint.place = place;
    joint.law = law;
    s_.joints.push_back(joint);
  }

  void add_rib(int n, double side) {
    const double y = s_.bodies[n].centre.y();
    const std::string name = "rib " + std::to_string(n) + (side < 0 ? " left" : " right");
    const int rib = add(name, Vec3(0.05, y, 0.1 * side));
    join(JointKind::costovertebral, n, rib, Vec3(-0.01, y, 0.02 * side), name + " / T" + std::to_string(n),
         plain_law(2e4, 10));
    if (n <= 10)
      join(JointKind::costal, s_.sternum, rib, Vec3(0.19, 0.9 * y, 0.03 * side), name + " / sternum",
           plain_law(1e4, 5));
  }

  Skeleton s_;
};

inline Skeleton hand_skeleton() {
  return HandSkeleton().make();
}

}  // namespace backroll::test
