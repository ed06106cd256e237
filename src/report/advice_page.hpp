// advice.html: what other ways of rolling change, each with its own run.
#pragma once

#include <string>
#include <vector>

#include "analysis/advice.hpp"

namespace backroll {

// `technique`: what every run did, in a sentence. Links lead to <id>/report.html.
std::string advice_html(const std::string& title, const std::string& technique,
                        const std::vector<AdviceRun>& runs, const std::string& command,
                        const std::string& version);

}  // namespace backroll
