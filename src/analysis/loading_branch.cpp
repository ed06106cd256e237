#include "analysis/loading_branch.hpp"

#include "analysis/text.hpp"

namespace backroll {
namespace {

constexpr int kSteps = 5;
constexpr double kSlack = 1 + 1e-9;

}  // namespace

double between(const std::vector<DepthForce>& branch, double at, double DepthForce::*from,
               double DepthForce::*to) {
  for (std::size_t p = 1; p < branch.size(); ++p) {
    const DepthForce &a = branch[p - 1], &b = branch[p];
    if (b.*from < at) continue;
    const double span = b.*from - a.*from;
    const double part = span > 0 ? (at - a.*from) / span : 1;
    return a.*to + part * (b.*to - a.*to);
  }
  return branch.back().*to;
}

std::vector<DepthForce> at_round_depths(const std::vector<DepthForce>& branch) {
  std::vector<DepthForce> points;
  const double deepest = branch.back().depth, step = round_step(deepest, kSteps);
  for (int n = 1; n * step <= deepest * kSlack; ++n)
    points.push_back({n * step, between(branch, n * step, &DepthForce::depth, &DepthForce::force)});
  return points;
}

std::vector<DepthForce> at_round_forces(const std::vector<DepthForce>& branch) {
  std::vector<DepthForce> points;
  const double largest = branch.back().force, step = round_step(largest, kSteps);
  for (int n = 1; n * step <= largest * kSlack; ++n)
    points.push_back({between(branch, n * step, &DepthForce::force, &DepthForce::depth), n * step});
  return points;
}

}  // namespace backroll
