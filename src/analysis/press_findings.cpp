#include "analysis/press_findings.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/loading_branch.hpp"

namespace backroll {
namespace {

constexpr double kReached = 0.999;     // of the largest force: the first cycle that comes this far counts
constexpr double kReferenceLoad = 30;  // [N] depth is told at it

std::vector<DepthForce> loading_branch(const std::vector<Frame>& frames) {
  double largest = 0;
  for (const Frame& f : frames) largest = std::max(largest, f.contact_force);
  std::vector<DepthForce> branch = {{0, 0}};
  for (const Frame& f : frames) {
    if (f.contact_force <= branch.back().force) continue;
    branch.push_back({f.depth, f.contact_force});
    if (f.contact_force >= kReached * largest) break;
  }
  return branch;
}

// The least-squares line of force over depth, from the first point's depth to the last one's.
void fit_line(const std::vector<DepthForce>& points, PressFindings& found) {
  const double count = static_cast<double>(points.size());
  double depth = 0, force = 0, both = 0, square = 0;
  for (const DepthForce& p : points) {
    depth += p.depth / count;
    force += p.force / count;
  }
  for (const DepthForce& p : points) {
    both += (p.depth - depth) * (p.force - force);
    square += (p.depth - depth) * (p.depth - depth);
  }
  if (square <= 0) return;
  found.slope = both / square;
  const auto on_line = [&](double at) { return DepthForce{at, force + found.slope * (at - depth)}; };
  found.slope_from = on_line(points.front().depth);
  found.slope_to = on_line(points.back().depth);
}

}  // namespace

PressFindings find_press(const RunInfo& info, const std::vector<Frame>& frames) {
  PressFindings found;
  found.band_n = info.press_band_n;
  const std::vector<DepthForce> branch = loading_branch(frames);
  if (branch.size() < 2) return found;
  found.largest = branch.back();
  found.at_load = at_round_forces(branch);
  const auto depth_at = [&](double force) {
    return between(branch, force, &DepthForce::force, &DepthForce::depth);
  };
  if (found.largest.force >= kReferenceLoad) found.depth_at_30_n = depth_at(kReferenceLoad);
  const double low = found.band_n[0], high = std::min(found.band_n[1], found.largest.force);
  found.band_reached = found.largest.force >= kReached * found.band_n[1];
  if (high <= low) return found;
  std::vector<DepthForce> within = {{depth_at(low), low}};
  for (const DepthForce& p : branch)
    if (p.force > low && p.force < high) within.push_back(p);
  within.push_back({depth_at(high), high});
  fit_line(within, found);
  return found;
}

}  // namespace backroll
