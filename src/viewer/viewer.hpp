// The viewer's two commands.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "viewer/app/view_settings.hpp"
#include "viewer/render/camera.hpp"

namespace backroll {

struct ViewRequest {
  std::vector<std::filesystem::path> inputs;  // none: first_scenario(); a scenario, a run, or two runs
  std::filesystem::path shader_dir;           // empty: the program's own
  std::filesystem::path ui_script;            // not empty: played in a hidden context, no display needed
  bool remember = true;                       // read and write the settings file
  float ui_scale = 0;                         // 0: as settings and screen say
  int width = 0, height = 0;                  // 0: as settings say
  std::string version;
};

// Until the window is closed or the script ends. Throws InputError, and MachineError without a display or
// OpenGL.
void view(const ViewRequest& request);

struct RenderRequest {
  std::vector<std::filesystem::path> inputs;  // one or two runs, or a scenario (computed up to the last time)
  std::vector<double> times;                  // [s]; empty: with every_s the whole run, else its end
  double every_s = 0;                         // > 0: a picture every so many seconds of the run
  double from_s = 0, to_s = 0;                // of the video; to 0: the end
  double fps = 0;                             // of the video; 0: real time
  ViewPreset preset = ViewPreset::oblique;
  ViewSettings settings;
  std::string level;  // axial section here; "": where the roller is
  bool difference = false;
  double zoom = 1;
  int width = 1280, height = 720;
  float ui_scale = 1;
  std::filesystem::path output;  // .png (numbered where there are several), .mp4 or .gif
  std::filesystem::path shader_dir;
  std::string version;
};

// Writes the pictures or the video; what the user should know (file names, a missing ffmpeg), one a line.
// Throws InputError, SolverError, MachineError.
std::string render(const RenderRequest& request);

}  // namespace backroll
