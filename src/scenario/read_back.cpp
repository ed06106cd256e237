// Subject, load, protocol.
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

// Keys each kind of phase uses.
std::vector<std::string> keys_used(PhaseKind kind) {
  switch (kind) {
    case PhaseKind::approach:
      return {"level", "duration_s"};
    case PhaseKind::roll:
      return {"from_level", "to_level", "speed_m_s", "strokes"};
    case PhaseKind::hold:
      return {"level", "duration_s", "speed_m_s"};
    case PhaseKind::lift:
      break;
  }
  return {"duration_s"};
}

Phase read_phase(const Section& section) {
  Phase phase;
  section.require("kind");
  const std::string kind = section.text("kind");
  phase.kind = from_word<PhaseKind>(kind);
  phase.line = section.line();
  const std::vector<std::string> used = keys_used(phase.kind);
  for (const std::string& key : keys_of("phase"))
    if (key != "kind" && std::find(used.begin(), used.end(), key) == used.end())
      section.refuse(key, "not used by kind = \"" + kind + "\"");
  const auto uses = [&](const char* key) { return std::find(used.begin(), used.end(), key) != used.end(); };
  if (phase.kind == PhaseKind::approach) section.require("level");
  phase.level = section.text_or("level", "");
  if (phase.kind == PhaseKind::roll) {
    phase.from_level = section.text("from_level");
    phase.to_level = section.text("to_level");
    if (phase.from_level == phase.to_level)
      section.fail("to_level", "the same as from_level: nothing to roll");
    phase.strokes = section.integer("strokes");
  }
  if (uses("duration_s")) phase.duration_s = section.number("duration_s");
  if (uses("speed_m_s")) phase.speed_m_s = section.number("speed_m_s");
  return phase;
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

std::vector<Phase> read_phases(const Node& document) {
  const std::vector<const Node*> tables = table_array(document, "phase", "phase");
  if (tables.empty())
    throw InputError::at(
        document.file, document.line, "phase", "",
        "missing: add [[phase]] entries, the first with kind = \"approach\" and level = \"T8\"");
  std::vector<Phase> phases;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const Section section(tables[i], "phase", document);
    phases.push_back(read_phase(section));
    const PhaseKind kind = phases.back().kind;
    if (i == 0 && kind != PhaseKind::approach) section.fail("kind", "the first phase must be an approach");
    if (i > 0 && kind == PhaseKind::approach) section.fail("kind", "only the first phase can be an approach");
    if (i + 1 < tables.size() && kind == PhaseKind::lift) section.fail("kind", "a lift can only come last");
  }
  return phases;
}

}  // namespace backroll
