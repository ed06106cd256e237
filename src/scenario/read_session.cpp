// Tight spots and states of muscles, [breathing], [guarding], [response], [limits], and what phases ask of
// the rest.
#include <algorithm>

#include "scenario/catalogue.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

// recalled in assets/tissues.toml for relaxed muscle; ratios found: PMC8597558, Sadeghi 2020 (multifidus
// prone 18.55, sitting 27.14, sitting with raised arms 38.45 kPa)
constexpr double kStateTone[] = {1, 1.46, 2.07};

[[noreturn]] void fail_phase(const Scenario& s, const Phase& phase, const std::string& key,
                             const std::string& problem, const std::string& allowed = {},
                             const std::string& nearest = {}) {
  throw InputError::at(s.file, phase.line, "phase." + key, "", problem, allowed, nearest);
}

void check_spot(const Scenario& s, const Phase& phase) {
  if (phase.at.empty() || phase.at == kStiffest) return;
  std::vector<std::string> names = {kStiffest};
  for (const TightSpot& spot : s.subject.tight_spots) names.push_back(spot.name);
  if (std::find(names.begin(), names.end(), phase.at) != names.end()) return;
  std::string allowed;
  for (const std::string& name : names) allowed += (allowed.empty() ? "" : ", ") + name;
  fail_phase(s, phase, "at", "'" + phase.at + "' is no [[subject.tight_spot]] of this scenario", allowed,
             nearest_word(phase.at, names));
}

}  // namespace

std::vector<std::string> muscle_state_words() {
  return {"relaxed", "guarded", "contracted"};
}

void read_muscle_states(const Section& section, std::vector<std::pair<std::string, double>>& tone) {
  const std::vector<std::string> words = muscle_state_words();
  for (const std::string& key : section.given_keys()) {
    const std::string word = section.text(key);
    const double factor = kStateTone[std::find(words.begin(), words.end(), word) - words.begin()];
    const auto same =
        std::find_if(tone.begin(), tone.end(), [&](const auto& each) { return each.first == key; });
    if (same != tone.end())
      same->second *= factor;
    else if (factor != 1)
      tone.emplace_back(key, factor);
  }
}

std::vector<TightSpot> read_tight_spots(const Node& subject, const Node& document) {
  std::vector<TightSpot> spots;
  for (const Node* table : table_array(subject, "tight_spot", "subject.tight_spot")) {
    const Section section(table, "subject.tight_spot", document);
    for (const char* key : {"name", "muscle", "level", "side"}) section.require(key);
    TightSpot spot;
    spot.name = section.text("name");
    if (spot.name.empty() || spot.name.size() > 40 || spot.name.find_first_of(",\n\"") != std::string::npos)
      section.fail("name", "1 to 40 characters without comma, quote and line end are expected");
    if (spot.name == kStiffest) section.fail("name", "has a meaning of its own");
    for (const TightSpot& other : spots)
      if (other.name == spot.name) section.fail("name", "another tight spot has this name");
    spot.muscle = section.text("muscle");
    spot.level = section.text("level");
    spot.right = section.text("side") == "right";
    spot.size_m = section.number("size_mm") / 1e3;
    spot.stiffness_ratio = section.number("stiffness_ratio");
    spot.pain_ratio = section.number("pain_ratio");
    spots.push_back(spot);
  }
  return spots;
}

Breathing read_breathing(const Section& section) {
  Breathing b;
  b.on = section.table() != nullptr;
  b.rate_per_min = section.number("rate_per_min");
  b.inhale_share = section.number("inhale_share");
  b.cage_deg = section.number("cage_deg");
  b.load_share = section.number("load_share");
  b.tone_share = section.number("tone_share");
  return b;
}

Guarding read_guarding(const Section& section) {
  Guarding g;
  g.on = section.table() != nullptr;
  g.above_score = section.number("above_pain_score");
  g.activation_per_score = section.number("activation_per_score");
  g.most = section.number("most_ratio");
  g.lag_s = section.number("lag_s");
  return g;
}

Responses read_responses(const Section& section) {
  Responses r;
  r.stress_relaxation = section.boolean("stress_relaxation");
  r.warm_up = section.boolean("warm_up");
  r.spot_softening = section.boolean("spot_softening");
  r.perfusion = section.boolean("perfusion");
  r.range_of_motion = section.boolean("range_of_motion");
  r.posture = section.boolean("posture");
  r.relaxation = section.boolean("relaxation");
  return r;
}

Limits read_limits(const Section& section) {
  Limits l;
  l.stop_at_sharp_pain = section.boolean("stop_at_sharp_pain");
  l.sharp_pain_score = section.number("sharp_pain_score");
  return l;
}

void check_phases(const Scenario& s) {
  const bool given = s.load.source == LoadKind::given;
  for (const Phase& phase : s.protocol) {
    check_spot(s, phase);
    if (phase.breaths > 0 && !s.breathing.on) fail_phase(s, phase, "breaths", "needs a [breathing] section");
    if (phase.right_m && !given)
      fail_phase(s, phase, "right_mm",
                 "is for a given load; where it follows from the posture use phase.lean_deg, or "
                 "body.roller_right_mm for the whole run");
    if (phase.lean_deg && given)
      fail_phase(s, phase, "lean_deg", "is for a load that follows from the posture; use phase.right_mm");
    if (phase.keep_height && !given)
      fail_phase(s, phase, "keep_height", "is for a given load; a person's weight finds its own height");
  }
}

}  // namespace backroll
