// The back rolled out flat with what pressed on it: bands of equal pressure, levels at the side.
#pragma once

#include <string>
#include <vector>

#include "recording/pressure_map.hpp"
#include "report/report.hpp"

namespace backroll {

// Largest pressure, and pressure summed over time. None for an empty map or a back that nothing touched.
std::vector<Chart> pressure_map_charts(const RunInfo& info, const PressureMap& map);

struct PressedRun {
  std::string name;
  const RunInfo* info = nullptr;
  const PressureMap* map = nullptr;
};
// Largest pressure of each run on one scale, softest first, and where both have the same lattice the last
// run's less the first's. None unless every run has a map.
std::vector<Chart> pressure_map_charts(const std::vector<PressedRun>& runs);

}  // namespace backroll
