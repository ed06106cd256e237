#include "recording/columns.hpp"

#include <cmath>
#include <limits>

#include "recording/csv.hpp"
#include "units.hpp"

namespace backroll {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

// Rows of regions.csv below these are left out.
constexpr double kForceShown = 1e-3;  // [N]
constexpr double kStressShown = 10;   // [Pa]

TableColumn value(const char* name, const char* unit, const char* meaning, double Frame::*member,
                  double scale = 1) {
  return {name, unit, meaning, [=](const RunInfo&, const Frame& f) { return csv_number(f.*member * scale); },
          [=](const RunInfo&, Frame& f, const std::string&, double v) { f.*member = v / scale; }};
}

TableColumn count(const char* name, const char* meaning, int Frame::*member) {
  return {name, "-", meaning, [=](const RunInfo&, const Frame& f) { return std::to_string(f.*member); },
          [=](const RunInfo&, Frame& f, const std::string&, double v) {
            f.*member = static_cast<int>(std::lround(v));
          }};
}

TableColumn flag(const char* name, const char* meaning, bool Frame::*member) {
  return {name, "-", meaning,
          [=](const RunInfo&, const Frame& f) { return std::string(f.*member ? "1" : "0"); },
          [=](const RunInfo&, Frame& f, const std::string&, double v) { f.*member = v != 0; }};
}

TableColumn skin(const char* name, const char* meaning, RegionKind kind) {
  return {name,
          "N",
          meaning,
          [=](const RunInfo& info, const Frame& f) { return csv_number(skin_force(info, f, kind)); },
          {}};
}

TableColumn phase_column() {
  return {"phase", "text", "part of the protocol: approach, travel, warm_up, roll, hold, rest or lift",
          [](const RunInfo&, const Frame& f) { return csv_text(f.phase); },
          [](const RunInfo&, Frame& f, const std::string& cell, double) { f.phase = cell; }};
}

TableColumn level_column() {
  return {"roller_level", "text", "vertebra whose spinous tip lies nearest to the roller",
          [](const RunInfo& info, const Frame& f) {
            const bool known = f.level >= 0 && f.level < static_cast<int>(info.levels.size());
            return known ? csv_text(info.levels[f.level]) : std::string();
          },
          [](const RunInfo& info, Frame& f, const std::string& cell, double) {
            f.level = -1;
            for (std::size_t l = 0; l < info.levels.size(); ++l)
              if (info.levels[l] == cell) f.level = static_cast<int>(l);
          }};
}

// What an older folder lacks: `absent` is what its frames get instead.
TableColumn later(TableColumn column, double Frame::*member, double absent) {
  column.absent = [=](Frame& f) { f.*member = absent; };
  return column;
}

// Held bones keep the curvature of the built back.
TableColumn curvature(const char* name, const char* meaning, double Frame::*member, double RunInfo::*rest) {
  return later({name, "deg", meaning,
                [=](const RunInfo& info, const Frame& f) {
                  return csv_number((bones_move(info) ? f.*member : info.*rest) * kDegree);
                },
                [=](const RunInfo&, Frame& f, const std::string&, double v) { f.*member = v / kDegree; }},
               member, 0);
}

TableColumn curvature_change(const char* name, const char* meaning,
                             double (*change)(const RunInfo&, const Frame&)) {
  return {name,    "deg",
          meaning, [=](const RunInfo& info, const Frame& f) { return csv_number(change(info, f) * kDegree); },
          {},      [](Frame&) {}};
}

TableColumn direction_column(const char* name, const char* meaning, int axis) {
  return {name,
          "-",
          meaning,
          [=](const RunInfo&, const Frame& f) { return csv_number(f.load_direction[axis]); },
          [=](const RunInfo&, Frame& f, const std::string&, double v) { f.load_direction[axis] = v; },
          [](Frame&) {}};
}

// Of the person on the floor: empty where it is not known.
TableColumn person(const char* name, const char* unit, const char* meaning, double PersonState::*member,
                   double scale = 1) {
  return {name,
          unit,
          meaning,
          [=](const RunInfo&, const Frame& f) {
            const double v = f.person.*member;
            return std::isnan(v) ? std::string() : csv_number(v * scale);
          },
          [=](const RunInfo&, Frame& f, const std::string&, double v) { f.person.*member = v / scale; },
          [](Frame&) {},
          true};
}

std::vector<TableColumn> person_table() {
  using P = PersonState;
  return {
      person("person_load_n", "N",
             "full load of the person on the roller; load_n is its share in approach and lift",
             &P::full_load),
      person("statics_load_n", "N", "the same in closed form with inertia, on the same plan",
             &P::statics_load),
      {"statics_difference_bw",
       "-",
       "person_load_n less statics_load_n, share of body weight",
       [](const RunInfo& info, const Frame& f) {
         const double d = load_difference(info, f);
         return std::isnan(d) ? std::string() : csv_number(d);
       },
       {},
       [](Frame&) {}},
      person("trunk_pitch_deg", "deg", "of the part of the trunk on the roller: head down", &P::pitch,
             kDegree),
      person("trunk_roll_deg", "deg", "onto its right side", &P::roll, kDegree),
      person("feet_n", "N", "floor on the feet, up", &P::feet),
      person("feet_along_n", "N", "floor on the feet, towards the head", &P::feet_along),
      person("buttocks_n", "N", "floor on the buttocks, up; hips down", &P::pelvis),
      person("arms_n", "N", "floor on elbows or hands, up", &P::arms),
      person("foot_friction_demand", "-", "friction coefficient the feet need", &P::foot_friction),
      person("foot_friction_margin", "-", "what they have left of it", &P::foot_margin),
      person("roller_friction_demand", "-", "friction coefficient the roller needs not to be squeezed out",
             &P::roller_friction),
      person("roller_friction_margin", "-", "what it has left of it", &P::roller_margin),
      person("tip_margin_mm", "mm", "mass centre inside the base of roller and feet, sideways",
             &P::tip_margin, kMm),
      person("level_off_mm", "mm", "roller along the back less where the plan has it", &P::level_off, kMm),
      person("roller_floor_mm", "mm", "roller on the floor, towards the head, from where it began",
             &P::roller_y, kMm),
      person("roller_side_mm", "mm", "roller on the floor, to the right of the spine's line", &P::roller_z,
             kMm),
      person("person_sinking_mm", "mm",
             "roller's middle over its radius, in the contact of the person's own world", &P::sinking, kMm),
      person("left_n", "N", "left half of person_load_n", &P::left),
      person("right_n", "N", "right half", &P::right),
      person("body_balance", "-", "largest gap of the person's vertical balance in the step, of body weight",
             &P::balance),
  };
}

TableColumn response(const char* name, const char* unit, const char* meaning, double ResponseState::*member,
                     double scale = 1) {
  return {name,
          unit,
          meaning,
          [=](const RunInfo&, const Frame& f) { return csv_number(f.response.*member * scale); },
          [=](const RunInfo&, Frame& f, const std::string&, double v) { f.response.*member = v / scale; },
          [](Frame&) {}};
}

TableColumn text_column(const char* name, const char* meaning, std::string Frame::*member) {
  return {name,
          "text",
          meaning,
          [=](const RunInfo&, const Frame& f) { return csv_text(f.*member); },
          [=](const RunInfo&, Frame& f, const std::string& cell, double) { f.*member = cell; },
          [](Frame&) {}};
}

// Of the session: what phase it is, how the person breathes, what is felt, how the tissue responds.
std::vector<TableColumn> session_table() {
  using F = Frame;
  using R = ResponseState;
  TableColumn number =
      count("phase_number", "of the phase in the order done, repeats counted each time", &F::phase_number);
  number.absent = [](Frame&) {};
  return {
      number,
      text_column("phase_ended_by", "what ended the phase, in its last step", &F::ended_by),
      later(value("roller_right_mm", "mm", "the roller's middle to the right of the spine", &F::right, kMm),
            &F::right, 0),
      later(value("breath", "-", "0 = out, 1 = in", &F::breath), &F::breath, 0.5),
      later(value("tone", "-", "factor on the muscles' moduli: breath, guarding, warmth, calm", &F::tone),
            &F::tone, 1),
      later(
          value("local_stress_kpa", "kPa",
                "what a hold feels: mean compressive stress of the tight spot it holds, or of the paraspinal "
                "muscles within 20 mm of the roller",
                &F::local_stress, kKpa),
          &F::local_stress, 0),
      later(value("pain_score", "-", "of 10, from pain_ratio", &F::pain_score), &F::pain_score, kUnknown),
      later(value("pain_ratio", "-",
                  "pressure over the pressure-pain threshold of its area and place, the largest over patches "
                  "of 1, 4 and 16 cm2 and the whole contact",
                  &F::pain_ratio),
            &F::pain_ratio, kUnknown),
      later(value("pain_area_cm2", "cm2", "of the patch it is largest over", &F::pain_area, kCm2),
            &F::pain_area, 0),
      {"pain_region", "text", "what lies under that patch (skin view)",
       [](const RunInfo& info, const Frame& f) {
         const bool known = f.pain_region >= 0 && f.pain_region < static_cast<int>(info.regions.size());
         return known ? csv_text(info.regions[f.pain_region].name) : std::string();
       },
       [](const RunInfo& info, Frame& f, const std::string& cell, double) {
         f.pain_region = -1;
         for (std::size_t r = 0; r < info.regions.size(); ++r)
           if (info.regions[r].name == cell) f.pain_region = static_cast<int>(r);
       },
       [](Frame&) {}},
      later(value("low_rib_force_n", "N", "skin view: contact force over ribs 11 and 12", &F::low_rib_force),
            &F::low_rib_force, 0),
      response("warming_k", "K", "response: muscles above their temperature at rest", &R::warming),
      response("flow_pressed", "-", "response: blood flow under the roller, of rest", &R::flow_pressed),
      response("flow_after", "-", "response: blood flow of what was pressed, off the roller, of rest",
               &R::flow_after),
      response("range_gain_percent", "%", "response: range of motion gained", &R::range_gain, 100),
      response("creep_deg", "deg", "response: bend the spine keeps, extension positive", &R::creep, kDegree),
      response("dose_balance", "-", "response: dose so far, (right - left) / (right + left)", &R::balance),
      response("calm", "-", "response: 0 = as at the start, 1 = wholly relaxed", &R::calm),
      response("calm_tone", "-", "response: factor on the muscles' moduli by calm", &R::tone),
      response("stretch_reflex", "-", "response: of rest, while pressed", &R::reflex),
      response("pressed_s", "s", "time with the roller on so far", &R::pressed_s),
      response("dose_left_kpa_s", "kPa s", "mean contact pressure over time so far, left", &R::dose_left_pa_s,
               kKpa),
      response("dose_right_kpa_s", "kPa s", "the same, right", &R::dose_right_pa_s, kKpa),
  };
}

std::vector<TableColumn> back_table() {
  using F = Frame;
  std::vector<TableColumn> all = {
      value("time_s", "s", "time since the start", &F::time_s),
      phase_column(),
      level_column(),
      value("roller_position_mm", "mm", "arc along the skin's midline, cranial positive, 0 at L5/S1",
            &F::position, kMm),
      value("roller_height_mm", "mm",
            "roller's surface over the unloaded skin along the load's direction; negative = sunk in",
            &F::height, kMm),
      later(value("depth_mm", "mm", "press: travel of the head from first touch; 0 under a roller", &F::depth,
                  kMm),
            &F::depth, 0),
      value("load_n", "N", "load asked for by the protocol", &F::load),
      value("contact_force_n", "N", "resultant between roller and body along the load's direction",
            &F::contact_force),
      skin("muscle_force_n", "skin view: contact force over muscle", RegionKind::muscle),
      skin("spine_force_n", "skin view: contact force over the spine", RegionKind::spine),
      skin("rib_force_n", "skin view: contact force over ribs", RegionKind::rib),
      skin("other_force_n", "skin view: the rest (scapulae, pelvis, elsewhere)", RegionKind::other),
      value("path_spine_n", "N", "load path: force handed to the vertebrae", &F::path_spine),
      value("path_rib_n", "N", "load path: force handed to the ribs", &F::path_rib),
      value("path_scapula_n", "N", "load path: force handed to the scapulae", &F::path_scapula),
      value("path_pelvis_n", "N", "load path: force handed to the pelvis", &F::path_pelvis),
      value("path_deep_n", "N", "load path: force handed to the deep boundary and the cut faces",
            &F::path_deep),
      value("weight_n", "N", "weight of the tissue along the load's direction", &F::weight),
      curvature("kyphosis_deg", "tilt of T1 against T12; bones held: that of the built back", &F::kyphosis,
                &RunInfo::rest_kyphosis),
      curvature("lordosis_deg", "tilt of T12 against S1; bones held: that of the built back", &F::lordosis,
                &RunInfo::rest_lordosis),
      curvature_change("kyphosis_change_deg",
                       "against rest (no roller, no weight); negative = the thoracic spine opens",
                       kyphosis_change),
      curvature_change("lordosis_change_deg", "against rest; positive = the lumbar hollow deepens",
                       lordosis_change),
      later(value("support_pelvis_n", "N",
                  "what holds the body at the pelvis takes, along the load's direction", &F::support_pelvis),
            &F::support_pelvis, kUnknown),
      later(value("support_sternum_n", "N", "the same at the sternum (plinth)", &F::support_sternum),
            &F::support_sternum, kUnknown),
      later(value("support_abdomen_n", "N", "the same at the abdomen", &F::support_abdomen),
            &F::support_abdomen, kUnknown),
      later(value("asymmetry", "-", "contact force: (right - left) / (right + left)", &F::asymmetry),
            &F::asymmetry, kUnknown),
      direction_column("load_direction_x",
                       "the way the roller presses, unit vector of the body frame: anterior", 0),
      direction_column("load_direction_y", "the same, cranial", 1),
      direction_column("load_direction_z", "the same, right", 2),
      value("tangential_force_n", "N", "resultant along the rolling direction, on the body",
            &F::tangential_force),
      value("torque_nm", "N m", "about the roller's axis, on the roller", &F::torque),
      value("spin_rad", "rad", "turn of the roller since the start", &F::spin),
      value("contact_area_cm2", "cm2", "undeformed skin area under pressure", &F::contact_area, kCm2),
      value("mean_pressure_kpa", "kPa", "contact force / contact area", &F::mean_pressure, kKpa),
      value("peak_pressure_1cm2_kpa", "kPa", "largest average over 1 cm2 of skin", &F::peak_pressure_1cm2,
            kKpa),
      value("peak_1cm2_muscle_kpa", "kPa", "largest 1 cm2 average centred over muscle (skin view)",
            &F::peak_1cm2_muscle, kKpa),
      value("peak_1cm2_bone_kpa", "kPa", "largest 1 cm2 average centred over spine or ribs (skin view)",
            &F::peak_1cm2_bone, kKpa),
      value("mean_pressure_paraspinal_kpa", "kPa",
            "force / area over longissimus, iliocostalis, multifidus and spinalis (skin view)",
            &F::mean_pressure_paraspinal, kKpa),
      value("peak_pressure_kpa", "kPa", "largest Gauss point; does not converge with the mesh",
            &F::peak_pressure, kKpa),
      value("closure_skin", "-", "gap between the sum of the skin view and the contact force, relative",
            &F::closure_skin),
      value("closure_path", "-", "gap between the load path and contact force + weight, relative",
            &F::closure_path),
      value("closure_error", "-", "the worse of the two, relative to max(contact force, 10 N)",
            &F::closure_error),
      value("residual", "-", "relative residual of equilibrium reached", &F::residual),
      count("iterations", "iterations, quasi-Newton and Newton", &F::iterations),
      count("linear_iterations", "iterations of the linear solver", &F::linear_iterations),
      count("retries", "recoveries used in the step", &F::retries),
      flag("converged", "1 = the tolerance was met", &F::converged),
      flag("load_controlled", "1 = the load is met, 0 = the depth is given", &F::load_controlled),
  };
  for (TableColumn& column : session_table()) all.push_back(std::move(column));
  for (TableColumn& column : person_table()) all.push_back(std::move(column));
  return all;
}

std::vector<TableColumn> specimen_table() {
  using F = Frame;
  return {
      value("time_s", "s", "time since the start", &F::time_s),
      value("depth_mm", "mm", "travel of the indenter from first touch", &F::depth, kMm),
      value("load_n", "N", "load on the indenter: the one asked for, under depth control the contact force",
            &F::load),
      value("contact_force_n", "N", "resultant between indenter and specimen", &F::contact_force),
      value("contact_area_cm2", "cm2", "undeformed area under pressure", &F::contact_area, kCm2),
      value("mean_pressure_kpa", "kPa", "contact force / contact area", &F::mean_pressure, kKpa),
      value("peak_pressure_1cm2_kpa", "kPa", "largest average over 1 cm2", &F::peak_pressure_1cm2, kKpa),
      value("peak_pressure_kpa", "kPa", "largest Gauss point; does not converge with the mesh",
            &F::peak_pressure, kKpa),
      value("position_mm", "mm", "travel along the specimen", &F::position, kMm),
      value("tangential_force_n", "N", "resultant along the rolling direction, on the specimen",
            &F::tangential_force),
      value("torque_nm", "N m", "about the indenter's axis, on the indenter", &F::torque),
      value("spin_rad", "rad", "turn of the indenter since the start", &F::spin),
      value("penetration_mm", "mm", "rigid indenter: largest compression of its stiff layer", &F::penetration,
            kMm),
      value("closure_error", "-", "worse gap of the two force balances, relative to max(contact force, 10 N)",
            &F::closure_error),
      value("residual", "-", "relative residual of equilibrium reached", &F::residual),
      count("iterations", "iterations, quasi-Newton and Newton", &F::iterations),
      count("linear_iterations", "iterations of the linear solver", &F::linear_iterations),
      count("retries", "recoveries used in the step", &F::retries),
      flag("converged", "1 = the tolerance was met", &F::converged),
      flag("load_controlled", "1 = the load is met, 0 = the depth is given", &F::load_controlled),
  };
}

template <class Table>
std::string header_of(const Table& table) {
  std::string line;
  for (const auto& column : table) line += (line.empty() ? "" : ",") + column.name;
  return line + "\n";
}

template <class Item>
void add_row(const std::vector<NumberColumn<Item>>& table, const std::string& time, const std::string& name,
             Item& item, std::string& rows) {
  rows += time + ',' + csv_text(name);
  for (const NumberColumn<Item>& column : table)
    if (column.value) rows += ',' + csv_number(column.value(item) * column.scale);
  rows += '\n';
}

}  // namespace

const std::vector<TableColumn>& forces_columns(bool specimen) {
  static const std::vector<TableColumn> kBack = back_table(), kSpecimen = specimen_table();
  return specimen ? kSpecimen : kBack;
}

std::string forces_header(bool specimen) {
  return header_of(forces_columns(specimen));
}

std::string forces_row(const RunInfo& info, const Frame& frame) {
  std::string line;
  for (const TableColumn& column : forces_columns(info.specimen)) {
    if (!line.empty()) line += ',';
    line += column.text(info, frame);
  }
  return line + "\n";
}

const std::vector<RegionColumn>& regions_columns() {
  static const std::vector<RegionColumn> kTable = {
      {"time_s", "s", "time since the start"},
      {"view", "text",
       "skin = contact force by what lies under the skin; path = force handed to each bone and to "
       "the deep boundary; muscle = state of the tissue"},
      {"region", "text", "what lies under the skin, bone or \"deep\", muscle"},
      {"force_n", "N", "skin, path: force along the load's direction"},
      {"pressure_kpa", "kPa", "skin: force / area in contact; muscle: volume mean of the compressive stress"},
      {"area_cm2", "cm2", "skin: area in contact"},
      {"stress_p95_kpa", "kPa", "muscle: 95th percentile of the compressive stress by volume"},
      {"strain", "-", "muscle: volume mean of the compressive strain, 1 - smallest stretch"},
      {"strain_p95", "-", "muscle: 95th percentile of it"},
      {"volume_above_limit_cm3", "cm3", "muscle: volume with compressive stress above 32 kPa"},
  };
  return kTable;
}

std::string regions_header() {
  return header_of(regions_columns());
}

double bone_force(const Frame& frame, std::size_t bone) {
  return bone < frame.bone_force.size() ? frame.bone_force[bone].dot(frame.load_direction) : 0;
}

std::string regions_rows(const RunInfo& info, const Frame& frame) {
  const std::string time = csv_number(frame.time_s);
  std::string rows;
  const auto path_row = [&](const std::string& name, double force) {
    if (std::abs(force) >= kForceShown)
      rows += time + ",path," + csv_text(name) + ',' + csv_number(force) + ",,,,,,\n";
  };
  for (std::size_t r = 0; r < info.regions.size() && r < frame.region_force.size(); ++r) {
    const double force = frame.region_force[r];
    if (std::abs(force) < kForceShown) continue;
    const double area = r < frame.region_area.size() ? frame.region_area[r] : 0;
    rows += time + ",skin," + csv_text(info.regions[r].name) + ',' + csv_number(force) + ',' +
            (area > 0 ? csv_number(force / area * kKpa) : "") + ',' + csv_number(area * kCm2) + ",,,,\n";
  }
  for (std::size_t b = 0; b < info.bones.size(); ++b) path_row(info.bones[b].name, bone_force(frame, b));
  path_row("deep", frame.path_deep);
  for (std::size_t m = 0; m < info.muscles.size() && m < frame.muscle.size(); ++m) {
    const MuscleState& s = frame.muscle[m];
    if (s.compressive_stress_p95 < kStressShown) continue;
    rows += time + ",muscle," + csv_text(info.muscles[m]) + ",," + csv_number(s.compressive_stress * kKpa) +
            ",," + csv_number(s.compressive_stress_p95 * kKpa) + ',' + csv_number(s.compressive_strain) +
            ',' + csv_number(s.compressive_strain_p95) + ',' + csv_number(s.volume_above_limit * kCm3) + "\n";
  }
  return rows;
}

const std::vector<NumberColumn<UnitLoad>>& spine_columns() {
  using U = UnitLoad;
  static const std::vector<NumberColumn<U>> kTable = {
      {"time_s", "s", "time since the start"},
      {"unit", "text", "functional spinal unit, cranial vertebra first: \"T7/T8\""},
      {"extension_deg", "deg", "cranial vertebra against the caudal one, from rest: backward",
       [](U& u) -> double& { return u.angle.z(); }, kDegree},
      {"side_lean_deg", "deg", "lean to the right", [](U& u) -> double& { return u.angle.x(); }, kDegree},
      {"turn_deg", "deg", "turn to the left", [](U& u) -> double& { return u.angle.y(); }, kDegree},
      {"shift_anterior_mm", "mm", "shift of the cranial vertebra from rest: anterior",
       [](U& u) -> double& { return u.shift.x(); }, kMm},
      {"shift_cranial_mm", "mm", "shift along the spine: cranial",
       [](U& u) -> double& { return u.shift.y(); }, kMm},
      {"shift_right_mm", "mm", "shift to the right", [](U& u) -> double& { return u.shift.z(); }, kMm},
      {"compression_n", "N", "force on the caudal vertebra along the spine, towards it",
       [](U& u) -> double& { return u.force.y(); }, -1},
      {"shear_n", "N", "force on the caudal vertebra by the cranial one: anterior",
       [](U& u) -> double& { return u.force.x(); }},
      {"side_shear_n", "N", "force on the caudal vertebra by the cranial one: right",
       [](U& u) -> double& { return u.force.z(); }},
      {"moment_extension_nm", "N m",
       "moment on the caudal vertebra about the disc's centre: about the axis to the right",
       [](U& u) -> double& { return u.moment.z(); }},
      {"moment_side_nm", "N m", "about the axis to the front", [](U& u) -> double& { return u.moment.x(); }},
      {"moment_axial_nm", "N m", "about the axis along the spine",
       [](U& u) -> double& { return u.moment.y(); }},
  };
  return kTable;
}

std::string spine_header() {
  return header_of(spine_columns());
}

std::string spine_rows(const RunInfo& info, const Frame& frame) {
  const std::string time = csv_number(frame.time_s);
  std::string rows;
  for (std::size_t u = 0; u < info.units.size(); ++u) {
    UnitLoad unit = u < frame.unit.size() ? frame.unit[u] : UnitLoad{};
    add_row(spine_columns(), time, info.units[u], unit, rows);
  }
  return rows;
}

const std::vector<NumberColumn<BoneState>>& bones_columns() {
  using B = BoneState;
  static const std::vector<NumberColumn<B>> kTable = {
      {"time_s", "s", "time since the start"},
      {"bone", "text", "bone"},
      {"force_n", "N", "force handed to the bone along the load's direction (load path)",
       [](B& b) -> double& { return b.along; }},
      {"force_x_n", "N", "the whole force, body frame: anterior",
       [](B& b) -> double& { return b.force.x(); }},
      {"force_y_n", "N", "cranial", [](B& b) -> double& { return b.force.y(); }},
      {"force_z_n", "N", "right", [](B& b) -> double& { return b.force.z(); }},
      {"shift_x_mm", "mm", "shift of the bone's centre from rest, body frame: anterior",
       [](B& b) -> double& { return b.pose.shift.x(); }, kMm},
      {"shift_y_mm", "mm", "cranial", [](B& b) -> double& { return b.pose.shift.y(); }, kMm},
      {"shift_z_mm", "mm", "right", [](B& b) -> double& { return b.pose.shift.z(); }, kMm},
      {"turn_x_deg", "deg", "turn about that centre from rest, rotation vector, body frame: anterior",
       [](B& b) -> double& { return b.pose.turn.x(); }, kDegree},
      {"turn_y_deg", "deg", "cranial", [](B& b) -> double& { return b.pose.turn.y(); }, kDegree},
      {"turn_z_deg", "deg", "right", [](B& b) -> double& { return b.pose.turn.z(); }, kDegree},
  };
  return kTable;
}

const std::vector<NumberColumn<PersonPose>>& person_columns() {
  using P = PersonPose;
  static const std::vector<NumberColumn<P>> kTable = {
      {"time_s", "s", "time since the start"},
      {"segment", "text", "part of the person, as in summary.json"},
      {"place_x_mm", "mm", "its joint over the floor", [](P& p) -> double& { return p.place.x(); }, kMm},
      {"place_y_mm", "mm", "towards the head, from under the roller's first place",
       [](P& p) -> double& { return p.place.y(); }, kMm},
      {"place_z_mm", "mm", "right", [](P& p) -> double& { return p.place.z(); }, kMm},
      {"turn_w", "-", "quaternion from lying straight (body frame) to the floor's frame: real part",
       [](P& p) -> double& { return p.turn[0]; }},
      {"turn_x", "-", "about the axis up", [](P& p) -> double& { return p.turn[1]; }},
      {"turn_y", "-", "about the axis towards the head", [](P& p) -> double& { return p.turn[2]; }},
      {"turn_z", "-", "about the axis to the right", [](P& p) -> double& { return p.turn[3]; }},
  };
  return kTable;
}

std::string person_header() {
  return header_of(person_columns());
}

std::string person_rows(const RunInfo& info, const Frame& frame) {
  const std::string time = csv_number(frame.time_s);
  std::string rows;
  for (std::size_t s = 0; s < info.person.size(); ++s) {
    PersonPose pose = s < frame.segment.size() ? frame.segment[s] : PersonPose{};
    add_row(person_columns(), time, info.person[s].name, pose, rows);
  }
  return rows;
}

const std::vector<NumberColumn<SpotState>>& spots_columns() {
  using S = SpotState;
  static const std::vector<NumberColumn<S>> kTable = {
      {"time_s", "s", "time since the start"},
      {"spot", "text", "name of the tight spot"},
      {"stress_kpa", "kPa", "volume mean of the compressive stress in it",
       [](S& s) -> double& { return s.stress; }, kKpa},
      {"stiffness_ratio", "-", "of its shear moduli to those of the muscle round it, now",
       [](S& s) -> double& { return s.ratio; }},
      {"softening", "-", "share of its extra stiffness that is gone",
       [](S& s) -> double& { return s.softening; }},
      {"pain_relief", "-", "rise of the pressure-pain threshold over it",
       [](S& s) -> double& { return s.relief; }},
  };
  return kTable;
}

std::string spots_header() {
  return header_of(spots_columns());
}

std::string spots_rows(const RunInfo& info, const Frame& frame) {
  const std::string time = csv_number(frame.time_s);
  std::string rows;
  for (std::size_t s = 0; s < info.spots.size(); ++s) {
    SpotState spot = s < frame.spot.size() ? frame.spot[s] : SpotState{};
    add_row(spots_columns(), time, info.spots[s], spot, rows);
  }
  return rows;
}

std::string bones_header() {
  return header_of(bones_columns());
}

std::string bones_rows(const RunInfo& info, const Frame& frame) {
  const std::string time = csv_number(frame.time_s);
  std::string rows;
  for (std::size_t b = 0; b < info.bones.size(); ++b) {
    BoneState bone;
    bone.along = bone_force(frame, b);
    if (b < frame.bone_force.size()) bone.force = frame.bone_force[b];
    if (b < frame.bone_pose.size()) bone.pose = frame.bone_pose[b];
    add_row(bones_columns(), time, info.bones[b].name, bone, rows);
  }
  return rows;
}

}  // namespace backroll
