#include "analysis/findings.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/level_findings.hpp"
#include "analysis/loaded.hpp"
#include "analysis/person_findings.hpp"
#include "analysis/press_findings.hpp"
#include "analysis/session_findings.hpp"
#include "analysis/specimen_findings.hpp"
#include "analysis/spine_findings.hpp"

namespace backroll {
namespace {

constexpr double kStressed = 100;  // [Pa] a muscle below this 95th percentile is left out

ForceFindings find_forces(const RunInfo& info, const Loaded& loaded) {
  ForceFindings force;
  const auto skin = [&](RegionKind kind) {
    return loaded.statistic([&](const Frame& f) { return skin_force(info, f, kind); });
  };
  force.load = loaded.statistic(&Frame::load);
  force.contact = loaded.statistic(&Frame::contact_force);
  force.muscle = skin(RegionKind::muscle);
  force.spine = skin(RegionKind::spine);
  force.rib = skin(RegionKind::rib);
  force.other = skin(RegionKind::other);
  force.path_spine = loaded.statistic(&Frame::path_spine);
  force.path_rib = loaded.statistic(&Frame::path_rib);
  force.path_scapula = loaded.statistic(&Frame::path_scapula);
  force.path_pelvis = loaded.statistic(&Frame::path_pelvis);
  force.path_deep = loaded.statistic(&Frame::path_deep);
  force.weight = loaded.statistic(&Frame::weight);
  force.tangential = loaded.statistic([](const Frame& f) { return std::abs(f.tangential_force); });
  force.area = loaded.statistic(&Frame::contact_area);
  force.mean_pressure = loaded.statistic(&Frame::mean_pressure);
  force.paraspinal_pressure = loaded.statistic(&Frame::mean_pressure_paraspinal);
  force.peak_1cm2 = loaded.statistic(&Frame::peak_pressure_1cm2);
  force.peak_1cm2_muscle = loaded.statistic(&Frame::peak_1cm2_muscle);
  force.peak_1cm2_bone = loaded.statistic(&Frame::peak_1cm2_bone);
  force.height = loaded.statistic(&Frame::height, -1);
  force.asymmetry = loaded.farthest([](const Frame& f) { return f.asymmetry; });
  if (force.contact.mean > 0) {
    const double contact = force.contact.mean;
    force.skin = {force.muscle.mean / contact, force.spine.mean / contact, force.rib.mean / contact,
                  force.other.mean / contact};
  }
  force.path = path_shares(force.path_spine.mean, force.path_rib.mean, force.path_scapula.mean,
                           force.path_pelvis.mean, force.path_deep.mean);
  return force;
}

MuscleFindings find_state(const Loaded& loaded, std::size_t muscle) {
  const auto value_of = [muscle](double MuscleState::*member) {
    return [=](const Frame& f) { return muscle < f.muscle.size() ? f.muscle[muscle].*member : 0.0; };
  };
  const auto over = [&](double MuscleState::*member) { return loaded.statistic(value_of(member)); };
  MuscleFindings found;
  const Statistic stress = over(&MuscleState::compressive_stress);
  found.stress = stress.mean;
  found.stress_peak = stress.peak;
  found.stress_low = loaded.percentile(value_of(&MuscleState::compressive_stress), kSpreadLow);
  found.stress_high = loaded.percentile(value_of(&MuscleState::compressive_stress), kSpreadHigh);
  found.stress_p95_peak = over(&MuscleState::compressive_stress_p95).peak;
  found.strain = over(&MuscleState::compressive_strain).mean;
  found.strain_p95_peak = over(&MuscleState::compressive_strain_p95).peak;
  found.volume_above_limit_peak = over(&MuscleState::volume_above_limit).peak;
  for (std::size_t f = 0; f < loaded.frames.size(); ++f) {
    const Frame& frame = *loaded.frames[f];
    if (muscle < frame.muscle.size() && frame.muscle[muscle].volume_above_limit > 0)
      found.time_above_limit += loaded.weight[f];
  }
  return found;
}

std::vector<MuscleFindings> find_muscles(const RunInfo& info, const Loaded& loaded) {
  std::map<std::string, double> force;  // skin view
  for (std::size_t r = 0; r < info.regions.size(); ++r)
    if (info.regions[r].kind == RegionKind::muscle)
      force[info.regions[r].name] =
          loaded
              .statistic([&](const Frame& f) { return r < f.region_force.size() ? f.region_force[r] : 0.0; })
              .mean;
  const double contact = loaded.statistic(&Frame::contact_force).mean;
  std::vector<MuscleFindings> muscles;
  for (std::size_t m = 0; m < info.muscles.size(); ++m) {
    MuscleFindings found = find_state(loaded, m);
    found.name = info.muscles[m];
    found.force = force[found.name];
    force.erase(found.name);
    muscles.push_back(found);
  }
  for (const auto& [name, value] : force) {  // touched, but without a state
    MuscleFindings found;
    found.name = name;
    found.force = value;
    muscles.push_back(found);
  }
  for (MuscleFindings& m : muscles) m.share = contact > 0 ? m.force / contact : 0;
  std::erase_if(muscles, [](const MuscleFindings& m) {
    return m.force <= kInContact && m.stress_p95_peak < kStressed;
  });
  std::stable_sort(muscles.begin(), muscles.end(), [](const MuscleFindings& a, const MuscleFindings& b) {
    return a.force != b.force ? a.force > b.force : a.stress > b.stress;
  });
  return muscles;
}

Quality find_quality(const RunInfo& info, const std::vector<Frame>& frames) {
  Quality q;
  q.frames = static_cast<int>(frames.size());
  for (const Frame& f : frames) {
    q.closure_skin = std::max(q.closure_skin, f.closure_skin);
    q.closure_path = std::max(q.closure_path, f.closure_path);
    if (f.closure_error > q.closure) q.closure_time_s = f.time_s;
    q.closure = std::max(q.closure, f.closure_error);
    q.residual = std::max(q.residual, f.residual);
    q.unconverged += !f.converged;
    q.retries += f.retries;
    q.iterations += f.iterations;
    q.linear_iterations += f.linear_iterations;
    q.closed = q.closed && f.closure_error <= kClosureLimit;
    if (f.load_controlled && f.load > 0 && is_loaded(info, f))
      q.load_error = std::max(q.load_error, std::abs(f.contact_force - f.load) / f.load);
  }
  return q;
}

void find_exposure(const Loaded& loaded, Findings& findings) {
  double since = 0, before = -1;
  for (std::size_t n = 0; n < loaded.frames.size(); ++n) {
    const Frame& f = *loaded.frames[n];
    double volume = 0;
    for (const MuscleState& m : f.muscle) volume += m.volume_above_limit;
    findings.volume_above_limit_peak = std::max(findings.volume_above_limit_peak, volume);
    const bool joined =
        std::abs(f.time_s - loaded.weight[n] - before) < 1e-6;  // follows the loaded frame before
    since = volume > 0 ? (joined ? since : 0) + loaded.weight[n] : 0;
    findings.longest_above_limit = std::max(findings.longest_above_limit, since);
    before = f.time_s;
  }
}

}  // namespace

const char* status_name(RunStatus status) {
  switch (status) {
    case RunStatus::complete:
      return "complete";
    case RunStatus::stopped:
      return "stopped";
    case RunStatus::interrupted:
      return "interrupted";
    case RunStatus::failed:
      break;
  }
  return "failed";
}

bool is_loaded(const RunInfo& info, const Frame& frame) {
  if (info.specimen || info.press) return frame.contact_force > kInContact;
  return frame.phase == "roll" || frame.phase == "hold";
}

Loaded loaded_of(const RunInfo& info, const std::vector<Frame>& frames) {
  Loaded loaded;
  for (std::size_t f = 0; f < frames.size(); ++f) {
    if (!is_loaded(info, frames[f])) continue;
    const double before = f > 0 ? frames[f - 1].time_s : 0;
    loaded.frames.push_back(&frames[f]);
    loaded.weight.push_back(std::max(frames[f].time_s - before, 1e-9));
    loaded.time += loaded.weight.back();
  }
  return loaded;
}

Findings find(const RunInfo& info, const std::vector<Frame>& frames, const RunOutcome& outcome) {
  Findings findings;
  findings.info = info;
  findings.status = outcome.status;
  findings.message = outcome.message;
  findings.version = outcome.version;
  findings.duration = frames.empty() ? 0 : frames.back().time_s;
  findings.quality = find_quality(info, frames);
  findings.person = find_person(info, frames);
  findings.warnings = condition_warnings(info);
  if (!info.specimen && !info.press) findings.session = find_session(info, frames, outcome);
  const Loaded loaded = loaded_of(info, frames);
  findings.loaded_time = loaded.time;
  if (loaded.frames.empty()) return findings;
  findings.force = find_forces(info, loaded);
  if (!info.press) findings.levels = find_levels(info, frames);
  findings.muscles = find_muscles(info, loaded);
  find_exposure(loaded, findings);
  findings.spine = find_spine(info, loaded);
  findings.bones = find_bones(info, loaded);
  if (info.press) findings.press = find_press(info, frames);
  if (info.specimen) findings.specimen = find_specimen(info, frames);
  return findings;
}

}  // namespace backroll
