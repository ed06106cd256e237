// Designs of a sample: points in the unit cube, [point][parameter], each in 0 <= x < 1. The same seed gives
// the same points on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace backroll {

using UnitPoints = std::vector<std::vector<double>>;

// One point in each of `count` equal strata of every parameter, strata paired at random (McKay 1979).
UnitPoints latin_hypercube(int count, int parameters, std::uint64_t seed);

// Sobol's sequence with the direction numbers of Joe and Kuo (2008), shifted digitally by the seed; without
// its first point, the origin, where the seed is 0. The first 2^m points put one into each of 2^m strata.
inline constexpr int kMostSobol = 16;  // parameters
UnitPoints sobol_points(int count, int parameters, std::uint64_t seed);

// Trajectories of Morris (1991) on four levels: `count` of them, each parameters + 1 points that differ in
// one parameter by 2/3 from the one before.
UnitPoints morris_trajectories(int count, int parameters, std::uint64_t seed);

// Matrices A, B and A with column i of B (Saltelli 2010), point by point: count * (parameters + 2) points, of
// every point first A's, then B's, then one for each parameter. At most kMostSobol / 2 parameters.
UnitPoints saltelli_points(int count, int parameters, std::uint64_t seed);

// A spread a parameter is sampled from.
enum class Spread { uniform, log_uniform, normal, log_normal };
struct Distribution {
  Spread spread = Spread::uniform;
  double from = 0, to = 1;  // uniform: limits; normal: the value is cut to them
  double mean = 0, sd = 1;  // normal; log_normal: median and geometric standard deviation
  // Value at the probability p, 0 < p < 1.
  double at(double p) const;
};

// Inverse of the standard normal distribution; relative error below 1e-9 (Acklam's start, one Halley step).
double normal_quantile(double p);

}  // namespace backroll
