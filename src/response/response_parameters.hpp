// Parameters of the response models and of pain, and what is said about them: assets/responses.toml and
// assets/pain.toml.
#pragma once

#include <string>
#include <vector>

namespace backroll {

struct WarmUpParameters {
  double rise = 0;                // [K] above rest, after long rolling
  double warming_s = 0;           // [s] time constants
  double cooling_s = 0;           //
  double softening_per_k = 0;     // [1/K]
  double exercise_hard_k = 0;     // [K] rise of muscles that work; the checks only
  double exercise_brisk_k = 0;    //
  double exercise_light_k = 0;    //
  double exercise_warming_s = 0;  // [s]
};

struct TightSpotParameters {
  double press_low_pa = 0, press_full_pa = 0;  // [Pa] no effect, full effect
  double most_softening = 0;                   // [-] of the extra stiffness
  double softening_s = 0, return_s = 0;
  double most_relief = 0;  // [-] rise of the pressure-pain threshold
  double relief_dose_s = 0, relief_back_s = 0;
  double band_ratio = 0;      // [-] stiffness of a measured taut band to its muscle; the checks only
  double band_muscle_pa = 0;  // [Pa] of that muscle
};

struct PerfusionParameters {
  double arterial_pa = 0, free_pa = 0;  // [Pa] flow stops; flow is free
  double debt_below = 0;                // [-] of rest flow
  double flush_most = 0;                // [-] of rest flow
  double debt_s = 0, flush_s = 0;
  double pass_s = 0;  // longest pressed time of a place under a moving roller
  double lasting = 0, lasting_hotfiel = 0;
  double lasting_rise_s = 0, lasting_fall_s = 0;
  double dependent_arterial_pa = 0, dependent_free_pa = 0;  // [Pa] of a leg that hangs; the checks only
};

struct RangeParameters {
  double light_contact_n = 0;
  double most = 0;               // [-] of the range
  double most_single_study = 0;  // [-] the checks only
  double dose_s = 0, back_s = 0;
};

struct CreepParameters {
  double ceiling = 0;     // [-] of the bend
  double fast_share = 0;  // [-] of the ceiling
  double load_s = 0, fast_s = 0, slow_s = 0;
  double full_flexion = 0;  // [rad] the checks only
};

struct RelaxationParameters {
  double reflex_most = 0;         // [-]
  double reflex_pa = 0;           // [Pa]
  double resting_activation = 0;  // [-] of the largest voluntary contraction
  double fall = 0;                // [-] of it, wholly calm
  double calming_s = 0, return_s = 0;
  double comfortable_score = 0;  // of 10
  double slow_breaths_per_min = 0, slow_breath_s = 0;
};

struct GuardingParameters {
  double adapt_s = 0;
  double lasting = 0;                   // [-] share of the activation that stays
  double stiffness_per_activation = 0;  // [-]
};

struct PainParameters {
  double threshold_pa = 0;  // [Pa] lumbar muscle, man, 1 cm2
  double exponent = 0;      // [-]
  double area_least_m2 = 0, area_most_m2 = 0;
  double woman = 0, thoracic_muscle = 0, lumbar_muscle = 0, spine = 0, rib = 0, other = 0;  // [-]
  std::vector<double> areas_m2;
  double felt_ratio = 0;   // [-] of the threshold: below it score 0
  double slope = 0;        // score per threshold above it
  double sharp_score = 0;  // of 10
};

struct SourcedNumber {
  std::string key, value, source;  // "rise_k", "1", "proposed: ..."
};

// What is said about a model, as it stands in its table.
struct ResponseModel {
  std::string id;  // "warm_up"
  std::string title, grade, does, sure, band, not_modelled;
  std::vector<std::string> equation, contradicts;
  std::vector<SourcedNumber> numbers;
};

struct ResponseParameters {
  WarmUpParameters warm_up;
  TightSpotParameters spots;
  PerfusionParameters perfusion;
  RangeParameters range;
  CreepParameters creep;
  RelaxationParameters relaxation;
  GuardingParameters guarding;
  PainParameters pain;
  std::vector<ResponseModel> models;  // in the order of the file, pain last
};

// Read once. Throws InputError where a table or a source is missing.
const ResponseParameters& response_parameters();

}  // namespace backroll
