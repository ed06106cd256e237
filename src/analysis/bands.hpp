// Comparison bands (science.md 7.2): marks for setting rollers side by side, not medical limits.
#pragma once

#include <string>
#include <vector>

#include "analysis/findings.hpp"

namespace backroll {

enum class Band { green, amber, red };
const char* band_name(Band band);
Band band_of(double value, double amber, double red);  // amber from `amber` on, red above `red`
std::string band_scale(double amber, double red);      // "green < 50, amber 50 to 100, red > 100"

struct BandFinding {
  std::string key;       // "mean_pressure_kpa"
  std::string quantity;  // "mean contact pressure, time mean"
  double value = 0;      // in `unit`
  std::string unit;      // "kPa"
  Band band = Band::green;
  std::string scale;       // "green < 50, amber 50 to 100, red > 100"
  std::string evidence;    // source of the numbers, one line
  std::string brief = {};  // "mean pressure", for one line of all; empty for limits
};

std::vector<BandFinding> comparison_bands(const Findings& findings);

}  // namespace backroll
