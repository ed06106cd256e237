#include "analysis/advice.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/text.hpp"
#include "units.hpp"

namespace backroll {

namespace {

constexpr double kWorthwhile = 0.1;            // relative fall of the force over the spine
constexpr double kMorePain = 0.5, kHurts = 4;  // of 10
constexpr std::size_t kMusclesNamed = 3;

bool whole(const Findings& f) {
  return f.status == RunStatus::complete && f.loaded_time > 0;
}

std::string kpa_text(double pascal) {
  return number_text(pascal * kKpa) + " kPa";
}

// "12 to 3 %"
std::string from_to(double from, double to, const char* unit, double scale = 1) {
  return number_text(from * scale) + " to " + number_text(to * scale) + " " + unit;
}

std::string compared(const AdviceFigures& own, const AdviceFigures& other) {
  return "force over the spine " + from_to(own.spine_force, other.spine_force, "N") + " (" +
         from_to(own.spine_share, other.spine_share, "%", 100) +
         " of the contact force), the most over one spinous process " +
         from_to(own.spinous_force, other.spinous_force, "N") + ", largest pressure over bone " +
         from_to(own.bone_pressure, other.bone_pressure, "kPa", kKpa) +
         "; mean pressure on the muscles beside it " +
         from_to(own.muscle_pressure, other.muscle_pressure, "kPa", kKpa) + ", pain score " +
         number_text(own.pain, 2) + " to " + number_text(other.pain, 2);
}

std::string unfinished(const AdviceRun& run) {
  return "With " + run.what + " it was not rolled to the end: " + run.findings.message + ".";
}

}  // namespace

AdviceFigures advice_figures(const Findings& f) {
  AdviceFigures a;
  a.load = f.force.contact.mean;
  a.spine_share = f.force.skin.spine;
  a.spine_force = f.force.spine.mean;
  a.spinous_force = f.session.spinous_force.value;
  a.path_spine = f.force.path.spine;
  a.bone_pressure = f.force.peak_1cm2_bone.peak;
  a.muscle_pressure = f.force.paraspinal_pressure.mean;
  a.pain = f.session.pain.score;
  return a;
}

bool lowers_spine(const AdviceFigures& own, const AdviceFigures& other) {
  const bool hurts = other.pain > kHurts && other.pain > own.pain + kMorePain;
  return other.spine_force < (1 - kWorthwhile) * own.spine_force && !hurts;
}

std::vector<std::string> advice_lines(const std::vector<AdviceRun>& runs) {
  std::vector<std::string> lines = coach_lines(runs.front().findings);
  const AdviceFigures own = advice_figures(runs.front().findings);
  std::vector<std::pair<double, std::string>> lower;
  std::vector<std::string> others;
  for (std::size_t n = 1; n < runs.size(); ++n) {
    if (!whole(runs[n].findings)) {
      others.push_back(unfinished(runs[n]));
      continue;
    }
    const AdviceFigures other = advice_figures(runs[n].findings);
    const std::string words = runs[n].what + ": " + compared(own, other) + ".";
    if (lowers_spine(own, other))
      lower.emplace_back(other.spine_force, words);
    else
      others.push_back("Not lower by a tenth, or at the price of pain: " + words);
  }
  std::stable_sort(lower.begin(), lower.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (lower.empty())
    lines.push_back("None of the ways tried lowers the force over the spine by a tenth or more.");
  for (const auto& [force, words] : lower) lines.push_back("Lowers the load over the spine: " + words);
  lines.insert(lines.end(), others.begin(), others.end());
  lines.push_back(
      "Every figure is of a run that was made; what is lowest here is not shown to be better for the "
      "person.");
  return lines;
}

const std::vector<std::string>& advice_head() {
  static const std::vector<std::string> head = {"way",      "load N",        "spine %",
                                                "spine N",  "one process N", "path spine %",
                                                "bone kPa", "muscle kPa",    "pain of 10"};
  return head;
}

std::vector<std::vector<std::string>> advice_rows(const std::vector<AdviceRun>& runs) {
  std::vector<std::vector<std::string>> rows;
  for (const AdviceRun& run : runs) {
    if (!whole(run.findings)) {
      rows.push_back({run.what, "-", "-", "-", "-", "-", "-", "-", "-"});
      continue;
    }
    const AdviceFigures a = advice_figures(run.findings);
    rows.push_back({run.what, number_text(a.load), number_text(100 * a.spine_share),
                    number_text(a.spine_force), number_text(a.spinous_force), number_text(100 * a.path_spine),
                    number_text(a.bone_pressure * kKpa), number_text(a.muscle_pressure * kKpa),
                    number_text(a.pain, 2)});
  }
  return rows;
}

std::vector<std::string> coach_lines(const Findings& f) {
  std::vector<std::string> lines;
  if (f.loaded_time <= 0) return lines;
  // both sides of a muscle together
  std::vector<std::pair<double, std::string>> muscles;
  for (const MuscleFindings& m : f.muscles) {
    const std::string name = m.name.substr(0, m.name.rfind(' '));
    const auto same =
        std::find_if(muscles.begin(), muscles.end(), [&](const auto& each) { return each.second == name; });
    if (same == muscles.end())
      muscles.emplace_back(m.share, name);
    else
      same->first += m.share;
  }
  std::stable_sort(muscles.begin(), muscles.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> named;
  for (std::size_t n = 0; n < std::min(kMusclesNamed, muscles.size()) && muscles[n].first > 0.01; ++n)
    named.push_back(muscles[n].second + " " + percent_text(muscles[n].first));
  if (!named.empty()) lines.push_back("The work was taken by " + joined(named) + " of the contact force.");
  const LevelFindings* most = nullptr;
  const LevelFindings* least = nullptr;
  for (const LevelFindings& l : f.levels) {
    if (!most || l.skin.spine * l.contact > most->skin.spine * most->contact) most = &l;
    if (!least || l.skin.spine * l.contact < least->skin.spine * least->contact) least = &l;
  }
  if (most) {
    std::string line = "The spine was loaded most with the roller at " + most->level + ": " +
                       number_text(most->skin.spine * most->contact) + " N over it (" +
                       percent_text(most->skin.spine) +
                       " of the contact force), largest pressure over bone " + kpa_text(most->peak_1cm2_bone);
    if (least != most)
      line += "; least at " + least->level + ", " + number_text(least->skin.spine * least->contact) + " N";
    lines.push_back(line + ".");
  }
  return lines;
}

std::string advice_json(const std::vector<AdviceRun>& runs, const std::string& technique) {
  nlohmann::ordered_json json;
  json["technique"] = technique;
  json["runs"] = nlohmann::ordered_json::array();
  for (const AdviceRun& run : runs) {
    const AdviceFigures a = advice_figures(run.findings);
    json["runs"].push_back({{"folder", run.id},
                            {"what", run.what},
                            {"status", status_name(run.findings.status)},
                            {"contact_force_n", a.load},
                            {"spine_share", a.spine_share},
                            {"spine_force_n", a.spine_force},
                            {"spinous_force_n", a.spinous_force},
                            {"path_spine_share", a.path_spine},
                            {"bone_pressure_1cm2_kpa", a.bone_pressure * kKpa},
                            {"paraspinal_pressure_kpa", a.muscle_pressure * kKpa},
                            {"pain_score", a.pain}});
  }
  json["advice"] = advice_lines(runs);
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace backroll
