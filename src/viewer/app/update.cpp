#include <algorithm>
#include <cmath>
#include <cstdio>

#include "recording/columns.hpp"
#include "recording/run_reader.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "viewer/app/app.hpp"
#include "viewer/geometry/section_cap.hpp"

namespace backroll {

namespace {

constexpr double kFirstRange_kpa = 20;   // of the pressure, before anything has pressed
constexpr float kArrowLength = 1.5e-3f;  // [m/N]
constexpr float kShowsThrough = 0.6f;    // opacity
constexpr float kSmallestArrow = 5;      // [N]
constexpr int kReadPerFrame = 20;        // snapshots of a file read a frame for a point's curve

Colouring::Field colouring_of(ShownField field) {
  switch (field) {
    case ShownField::pressure:
    case ShownField::dose:
      return Colouring::Field::pressure;
    case ShownField::compressive_stress:
      return Colouring::Field::compressive_stress;
    case ShownField::strain:
      return Colouring::Field::strain;
    case ShownField::muscle:
      return Colouring::Field::muscle;
    case ShownField::bone_force:
      return Colouring::Field::bone_force;
    case ShownField::none:
      break;
  }
  return Colouring::Field::none;
}

std::optional<Plane> section_plane(const App& app, const Slot& slot) {
  const ViewSettings& v = app.view;
  const float mm = static_cast<float>(v.section_mm) * 1e-3f;
  switch (v.section) {
    case SectionKind::off:
      return std::nullopt;
    case SectionKind::sagittal:
      return Plane{{0, 0, 1}, mm};
    case SectionKind::axial: {
      const MidlineFrame at = midline_at(*slot.run.model->back, mm, 0.03);
      return Plane{{0, 1, 0}, static_cast<float>(at.point.y())};
    }
    case SectionKind::free:
      break;
  }
  const float yaw = glm::radians(static_cast<float>(v.section_yaw_deg)),
              pitch = glm::radians(static_cast<float>(v.section_pitch_deg));
  const glm::vec3 n(std::cos(pitch) * std::sin(yaw), std::sin(pitch), std::cos(pitch) * std::cos(yaw));
  const BackModel& back = *slot.run.model->back;
  const MidlineFrame middle = midline_at(back, level_arc(back, "T8"), 0.03);
  return Plane{n, glm::dot(n, to_glm(middle.point)) + mm};
}

// Arrows to each vertebra, where it stands, along the force it takes; as long as the force is great.
void add_arrows(Slot& slot, const Frame& frame) {
  slot.scene.arrows.clear();
  const RunInfo& info = slot.run.model->info;
  for (std::size_t b = 0; b < info.bones.size() && b < frame.bone_force.size(); ++b) {
    if (info.bones[b].kind != BoneKind::spine) continue;
    const glm::vec3 force = to_glm(frame.bone_force[b]);
    Vec3 centre = info.bones[b].centre;
    if (slot.shown && b < slot.shown->bone_pose.size()) centre += slot.shown->bone_pose[b].shift;
    const glm::vec3 at = to_glm(centre);
    if (glm::length(force) < kSmallestArrow) continue;
    slot.scene.arrows.push_back({at - kArrowLength * force, at, {0.0f, 0.45f, 0.70f}});
  }
}

void add_markers(Slot& slot) {
  slot.scene.markers.clear();
  for (std::size_t p = 0; p < slot.points.size() && slot.shown; ++p)
    slot.scene.markers.push_back(
        {position_of(slot.points[p], *slot.run.model->back, *slot.shown), point_colour(p)});
}

// The cut stands last in the scene's parts, after what the geometry makes.
void add_section(App& app, Slot& slot, const Moment& moment, Colouring colouring) {
  std::vector<ScenePart>& parts = slot.scene.parts;
  if (parts.empty() || parts.back().layer != Layer::section) {
    parts.emplace_back();
    parts.back().layer = Layer::section;
  }
  ScenePart& part = parts.back();
  const std::optional<Plane> plane = section_plane(app, slot);
  if (!plane) {
    part.vertices.clear();
    part.triangles.clear();
    ++part.revision;
    return;
  }
  section_cap(part, *slot.run.model->back, moment, *plane,
              app.view.section_stress ? colouring : Colouring{Colouring::Field::none}, false);
}

std::string key_of(const App& app, const Slot& slot, double time) {
  const ViewSettings& v = app.view;
  char text[200];
  std::snprintf(text, sizeof text, "%.6f %d %d %d %.3f %.2f %.2f %d %zu", time, static_cast<int>(v.field),
                v.difference, static_cast<int>(v.section), v.section_mm, v.section_yaw_deg,
                v.section_pitch_deg, v.section_stress,
                slot.run.snapshots.times().size() > 0 ? std::size_t{1} : std::size_t{0});
  return text;
}

// The snapshot with the dose, or with B - A, in the place of the pressure.
void replace_pressure(App& app, std::size_t n) {
  Slot& slot = *app.slots[n];
  slot.made.reset();
  if (app.view.field == ShownField::dose) {
    slot.made = std::make_shared<FieldSnapshot>(*slot.shown);
    const std::vector<float>& dose = slot.dose.until(app.time, slot.run.snapshots);
    if (dose.size() == slot.made->pressure.size()) slot.made->pressure = dose;
  }
  if (!app.view.difference || n != 0 || app.slots.size() < 2 || !app.slots[1]->shown) return;
  const Slot& other = *app.slots[1];
  const SnapshotPointer made =
      difference(slot.made ? *slot.made : *slot.shown, other.made ? *other.made : *other.shown);
  if (!made) return;
  slot.made = std::make_shared<FieldSnapshot>(*made);
  if (app.view.field == ShownField::bone_force) return;
  for (const float d : made->pressure) app.difference_top = std::max(app.difference_top, std::abs(double{d}));
}

std::vector<float> bone_forces(const RunData& run, double time) {
  std::vector<float> forces;
  const int f = frame_index(run, std::min(time, run.end_s()));
  for (std::size_t b = 0; f >= 0 && b < run.frames[f].bone_force.size(); ++b)
    forces.push_back(static_cast<float>(bone_force(run.frames[f], b)));
  return forces;
}

// What the bones are coloured by: the force each takes, or B - A of it.
void update_bone_force(App& app, std::size_t n) {
  Slot& slot = *app.slots[n];
  slot.bone_force = bone_forces(slot.run, app.time);
  if (slot.bone_force.size() != slot.run.model->info.bones.size()) slot.bone_force.clear();
  if (!app.view.difference || n != 0 || app.slots.size() < 2) return;
  const std::vector<float> other = bone_forces(app.slots[1]->run, app.time);
  if (other.size() != slot.bone_force.size()) return slot.bone_force.clear();
  for (std::size_t b = 0; b < other.size(); ++b) {
    slot.bone_force[b] = other[b] - slot.bone_force[b];
    app.difference_top = std::max(app.difference_top, std::abs(double{slot.bone_force[b]}));
  }
}

void take_news(App& app, Slot& slot) {
  if (!slot.live) return;
  LiveNews news = slot.live->take_news();
  const LiveState before = slot.state;
  slot.state = news.state;
  slot.real_time_ratio = news.real_time_ratio;
  slot.step_wall_s = news.step_wall_s;
  if (news.model && !slot.run.model) slot.run.model = news.model;
  for (Frame& frame : news.frames) slot.run.frames.push_back(std::move(frame));
  for (SnapshotPointer& snapshot : news.snapshots) slot.run.snapshots.add(std::move(snapshot));
  for (ControlEvent& event : news.events) slot.run.events.push_back(std::move(event));
  const bool stopped = news.state == LiveState::finished && !news.message.empty();
  const bool ended = news.state == LiveState::failed || stopped;
  if (ended && before != news.state) say(app, (stopped ? "Stopped " : "") + news.message);
  slot.run.message = ended ? news.message : "";
  slot.run.status = stopped ? "stopped" : "";
}

void build_geometry(App& app, Slot& slot) {
  if (!slot.run.model || slot.geometry) return;
  slot.geometry = std::make_unique<BackGeometry>(*slot.run.model->back, slot.run.model->scenario.subject,
                                                 slot.run.model->info.person);
  look_from(slot.camera, ViewPreset::oblique);
  slot.shown_key.clear();
  if (&slot == app.slots.front().get())
    for (const auto& other : app.slots)
      if (other.get() != &slot) other->camera = slot.camera;
}

void move_time(App& app, double wall_dt) {
  const double end = end_time(app);
  if (app.follow && is_live(app)) {
    app.time = end;
    return;
  }
  if (!app.playing) return;
  const bool range = app.loop_to > app.loop_from;
  const double from = app.loop && range ? app.loop_from : 0,
               to = app.loop && range ? std::min(app.loop_to, end) : end;
  app.time += wall_dt * app.play_speed;
  if (app.time < to) return;
  if (app.loop) {
    app.time = from;
  } else {
    app.time = end;
    if (is_live(app))
      go_to(app, end);  // back to the present: it goes on
    else
      app.playing = false;
  }
}

// Greatest value of the run so far in the shown unit, for the colour bar.
double run_top(const App& app, ShownField field) {
  double top = field == ShownField::pressure ? kFirstRange_kpa : 0;
  for (const auto& slot : app.slots) {
    const RunData& run = slot->run;
    switch (field) {
      case ShownField::pressure:
        top = std::max(top, 1e-3 * largest(run, [](const Frame& f) { return f.peak_pressure_1cm2; }));
        break;
      case ShownField::compressive_stress:
        for (const Frame& f : run.frames)
          for (const MuscleState& m : f.muscle) top = std::max(top, 1e-3 * m.compressive_stress_p95);
        break;
      case ShownField::strain:
        for (const Frame& f : run.frames)
          for (const MuscleState& m : f.muscle) top = std::max(top, 100 * m.compressive_strain_p95);
        break;
      case ShownField::bone_force:
        for (std::size_t b = 0; run.model && b < run.model->info.bones.size(); ++b)
          top = std::max(top, largest(run, [b](const Frame& f) {
                           return b < f.bone_force.size() ? bone_force(f, b) : 0.0;
                         }));
        break;
      case ShownField::dose:
        if (slot->made)
          for (const float d : slot->made->pressure) top = std::max(top, 1e-3 * d);
        break;
      default:
        break;
    }
  }
  return round_top(std::max(top, 1e-3));
}

void update_ranges(App& app) {
  if (!app.view.difference || app.difference_field != app.view.field) app.difference_top = 0;
  app.difference_field = app.view.field;
  for (int f = 0; f < kShownFields; ++f) {
    ColourRange& range = app.view.range[f];
    const ShownField field = static_cast<ShownField>(f);
    if (field != app.view.field || range.mode != RangeMode::run) continue;
    range.low = 0;
    range.high = run_top(app, field);
  }
}

}  // namespace

App::App(std::string program_version, std::filesystem::path settings)
    : version(std::move(program_version)), settings_file(std::move(settings)) {
  if (!settings_file.empty()) view = read_settings(settings_file);
  live_settings.budget_s = kLiveBudget;
}

Scenario first_scenario() {
  return parse_scenario(R"(
schema = 1
name = "medium roller, upper back"
[[roller]]
id = "medium-epp"
[[phase]]
kind = "approach"
level = "T8"
[[phase]]
kind = "roll"
from_level = "T8"
to_level = "T4"
[[phase]]
kind = "roll"
from_level = "T4"
to_level = "T12"
strokes = 20
[solver]
time_step_s = 0.03333333333333333
residual_tolerance = 1e-3
)",
                        "the scenario that opens first");
}

void start_live(App& app, const Scenario& scenario, int roller) {
  check_viewable(scenario);
  auto slot = std::make_unique<Slot>();
  const bool kept_camera = !app.slots.empty() && app.slots.front()->geometry;
  if (kept_camera) slot->camera = app.slots.front()->camera;
  slot->name = scenario.rollers.at(roller).id;
  slot->run.live = true;
  app.slots.clear();
  app.desired = desired_of(scenario, roller);
  app.saved = app.desired;
  app.time = 0;
  app.follow = app.playing = true;
  app.view.difference = false;
  slot->asked = scenario;
  slot->live = std::make_unique<LiveRun>(scenario, roller, app.live_settings, false);
  app.slots.push_back(std::move(slot));
}

void open_recorded(App& app, const std::filesystem::path& dir, std::size_t n) {
  auto slot = std::make_unique<Slot>();
  slot->run = open_run(dir);
  slot->name = slot->run.model->info.roller;
  if (n == 0) {
    app.slots.clear();
    app.desired = desired_of(slot->run.model->scenario, 0);
    app.saved = app.desired;
    app.time = 0;
    app.follow = false;
    app.playing = true;
    app.view.difference = false;
  } else {
    app.slots.resize(1);
    slot->camera = app.slots.front()->camera;
    for (Slot* one : {app.slots.front().get(), slot.get()})
      if (one->name == app.slots.front()->name && one->run.model->scenario.name != one->name)
        one->name = one->run.model->info.roller;
  }
  app.slots.push_back(std::move(slot));
}

void open_any(App& app, const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return start_live(app, read_scenario(path), 0);
  const FolderState folder = inspect_folder(path);
  if (folder.kind != FolderKind::comparison) return open_recorded(app, path, 0);
  open_recorded(app, path / folder.runs.at(0), 0);
  if (folder.runs.size() > 1) open_recorded(app, path / folder.runs.at(1), 1);
}

bool is_live(const App& app) {
  return !app.slots.empty() && app.slots.front()->run.live;
}

bool has_person(const App& app) {
  return std::any_of(app.slots.begin(), app.slots.end(),
                     [](const auto& slot) { return slot->run.model && person_lies(slot->run.model->info); });
}

bool load_follows(const App& app) {
  return is_live(app) && app.slots.front()->asked.load.source != LoadKind::given;
}

double end_time(const App& app) {
  double end = 0;
  for (const auto& slot : app.slots) end = std::max(end, slot->run.end_s());
  return end;
}

void say(App& app, const std::string& message) {
  app.message = message;
  app.message_since = ImGui::GetCurrentContext() ? ImGui::GetTime() : 0;
}

std::string title(const App& app) {
  if (app.slots.empty()) return "Backroll";
  const Slot& slot = *app.slots.front();
  std::string name = slot.run.model ? slot.run.model->scenario.name : "";
  if (!(app.desired == app.saved)) name += "*";
  std::string mode = "recorded";
  if (slot.run.live) {
    char text[48];
    std::snprintf(text, sizeof text, "live, %.2f x real time", slot.real_time_ratio);
    mode = slot.state == LiveState::building   ? "being built"
           : !slot.run.message.empty()         ? "stopped"
           : slot.state == LiveState::finished ? "finished"
           : app.follow && app.playing         ? text
                                               : "paused";
  }
  return "Backroll - " + name + " - " + mode;
}

void apply_desired(App& app, bool committed) {
  if (!is_live(app)) return;
  Slot& slot = *app.slots.front();
  const bool over = slot.run.status == "stopped" || (!slot.run.model && slot.state == LiveState::failed);
  if (!over && app.desired.subject == slot.asked.subject && app.desired.resolution == slot.asked.resolution &&
      app.desired.support == slot.asked.support) {
    slot.live->set_controls(app.desired.controls);
    slot.name = app.desired.controls.roller.id;
    return;
  }
  if (!committed) return;
  const Desired desired = app.desired, saved = app.saved;
  start_live(app, scenario_of(Scenario(slot.asked), desired), 0);
  app.desired.controls.free = desired.controls.free;
  app.saved = saved;
}

void go_to(App& app, double time) {
  const double end = end_time(app);
  app.time = std::clamp(time, 0.0, end);
  if (!is_live(app)) return;
  app.follow = app.time >= end - 1e-9;
  app.slots.front()->live->rest(!(app.follow && app.playing));
}

void set_playing(App& app, bool playing) {
  app.playing = playing;
  if (is_live(app)) {
    app.slots.front()->live->rest(!(app.follow && playing));
  } else if (playing && app.time >= end_time(app) - 1e-9) {
    app.time = 0;
  }
}

ViewOptions view_options(const App& app, std::size_t n) {
  const ViewSettings& v = app.view;
  ViewOptions options;
  options.layers = v.layers;
  // through a roller that shows the skin behind it, its core would only be in the way
  if (v.layers[static_cast<std::size_t>(Layer::foam)].opacity < kShowsThrough)
    options.layer(Layer::core).visible = false;
  options.mesh_lines = v.mesh_lines;
  options.light_background = v.light;
  const Slot& slot = *app.slots.at(n);
  if (slot.run.model) options.section = section_plane(app, slot);
  options.highlight = slot.hovered;
  options.clip_skin = v.section_skin;
  options.clip_muscle = v.section_muscle;
  options.clip_bone = v.section_bone;
  const double unit = field_words(v.field).scale;
  if (v.difference && n == 0 && app.slots.size() > 1) {
    options.colour_map = ColourMap::diverging;
    options.range_max = static_cast<float>(v.difference_range.high / unit);
    options.range_min = -options.range_max;
  } else {
    options.colour_map = v.map;
    const ColourRange& range = v.range[static_cast<std::size_t>(v.field)];
    options.range_min = static_cast<float>(range.low / unit);
    options.range_max = static_cast<float>(range.high / unit);
  }
  options.ambient_occlusion = !app.software || !(app.dragging_view || app.playing);
  options.supersample = app.software ? 1 : 2;
  return options;
}

void update_scene(App& app, std::size_t n) {
  Slot& slot = *app.slots.at(n);
  if (!slot.geometry) return;
  const double time = std::min(app.time, slot.run.end_s());
  std::string key = key_of(app, slot, time);
  if (app.view.difference) key += " d";
  if (key != slot.shown_key) {
    slot.shown_key = key;
    slot.shown = slot.run.snapshots.at(time);
    if (slot.shown) replace_pressure(app, n);
    const FieldSnapshot* fields = slot.made ? slot.made.get() : slot.shown.get();
    Moment moment = moment_at(slot.run, time, fields);
    if (app.view.field == ShownField::bone_force) {
      update_bone_force(app, n);
      if (!slot.bone_force.empty()) moment.bone_force = slot.bone_force.data();
    }
    const Colouring colouring{colouring_of(app.view.field)};
    slot.geometry->update(slot.scene, moment, colouring);
    add_section(app, slot, moment, colouring);
    const int f = frame_index(slot.run, time);
    slot.scene.arrows.clear();
    if (f >= 0 && app.view.arrows) add_arrows(slot, slot.run.frames[f]);
  }
  add_markers(slot);
}

void update(App& app, double wall_dt) {
  for (const auto& slot : app.slots) {
    take_news(app, *slot);
    build_geometry(app, *slot);
    for (PickedPoint& point : slot->points) follow_point(point, slot->run.snapshots, kReadPerFrame);
  }
  move_time(app, wall_dt);
  update_ranges(app);
  for (std::size_t n = app.slots.size(); n-- > 0;) update_scene(app, n);  // B first: A may show B - A
}

}  // namespace backroll
