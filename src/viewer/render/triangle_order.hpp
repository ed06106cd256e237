// Triangles from far to near, so that translucent ones can be blended over one another.
#pragma once

#include <cstdint>
#include <vector>

namespace backroll {

// Sorts triangles (three vertices each) by the mean height of their corners, the lowest first; `height`: of
// every vertex towards the eye [m]. Heights are told apart to 1/65536 of their range; equals keep their
// order.
std::vector<std::uint32_t> back_to_front(const std::vector<std::uint32_t>& triangles,
                                         const std::vector<float>& height);

}  // namespace backroll
