// One step's results and what their columns mean. Forces in N along the load's direction, positive = carried
// by the body, unless said otherwise; pressures in Pa; lengths in m.
#pragma once

#include <array>
#include <limits>
#include <string>
#include <vector>

#include "anatomy/back_model.hpp"
#include "response/response_state.hpp"

namespace backroll {

// A rigid part of the person on the floor, in rest: lying straight, body frame.
struct PersonSegment {
  std::string name;           // "upper arm left"
  Vec3 joint = Vec3::Zero();  // [m] to its parent
  Vec3 end = Vec3::Zero();    // [m] far end
  double radius = 0;          // [m] to draw it
};

// Where it is on the floor: x up, y towards the head, z right, origin under the roller's first place.
struct PersonPose {
  Vec3 place = Vec3::Zero();                  // [m] of its joint
  std::array<double, 4> turn = {1, 0, 0, 0};  // quaternion w, x, y, z from rest
};

// Constant over a run: names behind the arrays of a Frame.
struct RunInfo {
  std::string scenario;  // name
  std::string roller;    // id, or the indenter's name for a specimen
  std::string roller_name;
  std::string engine = "own";  // what found equilibrium
  bool specimen = false;
  bool press = false;                       // a head pressed on one place instead of a roller
  std::array<double, 2> press_band_n = {};  // [N] its stiffness is taken between these while loading
  std::string resolution;
  int nodes = 0, hexes = 0;
  double body_weight_n = 0;          // 0 for a specimen
  double roller_stress_25 = 0;       // [Pa] foam's stress at 25 % compression, soft to firm; 0 = rigid
  std::vector<SkinRegion> regions;   // skin view
  std::vector<Bone> bones;           // load path
  std::vector<std::string> muscles;  // per-muscle state, "longissimus left"
  std::vector<std::string> levels;   // cranial to caudal
  std::vector<std::string>
      units;  // functional spinal units, cranial to caudal: "C7/T1" .. "L5/S1"; none: bones held
  std::string load_source = "given";            // "bullet", "statics": from the person on the floor
  std::vector<PersonSegment> person;            // none: the load is given
  double rest_kyphosis = 0, rest_lordosis = 0;  // [rad] T1-T12 and T12-S1 tilt difference of the built back
  std::vector<double> level_position;           // [m] arc of each
  std::vector<std::string> spots;               // tight spots
  Responses response;                           // which models ran
  double sharp_pain_score = 0;                  // the stop rule's; 0: off
  double breaths_per_min = 0;                   // 0: no breathing
  std::vector<std::string> conditions;          // of the subject
};

// A bone against its place in rest (no roller, no weight).
struct BonePose {
  Vec3 shift = Vec3::Zero();  // [m] of Bone::centre, body frame
  Vec3 turn = Vec3::Zero();   // [rad] rotation vector about it, body frame
};

// What a functional spinal unit carries and how far it has moved from rest; axes of the caudal vertebra: x
// anterior, y cranial along the spine, z right.
struct UnitLoad {
  Vec3 force =
      Vec3::Zero();  // [N] on the caudal vertebra by the cranial one: shear, -compression, side shear
  Vec3 moment = Vec3::Zero();  // [N m] on the caudal vertebra, about the disc's centre
  Vec3 angle =
      Vec3::Zero();  // [rad] of the cranial vertebra: x lean to the right, y turn to the left, z extension
  Vec3 shift = Vec3::Zero();  // [m]
};

struct MuscleState {
  double compressive_stress = 0;      // [Pa] volume average of -min principal Cauchy stress (0 if tensile)
  double compressive_stress_p95 = 0;  // [Pa] 95th percentile by volume
  double compressive_strain = 0;      // [-] volume average of 1 - smallest principal stretch
  double compressive_strain_p95 = 0;
  double volume_above_limit = 0;  // [m3] volume with compressive stress above 32 kPa (science.md 7.2)
};

// The person on the floor over one step; not a number where the load is given or the person does not have it.
inline constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();
struct PersonState {
  double statics_load = kNotKnown;  // [N] closed form with inertia on the same plan, full load
  double full_load = kNotKnown;     // [N] of the source; the frame's load is its share in approach and lift
  double pitch = kNotKnown, roll = kNotKnown;                 // [rad] trunk: head down; onto its right side
  double feet = kNotKnown, feet_along = kNotKnown;            // [N] of the floor: up, towards the head
  double pelvis = kNotKnown, arms = kNotKnown;                // [N] up
  double foot_friction = kNotKnown, foot_margin = kNotKnown;  // [-] needed; what is left
  double roller_friction = kNotKnown, roller_margin = kNotKnown;  // [-]
  double tip_margin = kNotKnown;                                  // [m]
  double level_off = kNotKnown;                       // [m] roller along the back less where it should be
  double roller_y = kNotKnown, roller_z = kNotKnown;  // [m] on the floor
  double sinking = kNotKnown;                         // [m] of the roller in the source's own contact
  double left = kNotKnown, right = kNotKnown;         // [N]
  double balance = kNotKnown;  // [-] largest gap of the vertical balance, of body weight
};

// A tight spot: stress in it, and how stiff it is now; how far it has softened and hurts less.
struct SpotState {
  double stress = 0;     // [Pa] volume mean of compressive stress
  double ratio = 1;      // of its shear moduli to the muscle's
  double softening = 0;  // [-] of its extra stiffness
  double relief = 0;     // [-] rise of its pressure-pain threshold
};

struct Frame {
  double time_s = 0;
  std::string phase;     // "approach", "travel", "warm_up", "roll", "hold", "rest", "lift"; "" for a specimen
  int phase_number = 0;  // in the order done, repeats counted each time
  std::string ended_by;  // the last step of a phase: what ended it; "" in others
  int level = -1;        // index into RunInfo::levels, -1 for a specimen
  double position = 0;   // [m] arc along the midline (specimen: travel along y)
  double height = 0;     // [m] of the roller's surface over the unloaded skin, negative = sunk
  double depth = 0;      // [m] specimen, press: travel from first touch
  double load = 0;       // [N] asked for; under depth control the contact force
  bool load_controlled = true;
  double contact_force = 0;          // [N] resultant on the roller along the load's direction
  double tangential_force = 0;       // [N] resultant along the rolling direction on the body
  double torque = 0;                 // [N m] about the roller's axis, on the roller
  double spin = 0;                   // [rad] since the start
  std::vector<double> region_force;  // [N] skin view, per RunInfo::regions
  std::vector<double> region_area;   // [m2] of the region's points in contact
  Vec3 load_direction = {1, 0, 0};   // [-] body frame, the way the roller presses
  std::vector<Vec3> bone_force;      // [N] body frame, force handed to each bone
  double path_spine = 0, path_rib = 0, path_scapula = 0, path_pelvis = 0, path_deep = 0;  // [N]
  std::vector<BonePose> bone_pose;    // per RunInfo::bones; empty: bones held
  std::vector<UnitLoad> unit;         // per RunInfo::units
  double kyphosis = 0, lordosis = 0;  // [rad] T1-T12 and T12-S1, now
  double support_pelvis = 0, support_sternum = 0,
         support_abdomen = 0;     // [N] what holds the body takes, along the load's direction
  double asymmetry = 0;           // [-] (right - left) / (right + left) of the contact force
  double weight = 0;              // [N] of the tissue along the load's direction
  double contact_area = 0;        // [m2] reference area with p > 0
  double mean_pressure = 0;       // [Pa] force / area
  double peak_pressure_1cm2 = 0;  // [Pa] largest average over 1 cm2 of skin
  double peak_pressure = 0;       // [Pa] largest Gauss point; does not converge with the mesh
  double peak_1cm2_muscle = 0;    // [Pa] largest 1 cm2 average whose centre lies over muscle
  double peak_1cm2_bone = 0;      // [Pa] same, over spine or ribs
  double mean_pressure_paraspinal =
      0;                   // [Pa] force / area over longissimus, iliocostalis, multifidus, spinalis regions
  double penetration = 0;  // [m] specimen with a rigid indenter: largest compression of its layer
  std::vector<MuscleState> muscle;            // per RunInfo::muscles
  double closure_skin = 0, closure_path = 0;  // relative to max(contact force, 10 N)
  double closure_error = 0;                   // the worse of the two
  double residual = 0;                        // relative, reached
  int iterations = 0;                         // quasi-Newton and Newton
  int linear_iterations = 0;
  int retries = 0;  // recoveries used in the step
  PersonState person;
  std::vector<PersonPose> segment;  // per RunInfo::person
  // a roller on a back
  double right = 0;             // [m] the roller's middle to the right of the spine
  double breath = 0.5;          // 0: out, 1: in
  double tone = 1;              // factor on the muscles' moduli: breathing, guarding, warmth, calm
  double local_stress = 0;      // [Pa] what a hold feels: compressive stress of the spot it holds, or of the
                                // muscles under the roller
  double pain_ratio = 0;        // largest pressure over pain threshold, over patches of 1 cm2 to the contact
  double pain_score = 0;        // of 10, from it
  double pain_area = 0;         // [m2] of the patch it is largest over
  int pain_region = -1;         // index into RunInfo::regions, of the patch's middle
  double low_rib_force = 0;     // [N] skin view, over ribs 11 and 12
  std::vector<SpotState> spot;  // per RunInfo::spots
  ResponseState response;
  bool converged = true;
};

// Do the bones of the run move? Held ones have no units, poses or change of curvature.
inline bool bones_move(const RunInfo& info) {
  return !info.units.empty();
}

// Does the load follow from a person on the floor?
inline bool person_lies(const RunInfo& info) {
  return !info.person.empty();
}
inline bool has_spots(const RunInfo& info) {
  return !info.spots.empty();
}
// Load less the closed form's, as a share of the body's weight; not a number where the load is given.
double load_difference(const RunInfo& info, const Frame& frame);

// [rad] Against rest: negative kyphosis change = the thoracic spine opens, positive lordosis change = the
// lumbar hollow deepens. 0 where the bones are held.
double kyphosis_change(const RunInfo& info, const Frame& frame);
double lordosis_change(const RunInfo& info, const Frame& frame);

// Sum of region_force over the regions of one kind.
double skin_force(const RunInfo& info, const Frame& frame, RegionKind kind);

// Field snapshot for the fields file, per node / per hex in lattice order.
struct FieldSnapshot {
  double time_s = 0;
  std::vector<float> displacement;        // 3 per node [m]
  std::vector<float> pressure;            // 1 per node [Pa], zero off the skin
  std::vector<float> compressive_stress;  // 1 per hex [Pa]
  std::vector<BonePose> bone_pose;        // per RunInfo::bones; empty: bones held
};

}  // namespace backroll
