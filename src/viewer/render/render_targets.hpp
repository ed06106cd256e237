// The pictures a scene is drawn into, in full and in the occlusion's resolution.
#pragma once

#include "viewer/render/gl_objects.hpp"

namespace backroll {

class RenderTargets {
 public:
  // Of the asked picture; the scene is drawn at `supersample` times that. Does nothing where all is as asked.
  void resize(int width, int height, int supersample);

  int width = 0, height = 0, supersample = 0;
  int divisor = 2;                        // scene pixels to one of the occlusion's
  int small_width = 0, small_height = 0;  // of the occlusion's pictures
  GlTexture depth, picture;               // of the scene's size
  GlTexture result;                       // of the asked size
  GlTexture small_depth, occlusion, blurred;
  GlFramebuffer scene_view;    // picture + depth
  GlFramebuffer picture_view;  // picture alone, so that depth can be read
  GlFramebuffer result_view, small_depth_view, occlusion_view, blurred_view;
};

}  // namespace backroll
