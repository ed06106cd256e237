#include "analysis/session_findings.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/loaded.hpp"
#include "analysis/text.hpp"
#include "scenario/conditions.hpp"
#include "units.hpp"

namespace backroll {
namespace {

std::string level_of(const RunInfo& info, const Frame& frame) {
  return frame.level >= 0 && frame.level < static_cast<int>(info.levels.size()) ? info.levels[frame.level]
                                                                                : std::string();
}

bool on_roller(const Frame& frame) {
  return frame.contact_force > kInContact;
}

bool works(const PhaseFindings& phase) {
  return phase.kind == "warm_up" || phase.kind == "roll" || phase.kind == "hold";
}

// A travel belongs to the phase it leads to.
bool same_phase(const Frame& before, const Frame& frame) {
  return before.phase_number == frame.phase_number &&
         (before.phase == frame.phase || before.phase == "travel");
}

PhaseFindings find_phase(const RunInfo& info, const std::vector<Frame>& frames, std::size_t from,
                         std::size_t to) {
  PhaseFindings phase;
  phase.from_s = from > 0 ? frames[from - 1].time_s : 0;
  phase.to_s = frames[to - 1].time_s;
  phase.ended_by = frames[to - 1].ended_by;
  while (from + 1 < to && frames[from].phase == "travel") ++from;
  const Frame &first = frames[from], &last = frames[to - 1];
  phase.kind = first.phase;
  int cranial = first.level, caudal = first.level;
  for (std::size_t f = from; f < to; ++f) {
    const Frame& frame = frames[f];
    phase.force += frame.contact_force / static_cast<double>(to - from);
    cranial = std::min(cranial, frame.level);
    caudal = std::max(caudal, frame.level);
    phase.stress_largest = std::max(phase.stress_largest, frame.local_stress);
  }
  const bool moves = phase.kind == "roll" || phase.kind == "warm_up";
  phase.from_level = moves && cranial >= 0 ? info.levels.at(cranial) : level_of(info, first);
  phase.to_level = moves && caudal >= 0 ? info.levels.at(caudal) : level_of(info, last);
  if (phase.kind != "hold") {
    phase.stress_largest = 0;
    return phase;
  }
  phase.from_s = from > 0 ? frames[from - 1].time_s : 0;  // without the travel
  phase.keeps_height = !last.load_controlled;
  phase.stress_first = first.local_stress;
  phase.stress_last = last.local_stress;
  if (phase.stress_largest > 0) phase.fall = 1 - phase.stress_last / phase.stress_largest;
  phase.sinking = first.height - last.height;
  return phase;
}

std::vector<PhaseFindings> find_phases(const RunInfo& info, const std::vector<Frame>& frames) {
  std::vector<PhaseFindings> phases;
  for (std::size_t from = 0, to = 0; from < frames.size(); from = to) {
    for (to = from + 1; to < frames.size() && same_phase(frames[to - 1], frames[to]);) ++to;
    phases.push_back(find_phase(info, frames, from, to));
    phases.back().number = static_cast<int>(phases.size());
  }
  return phases;
}

void raise(Largest& largest, double value, double time_s, const std::string& where) {
  if (value > largest.value) largest = {value, time_s, where};
}

void find_holds(SessionFindings& session) {
  std::map<std::string, double> total;
  for (const PhaseFindings& phase : session.phases) {
    if (phase.kind != "hold") continue;
    raise(session.longest_hold, phase.duration(), phase.to_s, phase.to_level);
    raise(session.hold_total, total[phase.to_level] += phase.duration(), phase.to_s, phase.to_level);
  }
}

// Time and doses on the roller.
void find_doses(const RunInfo& info, const std::vector<Frame>& frames, SessionFindings& session) {
  std::vector<double> level_time(info.levels.size(), 0.0), muscle(info.muscles.size(), 0.0);
  double before = 0;
  for (const Frame& frame : frames) {
    const double dt = frame.time_s - before;
    before = frame.time_s;
    if (!on_roller(frame)) continue;
    session.on_roller += dt;
    if (!level_of(info, frame).empty()) level_time[frame.level] += dt;
    session.dose_left += frame.mean_pressure * dt * (1 - frame.asymmetry) / 2;
    session.dose_right += frame.mean_pressure * dt * (1 + frame.asymmetry) / 2;
    for (std::size_t m = 0; m < muscle.size() && m < frame.muscle.size(); ++m)
      muscle[m] += frame.muscle[m].compressive_stress * dt;
  }
  for (std::size_t l = 0; l < level_time.size(); ++l)
    if (level_time[l] > 0) session.level_time.push_back({info.levels[l], level_time[l]});
  for (std::size_t m = 0; m < muscle.size(); ++m)
    if (muscle[m] > 0) session.muscle_dose.push_back({info.muscles[m], muscle[m]});
  std::stable_sort(session.muscle_dose.begin(), session.muscle_dose.end(),
                   [](const NamedValue& a, const NamedValue& b) { return a.value > b.value; });
}

// What limits look at.
void find_extremes(const RunInfo& info, const std::vector<Frame>& frames, SessionFindings& session) {
  for (const Frame& frame : frames) {
    const std::string level = level_of(info, frame);
    for (std::size_t r = 0; r < info.regions.size() && r < frame.region_force.size(); ++r)
      if (info.regions[r].kind == RegionKind::spine)
        raise(session.spinous_force, frame.region_force[r], frame.time_s, info.regions[r].name);
    raise(session.low_rib_force, frame.low_rib_force, frame.time_s, level);
    if (frame.unit.empty()) continue;  // held bones, or not recorded
    raise(session.thoracic_extension, -kyphosis_change(info, frame), frame.time_s, level);
    raise(session.lumbar_extension, lordosis_change(info, frame), frame.time_s, level);
  }
}

PainFindings find_pain(const RunInfo& info, const std::vector<Frame>& frames, const RunOutcome& outcome) {
  PainFindings pain;
  pain.sharp_stop = outcome.status == RunStatus::stopped && outcome.message.starts_with(kSharpPain);
  for (const Frame& frame : frames) {
    if (!(frame.pain_ratio > pain.ratio)) continue;
    pain.known = true;
    pain.ratio = frame.pain_ratio;
    pain.score = frame.pain_score;
    pain.area = frame.pain_area;
    pain.time_s = frame.time_s;
    pain.level = level_of(info, frame);
    pain.region = frame.pain_region >= 0 && frame.pain_region < static_cast<int>(info.regions.size())
                      ? info.regions[frame.pain_region].name
                      : std::string();
  }
  return pain;
}

constexpr const char* kPlanOver = "time over";  // as protocol/ words a hold that lasted its time

std::vector<ResponseFindings> find_responses(const RunInfo& info, const std::vector<Frame>& frames) {
  std::vector<ResponseFindings> all;
  for (const WatchedResponse& watched : watched_responses(info)) {
    ResponseFindings found{watched.key, watched.name, watched.unit, 0, 0, 0, 0};
    found.before = found.extreme = watched.scale * watched.value(Frame{});
    for (const Frame& frame : frames) {
      found.after = watched.scale * watched.value(frame);
      if (std::abs(found.after - found.before) <= std::abs(found.extreme - found.before)) continue;
      found.extreme = found.after;
      found.extreme_time_s = frame.time_s;
    }
    all.push_back(found);
  }
  return all;
}

std::string seconds_words(double seconds) {
  return seconds < 100 ? number_text(seconds) + " s" : number_text(seconds / 60, 2) + " min";
}

std::string hold_words(const PhaseFindings& hold) {
  std::string text = hold.to_level + " " + seconds_words(hold.duration());
  if (hold.stress_largest > 0)
    text +=
        " (stress " + number_text(hold.stress_largest * kKpa) + " to " +
        number_text(hold.stress_last * kKpa) + " kPa, " +
        (hold.keeps_height ? std::string("height kept") : number_text(hold.sinking * kMm, 2) + " mm deeper") +
        ")";
  if (!hold.ended_by.empty() && hold.ended_by != kPlanOver) text += ", ended by " + hold.ended_by;
  return text;
}

}  // namespace

bool is_session(const Findings& findings) {
  const RunInfo& info = findings.info;
  if (info.specimen || info.press || findings.session.phases.empty()) return false;
  if (has_spots(info) || info.breaths_per_min > 0 || info.response.any() || info.sharp_pain_score > 0)
    return true;
  std::map<std::string, int> done;
  for (const PhaseFindings& phase : findings.session.phases) ++done[phase.kind];
  return done["roll"] > 1 || done["hold"] > 1 || done["warm_up"] > 0 || done["rest"] > 0;
}

std::vector<WatchedResponse> watched_responses(const RunInfo& info) {
  std::vector<WatchedResponse> all;
  const auto watch = [&](const char* model, const char* key, const char* name, const char* unit, double scale,
                         double ResponseState::*member) {
    all.push_back({model, key, name, unit, scale, [member](const Frame& f) { return f.response.*member; }});
  };
  const auto watch_spot = [&](std::size_t n, const std::string& key, const std::string& name,
                              double SpotState::*member) {
    all.push_back({"spot_softening", key, name, "%", 100,
                   [n, member](const Frame& f) { return n < f.spot.size() ? f.spot[n].*member : 0.0; }});
  };
  const Responses& on = info.response;
  if (on.warm_up) watch("warm_up", "warming_k", "warming of the muscles", "K", 1, &ResponseState::warming);
  for (std::size_t n = 0; on.spot_softening && n < info.spots.size(); ++n) {
    const std::string& spot = info.spots[n];
    watch_spot(n, "softening_of_" + spot + "_percent", "softening of " + spot, &SpotState::softening);
    watch_spot(n, "threshold_rise_of_" + spot + "_percent", "rise of pain threshold of " + spot,
               &SpotState::relief);
  }
  if (on.perfusion) {
    watch("perfusion", "flow_pressed", "blood flow under the roller", "", 1, &ResponseState::flow_pressed);
    watch("perfusion", "flow_after", "blood flow after the roller", "", 1, &ResponseState::flow_after);
  }
  if (on.range_of_motion)
    watch("range_of_motion", "range_gain_percent", "gain of range of motion", "%", 100,
          &ResponseState::range_gain);
  if (on.posture) {
    watch("posture", "creep_deg", "bend the spine keeps", "deg", kDegree, &ResponseState::creep);
    watch("posture", "balance_percent", "right less left of the dose", "%", 100, &ResponseState::balance);
  }
  if (on.relaxation) {
    watch("relaxation", "calm", "calm, 0 to 1", "", 1, &ResponseState::calm);
    watch("relaxation", "tone", "tone of the muscles", "", 1, &ResponseState::tone);
    watch("relaxation", "reflex", "stretch reflex", "", 1, &ResponseState::reflex);
  }
  return all;
}

SessionFindings find_session(const RunInfo& info, const std::vector<Frame>& frames,
                             const RunOutcome& outcome) {
  SessionFindings session;
  session.phases = find_phases(info, frames);
  find_holds(session);
  find_doses(info, frames, session);
  find_extremes(info, frames, session);
  session.pain = find_pain(info, frames, outcome);
  if (!frames.empty()) session.responses = find_responses(info, frames);
  return session;
}

std::vector<std::string> condition_warnings(const RunInfo& info) {
  std::vector<std::string> all;
  for (const std::string& id : info.conditions) {
    const auto& rows = condition_catalogue();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Condition& c) { return c.id == id; });
    all.push_back(row == rows.end() ? id : row->name + ": " + row->why);
  }
  return all;
}

std::string session_line(const SessionFindings& session) {
  constexpr std::size_t kTold = 2;  // holds in the line
  constexpr double kLongHold = 5;   // [s] a run with a hold this long is told of
  constexpr std::ptrdiff_t kPhases = 3;
  const auto working = std::count_if(session.phases.begin(), session.phases.end(), works);
  if (working < kPhases && session.longest_hold.value < kLongHold) return {};
  std::string text = "Session: " + std::to_string(working) + (working == 1 ? " phase, " : " phases, ") +
                     seconds_words(session.on_roller) + " on the roller";
  if (!session.level_time.empty()) {
    const auto longest =
        std::max_element(session.level_time.begin(), session.level_time.end(),
                         [](const NamedValue& a, const NamedValue& b) { return a.value < b.value; });
    text += ", most at " + longest->name + " (" + seconds_words(longest->value) + ")";
  }
  std::vector<PhaseFindings> holds;
  std::copy_if(session.phases.begin(), session.phases.end(), std::back_inserter(holds),
               [](const PhaseFindings& phase) { return phase.kind == "hold"; });
  std::stable_sort(holds.begin(), holds.end(), [](const PhaseFindings& a, const PhaseFindings& b) {
    return a.duration() > b.duration();
  });
  for (std::size_t n = 0; n < std::min(kTold, holds.size()); ++n)
    text += (n ? "; " : "; held at ") + hold_words(holds[n]);
  if (holds.size() > kTold) text += " and " + std::to_string(holds.size() - kTold) + " more";
  return text + ".";
}

std::string pain_line(const SessionFindings& session) {
  const PainFindings& pain = session.pain;
  if (!pain.known) return {};
  return "Pain model: at most " + number_text(pain.score, 2) + " of 10, at " + pain.level +
         (pain.region.empty() || pain.region == pain.level ? "" : " over " + pain.region) + " after " +
         seconds_words(pain.time_s) + " (" + number_text(pain.ratio, 2) + " of the threshold over " +
         number_text(pain.area * kCm2, 2) + " cm2; people differ by a factor of two).";
}

std::string responses_line(const SessionFindings& session) {
  std::vector<std::string> changed;
  for (const ResponseFindings& r : session.responses) {
    if (number_text(r.extreme, 2) == number_text(r.before, 2)) continue;
    const std::string unit = r.unit.empty() ? "" : " " + r.unit;
    changed.push_back(r.name + " " + number_text(r.before, 2) + " to " + number_text(r.extreme, 2) + unit +
                      (number_text(r.after, 2) == number_text(r.extreme, 2)
                           ? ""
                           : " (" + number_text(r.after, 2) + " at the end)"));
  }
  return changed.empty() ? std::string() : "Response models: " + joined(changed) + ".";
}

std::string warnings_line(const Findings& findings) {
  std::string text;
  for (const std::string& warning : findings.warnings)
    text += (text.empty() ? "This person's conditions: " : "; ") + warning;
  return text.empty() ? text : text + ".";
}

}  // namespace backroll
