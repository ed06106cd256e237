// The viewer's window without a screen: an EGL context and a framebuffer of its own.
#pragma once

#include <optional>

#include "viewer/render/gl_context.hpp"
#include "viewer/shell.hpp"

namespace backroll {

class HiddenWindow {
 public:
  // Throws MachineError where no OpenGL can be had.
  HiddenWindow(App& app, int width, int height, float ui_scale, const std::filesystem::path& shader_dir);

  // One frame of the user interface, `wall_dt` seconds after the one before. ImGuiIO holds its input.
  void frame(double wall_dt);
  Image picture() const;  // of the last frame

 private:
  struct Target {
    Target(int width, int height);
    GlTexture colour;
    GlFramebuffer framebuffer;
  };
  App& app_;
  int width_, height_;
  float ui_scale_;
  HeadlessContext context_;
  Shell shell_;
  Target target_;
};

// What wait_until of a script may ask for: "time", "load", "contact", "density", "frames", "ready",
// "playing".
std::optional<double> script_value(const App& app, const std::string& name);

}  // namespace backroll
