// The back of one subject on the lattice: labels, bones, skin regions, midline. Built by build_back().
// Body frame (ISB): x anterior, y cranial, z right, origin at the L5/S1 disc centre; lengths in m.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "anatomy/lattice.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

enum class Tissue : std::uint8_t {
  bone,
  skin,
  fat,
  trapezius,
  latissimus,
  rhomboidei,
  serratus_posterior,
  infraspinatus,
  supraspinatus,
  teres,
  serratus_anterior,
  subscapularis,
  longissimus,
  iliocostalis,
  spinalis,
  multifidus,
  quadratus_lumborum,
  psoas,
  obliqui,
  gluteus_maximus,
  gluteus_medius,
  intercostal,
  collum,
  ligament,
  deep,
  count
};
const char* tissue_name(Tissue tissue);  // "serratus_posterior", as in the tables
std::string spoken_name(Tissue tissue);  // "serratus posterior", as in regions and results
bool is_muscle(Tissue tissue);           // trapezius .. intercostal (collum, ligament, deep are not)

enum class BoneKind : std::uint8_t { spine, rib, scapula, pelvis };

struct Bone {
  std::string name;  // "C7", "T8", "rib 5 left", "scapula right", "pelvis"
  BoneKind kind;
  Vec3 centre;  // [m] mean of its nodes
};

// What the skin view of the ledger calls a place.
enum class RegionKind : std::uint8_t { muscle, spine, rib, other };
struct SkinRegion {
  std::string name;  // "longissimus left", "T8", "rib 5 right", "scapula left", "other"
  RegionKind kind;
};

struct Level {
  std::string name;  // "T8"
  double arc = 0;    // [m] along the skin's midline at the height of the spinous tip
};

struct MidlinePoint {
  double arc = 0;       // [m] along the unloaded skin's midline, cranial positive, 0 at the height of L5/S1
  double x = 0, y = 0;  // [m]
};

inline constexpr int kFacePoints = 3;  // Gauss points per direction on a skin face: 3 x 3

struct BackModel {
  Lattice lattice;
  std::vector<std::int16_t> node_bone;  // per node: index into bones, or -1 for tissue
  std::vector<Tissue> hex_tissue;       // per hex; Tissue::bone = all eight nodes are bone: no element
  std::vector<std::int8_t> hex_side;    // per hex: -1 left, +1 right, 0 on the midline
  std::vector<Vec3> hex_fibre;          // per hex: unit vector in the body frame, zero where isotropic
  std::vector<Bone> bones;              // C7, T1..T12, L1..L5, pelvis, ribs 1..12 left and right, scapulae
  std::vector<SkinRegion> regions;
  std::vector<std::int16_t>
      skin_region;  // per skin face (i + (ni-1) j) and Gauss point (a + 3 b), a along i: index into regions
  std::vector<std::uint8_t>
      deep_face;  // per deep face (i + (ni-1) j) at k = nk-1: 1 where the Winkler bed acts (lumbar)
  std::vector<MidlinePoint> midline;  // caudal to cranial, about 2 mm apart
  std::vector<Level> levels;          // C7..L5 (as on the spine), cranial to caudal, then S1
  // Membranes of the thoracolumbar fascia, per face (i + (ni-1) j): 1 where there is one.
  int roof_layer = 0, floor_layer = 0;  // k of the surfaces that carry its posterior and its middle layer
  std::vector<std::uint8_t> posterior_fascia_face;  // at k = roof_layer, T12-S2
  std::vector<std::uint8_t> middle_fascia_face;     // at k = floor_layer, L1-L4
  double min_scaled_jacobian = 0;                   // over the hexes that are not bone
  double cage_width = 0,
         cage_depth = 0;  // [m] for information: width at T8, depth of the posterior half there
  int end_planes_bottom = 1, end_planes_top = 1;
};

// Builds the load-free back from the tables in assets/. `bone_depth` [m]: see Outputs::bone_depth_m.
// Throws InputError for a subject outside the tables' range or a lattice with a scaled Jacobian below 0.2.
BackModel build_back(const Subject& subject, Resolution resolution, double bone_depth);

// The midline's point and the outward normal (posterior, in the x-y plane, z = 0) at `arc`, the normal
// averaged over +-`smooth` m of arc. Clamped to the midline's ends.
struct MidlineFrame {
  Vec3 point, normal;
};
MidlineFrame midline_at(const BackModel& back, double arc, double smooth);

// Name of the level nearest to `arc`.
const std::string& level_at(const BackModel& back, double arc);
// Arc of a level by name; throws InputError with the nearest name.
double level_arc(const BackModel& back, const std::string& name);

}  // namespace backroll
