// Draws a Scene into a picture of its own, which then goes to a window (texture) or to a file (read).
#pragma once

#include <filesystem>
#include <optional>

#include "viewer/render/camera.hpp"
#include "viewer/render/contact_shadow.hpp"
#include "viewer/render/gpu_scene.hpp"
#include "viewer/render/image.hpp"
#include "viewer/render/loose_meshes.hpp"
#include "viewer/render/render_targets.hpp"
#include "viewer/render/view_options.hpp"

namespace backroll {

// Needs a current OpenGL 3.3 core context, the same all its life. Leaves the default framebuffer bound and
// blending, depth, stencil, culling and clipping off. Shaders come from `shader_dir`, where it is empty from
// the program itself; throws std::runtime_error where they do not compile.
class Renderer {
 public:
  explicit Renderer(const std::filesystem::path& shader_dir = {});

  // width, height: of the picture [pixels]. `gpu` is the scene's own.
  void draw(const Scene& scene, GpuScene& gpu, const Camera& camera, const ViewOptions& options, int width,
            int height);

  // The picture drawn last, until the next draw().
  unsigned texture() const;  // RGBA8, alpha 1; row 0 is the lowest
  Image read() const;

 private:
  struct Frame;
  void use_surface(const Frame& frame, const Program& program);
  static void sort_parts(Frame& frame);
  void draw_background(const Frame& frame);
  void draw_opaque(Frame& frame);
  void draw_cut(Frame& frame);
  void fill_cut(Frame& frame, std::size_t part);
  void draw_shell(Frame& frame);
  void draw_translucent(Frame& frame);
  void draw_overlay(const Frame& frame);
  void resolve();
  void load_colours(ColourMap map);
  void draw_loose(const LooseTriangles& triangles, unsigned primitive);
  const Program& surface(const ViewOptions& options, bool translucent) const;

  Program data_view_, floor_, plain_, plain_edges_, translucent_, translucent_edges_;  // of surfaces
  Program marker_, background_, resolve_;
  ContactShadow shadow_;
  PicturePass pass_;
  RenderTargets targets_;
  GlTexture colours_;  // the colour map's table
  std::optional<ColourMap> loaded_;
  GlBuffer loose_;
  GlVertexArray loose_array_;
  unsigned shown_ = 0, shown_texture_ = 0;  // framebuffer and texture of the finished picture
};

// Of a framebuffer, from its lower left corner; rows from the top.
Image read_pixels(unsigned framebuffer, int width, int height);

}  // namespace backroll
