#include "report/axis.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/text.hpp"

namespace backroll {

namespace {
double width_px = 760;
}

double chart_width() {
  return width_px;
}

void set_chart_width(double px) {
  width_px = px;
}

std::vector<double> Axis::ticks() const {
  std::vector<double> at;
  const double slack = 1e-6 * step;
  for (long n = std::lround(std::ceil((low - slack) / step)); n * step <= high + slack; ++n)
    at.push_back(n * step);
  return at;
}

Axis round_axis(double low, double high, int ticks, double from, double to, bool tight) {
  low = std::isfinite(low) ? std::min(low, 0.0) : 0;
  high = std::isfinite(high) ? std::max(high, 0.0) : 0;
  if (high - low < 1e-12) high = low + 1;
  Axis axis;
  axis.step = round_step(high - low, ticks);
  axis.low = tight ? low : std::floor(low / axis.step + 1e-9) * axis.step;
  axis.high = tight ? high : std::ceil(high / axis.step - 1e-9) * axis.step;
  axis.from = from;
  axis.to = to;
  return axis;
}

std::string tick_text(double value) {
  return number_text(value, 6);
}

}  // namespace backroll
