#include "analysis/limits.hpp"

#include <algorithm>

#include "analysis/text.hpp"
#include "units.hpp"

namespace backroll {
namespace {

// Amber from a limit on, red above another.
BandFinding between(std::string key, std::string what, double value, std::string unit,
                    const SourcedValue& amber, const SourcedValue& red) {
  return {std::move(key),
          std::move(what),
          value,
          std::move(unit),
          band_of(value, amber.number, red.number),
          band_scale(amber.number, red.number),
          red.source == amber.source ? red.source : "amber: " + amber.source + "; red: " + red.source};
}

BandFinding at_most(std::string key, std::string what, double value, std::string unit,
                    const SourcedValue& most, Band over) {
  return {std::move(key),
          std::move(what),
          value,
          std::move(unit),
          value > most.number ? over : Band::green,
          std::string(band_name(over)) + " > " + number_text(most.number),
          most.source};
}

BandFinding at_least(std::string key, std::string what, double value, std::string unit,
                     const SourcedValue& least) {
  return {std::move(key),
          std::move(what),
          value,
          std::move(unit),
          value < least.number ? Band::amber : Band::green,
          "amber < " + number_text(least.number),
          least.source};
}

BandFinding pain_finding(const Findings& f, Experience experience) {
  const SourcedValue &target = dose_limit(experience, "pain_target"),
                     &stop = limit_values().at("pain.stop_score");
  const double score = f.session.pain.score;
  return {"pain_score",
          "pain score",
          score,
          "of 10",
          score >= stop.number    ? Band::red
          : score > target.number ? Band::amber
                                  : Band::green,
          "green <= " + number_text(target.number) + ", amber to " + number_text(stop.number) +
              ", red >= " + number_text(stop.number),
          "amber: " + target.source + "; red: " + stop.source};
}

void add_bone(const Findings& f, std::vector<BandFinding>& all) {
  const SourcedValues& limits = limit_values();
  const auto& conditions = f.info.conditions;
  const bool thin = std::find(conditions.begin(), conditions.end(), "osteoporosis") != conditions.end();
  const double process = f.session.spinous_force.value;
  if (thin)
    all.push_back(at_most("spinous_force_n", "force over one spinous process, osteoporosis", process, "N",
                          limits.at("bone.spinous_force_osteoporosis_red_n"), Band::red));
  else
    all.push_back(between("spinous_force_n", "force over one spinous process", process, "N",
                          limits.at("bone.spinous_force_amber_n"), limits.at("bone.spinous_force_red_n")));
  all.push_back(between("spinous_share_percent", "share over the spine", 100 * f.force.skin.spine, "%",
                        limits.at("bone.spinous_share_amber_percent"),
                        limits.at("bone.spinous_share_red_percent")));
  all.push_back(between("low_rib_force_n", "force over ribs 11 and 12", f.session.low_rib_force.value, "N",
                        limits.at("bone.low_rib_force_amber_n"), limits.at("bone.low_rib_force_red_n")));
  all.push_back(between("scapula_share_percent", "share into the scapulae", 100 * f.force.path.scapula, "%",
                        limits.at("bone.scapula_share_amber_percent"),
                        limits.at("bone.scapula_share_red_percent")));
}

const char* unit_limit(const std::string& unit) {
  if (unit == "T12/L1") return "extension.thoracolumbar_unit_red_deg";
  if (unit == "L1/L2" || unit == "L5/S1") return "extension.lumbar_end_unit_red_deg";
  return unit.starts_with("L") ? "extension.lumbar_unit_red_deg" : "extension.thoracic_unit_red_deg";
}

void add_extension(const Findings& f, std::vector<BandFinding>& all) {
  if (f.spine.units.empty()) return;
  const SourcedValues& limits = limit_values();
  all.push_back(between("lumbar_extension_deg", "lumbar extension",
                        f.session.lumbar_extension.value * kDegree, "deg",
                        limits.at("extension.lumbar_amber_deg"), limits.at("extension.lumbar_red_deg")));
  all.push_back(between("thoracic_extension_deg", "thoracic extension",
                        f.session.thoracic_extension.value * kDegree, "deg",
                        limits.at("extension.thoracic_amber_deg"), limits.at("extension.thoracic_red_deg")));
  // The unit nearest to its own limit, or farthest beyond.
  const auto share = [&](const UnitFindings& u) {
    return u.extension.peak * kDegree / limits.number(unit_limit(u.name));
  };
  const auto worst =
      std::max_element(f.spine.units.begin(), f.spine.units.end(),
                       [&](const UnitFindings& a, const UnitFindings& b) { return share(a) < share(b); });
  all.push_back(at_most("unit_extension_deg", "extension of " + worst->name, worst->extension.peak * kDegree,
                        "deg", limits.at(unit_limit(worst->name)), Band::red));
}

void add_dose(const Findings& f, Experience experience, std::vector<BandFinding>& all) {
  if (f.session.longest_hold.value > 0) {
    all.push_back(between("longest_hold_s", "longest hold", f.session.longest_hold.value, "s",
                          dose_limit(experience, "hold_amber_s"), dose_limit(experience, "hold_red_s")));
    all.back().scale =
        "advised " + number_text(dose_limit(experience, "hold_advised_s").number) + ", " + all.back().scale;
    all.push_back(at_most("hold_total_s", "holds at one level", f.session.hold_total.value, "s",
                          dose_limit(experience, "spot_total_s"), Band::amber));
  }
  all.push_back(at_most("session_min", "time on the roller", f.session.on_roller / 60, "min",
                        dose_limit(experience, "session_min"), Band::amber));
}

}  // namespace

const std::vector<std::string>& experience_words() {
  static const std::vector<std::string> words = {"beginner", "regular", "athlete"};
  return words;
}

const SourcedValues& limit_values() {
  static const SourcedValues values("limits.toml");
  return values;
}

const SourcedValue& dose_limit(Experience experience, const std::string& key) {
  return limit_values().at(experience_words()[static_cast<std::size_t>(experience)] + "." + key);
}

std::vector<BandFinding> limit_findings(const Findings& f, Experience experience) {
  std::vector<BandFinding> all;
  if (f.info.specimen || f.info.press || f.loaded_time <= 0) return all;
  if (f.session.pain.known) all.push_back(pain_finding(f, experience));
  add_bone(f, all);
  add_extension(f, all);
  add_dose(f, experience, all);
  return all;
}

std::vector<BandFinding> week_limit_findings(const WeekDose& week, Experience experience) {
  return {at_most("sessions_a_week", "sessions a week", week.sessions, "",
                  dose_limit(experience, "sessions_a_week"), Band::amber),
          at_most("session_min", "longest session", week.session_min, "min",
                  dose_limit(experience, "session_min"), Band::amber),
          at_least("gap_h", "shortest gap", week.gap_h, "h", dose_limit(experience, "gap_h")),
          at_least("rest_days_a_week", "days of rest", week.rest_days, "",
                   dose_limit(experience, "rest_days_a_week"))};
}

}  // namespace backroll
