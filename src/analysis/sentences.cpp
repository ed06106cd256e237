#include "analysis/sentences.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/text.hpp"
#include "units.hpp"

namespace backroll {
namespace {

struct Names {
  std::string soft, firm;
};

Names names_of(const Comparison& c) {
  return {c.names.front(), c.names.back()};
}

std::string values_of(const Ratio& r) {
  return number_text(r.values.back()) + " against " + number_text(r.values.front()) + " " + r.unit;
}

// "The mean pressure over paraspinal muscle is 23 % higher on A than on B (31 against 25 kPa; skin view)."
std::string change_sentence(const Comparison& c, const char* key) {
  const Ratio* r = find_ratio(c.quantities, key);
  if (!r || r->ratio == 0) return {};
  const Names names = names_of(c);
  const bool area = r->key == "contact_area_cm2";
  const std::string change = change_words(r->ratio, area ? "larger" : "higher", area ? "smaller" : "lower");
  const bool little = std::abs(r->ratio - 1) < kLittle;
  const std::string where = little          ? " between " + names.firm + " and " + names.soft
                            : r->ratio >= 2 ? " on " + names.firm + " as on " + names.soft
                                            : " on " + names.firm + " than on " + names.soft;
  return "The " + r->label + " " + change + where + " (" + values_of(*r) +
         (r->view == "contact" ? "" : "; " + r->view) + ").";
}

// Which of the two grows more: > 0 bone, < 0 muscle, 0 alike.
int grows_more(double bone, double muscle) {
  if (std::abs(bone / muscle - 1) < kLittle) return 0;
  return bone > muscle ? 1 : -1;
}

std::string growth_words(int sign, bool both_grow) {
  if (sign == 0) return "changes by about the same factor as";
  if (both_grow) return sign > 0 ? "grows by a larger factor than" : "grows by a smaller factor than";
  return sign > 0 ? "has a larger firm/soft ratio than" : "has a smaller firm/soft ratio than";
}

std::string growth_sentence(const Comparison& c) {
  const Ratio* bone = find_ratio(c.quantities, "peak_1cm2_bone_kpa");
  const Ratio* muscle = find_ratio(c.quantities, "mean_pressure_paraspinal_kpa");
  if (!bone || !muscle || bone->ratio == 0 || muscle->ratio == 0) return {};
  const Names names = names_of(c);
  return "From " + names.soft + " to " + names.firm + " the 1 cm2 peak over spine and ribs " +
         growth_words(grows_more(bone->ratio, muscle->ratio), bone->ratio > 1 && muscle->ratio > 1) +
         " the mean pressure over paraspinal muscle (" + number_text(bone->ratio) + " against " +
         number_text(muscle->ratio) + "; skin view).";
}

// "T4, T6 to T12 and L2": three and more of the back's levels `all` in a row as a range.
std::string level_list(const std::vector<std::string>& names, const std::vector<std::string>& all) {
  const auto place = [&](const std::string& name) {
    return std::find(all.begin(), all.end(), name) - all.begin();
  };
  std::vector<std::string> words;
  for (std::size_t n = 0; n < names.size();) {
    std::size_t last = n;
    while (last + 1 < names.size() && place(names[last + 1]) == place(names[last]) + 1) ++last;
    if (last >= n + 2) {
      words.push_back(names[n] + " to " + names[last]);
      n = last + 1;
    } else {
      words.push_back(names[n++]);
    }
  }
  return joined(words);
}

std::string level_sentence(const Comparison& c) {
  std::vector<std::string> more, less, same;
  for (const LevelComparison& level : c.levels) {
    const Ratio* bone = find_ratio(level.quantities, "peak_1cm2_bone_kpa");
    const Ratio* muscle = find_ratio(level.quantities, "mean_pressure_paraspinal_kpa");
    if (!bone || !muscle || bone->ratio == 0 || muscle->ratio == 0) continue;
    const int sign = grows_more(bone->ratio, muscle->ratio);
    (sign > 0 ? more : sign < 0 ? less : same).push_back(level.level);
  }
  const std::vector<std::string>& all = c.runs.front().info.levels;
  std::vector<std::string> parts;
  if (!more.empty()) parts.push_back("peak over bone at " + level_list(more, all));
  if (!less.empty()) parts.push_back("mean over muscle at " + level_list(less, all));
  if (!same.empty()) parts.push_back("alike at " + level_list(same, all));
  if (parts.empty()) return {};
  std::string text = "Level by level, the larger of these two ratios: ";
  for (std::size_t p = 0; p < parts.size(); ++p) text += (p ? "; " : "") + parts[p];
  return text + ".";
}

std::string spine_sentence(const Comparison& c) {
  const Ratio* skin = find_ratio(c.quantities, "spine_share_percent");
  const Ratio* path = find_ratio(c.quantities, "path_spine_share_percent");
  if (!skin || !path) return {};
  const auto from_to = [](const Ratio& r) {
    const auto tenths = [](double percent) { return number_text(std::round(10 * percent) / 10, 4); };
    return tenths(r.values.front()) + " to " + tenths(r.values.back()) + " %";
  };
  return "The spine's share from " + names_of(c).soft + " to " + names_of(c).firm + ": " + from_to(*skin) +
         " of the contact force lies over it (skin view), " + from_to(*path) +
         " of the force handed on to bones and deep boundary ends in it (load path).";
}

// How far the spine opens on the softest and on the firmest; where the two differ little, that it is so.
std::string extension_sentence(const Comparison& c) {
  constexpr double kSameTurn = 0.1;  // [deg]
  const Ratio* opening = find_ratio(c.quantities, "thoracic_opening_deg");
  if (!opening) return {};
  const double soft = opening->values.front(), firm = opening->values.back();
  const auto degrees = [](double value) { return degree_text(value * kRadians); };
  const auto unit = [](const Findings& f) {
    const SpineMoment& most = f.spine.most_extended;
    return most.unit + " by " + degree_text(most.extension);
  };
  const Names names = names_of(c);
  const bool little =
      std::abs(firm - soft) < kSameTurn || (opening->ratio > 0 && std::abs(opening->ratio - 1) < kLittle);
  return "The thoracic spine opens by up to " + degrees(firm) + " on " + names.firm + " and " +
         degrees(soft) + " on " + names.soft + (little ? ": that differs little" : "") +
         ". Most between two vertebrae: " + unit(c.runs.back()) + " and " + unit(c.runs.front()) + ".";
}

}  // namespace

std::string change_words(double ratio, const char* up, const char* down) {
  if (std::abs(ratio - 1) < kLittle) return "differs little";
  if (ratio >= 2)
    return "is " + number_text(ratio, 2) + " times as " + (std::string(up) == "larger" ? "large" : "high");
  return "is " + number_text(std::round(100 * std::abs(ratio - 1))) + " % " + (ratio > 1 ? up : down);
}

std::vector<std::string> comparison_sentences(const Comparison& c) {
  std::vector<std::string> sentences;
  const auto add = [&](const std::string& sentence) {
    if (!sentence.empty()) sentences.push_back(sentence);
  };
  if (c.runs.front().info.specimen) {
    for (const char* key :
         {"stiffness_n_per_mm", "contact_area_cm2", "mean_pressure_kpa", "peak_pressure_1cm2_kpa"})
      add(change_sentence(c, key));
    return sentences;
  }
  if (c.runs.front().info.press) {
    add(change_sentence(c, "slope_n_mm"));
    add(change_sentence(c, "depth_at_30_n_mm"));
    add(extension_sentence(c));
    return sentences;
  }
  add(change_sentence(c, "contact_area_cm2"));
  add(change_sentence(c, "mean_pressure_paraspinal_kpa"));
  add(change_sentence(c, "peak_1cm2_bone_kpa"));
  add(growth_sentence(c));
  add(level_sentence(c));
  add(spine_sentence(c));
  add(extension_sentence(c));
  return sentences;
}

}  // namespace backroll
