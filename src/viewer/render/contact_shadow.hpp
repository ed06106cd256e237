// Darkening where things come close to one another: ambient occlusion from the picture's depth.
#pragma once

#include <filesystem>
#include <vector>

#include "viewer/render/camera.hpp"
#include "viewer/render/gl_objects.hpp"
#include "viewer/render/render_targets.hpp"

namespace backroll {

class ContactShadow {
 public:
  explicit ContactShadow(const std::filesystem::path& shader_dir);

  // Multiplies the picture of the opaque things by what occlusion at lower resolution leaves of their light;
  // the picture's alpha says how much of that a pixel takes and is 1 afterwards. `body`: outside it nothing
  // is darkened but the floor close to it. Leaves the scene's view bound, blending and depth test off.
  void darken(const RenderTargets& targets, const Camera& camera, const DepthRange& range,
              const Box& body) const;

 private:
  Program line_depth_, occlusion_, blur_, apply_;
  PicturePass pass_;
  std::vector<glm::vec2> spiral_;
};

}  // namespace backroll
