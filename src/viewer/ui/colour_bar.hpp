// The colour scale beside the picture: range, unit, over-range colour, and how the range is chosen.
#pragma once

#include <functional>
#include <limits>
#include <string>

#include "viewer/ui/widgets.hpp"

namespace backroll {

enum class RangeMode { run, locked, manual };  // greatest of the run so far; as it stands; typed or dragged

struct ColourRange {
  double low = 0, high = 1;  // in the bar's unit
  RangeMode mode = RangeMode::run;
};

struct ColourBarData {
  std::string title, unit;
  std::function<ImU32(double)> colour;  // of the share 0..1 of the range
  ImU32 over = 0;                       // above the range
  ImU32 bare = 0;                       // the surface without a map
  double fade = 0.08;                   // share of the greatest magnitude that fades to `bare`
  double run_low = 0, run_high = 1;     // of the whole run, for RangeMode::run
  double pointer =
      std::numeric_limits<double>::quiet_NaN();  // value under the mouse in the picture; NaN: none
  float height = 0;                              // [pixel]; 0: what is left
  bool controls = true;                          // field and modes below the bar
};

// `range` follows the run, or what the user types or drags on the bar (manual). Marks: NAME the bar,
// NAME.run, NAME.locked, NAME.manual, NAME.high the number field.
Edit colour_bar(Ui& ui, const std::string& name, ColourRange& range, const ColourBarData& data);

// The bar's colour at a value, faded as the picture is.
ImU32 bar_colour(const ColourBarData& data, const ColourRange& range, double value);

// The least number of the form 1, 1.5, 2, 3, 4, 5, 6, 8 x 10^n that is not below `value`.
double round_top(double value);

}  // namespace backroll
