#include "protocol/controls.hpp"

#include <cmath>
#include <cstdio>

#include "scenario/words.hpp"

namespace backroll {

namespace {

const char* motion_word(Motion motion) {
  switch (motion) {
    case Motion::roll:
      return "roll";
    case Motion::hold:
      return "hold";
    case Motion::lift:
      break;
  }
  return "lift";
}

std::string number(const char* format, double value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

}  // namespace

Controls initial_controls(const Scenario& scenario, int roller) {
  Controls controls;
  if (!scenario.rollers.empty()) controls.roller = scenario.rollers.at(roller);
  controls.load_n = scenario.load.newtons(scenario.subject);
  controls.support_share = scenario.lying.support_share;
  controls.lean_deg = scenario.lying.lean_deg;
  for (const Phase& phase : scenario.protocol)
    if (phase.kind == PhaseKind::roll) {
      controls.from_level = phase.from_level;
      controls.to_level = phase.to_level;
      controls.speed_m_s = phase.speed_m_s;
      return controls;
    }
  if (!scenario.protocol.empty()) controls.from_level = controls.to_level = scenario.protocol.front().level;
  return controls;
}

std::string describe_change(const Controls& before, const Controls& after) {
  std::string all;
  const auto add = [&](bool changed, const std::string& text) {
    if (changed) all += (all.empty() ? "" : ", ") + text;
  };
  const Roller &a = before.roller, &b = after.roller;
  const bool other_roller = a.id != b.id;
  add(other_roller, "roller " + b.id);
  add(!other_roller && a.foam.polymer != b.foam.polymer, "foam " + b.foam.polymer);
  add(!other_roller && a.foam.density_kg_m3 != b.foam.density_kg_m3,
      "density " + number("%.3g kg/m3", b.foam.density_kg_m3));
  add(!other_roller && a.foam.density_kg_m3 == b.foam.density_kg_m3 && a.foam.polymer == b.foam.polymer &&
          (a.foam.modulus_pa != b.foam.modulus_pa || a.foam.collapse_pa != b.foam.collapse_pa ||
           a.foam.loss != b.foam.loss),
      "foam law " + number("%.0f kPa", 1e-3 * b.foam.modulus_pa));
  add(!other_roller && a.diameter_m != b.diameter_m, "diameter " + number("%.0f mm", 1e3 * b.diameter_m));
  add(!other_roller && a.core_diameter_m != b.core_diameter_m,
      "core " + number("%.0f mm", 1e3 * b.core_diameter_m));
  add(!other_roller && a.length_m != b.length_m, "length " + number("%.0f mm", 1e3 * b.length_m));
  add(!other_roller && a.shape != b.shape, "shape " + word_of(b.shape));
  add(!other_roller && b.shape == RollerShape::grooved &&
          (a.groove_width_m != b.groove_width_m || a.groove_depth_m != b.groove_depth_m),
      "groove " + number("%.0f", 1e3 * b.groove_width_m) + " x " + number("%.0f mm", 1e3 * b.groove_depth_m));
  add(!other_roller && b.shape == RollerShape::peanut &&
          (a.ball_spacing_m != b.ball_spacing_m || a.waist_diameter_m != b.waist_diameter_m),
      "balls " + number("%.0f mm apart", 1e3 * b.ball_spacing_m) +
          number(", waist %.0f mm", 1e3 * b.waist_diameter_m));
  add(!other_roller && b.ridge_count > 0 &&
          (a.ridge_count != b.ridge_count || a.ridge_width_m != b.ridge_width_m ||
           a.ridge_height_m != b.ridge_height_m),
      std::to_string(b.ridge_count) + " ribs " + number("%.0f", 1e3 * b.ridge_width_m) + " x " +
          number("%.1f mm", 1e3 * b.ridge_height_m));
  add(!other_roller && b.shape == RollerShape::parts && a.parts != b.parts, "other parts");
  add(a.friction != b.friction, "friction " + number("%.2f", b.friction));
  add(a.drive != b.drive, "spin " + word_of(b.drive));
  add(before.load_n != after.load_n, "load " + number("%.0f N", after.load_n));
  add(before.support_share != after.support_share,
      "support " + number("%.0f %% of body weight", 100 * after.support_share));
  add(before.lean_deg != after.lean_deg, "lean " + number("%.1f degrees", after.lean_deg));
  add(before.free != after.free, after.free ? "free rolling" : "protocol");
  add(before.motion != after.motion, motion_word(after.motion));
  add(before.speed_m_s != after.speed_m_s, "speed " + number("%.3g m/s", after.speed_m_s));
  add(before.from_level != after.from_level || before.to_level != after.to_level,
      "between " + after.from_level + " and " + after.to_level);
  add(before.reversals != after.reversals, "turned round");
  return all;
}

Scenario scenario_of(const Scenario& scenario, const Controls& controls) {
  Scenario out = scenario;
  if (scenario.press || scenario.part) return out;  // no roller to lead
  out.rollers = {controls.roller};
  out.lying.support_share = controls.support_share;
  out.lying.lean_deg = controls.lean_deg;
  if (out.load.source == LoadKind::given) {
    out.load.force_n = controls.load_n;
    out.load.body_weight_fraction.reset();
  }
  if (!controls.free) return out;
  Phase approach;
  approach.kind = PhaseKind::approach;
  approach.level = controls.from_level;
  out.protocol = {approach};
  if (controls.motion == Motion::roll && controls.from_level != controls.to_level) {
    Phase roll;
    roll.kind = PhaseKind::roll;
    roll.from_level = controls.from_level;
    roll.to_level = controls.to_level;
    roll.speed_m_s = controls.speed_m_s;
    roll.strokes = 2;
    out.protocol.push_back(roll);
  } else {
    Phase hold;
    hold.kind = PhaseKind::hold;
    hold.duration_s = 5;
    out.protocol.push_back(hold);
  }
  Phase lift;
  lift.kind = PhaseKind::lift;
  out.protocol.push_back(lift);
  return out;
}

}  // namespace backroll
