// What a run's frames say: means, peaks and shares over the loaded phases, per level, per muscle, and how far
// to trust it. SI inside. "Loaded" = phases roll and hold; for a specimen or a press every frame in contact.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "recording/frame.hpp"

namespace backroll {

enum class RunStatus {
  complete,
  stopped,
  interrupted,
  failed
};  // stopped: a limit of the body or a rule ended it
const char* status_name(RunStatus status);

// Percentiles over time that bars show as their spread.
inline constexpr double kSpreadLow = 0.05, kSpreadHigh = 0.95;

// Time mean over the loaded phases and largest value, with its time.
struct Statistic {
  double mean = 0, peak = 0, peak_time_s = 0;
};

// Shares of the contact force, by what lies under the skin.
struct SkinShares {
  double muscle = 0, spine = 0, rib = 0, other = 0;
};
// Shares of the force handed on (contact force + weight of the tissue).
struct PathShares {
  double spine = 0, rib = 0, scapula = 0, pelvis = 0, deep = 0;
};

struct ForceFindings {
  Statistic load, contact, muscle, spine, rib, other;                            // [N] skin view
  Statistic path_spine, path_rib, path_scapula, path_pelvis, path_deep, weight;  // [N] load path
  Statistic tangential;                                                          // [N]
  Statistic area;                                                                // [m2]
  Statistic mean_pressure, paraspinal_pressure;                                  // [Pa]
  Statistic peak_1cm2, peak_1cm2_muscle, peak_1cm2_bone;                         // [Pa]
  Statistic height;     // [m] peak = deepest (most negative)
  Statistic asymmetry;  // [-] (right - left) / (right + left), peak = farthest from 0; nan: not recorded
  SkinShares skin;
  PathShares path;
};

// Where the roller passed a level: the mean over the passes of the frame nearest to it (roll), or over the
// frames of a hold there where it was never rolled over.
struct LevelFindings {
  std::string level;
  double position = 0;  // [m]
  bool held = false;    // from a hold
  int passes = 0;       // frames behind the means
  double contact = 0, load = 0, area = 0, mean_pressure = 0, paraspinal_pressure = 0;
  double peak_1cm2 = 0, peak_1cm2_muscle = 0, peak_1cm2_bone = 0, height = 0;
  SkinShares skin;
  PathShares path;
  // Moving bones, against rest: change of the curves [rad], the unit that extends most and by how much [rad],
  // the largest compression of a unit [N] and which.
  double kyphosis_change = 0, lordosis_change = 0, extension = 0, compression = 0;
  std::string extended_unit, compressed_unit;
};

struct MuscleFindings {
  std::string name;
  double force = 0;                        // [N] skin view, mean while loaded
  double share = 0;                        // of the contact force
  double stress = 0, stress_peak = 0;      // [Pa] volume mean: mean over time, largest
  double stress_low = 0, stress_high = 0;  // [Pa] volume mean: 5th and 95th percentile over time
  double stress_p95_peak = 0;              // [Pa]
  double strain = 0, strain_p95_peak = 0;
  double volume_above_limit_peak = 0;  // [m3]
  double time_above_limit = 0;         // [s] with any volume above the limit
};

struct Quality {
  int frames = 0;
  double closure_skin = 0, closure_path = 0, closure = 0;  // worst
  double closure_time_s = 0;
  double residual = 0;  // worst
  int unconverged = 0, retries = 0, iterations = 0, linear_iterations = 0;
  double load_error = 0;  // worst |contact - load| / load while loaded and load-controlled
  bool closed = true;     // closure <= kClosureLimit in every frame
};
inline constexpr double kClosureLimit = 1e-3;

struct DepthForce {
  double depth = 0, force = 0;  // [m], [N]
};

struct SpecimenFindings {
  std::vector<DepthForce> at_depth;  // round depths, loading branch, interpolated
  std::vector<DepthForce> at_load;   // round loads, same
  DepthForce deepest;
  double stiffness = 0;          // [N/m] secant over the upper half of the loading branch
  double penetration_share = 0;  // largest penetration / depth (rigid indenter)
  bool rigid = false;
  double roll_length = 0;       // [m] travelled; 0: not rolled
  double depth_ripple = 0;      // [m] half the range of depth while rolled under a held load
  double tangential_share = 0;  // largest |tangential| / contact while rolled
};

// A functional spinal unit while loaded, against rest. Peaks of signed quantities: the value farthest from 0.
struct UnitFindings {
  std::string name;             // "T7/T8"
  Statistic extension;          // [rad] peak: most extended
  double extension_least = 0;   // [rad] least extended; negative = flexed
  Statistic side_lean, turn;    // [rad] to the right, to the left
  Statistic compression;        // [N]
  Statistic shear, side_shear;  // [N] on the caudal vertebra: anterior, right
  Statistic moment;             // [N m] on the caudal vertebra, about the axis to the right
};

// The whole spine at one moment.
struct SpineMoment {
  double time_s = 0, load = 0;                      // [s], [N] contact force
  std::string level;                                // where the roller is
  double kyphosis_change = 0, lordosis_change = 0;  // [rad]
  std::string unit;                                 // the one that extends most
  double extension = 0;                             // [rad] its
};

// Moving bones only; changes are against rest (no roller, no weight). Empty `units`: the bones are held.
struct SpineFindings {
  Statistic kyphosis_change, lordosis_change;  // [rad] peak: farthest from 0
  SpineMoment at_largest_load;
  SpineMoment most_open;       // kyphosis least
  SpineMoment lumbar_extreme;  // lordosis farthest from rest
  SpineMoment most_extended;   // of all units and times
  std::vector<UnitFindings> units;
  Statistic support_pelvis, support_sternum, support_abdomen;  // [N]
};

// Force handed to one bone along the load's direction (load path) while loaded.
struct BoneFindings {
  std::string name;
  BoneKind kind = BoneKind::spine;
  Statistic force;                       // [N]
  double force_low = 0, force_high = 0;  // [N] 5th and 95th percentile over time
};

// A head pressed on one place: the loading branch of force over depth.
struct PressFindings {
  std::array<double, 2> band_n = {};  // [N]
  double slope = 0;                   // [N/m] least squares within the band; 0: force did not reach it
  DepthForce slope_from, slope_to;    // the fitted line's ends
  bool band_reached = false;          // to its upper end
  double depth_at_30_n = 0;           // [m]; 0: not reached
  DepthForce largest;
  std::vector<DepthForce> at_load;  // round forces, interpolated
};

// The person on the floor, whose posture gives the load.
struct PersonFindings {
  bool known = false;
  double least_load = 0, most_load = 0, arms = 0;   // [-] of body weight; arms: the most
  double foot_friction = 0;                         // [-] most that was needed
  double foot_margin = 0, roller_margin = 0;        // [-] least left
  double tip_margin = 0;                            // [m] least
  double balance = 0;                               // [-] worst
  double hold_difference = 0, roll_difference = 0;  // [-] to the closed form, of body weight: most; rms
};

// A largest value, where it was and when.
struct Largest {
  double value = 0, time_s = 0;
  std::string where;  // a level, a bone or a region; "" for none
};

// One phase as it was done, the travel to it included in its time only.
struct PhaseFindings {
  int number = 0;                    // from 1, in the order done, repeats counted each time
  std::string kind;                  // "warm_up", "roll", "hold", "rest" ...
  std::string from_level, to_level;  // first and last touched; roll, warm_up: most cranial, most caudal
  double from_s = 0, to_s = 0;
  double force = 0;      // [N] mean contact force
  std::string ended_by;  // "": the end of its plan
  // holds
  bool keeps_height = false;                                     // else the load is kept
  double stress_first = 0, stress_largest = 0, stress_last = 0;  // [Pa] Frame::local_stress
  double fall = 0;                                               // [-] of the largest, at the end
  double sinking = 0;                                            // [m] deeper at its end than at its start
  double duration() const { return to_s - from_s; }
};

struct NamedValue {
  std::string name;
  double value = 0;
};

// A state of the response models before the session, where it was farthest from that, and at the end.
struct ResponseFindings {
  std::string key;   // "warming_k"
  std::string name;  // "warming of the muscles"
  std::string unit;  // "K"; "" for ratios
  double before = 0, extreme = 0, extreme_time_s = 0, after = 0;
};

struct PainFindings {
  bool known = false;       // a pain ratio was recorded
  double score = 0;         // of 10, largest
  double ratio = 0;         // pressure over threshold there
  double area = 0;          // [m2] of the patch
  double time_s = 0;        // when
  std::string region;       // of the skin
  std::string level;        // where the roller was
  bool sharp_stop = false;  // the stop rule ended the run
};

// What a session did, phase by phase. Rolled backs only.
struct SessionFindings {
  std::vector<PhaseFindings> phases;
  double on_roller = 0;                  // [s] in contact
  std::vector<NamedValue> level_time;    // [s] in contact, of each level touched, cranial to caudal
  double dose_left = 0, dose_right = 0;  // [Pa s] mean contact pressure over time, by share of the force; nan
  std::vector<NamedValue> muscle_dose;   // [Pa s] volume mean of compressive stress over time
  std::vector<ResponseFindings> responses;  // of the models that ran
  PainFindings pain;
  Largest spinous_force;                         // [N] skin view, over one vertebra's spine
  Largest low_rib_force;                         // [N] skin view, over ribs 11 and 12
  Largest thoracic_extension, lumbar_extension;  // [rad] against rest; 0: none, or bones held
  Largest longest_hold;                          // [s] in one go, load or height kept
  Largest hold_total;                            // [s] of all holds at one level
};

struct Findings {
  RunInfo info;
  RunStatus status = RunStatus::complete;
  std::string message;     // why not complete
  std::string version;     // of the program
  double duration = 0;     // [s] simulated
  double loaded_time = 0;  // [s]
  ForceFindings force;
  std::vector<LevelFindings> levels;
  std::vector<MuscleFindings> muscles;  // those touched or stressed, most loaded first
  double volume_above_limit_peak = 0;   // [m3] of all muscles together, largest at one time
  double longest_above_limit = 0;       // [s] in one go with any muscle volume above the limit
  Quality quality;
  SpineFindings spine;                // moving bones only
  std::vector<BoneFindings> bones;    // those that take a force, in the order of RunInfo::bones
  SpecimenFindings specimen;          // specimens only
  PressFindings press;                // presses only
  PersonFindings person;              // load from a posture only
  SessionFindings session;            // rolled backs only
  std::vector<std::string> warnings;  // what the subject's conditions say
};

struct RunOutcome {
  RunStatus status = RunStatus::complete;
  std::string message;
  std::string version;
};
Findings find(const RunInfo& info, const std::vector<Frame>& frames, const RunOutcome& outcome);

bool is_loaded(const RunInfo& info, const Frame& frame);

}  // namespace backroll
