#include "recording/run_reader.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "recording/columns.hpp"
#include "recording/csv.hpp"
#include "recording/output_file.hpp"
#include "recording/run_json.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream buffer;
  buffer << stream.rdbuf();
  return buffer.str();
}

Json summary_at(const fs::path& path) {
  try {
    return Json::parse(text_of(path));
  } catch (const Json::exception&) {
    throw InputError(path.string() + ": damaged, not JSON");
  }
}

// "dir/forces.csv:7" for row 5; every row of these tables is one line.
std::string line_of(const fs::path& path, std::size_t row) {
  return path.string() + ":" + std::to_string(row + 2);
}

std::vector<Frame> read_forces(const fs::path& path, const RunInfo& info, std::vector<std::string>& times) {
  const CsvTable table = read_csv(path.string());
  std::vector<Frame> frames(table.rows.size());
  for (const TableColumn& column : forces_columns(info.specimen)) {
    const int c = table.column(column.name);
    if (c < 0 && column.absent) {
      for (Frame& frame : frames) column.absent(frame);
      continue;
    }
    if (c < 0) throw InputError(path.string() + ":1: column '" + column.name + "' is missing");
    if (!column.set) continue;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const int row = static_cast<int>(r);
      const bool no_number = column.unit == "text" || (column.may_be_empty && table.rows[r][c].empty());
      const double value = no_number ? kNotKnown : csv_value(table, row, c);
      column.set(info, frames[r], table.rows[r][c], value);
    }
  }
  const int time = table.column("time_s");
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    times.push_back(table.rows[r][time]);
    if (r > 0 && frames[r].time_s <= frames[r - 1].time_s)
      throw InputError(line_of(path, r) + ": time_s = " + times[r] + " does not follow " + times[r - 1]);
  }
  return frames;
}

using Names = std::map<std::string, std::size_t>;

template <class Items, class Name>
Names names_of(const Items& items, Name name) {
  Names names;
  for (std::size_t i = 0; i < items.size(); ++i) names.emplace(name(items[i]), i);
  return names;
}

struct RegionTable {
  CsvTable csv;
  int time, view, region, force, pressure, area, stress_p95, strain, strain_p95, volume;

  explicit RegionTable(const fs::path& path) : csv(read_csv(path.string())) {
    int* columns[] = {&time, &view,       &region, &force,      &pressure,
                      &area, &stress_p95, &strain, &strain_p95, &volume};
    for (std::size_t c = 0; c < std::size(columns); ++c) {
      *columns[c] = csv.column(regions_columns()[c].name);
      if (*columns[c] < 0)
        throw InputError(path.string() + ":1: column '" + regions_columns()[c].name + "' is missing");
    }
  }
  double value(int row, int column) const { return csv_value(csv, row, column); }
};

void read_regions(const fs::path& path, const RunInfo& info, const std::vector<std::string>& times,
                  std::vector<Frame>& frames) {
  const RegionTable table(path);
  const Names regions = names_of(info.regions, [](const SkinRegion& r) { return r.name; });
  const Names bones = names_of(info.bones, [](const Bone& b) { return b.name; });
  const Names muscles = names_of(info.muscles, [](const std::string& m) { return m; });
  for (Frame& frame : frames) {
    frame.region_force.assign(info.regions.size(), 0);
    frame.region_area.assign(info.regions.size(), 0);
    frame.bone_force.assign(info.bones.size(), Vec3::Zero());
    frame.muscle.assign(info.muscles.size(), {});
  }
  std::size_t at = 0;
  for (int r = 0; r < static_cast<int>(table.csv.rows.size()); ++r) {
    const auto& row = table.csv.rows[r];
    const std::string &view = row[table.view], &name = row[table.region];
    while (at < times.size() && times[at] != row[table.time]) ++at;
    if (at == times.size())
      throw InputError(line_of(path, r) + ": time_s = " + row[table.time] +
                       " is not a step of forces.csv, or out of order");
    const Names& names = view == "skin" ? regions : view == "path" ? bones : muscles;
    if (view == "path" && name == "deep") continue;
    const auto found = names.find(name);
    if (found == names.end())
      throw InputError(line_of(path, r).append(": ").append(view).append(" '").append(name) +
                       "' is not in summary.json");
    const std::size_t i = found->second;
    Frame& frame = frames[at];
    if (view == "skin") {
      frame.region_force[i] = table.value(r, table.force);
      frame.region_area[i] = table.value(r, table.area) * 1e-4;
    } else if (view == "path") {
      frame.bone_force[i] = table.value(r, table.force) * frame.load_direction;
    } else {
      frame.muscle[i] = {table.value(r, table.pressure) * 1e3, table.value(r, table.stress_p95) * 1e3,
                         table.value(r, table.strain), table.value(r, table.strain_p95),
                         table.value(r, table.volume) * 1e-6};
    }
  }
}

// A long table of numbers, one row per step and name; `put(frame, name's index, item)` keeps a row.
template <class Item, class Put>
void read_long(const fs::path& path, const std::vector<NumberColumn<Item>>& columns, const Names& names,
               const std::vector<std::string>& times, std::vector<Frame>& frames, Put put) {
  const CsvTable csv = read_csv(path.string());
  std::vector<int> place;
  for (const NumberColumn<Item>& column : columns) {
    place.push_back(csv.column(column.name));
    if (place.back() < 0) throw InputError(path.string() + ":1: column '" + column.name + "' is missing");
  }
  std::size_t at = 0;
  for (std::size_t r = 0; r < csv.rows.size(); ++r) {
    const std::string &time = csv.rows[r][place[0]], &name = csv.rows[r][place[1]];
    while (at < times.size() && times[at] != time) ++at;
    if (at == times.size())
      throw InputError(line_of(path, r) + ": time_s = " + time +
                       " is not a step of forces.csv, or out of order");
    const auto found = names.find(name);
    if (found == names.end())
      throw InputError(line_of(path, r).append(": ").append(columns[1].name) + " '" + name +
                       "' is not in summary.json");
    Item item;
    for (std::size_t c = 2; c < columns.size(); ++c)
      columns[c].value(item) = csv_value(csv, static_cast<int>(r), place[c]) / columns[c].scale;
    put(frames[at], found->second, item);
  }
}

void read_moving_bones(const fs::path& dir, const RunInfo& info, const std::vector<std::string>& times,
                       std::vector<Frame>& frames) {
  for (Frame& frame : frames) {
    frame.unit.assign(info.units.size(), {});
    frame.bone_pose.assign(info.bones.size(), {});
  }
  read_long(dir / "spine.csv", spine_columns(),
            names_of(info.units, [](const std::string& unit) { return unit; }), times, frames,
            [](Frame& frame, std::size_t unit, const UnitLoad& load) { frame.unit[unit] = load; });
  read_long(dir / "bones.csv", bones_columns(), names_of(info.bones, [](const Bone& b) { return b.name; }),
            times, frames, [](Frame& frame, std::size_t bone, const BoneState& state) {
              frame.bone_force[bone] = state.force;
              frame.bone_pose[bone] = state.pose;
            });
}

void read_spots(const fs::path& dir, const RunInfo& info, const std::vector<std::string>& times,
                std::vector<Frame>& frames) {
  for (Frame& frame : frames) frame.spot.assign(info.spots.size(), {});
  read_long(dir / "spots.csv", spots_columns(), names_of(info.spots, [](const std::string& s) { return s; }),
            times, frames, [](Frame& frame, std::size_t s, const SpotState& spot) { frame.spot[s] = spot; });
}

void read_person_poses(const fs::path& dir, const RunInfo& info, const std::vector<std::string>& times,
                       std::vector<Frame>& frames) {
  for (Frame& frame : frames) frame.segment.assign(info.person.size(), {});
  read_long(dir / "person.csv", person_columns(),
            names_of(info.person, [](const PersonSegment& s) { return s.name; }), times, frames,
            [](Frame& frame, std::size_t segment, const PersonPose& pose) { frame.segment[segment] = pose; });
}

}  // namespace

RecordedRun read_run(const fs::path& dir) {
  const fs::path summary = dir / "summary.json";
  if (!fs::is_directory(dir)) throw InputError(dir.string() + ": no such folder");
  if (!fs::exists(summary)) {
    if (fs::exists(partial_name(summary)))
      throw InputError(dir.string() + ": the run in it was not finished; run it again");
    throw InputError(dir.string() + ": holds no run (no summary.json)");
  }
  RecordedRun run;
  run.dir = dir;
  const Json json = summary_at(summary);
  try {
    if (json.value("kind", "") == "comparison")
      throw InputError(dir.string() + ": holds a comparison; its runs are in the folders below it");
    if (json.value("kind", "") == "part")
      throw InputError(dir.string() +
                       ": holds the run of a piece of the skeleton, which has no roller; see its forces.csv");
    run.info = run_info_from_json(json.at("run"));
    run.status = json.at("status");
    run.message = json.value("message", "");
    run.version = json.value("version", "");
  } catch (const Json::exception& error) {
    throw InputError(summary.string() + ": not the summary of a run (" + error.what() + ")");
  }
  std::vector<std::string> times;
  run.frames = read_forces(dir / "forces.csv", run.info, times);
  read_regions(dir / "regions.csv", run.info, times, run.frames);
  if (bones_move(run.info)) read_moving_bones(dir, run.info, times, run.frames);
  if (person_lies(run.info)) read_person_poses(dir, run.info, times, run.frames);
  if (has_spots(run.info)) read_spots(dir, run.info, times, run.frames);
  return run;
}

FolderState inspect_folder(const fs::path& dir) {
  FolderState state;
  std::error_code error;
  if (!fs::exists(dir, error)) return state;
  state.kind = FolderKind::foreign;
  if (!fs::is_directory(dir, error)) return state;
  std::vector<fs::path> entries;
  for (fs::directory_iterator it(dir, error), end; !error && it != end; it.increment(error))
    entries.push_back(it->path());
  if (error) return state;
  if (entries.empty()) {
    state.kind = FolderKind::empty;
    return state;
  }
  std::sort(entries.begin(), entries.end());
  fs::path summary = dir / "summary.json";
  if (!fs::exists(summary, error)) summary = partial_name(summary);
  if (fs::exists(summary, error)) {
    const Json json = Json::parse(text_of(summary), nullptr, false);
    if (!json.is_object() || !json.contains("kind") || !json["kind"].is_string()) return state;
    if (json["kind"] == "run") state.kind = FolderKind::run;
    if (json["kind"] == "part") state.kind = FolderKind::part;
    if (json["kind"] == "comparison") state.kind = FolderKind::comparison;
    if (json.contains("scenario") && json["scenario"].is_string()) state.scenario = json["scenario"];
  }
  if (state.kind == FolderKind::run || state.kind == FolderKind::part) return state;
  for (const fs::path& entry : entries) {
    if (!fs::is_directory(entry, error)) continue;
    const FolderState below = inspect_folder(entry);
    if (below.kind != FolderKind::run) continue;
    state.kind = FolderKind::comparison;
    state.runs.push_back(entry.filename().string());
    if (state.scenario.empty()) state.scenario = below.scenario;
  }
  return state;
}

}  // namespace backroll
