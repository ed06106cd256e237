// [[phase]]: what the roller does.
#include <algorithm>

#include "scenario/input_error.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

using Keys = std::vector<std::string>;

// Keys each kind of phase uses.
Keys keys_used(PhaseKind kind) {
  switch (kind) {
    case PhaseKind::approach:
      return {"level", "duration_s", "load_share", "right_mm", "lean_deg"};
    case PhaseKind::warm_up:
      return {"from_level", "to_level", "speed_m_s", "duration_s", "load_share", "right_mm", "lean_deg"};
    case PhaseKind::roll:
      return {"from_level", "to_level", "speed_m_s", "strokes", "load_share", "right_mm", "lean_deg"};
    case PhaseKind::hold:
      return {"level",
              "at",
              "duration_s",
              "speed_m_s",
              "load_share",
              "right_mm",
              "lean_deg",
              "until_stress_falls_share",
              "until_sinking_mm_s",
              "breaths",
              "keep_height",
              "time_step_s"};
    case PhaseKind::rest:
      return {"duration_s", "load_share", "time_step_s"};
    case PhaseKind::repeat:
      return {"phases", "times"};
    case PhaseKind::lift:
      break;
  }
  return {"duration_s"};
}

void read_hold(const Section& section, Phase& phase) {
  phase.at = section.text_or("at", "");
  if (section.given("at")) {
    if (phase.at.empty()) section.fail("at", "empty");
    section.refuse("level", "give either this or phase.at");
  }
  phase.keep_height = section.boolean("keep_height");
  phase.fall_share = section.optional_number("until_stress_falls_share");
  phase.slow_m_s = section.optional_number("until_sinking_mm_s");
  if (phase.slow_m_s) {
    *phase.slow_m_s /= 1e3;
    if (phase.keep_height) section.fail("until_sinking_mm_s", "with keep_height the roller does not sink");
  }
  if (section.given("breaths")) phase.breaths = section.integer("breaths");
  if (phase.fall_share || phase.slow_m_s || phase.breaths > 0) section.require("duration_s");
}

Phase read_phase(const Section& section) {
  Phase phase;
  section.require("kind");
  const std::string kind = section.text("kind");
  phase.kind = from_word<PhaseKind>(kind);
  phase.line = section.line();
  const Keys used = keys_used(phase.kind);
  for (const std::string& key : keys_of("phase"))
    if (key != "kind" && std::find(used.begin(), used.end(), key) == used.end())
      section.refuse(key, "not used by kind = \"" + kind + "\"");
  const auto uses = [&](const char* key) { return std::find(used.begin(), used.end(), key) != used.end(); };
  if (phase.kind == PhaseKind::approach) section.require("level");
  phase.level = section.text_or("level", "");
  if (uses("from_level")) {
    phase.from_level = section.text("from_level");
    phase.to_level = section.text("to_level");
    if (phase.from_level == phase.to_level)
      section.fail("to_level", "the same as from_level: nothing to roll");
  }
  if (phase.kind == PhaseKind::roll) phase.strokes = section.integer("strokes");
  if (phase.kind == PhaseKind::hold) read_hold(section, phase);
  if (uses("duration_s")) phase.duration_s = section.number("duration_s");
  if (uses("speed_m_s")) phase.speed_m_s = section.number("speed_m_s");
  phase.load_share = section.number_or("load_share", default_load_share(phase.kind));
  if (phase.load_share < kLeastShare && phase.kind != PhaseKind::rest)
    section.fail("load_share", "only a rest is off the roller", "0.01 to 1.5");
  phase.right_m = section.optional_number("right_mm");
  if (phase.right_m) *phase.right_m /= 1e3;
  phase.lean_deg = section.optional_number("lean_deg");
  phase.time_step_s = section.optional_number("time_step_s");
  if (phase.kind == PhaseKind::repeat) {
    phase.phases = section.integer("phases");
    phase.times = section.integer("times");
  }
  return phase;
}

void check_order(const Section& section, const std::vector<Phase>& phases, std::size_t i, std::size_t count) {
  const PhaseKind kind = phases.back().kind;
  if (i == 0 && kind != PhaseKind::approach) section.fail("kind", "the first phase must be an approach");
  if (i > 0 && kind == PhaseKind::approach) section.fail("kind", "only the first phase can be an approach");
  if (i + 1 < count && kind == PhaseKind::lift) section.fail("kind", "a lift can only come last");
  if (kind == PhaseKind::repeat)
    for (int n = 1; n <= phases.back().phases; ++n)
      if (i < static_cast<std::size_t>(n) + 1 || phases[i - n].kind == PhaseKind::repeat)
        section.fail("phases", "there are only " + std::to_string(n - 1) +
                                   " phases between it and the approach or the repeat before it");
  if (phases.back().at == kStiffest && std::none_of(phases.begin(), phases.end(), [](const Phase& each) {
        return each.kind == PhaseKind::roll || each.kind == PhaseKind::warm_up;
      }))
    section.fail("at", "nothing was rolled before it");
}

}  // namespace

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
    check_order(section, phases, i, tables.size());
  }
  return phases;
}

}  // namespace backroll
