// Pictures of a session: its timeline, each long hold, the response models over time, and the back from
// behind.
#pragma once

#include <vector>

#include "report/report.hpp"

namespace backroll {

inline constexpr double kLongHold_s = 5;       // holds longer than this are drawn
inline constexpr std::size_t kDrawnHolds = 4;  // at most, the longest

// Charts of the story (Chart::story), in reading order; none where is_session() is false. `spots`: the
// subject's, for their places; those of other names than RunInfo::spots are left out.
std::vector<Chart> session_charts(const Findings& findings, const std::vector<Frame>& frames,
                                  const std::vector<TightSpot>& spots);

// "95 s"; of a session longer than three minutes "12:05".
std::string session_time(double time_s, double duration_s);

// Did a response change by more than its second digit?
bool changed(const ResponseFindings& response);

}  // namespace backroll
