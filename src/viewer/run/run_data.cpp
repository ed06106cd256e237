#include "viewer/run/run_data.hpp"

#include <algorithm>
#include <cmath>

#include "recording/events_file.hpp"
#include "recording/run_reader.hpp"
#include "report/finish_run.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "scenario/write.hpp"
#include "viewer/geometry/person_meshes.hpp"

namespace backroll {

namespace fs = std::filesystem;

void check_viewable(const Scenario& scenario) {
  const char* what = scenario.specimen ? "a specimen"
                     : scenario.part   ? "a piece of the skeleton"
                     : scenario.press  ? "a head pressed on one place"
                                       : nullptr;
  if (what)
    throw InputError(scenario.file + ": describes " + what +
                     "; the viewer shows a back on a roller (backroll run computes it)");
}

RunData open_run(const fs::path& dir) {
  RecordedRun recorded = read_run(dir);
  if (recorded.info.specimen)
    throw InputError(
        dir.string() +
        ": is the run of a specimen; the viewer shows backs (its fields.xdmf opens in ParaView)");
  auto model = std::make_shared<LiveModel>();
  model->scenario = read_scenario(dir / "scenario.toml");
  check_viewable(model->scenario);
  model->info = recorded.info;
  const Scenario& scenario = model->scenario;
  model->back = std::make_shared<const BackModel>(
      build_back(scenario.subject, scenario.resolution, scenario.outputs.bone_depth_m));
  if (model->back->lattice.nodes() != recorded.info.nodes)
    throw InputError(dir.string() +
                     ": was made by another version of the program (another lattice); run it again");
  for (const Tissue tissue : model->back->hex_tissue)
    model->labels.push_back(static_cast<std::uint8_t>(tissue));
  model->duration_s = recorded.frames.empty() ? 0 : recorded.frames.back().time_s;
  RunData run;
  run.frames = std::move(recorded.frames);
  if (has_events(dir)) run.events = read_events(dir).events;
  run.snapshots = Snapshots(std::make_unique<FieldsReader>(dir, model->back->lattice, model->labels));
  run.model = std::move(model);
  run.status = recorded.status;
  run.message = recorded.message;
  run.dir = dir;
  return run;
}

int frame_index(const RunData& run, double time) {
  const auto above = std::upper_bound(run.frames.begin(), run.frames.end(), time + 1e-9,
                                      [](double t, const Frame& frame) { return t < frame.time_s; });
  return std::max(static_cast<int>(above - run.frames.begin()) - 1, run.frames.empty() ? -1 : 0);
}

Controls controls_at(const RunData& run, double time) {
  Controls controls = initial_controls(run.model->scenario, run.model->roller);
  for (const ControlEvent& event : run.events)
    if (event.time_s < time - 1e-9) controls = event.controls;
  return controls;
}

namespace {

// The person on the floor in the tissue's frame, and the roller along the load's direction instead of across
// the skin. The floor is moved the little that lets it touch the roller: the tissue's sinking and the
// person's own differ while the load comes and goes.
void lay_person(const RunInfo& info, const Frame& frame, Moment& moment, const Vec3& skin) {
  const int carrier = carrier_segment(info.person, skin.y());
  if (carrier < 0 || frame.segment.size() != info.person.size()) return;
  std::vector<glm::mat4> on_floor;
  for (std::size_t s = 0; s < info.person.size(); ++s)
    on_floor.push_back(floor_from_rest(info.person[s], frame.segment[s]));
  glm::mat4& from_floor = moment.from_floor;
  from_floor = glm::inverse(on_floor[carrier]);
  moment.roller_axis = Vec3(from_floor[2].x, from_floor[2].y, from_floor[2].z);
  moment.load_direction = frame.load_direction;
  moment.axis_point = skin - frame.load_direction * (frame.height + moment.roller_radius);
  const glm::vec4 floor_place(moment.roller_radius, frame.person.roller_y, frame.person.roller_z, 1);
  const glm::vec3 gap = to_glm(moment.axis_point) - glm::vec3(from_floor * floor_place);
  if (std::isfinite(gap.x + gap.y + gap.z)) from_floor[3] += glm::vec4(gap, 0);
  for (const glm::mat4& segment : on_floor) moment.segment.push_back(from_floor * segment);
}

}  // namespace

Moment moment_at(const RunData& run, double time, const FieldSnapshot* snapshot) {
  Moment moment;
  if (snapshot) {
    moment.displacement = snapshot->displacement.data();
    moment.pressure = snapshot->pressure.data();
    moment.compressive_stress = snapshot->compressive_stress.data();
    if (snapshot->bone_pose.size() == run.model->back->bones.size())
      moment.bone_pose = snapshot->bone_pose.data();
  }
  const Roller roller = controls_at(run, time).roller;
  moment.roller_present = true;
  moment.roller = roller;
  moment.roller_radius = 0.5 * roller.diameter_m;
  moment.roller_core_radius = 0.5 * roller.core_diameter_m;
  moment.roller_length = roller.length_m;
  const int f = frame_index(run, time);
  const double arc = f >= 0 ? run.frames[f].position
                            : level_arc(*run.model->back, run.model->scenario.protocol.front().level);
  const RollerPlace at =
      roller_place(*run.model->back, arc, f >= 0 ? run.frames[f].height : 0.01, moment.roller_radius);
  moment.axis_point = at.centre;
  moment.load_direction = -at.normal;
  const Vec3 right(0, 0, run.model->scenario.lying.roller_right_m);
  moment.axis_point += right;
  if (f >= 0 && person_lies(run.model->info))
    lay_person(run.model->info, run.frames[f], moment,
               roller_place(*run.model->back, arc, 0, 0).centre + right);
  moment.spin = f >= 0 ? run.frames[f].spin : 0;
  return moment;
}

void save_run(const RunData& run, const fs::path& dir, const std::string& program_version) {
  const FolderKind there = inspect_folder(dir).kind;
  if (there != FolderKind::absent && there != FolderKind::empty)
    throw InputError(dir.string() + ": is not empty; choose another name");
  const LiveModel& model = *run.model;
  const Scenario& scenario = model.scenario;
  RunWriter writer(dir, model.info, write_scenario(scenario, model.roller), model.back->lattice, model.labels,
                   model.label_names, !run.snapshots.times().empty());
  for (const Frame& frame : run.frames) writer.add(frame);
  PressureMap pressed = pressure_map(*model.back);
  double next = 0, before = 0;
  for (std::size_t n = 0; n < run.snapshots.times().size(); ++n) {
    const SnapshotPointer snapshot = run.snapshots.get(n);
    add_pressure(pressed, snapshot->pressure, snapshot->time_s - before);
    before = snapshot->time_s;
    if (before < next - 1e-9 && n + 1 < run.snapshots.times().size()) continue;
    writer.add(*snapshot);
    next = before + scenario.outputs.fields_every_s;
  }
  RunOutcome outcome;
  outcome.version = program_version;
  if (run.live && run.status == "stopped") {
    outcome.status = RunStatus::stopped;
    outcome.message = run.message;
  }
  finish_run(writer, model.info, run.frames, outcome, scenario, model.roller,
             "backroll run --replay " + dir.string(), pressed);
  write_events(dir, {static_cast<int>(run.frames.size()), run.events});
}

SnapshotPointer difference(const FieldSnapshot& a, const FieldSnapshot& b) {
  if (a.pressure.size() != b.pressure.size()) return nullptr;
  auto made = std::make_shared<FieldSnapshot>(a);
  for (std::size_t n = 0; n < a.pressure.size(); ++n) made->pressure[n] = b.pressure[n] - a.pressure[n];
  for (std::size_t h = 0; h < a.compressive_stress.size(); ++h)
    made->compressive_stress[h] = b.compressive_stress[h] - a.compressive_stress[h];
  return made;
}

}  // namespace backroll
