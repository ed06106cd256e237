#include "viewer/render/colour_map.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace backroll {
namespace {

// Colours at even steps of the range; the table goes smoothly through them.
constexpr std::array<unsigned, 11> kViridis = {0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c,
                                               0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725};
constexpr std::array<unsigned, 11> kInferno = {0x000004, 0x160b39, 0x420a68, 0x6a176e, 0x932667, 0xbc3754,
                                               0xdd513a, 0xf37819, 0xfca50a, 0xf6d746, 0xfcffa4};
constexpr std::array<unsigned, 11> kTurbo = {0x30123b, 0x4454c4, 0x4490fe, 0x1fc8de, 0x29efa2, 0x7dff56,
                                             0xc1f334, 0xf1ca3a, 0xfe922a, 0xea4f0d, 0x7a0403};
constexpr std::array<unsigned, 7> kDiverging = {0x123f80, 0x2f74c0, 0x93bfe6, 0xf3f3f1,
                                                0xf6bd84, 0xdb7421, 0x8f3d06};

glm::vec3 from_hex(unsigned rgb) {
  return glm::vec3(rgb >> 16, rgb >> 8 & 255U, rgb & 255U) / 255.0f;
}

ColourTable table_through(std::span<const unsigned> anchors) {
  const int last = static_cast<int>(anchors.size()) - 1;
  const auto anchor = [&](int i) {
    if (i < 0) return 2.0f * from_hex(anchors[0]) - from_hex(anchors[1]);
    if (i > last) return 2.0f * from_hex(anchors[anchors.size() - 1]) - from_hex(anchors[anchors.size() - 2]);
    return from_hex(anchors[static_cast<std::size_t>(i)]);
  };
  ColourTable table;
  for (std::size_t n = 0; n < table.size(); ++n) {
    const float x = static_cast<float>(n) / 255.0f * static_cast<float>(last);
    const int i = std::min(static_cast<int>(x), last - 1);
    const float u = x - static_cast<float>(i);
    const glm::vec3 a = anchor(i - 1), b = anchor(i), c = anchor(i + 1), d = anchor(i + 2);
    const glm::vec3 start = 0.5f * (c - a), end = 0.5f * (d - b), rise = c - b;
    const glm::vec3 curve =
        b + u * (start + u * ((3.0f * rise - 2.0f * start - end) + u * (start + end - 2.0f * rise)));
    table[n] = glm::clamp(curve, 0.0f, 1.0f);
  }
  return table;
}

}  // namespace

const ColourTable& colour_table(ColourMap map) {
  static const std::array<ColourTable, 4> kTables = {table_through(kViridis), table_through(kInferno),
                                                     table_through(kTurbo), table_through(kDiverging)};
  return kTables[static_cast<std::size_t>(map)];
}

glm::vec3 colour_at(ColourMap map, float t) {
  const ColourTable& table = colour_table(map);
  const float x = std::clamp(t, 0.0f, 1.0f) * 255.0f;
  const std::size_t i = std::min(static_cast<std::size_t>(x), std::size_t{254});
  return glm::mix(table[i], table[i + 1], x - static_cast<float>(i));
}

glm::vec3 over_range_colour(ColourMap map) {
  return map == ColourMap::inferno ? glm::vec3(0.16f, 0.93f, 1.0f) : glm::vec3(1.0f, 0.20f, 0.95f);
}

float colour_weight(ColourMap map, float t) {
  const float size = map == ColourMap::diverging ? std::abs(2 * t - 1) : t;
  const float u = std::clamp(size / kFadedPart, 0.0f, 1.0f);
  return u * u * (3 - 2 * u);
}

}  // namespace backroll
