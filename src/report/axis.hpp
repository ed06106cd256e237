// An axis with ticks at round numbers.
#pragma once

#include <string>
#include <vector>

namespace backroll {

inline constexpr double kTitle = 20;  // [px] left of a chart's title

// [px] of every chart: 760, unless a program that draws for a page's column sets another before it draws.
double chart_width();
void set_chart_width(double px);

struct Axis {
  double low = 0, high = 1, step = 1;  // low and high are whole steps
  double from = 0, to = 1;             // on the canvas
  double at(double value) const { return from + (value - low) / (high - low) * (to - from); }
  std::vector<double> ticks() const;
};

// Covers low..high and zero. `tight`: ends where the data end.
Axis round_axis(double low, double high, int ticks, double from, double to, bool tight = false);
std::string tick_text(double value);

}  // namespace backroll
