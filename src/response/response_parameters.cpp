#include "response/response_parameters.hpp"

#include "scenario/assets.hpp"
#include "scenario/input_error.hpp"
#include "scenario/sourced_table.hpp"
#include "units.hpp"

namespace backroll {

namespace {

constexpr double kMinute = 60;  // [s]

void read(SourcedTable& at, WarmUpParameters& to) {
  to.rise = at.number("rise_k");
  to.warming_s = kMinute * at.number("warming_min");
  to.cooling_s = kMinute * at.number("cooling_min");
  to.softening_per_k = at.number("softening_per_k");
  to.exercise_hard_k = at.number("exercise_hard_k");
  to.exercise_brisk_k = at.number("exercise_brisk_k");
  to.exercise_light_k = at.number("exercise_light_k");
  to.exercise_warming_s = kMinute * at.number("exercise_min");
}

void read(SourcedTable& at, TightSpotParameters& to) {
  to.press_low_pa = 1e3 * at.number("press_low_kpa");
  to.press_full_pa = 1e3 * at.number("press_full_kpa");
  to.most_softening = at.number("most_softening_share");
  to.softening_s = at.number("softening_s");
  to.return_s = kMinute * at.number("return_min");
  to.most_relief = at.number("relief_share");
  to.relief_dose_s = at.number("relief_dose_s");
  to.relief_back_s = kMinute * at.number("relief_back_min");
  to.band_ratio = at.number("band_ratio");
  to.band_muscle_pa = 1e3 * at.number("band_muscle_kpa");
}

void read(SourcedTable& at, PerfusionParameters& to) {
  to.arterial_pa = 1e3 * at.number("arterial_kpa");
  to.free_pa = 1e3 * at.number("free_kpa");
  to.debt_below = at.number("debt_below_share");
  to.flush_most = at.number("flush_most");
  to.debt_s = at.number("debt_s");
  to.flush_s = at.number("flush_s");
  to.pass_s = at.number("pass_s");
  to.lasting = at.number("lasting_share");
  to.lasting_hotfiel = at.number("lasting_share_hotfiel");
  to.lasting_rise_s = at.number("lasting_rise_s");
  to.lasting_fall_s = kMinute * at.number("lasting_min");
  to.dependent_arterial_pa = 1e3 * at.number("dependent_arterial_kpa");
  to.dependent_free_pa = 1e3 * at.number("dependent_free_kpa");
}

void read(SourcedTable& at, RangeParameters& to) {
  to.light_contact_n = at.number("light_contact_n");
  to.most = at.number("most_share");
  to.most_single_study = at.number("most_share_single_study");
  to.dose_s = at.number("dose_s");
  to.back_s = kMinute * at.number("back_min");
}

void read(SourcedTable& at, CreepParameters& to) {
  to.ceiling = at.number("ceiling_share");
  to.fast_share = at.number("fast_share");
  to.load_s = kMinute * at.number("load_min");
  to.fast_s = kMinute * at.number("fast_min");
  to.slow_s = kMinute * at.number("slow_min");
  to.full_flexion = kRadians * at.number("full_flexion_deg");
}

void read(SourcedTable& at, RelaxationParameters& to) {
  to.reflex_most = at.number("reflex_most");
  to.reflex_pa = 1e3 * at.number("reflex_kpa");
  to.resting_activation = at.number("resting_activation");
  to.fall = at.number("fall_share");
  to.calming_s = at.number("calming_s");
  to.return_s = kMinute * at.number("return_min");
  to.comfortable_score = at.number("comfortable_score");
  to.slow_breaths_per_min = at.number("slow_breaths_per_min");
  to.slow_breath_s = kMinute * at.number("slow_breath_min");
}

void read(SourcedTable& at, GuardingParameters& to) {
  to.adapt_s = at.number("adapt_s");
  to.lasting = at.number("lasting_share");
  to.stiffness_per_activation = at.number("stiffness_per_activation");
}

void read(SourcedTable& at, PainParameters& to) {
  to.threshold_pa = 1e3 * at.number("threshold_1cm2_kpa");
  to.exponent = at.number("exponent");
  to.area_least_m2 = at.number("area_least_cm2") / kCm2;
  to.area_most_m2 = at.number("area_most_cm2") / kCm2;
  to.woman = at.number("woman_ratio");
  to.thoracic_muscle = at.number("thoracic_muscle_ratio");
  to.lumbar_muscle = at.number("lumbar_muscle_ratio");
  to.spine = at.number("spine_ratio");
  to.rib = at.number("rib_ratio");
  to.other = at.number("other_ratio");
  for (const double cm2 : at.numbers("areas_cm2")) to.areas_m2.push_back(cm2 / kCm2);
  to.felt_ratio = at.number("felt_ratio");
  to.slope = at.number("slope");
  to.sharp_score = at.number("sharp_score");
}

// "rise_k: proposed: ..." of a table as key, value and source.
SourcedNumber sourced_number(const Node& row, const std::string& line) {
  const std::size_t colon = line.find(": ");
  const std::string key = line.substr(0, colon);
  const Node& value = row.find(key)->value.find("value")->value;
  std::string shown;
  for (const Node& item : value.items) shown += (shown.empty() ? "" : ", ") + shortest(item.number);
  return {key, value.items.empty() ? shortest(value.number) : shown, line.substr(colon + 2)};
}

ResponseModel read_words(const SourcedTable& at, const std::string& id) {
  ResponseModel model;
  model.id = id;
  model.title = at.text("title");
  model.grade = at.text("grade");
  model.does = at.text("does");
  model.sure = at.text("sure");
  model.band = at.text("band");
  model.not_modelled = at.text("not_modelled");
  model.equation = at.texts("equation");
  model.contradicts = at.texts("contradicts");
  return model;
}

const Node& row_of_model(const Node& document, const std::string& id) {
  const NodeEntry* entry = document.find(id);
  if (!entry) throw InputError::at(document.file, 1, "", "", "no [" + id + "] in this file");
  return entry->value;
}

template <class Parameters>
void read_model(const Node& document, const std::string& id, Parameters& to,
                std::vector<ResponseModel>& models) {
  const Node& row = row_of_model(document, id);
  SourcedTable at(row, "[" + id + "]");
  models.push_back(read_words(at, id));
  read(at, to);
  for (const std::string& line : at.sources()) models.back().numbers.push_back(sourced_number(row, line));
}

Node load_asset(const char* name) {
  const std::filesystem::path path = assets_dir() / name;
  return parse_document(read_text_file(path), path.string());
}

ResponseParameters load_parameters() {
  ResponseParameters all;
  const Node responses = load_asset("responses.toml"), pain = load_asset("pain.toml");
  read_model(responses, "warm_up", all.warm_up, all.models);
  read_model(responses, "spot_softening", all.spots, all.models);
  read_model(responses, "perfusion", all.perfusion, all.models);
  read_model(responses, "range_of_motion", all.range, all.models);
  read_model(responses, "posture", all.creep, all.models);
  read_model(responses, "relaxation", all.relaxation, all.models);
  read_model(responses, "guarding", all.guarding, all.models);
  all.models.push_back(
      read_words(SourcedTable(row_of_model(responses, "breathing"), "[breathing]"), "breathing"));
  read_model(pain, "pain", all.pain, all.models);
  return all;
}

}  // namespace

const ResponseParameters& response_parameters() {
  static const ResponseParameters all = load_parameters();
  return all;
}

}  // namespace backroll
