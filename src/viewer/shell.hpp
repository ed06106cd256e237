// What window and hidden context share: ImGui with its OpenGL backend, a renderer for each run side by side,
// pictures.
#pragma once

#include <array>
#include <memory>

#include "viewer/app/app.hpp"
#include "viewer/render/gl_objects.hpp"
#include "viewer/render/renderer.hpp"

namespace backroll {

// Needs a current OpenGL context. The ImGui context is its own.
class Shell {
 public:
  Shell(App& app, const std::filesystem::path& shader_dir);
  ~Shell();
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  // Between ImGui::NewFrame() and Render(): the user interface with its 3-D pictures.
  void draw();
  // After Render(): into the framebuffer, with the background cleared. Then saves the picture the app wishes
  // for.
  void show(unsigned framebuffer, int width, int height);
  void set_scale(float scale);  // fonts and theme

 private:
  struct Pane {
    std::unique_ptr<Renderer> renderer;
    std::unique_ptr<GpuScene> gpu;
    const Slot* slot = nullptr;
    std::string drawn;  // what the picture shows; drawn anew only when that changes
  };
  unsigned draw_view(Slot& slot, const ViewOptions& options, int width, int height);

  App& app_;
  std::filesystem::path shader_dir_;
  std::array<Pane, 2> panes_;
  float scale_ = 0;
};

}  // namespace backroll
