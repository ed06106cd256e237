#include "recording/columns.hpp"

#include <cmath>

#include "recording/csv.hpp"

namespace backroll {
namespace {

constexpr double kCm2 = 1e4, kKpa = 1e-3, kMm = 1e3, kCm3 = 1e6;

// Rows of regions.csv below these are left out.
constexpr double kForceShown = 1e-3;  // [N]
constexpr double kStressShown = 10;   // [Pa]

Column value(const char* name, const char* unit, const char* meaning, double Frame::*member,
             double scale = 1) {
  return {name, unit, meaning, [=](const RunInfo&, const Frame& f) { return csv_number(f.*member * scale); },
          [=](const RunInfo&, Frame& f, const std::string&, double v) { f.*member = v / scale; }};
}

Column count(const char* name, const char* meaning, int Frame::*member) {
  return {name, "-", meaning, [=](const RunInfo&, const Frame& f) { return std::to_string(f.*member); },
          [=](const RunInfo&, Frame& f, const std::string&, double v) {
            f.*member = static_cast<int>(std::lround(v));
          }};
}

Column flag(const char* name, const char* meaning, bool Frame::*member) {
  return {name, "-", meaning,
          [=](const RunInfo&, const Frame& f) { return std::string(f.*member ? "1" : "0"); },
          [=](const RunInfo&, Frame& f, const std::string&, double v) { f.*member = v != 0; }};
}

Column skin(const char* name, const char* meaning, RegionKind kind) {
  return {name,
          "N",
          meaning,
          [=](const RunInfo& info, const Frame& f) { return csv_number(skin_force(info, f, kind)); },
          {}};
}

Column phase_column() {
  return {"phase", "text", "phase of the protocol: approach, roll, hold or lift",
          [](const RunInfo&, const Frame& f) { return csv_text(f.phase); },
          [](const RunInfo&, Frame& f, const std::string& cell, double) { f.phase = cell; }};
}

Column level_column() {
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

std::vector<Column> back_table() {
  using F = Frame;
  return {
      value("time_s", "s", "time since the start", &F::time_s),
      phase_column(),
      level_column(),
      value("roller_position_mm", "mm", "arc along the skin's midline, cranial positive, 0 at L5/S1",
            &F::position, kMm),
      value("roller_height_mm", "mm",
            "roller's surface over the unloaded skin along the load's direction; negative = sunk in",
            &F::height, kMm),
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
}

std::vector<Column> specimen_table() {
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

}  // namespace

const std::vector<Column>& forces_columns(bool specimen) {
  static const std::vector<Column> kBack = back_table(), kSpecimen = specimen_table();
  return specimen ? kSpecimen : kBack;
}

std::string forces_header(bool specimen) {
  return header_of(forces_columns(specimen));
}

std::string forces_row(const RunInfo& info, const Frame& frame) {
  std::string line;
  for (const Column& column : forces_columns(info.specimen)) {
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

}  // namespace backroll
