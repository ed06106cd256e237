// What the robustness tests and the benchmarks press on: a back of the catalogue under a roller of the
// catalogue, built as a session builds it, or a slab of skin, fat and muscle under a rigid cylinder.
#pragma once

#include <memory>
#include <string>

#include "anatomy/back_model.hpp"
#include "scenario/scenario.hpp"
#include "session/ledger.hpp"
#include "solver/equilibrium.hpp"

namespace backroll::robustness {

struct Rig {
  std::unique_ptr<BackModel> back;  // null: a slab
  TissueModel model;
  Indenter indenter;
  RunInfo info;  // regions and bones only
  LedgerMap map;

  double arc(const std::string& level) const { return level_arc(*back, level); }
  // Load control: the roller at `arc` of the midline (slab: along y) presses with `load` [N].
  Target target(double arc, double load) const;
};

struct BackChoice {
  std::string subject = "average-man";
  std::string roller = "medium-epp";
  double bulk_ratio = 100;  // K/G
  Resolution resolution = Resolution::live;
};
Rig back_rig(const BackChoice& choice);  // gravity on

inline constexpr double kSlabThickness = 0.06;  // [m]
Rig slab_rig(int nodes);

// Subjects of the catalogue with the most and the least fat: by body mass index times fat ratio.
std::string fattest_subject();
std::string leanest_subject();

// `in` with the foam of a polymer of the catalogue at a density.
Indenter with_foam(Indenter in, const std::string& polymer, double density_kg_m3);
// Foam between two foams: geometric for modulus and plateau, linear for the rest.
Indenter between(const Indenter& a, const Indenter& b, double t);
// A tube without foam: a layer as stiff as a hard grid roller's shell.
Indenter hard_tube(Indenter in);

}  // namespace backroll::robustness
