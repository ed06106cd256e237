// Made-up runs for the tests of recording, analysis and report: small, smooth, and adding up exactly.
#pragma once

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "recording/frame.hpp"
#include "units.hpp"

namespace synthetic {

inline backroll::RunInfo back_info() {
  using namespace backroll;
  RunInfo info;
  info.scenario = "soft against firm";
  info.roller = "medium-epp";
  info.roller_name = "Medium EPP, 30 kg/m3";
  info.resolution = "live";
  info.nodes = 10125;
  info.hexes = 8448;
  info.body_weight_n = 784.8;
  info.roller_stress_25 = 110e3;
  info.regions = {{"longissimus left", RegionKind::muscle},
                  {"longissimus right", RegionKind::muscle},
                  {"T4", RegionKind::spine},
                  {"T8", RegionKind::spine},
                  {"T12", RegionKind::spine},
                  {"rib 5 left", RegionKind::rib},
                  {"rib 5 right", RegionKind::rib},
                  {"scapula left", RegionKind::other},
                  {"other", RegionKind::other}};
  info.bones = {
      {"T4", BoneKind::spine, {0.01, 0.42, 0}},        {"T8", BoneKind::spine, {0.02, 0.32, 0}},
      {"T12", BoneKind::spine, {0.01, 0.22, 0}},       {"rib 5 left", BoneKind::rib, {0, 0.38, -0.07}},
      {"rib 5 right", BoneKind::rib, {0, 0.38, 0.07}}, {"pelvis", BoneKind::pelvis, {0, -0.03, 0}}};
  info.muscles = {"longissimus left", "longissimus right", "trapezius left"};
  info.levels = {"T4", "T8", "T12"};
  info.level_position = {0.42, 0.32, 0.22};
  return info;
}

// One frame: `firmness` raises pressures over bone, `position` and `press` (0 to 1) shape the rest.
inline backroll::Frame back_frame(const backroll::RunInfo& info, double time, const char* phase,
                                  double position, double press, double firmness = 1) {
  using namespace backroll;
  Frame f;
  f.time_s = time;
  f.phase = phase;
  f.position = position;
  f.level = 0;
  for (std::size_t l = 0; l < info.levels.size(); ++l)
    if (std::abs(info.level_position[l] - position) < std::abs(info.level_position[f.level] - position))
      f.level = static_cast<int>(l);
  const double load = 470 * press, wave = 0.5 + 0.5 * std::cos((position - 0.32) / 0.1 * 3.14159265358979);
  f.load = load;
  f.contact_force = load;
  const double spine = (0.15 + 0.1 * wave) * std::sqrt(firmness), rib = 0.2, other = 0.05;
  const double muscle = 1 - spine - rib - other;
  f.region_force = {load * muscle / 2, load * muscle / 2, 0, 0, 0, load * rib / 2,
                    load * rib / 2,    load * other,      0};
  f.region_force[2 + f.level] = load * spine;
  f.region_area.assign(9, 0);
  for (std::size_t r = 0; r < 9; ++r) f.region_area[r] = f.region_force[r] / 30e3;
  f.weight = 12;
  f.path_spine = load * (spine + 0.2);
  f.path_rib = load * 0.4;
  f.path_scapula = load * 0.03;
  f.path_pelvis = load * 0.02;
  f.path_deep = load - f.path_spine - f.path_rib - f.path_scapula - f.path_pelvis + f.weight;
  f.bone_force.assign(6, Vec3::Zero());
  f.bone_force[f.level] = Vec3(f.path_spine, 3, 0);
  f.bone_force[3] = f.bone_force[4] = Vec3(f.path_rib / 2, 0, 1);
  f.bone_force[5] = Vec3(f.path_pelvis, 0, 0);
  f.height = -0.02 * press / firmness;
  f.contact_area = (0.012 + 0.002 * wave) * press / std::sqrt(firmness);
  f.mean_pressure = f.contact_area > 0 ? load / f.contact_area : 0;
  f.mean_pressure_paraspinal = 0.8 * f.mean_pressure;
  f.peak_1cm2_muscle = 1.6 * f.mean_pressure;
  f.peak_1cm2_bone = (2 + wave) * f.mean_pressure * firmness;
  f.peak_pressure_1cm2 = std::max(f.peak_1cm2_bone, f.peak_1cm2_muscle);
  f.peak_pressure = 1.5 * f.peak_pressure_1cm2;
  f.tangential_force = 4 * press * std::sin(20 * time);
  f.torque = 0.01;
  f.spin = position / 0.075;
  f.muscle = {{9e3 * press, 31e3 * press, 0.11 * press, 0.3 * press, 4e-6 * press},
              {8e3 * press, 30e3 * press, 0.10 * press, 0.28 * press, 3e-6 * press},
              {3e3 * press, 9e3 * press, 0.04 * press, 0.1 * press, 0}};
  f.closure_skin = 1e-12;
  f.closure_path = 2e-5;
  f.closure_error = 2e-5;
  f.residual = 4e-4;
  f.iterations = 4;
  f.linear_iterations = 60;
  return f;
}

// Approach at T4, one stroke to T12 and back, hold at T8, lift.
inline std::vector<backroll::Frame> back_run(const backroll::RunInfo& info, double firmness = 1,
                                             double dt = 1.0 / 60) {
  std::vector<backroll::Frame> frames;
  double time = 0;
  const auto add = [&](const char* phase, double position, double press) {
    frames.push_back(back_frame(info, time += dt, phase, position, press, firmness));
  };
  const int second = static_cast<int>(std::lround(1 / dt));
  for (int s = 1; s <= second; ++s) add("approach", 0.42, 1.0 * s / second);
  for (int s = 1; s <= 4 * second; ++s) add("roll", 0.42 - 0.05 * s * dt, 1);
  for (int s = 1; s <= 2 * second; ++s) add("roll", 0.22 + 0.05 * s * dt, 1);
  for (int s = 1; s <= second; ++s) add("hold", 0.32, 1);
  for (int s = 1; s <= second; ++s) add("lift", 0.32, 1 - 1.0 * s / second);
  return frames;
}

inline const double kUnitArc[] = {0.43, 0.33, 0.23, 0.10};  // [m] of the units below

// The same back with bones that move.
inline backroll::RunInfo moving_info() {
  backroll::RunInfo info = back_info();
  info.units = {"T3/T4", "T7/T8", "T11/T12", "L2/L3"};
  info.rest_kyphosis = 40 * backroll::kRadians;
  info.rest_lordosis = 37 * backroll::kRadians;
  return info;
}

// Every unit extends the more the nearer the roller, `softness` deg at most; the thoracic ones open the
// kyphosis, the lumbar one deepens the lordosis.
inline void bend(const backroll::RunInfo& info, backroll::Frame& frame, double softness = 2) {
  using namespace backroll;
  const double press = frame.load / 470;
  frame.unit.assign(info.units.size(), {});
  frame.bone_pose.assign(info.bones.size(), {});
  double thoracic = 0;
  for (std::size_t u = 0; u < info.units.size(); ++u) {
    const double away = (frame.position - kUnitArc[u]) / 0.05;
    UnitLoad& unit = frame.unit[u];
    unit.angle = Vec3(0.1, -0.2, softness * std::exp(-away * away)) * press * backroll::kRadians;
    unit.shift = Vec3(1e-4, -2e-4, 3e-5) * press;
    unit.force = Vec3(-20.0 * press, -150 - 100 * press * std::exp(-away * away), 2);
    unit.moment = Vec3(0.1, 0.2, 3 * press);
    if (u < 3) thoracic += unit.angle.z();
  }
  frame.kyphosis = info.rest_kyphosis - thoracic;
  frame.lordosis = info.rest_lordosis + frame.unit[3].angle.z();
  for (std::size_t b = 0; b < info.bones.size(); ++b)
    frame.bone_pose[b] = {Vec3(0.001 * press, 2e-4, 1e-5 * static_cast<double>(b)),
                          Vec3(0, 0.01, 0.02 * press)};
  frame.support_pelvis = 200 * press;
  frame.support_sternum = 5;
  frame.support_abdomen = 7;
  frame.asymmetry = 0.04 * std::sin(30 * frame.position);
  frame.load_direction = Vec3(0.8, 0.6, 0);
}

inline std::vector<backroll::Frame> moving_run(const backroll::RunInfo& info, double firmness = 1,
                                               double dt = 1.0 / 60, double softness = 2) {
  auto frames = back_run(info, firmness, dt);
  for (backroll::Frame& frame : frames) bend(info, frame, softness);
  return frames;
}

inline backroll::RunInfo press_info() {
  backroll::RunInfo info = moving_info();
  info.scenario = "press on T8, prone";
  info.roller = "round-head";
  info.roller_name = "round head 3.0 cm2";
  info.roller_stress_25 = 0;
  info.press = true;
  info.press_band_n = {30, 100};
  return info;
}

// Two cycles to 120 N and back at T8: F = 5000 d up to 5 mm, then 10 N/mm; less by a tenth on the way back.
inline std::vector<backroll::Frame> press_run(const backroll::RunInfo& info, int half = 60) {
  std::vector<backroll::Frame> frames;
  const double deepest = 0.0145;  // 120 N
  for (int s = 1; s <= 4 * half; ++s) {
    const int within = s % (2 * half);
    const bool loading = within <= half && within > 0;
    const double depth = deepest * (within <= half ? within : 2 * half - within) / half;
    const double force = depth < 0.005 ? 5000 * depth : 25 + 1e4 * (depth - 0.005);
    backroll::Frame frame =
        back_frame(info, 1.0 * s / half, "press", 0.32, (loading ? 1 : 0.9) * force / 470);
    bend(info, frame);
    frame.depth = depth;
    frame.height = -depth;
    frames.push_back(frame);
  }
  return frames;
}

inline backroll::RunInfo specimen_info() {
  backroll::RunInfo info;
  info.scenario = "slab under a rigid cylinder";
  info.roller = "rigid_cylinder";
  info.roller_name = "rigid cylinder, radius 75 mm";
  info.specimen = true;
  info.resolution = "20000 nodes";
  info.nodes = 20000;
  info.hexes = 18000;
  return info;
}

// F = 8000 d + 2e5 d^2 [N, m] to 25 mm.
inline std::vector<backroll::Frame> specimen_run(int steps = 100) {
  std::vector<backroll::Frame> frames;
  for (int s = 1; s <= steps; ++s) {
    backroll::Frame f;
    f.time_s = 2.5 * s / steps;
    f.depth = 0.025 * s / steps;
    f.load_controlled = false;
    f.contact_force = 8000 * f.depth + 2e5 * f.depth * f.depth;
    f.contact_area = 0.4 * std::sqrt(2 * 0.075 * f.depth);
    f.mean_pressure = f.contact_force / f.contact_area;
    f.peak_pressure_1cm2 = 1.3 * f.mean_pressure;
    f.peak_pressure = 1.4 * f.mean_pressure;
    f.penetration = 0.002 * f.depth;
    f.closure_path = f.closure_error = 3e-5;
    f.residual = 2e-4;
    f.iterations = 3;
    frames.push_back(f);
  }
  return frames;
}

// Two hexes along i; label 0 leaves the first out.
inline backroll::Lattice small_lattice() {
  backroll::Lattice lattice;
  lattice.ni = 3;
  lattice.nj = lattice.nk = 2;
  for (int j = 0; j < 2; ++j)
    for (int i = 0; i < 3; ++i)
      for (int k = 0; k < 2; ++k) lattice.position.emplace_back(0.01 * k, 0.02 * j, 0.03 * i);
  return lattice;
}

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream buffer;
  buffer << stream.rdbuf();
  return buffer.str();
}

// An empty folder, removed at the end of the scope.
struct TemporaryFolder {
  std::filesystem::path path;
  explicit TemporaryFolder(const std::string& name)
      : path(std::filesystem::temp_directory_path() / ("backroll-test-" + name + "-XXXXXX")) {
    std::string pattern = path.string();
    path = mkdtemp(pattern.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
};

}  // namespace synthetic
