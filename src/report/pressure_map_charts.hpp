// The back rolled out flat with what pressed on it: bands of equal pressure, levels at the side.
#pragma once

#include <string>
#include <vector>

#include "recording/pressure_map.hpp"
#include "report/report.hpp"

namespace backroll {

// Largest pressure, and pressure summed over time. None for an empty map or a back that nothing touched.
std::vector<Chart> pressure_map_charts(const RunInfo& info, const PressureMap& map);

// Largest pressure of each run on one scale, and the last run's less the first's. `maps`: one a name, softest
// first. None unless every run has one of the same lattice.
std::vector<Chart> pressure_map_charts(const RunInfo& info, const std::vector<std::string>& names,
                                       const std::vector<const PressureMap*>& maps);

}  // namespace backroll
