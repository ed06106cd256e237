#include "session/ledger.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

constexpr double kStressLimit = 32e3;  // [Pa] science.md 7.2, Linder-Ganz 2006

// Value below which 95 % of the volume lies.
double percentile95(std::vector<std::pair<double, double>>& value_volume) {
  std::sort(value_volume.begin(), value_volume.end());
  double total = 0, sum = 0;
  for (const auto& v : value_volume) total += v.second;
  for (const auto& v : value_volume) {
    sum += v.second;
    if (sum >= 0.95 * total) return v.first;
  }
  return 0;
}

}  // namespace

void fill_skin_view(const std::vector<SkinPoint>& points, const std::vector<double>& pressure,
                    const std::vector<Vec3>& point_force, const RunInfo& info, const LedgerMap& map,
                    const Vec3& inward, Frame& frame) {
  frame.region_force.assign(info.regions.size(), 0.0);
  frame.region_area.assign(info.regions.size(), 0.0);
  double paraspinal_force = 0, paraspinal_area = 0, total = 0, right = 0;
  for (std::size_t n = 0; n < points.size(); ++n) {
    const double force = point_force[n].dot(inward);
    if (force == 0 && pressure[n] <= 0) continue;
    total += force;
    right += points[n].place.z() > 0 ? force : 0;
    const int region = map.point_region[n];
    frame.region_force[region] += force;
    if (pressure[n] <= 0) continue;
    frame.contact_area += points[n].area;
    frame.region_area[region] += points[n].area;
    frame.peak_pressure = std::max(frame.peak_pressure, pressure[n]);
    if (map.region_paraspinal[region]) {
      paraspinal_force += force;
      paraspinal_area += points[n].area;
    }
    double sum = 0, area = 0;
    for (int m = map.patch.first[n]; m < map.patch.first[n + 1]; ++m) {
      sum += pressure[map.patch.neighbour[m]] * map.patch.area[m];
      area += map.patch.area[m];
    }
    const double mean = area > 0 ? sum / area : 0;
    frame.peak_pressure_1cm2 = std::max(frame.peak_pressure_1cm2, mean);
    const RegionKind kind = info.regions[region].kind;
    if (kind == RegionKind::muscle) frame.peak_1cm2_muscle = std::max(frame.peak_1cm2_muscle, mean);
    if (kind == RegionKind::spine || kind == RegionKind::rib)
      frame.peak_1cm2_bone = std::max(frame.peak_1cm2_bone, mean);
  }
  frame.mean_pressure = frame.contact_area > 0 ? frame.contact_force / frame.contact_area : 0;
  frame.mean_pressure_paraspinal = paraspinal_area > 0 ? paraspinal_force / paraspinal_area : 0;
  frame.asymmetry = std::abs(total) > 0.1 ? (2 * right - total) / total : 0;
  frame.closure_skin = std::abs(total - frame.contact_force) / std::max(frame.contact_force, 10.0);
}

void fill_load_path(const std::vector<Vec3>& support, const RunInfo& info, const Vec3& inward, Frame& frame) {
  frame.bone_force.assign(info.bones.size(), Vec3::Zero());
  double sum = 0;
  for (std::size_t b = 0; b < info.bones.size(); ++b) {
    frame.bone_force[b] = support[b];
    const double force = support[b].dot(inward);
    sum += force;
    switch (info.bones[b].kind) {
      case BoneKind::spine:
        frame.path_spine += force;
        break;
      case BoneKind::rib:
        frame.path_rib += force;
        break;
      case BoneKind::scapula:
        frame.path_scapula += force;
        break;
      case BoneKind::pelvis:
        frame.path_pelvis += force;
        break;
    }
  }
  // what no bone takes: springs of the deep boundary, or a specimen's bottom
  for (std::size_t s = info.bones.size(); s < support.size(); ++s) frame.path_deep += support[s].dot(inward);
  sum += frame.path_deep;
  frame.closure_path =
      std::abs(sum - frame.contact_force - frame.weight) / std::max(frame.contact_force, 10.0);
}

namespace {

void load_path(const TissueSolver& solver, const RunInfo& info, const Vec3& inward, Frame& frame) {
  const TissueModel& model = solver.model();
  std::vector<Vec3> support(model.supports + 1, Vec3::Zero());
  // a held degree of freedom hands on what its elements, its weight and the skin's contact put into it
  for (int n = 0; n < model.lattice.nodes(); ++n)
    for (int c = 0; c < 3; ++c)
      if (model.fixed[3 * n + c]) support[model.node_support[n]][c] -= solver.gradient()[3 * n + c];
  if (model.spring_support >= 0)
    for (const NodeSpring& s : model.springs)
      support[model.spring_support] +=
          s.stiffness * (solver.displacement(s.node) - solver.body_displacement(s.body, s.node));
  Vec3 weight = Vec3::Zero();
  for (std::size_t n = 0; n < solver.weight().size(); ++n) weight[n % 3] += solver.weight()[n];
  frame.weight = weight.dot(inward);
  fill_load_path(support, info, inward, frame);
}

void tissue_state(const TissueSolver& solver, const RunInfo& info, const LedgerMap& map, Frame& frame) {
  if (info.muscles.empty()) return;
  std::vector<std::vector<std::pair<double, double>>> stress(info.muscles.size()),
      strain(info.muscles.size());
  frame.muscle.assign(info.muscles.size(), {});
  std::vector<double> volume(info.muscles.size(), 0.0);
  const std::vector<HexState>& hexes = solver.hexes();
  for (std::size_t h = 0; h < hexes.size(); ++h) {
    const int m = map.hex_muscle[h];
    if (m < 0) continue;
    const HexState& s = hexes[h];
    const double sigma = compressive_stress(s.cauchy), e = std::max(0.0, 1 - s.smallest_stretch);
    MuscleState& state = frame.muscle[m];
    volume[m] += s.volume;
    state.compressive_stress += s.volume * sigma;
    state.compressive_strain += s.volume * e;
    if (sigma > kStressLimit) state.volume_above_limit += s.volume;
    stress[m].emplace_back(sigma, s.volume);
    strain[m].emplace_back(e, s.volume);
  }
  for (std::size_t m = 0; m < info.muscles.size(); ++m) {
    if (volume[m] <= 0) continue;
    frame.muscle[m].compressive_stress /= volume[m];
    frame.muscle[m].compressive_strain /= volume[m];
    frame.muscle[m].compressive_stress_p95 = percentile95(stress[m]);
    frame.muscle[m].compressive_strain_p95 = percentile95(strain[m]);
  }
}

}  // namespace

double compressive_stress(const Mat3& cauchy) {
  return std::max(0.0, -smallest_eigenvalue(0.5 * (cauchy + cauchy.transpose())));
}

void fill_ledger(const TissueSolver& solver, const RunInfo& info, const LedgerMap& map, const Vec3& direction,
                 Frame& frame) {
  const Vec3 inward = -direction;
  frame.contact_force = solver.contact_nodal_sum().dot(inward);
  frame.torque = solver.torque();
  frame.penetration = solver.indenter().rigid ? std::max(0.0, solver.contact().largest_sinking) : 0;
  fill_skin_view(solver.points(), solver.contact().pressure, solver.point_force(), info, map, inward, frame);
  load_path(solver, info, inward, frame);
  tissue_state(solver, info, map, frame);
  frame.closure_error = std::max(frame.closure_skin, frame.closure_path);
}

}  // namespace backroll
