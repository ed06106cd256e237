// What of a scene is drawn, and where it stands to other things.
#pragma once

#include "viewer/render/gpu_scene.hpp"
#include "viewer/render/view_options.hpp"

namespace backroll {

bool is_roller(Layer layer);
bool clips(const ViewOptions& options, Layer layer);  // whether the section cuts it
bool shown(const ViewOptions& options, Layer layer);  // the person: not while a section cuts

// Of all that may be drawn, and the target, so that it is never empty.
Box box_in_sight(const Scene& scene, const GpuScene& gpu, const Camera& camera, const ViewOptions& options);

// Whether the roller hides the body, seen from there, rather than the body the roller.
bool roller_is_nearer(const Scene& scene, const GpuScene& gpu, const glm::vec3& from);

glm::vec3 mean_colour(const ScenePart& part);

}  // namespace backroll
