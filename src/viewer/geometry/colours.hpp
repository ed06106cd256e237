// The colours (sRGB, 0..1) of tissues and things, the same in every view.
#pragma once

#include <glm/glm.hpp>

#include "anatomy/back_model.hpp"

namespace backroll {

inline constexpr glm::vec3 kBoneColour = {0.90f, 0.86f, 0.75f};
inline constexpr glm::vec3 kSkinColour = {0.87f, 0.70f, 0.60f};
inline constexpr glm::vec3 kFoamColour = {0.30f, 0.42f, 0.52f};
inline constexpr glm::vec3 kFoamBandColour = {0.21f, 0.30f, 0.38f};
inline constexpr glm::vec3 kCoreColour = {0.62f, 0.64f, 0.66f};
inline constexpr glm::vec3 kFloorColour = {0.40f, 0.42f, 0.44f};
inline constexpr glm::vec3 kFloorTileColour = {0.44f, 0.46f, 0.48f};
inline constexpr glm::vec3 kPersonColour = {0.80f, 0.82f, 0.84f};
inline constexpr glm::vec3 kOutlineColour = {0.16f, 0.10f, 0.10f};

// Muscles muted and apart from their neighbours; left and right alike.
glm::vec3 tissue_colour(Tissue tissue);

}  // namespace backroll
