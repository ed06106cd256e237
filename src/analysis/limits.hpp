// Limits and doses against what a run or a week did: comparison bands with their evidence
// (assets/limits.toml), never medical advice.
#pragma once

#include <string>
#include <vector>

#include "analysis/bands.hpp"
#include "scenario/sourced_values.hpp"

namespace backroll {

enum class Experience { beginner, regular, athlete };
const std::vector<std::string>& experience_words();  // in the enum's order

// Of a rolled back: pain, bone, extension, holds, dose of the session. Those of what was not recorded (no
// pain model, held bones, no hold) are left out.
std::vector<BandFinding> limit_findings(const Findings& findings,
                                        Experience experience = Experience::regular);

struct WeekDose {
  int sessions = 0;
  double session_min = 0;  // the longest
  double gap_h = 0;        // shortest between two starts
  int rest_days = 0;
};
std::vector<BandFinding> week_limit_findings(const WeekDose& week, Experience experience);

// assets/limits.toml; keys of an experience begin with its word.
const SourcedValues& limit_values();
const SourcedValue& dose_limit(Experience experience, const std::string& key);

}  // namespace backroll
