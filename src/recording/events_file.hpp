// events.json of a live run's folder: what was changed while it ran. With the folder's scenario.toml it is
// enough to run it again (`backroll run --replay DIR`).
#pragma once

#include <filesystem>
#include <vector>

#include "protocol/controls.hpp"

namespace backroll {

struct LiveRecord {
  int steps = 0;  // of the whole run
  std::vector<ControlEvent> events;
};

void write_events(const std::filesystem::path& dir, const LiveRecord& record);  // throws MachineError
bool has_events(const std::filesystem::path& dir);
LiveRecord read_events(const std::filesystem::path& dir);  // throws InputError

}  // namespace backroll
