#include "analysis/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "analysis/sentences.hpp"
#include "analysis/text.hpp"
#include "scenario/input_error.hpp"
#include "units.hpp"

namespace backroll {
namespace {

constexpr double kPercent = 100;

template <class Item>
struct Quantity {
  const char *key, *label, *unit, *view;
  std::function<double(const Item&)> value;
};

const std::vector<Quantity<Findings>>& back_quantities() {
  using F = Findings;
  static const std::vector<Quantity<F>> kTable = {
      {"contact_force_n", "contact force", "N", "contact", [](const F& f) { return f.force.contact.mean; }},
      {"contact_area_cm2", "contact area", "cm2", "contact",
       [](const F& f) { return f.force.area.mean * kCm2; }},
      {"sinking_mm", "sinking in of the roller", "mm", "contact",
       [](const F& f) { return -f.force.height.mean * kMm; }},
      {"mean_pressure_kpa", "mean pressure", "kPa", "contact",
       [](const F& f) { return f.force.mean_pressure.mean * kKpa; }},
      {"peak_pressure_1cm2_kpa", "largest pressure over 1 cm2", "kPa", "contact",
       [](const F& f) { return f.force.peak_1cm2.peak * kKpa; }},
      {"mean_pressure_paraspinal_kpa", "mean pressure over paraspinal muscle", "kPa", "skin view",
       [](const F& f) { return f.force.paraspinal_pressure.mean * kKpa; }},
      {"peak_1cm2_muscle_kpa", "largest 1 cm2 pressure over muscle", "kPa", "skin view",
       [](const F& f) { return f.force.peak_1cm2_muscle.peak * kKpa; }},
      {"peak_1cm2_bone_kpa", "largest 1 cm2 pressure over spine and ribs", "kPa", "skin view",
       [](const F& f) { return f.force.peak_1cm2_bone.peak * kKpa; }},
      {"mean_peak_1cm2_bone_kpa", "1 cm2 peak over spine and ribs, time mean", "kPa", "skin view",
       [](const F& f) { return f.force.peak_1cm2_bone.mean * kKpa; }},
      {"muscle_force_n", "force over muscle", "N", "skin view",
       [](const F& f) { return f.force.muscle.mean; }},
      {"spine_force_n", "force over the spine", "N", "skin view",
       [](const F& f) { return f.force.spine.mean; }},
      {"rib_force_n", "force over ribs", "N", "skin view", [](const F& f) { return f.force.rib.mean; }},
      {"other_force_n", "force elsewhere", "N", "skin view", [](const F& f) { return f.force.other.mean; }},
      {"muscle_share_percent", "muscle's share", "%", "skin view",
       [](const F& f) { return f.force.skin.muscle * kPercent; }},
      {"spine_share_percent", "spine's share", "%", "skin view",
       [](const F& f) { return f.force.skin.spine * kPercent; }},
      {"rib_share_percent", "ribs' share", "%", "skin view",
       [](const F& f) { return f.force.skin.rib * kPercent; }},
      {"path_spine_n", "force handed to the spine", "N", "load path",
       [](const F& f) { return f.force.path_spine.mean; }},
      {"path_rib_n", "force handed to the ribs", "N", "load path",
       [](const F& f) { return f.force.path_rib.mean; }},
      {"path_scapula_n", "force handed to the scapulae", "N", "load path",
       [](const F& f) { return f.force.path_scapula.mean; }},
      {"path_pelvis_n", "force handed to the pelvis", "N", "load path",
       [](const F& f) { return f.force.path_pelvis.mean; }},
      {"path_deep_n", "force handed to the deep boundary", "N", "load path",
       [](const F& f) { return f.force.path_deep.mean; }},
      {"path_spine_share_percent", "spine's share", "%", "load path",
       [](const F& f) { return f.force.path.spine * kPercent; }},
      {"path_rib_share_percent", "ribs' share", "%", "load path",
       [](const F& f) { return f.force.path.rib * kPercent; }},
      {"muscle_volume_above_32_kpa_cm3", "muscle above 32 kPa, largest", "cm3", "tissue state",
       [](const F& f) { return f.volume_above_limit_peak * kCm3; }},
  };
  return kTable;
}

template <class Value>
double largest_unit(const Findings& f, Value value) {
  double largest = 0;
  for (const UnitFindings& u : f.spine.units) largest = std::max(largest, value(u));
  return largest;
}

// Where the bones move in every run.
const std::vector<Quantity<Findings>>& spine_quantities() {
  using F = Findings;
  static const std::vector<Quantity<F>> kTable = {
      {"thoracic_opening_deg", "opening of the thoracic spine, largest", "deg", "spine",
       [](const F& f) { return -f.spine.most_open.kyphosis_change * kDegree; }},
      {"thoracic_opening_mean_deg", "opening of the thoracic spine", "deg", "spine",
       [](const F& f) { return -f.spine.kyphosis_change.mean * kDegree; }},
      {"lumbar_deepening_mean_deg", "deepening of the lumbar hollow", "deg", "spine",
       [](const F& f) { return f.spine.lordosis_change.mean * kDegree; }},
      {"unit_extension_deg", "extension between two vertebrae, largest", "deg", "spine",
       [](const F& f) { return f.spine.most_extended.extension * kDegree; }},
      {"unit_compression_n", "compression between two vertebrae, largest", "N", "spine",
       [](const F& f) { return largest_unit(f, [](const UnitFindings& u) { return u.compression.peak; }); }},
      {"unit_shear_n", "shear between two vertebrae, largest", "N", "spine",
       [](const F& f) {
         return largest_unit(f, [](const UnitFindings& u) { return std::abs(u.shear.peak); });
       }},
  };
  return kTable;
}

const std::vector<Quantity<Findings>>& press_quantities() {
  using F = Findings;
  static const std::vector<Quantity<F>> kTable = {
      {"slope_n_mm", "stiffness while loading", "N/mm", "contact",
       [](const F& f) { return f.press.slope / kMm; }},
      {"depth_at_30_n_mm", "depth at 30 N", "mm", "contact",
       [](const F& f) { return f.press.depth_at_30_n * kMm; }},
      {"depth_at_largest_force_mm", "depth at the largest force", "mm", "contact",
       [](const F& f) { return f.press.largest.depth * kMm; }},
      {"largest_force_n", "largest force", "N", "contact", [](const F& f) { return f.press.largest.force; }},
      {"contact_area_cm2", "largest contact area", "cm2", "contact",
       [](const F& f) { return f.force.area.peak * kCm2; }},
      {"peak_pressure_1cm2_kpa", "largest pressure over 1 cm2", "kPa", "contact",
       [](const F& f) { return f.force.peak_1cm2.peak * kKpa; }},
      {"path_spine_share_percent", "spine's share", "%", "load path",
       [](const F& f) { return f.force.path.spine * kPercent; }},
      {"path_rib_share_percent", "ribs' share", "%", "load path",
       [](const F& f) { return f.force.path.rib * kPercent; }},
  };
  return kTable;
}

const std::vector<Quantity<Findings>>& specimen_quantities() {
  using F = Findings;
  static const std::vector<Quantity<F>> kTable = {
      {"contact_force_peak_n", "largest force", "N", "contact",
       [](const F& f) { return f.specimen.deepest.force; }},
      {"depth_peak_mm", "depth there", "mm", "contact",
       [](const F& f) { return f.specimen.deepest.depth * kMm; }},
      {"stiffness_n_per_mm", "stiffness, upper half of the loading", "N/mm", "contact",
       [](const F& f) { return f.specimen.stiffness / kMm; }},
      {"contact_area_cm2", "largest contact area", "cm2", "contact",
       [](const F& f) { return f.force.area.peak * kCm2; }},
      {"mean_pressure_kpa", "largest mean pressure", "kPa", "contact",
       [](const F& f) { return f.force.mean_pressure.peak * kKpa; }},
      {"peak_pressure_1cm2_kpa", "largest pressure over 1 cm2", "kPa", "contact",
       [](const F& f) { return f.force.peak_1cm2.peak * kKpa; }},
  };
  return kTable;
}

const std::vector<Quantity<LevelFindings>>& level_quantities() {
  using L = LevelFindings;
  static const std::vector<Quantity<L>> kTable = {
      {"mean_pressure_paraspinal_kpa", "mean pressure over paraspinal muscle", "kPa", "skin view",
       [](const L& l) { return l.paraspinal_pressure * kKpa; }},
      {"peak_1cm2_bone_kpa", "1 cm2 peak over spine and ribs", "kPa", "skin view",
       [](const L& l) { return l.peak_1cm2_bone * kKpa; }},
      {"peak_1cm2_muscle_kpa", "1 cm2 peak over muscle", "kPa", "skin view",
       [](const L& l) { return l.peak_1cm2_muscle * kKpa; }},
      {"mean_pressure_kpa", "mean pressure", "kPa", "contact",
       [](const L& l) { return l.mean_pressure * kKpa; }},
      {"contact_area_cm2", "contact area", "cm2", "contact", [](const L& l) { return l.area * kCm2; }},
      {"sinking_mm", "sinking in of the roller", "mm", "contact", [](const L& l) { return -l.height * kMm; }},
      {"muscle_share_percent", "muscle's share", "%", "skin view",
       [](const L& l) { return l.skin.muscle * kPercent; }},
      {"spine_share_percent", "spine's share", "%", "skin view",
       [](const L& l) { return l.skin.spine * kPercent; }},
      {"rib_share_percent", "ribs' share", "%", "skin view",
       [](const L& l) { return l.skin.rib * kPercent; }},
      {"path_spine_share_percent", "spine's share", "%", "load path",
       [](const L& l) { return l.path.spine * kPercent; }},
      {"path_rib_share_percent", "ribs' share", "%", "load path",
       [](const L& l) { return l.path.rib * kPercent; }},
  };
  return kTable;
}

const std::vector<Quantity<LevelFindings>>& spine_level_quantities() {
  using L = LevelFindings;
  static const std::vector<Quantity<L>> kTable = {
      {"thoracic_opening_deg", "opening of the thoracic spine", "deg", "spine",
       [](const L& l) { return -l.kyphosis_change * kDegree; }},
      {"lumbar_deepening_deg", "deepening of the lumbar hollow", "deg", "spine",
       [](const L& l) { return l.lordosis_change * kDegree; }},
      {"unit_extension_deg", "largest extension between two vertebrae", "deg", "spine",
       [](const L& l) { return l.extension * kDegree; }},
  };
  return kTable;
}

// Below these a ratio says nothing.
double floor_of(const std::string& unit) {
  if (unit == "N") return 1;
  if (unit == "kPa" || unit == "cm2" || unit == "%") return 0.1;
  if (unit == "mm" || unit == "cm3" || unit == "deg") return 0.05;
  return 0;
}

double ratio_of(const std::vector<double>& values, const std::string& unit) {
  const double soft = values.front(), firm = values.back(), floor = floor_of(unit);
  return soft > floor && firm > floor ? firm / soft : 0;
}

template <class Item>
Ratio ratio_over(const Quantity<Item>& quantity, const std::vector<const Item*>& items) {
  Ratio ratio{quantity.key, quantity.label, quantity.unit, quantity.view, {}, 0};
  for (const Item* item : items) ratio.values.push_back(quantity.value(*item));
  ratio.ratio = ratio_of(ratio.values, ratio.unit);
  return ratio;
}

const LevelFindings* level_of(const Findings& run, const std::string& name) {
  for (const LevelFindings& level : run.levels)
    if (level.level == name) return &level;
  return nullptr;
}

bool all_move(const std::vector<Findings>& runs) {
  return std::all_of(runs.begin(), runs.end(), [](const Findings& f) { return !f.spine.units.empty(); });
}

std::vector<LevelComparison> compare_levels(const std::vector<Findings>& runs) {
  std::vector<LevelComparison> levels;
  for (const LevelFindings& first : runs.front().levels) {
    std::vector<const LevelFindings*> items;
    for (const Findings& run : runs)
      if (const LevelFindings* level = level_of(run, first.level)) items.push_back(level);
    if (items.size() != runs.size()) continue;
    LevelComparison level{first.level, {}};
    for (const auto& quantity : level_quantities()) level.quantities.push_back(ratio_over(quantity, items));
    if (all_move(runs))
      for (const auto& quantity : spine_level_quantities())
        level.quantities.push_back(ratio_over(quantity, items));
    levels.push_back(level);
  }
  return levels;
}

// Every muscle that any run stresses, in the order of the softest run.
std::vector<Ratio> compare_muscles(const std::vector<Findings>& runs) {
  std::vector<std::string> names;
  for (const Findings& run : runs)
    for (const MuscleFindings& m : run.muscles)
      if (std::find(names.begin(), names.end(), m.name) == names.end()) names.push_back(m.name);
  std::vector<Ratio> muscles;
  for (const std::string& name : names) {
    Ratio ratio{name, name, "kPa", "tissue state", {}, 0};
    for (const Findings& run : runs) {
      const auto found = std::find_if(run.muscles.begin(), run.muscles.end(),
                                      [&](const MuscleFindings& m) { return m.name == name; });
      ratio.values.push_back(found == run.muscles.end() ? 0 : found->stress * kKpa);
    }
    ratio.ratio = ratio_of(ratio.values, ratio.unit);
    muscles.push_back(ratio);
  }
  return muscles;
}

std::vector<std::string> warnings_of(const std::vector<Findings>& runs) {
  std::vector<std::string> warnings;
  const auto differ = [&](const char* what, auto value) {
    for (const Findings& run : runs)
      if (value(run) != value(runs.front())) {
        warnings.push_back(std::string("The runs differ in more than the ") +
                           (runs.front().info.press ? "place or the body: " : "roller: ") + what + ".");
        return;
      }
  };
  differ("resolution", [](const Findings& f) { return f.info.resolution; });
  differ("body weight", [](const Findings& f) { return std::round(f.info.body_weight_n); });
  differ("levels rolled", [](const Findings& f) {
    std::string names;
    for (const LevelFindings& level : f.levels) names += level.level + " ";
    return names;
  });
  differ("bones held or moving", [](const Findings& f) { return bones_move(f.info); });
  if (runs.front().info.press) {
    differ("band of force", [](const Findings& f) { return f.info.press_band_n; });
    differ("head", [](const Findings& f) { return f.info.roller_name; });
  } else if (!runs.front().info.specimen) {
    differ("load asked for", [](const Findings& f) { return std::round(f.force.load.mean); });
    differ("time under load", [](const Findings& f) { return std::round(f.loaded_time * 10); });
  }
  for (const Findings& run : runs) {
    if (run.status != RunStatus::complete)
      warnings.push_back(run.info.roller_name + ": the run is " + status_name(run.status) +
                         (run.message.empty() ? "." : ": " + run.message));
    if (!run.quality.closed)
      warnings.push_back(run.info.roller_name + ": the force balances close only to " +
                         scientific_text(run.quality.closure) + " (limit " + scientific_text(kClosureLimit) +
                         ").");
    if (run.quality.unconverged > 0)
      warnings.push_back(run.info.roller_name + ": " + std::to_string(run.quality.unconverged) +
                         " frames did not reach the solver's tolerance.");
  }
  return warnings;
}

std::vector<std::string> names_of(const std::vector<Findings>& runs) {
  std::vector<std::string> names;
  for (const Findings& run : runs) {
    const auto same = std::count_if(runs.begin(), runs.end(), [&](const Findings& other) {
      return other.info.roller_name == run.info.roller_name;
    });
    names.push_back(same > 1 ? run.info.roller_name + " (" + run.info.scenario + ")" : run.info.roller_name);
  }
  return names;
}

}  // namespace

Comparison compare(std::vector<Findings> runs) {
  if (runs.size() < 2) throw InputError("a comparison needs at least two runs");
  for (const Findings& run : runs)
    if (run.info.specimen != runs.front().info.specimen)
      throw InputError("a back and a specimen cannot be compared");
    else if (run.info.press != runs.front().info.press)
      throw InputError("a back under a roller and one under a pressing head cannot be compared");
  Comparison comparison;
  const auto firmness = [](const Findings& f) {
    return f.info.roller_stress_25 > 0 ? f.info.roller_stress_25 : HUGE_VAL;  // 0: rigid
  };
  std::vector<int> order(runs.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return firmness(runs[a]) < firmness(runs[b]); });
  for (const int o : order) comparison.runs.push_back(runs[o]);
  comparison.order = order;
  comparison.names = names_of(comparison.runs);
  comparison.ordered = firmness(comparison.runs.front()) < firmness(comparison.runs.back());

  std::vector<const Findings*> items;
  for (const Findings& run : comparison.runs) items.push_back(&run);
  const RunInfo& info = comparison.runs.front().info;
  const auto add = [&](const std::vector<Quantity<Findings>>& table) {
    for (const auto& quantity : table) comparison.quantities.push_back(ratio_over(quantity, items));
  };
  add(info.specimen ? specimen_quantities() : info.press ? press_quantities() : back_quantities());
  if (all_move(comparison.runs)) add(spine_quantities());
  comparison.levels = compare_levels(comparison.runs);
  comparison.muscles = compare_muscles(comparison.runs);
  comparison.warnings = warnings_of(comparison.runs);
  comparison.sentences = comparison_sentences(comparison);
  return comparison;
}

const Ratio* find_ratio(const std::vector<Ratio>& ratios, const std::string& key) {
  const auto found = std::find_if(ratios.begin(), ratios.end(), [&](const Ratio& r) { return r.key == key; });
  return found == ratios.end() ? nullptr : &*found;
}

}  // namespace backroll
