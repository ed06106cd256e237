#include <doctest/doctest.h>

#include <cmath>
#include <sstream>

#include "recording/synthetic.hpp"
#include "report/along_charts.hpp"
#include "report/axis.hpp"
#include "report/markup_check.hpp"
#include "report/pressure_map_charts.hpp"

using namespace backroll;

namespace {

// 300 by 300 mm, `peak` round a place 60 mm to the right of the midline at T8.
PressureMap spot_map(double peak) {
  PressureMap map;
  map.columns = map.rows = 31;
  for (int j = 0; j < 31; ++j) {
    map.along.push_back(0.17 + 0.01 * j);
    for (int i = 0; i < 31; ++i) {
      map.across.push_back(0.01 * (i - 15));
      const double x = map.across.back() - 0.06, y = map.along.back() - 0.32;
      map.peak.push_back(peak * std::exp(-(x * x + y * y) / (2 * 0.02 * 0.02)));
    }
  }
  map.impulse = map.peak;
  map.region.assign(map.peak.size(), "");
  return map;
}

// Least and largest x of the first path of a class.
std::pair<double, double> reach_of(const std::string& svg, const std::string& css_class) {
  const std::size_t at = svg.find("<path class=\"" + css_class + "\"");
  REQUIRE(at != std::string::npos);
  std::string d = svg.substr(svg.find(" d=\"", at) + 4);
  d = d.substr(0, d.find('"'));
  for (char& c : d)
    if (c == 'M' || c == 'L' || c == 'Z') c = ' ';
  std::istringstream numbers(d);
  std::pair<double, double> reach = {1e9, -1e9};
  for (double x = 0, y = 0; numbers >> x >> y;) reach = {std::min(reach.first, x), std::max(reach.second, x)};
  return reach;
}

double x_of_text(const std::string& svg, const std::string& words) {
  const std::size_t end = svg.find(">" + words + "</text>");
  REQUIRE(end != std::string::npos);
  const std::size_t begin = svg.rfind("x=\"", end);
  return std::stod(svg.substr(begin + 3));
}

Frame at_place(const RunInfo& info, double time, double arc, double force) {
  Frame frame = synthetic::back_frame(info, time, "roll", arc, 1);
  frame.contact_force = force;
  return frame;
}

}  // namespace

TEST_CASE("a map shows what presses on the right to the right of the midline, in bands up to the largest") {
  const RunInfo info = synthetic::back_info();
  const auto charts = pressure_map_charts(info, spot_map(80e3));
  REQUIRE(charts.size() == 2);
  CHECK(charts[0].file == "pressure_map.svg");
  CHECK(charts[1].file == "impulse_map.svg");
  const std::string& svg = charts[0].svg;
  CHECK(is_well_formed(svg));
  for (const char* words : {">T8<", ">left<", ">right<", ">80<", ">kPa<"})
    CHECK(svg.find(words) != std::string::npos);
  const double middle = 0.5 * (x_of_text(svg, "left") + x_of_text(svg, "right"));
  CHECK(reach_of(svg, shade_class(4)).first > middle);
  CHECK(reach_of(svg, shade_class(8)).second < reach_of(svg, shade_class(4)).second);
}

TEST_CASE("nothing pressed, no map; no difference of backs of other sizes") {
  const RunInfo info = synthetic::back_info();
  const PressureMap none;
  CHECK(pressure_map_charts(info, none).empty());
  CHECK(pressure_map_charts(info, spot_map(0)).empty());
  const PressureMap one = spot_map(50e3);
  PressureMap other = one;
  other.across[3] += 0.001;
  const auto sizes = pressure_map_charts({{"soft", &info, &one}, {"firm", &info, &other}});
  REQUIRE(sizes.size() == 1);
  CHECK(sizes[0].file == "pressure_map.svg");
  CHECK(pressure_map_charts({{"soft", &info, &one}, {"old", &info, &none}}).empty());
}

TEST_CASE("the difference of two maps is red where the last presses more, blue where the first does") {
  const RunInfo info = synthetic::back_info();
  const PressureMap soft = spot_map(30e3), firm = spot_map(90e3);
  const auto more = pressure_map_charts({{"soft", &info, &soft}, {"firm", &info, &firm}});
  REQUIRE(more.size() == 2);
  CHECK(more[1].file == "pressure_difference.svg");
  CHECK(is_well_formed(more[1].svg));
  CHECK(more[1].svg.find("<path class=\"" + difference_class(true, 0)) != std::string::npos);
  CHECK(more[1].svg.find("<path class=\"" + difference_class(false, 0)) == std::string::npos);
  const auto less = pressure_map_charts({{"firm", &info, &firm}, {"soft", &info, &soft}});
  CHECK(less[1].svg.find("<path class=\"" + difference_class(false, 0)) != std::string::npos);
  CHECK(less[1].svg.find("<path class=\"" + difference_class(true, 0)) == std::string::npos);
}

TEST_CASE("force along the back: cranial levels left, the range of the passes behind the mean") {
  const RunInfo info = synthetic::back_info();
  Findings findings;
  findings.info = info;
  std::vector<Frame> frames;
  for (int pass = 0; pass < 2; ++pass)
    for (int n = 0; n <= 40; ++n)
      frames.push_back(at_place(info, 0.1 * (n + 41 * pass + 1), 0.22 + 0.005 * n, 400 + 100 * pass));
  const auto charts = along_charts(findings, frames);
  REQUIRE(charts.size() == 1);
  const std::string& svg = charts[0].svg;
  CHECK(is_well_formed(svg));
  CHECK(x_of_text(svg, "T4") < x_of_text(svg, "T8"));
  CHECK(x_of_text(svg, "T8") < x_of_text(svg, "T12"));
  CHECK(svg.find("br-pale " + fill_class(Colour::total)) != std::string::npos);
  frames.resize(3);
  CHECK(along_charts(findings, frames).empty());
}

TEST_CASE("a title takes a second line where the chart is narrow") {
  const PressureMap one = spot_map(50e3), two = spot_map(60e3);
  const RunInfo info = synthetic::back_info();
  const auto lines = [&](double width) {
    set_chart_width(width);
    const std::string svg =
        pressure_map_charts({{"a rather soft roller", &info, &one}, {"a rather firm roller", &info, &two}})[1]
            .svg;
    set_chart_width(760);
    std::size_t count = 0;
    for (std::size_t at = 0; (at = svg.find("br-text br-t", at)) != std::string::npos; ++at) ++count;
    return count;
  };
  CHECK(lines(760) == 1);
  CHECK(lines(380) == 2);
}
