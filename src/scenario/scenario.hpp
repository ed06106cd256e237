// What the user wrote, as plain structs. Names here are SI (m, kg, s, N, Pa, rad) unless the name carries a
// unit; the file's keys carry theirs (docs/scenario-reference.md). Every struct's defaults come from the
// parameter table.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace backroll {

using Table = std::vector<std::pair<double, double>>;  // (time_s, value), times increasing

enum class Sex { man, woman };

// A lump in a muscle that is stiffer than the muscle round it: a ball, by the share of each hex it fills.
struct TightSpot {
  std::string name = "spot";
  std::string muscle = "longissimus";
  std::string level = "T8";    // of its middle
  bool right = true;           // which side's muscle
  double size_m = 0.03;        // diameter
  double stiffness_ratio = 2;  // its shear moduli to the muscle's
  double pain_ratio = 0.78;    // pain threshold of the skin over it to that round it
  bool operator==(const TightSpot&) const = default;
};

// The person. Ranges: parameters.cpp.
struct Subject {
  std::string id = "average-man";
  std::string name;
  Sex sex = Sex::man;
  double stature_m = 1.78;
  double mass_kg = 80;
  double muscle_bulk = 1;    // ratio to the table's muscle thickness
  double fat = 1;            // ratio to the fat expected at this BMI
  double kyphosis_deg = 40;  // T1-T12 tilt difference
  double lordosis_deg = 37;  // T12-S1 tilt difference
  double muscle_tone = 1;    // factor on the muscles' shear moduli; 1 = relaxed
  std::vector<std::pair<std::string, double>>
      tone_of;  // further factors by name of tissue, "longissimus" or "longissimus_left"; all multiply
  std::vector<TightSpot> tight_spots;
  std::vector<std::string> conditions;  // rows of assets/conditions.toml
  bool operator==(const Subject&) const = default;
  double bmi() const { return mass_kg / (stature_m * stature_m); }
};

// Closed-cell foam in compression: p(e) = E0 e / (1 + E0 e / sigma0) + p0 e / (1 - e - R) (science.md 2.3).
struct Foam {
  std::string polymer = "EPP";  // a row of assets/rollers.toml [[foam]]
  double density_kg_m3 = 30;
  double modulus_pa = 1.5e6;        // E0, initial skeleton modulus
  double collapse_pa = 110e3;       // sigma0, skeleton plateau
  double relative_density = 0.033;  // R = density / density of the solid polymer
  double gas_pa = 101325;           // p0, enclosed gas (0: open cell)
  double loss = 0.45;               // share of the energy of a load cycle that is lost
  bool operator==(const Foam&) const = default;
};

enum class RollerDrive {
  free,
  driven,
  locked
};  // spin: torque-free; turning as if it rolled without slip; not turning

// Hollow core with a shell: any of the first four, ridged or grid with core_diameter_m > 0. docs/rollers.md
// has the equations (solver/roller_distance.hpp).
enum class RollerShape {
  cylinder,
  grooved,  // a channel runs round it in the middle of its length: the spine lies in it
  peanut,   // two balls on the axis, joined by a waist
  ball,
  ridged,  // ribs along the axis
  grid,    // ribs along the axis and, at the same spacing, rings round it; one ring in the middle
  parts    // sum of convex parts
};

enum class RollerPartShape { sphere, cylinder, capsule, box, hull };  // cylinder, capsule: along the axis

// One convex part. Places in the roller's own frame: z along its axis, x towards the body before it turns.
struct RollerPart {
  RollerPartShape shape = RollerPartShape::sphere;
  std::array<double, 3> centre_m = {0, 0, 0};
  double diameter_m = 0.1;                         // sphere, cylinder, capsule
  double length_m = 0.1;                           // cylinder, capsule (its round ends included)
  std::array<double, 3> size_m = {0.1, 0.1, 0.1};  // box: x, y, z
  std::vector<std::array<double, 3>> points_m;     // hull: corners, from the centre
  std::vector<std::array<double, 4>> faces;        // hull: of the points, hull_faces()
  bool operator==(const RollerPart&) const = default;
};

struct Roller {
  std::string id = "medium-epp";    // its folder's name in the results
  std::string base = "medium-epp";  // row of assets/rollers.toml it is a variation of; often the id itself
  std::string name;
  Foam foam;
  RollerShape shape = RollerShape::cylinder;
  double diameter_m = 0.15;       // outer: over the ribs, beside the groove; of the ball, of each of two
  double core_diameter_m = 0.05;  // foam ends here (bore or rigid tube); 0 = solid foam to the axis
  double length_m = 0.30;         // ball, peanut: follows from the balls
  // Of the shape it has; otherwise 0. Widths at half the depth or height, over which the walls run: 45
  // degrees on average.
  double groove_width_m = 0, groove_depth_m = 0;
  double ball_spacing_m = 0, waist_diameter_m = 0;  // peanut: between the centres
  int ridge_count = 0;                              // ridged, grid: ribs round it
  double ridge_width_m = 0, ridge_height_m = 0;
  std::vector<RollerPart> parts;
  double mass_kg = 0.4;
  double friction = 0.5;  // Coulomb coefficient, clothed skin on foam
  RollerDrive drive = RollerDrive::free;
  bool operator==(const Roller&) const = default;
  // At the outer diameter.
  double foam_thickness() const { return 0.5 * (diameter_m - core_diameter_m); }
  // Ends by its own shape instead of two flat faces at length_m.
  bool round_ends() const {
    return shape == RollerShape::ball || shape == RollerShape::peanut || shape == RollerShape::parts;
  }
};

// How the body lies and what holds it.
enum class Posture {
  hips_up,    // on the back, pelvis held by the legs, trunk held by its muscles
  hips_down,  // on the back, pelvis on the floor, trunk relaxed over the roller
  prone,      // face down on a plinth under chest, abdomen and pelvis
  held        // every bone keeps its place
};

struct Support {
  Posture posture = Posture::hips_up;
  std::optional<double> muscle_hold;  // share of the weight's and the roller's bending moment at each spinal
                                      // unit that the trunk's muscles carry; none: by posture
  double spine_preload_n = 150;       // [N] compression of every spinal unit by resting muscles
  double plinth_stiffness_n_m = 1e6;  // [N/m] prone: under the sternum; below 1e5: padded
  bool operator==(const Support&) const = default;
};

enum class Arms { crossed, overhead, supporting };
enum class SupportBy { elbows, hands, legs };

// The person on the floor; none of it matters where the load is given.
struct Lying {
  Arms arms = Arms::crossed;
  SupportBy support_by = SupportBy::elbows;
  double support_share = 0;  // of the body's weight: on elbows or hands; hips down, legs: on the feet
  double lean_deg = 0;       // turn of the trunk against the pelvis, positive: onto its right side
  std::optional<double> hip_height_m, feet_from_hips_m, stance_m, foot_friction, floor_friction;
  double roller_right_m = 0;  // middle of the roller to the right of the spine
  bool ball_guided = true;    // something keeps a ball on its line
  bool operator==(const Lying&) const = default;
};

enum class HeadShape { round, square, sphere };

// A head pressed on a named place instead of a roller.
struct Press {
  HeadShape head = HeadShape::round;
  double area_m2 = 3e-4;  // of the face; sphere: of its great circle
  std::string at = "L3";  // a level: on its spinous tip; "sternum": from the front, the spine held
  bool on_sternum() const { return at == "sternum"; }
  double right_m = 0, up_m = 0;              // [m] along the skin from there
  std::optional<Table> force_n;              // exactly one of these
  std::optional<Table> depth_m;              // from first touch
  std::array<double, 2> band_n = {30, 100};  // [N] the slope is taken between these, loading branch
  bool operator==(const Press&) const = default;
};

enum class PhaseKind {
  approach,
  warm_up,  // to and fro at a share of the load until its time is over and the stroke done
  roll,
  hold,
  rest,    // at a share of the load; 0: off the roller
  repeat,  // of the phases before it
  lift
};

inline constexpr double kLeastShare = 0.01;           // of the load; below it the roller is off
inline constexpr const char* kStiffest = "stiffest";  // Phase::at

constexpr double default_load_share(PhaseKind kind) {
  return kind == PhaseKind::warm_up ? 0.5 : kind == PhaseKind::rest ? 0 : 1;
}

// One entry of the protocol, in file order.
struct Phase {
  PhaseKind kind = PhaseKind::approach;
  std::string level;               // approach, hold: where ("T8"); "" on hold: stay
  std::string from_level;          // roll
  std::string to_level;            // roll
  double duration_s = 1;           // approach, hold, lift
  double speed_m_s = 0.05;         // roll, and travel to the phase's first level
  int strokes = 1;                 // roll: one stroke = one way; even strokes come back
  double load_share = 1;           // of the full load
  std::optional<double> right_m;   // roller's middle to the right of the spine; none: as [body]
  std::optional<double> lean_deg;  // none: as [body]
  std::optional<double> time_step_s;
  // hold: a tight spot's name, or "stiffest" = where the last pass felt the largest resistance; "": level
  std::string at;
  bool keep_height = false;          // hold: the height instead of the load
  std::optional<double> fall_share;  // hold: until the local stress has fallen by this share of its largest
  std::optional<double> slow_m_s;    // hold: until the roller sinks more slowly
  int breaths = 0;                   // hold: so many whole breaths from the next out-breath on; 0: none
  int times = 2, phases = 1;         // repeat: the last `phases` phases, `times` times in all
  int line = 0;                      // where it stands in the file, for messages
};

// A cycle that moves the load, the cage and the tone; each follows the breath b, 0 (out) to 1 (in).
struct Breathing {
  bool on = false;
  double rate_per_min = 12;
  double inhale_share = 0.4;  // of the cycle
  double cage_deg = 3;        // turn of each rib against its vertebra, out to in
  double load_share = 0.02;   // load: 1 - this/2 (out) to 1 + this/2 (in)
  double tone_share = 0.012;  // tone of the muscles: 1 (out) to 1 + this (in)
  bool operator==(const Breathing&) const = default;
};

// Muscles that tense where it hurts: tone 1 + 6 x activation, which rises with the pain score above a
// threshold, with a lag.
struct Guarding {
  bool on = false;
  double above_score = 1;
  double activation_per_score = 0.013;  // share of the largest voluntary contraction
  double most = 2.07;                   // largest factor
  double lag_s = 0.5;
  bool operator==(const Guarding&) const = default;
};

// Which models of the tissue's response run (docs/response-models.md).
struct Responses {
  bool stress_relaxation = true;  // Prony terms of the tissues
  bool warm_up = false, spot_softening = false, perfusion = false, range_of_motion = false, posture = false,
       relaxation = false;
  bool operator==(const Responses&) const = default;
  bool any() const {
    return warm_up || spot_softening || perfusion || range_of_motion || posture || relaxation;
  }
};

struct Limits {
  bool stop_at_sharp_pain = false;
  double sharp_pain_score = 7;  // of 10
  bool operator==(const Limits&) const = default;
};

enum class LoadKind { given, bullet, statics };

struct Load {
  LoadKind source = LoadKind::given;
  // given: exactly one is; body_weight_fraction wins over the default.
  std::optional<double> force_n;
  std::optional<double> body_weight_fraction;
  double newtons(const Subject& subject) const {
    return force_n ? *force_n : body_weight_fraction.value_or(0.6) * subject.mass_kg * 9.81;
  }
};

enum class Resolution { live, standard, fine };

enum class LawKind { neo_hookean, neo_hookean_coupled, ogden };

// Material of one tissue or specimen layer.
struct Material {
  LawKind law = LawKind::neo_hookean;
  double shear_modulus_pa = 6e3;        // short-term
  double shear_modulus_along_pa = 6e3;  // along the fibre (>= shear_modulus_pa; equal = isotropic)
  double ogden_alpha = 12;              // W = 2 mu / alpha^2 (sum lambda^alpha - 3)
  double bulk_ratio = 100;              // K/G; for neo_hookean_coupled lambda = 2 mu nu / (1 - 2 nu) from it
  double density_kg_m3 = 1050;
  std::vector<double> prony_g;  // shares of the short-term modulus, sum < 1
  std::vector<double> prony_tau_s;
};

struct SpecimenLayer {
  double thickness_m = 0.08;
  Material material;
};

enum class IndenterKind { rigid_cylinder, rigid_sphere, rigid_punch, roller };

// A block instead of a back: size along z (cylinder axis), y (roll), x (thickness); bottom fixed, sides free.
struct Specimen {
  std::array<double, 3> size_m = {0.4, 0.5, 0.08};
  std::vector<SpecimenLayer> layers;  // from the top down
  IndenterKind indenter = IndenterKind::rigid_cylinder;
  double indenter_radius_m = 0.075;
  double indenter_friction = 0;
  RollerDrive indenter_drive = RollerDrive::free;
  std::optional<Table> depth_m;  // exactly one of depth_m and load_n
  std::optional<Table> load_n;
  std::optional<Table> roll_m;  // travel along y
  int nodes = 20000;            // about
};

// What finds equilibrium: the project's own solver, or Bullet's deformable world as a second opinion.
enum class Engine { own, bullet };

struct SolverSettings {
  Engine engine = Engine::own;
  double time_step_s = 1.0 / 60;
  double residual_tolerance = 5e-4;
  double bulk_ratio = 100;  // K/G of the back's tissues
  int max_newton = 40;
  int threads = 0;  // 0: all cores
};

struct Outputs {
  double fields_every_s = 0.25;  // 0: no fields file
  bool charts = true;
  bool report = true;
  double bone_depth_m = 0.012;  // skin view: a bone this close under the fat takes the point
};

// A piece of the skeleton without tissue, loaded at one body.
enum class PartKind {
  spinal_unit,      // two vertebrae, the caudal one held
  costovertebral,   // one rib and its vertebra, the vertebra held
  thoracic_column,  // T1..T12 with ribs and sternum, T12 held
  bare_column,      // T1..T12 without ribs, T12 held
  cage              // ribs and sternum, the spine held
};
struct Part {
  PartKind kind = PartKind::spinal_unit;
  std::string level = "L3";        // spinal_unit: the cranial vertebra; costovertebral: the vertebra
  double preload_n = 0;            // follower load along the column; spinal_unit: axial compression
  std::optional<Table> force_n;    // along `direction`, at the free body (column: T1, cage: sternum)
  std::optional<Table> moment_nm;  // about `direction`
  std::array<double, 3> direction = {1, 0, 0};  // body frame
  bool operator==(const Part&) const = default;
  bool has_level() const { return kind == PartKind::spinal_unit || kind == PartKind::costovertebral; }
  bool has_preload() const { return kind != PartKind::costovertebral && kind != PartKind::cage; }
};

struct Scenario {
  std::string name;
  std::string description;
  std::string file;                  // where it was read from
  std::optional<Specimen> specimen;  // set: a test piece, and subject, load and protocol are not used
  std::optional<Part> part;          // set: a piece of the skeleton of `subject`, nothing else is used
  std::optional<Press> press;        // set: a head instead of rollers; load and protocol are not used
  Support support;
  Lying lying;
  Subject subject;
  std::vector<Roller> rollers;  // at least one (press, part, specimen with a rigid indenter: none)
  Load load;
  std::vector<Phase> protocol;
  Breathing breathing;
  Guarding guarding;
  Responses response;
  Limits limits;
  Resolution resolution = Resolution::live;
  bool gravity = true;  // weight of the tissue, supine on the roller
  SolverSettings solver;
  Outputs outputs;
};

}  // namespace backroll
