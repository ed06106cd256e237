// Factors from SI to the units in which files, charts and sentences are written (length * kMm: m to mm), and
// back; and gravity.
#pragma once

#include <numbers>

namespace backroll {

inline constexpr double kMm = 1e3;                          // m to mm
inline constexpr double kCm2 = 1e4;                         // m2 to cm2
inline constexpr double kCm3 = 1e6;                         // m3 to cm3
inline constexpr double kKpa = 1e-3;                        // Pa to kPa
inline constexpr double kDegree = 180 / std::numbers::pi;   // rad to degrees
inline constexpr double kMeter = 1e-3;                      // mm to m
inline constexpr double kStandardGravity = 9.81;            // [m/s2]
inline constexpr double kRadians = std::numbers::pi / 180;  // degrees to rad

}  // namespace backroll
