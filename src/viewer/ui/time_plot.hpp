// Lines over time, drawn by ImDrawList: for live runs and for recorded ones. Wheel zooms at the pointer,
// right or Shift drag pans, double-click shows everything, left click or drag seeks, Ctrl+click sets up to
// two marks and shows what lies between.
#pragma once

#include <cmath>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "viewer/ui/widgets.hpp"

namespace backroll {

// Numbers in memory, `stride` bytes apart, or computed one by one.
struct Samples {
  const double* first = nullptr;
  std::size_t stride = sizeof(double);
  std::function<double(std::size_t)> computed;  // used where it is set

  double operator[](std::size_t i) const {
    if (computed) return computed(i);
    return *reinterpret_cast<const double*>(reinterpret_cast<const char*>(first) + i * stride);
  }
};

struct PlotSeries {
  std::string label;
  ImU32 colour = 0;
  std::size_t count = 0;
  Samples time;           // [s], rising
  Samples value;          // NaN: a gap
  bool dashed = false;    // run B
  bool in_legend = true;  // false: shown and hidden with the series of the same label
};

struct PlotEvent {
  double time = 0;  // [s]
  std::string label;
};

struct TimePlot {  // what the user set; starts as "everything, growing"
  bool follow = true;
  double follow_s = 0;      // last so many seconds; 0: everything
  double from = 0, to = 1;  // [s], shown while `follow` is off; kept up to date while on
  std::set<std::string> hidden;
  std::vector<double> marks;  // [s], at most two
  double dragged = 0;         // [pixel], since the right button went down
};

struct TimePlotData {
  std::string title, unit;
  std::vector<PlotSeries> series;
  std::vector<PlotEvent> events;
  std::optional<double> playhead;  // [s]
  bool with_zero = true;           // the y axis always shows 0
  float height = 0;                // [pixel]; 0: what is left
};

// The time the user seeks, in every frame of a click or drag. Marks: NAME the plot's area, NAME.legend.LABEL.
std::optional<double> time_plot(Ui& ui, const std::string& name, TimePlot& plot, const TimePlotData& data);

// Tab-separated: one column a series, one row a time (marks, else the playhead, else the end).
std::string plot_values_text(const TimePlot& plot, const TimePlotData& data);

// Value at the sample nearest to `time`; NaN where there is none.
double value_near(const PlotSeries& series, double time);

struct PlotPoint {
  double time, value;
};

// What is drawn of samples between two times: all of them where they are few, else per column the least and
// the greatest in their order, so that no peak is lost; one sample more on each side; gaps stay as NaN.
std::vector<PlotPoint> decimated(const PlotSeries& series, double from, double to, std::size_t columns);

// Range of the y axis for values low..high: with head room, ends on half steps.
struct ValueRange {
  double low = 0, high = 1, step = 0.2;
};
ValueRange value_range(double low, double high, int ticks);

}  // namespace backroll
