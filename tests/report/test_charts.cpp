#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "report/axis.hpp"
#include "report/bar_chart.hpp"
#include "report/line_chart.hpp"
#include "report/markup_check.hpp"
#include "report/svg.hpp"

using namespace backroll;
using doctest::Approx;

TEST_CASE("text is escaped for XML and HTML, whatever it holds") {
  CHECK(escape_markup("a<b>&\"c'") == "a&lt;b&gt;&amp;&quot;c&#39;");
  CHECK(escape_markup("m\xc3\xbc") == "m\xc3\xbc");
  CHECK(escape_markup("x\xff\x01y") == "x??y");
  CHECK(escape_markup(std::string("cut \xe2\x82")) == "cut ??");
  CHECK(pretty_markup("12 cm2 +-3") == "12 cm² ±3");
  CHECK(pretty_markup("contact_area_cm2") == "contact_area_cm2");
}

TEST_CASE("signs are set in words, not in the names of columns") {
  CHECK(pretty_markup("12 cm2, +-3 kg/m3") == "12 cm², ±3 kg/m³");
  CHECK(pretty_markup("peak_1cm2_bone_kpa") == "peak_1cm2_bone_kpa");
  CHECK(pretty_markup("contact_area_cm2") == "contact_area_cm2");
}

TEST_CASE("axes have round ticks that cover the data") {
  const Axis a = round_axis(0, 473, 6, 0, 100);
  CHECK(a.step == Approx(100));
  CHECK(a.high == Approx(500));
  CHECK(a.ticks().size() == 6);
  CHECK(a.at(250) == Approx(50));
  const Axis b = round_axis(-17.3, -2, 6, 0, 1);
  CHECK(b.low == Approx(-20));
  CHECK(b.high == 0);
  const Axis tight = round_axis(0, 9.2, 10, 0, 1, true);
  CHECK(tight.high == Approx(9.2));
  CHECK(tight.ticks().back() == Approx(9));
  CHECK(round_axis(0, 0, 5, 0, 1).high == 1);
  CHECK(tick_text(0.30000000000000004) == "0.3");
}

TEST_CASE("thinning keeps the extremes and the ends") {
  LineSeries s{"x", Colour::spine, {}, {}, false};
  for (int i = 0; i < 10000; ++i) {
    s.x.push_back(i);
    s.y.push_back(i == 5432 ? 99 : i == 1234 ? -99 : 0.001 * i);
  }
  const auto points = thinned(s, 400);
  CHECK(points.size() <= 420);
  CHECK(points.front().first == 0);
  CHECK(points.back().first == 9999);
  double low = 0, high = 0, before = -1;
  for (const auto& [x, y] : points) {
    CHECK(x > before);
    before = x;
    low = std::min(low, y);
    high = std::max(high, y);
  }
  CHECK(low == -99);
  CHECK(high == 99);
}

TEST_CASE("charts are well-formed, with and without data") {
  LineChart lines{"<T> & co", "d", "time, s", "force, N", {}, {{0, 1, "a<b"}}};
  CHECK(is_well_formed(line_chart_svg(lines)));
  lines.series = {{"a & b", Colour::soft, {0, 1, 2}, {1, std::nan(""), 3}, true},
                  {"c", Colour::firm, {0}, {1}, false}};
  const std::string svg = line_chart_svg(lines);
  CHECK(is_well_formed(svg));
  CHECK(svg.find("nan") == std::string::npos);
  CHECK(svg.find("a &amp; b") != std::string::npos);
  lines.series.push_back({"d", Colour::rib, {1, 2}, {2, 5}, false, true, {0, 1}});
  const std::string marked = line_chart_svg(lines);
  CHECK(is_well_formed(marked));
  const auto count_of = [&](std::string_view piece) {
    int count = 0;
    for (std::size_t at = marked.find(piece); at != std::string::npos; at = marked.find(piece, at + 1))
      ++count;
    return count;
  };
  CHECK(count_of("<circle") == 3);                           // two points and the legend's
  CHECK(count_of("br-l3") - count_of("br-l3{stroke") == 1);  // one of them has a spread
  CHECK(is_well_formed(grouped_bars_svg({"t", "d", "kPa", {"T4", "T8"}, {{"x", Colour::soft, {1, -2}}}})));
  CHECK(is_well_formed(
      share_bars_svg({"t", "d", {"r"}, {{"x", Colour::soft, {0.4}}, {"y", Colour::firm, {0.6}}}})));
  CHECK(is_well_formed(lying_bars_svg({"t", "d", "kPa", {"r"}, {{"x", Colour::soft, {0.4}}}})));
  const std::string ratios =
      ratio_bars_svg({"t", "d", "firm / soft", {"a", "b"}, {1.5, 0}, {"3 against 2", ""}});
  CHECK(is_well_formed(ratios));
  CHECK(ratios.find("too small to compare") != std::string::npos);
}

TEST_CASE("shares below 0 lie left of 0 and nothing leaves the picture") {
  const std::string svg =
      share_bars_svg({"t",
                      "d",
                      {"r"},
                      {{"x", Colour::soft, {0.4}}, {"y", Colour::firm, {0.7}}, {"z", Colour::rib, {-0.1}}}});
  CHECK(is_well_formed(svg));
  CHECK(svg.find("-10 %") != std::string::npos);
  CHECK(svg.find("70 %") != std::string::npos);
  double right = 0, width = 0;  // of the boxes of the bars
  for (std::size_t at = svg.find("<rect x=\""); at != std::string::npos;
       at = svg.find("<rect x=\"", at + 1)) {
    const double x = std::stod(svg.substr(at + 9)), w = std::stod(svg.substr(svg.find("width=\"", at) + 7));
    if (width == 0) width = w;  // the ground
    right = std::max(right, x + w);
  }
  CHECK(width == 760);
  CHECK(right <= width);
}

TEST_CASE("lying bars below 0 lie left of it") {
  const std::string svg =
      lying_bars_svg({"t", "d", "deg", {"r"}, {{"x", Colour::soft, {-1}}, {"y", Colour::firm, {2}}}});
  std::vector<std::pair<double, double>> bars;  // x and width
  for (std::size_t at = svg.find("<rect x=\""); at != std::string::npos; at = svg.find("<rect x=\"", at + 1))
    bars.emplace_back(std::stod(svg.substr(at + 9)), std::stod(svg.substr(svg.find("width=\"", at) + 7)));
  REQUIRE(bars.size() >= 2);
  const auto &below = bars[bars.size() - 2], &above = bars.back();
  CHECK(below.first + below.second == Approx(above.first).epsilon(1e-3));  // both begin at 0
  CHECK(above.second == Approx(2 * below.second).epsilon(1e-2));
}

TEST_CASE("labels of grouped bars are as short as their bars are narrow") {
  GroupedBars chart{
      "t", "d", "kPa", {}, {{"x", Colour::soft, {}}, {"y", Colour::firm, {}}, {"z", Colour::rib, {}}}};
  for (int level = 0; level < 9; ++level) {
    chart.groups.push_back("T" + std::to_string(level));
    for (BarSeries& series : chart.series) series.values.push_back(47.4);
  }
  CHECK(grouped_bars_svg(chart).find(">47<") != std::string::npos);
  CHECK(grouped_bars_svg(chart).find(">47.4<") == std::string::npos);
}
