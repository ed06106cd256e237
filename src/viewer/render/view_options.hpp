// How a scene is to be looked at; the panel changes it, the renderer obeys.
#pragma once

#include <array>
#include <optional>

#include "viewer/render/colour_map.hpp"
#include "viewer/scene.hpp"

namespace backroll {

struct LayerView {
  bool visible = true;
  float opacity = 1;  // below 1 what lies behind shows through
};

struct Highlight {
  Layer layer = Layer::muscle;
  int index = 0;  // ScenePart::index
};

struct ViewOptions {
  std::array<LayerView, kLayers> layers;  // by Layer
  std::optional<Plane> section;
  bool clip_skin = true, clip_muscle = true, clip_bone = false, clip_roller = true;  // what the section cuts
  ColourMap colour_map = ColourMap::inferno;
  float range_min = 0, range_max = 1;  // of SceneVertex::value, in its unit
  bool mesh_lines = false;             // triangles' edges on skin, muscles and section
  bool ambient_occlusion = true;
  int supersample = 1;  // 1..3
  bool light_background = false;
  bool background_gradient = true;
  bool data_view =
      false;  // plain colours of base and field alone, for reading pixels: no light, roller, floor, arrows
  std::optional<Highlight> highlight;

  LayerView& layer(Layer which) { return layers[static_cast<std::size_t>(which)]; }
  const LayerView& layer(Layer which) const { return layers[static_cast<std::size_t>(which)]; }
};

glm::vec3 background_colour(bool light);  // sRGB

}  // namespace backroll
