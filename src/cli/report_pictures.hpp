// 3-D pictures for the page of a run or of two runs side by side, rendered without a screen.
#pragma once

#include <filesystem>
#include <vector>

#include "cli/run_one.hpp"

namespace backroll {

// Fills context.pictures, or context.no_pictures with the reason: no fields on disk, no OpenGL, a build
// without the viewer; neither for what the viewer does not show (a specimen, a pressed head). `beside`: a
// file that can be written next to the page; it is gone afterwards. `runs`: of a comparison its softest and
// its firmest are shown.
void add_pictures(const std::vector<const FinishedRun*>& runs, const std::filesystem::path& beside,
                  ReportContext& context);

}  // namespace backroll
