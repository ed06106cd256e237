#include "report/session_story.hpp"

#include <doctest/doctest.h>

#include "analysis/hand_session.hpp"
#include "recording/synthetic.hpp"
#include "report/markup_check.hpp"
#include "report/session_charts.hpp"

using namespace backroll;

namespace {

struct Story {
  Findings findings;
  std::vector<Chart> charts;
  std::string page;
};

Story story_of(const RunInfo& info, const std::vector<Frame>& frames,
               const std::vector<TightSpot>& spots = {}) {
  Story story{find(info, frames, {RunStatus::complete, "", "9"}), {}, ""};
  story.charts = session_charts(story.findings, frames, spots);
  story.page = report_html(story.findings, story.charts, {});
  return story;
}

// The hand-made session with a tight spot, pain and warming.
Story whole_story() {
  hand_session::Session session;
  session.info.spots = {"knot"};
  session.info.response.warm_up = session.info.response.perfusion = true;
  session.info.sharp_pain_score = 7;
  for (Frame& frame : session.frames) {
    frame.spot.assign(1, {});
    frame.pain_ratio = 0.01 * frame.contact_force / 4;
    frame.pain_score = frame.pain_ratio * 3;
    frame.pain_region = 0;
    frame.response.warming = 0.02 * frame.time_s;
  }
  TightSpot knot, other;
  knot.name = "knot";
  knot.level = "T10";
  knot.right = true;
  other.name = "of another run";
  return story_of(session.info, session.frames, {knot, other});
}

bool told(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

int times_told(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

const std::string& svg_of(const Story& story, const std::string& file) {
  for (const Chart& chart : story.charts)
    if (chart.file == file) return chart.svg;
  FAIL("no chart ", file);
  return story.page;
}

}  // namespace

TEST_CASE("a session's page tells its story, well formed, and says once what the bands are") {
  const Story story = whole_story();
  CHECK(is_well_formed(story.page, {"meta"}));
  for (const Chart& chart : story.charts) CHECK_MESSAGE(is_well_formed(chart.svg), chart.file);
  CHECK(told(story.page, "<h2>The session</h2>"));
  CHECK(times_told(story.page, "Comparison bands, not medical advice") == 1);
  CHECK(times_told(story.page, "The session over time</text>") == 1);
}

TEST_CASE("the timeline has the phases, levels, the tight spot and the line of sharp pain") {
  const std::string svg = svg_of(whole_story(), "session.svg");
  for (const char* words : {">2 roll<", ">3 hold<", ">4 rest<", ">T8<", ">T12<", ">knot<", ">sharp pain<"})
    CHECK_MESSAGE(told(svg, words), words);
  CHECK_FALSE(told(svg, "another run"));
}

TEST_CASE("the table of phases names what ended each") {
  const HtmlTable table = phase_table(whole_story().findings.session);
  REQUIRE(table.rows.size() == 6);
  CHECK(table.rows[2] == std::vector<std::string>{"3 hold", "T8", "13 s", "33 s", "400", "20 to 18", "18 %",
                                                  "2", "stress fell by 18 %"});
  CHECK(table.rows[4][7] == "height kept");
}

TEST_CASE("only holds longer than 5 s are drawn, each with what ended it") {
  const Story story = whole_story();
  CHECK(
      told(svg_of(story, "session_hold_3.svg"), "Phase 3, hold at T8, 20 s. Ended by: stress fell by 18 %"));
  for (const Chart& chart : story.charts) CHECK(chart.file != "session_hold_5.svg");
}

TEST_CASE("at most four holds are drawn, the longest") {
  hand_session::Session session;
  for (int n = 0; n < 5; ++n) session.add("hold", 10 + n, n % 2, n % 2, 6 + n, 300);
  int holds = 0;
  for (const Chart& chart : story_of(session.info, session.frames).charts) {
    holds += chart.file.starts_with("session_hold_") ? 1 : 0;
    CHECK(chart.file != "session_hold_7.svg");
  }
  CHECK(holds == 4);
}

TEST_CASE("responses that were on stand with their grade; only those that changed are drawn") {
  const Story story = whole_story();
  CHECK(told(story.page, "Warming: B for temperature"));
  CHECK(told(story.page, "no change"));
  const std::string& svg = svg_of(story, "session_responses.svg");
  CHECK(told(svg, "warming of the muscles, K"));
  CHECK_FALSE(told(svg, "blood flow"));
}

TEST_CASE("the back from behind has the tight spot, the largest pain and the time at each level") {
  const std::string svg = svg_of(whole_story(), "session_back.svg");
  CHECK(told(svg, ">knot<"));
  CHECK(told(svg, ">pain 3 of 10<"));
  CHECK(told(svg, ">29.5 s<"));
}

TEST_CASE("a plain run's page has no session") {
  const RunInfo info = synthetic::back_info();
  const Story story = story_of(info, synthetic::back_run(info, 1, 0.05));
  CHECK(story.charts.empty());
  CHECK_FALSE(told(story.page, "<h2>The session</h2>"));
  CHECK(told(story.page, "Phase by phase"));
}

TEST_CASE("a long session is told in minutes") {
  CHECK(session_time(95.4, 100) == "95.4 s");
  CHECK(session_time(95.4, 720) == "1:35");
}
