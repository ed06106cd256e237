// Names behind the columns of a run: what RunInfo says of a scenario's back or specimen.
#pragma once

#include <cstdint>
#include <vector>

#include "anatomy/back_model.hpp"
#include "recording/frame.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

// `roller` null: a press. Without muscles, units, nodes and hexes.
RunInfo back_info(const Scenario& scenario, const BackModel& back, const Roller* roller);
RunInfo specimen_info(const Scenario& scenario);

// Per region: 1 over the muscles beside the spine.
std::vector<std::uint8_t> paraspinal_regions(const RunInfo& info);

}  // namespace backroll
