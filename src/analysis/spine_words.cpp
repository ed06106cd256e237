#include "analysis/spine_words.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/text.hpp"

namespace backroll {
namespace {

constexpr double kSeen = 0.05 * 0.017453292519943295;  // [rad] less than that is told as no movement

// "Over the roller at T8", "Under the head at T8"
std::string place_words(const RunInfo& info, const std::string& level) {
  const std::string tool = info.press ? "Under the head" : "Over the roller";
  return level.empty() ? tool : tool + " at " + level;
}

std::string thoracic_words(const Findings& f) {
  const SpineFindings& s = f.spine;
  const SpineMoment& open = s.most_open;
  const std::string mean = degree_text(std::abs(s.kyphosis_change.mean));
  if (open.kyphosis_change > -kSeen) {
    const double round = s.kyphosis_change.peak;
    if (round < kSeen) return place_words(f.info, {}) + " the thoracic spine keeps its curve to 0.1 deg";
    return place_words(f.info, {}) + " the thoracic spine does not open, it rounds by up to " +
           degree_text(round) + " (mean " + mean + ")";
  }
  std::string text = place_words(f.info, open.level) + " the thoracic spine opens by " +
                     degree_text(-open.kyphosis_change) + " (" + open.unit + " " +
                     degree_text(open.extension) + ", the most; ";
  text += s.kyphosis_change.mean <= 0 ? "mean while loaded " : "mean while loaded: rounds by ";
  return text + mean + ")";
}

std::string lumbar_words(const Findings& f) {
  const SpineMoment& moment = f.spine.lumbar_extreme;
  if (std::abs(moment.lordosis_change) < kSeen) return "the lumbar spine keeps its curve";
  return std::string("the lumbar hollow ") + (moment.lordosis_change > 0 ? "deepens" : "flattens") +
         " by up to " + degree_text(std::abs(moment.lordosis_change)) +
         (moment.level.empty() || f.info.press ? "" : " (at " + moment.level + ")");
}

// "T8 120 N"; "" where no bone of the kind takes a push.
std::string largest_of(const std::vector<BoneFindings>& bones, BoneKind kind) {
  const BoneFindings* most = nullptr;
  for (const BoneFindings& b : bones)
    if (b.kind == kind && b.force.peak > 1 && (!most || b.force.peak > most->force.peak)) most = &b;
  return most ? most->name + " " + number_text(most->force.peak) + " N" : std::string();
}

template <class Measure>
const UnitFindings& most_loaded(const std::vector<UnitFindings>& units, Measure measure) {
  return *std::max_element(units.begin(), units.end(), [&](const UnitFindings& a, const UnitFindings& b) {
    return measure(a) < measure(b);
  });
}

std::string asymmetry_words(const Statistic& a) {
  constexpr double kEven = 0.005;
  if (!std::isfinite(a.mean)) return {};
  if (std::abs(a.peak) < kEven) return " Left and right carry alike.";
  const double mean = std::abs(a.mean) < kEven ? 0 : a.mean;
  return std::string(" Of the contact force, ") +
         (mean == 0 ? "left and right carry alike on average"
                    : std::string(mean > 0 ? "the right" : "the left") + " side carries " +
                          percent_text(std::abs(mean)) + " more on average") +
         " (at most " + percent_text(std::abs(a.peak)) + ").";
}

}  // namespace

std::string spine_line(const Findings& f) {
  if (f.spine.units.empty()) return {};
  return thoracic_words(f) + "; " + lumbar_words(f) +
         ". Against the back at rest, without roller and weight.";
}

std::string bone_line(const Findings& f) {
  if (f.spine.units.empty()) return {};
  std::vector<std::string> bones;
  for (const BoneKind kind : {BoneKind::spine, BoneKind::rib, BoneKind::scapula})
    if (const std::string most = largest_of(f.bones, kind); !most.empty()) bones.push_back(most);
  const UnitFindings& pressed =
      most_loaded(f.spine.units, [](const UnitFindings& u) { return u.compression.peak; });
  const UnitFindings& sheared =
      most_loaded(f.spine.units, [](const UnitFindings& u) { return std::abs(u.shear.peak); });
  std::string text;
  if (!bones.empty()) text = "Single bones take at most " + joined(bones) + " (load path); between";
  text += text.empty() ? "Between" : "";
  return text + " vertebrae: compression up to " + number_text(pressed.compression.peak) + " N (" +
         pressed.name + "), shear up to " + number_text(std::abs(sheared.shear.peak)) + " N (" +
         sheared.name + ")." + asymmetry_words(f.force.asymmetry);
}

}  // namespace backroll
