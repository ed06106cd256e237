// The part of a run's page that tells a session: timeline, phases, holds, responses, the back.
#pragma once

#include <string>
#include <vector>

#include "report/page.hpp"

namespace backroll {

// What each phase did and what ended it.
HtmlTable phase_table(const SessionFindings& session);

// "" where is_session() is false. `charts`: those with Chart::story are shown.
std::string session_html(const Findings& findings, const std::vector<Chart>& charts);

}  // namespace backroll
