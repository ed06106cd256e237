// The table of assets/skeleton.toml as plain structs; mm and degrees as in the file, stiffnesses in SI.
#pragma once

#include "anatomy/tables.hpp"
#include "material/joint_law.hpp"

namespace backroll {

// A part of the body after de Leva 1996: share of the mass, length in the table's subject, place of the mass
// centre from the cranial or near end as a share of the length.
struct BodyPart {
  double mass_share = 0, length_mm = 0, centre = 0;
  std::array<double, 3> gyration{};  // shares of the length: about the axes to the front, across, along
};

struct BodyParts {
  double stature_mm = 0;  // of the table's subject
  BodyPart head, upper_trunk, mid_trunk, lower_trunk, upper_arm, forearm, hand, thigh, shank, foot;
  double arms_share() const { return 2 * (upper_arm.mass_share + forearm.mass_share + hand.mass_share); }
  double trunk_mm() const { return upper_trunk.length_mm + mid_trunk.length_mm + lower_trunk.length_mm; }
};

struct SourcedLaw {
  JointLaw law;
  std::string source;
};

inline constexpr int kSpinalUnits = 18;  // C7/T1 .. L5/S1

struct SkeletonTable {
  BodyParts man, woman;
  double hips_below_mm = 0, head_before_c7_mm = 0, shoulder_before_mm = 0, arms_before_sternum_mm = 0;
  Landmark shoulder;
  // Of what the lattice leaves of the upper trunk, then of the mid trunk; the vertebrae carry the rest.
  double sternum_share = 0, upper_ribs_share = 0, scapulae_share = 0, lower_ribs_share = 0, abdomen_share = 0;
  LevelValues sternum_depth;                     // share of the cage's depth before the line of the tips
  std::vector<Landmark> rib_fronts;              // ribs 1..10, s_mm: z
  Landmark clavicle_sternal, clavicle_acromial;  // s_mm of the sternal end: z
  std::array<SourcedLaw, kSpinalUnits> spinal_unit;
  SourcedLaw costovertebral, costal_true, costal_false, scapulothoracic, clavicular, abdominal;
  std::vector<int> scapula_ribs;
  double scapula_s_mm = 0;
};

// InputError with file, line and key.
SkeletonTable read_skeleton_table(const std::filesystem::path& file);

}  // namespace backroll
