// Frames as the series of a line chart.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "recording/frame.hpp"
#include "report/line_chart.hpp"

namespace backroll {

using FrameValue = std::function<double(const Frame&)>;

FrameValue member(double Frame::*value, double scale = 1);
LineSeries over_time(const std::string& name, Colour colour, const std::vector<Frame>& frames,
                     const FrameValue& value, bool dashed = false);
std::vector<PhaseBand> phase_bands(const std::vector<Frame>& frames);

}  // namespace backroll
