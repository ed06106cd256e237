// A plan as files: plan.html, plan.csv, plan.ics.
#pragma once

#include <string>

#include "analysis/plan.hpp"

namespace backroll {

// One page in the style of the reports. `command`: how to make it again.
std::string plan_html(const Plan& plan, const std::string& command, const std::string& version);
// A row a session; units in the heads.
std::string plan_csv(const Plan& plan);
// RFC 5545: an event a session at kPlanHour local time. `stamp`: when it was made, "20261130T120000Z".
std::string plan_ics(const Plan& plan, const std::string& stamp, const std::string& version);
inline constexpr int kPlanHour = 18;

// Parts of the calendar's form: a text value escaped; a content line folded at 75 octets, with its CRLF.
std::string ics_text(const std::string& text);
std::string ics_line(const std::string& line);

}  // namespace backroll
