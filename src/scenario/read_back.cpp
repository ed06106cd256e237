// Subject and load.
#include <algorithm>
#include <cmath>
#include <string>

#include "scenario/catalogue.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

std::string one_decimal(double value) {
  const long tenths = std::lround(10 * value);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

Subject read_subject(const Section& section) {
  const std::string id = section.text("id");
  std::vector<std::string> ids;
  std::string allowed;
  for (const SubjectRow& row : subject_catalogue()) {
    ids.push_back(row.subject.id);
    allowed += (allowed.empty() ? "" : ", ") + row.subject.id;
  }
  if (std::find(ids.begin(), ids.end(), id) == ids.end())
    section.fail("id", "no such subject", allowed, nearest_word(id, ids));
  Subject subject = subject_row(id).subject;
  subject.name = section.text_or("name", subject.name);
  if (section.given("sex")) subject.sex = from_word<Sex>(section.text("sex"));
  subject.stature_m = section.number_or("stature_m", subject.stature_m);
  subject.mass_kg = section.number_or("mass_kg", subject.mass_kg);
  subject.muscle_bulk = section.number_or("muscle_bulk_ratio", subject.muscle_bulk);
  subject.fat = section.number_or("fat_ratio", subject.fat);
  subject.kyphosis_deg = section.number_or("kyphosis_deg", subject.kyphosis_deg);
  subject.lordosis_deg = section.number_or("lordosis_deg", subject.lordosis_deg);
  subject.muscle_tone = section.number_or("muscle_tone_ratio", subject.muscle_tone);
  subject.conditions = section.words("conditions");
  if (subject.bmi() < kBmiMin || subject.bmi() > kBmiMax)
    section.fail(section.given("mass_kg") ? "mass_kg" : "stature_m",
                 "body mass index " + one_decimal(subject.bmi()) + " is outside " + shortest(kBmiMin) +
                     " to " + shortest(kBmiMax) + " kg/m2 (" + shortest(subject.mass_kg) + " kg at " +
                     shortest(subject.stature_m) + " m)");
  return subject;
}

std::vector<std::pair<std::string, double>> read_tone(const Section& section) {
  std::vector<std::pair<std::string, double>> tone;
  for (const std::string& key : section.given_keys()) tone.emplace_back(key, section.number(key));
  return tone;
}

Load read_load(const Section& section, LoadKind source) {
  Load load;
  load.source = source;
  if (source != LoadKind::given) return load;
  if (section.given("force_n")) {
    section.refuse("body_weight_fraction", "give either this or load.force_n");
    load.force_n = section.number("force_n");
  } else {
    load.body_weight_fraction = section.number("body_weight_fraction");
  }
  return load;
}

}  // namespace backroll
