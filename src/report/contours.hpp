// Outlines of the regions of a grid of labels, and of where a grid of values is above a bound.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace backroll {

struct PlanePoint {
  double x = 0, y = 0;
};
using Ring = std::vector<PlanePoint>;  // closed, the first point not repeated

// Labels on a regular grid, row by row from the top; 0 is nothing. Lengths in mm, x to the right, y down.
struct LabelGrid {
  int columns = 0, rows = 0;
  double step_mm = 1;
  double left_mm = 0, top_mm = 0;  // centre of the first cell
  std::vector<std::uint8_t> label;

  std::uint8_t at(int row, int column) const {
    return label[static_cast<std::size_t>(row) * columns + column];
  }
  PlanePoint place(double row, double column) const {
    return {left_mm + step_mm * column, top_mm + step_mm * row};
  }
};

// Rings around every label's regions and their holes (to be filled even-odd), in mm, smoothed over two
// cells and thinned to `tolerance_mm`. Neighbours share their border to within that tolerance.
std::map<std::uint8_t, std::vector<Ring>> contours(const LabelGrid& grid, double tolerance_mm);

// Rings (to be filled even-odd) around where `value` is above `bound`, closed along the grid's edge, thinned
// to `tolerance_mm`. `value`: row by row from the top, `columns` a row, `step_mm` apart; in mm from its first
// cell.
std::vector<Ring> rings_above(const std::vector<double>& value, int columns, double step_mm, double bound,
                              double tolerance_mm);

// The place of a label farthest from everything else, among columns [from, to); its distance there [mm], 0
// where there is none.
struct Interior {
  PlanePoint place;
  double depth_mm = 0;
};
Interior interior_of(const LabelGrid& grid, std::uint8_t label, int from_column, int to_column);

}  // namespace backroll
