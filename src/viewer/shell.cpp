#include "viewer/shell.hpp"

#include <epoxy/gl.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>

#include "viewer/render/gl_context.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/fonts.hpp"
#include "viewer/ui/theme.hpp"

namespace backroll {

namespace {

void append(std::string& key, const void* data, std::size_t size) {
  key.append(static_cast<const char*>(data), size);
}

template <class T>
void append(std::string& key, const T& value) {
  append(key, &value, sizeof value);
}

std::string picture_key(const Slot& slot, const ViewOptions& o, int width, int height) {
  std::string key;
  std::uint64_t revisions = 0;
  for (const ScenePart& part : slot.scene.parts) revisions += part.revision;
  append(key, revisions);
  for (const float f : {slot.camera.target.x, slot.camera.target.y, slot.camera.target.z,
                        slot.camera.distance, slot.camera.yaw, slot.camera.pitch, o.range_min, o.range_max})
    append(key, f);
  for (const int n :
       {width, height, static_cast<int>(slot.camera.up), static_cast<int>(o.colour_map), o.supersample})
    append(key, n);
  for (const LayerView& layer : o.layers) {
    append(key, layer.visible);
    append(key, layer.opacity);
  }
  for (const bool b : {o.section.has_value(), o.clip_skin, o.clip_muscle, o.clip_bone, o.mesh_lines,
                       o.ambient_occlusion, o.light_background, o.data_view})
    append(key, b);
  append(key, o.highlight ? static_cast<int>(o.highlight->layer) + 256 * o.highlight->index : -1);
  for (const SceneArrow& arrow : slot.scene.arrows) append(key, arrow.tail);
  for (const SceneMarker& marker : slot.scene.markers) append(key, marker.position);
  return key;
}

Image part_of(const Image& image, const UiMarks::Rectangle& r, const ImVec2& scale) {
  const int x0 = std::clamp(static_cast<int>(r.min.x * scale.x), 0, image.width - 1),
            y0 = std::clamp(static_cast<int>(r.min.y * scale.y), 0, image.height - 1),
            x1 = std::clamp(static_cast<int>(r.max.x * scale.x), x0 + 1, image.width),
            y1 = std::clamp(static_cast<int>(r.max.y * scale.y), y0 + 1, image.height);
  Image out;
  out.width = x1 - x0;
  out.height = y1 - y0;
  for (int y = y0; y < y1; ++y)
    out.rgb.insert(out.rgb.end(), image.pixel(x0, y), image.pixel(x0, y) + 3 * out.width);
  return out;
}

}  // namespace

Shell::Shell(App& app, const std::filesystem::path& shader_dir) : app_(app), shader_dir_(shader_dir) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  ImGui_ImplOpenGL3_Init("#version 330 core");
  app_.software = software();
}

Shell::~Shell() {
  panes_ = {};
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
}

void Shell::set_scale(float scale) {
  apply_theme(app_.view.light, scale);
  if (scale == scale_) return;
  scale_ = scale;
  load_fonts(scale);
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

unsigned Shell::draw_view(Slot& slot, const ViewOptions& options, int width, int height) {
  const std::size_t n = &slot == app_.slots.front().get() ? 0 : 1;
  Pane& pane = panes_[n];
  if (!pane.renderer) pane.renderer = std::make_unique<Renderer>(shader_dir_);
  if (!pane.gpu || pane.slot != &slot) {
    pane.gpu = std::make_unique<GpuScene>();
    pane.slot = &slot;
    pane.drawn.clear();
  }
  std::string key = picture_key(slot, options, width, height);
  if (options.section) {
    append(key, options.section->normal);
    append(key, options.section->offset);
  }
  if (key != pane.drawn) {
    GLint before = 0;
    glGetIntegerv(GL_FRAMEBUFFER_BINDING, &before);
    pane.renderer->draw(slot.scene, *pane.gpu, slot.camera, options, width, height);
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(before));
    pane.drawn = std::move(key);
  }
  return pane.renderer->texture();
}

void Shell::draw() {
  draw_ui(app_, [this](Slot& slot, const ViewOptions& options, int width, int height) {
    return draw_view(slot, options, width, height);
  });
}

void Shell::show(unsigned framebuffer, int width, int height) {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  glViewport(0, 0, width, height);
  const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(palette().ground);
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (!app_.wishes.picture) return;
  const std::filesystem::path path = *app_.wishes.picture;
  app_.wishes.picture.reset();
  if (app_.wishes.picture_delay-- > 0) {
    app_.wishes.picture = path;
    return;
  }
  Image image = read_pixels(framebuffer, width, height);
  const auto mark = app_.ui.marks.rectangles.find(app_.wishes.picture_mark);
  if (mark != app_.ui.marks.rectangles.end())
    image = part_of(image, mark->second, ImGui::GetIO().DisplayFramebufferScale);
  try {
    write_png(path, image);
  } catch (const std::exception& error) {
    say(app_, error.what());
  }
}

}  // namespace backroll
