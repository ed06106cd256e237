#include "viewer/render/parts_in_sight.hpp"

#include <algorithm>

namespace backroll {

bool is_roller(Layer layer) {
  return layer == Layer::foam || layer == Layer::core;
}

bool clips(const ViewOptions& options, Layer layer) {
  if (!options.section) return false;
  return (layer == Layer::skin && options.clip_skin) || (layer == Layer::muscle && options.clip_muscle) ||
         (layer == Layer::bone && options.clip_bone) || (is_roller(layer) && options.clip_roller);
}

bool shown(const ViewOptions& options, Layer layer) {
  const bool plain = is_roller(layer) || layer == Layer::floor || layer == Layer::person;
  if (layer == Layer::person && options.section) return false;
  const LayerView& view = options.layer(layer);
  return view.visible && view.opacity > 0.004f && !(options.data_view && plain);
}

Box box_in_sight(const Scene& scene, const GpuScene& gpu, const Camera& camera, const ViewOptions& options) {
  Box box = gpu.bounds();
  for (std::size_t p = 0; p < scene.parts.size(); ++p)
    for (const Layer layer : {Layer::floor, Layer::person})
      if (scene.parts[p].layer == layer && shown(options, layer) && !gpu.part_bounds(p).empty())
        box.add(gpu.part_bounds(p));
  for (const SceneArrow& arrow : scene.arrows) box.add(arrow.tail), box.add(arrow.tip);
  for (const SceneMarker& marker : scene.markers) box.add(marker.position);
  box.add(camera.target);
  return box;
}

// Where skin and foam touch, their triangles cannot be told apart by depth; but the plane between body and
// roller tells which of them hides the other. It lies across the axis along which their boxes overlap least.
bool roller_is_nearer(const Scene& scene, const GpuScene& gpu, const glm::vec3& from) {
  Box body, roller;
  for (std::size_t p = 0; p < scene.parts.size(); ++p) {
    const Layer layer = scene.parts[p].layer;
    if (scene.parts[p].triangles.empty() || layer == Layer::floor || layer == Layer::person) continue;
    (is_roller(layer) ? roller : body).add(gpu.part_bounds(p));
  }
  float least = 1e30f;
  bool nearer = false;
  for (int axis = 0; axis < 3; ++axis) {
    const float roller_below = roller.high[axis] - body.low[axis];
    const float roller_above = body.high[axis] - roller.low[axis];
    if (std::min(roller_below, roller_above) >= least) continue;
    least = std::min(roller_below, roller_above);
    nearer = roller_below < roller_above ? from[axis] < 0.5f * (roller.high[axis] + body.low[axis])
                                         : from[axis] > 0.5f * (body.high[axis] + roller.low[axis]);
  }
  return nearer;
}

glm::vec3 mean_colour(const ScenePart& part) {
  glm::vec3 sum(0);
  for (const SceneVertex& vertex : part.vertices) sum += vertex.colour;
  return sum / static_cast<float>(part.vertices.size());
}

}  // namespace backroll
