// Plane sections through the continuous back on a regular grid, for pictures. Lengths in mm.
#pragma once

#include <cstdint>
#include <vector>

#include "anatomy/back_shape.hpp"

namespace backroll {

// Labels of a section: 0 nothing; 1 + Tissue; then what the lattice does not hold but a reader looks for: the
// vertebral canal (ligament in the lattice) and the discs (joints in the model); then the bones by number.
namespace section_label {
inline constexpr std::uint8_t nothing = 0, canal = 60, disc = 61, first_bone = 64;
constexpr std::uint8_t of(Tissue tissue) {
  return static_cast<std::uint8_t>(1 + static_cast<int>(tissue));
}
constexpr std::uint8_t of_bone(int number) {
  return static_cast<std::uint8_t>(first_bone + number);
}
}  // namespace section_label

struct SectionLabels {
  int columns = 0, rows = 0;
  double step = 0;
  double left = 0, top = 0;         // coordinates of the first cell's centre
  std::vector<std::uint8_t> label;  // row by row
};

// Horizontal section at height y, from the back of the skin to the front of the vertebral bodies. To the
// right z decreases (the body's left side is on the right, as in a scan), downwards x decreases (the back is
// below): coordinates (-z, -x).
SectionLabels horizontal_section(const BackShape& shape, double y);

// Midline section, seen from the left of the body turned to face right: to the right x, downwards -y.
SectionLabels midline_section(const BackShape& shape);

}  // namespace backroll
