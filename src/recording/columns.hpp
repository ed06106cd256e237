// The columns of forces.csv and regions.csv: one table drives header, rows, reading back and docs/columns.md.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "recording/frame.hpp"

namespace backroll {

struct Column {
  std::string name;     // "load_n": the unit is part of the name
  std::string unit;     // "N"; "-" for a pure number, "text" for words
  std::string meaning;  // one line
  std::function<std::string(const RunInfo&, const Frame&)> text;  // the cell
  std::function<void(const RunInfo&, Frame&, const std::string& cell, double)>
      set;  // empty: derived, not read back
};

const std::vector<Column>& forces_columns(bool specimen);
std::string forces_header(bool specimen);
std::string forces_row(const RunInfo& info, const Frame& frame);

struct RegionColumn {
  std::string name, unit, meaning;
};
const std::vector<RegionColumn>& regions_columns();
std::string regions_header();
std::string regions_rows(const RunInfo& info, const Frame& frame);

// [N] along the load's direction, force handed to one bone.
double bone_force(const Frame& frame, std::size_t bone);

// Text of docs/columns.md.
std::string columns_markdown();

}  // namespace backroll
