#include "viewer/app/read_out.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "recording/columns.hpp"

namespace backroll {

namespace {

std::string line(const char* format, double a, double b) {
  char text[160];
  std::snprintf(text, sizeof text, format, a, b);
  return text;
}

int region_of(const RunInfo& info, const std::string& name) {
  for (std::size_t r = 0; r < info.regions.size(); ++r)
    if (info.regions[r].name == name) return static_cast<int>(r);
  return -1;
}

// Force on the skin over a region now, and its peak.
std::string skin_words(const RunData& run, const Frame& now, const std::string& name) {
  const int region = region_of(run.model->info, name);
  if (region < 0) return "";
  const double peak = largest(run, [&](const Frame& f) { return f.region_force[region]; });
  return line("skin over it: %.0f N (peak %.0f N)\n", now.region_force[region], peak);
}

double degrees(double angle) {
  return angle * 180 / std::numbers::pi;
}

// How far a bone has left its place in rest.
std::string pose_words(const RunData& run, double time, std::size_t bone) {
  const SnapshotPointer fields = run.snapshots.at(time);
  if (!fields || bone >= fields->bone_pose.size()) return "";
  const BonePose& pose = fields->bone_pose[bone];
  return line("moved %.1f mm, turned %.1f deg\n", 1e3 * pose.shift.norm(), degrees(pose.turn.norm()));
}

}  // namespace

glm::vec3 point_colour(std::size_t point) {
  static constexpr glm::vec3 colours[kMostPoints] = {
      {0.90f, 0.62f, 0.0f}, {0.34f, 0.71f, 0.91f}, {0.0f, 0.62f, 0.45f}, {0.80f, 0.47f, 0.65f}};
  return colours[point % kMostPoints];
}

PickedPoint picked_point(const BackModel& back, const SkinPlace& place) {
  PickedPoint point;
  const Lattice& lat = back.lattice;
  for (int c = 0; c < 4; ++c) {
    const int a = c & 1, b = c >> 1;
    point.node[c] = lat.node(place.i + a, place.j + b, 0);
    point.weight[c] = (a ? place.u : 1 - place.u) * (b ? place.v : 1 - place.v);
  }
  point.region = back.regions[place.region].name;
  point.level = place.level;
  point.z = place.reference.z();
  return point;
}

std::string place_words(const PickedPoint& point) {
  char side[48] = "midline";
  if (std::abs(point.z) >= 0.5e-3)
    std::snprintf(side, sizeof side, "%.0f mm %s", 1e3 * std::abs(point.z), point.z > 0 ? "right" : "left");
  return point.level + ", " + side + ", over " + point.region;
}

void follow_point(PickedPoint& point, const Snapshots& snapshots, int most) {
  const std::vector<double>& times = snapshots.times();
  std::size_t next =
      std::upper_bound(times.begin(), times.end(), point.times.empty() ? -1.0 : point.times.back()) -
      times.begin();
  for (; next < times.size() && most > 0; ++next, --most) {
    point.times.push_back(times[next]);
    point.pressure.push_back(pressure_of(point, *snapshots.get(next)));
  }
}

double pressure_of(const PickedPoint& point, const FieldSnapshot& snapshot) {
  double sum = 0;
  for (int c = 0; c < 4; ++c) sum += point.weight[c] * snapshot.pressure[point.node[c]];
  return sum;
}

glm::vec3 position_of(const PickedPoint& point, const BackModel& back, const FieldSnapshot& snapshot) {
  glm::vec3 sum(0);
  for (int c = 0; c < 4; ++c) {
    const std::size_t n = 3 * static_cast<std::size_t>(point.node[c]);
    const glm::vec3 u(snapshot.displacement[n], snapshot.displacement[n + 1], snapshot.displacement[n + 2]);
    sum += point.weight[c] * (to_glm(back.lattice.position[point.node[c]]) + u);
  }
  return sum;
}

const std::vector<float>& DoseSum::until(double time, const Snapshots& snapshots) {
  const std::vector<double>& times = snapshots.times();
  const std::size_t wanted = std::upper_bound(times.begin(), times.end(), time + 1e-9) - times.begin();
  if (wanted < done_ || times.size() < known_) {
    done_ = 0;
    sum_.clear();
  }
  known_ = times.size();
  for (; done_ < wanted; ++done_) {
    const SnapshotPointer s = snapshots.get(done_);
    sum_.resize(s->pressure.size(), 0.0f);
    const float dt = static_cast<float>(times[done_] - (done_ > 0 ? times[done_ - 1] : 0));
    for (std::size_t n = 0; n < sum_.size(); ++n) sum_[n] += dt * s->pressure[n];
  }
  return sum_;
}

std::string spine_words(const RunData& run, double time) {
  const int f = frame_index(run, time);
  if (f < 0 || !run.model || run.model->info.units.empty()) return "";
  const Frame& now = run.frames[f];
  const RunInfo& info = run.model->info;
  std::string words =
      line("kyphosis %.1f deg (%+.1f), ", degrees(now.kyphosis), degrees(now.kyphosis - info.rest_kyphosis)) +
      line("lordosis %.1f deg (%+.1f)\n", degrees(now.lordosis), degrees(now.lordosis - info.rest_lordosis));
  const auto most =
      std::max_element(now.unit.begin(), now.unit.end(),
                       [](const UnitLoad& a, const UnitLoad& b) { return a.angle.z() < b.angle.z(); });
  if (most == now.unit.end() || most->angle.z() <= 0) return words + "no unit is extended";
  return words + "most extended: " + info.units[most - now.unit.begin()] +
         line(", %.1f deg, compression %.0f N", degrees(most->angle.z()), -most->force.y());
}

std::string person_words(const RunData& run, double time) {
  const int f = frame_index(run, time);
  if (f < 0 || !run.model || !person_lies(run.model->info)) return "";
  const RunInfo& info = run.model->info;
  const Frame& now = run.frames[f];
  const PersonState& p = now.person;
  std::string words =
      line("Load %.0f N, %.1f %% of body weight", now.load, 100 * now.load / info.body_weight_n);
  const auto add = [&](const char* format, double value, double other = 0) {
    if (!std::isnan(value)) words += "\n" + line(format, value, other);
  };
  add("Feet %.0f N, %.0f N towards the head", p.feet, p.feet_along);
  if (p.pelvis > 0) add("Buttocks %.0f N", p.pelvis);
  if (p.arms > 0) add("Arms %.0f N", p.arms);
  add("Feet: friction %.2f, %.2f left", p.foot_friction, p.foot_margin);
  add("Roller: friction %.2f, %.2f left", p.roller_friction, p.roller_margin);
  add("Tips over after %.0f mm to the side", 1e3 * p.tip_margin);
  add("Full load %+.1f %% of body weight against the closed form", 100 * load_difference(info, now));
  return words;
}

std::string hover_words(const RunData& run, double time, const ScenePart& part) {
  const int f = frame_index(run, time);
  if (f < 0 || !run.model) return "";
  const Frame& now = run.frames[f];
  const RunInfo& info = run.model->info;
  if (part.layer == Layer::bone && part.index < static_cast<int>(info.bones.size())) {
    const std::size_t b = part.index;
    const double peak = largest(run, [&](const Frame& frame) { return bone_force(frame, b); });
    return info.bones[b].name + "\n" + line("takes %.0f N (peak %.0f N)\n", bone_force(now, b), peak) +
           pose_words(run, time, b) + skin_words(run, now, info.bones[b].name);
  }
  if (part.layer == Layer::muscle && part.index < static_cast<int>(info.muscles.size())) {
    const std::size_t m = part.index;
    const auto stress = [&](const Frame& frame) { return 1e-3 * frame.muscle[m].compressive_stress; };
    return info.muscles[m] + "\n" + skin_words(run, now, info.muscles[m]) +
           line("compressive stress: mean %.1f kPa (peak %.1f kPa)\n", stress(now), largest(run, stress)) +
           line("95th percentile %.1f kPa, strain %.1f %%\n", 1e-3 * now.muscle[m].compressive_stress_p95,
                100 * now.muscle[m].compressive_strain);
  }
  return "";
}

}  // namespace backroll
