#include "viewer/render/contact_shadow.hpp"

#include <epoxy/gl.h>

#include <cmath>
#include <glm/gtc/constants.hpp>
#include <optional>

namespace backroll {
namespace {

constexpr float kOcclusionRadius = 0.025f;  // [m]
constexpr int kOcclusionTaps = 12;          // as in occlusion.frag.glsl

std::vector<glm::vec2> unit_spiral() {
  std::vector<glm::vec2> spiral;
  for (int t = 0; t < kOcclusionTaps; ++t) {
    const float part = (static_cast<float>(t) + 0.5f) / kOcclusionTaps;
    const float angle = part * 5 * glm::two_pi<float>();
    spiral.push_back(part * glm::vec2(std::cos(angle), std::sin(angle)));
  }
  return spiral;
}

// Scissors to the part of the picture, in pixels divided by `divisor`, that shows the box and the shadow
// about it.
void limit_to_box(const Camera& camera, Box box, glm::vec2 size, int divisor, int margin) {
  box.low -= kOcclusionRadius, box.high += kOcclusionRadius;
  glm::vec2 low = size, high = {0, 0};
  for (int c = 0; c < 8; ++c) {
    const glm::vec3 corner = {c & 1 ? box.high.x : box.low.x, c & 2 ? box.high.y : box.low.y,
                              c & 4 ? box.high.z : box.low.z};
    const std::optional<glm::vec2> pixel = project(camera, corner, size);
    low = pixel ? glm::min(low, *pixel) : glm::vec2(0);
    high = pixel ? glm::max(high, *pixel) : size;
  }
  low = glm::max(low, glm::vec2(0)), high = glm::max(glm::min(high, size), low);
  const auto whole = [&](float pixels) {
    return static_cast<GLint>(std::ceil(pixels / static_cast<float>(divisor)));
  };
  glScissor(whole(low.x) - margin, whole(size.y - high.y) - margin, whole(high.x - low.x) + 2 * margin,
            whole(high.y - low.y) + 2 * margin);
}

}  // namespace

ContactShadow::ContactShadow(const std::filesystem::path& shader_dir)
    : line_depth_({"picture.vert.glsl", "line_depth.frag.glsl"}, shader_dir),
      occlusion_({"picture.vert.glsl", "occlusion.frag.glsl"}, shader_dir),
      blur_({"picture.vert.glsl", "occlusion_blur.frag.glsl"}, shader_dir),
      apply_({"picture.vert.glsl", "occlusion_apply.frag.glsl"}, shader_dir),
      spiral_(unit_spiral()) {}

void ContactShadow::darken(const RenderTargets& targets, const Camera& camera, const DepthRange& range,
                           const Box& body) const {
  const glm::vec2 size = glm::vec2(targets.width, targets.height) * static_cast<float>(targets.supersample);
  const glm::vec2 planes = {range.near, range.far};
  const float slope = std::tan(0.5f * kFieldOfView);
  glDisable(GL_DEPTH_TEST);
  glEnable(GL_SCISSOR_TEST);
  limit_to_box(camera, body, size, targets.divisor, 5);
  glViewport(0, 0, targets.small_width, targets.small_height);
  glBindFramebuffer(GL_FRAMEBUFFER, targets.small_depth_view.id());
  line_depth_.use();
  line_depth_.set("planes", planes);
  line_depth_.set("divisor", targets.divisor);
  bind_texture(0, targets.depth);
  pass_.draw();

  glBindFramebuffer(GL_FRAMEBUFFER, targets.occlusion_view.id());
  occlusion_.use();
  occlusion_.set("picture", 1);
  occlusion_.set("spiral", spiral_);
  occlusion_.set("size", glm::vec2(targets.small_width, targets.small_height));
  occlusion_.set("view_slope", glm::vec2(slope * size.x / size.y, slope));
  occlusion_.set("radius", kOcclusionRadius);
  occlusion_.set("divisor", targets.divisor);
  bind_texture(0, targets.small_depth);
  bind_texture(1, targets.picture);
  pass_.draw();

  blur_.use();
  for (const bool across : {true, false}) {
    glBindFramebuffer(GL_FRAMEBUFFER, (across ? targets.blurred_view : targets.occlusion_view).id());
    blur_.set("direction", across ? glm::ivec2(1, 0) : glm::ivec2(0, 1));
    bind_texture(0, across ? targets.occlusion : targets.blurred);
    pass_.draw();
  }

  limit_to_box(camera, body, size, 1, 0);
  glViewport(0, 0, static_cast<GLsizei>(size.x), static_cast<GLsizei>(size.y));
  glBindFramebuffer(GL_FRAMEBUFFER, targets.picture_view.id());
  apply_.use();
  apply_.set("planes", planes);
  apply_.set("divisor", targets.divisor);
  apply_.set("full_depth", 1);
  bind_texture(0, targets.occlusion);
  bind_texture(1, targets.depth);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_ZERO, GL_SRC_COLOR, GL_ONE, GL_ZERO);
  pass_.draw();
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
  glBindFramebuffer(GL_FRAMEBUFFER, targets.scene_view.id());
}

}  // namespace backroll
