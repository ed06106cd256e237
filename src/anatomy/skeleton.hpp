// The skeleton that moves: rigid bodies, their masses and the joints between them. Bodies 0 .. 44 are the
// bones of BackModel in their order, then the sternum (front of the cage) and the abdomen (viscera that the
// lumbar muscles rest on). Built from assets/skeleton.toml. Body frame, SI.
#pragma once

#include <string>
#include <vector>

#include "anatomy/back_model.hpp"
#include "material/joint_law.hpp"

namespace backroll {

enum class JointKind {
  spinal_unit,      // C7/T1 .. L5/S1
  costovertebral,   // rib n to vertebra n
  costal,           // rib's front end to the sternum (ribs 1..10)
  scapulothoracic,  // scapula to the cage
  clavicular,       // scapula to the sternum, through the clavicle
  abdominal         // abdomen to the pelvis and to the cage
};

struct SkeletonBody {
  std::string name;
  Vec3 centre = Vec3::Zero();       // [m] as Bone::centre for bones
  double mass = 0;                  // [kg] of what the lattice does not hold: trunk's inside, head, arms
  Vec3 mass_centre = Vec3::Zero();  // [m]
};

struct SkeletonJoint {
  std::string name;  // "T7/T8", "rib 5 left / T5"
  JointKind kind = JointKind::spinal_unit;
  int proximal = -1, distal = -1;  // a spinal unit: proximal = caudal vertebra, distal = cranial one
  Vec3 place = Vec3::Zero();       // [m]
  // Columns x anterior, y cranial along the spine, z right of a spinal unit; rotation about +z leans the
  // cranial vertebra backward (extension), about +x to the right, about +y turns it to the left.
  Mat3 axes = Mat3::Identity();
  JointLaw law;
  std::string source;
};

struct Skeleton {
  std::vector<SkeletonBody> bodies;
  std::vector<SkeletonJoint> joints;  // spinal units first, cranial to caudal
  int sternum = -1, abdomen = -1;
  double lattice_mass = 0;  // [kg] of tissue the lattice holds, already taken off the trunk's masses
};

Skeleton build_skeleton(const Subject& subject, const BackModel& back);

}  // namespace backroll
