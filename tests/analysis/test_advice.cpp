#include "analysis/advice.hpp"

#include <doctest/doctest.h>

#include "analysis/hand_session.hpp"

using namespace backroll;
using doctest::Approx;
using hand_session::Session;

namespace {

AdviceRun made(const std::string& id, double spine_part) {
  Session s;
  for (Frame& f : s.frames)
    for (std::size_t r = 1; r < f.region_force.size(); ++r) f.region_force[r] *= spine_part;
  return {id, id + "'s way", find(s.info, s.frames, {})};
}

bool any_line(const std::vector<std::string>& lines, const std::string& begin, const std::string& words) {
  for (const std::string& line : lines)
    if (line.starts_with(begin) && line.find(words) != std::string::npos) return true;
  return false;
}

AdviceFigures figures(double spine, double pain) {
  AdviceFigures a;
  a.spine_force = spine;
  a.pain = pain;
  return a;
}

}  // namespace

TEST_CASE("the spine is helped by a tenth less force, and not at the price of pain") {
  CHECK(lowers_spine(figures(100, 2), figures(89, 2)));
  CHECK_FALSE(lowers_spine(figures(100, 2), figures(91, 2)));
  CHECK(lowers_spine(figures(100, 2), figures(50, 3.9)));
  CHECK_FALSE(lowers_spine(figures(100, 2), figures(50, 4.1)));
  CHECK(lowers_spine(figures(100, 6), figures(50, 6.4)));
}

TEST_CASE("advice names what lowers the load over the spine first, and hides nothing that was tried") {
  std::vector<AdviceRun> runs = {made("own", 1), made("same", 1), made("half", 0.5), made("quarter", 0.25)};
  runs.push_back({"failed", "a failed way", {}});
  runs.back().findings.status = RunStatus::failed;
  runs.back().findings.message = "no equilibrium";
  const std::vector<std::string> lines = advice_lines(runs);
  std::size_t half = 0, quarter = 0;
  for (std::size_t n = 0; n < lines.size(); ++n) {
    if (lines[n].find("half's way") != std::string::npos) half = n;
    if (lines[n].find("quarter's way") != std::string::npos) quarter = n;
  }
  CHECK(quarter < half);
  CHECK(any_line(lines, "Lowers the load over the spine: quarter's way", "to"));
  CHECK(any_line(lines, "Not lower by a tenth", "same's way"));
  CHECK(any_line(lines, "With a failed way", "no equilibrium"));
  CHECK(advice_rows(runs).size() == 5);
  CHECK(advice_rows(runs)[4][1] == "-");
  CHECK(advice_json(runs, "one stroke").find("\"folder\": \"quarter\"") != std::string::npos);
}

TEST_CASE("without any lower way the advice says so") {
  CHECK(any_line(advice_lines({made("own", 1), made("same", 1)}), "None of the ways tried", "tenth"));
}

TEST_CASE("the coach's words name the muscles and where the spine was loaded") {
  const Session s;
  const std::vector<std::string> lines = coach_lines(find(s.info, s.frames, {}));
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].find("longissimus 80 %") != std::string::npos);
  CHECK(lines[1].starts_with("The spine was loaded most with the roller at T"));
}
