// A run as the viewer sees it, live or recorded: its model, its frames so far, what was changed, its fields.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "session/live_run.hpp"
#include "viewer/geometry/moment.hpp"
#include "viewer/run/snapshots.hpp"

namespace backroll {

struct RunData {
  std::shared_ptr<const LiveModel> model;  // null while a live run is being built
  bool live = false;
  std::vector<Frame> frames;
  std::vector<ControlEvent> events;
  Snapshots snapshots;
  std::string status,
      message;  // "complete", "interrupted", "failed", "stopped", and why; live: the last, or ""
  std::filesystem::path dir;  // recorded

  double end_s() const { return frames.empty() ? 0 : frames.back().time_s; }
};

// Throws InputError for what is not a back on a roller: a specimen, a piece of the skeleton, a pressed head.
void check_viewable(const Scenario& scenario);

// The folder of a recorded run of a back, whatever its size: tables now, fields as they are asked for. Throws
// InputError.
RunData open_run(const std::filesystem::path& dir);

// Index of the last frame at or before `time`, 0 before the first; -1 without frames.
int frame_index(const RunData& run, double time);

// What was in force when the frame at `time` was made.
Controls controls_at(const RunData& run, double time);

// State of back and roller; `snapshot` must live as long as the moment. Without frames: the unloaded back.
Moment moment_at(const RunData& run, double time, const FieldSnapshot* snapshot);

// Largest of a column over the frames from `first` on.
template <class Value>
double largest(const RunData& run, Value value, std::size_t first = 0) {
  double most = 0;
  for (std::size_t f = first; f < run.frames.size(); ++f) most = std::max(most, value(run.frames[f]));
  return most;
}

// Writes what was computed as the folder of a run: tables, fields, events, charts, report. Throws
// MachineError, InputError where `dir` holds other files.
void save_run(const RunData& run, const std::filesystem::path& dir, const std::string& program_version);

// B - A of two runs at the same places of the skin, nodes in lattice order; null where the lattices differ.
SnapshotPointer difference(const FieldSnapshot& a, const FieldSnapshot& b);

}  // namespace backroll
