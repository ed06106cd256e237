// The viewer's state and its three steps a frame: update() takes what the solver has done and moves time and
// scenes, draw_ui() shows everything and changes the state by what the user does, and the shell carries out
// App::wishes. Neither knows a window or OpenGL: tests drive both with injected input.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenario/catalogue.hpp"
#include "viewer/app/desired.hpp"
#include "viewer/app/read_out.hpp"
#include "viewer/app/view_settings.hpp"
#include "viewer/geometry/back_geometry.hpp"
#include "viewer/render/camera.hpp"
#include "viewer/run/run_data.hpp"
#include "viewer/ui/key_sheet.hpp"
#include "viewer/ui/time_plot.hpp"
#include "viewer/ui/undo.hpp"
#include "viewer/ui/widgets.hpp"

namespace backroll {

inline constexpr double kLiveBudget = 0.024;  // [s] of the wall clock a live step may take

// One of the runs side by side.
struct Slot {
  std::string name;  // "medium-epp, live"
  RunData run;
  std::unique_ptr<LiveRun> live;
  Scenario asked;  // live: what it was started with
  LiveState state = LiveState::building;
  double real_time_ratio = 0, step_wall_s = 0;
  std::unique_ptr<BackGeometry> geometry;
  Scene scene;
  Camera camera;
  SnapshotPointer shown;                // what the scene shows
  std::shared_ptr<FieldSnapshot> made;  // dose or difference in its place
  std::vector<float> bone_force;        // [N] what the bones are coloured by
  std::string shown_key;                // time, field, section: the scene is made anew when it changes
  DoseSum dose;
  std::vector<PickedPoint> points;
  std::optional<Highlight> hovered;  // bone or muscle under the pointer
  bool framed = false;               // the camera has been fitted once
};

// What the shell has to do after a frame.
struct Wishes {
  bool quit = false;
  std::optional<std::filesystem::path> picture;  // the window as PNG ...
  std::string picture_mark;                      // ... or this rectangle of it, where one is named
  int picture_delay = 0;                         // frames to wait, so that the dialog is gone
  std::optional<std::string> clipboard;
  bool reload_fonts = false;  // scale or theme changed
};

// Texture of a slot's picture, width x height pixels; what the shell's renderer returns, 0 in tests without
// one.
using DrawView = std::function<unsigned(Slot& slot, const ViewOptions& options, int width, int height)>;

struct App {
  App(std::string version, std::filesystem::path settings_file);

  std::string version;
  std::filesystem::path settings_file;       // empty: nothing is remembered
  std::vector<std::unique_ptr<Slot>> slots;  // one or two
  Desired desired;
  UndoStack<Desired> undo;
  Desired saved;  // what the scenario file holds: a star in the title where it differs
  LiveSettings live_settings;
  ViewSettings view;
  Ui ui;

  double difference_top = 0;  // greatest |B - A| of this field shown since it was switched on, SI
  ShownField difference_field = ShownField::pressure;

  // time
  double time = 0;  // [s] shown
  bool playing = true, follow = true;
  bool loop = false;
  double loop_from = 0, loop_to = 0;  // [s]; equal: everything
  double play_speed = 1;

  // panes
  TimePlot plot;
  std::string open_path, save_path, run_path, chart_path, picture_path, message;
  Tips tips;
  double message_since = -1e9;
  bool show_keys = false, show_panels = true;
  bool bare = false;  // neither menu nor status line: for pictures
  enum class Dialog {
    none,
    open,
    compare,
    save_scenario,
    save_run,
    export_chart,
    export_picture
  } dialog = Dialog::none;
  bool dragging_view = false;
  double frame_s = 0;  // [s] of the wall clock the last frame took
  bool software = false;
  Wishes wishes;
};

// Starts a live run of the scenario in slot A (and closes what was there).
void start_live(App& app, const Scenario& scenario, int roller);
// Opens a recorded run in slot A (0) or B (1). Throws InputError.
void open_recorded(App& app, const std::filesystem::path& dir, std::size_t slot);
// A scenario file, a run's folder or a comparison's (its first two runs). Throws InputError.
void open_any(App& app, const std::filesystem::path& path);

// The scenario that opens when nothing is given: the medium roller between T4 and T12 on the average man.
Scenario first_scenario();

void update(App& app, double wall_dt);
void draw_ui(App& app, const DrawView& draw_view);

// Words for the title bar: "medium-epp* - live 0.98x real time".
std::string title(const App& app);
bool is_live(const App& app);
bool has_person(const App& app);    // one of the runs, on the floor
bool load_follows(const App& app);  // live: from the person on the floor, it is not given
double end_time(const App& app);
void say(App& app, const std::string& message);  // in the status line, and as an error's words

// What the panel wants, put in force: at once, or by a new run where the body or the lattice changed.
void apply_desired(App& app, bool committed);
void go_to(App& app, double time);  // seek
void set_playing(App& app, bool playing);

// What is shown of slot n, with the layers, section and range the settings say.
ViewOptions view_options(const App& app, std::size_t slot);
void update_scene(App& app, std::size_t slot);

}  // namespace backroll
