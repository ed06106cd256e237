#include "viewer/render/render_targets.hpp"

#include <epoxy/gl.h>

#include <algorithm>
#include <string>

#include "scenario/input_error.hpp"

namespace backroll {
namespace {

struct Format {
  GLint internal;
  GLenum channels, type;
};

constexpr Format kColour = {GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE};
constexpr Format kDepth = {GL_DEPTH24_STENCIL8, GL_DEPTH_STENCIL, GL_UNSIGNED_INT_24_8};
constexpr Format kMetres = {GL_R32F, GL_RED, GL_FLOAT};
constexpr Format kOpenPart = {GL_RG32F, GL_RG, GL_FLOAT};

void allocate(const GlTexture& texture, const Format& format, int width, int height) {
  glBindTexture(GL_TEXTURE_2D, texture.id());
  glTexImage2D(GL_TEXTURE_2D, 0, format.internal, width, height, 0, format.channels, format.type, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

void attach(const GlFramebuffer& view, const GlTexture& colour, const GlTexture* depth) {
  glBindFramebuffer(GL_FRAMEBUFFER, view.id());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, colour.id(), 0);
  if (depth)
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_TEXTURE_2D, depth->id(), 0);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
    throw MachineError("the graphics driver cannot draw into a picture of the viewer's size");
}

}  // namespace

void RenderTargets::resize(int new_width, int new_height, int new_supersample) {
  if (new_width == width && new_height == height && new_supersample == supersample) return;
  width = new_width, height = new_height, supersample = new_supersample;
  const int scene_width = width * supersample, scene_height = height * supersample;
  divisor = std::max(2, supersample);
  small_width = (scene_width + divisor - 1) / divisor, small_height = (scene_height + divisor - 1) / divisor;
  allocate(depth, kDepth, scene_width, scene_height);
  allocate(picture, kColour, scene_width, scene_height);
  allocate(result, kColour, width, height);
  allocate(small_depth, kMetres, small_width, small_height);
  allocate(occlusion, kOpenPart, small_width, small_height);
  allocate(blurred, kOpenPart, small_width, small_height);
  attach(scene_view, picture, &depth);
  attach(picture_view, picture, nullptr);
  attach(result_view, result, nullptr);
  attach(small_depth_view, small_depth, nullptr);
  attach(occlusion_view, occlusion, nullptr);
  attach(blurred_view, blurred, nullptr);
}

}  // namespace backroll
