// A chart's title, in as many lines as its width asks for.
#pragma once

#include <string>

#include "report/svg.hpp"

namespace backroll {

void draw_title(Svg& svg, const std::string& title);
// [px] baseline of the legend below it: 48 under one line.
double below_title(const std::string& title);

}  // namespace backroll
