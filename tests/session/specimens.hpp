// Scenarios the session's tests run.
#pragma once

#include <vector>

#include "scenario/catalogue.hpp"
#include "scenario/scenario.hpp"
#include "session/session.hpp"

namespace backroll::test {

// FEBio's slab (shared reference): coupled neo-Hookean 6 kPa, nu 0.45, rigid cylinder of 75 mm, no friction.
inline Scenario reference_slab() {
  Scenario s;
  s.name = "slab under a rigid cylinder";
  s.specimen.emplace();
  SpecimenLayer layer;
  layer.material.law = LawKind::neo_hookean_coupled;
  layer.material.bulk_ratio = 2 * 1.45 / (3 * 0.1);  // nu 0.45
  s.specimen->layers = {layer};
  return s;
}

// About 500 nodes of two layers with Prony terms under a foam roller that is pressed, then rolled.
inline Scenario small_slab() {
  Scenario s;
  s.name = "small slab";
  s.specimen.emplace();
  Specimen& p = *s.specimen;
  p.size_m = {0.1, 0.16, 0.04};
  SpecimenLayer top, bottom;
  top.thickness_m = 0.015;
  top.material.law = LawKind::ogden;
  top.material.shear_modulus_pa = top.material.shear_modulus_along_pa = 2e3;
  top.material.ogden_alpha = 8;
  bottom.thickness_m = 0.025;
  bottom.material.prony_g = {0.4};
  bottom.material.prony_tau_s = {0.5};
  p.layers = {top, bottom};
  p.indenter = IndenterKind::roller;
  p.load_n = Table{{0, 0}, {0.2, 20}};
  p.roll_m = Table{{0.2, 0}, {0.4, 0.01}};
  p.nodes = 500;
  s.rollers = {roller_row("soft-epe").roller};
  s.solver.time_step_s = 0.05;
  s.solver.threads = 1;
  return s;
}

// The same slab under a rigid indenter of 40 mm radius to a depth of 6 mm.
inline Scenario pressed_slab(IndenterKind kind) {
  Scenario s = small_slab();
  s.rollers.clear();
  Specimen& p = *s.specimen;
  p.indenter = kind;
  p.indenter_radius_m = 0.04;
  p.load_n.reset();
  p.roll_m.reset();
  p.depth_m = Table{{0, 0}, {0.3, 6e-3}};
  return s;
}

inline std::vector<Frame> run(const Scenario& scenario) {
  Session session(scenario, 0);
  std::vector<Frame> frames;
  while (!session.done()) frames.push_back(session.step());
  return frames;
}

}  // namespace backroll::test
