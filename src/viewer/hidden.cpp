#include "viewer/hidden.hpp"

#include <epoxy/gl.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <utility>

#include "viewer/ui/compat.hpp"

namespace backroll {

HiddenWindow::Target::Target(int width, int height) {
  glBindTexture(GL_TEXTURE_2D, colour.id());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.id());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, colour.id(), 0);
}

HiddenWindow::HiddenWindow(App& app, int width, int height, float ui_scale,
                           const std::filesystem::path& shader_dir)
    : app_(app),
      width_(width),
      height_(height),
      ui_scale_(ui_scale),
      shell_(app, shader_dir),
      target_(width, height) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
  io.DeltaTime = 1.0f / 60;
  map_keys();
  shell_.set_scale(ui_scale_);
}

void HiddenWindow::frame(double wall_dt) {
  update(app_, wall_dt);
  if (std::exchange(app_.wishes.reload_fonts, false))
    shell_.set_scale(app_.view.ui_scale > 0 ? app_.view.ui_scale : ui_scale_);
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  shell_.draw();
  ImGui::Render();
  shell_.show(target_.framebuffer.id(), width_, height_);
  glFinish();  // no swap does it here, and drawing on the processor would queue up
}

Image HiddenWindow::picture() const {
  return read_pixels(target_.framebuffer.id(), width_, height_);
}

std::optional<double> script_value(const App& app, const std::string& name) {
  const Slot& slot = *app.slots.front();
  if (name == "time") return app.time;
  if (name == "end") return end_time(app);
  if (name == "frames") return static_cast<double>(slot.run.frames.size());
  if (name == "ready") return slot.geometry ? 1 : 0;
  if (name == "playing") return app.playing ? 1 : 0;
  if (name == "load") return app.desired.controls.load_n;
  if (name == "density") return app.desired.controls.roller.foam.density_kg_m3;
  if (name == "contact") return slot.run.frames.empty() ? 0 : slot.run.frames.back().contact_force;
  return std::nullopt;
}

}  // namespace backroll
