// The response models' curves with the published points (response/evidence.hpp) as charts.
#pragma once

#include <vector>

#include "report/report.hpp"

namespace backroll {

std::vector<Chart> response_charts();

}  // namespace backroll
