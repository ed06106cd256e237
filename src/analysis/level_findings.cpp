#include "analysis/level_findings.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {
namespace {

constexpr double kNear = 2.5e-3;  // [m] a frame this close to a level counts as there

double largest_roll_step(const std::vector<Frame>& frames) {
  double step = 0;
  for (std::size_t f = 1; f < frames.size(); ++f)
    if (frames[f].phase == "roll" && frames[f - 1].phase == "roll")
      step = std::max(step, std::abs(frames[f].position - frames[f - 1].position));
  return step;
}

// The nearest roll frame of every pass over `position`.
std::vector<const Frame*> passes_over(const std::vector<Frame>& frames, double position, double reach) {
  std::vector<const Frame*> passes;
  const Frame* best = nullptr;
  const auto distance = [&](const Frame& f) { return std::abs(f.position - position); };
  for (const Frame& frame : frames) {
    const bool near = frame.phase == "roll" && distance(frame) <= reach;
    if (!near && best) passes.push_back(best);
    if (!near) best = nullptr;
    if (near && (!best || distance(frame) < distance(*best))) best = &frame;
  }
  if (best) passes.push_back(best);
  return passes;
}

std::vector<const Frame*> holds_at(const std::vector<Frame>& frames, double position) {
  std::vector<const Frame*> holds;
  for (const Frame& frame : frames)
    if (frame.phase == "hold" && std::abs(frame.position - position) <= kNear) holds.push_back(&frame);
  return holds;
}

// Means over the frames first, then the unit where the mean is largest.
void add_spine(const RunInfo& info, const std::vector<const Frame*>& frames, LevelFindings& mean) {
  const double part = 1.0 / static_cast<double>(frames.size());
  std::vector<double> extension(info.units.size(), 0.0), compression(info.units.size(), 0.0);
  for (const Frame* f : frames) {
    mean.kyphosis_change += part * kyphosis_change(info, *f);
    mean.lordosis_change += part * lordosis_change(info, *f);
    for (std::size_t u = 0; u < info.units.size() && u < f->unit.size(); ++u) {
      extension[u] += part * f->unit[u].angle.z();
      compression[u] -= part * f->unit[u].force.y();
    }
  }
  const auto largest = [&](const std::vector<double>& values, double& value, std::string& unit) {
    const auto at = std::max_element(values.begin(), values.end());
    value = *at;
    unit = info.units[at - values.begin()];
  };
  largest(extension, mean.extension, mean.extended_unit);
  largest(compression, mean.compression, mean.compressed_unit);
}

LevelFindings mean_of(const RunInfo& info, const std::vector<const Frame*>& frames) {
  LevelFindings mean;
  mean.passes = static_cast<int>(frames.size());
  const double part = 1.0 / static_cast<double>(frames.size());
  for (const Frame* f : frames) {
    mean.contact += part * f->contact_force;
    mean.load += part * f->load;
    mean.area += part * f->contact_area;
    mean.mean_pressure += part * f->mean_pressure;
    mean.paraspinal_pressure += part * f->mean_pressure_paraspinal;
    mean.peak_1cm2 += part * f->peak_pressure_1cm2;
    mean.peak_1cm2_muscle += part * f->peak_1cm2_muscle;
    mean.peak_1cm2_bone += part * f->peak_1cm2_bone;
    mean.height += part * f->height;
    const SkinShares skin = skin_shares(info, *f);
    mean.skin.muscle += part * skin.muscle;
    mean.skin.spine += part * skin.spine;
    mean.skin.rib += part * skin.rib;
    mean.skin.other += part * skin.other;
    const PathShares path =
        path_shares(f->path_spine, f->path_rib, f->path_scapula, f->path_pelvis, f->path_deep);
    mean.path.spine += part * path.spine;
    mean.path.rib += part * path.rib;
    mean.path.scapula += part * path.scapula;
    mean.path.pelvis += part * path.pelvis;
    mean.path.deep += part * path.deep;
  }
  if (bones_move(info)) add_spine(info, frames, mean);
  return mean;
}

}  // namespace

SkinShares skin_shares(const RunInfo& info, const Frame& frame) {
  if (frame.contact_force <= 0) return {};
  const auto share = [&](RegionKind kind) { return skin_force(info, frame, kind) / frame.contact_force; };
  return {share(RegionKind::muscle), share(RegionKind::spine), share(RegionKind::rib),
          share(RegionKind::other)};
}

PathShares path_shares(double spine, double rib, double scapula, double pelvis, double deep) {
  const double sum = spine + rib + scapula + pelvis + deep;
  if (sum <= 0) return {};
  return {spine / sum, rib / sum, scapula / sum, pelvis / sum, deep / sum};
}

std::vector<LevelFindings> find_levels(const RunInfo& info, const std::vector<Frame>& frames) {
  std::vector<LevelFindings> levels;
  if (info.specimen) return levels;
  const double reach = std::max(kNear, 1.01 * largest_roll_step(frames));
  for (std::size_t l = 0; l < info.levels.size() && l < info.level_position.size(); ++l) {
    const double position = info.level_position[l];
    auto there = passes_over(frames, position, reach);
    const bool held = there.empty();
    if (held) there = holds_at(frames, position);
    if (there.empty()) continue;
    LevelFindings level = mean_of(info, there);
    level.level = info.levels[l];
    level.position = position;
    level.held = held;
    levels.push_back(level);
  }
  return levels;
}

}  // namespace backroll
