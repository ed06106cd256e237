// Small meshes made afresh for a picture: arrows, and where the section plane cuts surfaces.
#pragma once

#include <vector>

#include "viewer/render/camera.hpp"
#include "viewer/scene.hpp"

namespace backroll {

using LooseTriangles = std::vector<SceneVertex>;  // three vertices a triangle

// Shaft and head, round; as thick as its length asks, within bounds. An arrow without length gives nothing.
void add_arrow(LooseTriangles& triangles, const SceneArrow& arrow);

// Pairs of points: the lines in which the plane cuts the part's triangles.
std::vector<glm::vec3> cut_lines(const ScenePart& part, const Plane& plane);

// The lines, moved into the plane, as flat strips, `pixels` wide in a picture of `height` pixels.
void add_strips(LooseTriangles& triangles, const std::vector<glm::vec3>& lines, const Plane& plane,
                const glm::vec3& colour, const Camera& camera, float pixels, float height);

// A square in the plane that covers the sphere about the box.
void add_cap(LooseTriangles& triangles, const Box& box, const Plane& plane, const glm::vec3& colour);

}  // namespace backroll
