#include "batch/cases.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "recording/csv.hpp"
#include "scenario/conditions.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "scenario/set_key.hpp"
#include "scenario/write.hpp"

namespace backroll {
namespace {

constexpr std::size_t kMostCases = 100000;
constexpr std::size_t kLongestName = 120;

std::string value_text(const Node& value) {
  if (value.kind == NodeKind::text) return value.text;
  if (value.is_number()) return csv_number(value.number);
  return value.shown();
}

UnitPoints sample_of(const Sweep& sweep) {
  const int parameters = static_cast<int>(sweep.parameters.size());
  if (parameters == 0) return {};
  switch (sweep.method) {
    case SampleMethod::latin_hypercube:
      return latin_hypercube(sweep.sample_count, parameters, sweep.seed);
    case SampleMethod::sobol:
      return sobol_points(sweep.sample_count, parameters, sweep.seed);
    case SampleMethod::morris:
      return morris_trajectories(sweep.sample_count, parameters, sweep.seed);
    case SampleMethod::saltelli:
      return saltelli_points(sweep.sample_count, parameters, sweep.seed);
  }
  return {};
}

// Scenarios, axes and sample as digits of one counter, the first slowest.
std::vector<std::size_t> digits_of(const Sweep& sweep, std::size_t points) {
  std::vector<std::size_t> sizes = {sweep.documents.size()};
  for (const SweepAxis& axis : sweep.axes) sizes.push_back(axis.values.size());
  sizes.push_back(std::max<std::size_t>(points, 1));
  return sizes;
}

bool holds(const SkipRule& rule, const std::vector<SweepColumn>& columns,
           const std::vector<std::string>& values, const std::vector<Node>& nodes) {
  return std::all_of(rule.when.begin(), rule.when.end(), [&](const SkipRule::Condition& condition) {
    const auto column = std::find_if(columns.begin(), columns.end(),
                                     [&](const SweepColumn& c) { return c.name == condition.name; });
    if (column == columns.end()) return false;
    const auto at = static_cast<std::size_t>(column - columns.begin());
    if (condition.equals.empty()) {
      const Node& value = nodes[at];
      return value.is_number() && value.number > condition.above && value.number < condition.below;
    }
    return std::any_of(condition.equals.begin(), condition.equals.end(),
                       [&](const Node& value) { return value_text(value) == values[at]; });
  });
}

struct Draft {
  std::vector<std::pair<std::string, Node>> settings;  // path, value
  std::vector<std::string> values;                     // of the columns after scenario and roller
  std::vector<Node> nodes;
};

Draft draft_of(const Sweep& sweep, const std::vector<std::size_t>& at, const UnitPoints& points) {
  Draft draft;
  const auto add = [&](const SweptKey& key, const Node& value) {
    for (const std::string& path : key.paths) draft.settings.emplace_back(path, value);
    draft.values.push_back(value_text(value));
    draft.nodes.push_back(value);
  };
  for (std::size_t a = 0; a < sweep.axes.size(); ++a)
    for (std::size_t k = 0; k < sweep.axes[a].keys.size(); ++k)
      add(sweep.axes[a].keys[k], sweep.axes[a].values[at[a + 1]][k]);
  for (std::size_t p = 0; p < sweep.parameters.size(); ++p) {
    const SampledParameter& parameter = sweep.parameters[p];
    Node value = parameter.place;
    value.entries.clear();
    const double drawn = parameter.distribution.at(points[at.back()][p]);
    value.kind = parameter.whole ? NodeKind::integer : NodeKind::real;
    value.integer = std::llround(drawn);
    // as the tables show it
    value.number = parameter.whole ? static_cast<double>(value.integer) : std::stod(csv_number(drawn));
    add(parameter.key, value);
  }
  return draft;
}

// One roller, one thread, no more output than is kept.
void settle_case(Scenario& scenario, const Sweep& sweep, const std::string& words) {
  scenario.name += words;
  if (scenario.name.size() > kLongestName) scenario.name.resize(kLongestName);
  scenario.solver.threads = 1;
  if (sweep.keep == Keep::all) return;
  scenario.outputs.report = scenario.outputs.charts = false;
  scenario.outputs.fields_every_s = 0;
}

void refuse_conditions(const Subject& subject, bool acknowledge) {
  const std::string refused = refusal(subject.conditions);
  if (!refused.empty() && !acknowledge)
    throw InputError("not run, because of a condition of the subject: " + refused + "; see --acknowledge");
}

}  // namespace

SweepPlan plan_sweep(const Sweep& sweep, const std::string& version, bool acknowledge) {
  const UnitPoints points = sample_of(sweep);
  const std::vector<std::size_t> sizes = digits_of(sweep, points.size());
  std::size_t total = 1;
  for (const std::size_t size : sizes) {
    total *= size;
    if (total > kMostCases)
      throw InputError(sweep.file + ": more than " + std::to_string(kMostCases) + " cases");
  }

  SweepPlan plan;
  const bool many_scenarios = has_scenario_column(sweep), many_rollers = has_roller_column(sweep);
  if (many_scenarios) plan.columns.push_back({"scenario"});
  if (many_rollers) plan.columns.push_back({"roller"});
  const std::size_t leading = plan.columns.size();
  for (const SweepAxis& axis : sweep.axes)
    for (std::size_t k = 0; k < axis.keys.size(); ++k)
      plan.columns.push_back({axis.keys[k].name,
                              std::all_of(axis.values.begin(), axis.values.end(),
                                          [&](const auto& v) { return v[k].is_number(); }),
                              false});
  for (const SampledParameter& p : sweep.parameters) plan.columns.push_back({p.key.name, true, true});

  for (std::size_t n = 0; n < total; ++n) {
    std::vector<std::size_t> at(sizes.size());
    for (std::size_t d = sizes.size(), rest = n; d-- > 0; rest /= sizes[d]) at[d] = rest % sizes[d];
    const Draft draft = draft_of(sweep, at, points);
    const std::string stem = std::filesystem::path(sweep.scenarios[at[0]]).stem().string();
    std::string words;
    for (std::size_t v = 0; v < draft.values.size(); ++v)
      words += ", " + plan.columns[leading + v].name + " " + draft.values[v];

    std::optional<Scenario> scenario;
    std::string error;
    try {
      Node document = sweep.documents[at[0]];
      for (const auto& [path, value] : draft.settings) set_key(document, path, value);
      scenario = read_document(document, sweep.documents[at[0]].file);
      refuse_conditions(scenario->subject, acknowledge);
    } catch (const InputError& wrong) {
      error = wrong.what();
      scenario.reset();
    }
    const std::size_t rollers =
        scenario && many_rollers ? std::max<std::size_t>(scenario->rollers.size(), 1) : 1;
    for (std::size_t r = 0; r < rollers; ++r) {
      SweepCase one;
      std::vector<Node> nodes(leading);
      if (many_scenarios) one.values.push_back(stem);
      if (many_rollers)
        one.values.push_back(scenario && !scenario->rollers.empty() ? scenario->rollers[r].id
                                                                    : std::string());
      one.values.insert(one.values.end(), draft.values.begin(), draft.values.end());
      nodes.insert(nodes.end(), draft.nodes.begin(), draft.nodes.end());
      if (std::any_of(sweep.skips.begin(), sweep.skips.end(),
                      [&](const SkipRule& rule) { return holds(rule, plan.columns, one.values, nodes); })) {
        ++plan.skipped;
        continue;
      }
      one.number = static_cast<int>(plan.cases.size()) + 1;
      one.point = sweep.parameters.empty() ? -1 : static_cast<int>(at.back());
      one.error = error;
      if (scenario) {
        one.scenario = scenario;
        if (scenario->rollers.size() > 1) one.scenario->rollers = {scenario->rollers[r]};
        settle_case(*one.scenario, sweep,
                    (many_rollers ? ", " + one.scenario->rollers.front().id : "") + words);
        one.id = hash_text(identity(*one.scenario, -1) + "\n" + version);
      } else {
        std::string what = stem;
        what.append(words).append("\n").append(error).append("\n").append(version);
        one.id = hash_text(what);
      }
      plan.cases.push_back(std::move(one));
    }
  }
  if (plan.cases.empty()) throw InputError(sweep.file + ": every case is left out by [[skip]]");
  return plan;
}

}  // namespace backroll
