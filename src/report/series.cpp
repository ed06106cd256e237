#include "report/series.hpp"

namespace backroll {

FrameValue member(double Frame::*value, double scale) {
  return [value, scale](const Frame& frame) { return frame.*value * scale; };
}

LineSeries over_time(const std::string& name, Colour colour, const std::vector<Frame>& frames,
                     const FrameValue& value, bool dashed) {
  LineSeries series{name, colour, {}, {}, dashed};
  for (const Frame& frame : frames) {
    series.x.push_back(frame.time_s);
    series.y.push_back(value(frame));
  }
  return series;
}

std::vector<PhaseBand> phase_bands(const std::vector<Frame>& frames) {
  std::vector<PhaseBand> bands;
  double before = 0;
  for (const Frame& frame : frames) {
    if (!frame.phase.empty() && (bands.empty() || bands.back().name != frame.phase))
      bands.push_back({before, frame.time_s, frame.phase});
    if (!bands.empty()) bands.back().to = frame.time_s;
    before = frame.time_s;
  }
  return bands;
}

}  // namespace backroll
