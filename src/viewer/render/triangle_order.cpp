#include "viewer/render/triangle_order.hpp"

#include <algorithm>

namespace backroll {

std::vector<std::uint32_t> back_to_front(const std::vector<std::uint32_t>& triangles,
                                         const std::vector<float>& height) {
  const std::size_t count = triangles.size() / 3;
  std::vector<float> sums(count);
  for (std::size_t t = 0; t < count; ++t)
    sums[t] = height[triangles[3 * t]] + height[triangles[3 * t + 1]] + height[triangles[3 * t + 2]];
  if (count == 0) return {};
  const auto [low, high] = std::minmax_element(sums.begin(), sums.end());
  const float base = *low, scale = *high > *low ? 65535.0f / (*high - *low) : 0.0f;

  // one counting pass over 16-bit keys
  std::vector<std::uint16_t> keys(count);
  std::vector<std::uint32_t> place(65537, 0);
  for (std::size_t t = 0; t < count; ++t) {
    keys[t] = static_cast<std::uint16_t>(std::min((sums[t] - base) * scale, 65535.0f));
    ++place[keys[t] + 1U];
  }
  for (std::size_t k = 1; k < place.size(); ++k) place[k] += place[k - 1];
  std::vector<std::uint32_t> sorted(triangles.size());
  for (std::size_t t = 0; t < count; ++t) {
    const std::size_t to = place[keys[t]]++;
    std::copy_n(&triangles[3 * t], 3, &sorted[3 * to]);
  }
  return sorted;
}

}  // namespace backroll
