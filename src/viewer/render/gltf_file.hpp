// A scene as binary glTF 2.0 (.glb): meshes with normals and vertex colours, m, the body frame's axes (y
// cranial is glTF's up). Blender, browsers and three.js read it.
#pragma once

#include <filesystem>
#include <string>

#include "viewer/render/view_options.hpp"
#include "viewer/scene.hpp"

namespace backroll {

// Layers that the options hide are left out, those with an opacity below 1 blend. Colours as on the screen,
// light and section apart.
std::string gltf_binary(const Scene& scene, const ViewOptions& options);

}  // namespace backroll
