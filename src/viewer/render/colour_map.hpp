// Colours of a field's values, sRGB 0..1.
#pragma once

#include <array>
#include <glm/glm.hpp>

namespace backroll {

// viridis and inferno rise evenly in lightness; turbo does not but tells more values apart; diverging (blue,
// white, orange) is for differences about zero in the middle of the range.
enum class ColourMap { viridis, inferno, turbo, diverging };

using ColourTable = std::array<glm::vec3, 256>;

const ColourTable& colour_table(ColourMap map);
glm::vec3 colour_at(ColourMap map, float t);  // t: 0..1 of the range, clamped
glm::vec3 over_range_colour(ColourMap map);   // for values the range does not hold; in no table
inline constexpr float kFadedPart = 0.08f;    // of the range, over which colours come up from the base colour

// How much of the colour is shown over the base colour, 0..1: small values fade.
float colour_weight(ColourMap map, float t);

}  // namespace backroll
