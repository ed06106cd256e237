#include "session/session.hpp"

#include <omp.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>

#include "protocol/free_drive.hpp"
#include "protocol/plan.hpp"
#include "scenario/input_error.hpp"
#include "session/back_tissue.hpp"
#include "session/ledger.hpp"
#include "session/press.hpp"
#include "session/run_names.hpp"
#include "session/spine_state.hpp"
#include "session/thread_choice.hpp"

namespace backroll {

namespace {

constexpr double kNormalSmoothing =
    0.075;                           // [m] the load's direction is the midline's normal over +- this arc
constexpr int kTangentWork = 10;     // of a tangent built, in linear iterations
constexpr double kPatchArea = 1e-4;  // [m2]

std::string failure(const StepReport& report, const Frame& frame, const RunInfo& info) {
  char text[320];
  const std::string where = frame.level >= 0 ? " at " + info.levels[frame.level] : std::string();
  std::snprintf(
      text, sizeof text,
      "no equilibrium at t = %.4f s%s%s%s: %s (relative residual %.2e, smallest volume ratio %.3f, %d Newton "
      "iterations)",
      frame.time_s, where.c_str(), frame.phase.empty() ? "" : ", phase ", frame.phase.c_str(),
      report.trouble.c_str(), report.residual, report.smallest_volume_ratio, report.iterations);
  return text;
}

SolverOptions solver_options(const SolverSettings& settings) {
  SolverOptions options;
  options.tolerance = settings.residual_tolerance;
  options.max_newton = settings.max_newton;
  return options;
}

}  // namespace

struct Session::Impl {
  Scenario scenario;
  RunInfo info;
  LedgerMap map;
  std::unique_ptr<TissueSolver> solver;
  std::vector<std::uint8_t> labels;
  std::vector<std::string> label_names;
  // back
  std::shared_ptr<const BackModel> back;
  Bearing bearing;
  std::vector<double> joint_factor;
  std::optional<PressPlace> press;
  std::vector<PlanStep> plan;
  Controls controls;
  std::vector<ControlEvent> events;
  double press_touch = 0;  // [m] height at which the head touches the settled skin
  double load_share = 1;   // of the plan's loads, on its way to the controls'
  double plan_load = 0;    // [N] full load of the plan
  PlanStep last;           // the step before
  double velocity = 0;     // [m/s] of the roller then
  std::optional<FreeDrive> drive;
  // specimen
  int specimen_steps = 0;
  double specimen_end = 0;
  double driven_spin = 0, last_travel = 0;
  bool have_travel = false;
  int done_steps = 0;
  double time = 0;
  ThreadChoice threads{1};

  void build_back_session(const Roller* roller);  // null: a press
  void build_specimen_session();
  void settle();
  void bear(const PlanStep& step, Target& target);
  Vec3 gravity() const;
  PlanStep next_plan_step();
  Target back_target(Frame& frame);
  Target specimen_target(Frame& frame);
  Frame step();
};

void Session::Impl::build_back_session(const Roller* roller) {
  back = std::make_shared<const BackModel>(
      build_back(scenario.subject, scenario.resolution, scenario.outputs.bone_depth_m));
  const bool spine_held = scenario.press && scenario.press->on_sternum();
  bearing = backroll::bearing(scenario.support, scenario.subject, *back, spine_held);
  TissueModel model = back_tissue(*back, bearing, scenario);
  const Lattice& lat = back->lattice;
  Indenter indenter;
  info = back_info(scenario, *back, roller);
  if (scenario.press) {
    press = press_place(*scenario.press, *back);
    indenter = press_indenter(*scenario.press);
  } else {
    model.skin_point_weight = roller_point_weight(skin_points(model), *roller);
    indenter = roller_indenter(*roller);
  }
  label_names.push_back("bone");
  for (int t = 1; t < static_cast<int>(Tissue::count); ++t)
    label_names.push_back(tissue_name(static_cast<Tissue>(t)));
  labels.resize(lat.hexes());
  map.hex_muscle.assign(lat.hexes(), -1);
  std::vector<int> muscle_index(2 * static_cast<int>(Tissue::count), -1);
  for (int h = 0; h < lat.hexes(); ++h) {
    const Tissue t = back->hex_tissue[h];
    labels[h] = static_cast<std::uint8_t>(t);
    if (!is_muscle(t)) continue;
    const bool right = back->hex_side[h] > 0;
    int& index = muscle_index[2 * static_cast<int>(t) + (right ? 1 : 0)];
    if (index < 0) {
      index = static_cast<int>(info.muscles.size());
      info.muscles.push_back(spoken_name(t) + (right ? " right" : " left"));
    }
    map.hex_muscle[h] = static_cast<std::int16_t>(index);
  }
  map.point_region.assign(back->skin_region.begin(), back->skin_region.end());
  map.region_paraspinal = paraspinal_regions(info);

  if (press) {
    plan = plan_press(*scenario.press, press->arc, scenario.solver.time_step_s);
  } else {
    plan_load = scenario.load.newtons(scenario.subject);
    plan = plan_protocol(scenario.protocol, plan_load, scenario.solver.time_step_s,
                         [&](const std::string& level) { return level_arc(*back, level); });
  }
  last.arc = plan.front().arc;
  for (int u = 0; u < bearing.units; ++u) info.units.push_back(bearing.skeleton.joints[u].name);
  solver = std::make_unique<TissueSolver>(std::move(model), indenter, solver_options(scenario.solver));
}

void Session::Impl::build_specimen_session() {
  const Specimen& specimen = *scenario.specimen;
  const bool cylinder =
      specimen.indenter == IndenterKind::rigid_cylinder || specimen.indenter == IndenterKind::roller;
  TissueModel model = specimen_tissue(specimen, cylinder);
  if (specimen.indenter == IndenterKind::roller)
    model.skin_point_weight = roller_point_weight(skin_points(model), scenario.rollers.at(0));

  info = specimen_info(scenario);
  label_names.push_back("none");
  for (std::size_t l = 0; l < specimen.layers.size(); ++l)
    label_names.push_back("layer " + std::to_string(l + 1));
  labels.resize(model.hex_law.size());
  for (std::size_t h = 0; h < labels.size(); ++h) labels[h] = static_cast<std::uint8_t>(model.hex_law[h] + 1);
  map.hex_muscle.assign(model.hex_law.size(), -1);
  map.region_paraspinal = {0};
  const Table& table = specimen.depth_m ? *specimen.depth_m : *specimen.load_n;
  specimen_end = table.back().first;
  if (specimen.roll_m) specimen_end = std::max(specimen_end, specimen.roll_m->back().first);
  specimen_steps =
      std::max(1, static_cast<int>(std::ceil(specimen_end / scenario.solver.time_step_s - 1e-9)));
  solver = std::make_unique<TissueSolver>(std::move(model), specimen_indenter(specimen, scenario),
                                          solver_options(scenario.solver));
  map.point_region.assign(solver->points().size(), 0);
}

PlanStep Session::Impl::next_plan_step() {
  const double dt = scenario.solver.time_step_s;
  if (controls.free) {
    if (!drive) drive.emplace(last.arc, velocity, last.load);
    return drive->next(controls, level_arc(*back, controls.from_level), level_arc(*back, controls.to_level),
                       (done_steps + 1) * dt, dt);
  }
  PlanStep step = plan.at(done_steps);
  if (press) return step;
  load_share = moved_towards(load_share, controls.load_n / plan_load, kLoadRate * dt / plan_load);
  step.load *= load_share;
  return step;
}

Target Session::Impl::back_target(Frame& frame) {
  const PlanStep step = next_plan_step();
  velocity = done_steps > 0 ? (step.arc - last.arc) / scenario.solver.time_step_s : 0;
  last = step;
  Target target;
  if (press) {
    target.base = press->base;
    target.direction = press->direction;
    target.load_control = scenario.press->force_n.has_value();
    frame.load_controlled = target.load_control;
    if (!target.load_control) target.height = press_touch - table_value(*scenario.press->depth_m, step.time);
  } else {
    const RollerPlace at = roller_place(*back, step.arc, 0, 0);
    target.base = at.centre;
    target.direction = at.normal;
  }
  target.load = step.load;
  if (press && press->on_sternum) target.load = 0;
  bear(step, target);
  frame.time_s = step.time;
  frame.phase = step.phase;
  frame.position = step.arc;
  const std::string& level = level_at(*back, step.arc);
  frame.level =
      static_cast<int>(std::find(info.levels.begin(), info.levels.end(), level) - info.levels.begin());
  frame.load = step.load;
  return target;
}

// What holds the body and weighs on it while `target` presses.
void Session::Impl::bear(const PlanStep& step, Target& target) {
  if (bearing.rigid.bodies.empty()) return;
  const double load =
      target.load_control ? target.load : std::max(0.0, solver->contact_nodal_sum().dot(-target.direction));
  BearingLoads loads = bearing_loads(bearing, {target.base, -load * target.direction}, gravity(),
                                     solver->bodies(), joint_factor);
  if (press && press->on_sternum) loads.body[bearing.skeleton.sternum].head<3>() -= step.load * Vec3::UnitX();
  joint_factor = loads.factor;
  target.body_load = std::move(loads.body);
  target.joint_factor = std::move(loads.factor);
}

Vec3 Session::Impl::gravity() const {
  return solver->model().gravity;
}

Target Session::Impl::specimen_target(Frame& frame) {
  const Specimen& specimen = *scenario.specimen;
  frame.time_s = std::min((done_steps + 1) * scenario.solver.time_step_s, specimen_end);
  frame.position = specimen.roll_m ? table_value(*specimen.roll_m, frame.time_s) : 0;
  Target target;
  target.base = Vec3(0, frame.position, 0);
  target.load_control = specimen.load_n.has_value();
  frame.load_controlled = target.load_control;
  if (target.load_control)
    frame.load = target.load = table_value(*specimen.load_n, frame.time_s);
  else
    target.height = -table_value(*specimen.depth_m, frame.time_s);
  return target;
}

Frame Session::Impl::step() {
  Frame frame;
  Target target = back ? back_target(frame) : specimen_target(frame);
  // a driven roller turns as if it rolled on the skin without slip
  if (have_travel) driven_spin -= (frame.position - last_travel) / solver->indenter().radius;
  last_travel = frame.position;
  have_travel = true;
  target.driven_spin = driven_spin;

  double dt = scenario.solver.time_step_s;
  if (!back) dt = frame.time_s - std::min(done_steps * dt, specimen_end);
  if (scenario.solver.threads == 0) omp_set_num_threads(threads.next());
  const auto start = std::chrono::steady_clock::now();
  const StepReport report = solver->step(target, dt);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  threads.took(wall.count() / (1 + report.linear_iterations + kTangentWork * report.tangents));
  frame.residual = report.residual;
  frame.iterations = report.iterations;
  frame.linear_iterations = report.linear_iterations;
  frame.retries = report.retries;
  frame.converged = report.converged;
  if (!report.accepted) throw SolverError(failure(report, frame, info));

  frame.height = solver->pose().height;
  frame.depth = press ? press_touch - solver->pose().height : back ? 0 : -solver->pose().height;
  frame.spin = solver->pose().spin;
  frame.load_direction = -target.direction;
  fill_ledger(*solver, info, map, target.direction, frame);
  if (!target.load_control) frame.load = frame.contact_force;  // what the depth takes
  if (back) {
    frame.kyphosis = info.rest_kyphosis;
    frame.lordosis = info.rest_lordosis;
  }
  if (bearing.units > 0) fill_spine(*solver, bearing, joint_factor, info, -target.direction, frame);
  if (press && press->on_sternum) {
    frame.depth = -solver->bodies()[bearing.skeleton.sternum].t.x();
    frame.contact_force = frame.load;
  }
  const Vec3 forward(-target.direction.y(), target.direction.x(), 0);  // in the sagittal plane
  const Vec3 cranial = forward.y() < 0 ? Vec3(-forward) : forward;
  frame.tangential_force = solver->contact_nodal_sum().dot(cranial);
  ++done_steps;
  time = frame.time_s;
  return frame;
}

// The tissue finds its rest under its weight while the bones keep their places; then they are let go, each
// with what holds it there.
void Session::Impl::settle() {
  const std::size_t bodies = bearing.rigid.bodies.size();
  std::vector<std::uint8_t> held(bodies, 1);
  if (bodies > 0) solver->hold_bodies(held);
  const StepReport rest = solver->settle();
  if (!rest.converged) {
    Frame before;
    throw SolverError("at rest under its own weight: " + failure(rest, before, info));
  }
  if (bodies > 0) {
    for (std::size_t b = 0; b < bodies; ++b) {
      bearing.tissue_rest[b] = solver->body_gradient()[b];
      bearing.tissue_rest[b].tail<3>() *= kBodyLever;
      held[b] = bearing.rigid.bodies[b].held;
    }
    solver->hold_bodies(held);
  }
  if (press) press_touch = solver->touching_height(press->base, press->direction);
}

Session::Session(const Scenario& scenario, int roller) : impl_(std::make_unique<Impl>()) {
  if (scenario.part)
    throw InputError(scenario.file +
                     ": describes a piece of the skeleton, not a back; backroll run computes it");
  if (scenario.solver.engine == Engine::bullet)
    throw InputError(scenario.file + ": solver.engine = \"bullet\": backroll run computes it");
  Impl& s = *impl_;
  s.scenario = scenario;
  s.threads = ThreadChoice(omp_get_num_procs());
  omp_set_num_threads(scenario.solver.threads > 0 ? scenario.solver.threads : 1);
  if (scenario.specimen) {
    s.build_specimen_session();
  } else {
    s.build_back_session(scenario.press ? nullptr : &scenario.rollers.at(roller));
    if (!scenario.press) s.controls = initial_controls(scenario, roller);
  }
  s.map.patch = patch_average(s.solver->model(), s.solver->points(), kPatchArea);
  s.info.nodes = s.solver->model().lattice.nodes();
  for (const std::uint8_t law : s.solver->model().hex_law) s.info.hexes += law != kNoElement;
  s.settle();
}

Session::~Session() = default;
Session::Session(Session&&) noexcept = default;

const RunInfo& Session::info() const {
  return impl_->info;
}
const Lattice& Session::lattice() const {
  return impl_->solver->model().lattice;
}
const std::vector<std::uint8_t>& Session::labels() const {
  return impl_->labels;
}
const std::vector<std::string>& Session::label_names() const {
  return impl_->label_names;
}

int Session::total_steps() const {
  return impl_->back ? static_cast<int>(impl_->plan.size()) : impl_->specimen_steps;
}

double Session::duration() const {
  return impl_->back ? impl_->plan.back().time : impl_->specimen_end;
}

bool Session::done() const {
  if (impl_->controls.free) return false;
  return impl_->done_steps >= total_steps();
}

Frame Session::step() {
  return impl_->step();
}

const Controls& Session::controls() const {
  return impl_->controls;
}
const std::vector<ControlEvent>& Session::events() const {
  return impl_->events;
}
std::shared_ptr<const BackModel> Session::back() const {
  return impl_->back;
}

void Session::set_controls(const Controls& controls) {
  Impl& s = *impl_;
  if (controls == s.controls) return;
  for (const std::string* level : {&controls.from_level, &controls.to_level}) level_arc(*s.back, *level);
  if (!(controls.roller == s.controls.roller))
    s.solver->change_indenter(roller_indenter(controls.roller),
                              roller_point_weight(s.solver->points(), controls.roller));
  if (!controls.free) s.drive.reset();
  s.events.push_back({s.done_steps, s.time, describe_change(s.controls, controls), controls});
  s.controls = controls;
}

void Session::set_budget(double seconds) {
  SolverOptions options = solver_options(impl_->scenario.solver);
  options.budget_s = seconds;
  options.budget_residual = kBudgetResidual;
  impl_->solver->change_options(options);
}

FieldSnapshot Session::snapshot() const {
  const TissueSolver& solver = *impl_->solver;
  const std::vector<SkinPoint>& points = solver.points();
  FieldSnapshot snap;
  snap.time_s = impl_->time;
  const std::vector<double> u = to_nodal(solver.model(), solver.layout(), solver.state().u);
  snap.displacement.assign(u.begin(), u.end());
  // pressure at a node: mean over its points, weighted by shape function and area
  std::vector<double> sum(lattice().nodes(), 0.0), area(lattice().nodes(), 0.0);
  for (std::size_t n = 0; n < points.size(); ++n)
    for (int a = 0; a < 4; ++a) {
      const double w = points[n].shape[a] * points[n].area;
      sum[points[n].node[a]] += w * solver.contact().pressure[n];
      area[points[n].node[a]] += w;
    }
  if (impl_->back) snap.bone_pose = bone_poses(solver, impl_->info.bones.size());
  snap.pressure.resize(lattice().nodes());
  for (std::size_t n = 0; n < sum.size(); ++n)
    snap.pressure[n] = area[n] > 0 ? static_cast<float>(sum[n] / area[n]) : 0.0f;
  snap.compressive_stress.assign(lattice().hexes(), 0.0f);
  for (std::size_t h = 0; h < solver.hexes().size(); ++h)
    if (solver.hexes()[h].volume > 0)
      snap.compressive_stress[h] = static_cast<float>(compressive_stress(solver.hexes()[h].cauchy));
  return snap;
}

RollerPlace roller_place(const BackModel& back, double arc, double height, double radius) {
  const MidlineFrame at = midline_at(back, arc, kNormalSmoothing);
  return {at.point + at.normal * (height + radius), at.normal};
}

}  // namespace backroll
