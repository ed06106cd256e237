#include "analysis/bands.hpp"

#include <algorithm>

#include "analysis/text.hpp"

namespace backroll {
namespace {

// science.md 7.2: the edges are proposals for setting rollers side by side.
constexpr double kMeanAmber = 50, kMeanRed = 100;   // [kPa]
constexpr double kPeakAmber = 150, kPeakRed = 350;  // [kPa]
constexpr double kStrainRed = 50;                   // [%]
constexpr double kHoldRed = 15;                     // [min] above 32 kPa without a pause

}  // namespace

const char* band_name(Band band) {
  return band == Band::green ? "green" : band == Band::amber ? "amber" : "red";
}

Band band_of(double value, double amber, double red) {
  return value > red ? Band::red : value >= amber ? Band::amber : Band::green;
}

std::string band_scale(double amber, double red) {
  return "green < " + number_text(amber) + ", amber " + number_text(amber) + " to " + number_text(red) +
         ", red > " + number_text(red);
}

std::vector<BandFinding> comparison_bands(const Findings& findings) {
  const double mean = findings.force.mean_pressure.mean * 1e-3, peak = findings.force.peak_1cm2.peak * 1e-3;
  double strain = 0;
  for (const MuscleFindings& m : findings.muscles) strain = std::max(strain, 100 * m.strain_p95_peak);
  const double minutes = findings.longest_above_limit / 60;
  return {
      {"mean_pressure_kpa", "mean contact pressure, time mean", mean, "kPa",
       band_of(mean, kMeanAmber, kMeanRed), band_scale(kMeanAmber, kMeanRed),
       "proposed; measured means under rollers on the leg are 33 to 52 kPa", "mean pressure"},
      {"peak_pressure_1cm2_kpa", "largest pressure over 1 cm2", peak, "kPa",
       band_of(peak, kPeakAmber, kPeakRed), band_scale(kPeakAmber, kPeakRed),
       "proposed; pain thresholds of a 1 cm2 probe on the back are some 300 to 750 kPa and vary widely",
       "1 cm2 peak"},
      {"muscle_strain_p95_percent", "muscle compression, 95th percentile", strain, "%",
       strain > kStrainRed ? Band::red : Band::green, "red > 50",
       "proposed, from engineered muscle over hours", "muscle compression"},
      {"longest_above_32_kpa_min", "muscle above 32 kPa in one go", minutes, "min",
       minutes > kHoldRed ? Band::red : Band::green, "red > 15",
       "cell death in rat muscle over 15 min to hours (Linder-Ganz 2006); not a limit for passes of seconds",
       "time above 32 kPa"},
  };
}

}  // namespace backroll
