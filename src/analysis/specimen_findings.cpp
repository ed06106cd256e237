#include "analysis/specimen_findings.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/text.hpp"

namespace backroll {
namespace {

using Point = SpecimenFindings::Point;

constexpr double kInContact = 1e-3;  // [N]
constexpr double kHeldLoad = 0.01;   // a load within 1 % of the largest counts as held
constexpr double kStill = 1e-9;      // [m]

std::size_t roll_start(const std::vector<Frame>& frames) {
  for (std::size_t f = 1; f < frames.size(); ++f)
    if (std::abs(frames[f].position - frames[0].position) > kStill) return f;
  return frames.size();
}

// Up to the greatest depth before it is rolled, starting at no force.
std::vector<Point> loading_branch(const std::vector<Frame>& frames, std::size_t end) {
  std::vector<Point> branch = {{0, 0}};
  for (std::size_t f = 0; f < end; ++f)
    if (frames[f].depth > branch.back().depth && frames[f].contact_force > 0)
      branch.push_back({frames[f].depth, frames[f].contact_force});
  return branch;
}

// Linear between the two points of the branch around `at`, along `from`; the branch must reach it.
double between(const std::vector<Point>& branch, double at, double Point::*from, double Point::*to) {
  for (std::size_t p = 1; p < branch.size(); ++p) {
    const Point &a = branch[p - 1], &b = branch[p];
    if (b.*from < at) continue;
    const double span = b.*from - a.*from;
    const double part = span > 0 ? (at - a.*from) / span : 1;
    return a.*to + part * (b.*to - a.*to);
  }
  return branch.back().*to;
}

}  // namespace

SpecimenFindings find_specimen(const RunInfo& info, const std::vector<Frame>& frames) {
  SpecimenFindings found;
  found.rigid = info.roller_stress_25 == 0;
  const std::size_t rolled = roll_start(frames);
  const auto branch = loading_branch(frames, rolled);
  if (branch.size() < 2) return found;
  found.deepest = branch.back();
  const double slack = 1 + 1e-9;
  const double depth_step = round_step(found.deepest.depth, 5),
               force_step = round_step(found.deepest.force, 5);
  for (int n = 1; n * depth_step <= found.deepest.depth * slack; ++n)
    found.at_depth.push_back({n * depth_step, between(branch, n * depth_step, &Point::depth, &Point::force)});
  for (int n = 1; n * force_step <= found.deepest.force * slack; ++n)
    found.at_load.push_back({between(branch, n * force_step, &Point::force, &Point::depth), n * force_step});
  const double half = 0.5 * found.deepest.depth;
  found.stiffness = (found.deepest.force - between(branch, half, &Point::depth, &Point::force)) / half;

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
