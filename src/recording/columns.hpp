// The columns of forces.csv, regions.csv, spine.csv, bones.csv, person.csv and spots.csv: one table drives
// header, rows, reading back and docs/columns.md.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "recording/frame.hpp"

namespace backroll {

struct TableColumn {
  std::string name;     // "load_n": the unit is part of the name
  std::string unit;     // "N"; "-" for a pure number, "text" for words
  std::string meaning;  // one line
  std::function<std::string(const RunInfo&, const Frame&)> text;  // the cell
  std::function<void(const RunInfo&, Frame&, const std::string& cell, double)>
      set;                                  // empty: derived, not read back
  std::function<void(Frame&)> absent = {};  // for a folder older than the column; empty: it has to be there
  bool may_be_empty = false;                // a number that is not known in every frame
};

const std::vector<TableColumn>& forces_columns(bool specimen);
std::string forces_header(bool specimen);
std::string forces_row(const RunInfo& info, const Frame& frame);

struct RegionColumn {
  std::string name, unit, meaning;
};
const std::vector<RegionColumn>& regions_columns();
std::string regions_header();
std::string regions_rows(const RunInfo& info, const Frame& frame);

// Number in a row of a long table: `value * scale` is written, read back the other way round.
template <class Item>
struct NumberColumn {
  std::string name, unit, meaning;
  double& (*value)(Item&) = nullptr;  // null: the leading columns, time and name
  double scale = 1;
};

// spine.csv: one row per time and functional spinal unit; only where the bones move.
const std::vector<NumberColumn<UnitLoad>>& spine_columns();
std::string spine_header();
std::string spine_rows(const RunInfo& info, const Frame& frame);

// bones.csv: one row per time and bone; only where the bones move.
struct BoneState {
  double along = 0;  // [N] force along the load's direction
  Vec3 force = Vec3::Zero();
  BonePose pose;
};
const std::vector<NumberColumn<BoneState>>& bones_columns();
std::string bones_header();
std::string bones_rows(const RunInfo& info, const Frame& frame);

// person.csv: one row per time and segment of the person; only where the load follows from one.
const std::vector<NumberColumn<PersonPose>>& person_columns();
std::string person_header();
std::string person_rows(const RunInfo& info, const Frame& frame);

// spots.csv: one row per time and tight spot; only where the subject has any.
const std::vector<NumberColumn<SpotState>>& spots_columns();
std::string spots_header();
std::string spots_rows(const RunInfo& info, const Frame& frame);

// [N] along the load's direction, force handed to one bone.
double bone_force(const Frame& frame, std::size_t bone);

// Text of docs/columns.md.
std::string columns_markdown();

}  // namespace backroll
