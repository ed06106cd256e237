// What pressed on the skin over a whole run, on the back rolled out flat: pressure_map.csv.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "recording/columns.hpp"

namespace backroll {

// The skin's nodes, row by row from caudal to cranial, in a row from left to right. Lengths along the
// unloaded skin.
struct PressureMap {
  int columns = 0, rows = 0;
  std::vector<double> along;        // [m] of each row: arc along the midline, 0 at the height of L5/S1
  std::vector<double> across;       // [m] of each node: from the midline over the skin, right positive
  std::vector<std::string> region;  // of each node: what lies under it
  std::vector<double> peak;         // [Pa] of each node: largest pressure of the run
  std::vector<double> impulse;      // [Pa s] of each node: its sum over time
  bool empty() const { return peak.empty(); }
};

// Nothing has pressed yet.
PressureMap pressure_map(const BackModel& back);

// `pressure` [Pa] per node of the lattice (FieldSnapshot::pressure), for `seconds`.
void add_pressure(PressureMap& map, const std::vector<float>& pressure, double seconds);

// One row a node; `info`: of the run, for its levels.
std::string pressure_map_csv(const PressureMap& map, const RunInfo& info);

// DIR/pressure_map.csv; an empty map where there is none. Throws InputError for a damaged one.
PressureMap read_pressure_map(const std::filesystem::path& dir);

const std::vector<RegionColumn>& pressure_map_columns();

}  // namespace backroll
