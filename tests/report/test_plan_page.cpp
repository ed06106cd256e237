#include "report/plan_page.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "report/markup_check.hpp"

using namespace backroll;

namespace {

Plan small_plan() {
  PlanTrials t;
  t.hips_down = {"hips down", 0.42, 20e3, 0.5, {}};
  t.hips_up = {"hips up", 0.64, 30e3, 0.75, {}};
  Subject subject;
  subject.name = "a man; tall, <heavy>";
  return lay_out_plan({Goal::mobility, Experience::beginner, 3, parse_day("2026-12-30")}, subject, t);
}

// Content lines unfolded; every line must end in CRLF and hold at most 75 octets.
std::vector<std::string> unfolded(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find("\r\n", from);
    REQUIRE(end != std::string::npos);
    const std::string line = text.substr(from, end - from);
    CHECK(line.size() <= 75);
    CHECK(line.find('\n') == std::string::npos);
    if (line.starts_with(" "))
      lines.back() += line.substr(1);
    else
      lines.push_back(line);
    from = end + 2;
  }
  return lines;
}

}  // namespace

TEST_CASE("the calendar is one of RFC 5545, an event a session") {
  const Plan plan = small_plan();
  const auto lines = unfolded(plan_ics(plan, "20261126T230000Z", "0.1.0"));
  CHECK(lines.front() == "BEGIN:VCALENDAR");
  CHECK(lines[1] == "VERSION:2.0");
  CHECK(lines.back() == "END:VCALENDAR");
  const auto count = [&](const std::string& start) {
    return static_cast<std::size_t>(std::count_if(
        lines.begin(), lines.end(), [&](const std::string& line) { return line.starts_with(start); }));
  };
  for (const char* each : {"BEGIN:VEVENT", "END:VEVENT", "UID:", "DTSTAMP:20261126T230000Z", "DTSTART:20",
                           "DURATION:PT", "SUMMARY:Rolling", "DESCRIPTION:Week"})
    CHECK(count(each) == plan.sessions.size());
  std::vector<std::string> uids;
  for (const std::string& line : lines)
    if (line.starts_with("UID:")) uids.push_back(line);
  std::sort(uids.begin(), uids.end());
  CHECK(std::adjacent_find(uids.begin(), uids.end()) == uids.end());
  CHECK(count("DTSTART:20261230T180000") == 1);  // local time, floating
  CHECK(count("DTSTART:20270102T180000") == 1);  // over the year's end
  CHECK(count("DURATION:PT3M") >= 2);
}

TEST_CASE("calendar text is escaped and lines are folded between characters") {
  CHECK(ics_text("a, b; c\\d\ne") == "a\\, b\\; c\\\\d\\ne");
  CHECK(ics_line("short") == "short\r\n");
  CHECK(ics_line(std::string(75, 'x')) == std::string(75, 'x') + "\r\n");
  CHECK(ics_line(std::string(76, 'x')) == std::string(75, 'x') + "\r\n x\r\n");
  const std::string umlaut = "\xC3\xA4";  // two octets, not torn at 74 | 76
  CHECK(ics_line(std::string(74, 'x') + umlaut) == std::string(74, 'x') + "\r\n " + umlaut + "\r\n");
}

TEST_CASE("the table has a row a session and the page is sound") {
  const Plan plan = small_plan();
  const std::string csv = plan_csv(plan);
  CHECK(std::count(csv.begin(), csv.end(), '\n') == static_cast<std::ptrdiff_t>(plan.sessions.size()) + 1);
  CHECK(csv.find("1,2026-12-30,Wed,3,beginner-soft,soft-epe,") != std::string::npos);
  const std::string html = plan_html(plan, "backroll plan average-man --goal mobility", "0.1.0");
  CHECK(is_well_formed(html, {"meta"}));
  CHECK(html.find("&lt;heavy&gt;") != std::string::npos);
  for (const char* words : {"Stop at sharp", "Drink as you normally would", "Keep the first sessions short",
                            "Look at the conditions first"})
    CHECK(html.find(words) != std::string::npos);
}
