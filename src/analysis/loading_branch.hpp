// A curve of force over depth while loading: points of increasing depth, and straight lines between them.
#pragma once

#include <vector>

#include "analysis/findings.hpp"

namespace backroll {

// Value of `to` where `from` reaches `at`, linear between the points around it; the last point's beyond.
double between(const std::vector<DepthForce>& branch, double at, double DepthForce::*from,
               double DepthForce::*to);

// At whole multiples of a round step, about five of them.
std::vector<DepthForce> at_round_depths(const std::vector<DepthForce>& branch);
std::vector<DepthForce> at_round_forces(const std::vector<DepthForce>& branch);

}  // namespace backroll
