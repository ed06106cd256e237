#include "analysis/spine_findings.hpp"

#include <algorithm>

#include "recording/columns.hpp"

namespace backroll {
namespace {

constexpr double kFelt = 1e-3;  // [N] a bone that never takes more is left out

UnitFindings find_unit(const std::string& name, std::size_t unit, const Loaded& loaded) {
  const auto of = [unit](auto value) {
    return [unit, value](const Frame& f) { return unit < f.unit.size() ? value(f.unit[unit]) : 0.0; };
  };
  const auto extension = of([](const UnitLoad& u) { return u.angle.z(); });
  UnitFindings found;
  found.name = name;
  found.extension = loaded.statistic(extension);
  found.extension_least = loaded.statistic(extension, -1).peak;
  found.side_lean = loaded.farthest(of([](const UnitLoad& u) { return u.angle.x(); }));
  found.turn = loaded.farthest(of([](const UnitLoad& u) { return u.angle.y(); }));
  found.compression = loaded.statistic(of([](const UnitLoad& u) { return -u.force.y(); }));
  found.shear = loaded.farthest(of([](const UnitLoad& u) { return u.force.x(); }));
  found.side_shear = loaded.farthest(of([](const UnitLoad& u) { return u.force.z(); }));
  found.moment = loaded.farthest(of([](const UnitLoad& u) { return u.moment.z(); }));
  return found;
}

SpineMoment moment_of(const RunInfo& info, const Frame& frame) {
  SpineMoment moment;
  moment.time_s = frame.time_s;
  moment.load = frame.contact_force;
  if (frame.level >= 0 && frame.level < static_cast<int>(info.levels.size()))
    moment.level = info.levels[frame.level];
  moment.kyphosis_change = kyphosis_change(info, frame);
  moment.lordosis_change = lordosis_change(info, frame);
  const int most = most_extended_unit(frame);
  if (most >= 0 && most < static_cast<int>(info.units.size())) {
    moment.unit = info.units[most];
    moment.extension = frame.unit[most].angle.z();
  }
  return moment;
}

template <class Measure>
const Frame& largest(const Loaded& loaded, Measure measure) {
  return **std::max_element(loaded.frames.begin(), loaded.frames.end(),
                            [&](const Frame* a, const Frame* b) { return measure(*a) < measure(*b); });
}

}  // namespace

int most_extended_unit(const Frame& frame) {
  const auto most =
      std::max_element(frame.unit.begin(), frame.unit.end(),
                       [](const UnitLoad& a, const UnitLoad& b) { return a.angle.z() < b.angle.z(); });
  return most == frame.unit.end() ? -1 : static_cast<int>(most - frame.unit.begin());
}

SpineFindings find_spine(const RunInfo& info, const Loaded& loaded) {
  SpineFindings spine;
  if (!bones_move(info) || loaded.frames.empty()) return spine;
  spine.kyphosis_change = loaded.farthest([&](const Frame& f) { return kyphosis_change(info, f); });
  spine.lordosis_change = loaded.farthest([&](const Frame& f) { return lordosis_change(info, f); });
  spine.at_largest_load = moment_of(info, largest(loaded, [](const Frame& f) { return f.contact_force; }));
  spine.most_open =
      moment_of(info, largest(loaded, [&](const Frame& f) { return -kyphosis_change(info, f); }));
  spine.lumbar_extreme =
      moment_of(info, largest(loaded, [&](const Frame& f) { return std::abs(lordosis_change(info, f)); }));
  spine.most_extended = moment_of(info, largest(loaded, [](const Frame& f) {
                                    const int unit = most_extended_unit(f);
                                    return unit < 0 ? 0 : f.unit[unit].angle.z();
                                  }));
  for (std::size_t u = 0; u < info.units.size(); ++u)
    spine.units.push_back(find_unit(info.units[u], u, loaded));
  spine.support_pelvis = loaded.statistic(&Frame::support_pelvis);
  spine.support_sternum = loaded.statistic(&Frame::support_sternum);
  spine.support_abdomen = loaded.statistic(&Frame::support_abdomen);
  return spine;
}

std::vector<BoneFindings> find_bones(const RunInfo& info, const Loaded& loaded) {
  std::vector<BoneFindings> bones;
  for (std::size_t b = 0; b < info.bones.size(); ++b) {
    BoneFindings bone;
    bone.name = info.bones[b].name;
    bone.kind = info.bones[b].kind;
    const auto force = [b](const Frame& f) { return bone_force(f, b); };
    bone.force = loaded.statistic(force);
    bone.force_low = loaded.percentile(force, kSpreadLow);
    bone.force_high = loaded.percentile(force, kSpreadHigh);
    const double least = loaded.statistic(force, -1).peak;
    if (std::max(std::abs(bone.force.peak), std::abs(least)) >= kFelt) bones.push_back(bone);
  }
  return bones;
}

}  // namespace backroll
