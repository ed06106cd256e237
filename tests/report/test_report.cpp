#include <doctest/doctest.h>

#include "recording/synthetic.hpp"
#include "report/markup_check.hpp"
#include "report/report.hpp"
#include "scenario/input_error.hpp"
#include "scenario/write.hpp"

using namespace backroll;

namespace {

struct Run {
  Findings findings;
  std::vector<Frame> frames;
};

Run run_of(const char* id, const char* name, double stress, double firmness) {
  RunInfo info = synthetic::back_info();
  info.roller = id;
  info.roller_name = name;
  info.roller_stress_25 = stress;
  Run run;
  run.frames = synthetic::back_run(info, firmness, 0.05);
  run.findings = find(info, run.frames, {RunStatus::complete, "", "9.8.7"});
  return run;
}

bool page_is_well_formed(const std::string& html) {
  return is_well_formed(html, {"meta", "img"});
}

bool has(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

const Chart& chart_named(const std::vector<Chart>& charts, const std::string& file) {
  for (const Chart& chart : charts)
    if (chart.file == file) return chart;
  FAIL("no chart ", file);
  return charts.front();
}

}  // namespace

TEST_CASE("a run's charts and page") {
  const Run run = run_of("m", "Medium <EPP> & co", 110e3, 1);
  const auto charts = run_charts(run.findings, run.frames);
  for (const char* file :
       {"forces.svg", "path.svg", "pressure.svg", "levels.svg", "muscles.svg", "height.svg"})
    CHECK(is_well_formed(chart_named(charts, file).svg));
  ReportContext context{"Title <b>",
                        "About \"it\"",
                        {{"Subject", "man & woman"}},
                        {{"1", "roll", "T4 to T12", "x"}},
                        "backroll run 'a b.toml' && echo",
                        {{"roller <x>", "friction", "0.5", "proposed: a & b"}},
                        "schema = 1",
                        {{"A <view>", "seen from behind", "PNG\x01"}},
                        "",
                        {}};
  const std::string html = report_html(run.findings, charts, context);
  CHECK(page_is_well_formed(html));
  CHECK_FALSE(has(html, "<EPP>"));
  CHECK_FALSE(has(html, "<b>"));
  CHECK(has(html, "Medium &lt;EPP&gt; &amp; co"));
  CHECK(has(html, "What the two views mean"));
  CHECK(has(html, "nothing here is medical advice"));
  CHECK(has(html, "backroll run &#39;a b.toml&#39; &amp;&amp; echo"));
  CHECK(has(html, "Backroll 9.8.7"));
  CHECK(has(html, "<td>friction</td><td>0.5</td><td>proposed: a &amp; b</td>"));
  CHECK(has(html, hash_text("schema = 1\n9.8.7").c_str()));
  CHECK(has(html, "<img alt=\"A &lt;view&gt;\" src=\"data:image/png;base64,UE5HAQ==\">"));
  context.pictures.clear();
  context.no_pictures = "no OpenGL here";
  CHECK(has(report_html(run.findings, charts, context), "<p>No pictures: no OpenGL here.</p>"));
  const std::string again = report_html(run.findings, run_charts(run.findings, run.frames), context);
  CHECK(again == report_html(run.findings, charts, context));
}

TEST_CASE("charts and page of a back whose bones move") {
  const RunInfo info = synthetic::moving_info();
  const auto frames = synthetic::moving_run(info, 1, 0.05);
  const Findings f = find(info, frames, {RunStatus::complete, "", "9"});
  const auto charts = run_charts(f, frames);
  for (const char* file : {"curvature.svg", "extension.svg", "unit_load.svg", "vertebrae.svg", "ribs.svg"})
    CHECK(is_well_formed(chart_named(charts, file).svg));
  CHECK(has(chart_named(charts, "extension.svg").svg, ">T7/T8<"));
  CHECK(has(chart_named(charts, "ribs.svg").svg, ">rib 5<"));
  const std::string html = report_html(f, charts, {});
  CHECK(page_is_well_formed(html));
  CHECK(has(html, "the thoracic spine opens by"));
  CHECK(has(html, "spine.csv"));
  CHECK(has(html, "what holds the body"));
  const Run held = run_of("m", "Medium", 110e3, 1);
  const std::string other = report_html(held.findings, run_charts(held.findings, held.frames), {});
  CHECK(has(other, "were held in place"));
  CHECK_FALSE(has(other, "spine.csv"));
  CHECK_FALSE(has(other, "Functional spinal units"));
}

TEST_CASE("charts and page of a press, and of two") {
  const RunInfo info = synthetic::press_info();
  const auto frames = synthetic::press_run(info, 30);
  const Findings f = find(info, frames, {RunStatus::complete, "", "9"});
  const auto charts = run_charts(f, frames);
  CHECK(is_well_formed(chart_named(charts, "force_depth.svg").svg));
  CHECK(has(chart_named(charts, "force_depth.svg").svg, "stiffness while loading"));
  for (const Chart& chart : charts) CHECK(chart.file != "height.svg");
  const std::string html = report_html(f, charts, {});
  CHECK(page_is_well_formed(html));
  CHECK(has(html, "Head pressed on the back"));
  CHECK_FALSE(has(html, "Comparison bands, to set rollers"));
  const Comparison c = compare({f, f});
  CHECK(page_is_well_formed(report_html(c, comparison_charts(c, {&frames, &frames}), {})));
}

TEST_CASE("a comparison of moving backs draws their extension") {
  const RunInfo info = synthetic::moving_info();
  const auto soft = synthetic::moving_run(info, 1, 0.05, 2), firm = synthetic::moving_run(info, 1, 0.05, 3);
  const Comparison c = compare({find(info, soft, {}), find(info, firm, {})});
  const auto charts = comparison_charts(c, {&soft, &firm});
  CHECK(has(chart_named(charts, "extension.svg").svg, ">T7/T8<"));
  CHECK(is_well_formed(chart_named(charts, "curvature.svg").svg));
  CHECK(page_is_well_formed(report_html(c, charts, {})));
}

TEST_CASE("a page asks nothing from outside") {
  const Run run = run_of("m", "Medium", 110e3, 1);
  const std::string html = report_html(run.findings, run_charts(run.findings, run.frames), {});
  for (const char* word :
       {"src=", "url(", "@import", "<link", "<img", "<iframe", "href=", "fetch(", "XMLHttp", "import("})
    CHECK_FALSE(has(html, word));
  CHECK(has(html, "default-src 'none'"));
}

TEST_CASE("a comparison's charts follow the order of the frames handed in") {
  const Run firm = run_of("f", "Firm", 200e3, 1.5), soft = run_of("s", "Soft", 50e3, 0.8);
  const Comparison c = compare({firm.findings, soft.findings});
  const auto charts = comparison_charts(c, {&firm.frames, &soft.frames});
  const Comparison other = compare({soft.findings, firm.findings});
  const auto same = comparison_charts(other, {&soft.frames, &firm.frames});
  REQUIRE(charts.size() == same.size());
  for (std::size_t i = 0; i < charts.size(); ++i) {
    CHECK(is_well_formed(charts[i].svg));
    CHECK(charts[i].svg == same[i].svg);
  }
  ReportContext context;
  context.run_folders = {"firm\"x", "soft"};
  const std::string html = report_html(c, charts, context);
  CHECK(page_is_well_formed(html));
  CHECK(has(html, "href=\"soft/report.html\">Soft</a>, <a href=\"firm%22x/report.html\">Firm</a>"));
  CHECK(has(html, "firm / soft"));
}

TEST_CASE("a specimen, a comparison of specimens, and a run that failed at once") {
  const RunInfo info = synthetic::specimen_info();
  const auto frames = synthetic::specimen_run();
  const Findings slab = find(info, frames, {});
  const auto charts = run_charts(slab, frames);
  CHECK(is_well_formed(chart_named(charts, "force_depth.svg").svg));
  CHECK(page_is_well_formed(report_html(slab, charts, {})));
  const Comparison c = compare({slab, slab});
  CHECK(page_is_well_formed(report_html(c, comparison_charts(c, {&frames, &frames}), {})));

  const Findings failed = find(synthetic::back_info(), {}, {RunStatus::failed, "no equilibrium <here>", "9"});
  const std::string html = report_html(failed, run_charts(failed, {}), {});
  CHECK(page_is_well_formed(html));
  CHECK(has(html, "no equilibrium &lt;here&gt;"));
}

TEST_CASE("a scenario in words") {
  Scenario s;
  s.name = "Mine";
  s.subject.muscle_tone = 1.5;
  s.rollers.resize(2);
  s.rollers[1].name = "Second";
  s.load.force_n = 400;
  Phase roll;
  roll.kind = PhaseKind::roll;
  roll.from_level = "T4";
  roll.to_level = "T12";
  roll.strokes = 3;
  s.protocol = {roll};
  const ReportContext one = describe_run(s, 1, "backroll run mine.toml");
  CHECK(one.title == "Mine");
  CHECK(one.facts[0].second.find("muscle tone x 1.5") != std::string::npos);
  CHECK(one.facts[1].second ==
        "Second: EPP foam of 30 kg/m3, diameter 150 mm, core 50 mm, length 300 mm, friction "
        "0.5, turning freely");
  CHECK(one.protocol[0] == std::vector<std::string>{"1", "roll", "T4 to T12", "50 mm/s, 3 strokes"});
  CHECK(describe_run(s, -1, "").facts.size() == one.facts.size() + 1);
}

TEST_CASE("a press, its posture and muscle tone in words") {
  Scenario s;
  s.support.posture = Posture::prone;
  s.support.muscle_hold = 0.2;
  s.subject.tone_of = {{"longissimus", 2}};
  s.press = Press{};
  s.press->right_m = 0.02;
  s.press->force_n = Table{{0, 0}, {1, 100}};
  std::string text;
  for (const auto& [name, value] : describe_run(s, -1, "").facts) text += name + ": " + value + "\n";
  CAPTURE(text);
  CHECK(has(text, "Head: round, 3 cm2\n"));
  CHECK(has(text, "Pressed at: L3, 20 mm to the right\n"));
  CHECK(has(text, "Force: 0 N at 0 s, 100 N at 1 s\n"));
  CHECK(has(
      text,
      "Posture: face down on a plinth of 1000 N/mm; the trunk's muscles carry 20 % of the bending; resting "
      "muscles press the spine with 150 N\n"));
  CHECK(has(text, "; longissimus x 2\n"));
  CHECK_FALSE(has(text, "Load:"));
  CHECK_FALSE(has(text, "Roller:"));
}

TEST_CASE("files of a report; a folder that cannot be made is a MachineError") {
  const synthetic::TemporaryFolder folder("report");
  const Run run = run_of("m", "Medium", 110e3, 1);
  const auto charts = run_charts(run.findings, run.frames);
  write_charts(folder.path, charts);
  write_report(folder.path, "<html></html>");
  CHECK(synthetic::text_of(folder.path / "charts" / "forces.svg") == charts[0].svg);
  CHECK(synthetic::text_of(folder.path / "report.html") == "<html></html>");
  CHECK_THROWS_AS(write_charts(folder.path / "report.html", charts), MachineError);
}
