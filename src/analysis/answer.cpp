#include "analysis/answer.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/bands.hpp"
#include "analysis/limits.hpp"
#include "analysis/person_findings.hpp"
#include "analysis/session_findings.hpp"
#include "analysis/sides.hpp"
#include "analysis/spine_words.hpp"
#include "analysis/text.hpp"

namespace backroll {
namespace {

std::string kpa(double pascal) {
  return number_text(pascal * 1e-3) + " kPa";
}

std::string load_words(const Findings& f) {
  std::string text = number_text(f.force.contact.mean) + " N mean contact force";
  if (f.info.body_weight_n > 0)
    text += " (" + percent_text(f.force.contact.mean / f.info.body_weight_n) + " of body weight)";
  return text;
}

std::string span_words(const std::vector<LevelFindings>& levels) {
  if (levels.empty()) return {};
  if (levels.size() == 1) return levels.front().level;
  return levels.front().level + " to " + levels.back().level;
}

// "the forces add up to within 0.023 % in every step"
std::string balance_words(double closure) {
  constexpr double kTold = 1e-6;
  return "the forces add up to within " + number_text(100 * std::max(closure, kTold), 2) + " % in every step";
}

std::string quality_line(const Findings& f) {
  const Quality& q = f.quality;
  std::string text = "Check: " + balance_words(q.closure) +
                     (q.closed ? "" : " (ABOVE the limit of 0.1 %: do not rely on this run)") +
                     "; residual at most " + scientific_text(q.residual) + "; ";
  if (q.unconverged == 0) return text + "all " + std::to_string(q.frames) + " steps converged.";
  return text + std::to_string(q.unconverged) + " of " + std::to_string(q.frames) +
         " steps did NOT converge.";
}

std::string status_line(const Findings& f) {
  if (f.status == RunStatus::complete) return {};
  if (f.session.pain.sharp_stop) {  // "sharp pain: score 7.2 of 10 over T8 ..."
    const std::size_t colon = f.message.find(": ");
    return std::string(kSharpPainAdvice) +
           " The run stopped: " + (colon == std::string::npos ? f.message : f.message.substr(colon + 2));
  }
  if (f.status == RunStatus::stopped) return "The run stopped " + f.message;
  return std::string(f.status == RunStatus::failed ? "The run FAILED at " : "The run was interrupted at ") +
         number_text(f.duration) + " s" + (f.message.empty() ? "." : ": " + f.message);
}

std::string skin_line(const SkinShares& s) {
  const auto percent = percent_texts({s.muscle, s.spine, s.rib, s.other});
  return "Skin view, contact force by what lies under the skin: muscle " + percent[0] + ", spine " +
         percent[1] + ", ribs " + percent[2] + ", elsewhere (scapulae, pelvis) " + percent[3] + ".";
}

// Whole newtons that add up, and why they are not the contact force alone.
std::string path_line(const ForceFindings& f) {
  const char* const kNames[] = {"spine", "ribs", "scapulae", "pelvis", "deep boundary"};
  const auto newtons = rounded_together(
      {f.path_spine.mean, f.path_rib.mean, f.path_scapula.mean, f.path_pelvis.mean, f.path_deep.mean}, 1);
  const auto percent = percent_texts({f.path.spine, f.path.rib, f.path.scapula, f.path.pelvis, f.path.deep});
  std::string text = "Load path, where the force ends: ";
  double sum = 0;
  bool negative = false;
  for (std::size_t n = 0; n < newtons.size(); ++n) {
    text.append(n ? ", " : "").append(kNames[n]).append(" ").append(number_text(newtons[n], 6));
    text.append(" N (").append(percent[n]).append(")");
    sum += newtons[n];
    negative = negative || newtons[n] < 0;
  }
  const double contact = std::round(f.contact.mean), weight = sum - contact;
  text += "; together " + number_text(sum, 6) + " N";
  if (std::abs(f.weight.mean) < 1) return text + ".";
  text += ", the contact force of " + number_text(contact, 6) + " N " + (weight < 0 ? "less" : "and") +
          " the " + number_text(std::abs(weight), 6) + " N that the tissue itself weighs";
  if (weight < 0)
    text += negative ? ": it hangs on the bones where no roller bears it, hence the values below 0"
                     : ": it hangs on the bones where no roller bears it";
  return text + ".";
}

std::string extremes_line(const std::vector<LevelFindings>& levels) {
  if (levels.size() < 2) return {};
  const auto by = [](auto value) {
    return [value](const LevelFindings& a, const LevelFindings& b) { return value(a) < value(b); };
  };
  const auto peak =
      std::max_element(levels.begin(), levels.end(), by([](const LevelFindings& l) { return l.peak_1cm2; }));
  const auto spine =
      std::max_element(levels.begin(), levels.end(), by([](const LevelFindings& l) { return l.skin.spine; }));
  return "By level: highest 1 cm2 pressure at " + peak->level + " (" + kpa(peak->peak_1cm2) +
         "), largest share over the spine at " + spine->level + " (" + percent_text(spine->skin.spine) +
         ", skin view).";
}

std::string muscle_line(const Findings& f) {
  if (f.muscles.empty()) return {};
  const MuscleFindings m = sides_merged(f.muscles).front();
  return "Most loaded muscle: " + m.name + (m.name.ends_with("side") ? " " : ", ") + percent_text(m.share) +
         " of the contact force (skin view); mean compressive stress in it " + kpa(m.stress) +
         ", 5 % of its volume above " + kpa(m.stress_p95_peak) + " at the worst moment.";
}

std::string exposure_line(const Findings& f) {
  if (f.volume_above_limit_peak <= 0) return "No muscle volume is above 32 kPa.";
  return "Muscle compressed above 32 kPa: at most " + number_text(f.volume_above_limit_peak * 1e6) +
         " cm3 at a time, some for " + number_text(f.longest_above_limit) + " s without a pause.";
}

std::string bands_line(const Findings& f) {
  std::string text = "Comparison bands (to set rollers side by side, not medical limits): ";
  const auto bands = comparison_bands(f);
  for (std::size_t b = 0; b < bands.size(); ++b)
    text += (b ? ", " : "") + bands[b].brief + " " + band_name(bands[b].band);
  for (const BandFinding& limit : limit_findings(f))
    if (limit.band != Band::green)
      text += ", " + limit.quantity + " " + number_text(limit.value) + " " + limit.unit + " " +
              band_name(limit.band);
  return text + ".";
}

const char* kEvidence =
    "Predictions of a model: no measured roller load or muscle/spine split on a back has been published to "
    "check them.";

const char* kPressEvidence =
    "Prediction of a model: compare it with a measurement only at the same posture, head and band of force.";

std::vector<std::string> without_empty(std::vector<std::string> lines) {
  std::erase(lines, std::string());
  return lines;
}

std::vector<std::string> back_lines(const Findings& f) {
  if (f.loaded_time <= 0)
    return without_empty(
        {f.info.roller_name + ": no frame under load.", status_line(f), warnings_line(f), quality_line(f)});
  return without_empty({
      status_line(f),
      warnings_line(f),
      f.info.roller_name + ", " + span_words(f.levels) + ": " + load_words(f) + ", " +
          number_text(f.loaded_time) + " s under load.",
      skin_line(f.force.skin),
      path_line(f.force),
      "Pressure: mean " + kpa(f.force.mean_pressure.mean) + " over " + number_text(f.force.area.mean * 1e4) +
          " cm2; largest over 1 cm2: " + kpa(f.force.peak_1cm2_bone.peak) + " over spine or ribs, " +
          kpa(f.force.peak_1cm2_muscle.peak) + " over muscle (skin view).",
      spine_line(f),
      bone_line(f),
      extremes_line(f.levels),
      muscle_line(f),
      exposure_line(f),
      session_line(f.session),
      pain_line(f.session),
      responses_line(f.session),
      bands_line(f),
      person_line(f.info, f.person),
      quality_line(f),
      kEvidence,
  });
}

// "Stiffness while loading, 30 to 100 N: 9.8 N/mm"
std::string slope_line(const PressFindings& p) {
  const std::string band = number_text(p.band_n[0]) + " to " + number_text(p.band_n[1]) + " N";
  if (p.slope <= 0) return "The force does not reach the band of " + band + ": no stiffness.";
  return "Stiffness while loading, " + band + ": " + number_text(p.slope * 1e-3) + " N/mm" +
         (p.band_reached ? "." : " (the force ends at " + number_text(p.largest.force) + " N).");
}

std::vector<std::string> press_lines(const Findings& f) {
  const PressFindings& p = f.press;
  if (p.largest.force <= 0)
    return without_empty(
        {f.info.scenario + ": " + f.info.roller_name + ", no touch.", status_line(f), quality_line(f)});
  const std::string at_30 =
      p.depth_at_30_n > 0 ? number_text(p.depth_at_30_n * 1e3) + " mm at 30 N, " : std::string();
  return without_empty({
      status_line(f),
      f.info.scenario + ": " + f.info.roller_name + ", pressed to " + number_text(p.largest.force) +
          " N (mean in contact " + number_text(f.force.contact.mean) + " N).",
      slope_line(p),
      "Depth from first touch: " + at_30 + number_text(p.largest.depth * 1e3) + " mm at " +
          number_text(p.largest.force) + " N.",
      skin_line(f.force.skin),
      path_line(f.force),
      "Pressure: largest over 1 cm2 " + kpa(f.force.peak_1cm2.peak) + "; contact area up to " +
          number_text(f.force.area.peak * 1e4) + " cm2.",
      spine_line(f),
      bone_line(f),
      quality_line(f),
      kPressEvidence,
  });
}

std::vector<std::string> specimen_lines(const Findings& f) {
  const SpecimenFindings& s = f.specimen;
  std::vector<std::string> lines = {status_line(f), f.info.scenario + ": " + f.info.roller_name + ", " +
                                                        std::to_string(f.info.nodes) + " nodes."};
  std::string depths, loads;
  for (const auto& p : s.at_depth)
    depths += (depths.empty() ? "" : ", ") + number_text(p.force, 4) + " N at " + number_text(p.depth * 1e3) +
              " mm";
  for (const auto& p : s.at_load)
    loads +=
        (loads.empty() ? "" : ", ") + number_text(p.depth * 1e3, 4) + " mm at " + number_text(p.force) + " N";
  if (!depths.empty()) lines.push_back("Force: " + depths + ".");
  if (!loads.empty()) lines.push_back("Depth: " + loads + ".");
  lines.push_back("Deepest: " + number_text(s.deepest.depth * 1e3, 4) + " mm at " +
                  number_text(s.deepest.force, 4) + " N; stiffness over the upper half of the loading " +
                  number_text(s.stiffness * 1e-3) + " N/mm.");
  lines.push_back("Pressure: mean up to " + kpa(f.force.mean_pressure.peak) + " over " +
                  number_text(f.force.area.peak * 1e4) + " cm2; largest over 1 cm2 " +
                  kpa(f.force.peak_1cm2.peak) + ".");
  if (s.rigid)
    lines.push_back("The rigid indenter's layer gives way by at most " +
                    number_text(100 * s.penetration_share, 2) + " % of the depth.");
  if (s.roll_length > 0)
    lines.push_back("Rolled " + number_text(s.roll_length * 1e3) + " mm: depth varies by +-" +
                    number_text(s.depth_ripple * 1e3, 2) + " mm, tangential force at most " +
                    number_text(100 * s.tangential_share, 2) + " % of the load.");
  lines.push_back(quality_line(f));
  return without_empty(lines);
}

std::string lines_text(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// "muscle 64.2 / 60 / 55.1 %, spine ..."
std::string shares_over_runs(const Comparison& c) {
  const char* const kNames[] = {"muscle", "spine", "ribs", "elsewhere"};
  std::string parts[std::size(kNames)];
  for (const Findings& run : c.runs) {
    const SkinShares& s = run.force.skin;
    const auto percent = percent_texts({s.muscle, s.spine, s.rib, s.other});
    for (std::size_t n = 0; n < std::size(kNames); ++n)
      parts[n].append(parts[n].empty() ? "" : " / ").append(percent[n], 0, percent[n].size() - 2);
  }
  std::string text;
  for (std::size_t n = 0; n < std::size(kNames); ++n)
    text.append(n ? ", " : "").append(kNames[n]).append(" ").append(parts[n]).append(" %");
  return text;
}

std::string names_line(const Comparison& c) {
  const std::string list = joined(c.names);
  return (c.ordered ? "From soft to firm: " : "In the order given: ") + list + ".";
}

}  // namespace

std::vector<std::string> answer_lines(const Findings& findings) {
  if (findings.info.press) return press_lines(findings);
  return findings.info.specimen ? specimen_lines(findings) : back_lines(findings);
}

std::vector<std::string> answer_lines(const Comparison& c) {
  std::vector<std::string> lines;
  const Findings& first = c.runs.front();
  if (first.info.specimen || first.info.press) {
    lines.push_back(names_line(c));
    lines.insert(lines.end(), c.sentences.begin(), c.sentences.end());
  } else {
    lines.push_back(names_line(c) + (first.levels.size() == 1 ? " At " : " Rolled ") +
                    span_words(first.levels) + " under " + load_words(first) + ".");
    lines.push_back("Skin view, share of the contact force in that order: " + shares_over_runs(c) + ".");
    lines.insert(lines.end(), c.sentences.begin(), c.sentences.end());
  }
  for (const std::string& warning : c.warnings) lines.push_back("Note: " + warning);
  double closure = 0;
  int unconverged = 0;
  for (const Findings& run : c.runs) {
    closure = std::max(closure, run.quality.closure);
    unconverged += run.quality.unconverged;
  }
  lines.push_back(
      "Check: " + balance_words(closure) + " of every run (limit " + number_text(100 * kClosureLimit) +
      " %); " +
      (unconverged == 0 ? "all steps converged." : std::to_string(unconverged) + " steps did NOT converge."));
  if (first.info.press)
    lines.emplace_back(kPressEvidence);
  else if (!first.info.specimen)
    lines.emplace_back(kEvidence);
  return lines;
}

std::string answer_text(const Findings& findings) {
  return lines_text(answer_lines(findings));
}
std::string answer_text(const Comparison& comparison) {
  return lines_text(answer_lines(comparison));
}

}  // namespace backroll
