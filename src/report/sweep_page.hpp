// The page and charts of a sweep: answer, effects, heat maps or lines, Pareto front, spread, every case.
#pragma once

#include <string>
#include <vector>

#include "analysis/sweep_words.hpp"
#include "report/report.hpp"

namespace backroll {

struct SweepPage {
  std::string name, description, version, command;
  std::vector<std::string> sources;  // of the sampled spreads
  SweepTable table;
  SweepAnswer answer;
  std::vector<RegionSpread> muscles;  // volume mean of compressive stress [kPa]
  std::vector<RegionSpread> bones;    // force that ends in it, mean while loaded [N]
};

std::vector<Chart> sweep_charts(const SweepPage& page);
std::string sweep_html(const SweepPage& page, const std::vector<Chart>& charts);

}  // namespace backroll
