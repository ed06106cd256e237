#include "session/standing_load.hpp"

#include <omp.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "protocol/plan.hpp"
#include "scenario/beyond_bullet.hpp"
#include "scenario/input_error.hpp"
#include "session/back_tissue.hpp"
#include "session/coarse_back.hpp"
#include "session/run_names.hpp"
#include "session/session.hpp"

namespace backroll {

namespace {

constexpr double kStandingPatch = 1e-4;  // [m2]
constexpr int kOwnIncrements = 4;        // static steps of the solver from one load to the next
constexpr int kBackSteps = 4;            // loads of a back on the way to the full one

void take_specimen(const Scenario& scenario, StandingLoad& out) {
  const Specimen& specimen = *scenario.specimen;
  const bool round =
      specimen.indenter == IndenterKind::rigid_cylinder || specimen.indenter == IndenterKind::roller;
  out.info = specimen_info(scenario);
  out.tissue = specimen_tissue(specimen, round);
  out.indenter = specimen_indenter(specimen, scenario);
  if (specimen.indenter == IndenterKind::roller)
    out.tissue.skin_point_weight = roller_point_weight(skin_points(out.tissue), scenario.rollers.at(0));
  out.label_names.push_back("none");
  for (std::size_t l = 0; l < specimen.layers.size(); ++l)
    out.label_names.push_back("layer " + std::to_string(l + 1));
  for (const std::uint8_t law : out.tissue.hex_law) out.labels.push_back(static_cast<std::uint8_t>(law + 1));
  for (const auto& [time, load] : *specimen.load_n) {
    if (load <= 0) continue;
    Frame frame;
    frame.time_s = time;
    frame.load = load;
    out.steps.push_back(frame);
  }
}

void take_back(const Scenario& scenario, int roller, LoadMesh mesh, StandingLoad& out) {
  const Roller& chosen = scenario.rollers.at(roller);
  BackModel back =
      build_back(scenario.subject, mesh == LoadMesh::coarse ? Resolution::live : scenario.resolution,
                 scenario.outputs.bone_depth_m);
  if (mesh == LoadMesh::coarse) back = coarse_back(back);
  const Bearing held = bearing(scenario.support, scenario.subject, back, false);
  out.info = back_info(scenario, back, &chosen);
  if (mesh == LoadMesh::coarse) out.info.resolution = "coarse";
  out.tissue = back_tissue(back, held, scenario);
  // Bullet holds a node or does not
  for (int n = 0; n < out.tissue.lattice.nodes(); ++n) {
    std::uint8_t* f = &out.tissue.fixed[3 * n];
    if (f[0] || f[1] || f[2]) f[0] = f[1] = f[2] = 1;
  }
  out.tissue.skin_point_weight = roller_point_weight(skin_points(out.tissue), chosen);
  out.indenter = roller_indenter(chosen);
  out.label_names.push_back("bone");
  for (int t = 1; t < static_cast<int>(Tissue::count); ++t)
    out.label_names.push_back(tissue_name(static_cast<Tissue>(t)));
  for (const Tissue t : back.hex_tissue) out.labels.push_back(static_cast<std::uint8_t>(t));
  out.map.point_region.assign(back.skin_region.begin(), back.skin_region.end());

  std::string level;
  double end = 0, rise = 0;
  for (const Phase& phase : scenario.protocol) {
    if (level.empty()) level = phase.level;
    if (phase.kind == PhaseKind::approach) rise += phase.duration_s;
    if (phase.kind != PhaseKind::lift) end += phase.duration_s;
  }
  const double arc = level_arc(back, level), full = scenario.load.newtons(scenario.subject);
  const RollerPlace at = roller_place(back, arc, 0, 0);
  out.base = at.centre;
  out.direction = at.normal;
  for (int s = 1; s <= kBackSteps; ++s) {
    Frame frame;
    const double share = static_cast<double>(s) / kBackSteps;
    frame.phase = s < kBackSteps ? "approach" : "hold";
    frame.time_s = s < kBackSteps ? share * rise : end;
    frame.load = share * full;
    frame.position = arc;
    frame.level = static_cast<int>(std::find(out.info.levels.begin(), out.info.levels.end(), level) -
                                   out.info.levels.begin());
    frame.kyphosis = out.info.rest_kyphosis;
    frame.lordosis = out.info.rest_lordosis;
    out.steps.push_back(frame);
  }
}

}  // namespace

StandingLoad standing_load(const Scenario& scenario, int roller, LoadMesh mesh) {
  if (const std::string reason = beyond_bullet(scenario, false); !reason.empty())
    throw InputError(scenario.file + ": " + reason);
  StandingLoad out;
  if (scenario.specimen)
    take_specimen(scenario, out);
  else
    take_back(scenario, roller, mesh, out);
  out.indenter.friction = 0;
  const std::vector<SkinPoint> points = skin_points(out.tissue);
  if (scenario.specimen) out.map.point_region.assign(points.size(), 0);
  out.map.hex_muscle.assign(out.tissue.lattice.hexes(), -1);
  out.map.region_paraspinal = paraspinal_regions(out.info);
  out.map.patch = patch_average(out.tissue, points, kStandingPatch);
  out.info.nodes = out.tissue.lattice.nodes();
  out.info.hexes = hexes_of(out.tissue);
  for (Frame& f : out.steps) f.load_direction = -out.direction;
  return out;
}

int hexes_of(const TissueModel& model) {
  return static_cast<int>(std::count_if(model.hex_law.begin(), model.hex_law.end(),
                                        [](std::uint8_t l) { return l != kNoElement; }));
}

Scenario with_tets(const Scenario& scenario, int tets) {
  // the lattice comes in multiples of four cells: the one that is nearest
  Scenario best = scenario;
  int closest = -1;
  const bool round = scenario.specimen->indenter == IndenterKind::rigid_cylinder ||
                     scenario.specimen->indenter == IndenterKind::roller;
  for (int nodes = std::max(20, tets / 24); nodes <= tets; nodes += std::max(1, nodes / 20)) {
    Scenario s = scenario;
    s.specimen->nodes = nodes;
    const int off = std::abs(6 * hexes_of(specimen_tissue(*s.specimen, round)) - tets);
    if (closest >= 0 && off >= closest) continue;
    closest = off;
    best = s;
  }
  return best;
}

std::vector<Frame> own_frames(const StandingLoad& load, const SolverSettings& settings) {
  omp_set_num_threads(settings.threads > 0 ? settings.threads : omp_get_num_procs());
  SolverOptions options;
  options.tolerance = settings.residual_tolerance;
  options.max_newton = settings.max_newton;
  TissueSolver solver(load.tissue, load.indenter, options);
  const auto need = [](const StepReport& report, const std::string& where) {
    if (!report.accepted)
      throw SolverError("no equilibrium of the own engine " + where + ": " + report.trouble);
  };
  need(solver.settle(), "at rest");
  std::vector<Frame> frames;
  double before = 0;
  for (Frame frame : load.steps) {
    StepReport report;
    for (int n = 1; n <= kOwnIncrements; ++n) {
      Target target;
      target.base = load.base;
      target.direction = load.direction;
      target.load = before + (frame.load - before) * n / kOwnIncrements;
      report = solver.step(target, 0);
      need(report, "under " + std::to_string(target.load) + " N");
    }
    before = frame.load;
    frame.height = solver.pose().height;
    frame.depth = load.info.specimen ? -frame.height : 0;
    frame.residual = report.residual;
    frame.iterations = report.iterations;
    fill_ledger(solver, load.info, load.map, load.direction, frame);
    frames.push_back(frame);
  }
  return frames;
}

}  // namespace backroll
