#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/findings.hpp"
#include "analysis/sweep_effects.hpp"
#include "analysis/text.hpp"
#include "report/bar_chart.hpp"
#include "report/heat_map.hpp"
#include "report/line_chart.hpp"
#include "report/sweep_page.hpp"

namespace backroll {
namespace {

constexpr std::size_t kMostLines = 8, kMostBars = 16;
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

std::string file_name(const std::string& kind, const std::string& output) {
  return kind + "_" + output + ".svg";
}

std::string axis_words(const SweepOutput& output) {
  return output.name + (output.unit == "-" ? "" : ", " + output.unit);
}

// Inputs on the grid with more than one value, numbers first, the longest first.
std::vector<int> grid_inputs(const SweepTable& table) {
  std::vector<int> all;
  for (std::size_t i = 0; i < table.inputs.size(); ++i)
    if (!table.inputs[i].sampled && levels_of(table, static_cast<int>(i)).size() > 1)
      all.push_back(static_cast<int>(i));
  return all;
}

// The output's values over the cases with these values of inputs a and b (b < 0: any).
std::vector<double> cell_values(const SweepTable& table, int output, int a, const std::string& at_a, int b,
                                const std::string& at_b) {
  std::vector<double> values;
  for (const SweepRow& row : table.rows) {
    const double value = row.outputs[static_cast<std::size_t>(output)];
    if (!std::isfinite(value) || row.inputs[static_cast<std::size_t>(a)] != at_a) continue;
    if (b >= 0 && row.inputs[static_cast<std::size_t>(b)] != at_b) continue;
    values.push_back(value);
  }
  return values;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? kNothing : sum / static_cast<double>(values.size());
}

Chart map_chart(const SweepTable& table, int output, int across, int down) {
  const SweepOutput& o = table.outputs[static_cast<std::size_t>(output)];
  const std::string& x = table.inputs[static_cast<std::size_t>(across)].name;
  const std::string& y = table.inputs[static_cast<std::size_t>(down)].name;
  HeatMap map{axis_words(o) + " by " + x + " and " + y,
              o.meaning,
              x,
              y,
              levels_of(table, across),
              levels_of(table, down),
              {}};
  for (const std::string& row : map.rows) {
    map.values.emplace_back();
    for (const std::string& column : map.columns)
      map.values.back().push_back(mean_of(cell_values(table, output, across, column, down, row)));
  }
  return {file_name("map", o.name), map.title, o.name + ": " + o.meaning + ". Mean of the cases of a cell.",
          heat_map_svg(map)};
}

Chart lines_chart(const SweepTable& table, int output, int along, int by) {
  const SweepOutput& o = table.outputs[static_cast<std::size_t>(output)];
  LineChart chart;
  chart.x_label = table.inputs[static_cast<std::size_t>(along)].name;
  chart.title = axis_words(o) + " over " + chart.x_label;
  chart.description = o.meaning;
  chart.y_label = axis_words(o);
  std::vector<std::string> xs = levels_of(table, along);
  std::sort(xs.begin(), xs.end(),
            [](const std::string& a, const std::string& b) { return std::stod(a) < std::stod(b); });
  const bool sampled = std::any_of(table.inputs.begin(), table.inputs.end(),
                                   [](const SweepInput& input) { return input.sampled; });
  const std::vector<std::string> lines = by < 0 ? std::vector<std::string>{""} : levels_of(table, by);
  for (std::size_t l = 0; l < lines.size(); ++l) {
    LineSeries line;
    line.name = by < 0 ? o.name : table.inputs[static_cast<std::size_t>(by)].name + " " + lines[l];
    line.colour = by < 0 ? Colour::total : firmness_colour(l, lines.size());
    for (const std::string& x : xs) {
      const std::vector<double> values = cell_values(table, output, along, x, by, lines[l]);
      if (values.empty()) continue;
      line.x.push_back(std::stod(x));
      line.y.push_back(mean_of(values));
      if (!sampled) continue;
      line.low.push_back(percentile(values, kSpreadLow));
      line.high.push_back(percentile(values, kSpreadHigh));
    }
    chart.series.push_back(line);
  }
  return {file_name("lines", o.name), chart.title,
          o.name + ": " + o.meaning + ". Mean of the cases of a point" +
              (sampled ? "; pale: 5th to 95th percentile over the sample." : "."),
          line_chart_svg(chart)};
}

Chart bars_chart(const SweepTable& table, int output, int along) {
  const SweepOutput& o = table.outputs[static_cast<std::size_t>(output)];
  LyingBars bars;
  bars.title = axis_words(o) + " by " + table.inputs[static_cast<std::size_t>(along)].name;
  bars.description = o.meaning;
  bars.x_label = axis_words(o);
  BarSeries series{o.name, Colour::soft, {}};
  for (const std::string& level : levels_of(table, along)) {
    const double value = mean_of(cell_values(table, output, along, level, -1, ""));
    if (!std::isfinite(value)) continue;
    bars.rows.push_back(level);
    series.values.push_back(value);
  }
  bars.series = {series};
  return {file_name("bars", o.name), bars.title, o.name + ": " + o.meaning + ".", lying_bars_svg(bars)};
}

// What moves each output: shares of its variance.
Chart effects_chart(const SweepPage& page) {
  ShareBars bars;
  bars.title = "What moves the outputs: shares of their variance";
  bars.description = "One bar an output; main effects, interactions, and what remains";
  std::vector<std::string> inputs;
  for (const OutputEffects& e : page.answer.effects)
    for (const MainEffect& effect : e.effects)
      if (std::find(inputs.begin(), inputs.end(), effect.input) == inputs.end())
        inputs.push_back(effect.input);
  constexpr Colour kColours[] = {Colour::spine,  Colour::muscle,  Colour::rib,
                                 Colour::pelvis, Colour::scapula, Colour::medium};
  for (std::size_t i = 0; i < inputs.size(); ++i) bars.parts.push_back({inputs[i], kColours[i % 6], {}});
  bars.parts.push_back({"together and the rest", Colour::rest, {}});
  for (const OutputEffects& e : page.answer.effects) {
    bars.rows.push_back(e.output);
    double sum = 0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      double share = 0;
      for (const MainEffect& effect : e.effects)
        if (effect.input == inputs[i]) share = effect.share;
      bars.parts[i].values.push_back(share);
      sum += share;
    }
    bars.parts.back().values.push_back(std::max(0.0, 1 - sum));
  }
  return {"effects.svg", bars.title,
          "Sum of squares between the values of an input over the whole sum of squares, over the cases of "
          "the sweep.",
          share_bars_svg(bars)};
}

Chart sensitivity_chart(const SweepTable& table, const OutputEffects& e) {
  LyingBars bars;
  const bool morris = e.sensitivities.front().kind == SensitivityKind::morris;
  const bool saltelli = e.sensitivities.front().kind == SensitivityKind::saltelli;
  bars.title = "What moves " + e.output;
  bars.description = "Sensitivity to the sampled inputs";
  bars.x_label = morris ? axis_words(table.outputs[static_cast<std::size_t>(table.output(e.output))])
                        : "share of the variance";
  BarSeries first{morris ? "mean size of the effect" : "alone (first order)", Colour::spine, {}};
  BarSeries second{
      morris ? "its standard deviation" : "with all it acts through (total)", Colour::muscle, {}};
  for (const Sensitivity& s : e.sensitivities) {
    const double a = morris ? s.mu_star : s.first, b = morris ? s.sigma : s.total;
    if (!std::isfinite(a)) continue;
    bars.rows.push_back(s.input);
    first.values.push_back(a);
    second.values.push_back(std::isfinite(b) ? b : 0);
  }
  bars.series = {first};
  if (morris || saltelli) bars.series.push_back(second);
  const std::string how =
      morris
          ? "Elementary effects over the sampled range (Morris 1991): mean of their size, standard deviation."
      : saltelli ? "Sobol's indices, estimated after Jansen (1999)."
                 : "First-order index from strata of the sample (Plischke 2013), corrected for their number.";
  return {file_name("sensitivity", e.output), bars.title, how, lying_bars_svg(bars)};
}

Chart pareto_chart(const SweepPage& page) {
  const SweepTable& table = page.table;
  const auto m = static_cast<std::size_t>(table.output(page.answer.question.more));
  const auto l = static_cast<std::size_t>(table.output(page.answer.question.less));
  LineChart chart;
  chart.title = page.answer.question.more + " against " + page.answer.question.less;
  chart.description = "Every case a point; the line joins those that no other beats";
  chart.x_label = axis_words(table.outputs[l]) + " (less is better)";
  chart.y_label = axis_words(table.outputs[m]) + " (more)";
  LineSeries cases{"cases", Colour::rest, {}, {}, false, true},
      front{"none beats these", Colour::muscle, {}, {}};
  for (const SweepRow& row : table.rows)
    if (std::isfinite(row.outputs[m]) && std::isfinite(row.outputs[l])) {
      cases.x.push_back(row.outputs[l]);
      cases.y.push_back(row.outputs[m]);
    }
  for (const int n : page.answer.front) {
    front.x.push_back(table.rows[static_cast<std::size_t>(n)].outputs[l]);
    front.y.push_back(table.rows[static_cast<std::size_t>(n)].outputs[m]);
  }
  LineSeries marks = front;
  front.name = "their front";
  marks.marks = true;
  chart.series = {cases, marks};
  if (front.x.size() > 1) chart.series.push_back(front);
  return {"pareto.svg", chart.title,
          "Pareto front: cases of which no other has as much of the one for as little of the other.",
          line_chart_svg(chart)};
}

// Share of the sample below a value.
Chart distribution_chart(const SweepTable& table, const OutputEffects& e) {
  const auto column = static_cast<std::size_t>(table.output(e.output));
  const SweepOutput& o = table.outputs[column];
  LineChart chart;
  chart.title = "How " + axis_words(o) + " is spread over the sample";
  chart.description = "Share of the sample below each value";
  chart.x_label = axis_words(o);
  chart.y_label = "share of the sample below";
  std::vector<double> values;
  for (const SweepRow& row : table.rows)
    if (std::isfinite(row.outputs[column])) values.push_back(row.outputs[column]);
  std::sort(values.begin(), values.end());
  LineSeries line{e.output, Colour::spine, values, {}};
  for (std::size_t n = 0; n < values.size(); ++n)
    line.y.push_back((static_cast<double>(n) + 0.5) / static_cast<double>(values.size()));
  chart.series = {line};
  return {file_name("spread", e.output), chart.title,
          o.name + ": " + o.meaning + ". 5th, 50th and 95th percentile: " +
              number_text(percentile(values, kSpreadLow)) + ", " + number_text(percentile(values, 0.5)) +
              ", " + number_text(percentile(values, kSpreadHigh)) + ".",
          line_chart_svg(chart)};
}

// Median and the middle 90 % over the sample, for each combination of the grid.
Chart spread_chart(const SweepTable& table, const OutputEffects& e) {
  const std::vector<SampleSpread> spreads = spread_of(table, e.output);
  if (spreads.size() < 2) return distribution_chart(table, e);
  const SweepOutput& o = table.outputs[static_cast<std::size_t>(table.output(e.output))];
  LyingBars bars{"Spread of " + axis_words(o) + " over the sample",
                 "Median and 5th to 95th percentile",
                 axis_words(o),
                 {},
                 {{"median", Colour::soft, {}}}};
  for (const SampleSpread& s : spreads) {
    if (s.count == 0) continue;
    std::string row;
    for (const std::string& value : s.at) row += (row.empty() ? "" : ", ") + value;
    bars.rows.push_back(row);
    bars.series.front().values.push_back(s.p50);
    bars.series.front().low.push_back(s.p5);
    bars.series.front().high.push_back(s.p95);
  }
  return {file_name("spread", e.output), bars.title,
          o.name + ": " + o.meaning + ". Bars: median; whiskers: 5th to 95th percentile over the sample.",
          lying_bars_svg(bars)};
}

// Mean over the cases of each muscle or bone, with the middle 90 %.
Chart regions_chart(const char* file, const char* title, const char* x_label, const char* caption,
                    Colour colour, const std::vector<RegionSpread>& regions) {
  LyingBars bars{title, title, x_label, {}, {{"mean over the cases", colour, {}}}};
  for (const RegionSpread& r : regions) {
    if (bars.rows.size() == kMostBars) break;
    bars.rows.push_back(r.name);
    bars.series.front().values.push_back(r.mean);
    bars.series.front().low.push_back(r.low);
    bars.series.front().high.push_back(r.high);
  }
  return {file, title, caption, lying_bars_svg(bars)};
}

}  // namespace

std::vector<Chart> sweep_charts(const SweepPage& page) {
  const SweepTable& table = page.table;
  std::vector<Chart> charts;
  const std::vector<int> grid = grid_inputs(table);
  if (!page.answer.front.empty()) charts.push_back(pareto_chart(page));
  const bool moved = std::any_of(page.answer.effects.begin(), page.answer.effects.end(),
                                 [](const OutputEffects& e) { return !e.effects.empty() && e.cases > 1; });
  if (moved) charts.push_back(effects_chart(page));
  if (!page.muscles.empty())
    charts.push_back(
        regions_chart("muscles.svg", "Muscles over all cases (tissue state)", "compressive stress, kPa",
                      "Volume mean of the compressive stress, mean while loaded: bars the mean of "
                      "the cases where it is stressed, whiskers their 5th to 95th percentile.",
                      Colour::muscle, page.muscles));
  if (!page.bones.empty())
    charts.push_back(
        regions_chart("bones.svg", "Vertebrae and other bones over all cases (load path)", "force, N",
                      "Force that ends in the bone, mean while loaded: bars the mean of the cases "
                      "that load it, whiskers their 5th to 95th percentile.",
                      Colour::spine, page.bones));
  for (const OutputEffects& e : page.answer.effects) {
    if (e.cases == 0) continue;
    const int output = table.output(e.output);
    const auto numeric = std::find_if(grid.begin(), grid.end(), [&](int i) {
      return table.inputs[static_cast<std::size_t>(i)].number && levels_of(table, i).size() > 2;
    });
    const auto other = [&](int than) {
      for (const int i : grid)
        if (i != than) return i;
      return -1;
    };
    if (numeric != grid.end() && (grid.size() == 1 || levels_of(table, other(*numeric)).size() <= kMostLines))
      charts.push_back(lines_chart(table, output, *numeric, grid.size() > 1 ? other(*numeric) : -1));
    if (grid.size() > 1) {
      const int across = numeric != grid.end() ? *numeric : grid.front();
      charts.push_back(map_chart(table, output, across, other(across)));
    } else if (grid.size() == 1 && numeric == grid.end()) {
      charts.push_back(bars_chart(table, output, grid.front()));
    }
    if (!e.sensitivities.empty()) {
      charts.push_back(sensitivity_chart(table, e));
      charts.push_back(spread_chart(table, e));
    }
  }
  return charts;
}

}  // namespace backroll
