// Both engines on the same press: total force, depth, area and shares side by side, with how far they may
// differ and why (docs/crosscheck.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace backroll {

struct CrosscheckRow {
  std::string quantity, unit;
  double bullet = 0;
  double own = 0;                 // on the same lattice
  double own_mesh = 0;            // on the scenario's own mesh
  std::optional<double> allowed;  // largest |bullet - own|, in `unit`; none: not comparable, not judged
  std::string why;                // of `allowed`
  bool within() const;
};

struct Crosscheck {
  std::string scenario, roller;
  double load = 0;                         // [N]
  double first_touch = 0;                  // [m] height of the presser over its base
  int nodes = 0, tets = 0, hexes = 0;      // of the lattice both engines share
  int mesh_nodes = 0;                      // of the scenario's own mesh
  int steps = 0;                           // of Bullet, to the last load
  double bullet_cpu_s = 0, own_cpu_s = 0;  // [s] own: on the same lattice
  std::vector<CrosscheckRow> rows;
  bool within() const;
};

// Under the last load of the scenario. `tets`: specimen, about so many. `whole`: a back on its own lattice
// instead of every second node of the live one (CPU minutes).
// Throws InputError, SolverError.
Crosscheck crosscheck(const Scenario& scenario, int roller, int tets, bool whole);

}  // namespace backroll
