#include "recording/frame.hpp"

#include <algorithm>

namespace backroll {

double load_difference(const RunInfo& info, const Frame& frame) {
  return (frame.person.full_load - frame.person.statics_load) / info.body_weight_n;
}

double kyphosis_change(const RunInfo& info, const Frame& frame) {
  return bones_move(info) ? frame.kyphosis - info.rest_kyphosis : 0;
}

double lordosis_change(const RunInfo& info, const Frame& frame) {
  return bones_move(info) ? frame.lordosis - info.rest_lordosis : 0;
}

double skin_force(const RunInfo& info, const Frame& frame, RegionKind kind) {
  double sum = 0;
  const std::size_t count = std::min(info.regions.size(), frame.region_force.size());
  for (std::size_t r = 0; r < count; ++r)
    if (info.regions[r].kind == kind) sum += frame.region_force[r];
  return sum;
}

}  // namespace backroll
