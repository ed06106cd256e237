#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/text.hpp"
#include "viewer/ui/time_plot.hpp"

namespace backroll {
namespace {

// First sample at or after `time`, from `low` on.
std::size_t first_from(const PlotSeries& series, double time, std::size_t low = 0) {
  std::size_t high = series.count;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (series.time[middle] < time)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

// The least and the greatest of samples begin..end in their order, a gap if there is nothing but gaps.
void add_extremes(const PlotSeries& series, std::size_t begin, std::size_t end,
                  std::vector<PlotPoint>& points) {
  std::size_t low = end, high = end;
  double least = std::numeric_limits<double>::infinity(), greatest = -least;
  for (std::size_t i = begin; i < end; ++i) {
    const double value = series.value[i];
    if (value < least) least = value, low = i;
    if (value > greatest) greatest = value, high = i;
  }
  if (low == end) {
    points.push_back({series.time[begin], std::numeric_limits<double>::quiet_NaN()});
    return;
  }
  const bool falls = high < low;
  points.push_back({series.time[std::min(low, high)], falls ? greatest : least});
  if (low != high) points.push_back({series.time[std::max(low, high)], falls ? least : greatest});
}

}  // namespace

std::vector<PlotPoint> decimated(const PlotSeries& series, double from, double to, std::size_t columns) {
  std::vector<PlotPoint> points;
  if (series.count == 0 || columns == 0 || !(to > from)) return points;
  std::size_t begin = first_from(series, from), end = first_from(series, to);
  if (begin > 0) --begin;
  end = std::min(end + 1, series.count);
  if (end - begin <= 2 * columns) {
    for (std::size_t i = begin; i < end; ++i) points.push_back({series.time[i], series.value[i]});
    return points;
  }
  // Columns are fixed multiples of their width, so that a line does not shimmer while the plot scrolls.
  const double width = (to - from) / static_cast<double>(columns);
  for (std::size_t i = begin; i < end;) {
    const double edge = (std::floor(series.time[i] / width) + 1) * width;
    const std::size_t next = std::min(first_from(series, edge, i + 1), end);
    add_extremes(series, i, next, points);
    i = next;
  }
  return points;
}

double value_near(const PlotSeries& series, double time) {
  if (series.count == 0) return std::numeric_limits<double>::quiet_NaN();
  const std::size_t after = std::min(first_from(series, time), series.count - 1);
  if (after == 0) return series.value[0];
  const bool later = series.time[after] - time < time - series.time[after - 1];
  return series.value[later ? after : after - 1];
}

ValueRange value_range(double low, double high, int ticks) {
  if (!(high >= low)) return {};
  if (high - low < 1e-9 * std::max(1.0, std::abs(high))) high = low + std::max(1.0, 0.1 * std::abs(low));
  ValueRange range;
  const double room = 0.06 * (high - low);
  range.step = round_step(high - low + room, ticks);
  const double half = 0.5 * range.step;
  range.low = low == 0 ? 0 : std::floor((low - room) / half) * half;
  range.high = high == 0 ? 0 : std::ceil((high + room) / half) * half;
  return range;
}

}  // namespace backroll
