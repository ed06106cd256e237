#include "analysis/specimen_findings.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/loaded.hpp"
#include "analysis/loading_branch.hpp"

namespace backroll {
namespace {

constexpr double kHeldLoad = 0.01;  // a load within 1 % of the largest counts as held
constexpr double kStill = 1e-9;     // [m]

std::size_t roll_start(const std::vector<Frame>& frames) {
  for (std::size_t f = 1; f < frames.size(); ++f)
    if (std::abs(frames[f].position - frames[0].position) > kStill) return f;
  return frames.size();
}

// Up to the greatest depth before it is rolled, starting at no force.
std::vector<DepthForce> loading_branch(const std::vector<Frame>& frames, std::size_t end) {
  std::vector<DepthForce> branch = {{0, 0}};
  for (std::size_t f = 0; f < end; ++f)
    if (frames[f].depth > branch.back().depth && frames[f].contact_force > 0)
      branch.push_back({frames[f].depth, frames[f].contact_force});
  return branch;
}

}  // namespace

SpecimenFindings find_specimen(const RunInfo& info, const std::vector<Frame>& frames) {
  SpecimenFindings found;
  found.rigid = info.roller_stress_25 == 0;
  const std::size_t rolled = roll_start(frames);
  const auto branch = loading_branch(frames, rolled);
  if (branch.size() < 2) return found;
  found.deepest = branch.back();
  found.at_depth = at_round_depths(branch);
  found.at_load = at_round_forces(branch);
  const double half = 0.5 * found.deepest.depth;
  const double half_force = between(branch, half, &DepthForce::depth, &DepthForce::force);
  found.stiffness = (found.deepest.force - half_force) / half;

  double low = 0, high = 0, largest_load = 0;
  bool first = true;
  for (const Frame& f : frames) {
    largest_load = std::max(largest_load, f.load);
    if (found.rigid && f.depth > 0.01 * found.deepest.depth)
      found.penetration_share = std::max(found.penetration_share, f.penetration / f.depth);
  }
  for (std::size_t f = rolled; f < frames.size(); ++f) {
    const Frame& frame = frames[f];
    found.roll_length += std::abs(frame.position - frames[f - 1].position);
    if (frame.contact_force > kInContact)
      found.tangential_share =
          std::max(found.tangential_share, std::abs(frame.tangential_force) / frame.contact_force);
    if (!frame.load_controlled || frame.load < (1 - kHeldLoad) * largest_load) continue;
    low = first ? frame.depth : std::min(low, frame.depth);
    high = first ? frame.depth : std::max(high, frame.depth);
    first = false;
  }
  found.depth_ripple = 0.5 * (high - low);
  return found;
}

}  // namespace backroll
