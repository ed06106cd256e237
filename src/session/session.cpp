#include "session/session.hpp"

#include <omp.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>

#include "body/load_source.hpp"
#include "protocol/breathing.hpp"
#include "protocol/free_drive.hpp"
#include "protocol/plan.hpp"
#include "protocol/protocol_run.hpp"
#include "scenario/input_error.hpp"
#include "scenario/words.hpp"
#include "session/back_tissue.hpp"
#include "session/ledger.hpp"
#include "session/press.hpp"
#include "session/run_names.hpp"
#include "session/spine_state.hpp"
#include "session/technique.hpp"
#include "session/thread_choice.hpp"
#include "units.hpp"

namespace backroll {

namespace {

constexpr double kNormalSmoothing =
    0.075;                           // [m] the load's direction is the midline's normal over +- this arc
constexpr int kTangentWork = 10;     // of a tangent built, in linear iterations
constexpr double kPatchArea = 1e-4;  // [m2]
constexpr double kTravelEase = 0.2;  // [s] a person's acceleration comes and goes over this
constexpr double kHeldStill = 5e-3;  // [m]

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
  std::vector<Vec6> tissue_rest;  // per body, in the attitude of rest
  std::vector<double> joint_factor;
  std::optional<PressPlace> press;
  std::vector<PlanStep> plan;           // of a press
  std::optional<ProtocolRun> protocol;  // of a roller
  int planned_steps = 0;                // at most, as far as is known before
  double planned_end = 0;               // [s]
  double away = 0;                      // [s] under free controls, while the protocol waits
  Technique technique;
  double weight_right = 0;  // [m] place across that the skin points' weights are for
  double kept_height = 0;   // [m] where a phase keeps the height
  std::string sharp_pain;   // where the stop rule fired, while the roller lifts
  Controls controls;
  std::vector<ControlEvent> events;
  double press_touch = 0;  // [m] height at which the head touches the settled skin
  double load_share = 1;   // of the plan's loads, on its way to the controls'
  double plan_load = 0;    // [N] full load of the plan
  PlanStep last;           // the step before
  double velocity = 0;     // [m/s] of the roller then
  std::optional<FreeDrive> drive;
  TravelLimits travel;
  std::unique_ptr<LoadSource> source;
  double full_sinking = -1;  // [m] of the roller under its full load in the step before; negative: none
  Vec3 first_up = Vec3::UnitX(), rest_gravity = Vec3::Zero();
  double load_now = 1;    // share of the full load that is on
  double roller_arc = 0;  // [m] of the step
  std::string stopped;    // why the person could not go on
  std::string stop_text;  // with time, place and phase
  std::string stop_words(const Frame& frame) const;
  double sinking_into_back(const Target& target, int level) const;
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
  void turn_rest();
  Vec3 gravity() const;
  PlanStep next_plan_step();
  Target back_target(Frame& frame);
  void lie_down(const Roller& roller);
  void press_roller(const PlanStep& step, Target& target, Frame& frame);
  void take_person(const Loading& loading, Frame& frame);
  void plan_rolling(const Roller& roller);
  double arc_of(const std::string& place) const;
  int held_spot() const;
  void take_breath(Target& target) const;
  void feel_step(double dt, Frame& frame);
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
    model.skin_point_weight = roller_point_weight(skin_points(model), *roller, scenario.lying.roller_right_m);
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
    last.arc = plan.front().arc;
  } else {
    technique = backroll::technique(scenario, *back, bearing, info);
    add_patches(technique, model, skin_points(model));
    if (changes_moduli(scenario)) model.hex_factor = take_factors(technique, scenario, 0);
    plan_load = scenario.load.newtons(scenario.subject);
    lie_down(*roller);
    if (person_lies(info)) model.gravity = -model.gravity.norm() * first_up;
    plan_rolling(*roller);
  }
  rest_gravity = model.gravity;
  for (int u = 0; u < bearing.units; ++u) info.units.push_back(bearing.skeleton.joints[u].name);
  solver = std::make_unique<TissueSolver>(std::move(model), indenter, solver_options(scenario.solver));
}

// [m] along the midline of a level or a tight spot.
double Session::Impl::arc_of(const std::string& place) const {
  for (std::size_t n = 0; n < technique.spots.size(); ++n)
    if (scenario.subject.tight_spots[n].name == place) return technique.spots[n].arc;
  return level_arc(*back, place);
}

void Session::Impl::plan_rolling(const Roller& roller) {
  ProtocolSetup setup;
  setup.phases = scenario.protocol;
  setup.load_n = plan_load;
  setup.time_step = scenario.solver.time_step_s;
  setup.arc_of = [this](const std::string& place) { return arc_of(place); };
  setup.limits = travel;
  setup.breathing = scenario.breathing;
  setup.right_m = weight_right = scenario.lying.roller_right_m;
  setup.lean_deg = scenario.lying.lean_deg;
  // a ball goes to the spot it holds, not only to its level
  if (roller.shape == RollerShape::ball && scenario.load.source == LoadKind::given)
    for (Phase& phase : setup.phases)
      for (std::size_t n = 0; n < technique.spots.size(); ++n)
        if (phase.at == scenario.subject.tight_spots[n].name && !phase.right_m)
          phase.right_m = technique.spots[n].centre.z();
  protocol.emplace(setup);
  ProtocolRun unfelt(setup);
  while (!unfelt.done()) {
    planned_end = unfelt.next().time;
    ++planned_steps;
  }
  last.arc = arc_of(scenario.protocol.front().level);
}

// The person on the floor, where the load follows from one: how the roller may travel, what presses, whose
// names the recording holds.
void Session::Impl::lie_down(const Roller& roller) {
  source = given_load();
  info.load_source = word_of(scenario.load.source);
  if (scenario.load.source == LoadKind::given) return;
  const BodyModel body = build_body(scenario.subject, *back);
  std::vector<double> arcs;
  for (const Phase& phase : scenario.protocol)
    for (const std::string* place : {&phase.level, &phase.from_level, &phase.to_level, &phase.at})
      if (!place->empty() && *place != kStiffest) arcs.push_back(arc_of(*place));
  const auto [least, most] = std::minmax_element(arcs.begin(), arcs.end());
  const double start = arcs.front();  // of the approach
  const BodySetup setup = body_setup(body, scenario, roller, start, 0.5 * (*least + *most));
  if (setup.hips_down && *most - *least > kHeldStill)
    throw InputError(
        scenario.file +
        ": support.posture = \"hips_down\" is for holds: the buttocks lie on the floor and the roller cannot "
        "travel; roll with \"hips_up\", or give the load");
  travel.acceleration = std::min(kTravelAcceleration, travel_acceleration(body, setup, *least, *most));
  travel.ease = kTravelEase;
  BodyCommand first;
  first.arc = start;
  first.support_share = scenario.lying.support_share;
  first.lean = scenario.lying.lean_deg * kRadians;
  source = scenario.load.source == LoadKind::bullet ? bullet_load(body, setup, roller, first)
                                                    : statics_load(body, setup, first);
  const BodyPose pose = body_pose(body, setup, start, 0.02, 0);
  first_up = Vec3(std::cos(pose.carrier_pitch), -std::sin(pose.carrier_pitch), 0);
  for (const BodySegment& s : body.segments) info.person.push_back({s.name, s.joint, s.end, s.radius});
}

void Session::Impl::build_specimen_session() {
  const Specimen& specimen = *scenario.specimen;
  const bool cylinder =
      specimen.indenter == IndenterKind::rigid_cylinder ||
      (specimen.indenter == IndenterKind::roller && scenario.rollers.at(0).shape == RollerShape::cylinder);
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
    if (!drive) drive.emplace(last.arc, velocity, last.load, travel);
    PlanStep step = drive->next(controls, level_arc(*back, controls.from_level),
                                level_arc(*back, controls.to_level), last.time + dt, dt);
    step.right = scenario.lying.roller_right_m;
    step.lean_deg = scenario.lying.lean_deg;
    away += dt;
    return step;
  }
  if (press) return plan.at(done_steps);
  PlanStep step = protocol->next();
  step.time += away;
  load_share = moved_towards(load_share, controls.load_n / plan_load, kLoadRate * dt / plan_load);
  step.load *= load_share;
  return step;
}

// Asks the source for the load and puts the roller where it acts.
void Session::Impl::press_roller(const PlanStep& step, Target& target, Frame& frame) {
  BodyCommand command;
  command.load_n = step.load;
  command.arc = step.arc;
  command.velocity = step.velocity;
  command.support_share = controls.support_share;
  command.lean = (controls.lean_deg + step.lean_deg - scenario.lying.lean_deg) * kRadians;
  command.sinking = full_sinking;
  const Loading loading = source->step(step.dt, command);
  roller_arc = loading.posture ? loading.arc : step.arc;
  const RollerPlace at = roller_place(*back, roller_arc, 0, 0);
  target.base = at.centre + Vec3(0, 0, step.right);
  target.direction = at.normal;
  target.load = loading.force_n;
  if (step.keep_height) {
    target.load_control = false;
    target.height = kept_height;
    frame.load_controlled = false;
  }
  if (std::abs(step.right - weight_right) > 1e-3) {
    weight_right = step.right;
    solver->change_indenter(roller_indenter(controls.roller),
                            roller_point_weight(solver->points(), controls.roller, weight_right));
  }
  if (!loading.posture) return;
  // approach and lift: the load comes and goes by hand
  const double full = controls.free ? controls.load_n : plan_load;
  load_now = full > 0 ? std::min(1.0, step.load / full) : 0;
  target.direction = -loading.push;
  target.load = load_now * loading.force_n;
  target.axis = loading.roller_axis;
  solver->change_gravity(-rest_gravity.norm() * loading.up);
  take_person(loading, frame);
}

void Session::Impl::take_person(const Loading& l, Frame& frame) {
  PersonState& p = frame.person;
  const bool bullet = scenario.load.source == LoadKind::bullet;
  p.full_load = l.force_n;
  p.statics_load = l.statics_n;
  p.pitch = l.trunk_pitch;
  p.roll = l.trunk_roll;
  p.feet = l.forces.feet_n;
  p.feet_along = l.forces.feet_along_n;
  p.pelvis = l.forces.pelvis_n;
  p.arms = l.forces.arms_n;
  p.foot_friction = l.forces.foot_friction;
  p.foot_margin = l.foot_margin;
  p.roller_friction = l.forces.roller_friction;
  p.roller_margin = l.roller_margin;
  p.tip_margin = l.forces.tip_margin;
  p.level_off = l.roller_off;
  p.roller_y = l.roller_y;
  p.roller_z = l.roller_z;
  p.sinking = l.sinking;
  if (bullet) {
    p.left = l.left_n;
    p.right = l.right_n;
    p.balance = l.balance;
  }
  for (std::size_t s = 0; s < info.person.size(); ++s) {
    const Eigen::Quaterniond turn(l.places[s].turn);
    frame.segment.push_back({l.places[s](info.person[s].joint), {turn.w(), turn.x(), turn.y(), turn.z()}});
  }
  if (l.stop != BodyStop::none) stopped = l.reason;
}

Target Session::Impl::back_target(Frame& frame) {
  const PlanStep step = next_plan_step();
  if (!press && changes_moduli(scenario))
    solver->change_factors(take_factors(technique, scenario, step.time));
  velocity = done_steps > 0 ? (step.arc - last.arc) / step.dt : 0;
  last = step;
  Target target;
  if (press) {
    target.base = press->base;
    target.direction = press->direction;
    target.load = step.load;
    target.load_control = scenario.press->force_n.has_value();
    frame.load_controlled = target.load_control;
    if (!target.load_control) target.height = press_touch - table_value(*scenario.press->depth_m, step.time);
  } else {
    press_roller(step, target, frame);
    take_breath(target);
  }
  if (press && press->on_sternum) target.load = 0;
  bear(step, target);
  frame.time_s = step.time;
  frame.phase = step.phase;
  frame.phase_number = step.number;
  frame.right = step.right;
  frame.position = press ? step.arc : roller_arc;
  const std::string& level = level_at(*back, frame.position);
  frame.level =
      static_cast<int>(std::find(info.levels.begin(), info.levels.end(), level) - info.levels.begin());
  frame.load = press ? step.load : target.load;
  return target;
}

// What holds the body and weighs on it while `target` presses.
void Session::Impl::bear(const PlanStep& step, Target& target) {
  if (bearing.rigid.bodies.empty()) return;
  const double load =
      target.load_control ? target.load : std::max(0.0, solver->contact_nodal_sum().dot(-target.direction));
  turn_rest();
  BearingLoads loads = bearing_loads(bearing, {target.base, -load * target.direction}, gravity(),
                                     solver->bodies(), joint_factor);
  if (press && press->on_sternum) loads.body[bearing.skeleton.sternum].head<3>() -= step.load * Vec3::UnitX();
  if (!press) add_breath(technique, scenario.breathing, step.time, borne_share(bearing, load), loads.body);
  joint_factor = loads.factor;
  target.body_load = std::move(loads.body);
  target.joint_factor = std::move(loads.factor);
}

// What the tissue's weight hands to the bodies in rest turns with the weight.
void Session::Impl::turn_rest() {
  if (!person_lies(info) || rest_gravity.isZero()) return;
  const Mat3 turn = Eigen::Quaterniond::FromTwoVectors(rest_gravity, gravity()).toRotationMatrix();
  for (std::size_t b = 0; b < tissue_rest.size(); ++b) {
    bearing.tissue_rest[b].head<3>() = turn * tissue_rest[b].head<3>();
    bearing.tissue_rest[b].tail<3>() = turn * tissue_rest[b].tail<3>();
  }
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

  double dt = back ? last.dt : scenario.solver.time_step_s;
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
  full_sinking = load_now > 0.999 ? sinking_into_back(target, frame.level) : -1;
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
  if (back && !press) feel_step(dt, frame);
  ++done_steps;
  time = frame.time_s;
  if (!stopped.empty() && stop_text.empty()) stop_text = stop_words(frame);
  return frame;
}

// Breathing out and in, the load swings about the protocol's.
void Session::Impl::take_breath(Target& target) const {
  const Breathing& b = scenario.breathing;
  if (b.on) target.load *= 1 + b.load_share * (breath_at(b, last.time).in - 0.5);
}

// Index of the tight spot that the phase under way holds; -1: none.
int Session::Impl::held_spot() const {
  if (controls.free || protocol->number() < 0) return -1;
  for (std::size_t n = 0; n < technique.spots.size(); ++n)
    if (scenario.subject.tight_spots[n].name == protocol->phase().at) return static_cast<int>(n);
  return -1;
}

// What the body feels in the step, and what the protocol makes of it.
void Session::Impl::feel_step(double dt, Frame& frame) {
  feel(technique, scenario, *back, *solver, info, map, held_spot(), velocity != 0, dt, frame);
  if (!last.keep_height) kept_height = frame.height;
  if (!controls.free) {
    frame.ended_by = protocol->feel({roller_arc, frame.height, frame.local_stress, frame.peak_1cm2_muscle});
    if (!sharp_pain.empty() && protocol->done()) stop_text = sharp_pain;
  }
  const Limits& limits = scenario.limits;
  if (!limits.stop_at_sharp_pain || !sharp_pain.empty() || frame.pain_score < limits.sharp_pain_score) return;
  frame.ended_by = "sharp pain";
  const std::string where = frame.pain_region >= 0 ? info.regions[frame.pain_region].name : "the roller";
  char text[320];
  std::snprintf(text, sizeof text,
                "sharp pain: score %.1f of 10 at t = %.2f s, roller at %s, phase %s, over %s: %.1f times the "
                "pressure-pain threshold over %.0f cm2; the roller was lifted (limits.sharp_pain_score %.3g)",
                frame.pain_score, frame.time_s, info.levels[frame.level].c_str(), frame.phase.c_str(),
                where.c_str(), frame.pain_ratio, 1e4 * frame.pain_area, limits.sharp_pain_score);
  sharp_pain = text;
  if (controls.free) {
    Controls lifted = controls;
    lifted.motion = Motion::lift;
    events.push_back({done_steps + 1, frame.time_s, "sharp pain: lifted", lifted});
    controls = lifted;
    sharp_pain.clear();
  } else {
    protocol->stop();
  }
}

// The roller's sinking against the skin as the vertebra under it carries it: bending of the spine is none of
// it.
double Session::Impl::sinking_into_back(const Target& target, int level) const {
  double moved = 0;
  if (level >= 0 && level < static_cast<int>(solver->bodies().size()))
    moved = solver->bodies()[level].t.dot(target.direction);
  return std::max(1e-3, moved - solver->pose().height);
}

std::string Session::Impl::stop_words(const Frame& frame) const {
  char text[160];
  std::snprintf(text, sizeof text, "at t = %.2f s, roller at %s, phase %s: ", frame.time_s,
                info.levels[frame.level].c_str(), frame.phase.c_str());
  return text + stopped;
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
    tissue_rest = bearing.tissue_rest;
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
  if (!impl_->back) return impl_->specimen_steps;
  return impl_->press ? static_cast<int>(impl_->plan.size()) : impl_->planned_steps;
}

double Session::duration() const {
  if (!impl_->back) return impl_->specimen_end;
  return impl_->press ? impl_->plan.back().time : impl_->planned_end;
}

const std::string& Session::stopped() const {
  return impl_->stop_text;
}

bool Session::done() const {
  if (!impl_->stop_text.empty()) return true;
  if (impl_->controls.free) return false;
  if (impl_->back && !impl_->press) return impl_->protocol->done();
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
                              roller_point_weight(s.solver->points(), controls.roller, s.weight_right));
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

std::vector<float> Session::skin_pressure() const {
  return nodal_pressure(impl_->solver->points(), impl_->solver->contact().pressure, lattice().nodes());
}

FieldSnapshot Session::snapshot() const {
  const TissueSolver& solver = *impl_->solver;
  FieldSnapshot snap;
  snap.time_s = impl_->time;
  const std::vector<double> u = to_nodal(solver.model(), solver.layout(), solver.state().u);
  snap.displacement.assign(u.begin(), u.end());
  snap.pressure = skin_pressure();
  if (impl_->back) snap.bone_pose = bone_poses(solver, impl_->info.bones.size());
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
