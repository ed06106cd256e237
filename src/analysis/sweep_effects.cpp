#include "analysis/sweep_effects.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace backroll {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Sample {
  const SweepRow* row = nullptr;
  double value = 0;
};

std::vector<Sample> samples_of(const SweepTable& table, int output) {
  std::vector<Sample> all;
  if (output < 0) return all;
  for (const SweepRow& row : table.rows)
    if (const double value = row.outputs[static_cast<std::size_t>(output)]; std::isfinite(value))
      all.push_back({&row, value});
  return all;
}

struct Group {
  double sum = 0;
  int count = 0;
  double mean() const { return count ? sum / count : kNone; }
};

double mean_of(const std::vector<Sample>& all) {
  double sum = 0;
  for (const Sample& s : all) sum += s.value;
  return all.empty() ? kNone : sum / static_cast<double>(all.size());
}

double squares_of(const std::vector<Sample>& all, double mean) {
  double sum = 0;
  for (const Sample& s : all) sum += (s.value - mean) * (s.value - mean);
  return sum;
}

MainEffect main_effect(const SweepTable& table, const std::vector<Sample>& all, std::size_t input,
                       double mean, double squares) {
  MainEffect effect;
  effect.input = table.inputs[input].name;
  effect.levels = levels_of(table, static_cast<int>(input));
  std::map<std::string, Group> groups;
  for (const Sample& s : all) {
    Group& group = groups[s.row->inputs[input]];
    group.sum += s.value;
    ++group.count;
  }
  double between = 0;
  for (const std::string& level : effect.levels) {
    const Group& group = groups[level];
    effect.means.push_back(group.mean());
    effect.counts.push_back(group.count);
    if (group.count) between += group.count * (group.mean() - mean) * (group.mean() - mean);
  }
  effect.share = squares > 0 ? between / squares : 0;
  return effect;
}

Interaction interaction(const SweepTable& table, const std::vector<Sample>& all, std::size_t a, std::size_t b,
                        double mean, double squares) {
  std::map<std::string, Group> of_a, of_b;
  std::map<std::pair<std::string, std::string>, Group> of_both;
  const auto add = [](Group& group, double value) {
    group.sum += value;
    ++group.count;
  };
  for (const Sample& s : all) {
    const std::string &va = s.row->inputs[a], &vb = s.row->inputs[b];
    add(of_a[va], s.value);
    add(of_b[vb], s.value);
    add(of_both[{va, vb}], s.value);
  }
  double sum = 0;
  for (const auto& [at, group] : of_both) {
    const double beyond = group.mean() - of_a[at.first].mean() - of_b[at.second].mean() + mean;
    sum += group.count * beyond * beyond;
  }
  return {table.inputs[a].name, table.inputs[b].name, squares > 0 ? sum / squares : 0};
}

// Epsilon squared over strata of equal count: unbiased for an input without influence.
Sensitivity given_data(const SweepTable& table, std::vector<Sample> all, std::size_t input, double squares) {
  Sensitivity s{table.inputs[input].name, SensitivityKind::given_data, kNone, kNone, kNone, kNone};
  const int n = static_cast<int>(all.size());
  const int strata = std::clamp(static_cast<int>(std::lround(std::sqrt(n))), 2, 20);
  if (n < 2 * strata || squares <= 0) return s;
  std::stable_sort(all.begin(), all.end(), [&](const Sample& x, const Sample& y) {
    return std::stod(x.row->inputs[input]) < std::stod(y.row->inputs[input]);
  });
  double within = 0;
  for (int g = 0; g < strata; ++g) {
    const std::vector<Sample> part(all.begin() + g * n / strata, all.begin() + (g + 1) * n / strata);
    within += squares_of(part, mean_of(part));
  }
  const double between = squares - within;
  s.first = (between - (strata - 1) * within / (n - strata)) / squares;
  return s;
}

// Cases of the sample in its order, for each combination of the grid; nan where a case has no value.
std::vector<std::vector<std::pair<const SweepRow*, double>>> ordered_samples(const SweepTable& table,
                                                                             int output) {
  std::map<std::vector<std::string>, std::vector<std::pair<const SweepRow*, double>>> by_grid;
  for (const SweepRow& row : table.rows) {
    if (row.point < 0) continue;
    std::vector<std::string> at;
    for (std::size_t i = 0; i < table.inputs.size(); ++i)
      if (!table.inputs[i].sampled) at.push_back(row.inputs[i]);
    auto& list = by_grid[at];
    if (list.size() <= static_cast<std::size_t>(row.point))
      list.resize(static_cast<std::size_t>(row.point) + 1, {nullptr, kNone});
    list[static_cast<std::size_t>(row.point)] = {&row, row.outputs[static_cast<std::size_t>(output)]};
  }
  std::vector<std::vector<std::pair<const SweepRow*, double>>> all;
  all.reserve(by_grid.size());
  for (auto& [at, list] : by_grid) all.push_back(std::move(list));
  return all;
}

std::vector<std::size_t> sampled_inputs(const SweepTable& table) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < table.inputs.size(); ++i)
    if (table.inputs[i].sampled) all.push_back(i);
  return all;
}

std::vector<Sensitivity> saltelli_indices(const SweepTable& table, int output) {
  const std::vector<std::size_t> inputs = sampled_inputs(table);
  const std::size_t group = inputs.size() + 2;
  std::vector<double> a, b;  // of complete groups
  std::vector<std::vector<double>> mixed(inputs.size());
  for (const auto& list : ordered_samples(table, output))
    for (std::size_t g = 0; g + group <= list.size(); g += group) {
      bool whole = true;
      for (std::size_t n = 0; n < group; ++n) whole &= std::isfinite(list[g + n].second);
      if (!whole) continue;
      a.push_back(list[g].second);
      b.push_back(list[g + 1].second);
      for (std::size_t i = 0; i < inputs.size(); ++i) mixed[i].push_back(list[g + 2 + i].second);
    }
  std::vector<double> both = a;
  both.insert(both.end(), b.begin(), b.end());
  const auto n = static_cast<double>(a.size());
  const double mean = std::accumulate(both.begin(), both.end(), 0.0) / (2 * n);
  double variance = 0;
  for (const double v : both) variance += (v - mean) * (v - mean) / (2 * n);
  std::vector<Sensitivity> all;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    Sensitivity s{table.inputs[inputs[i]].name, SensitivityKind::saltelli, kNone, kNone, kNone, kNone};
    if (!a.empty() && variance > 0) {
      double to_a = 0, to_b = 0;
      for (std::size_t r = 0; r < a.size(); ++r) {
        to_a += (a[r] - mixed[i][r]) * (a[r] - mixed[i][r]);
        to_b += (b[r] - mixed[i][r]) * (b[r] - mixed[i][r]);
      }
      s.total = to_a / (2 * n * variance);
      s.first = 1 - to_b / (2 * n * variance);
    }
    all.push_back(s);
  }
  return all;
}

std::vector<Sensitivity> morris_effects(const SweepTable& table, int output) {
  const std::vector<std::size_t> inputs = sampled_inputs(table);
  const std::size_t group = inputs.size() + 1;
  std::vector<Sensitivity> all;
  const auto lists = ordered_samples(table, output);
  for (const std::size_t input : inputs) {
    double low = HUGE_VAL, high = -HUGE_VAL;
    const auto at = [&](const SweepRow* row) { return std::stod(row->inputs[input]); };
    for (const auto& list : lists)
      for (const auto& [row, value] : list)
        if (row) low = std::min(low, at(row)), high = std::max(high, at(row));
    std::vector<double> effects;
    for (const auto& list : lists)
      for (std::size_t n = 0; n + 1 < list.size(); ++n) {
        if (n % group + 1 == group) continue;  // the next trajectory begins
        const auto& [from, before] = list[n];
        const auto& [to, after] = list[n + 1];
        if (!from || !to || !std::isfinite(before) || !std::isfinite(after) || at(from) == at(to)) continue;
        effects.push_back((after - before) / (at(to) - at(from)) * (high - low));
      }
    Sensitivity s{table.inputs[input].name, SensitivityKind::morris, kNone, kNone, kNone, kNone};
    if (!effects.empty()) {
      double mean = 0, size = 0, squares = 0;
      for (const double e : effects) mean += e / static_cast<double>(effects.size());
      for (const double e : effects) {
        size += std::abs(e) / static_cast<double>(effects.size());
        squares += (e - mean) * (e - mean);
      }
      s.mu_star = size;
      s.sigma = effects.size() > 1 ? std::sqrt(squares / static_cast<double>(effects.size() - 1)) : 0;
    }
    all.push_back(s);
  }
  return all;
}

double strength(const Sensitivity& s) {
  const double value = s.kind == SensitivityKind::morris     ? s.mu_star
                       : s.kind == SensitivityKind::saltelli ? s.total
                                                             : s.first;
  return std::isfinite(value) ? value : -HUGE_VAL;
}

bool same_counts(const SweepTable& table, const std::vector<Sample>& all) {
  std::map<std::vector<std::string>, int> counts;
  std::size_t combinations = 1;
  for (std::size_t i = 0; i < table.inputs.size(); ++i)
    if (!table.inputs[i].sampled) combinations *= levels_of(table, static_cast<int>(i)).size();
  for (const Sample& s : all) {
    std::vector<std::string> at;
    for (std::size_t i = 0; i < table.inputs.size(); ++i)
      if (!table.inputs[i].sampled) at.push_back(s.row->inputs[i]);
    ++counts[at];
  }
  return counts.size() == combinations && std::all_of(counts.begin(), counts.end(), [&](const auto& each) {
           return each.second == counts.begin()->second;
         });
}

}  // namespace

OutputEffects effects_on(const SweepTable& table, const std::string& output, SampleKind sample) {
  const int at = table.output(output);
  const std::vector<Sample> all = samples_of(table, at);
  OutputEffects found;
  found.output = output;
  found.cases = static_cast<int>(all.size());
  found.mean = mean_of(all);
  const double squares = squares_of(all, found.mean);
  found.sd = all.size() > 1 ? std::sqrt(squares / static_cast<double>(all.size() - 1)) : 0;
  found.least = found.largest = all.empty() ? kNone : all.front().value;
  for (const Sample& s : all) {
    found.least = std::min(found.least, s.value);
    found.largest = std::max(found.largest, s.value);
  }
  if (all.empty()) return found;
  found.balanced = same_counts(table, all);
  std::vector<std::size_t> grid;
  for (std::size_t i = 0; i < table.inputs.size(); ++i)
    if (!table.inputs[i].sampled && levels_of(table, static_cast<int>(i)).size() > 1) grid.push_back(i);
  for (const std::size_t i : grid) found.effects.push_back(main_effect(table, all, i, found.mean, squares));
  for (std::size_t a = 0; a < grid.size(); ++a)
    for (std::size_t b = a + 1; b < grid.size(); ++b)
      found.interactions.push_back(interaction(table, all, grid[a], grid[b], found.mean, squares));
  if (sample == SampleKind::saltelli) {
    found.sensitivities = saltelli_indices(table, at);
  } else if (sample == SampleKind::morris) {
    found.sensitivities = morris_effects(table, at);
  } else if (sample == SampleKind::plain) {
    for (const std::size_t i : sampled_inputs(table))
      found.sensitivities.push_back(given_data(table, all, i, squares));
  }
  const auto stronger = [](const auto& a, const auto& b) { return a.share > b.share; };
  std::stable_sort(found.effects.begin(), found.effects.end(), stronger);
  std::stable_sort(found.interactions.begin(), found.interactions.end(), stronger);
  std::stable_sort(found.sensitivities.begin(), found.sensitivities.end(),
                   [](const Sensitivity& a, const Sensitivity& b) { return strength(a) > strength(b); });
  return found;
}

std::vector<int> pareto_front(const SweepTable& table, const std::string& more, const std::string& less) {
  const int m = table.output(more), l = table.output(less);
  std::vector<int> front;
  if (m < 0 || l < 0) return front;
  const auto at = [&](std::size_t row, int column) {
    return table.rows[row].outputs[static_cast<std::size_t>(column)];
  };
  for (std::size_t a = 0; a < table.rows.size(); ++a) {
    if (!std::isfinite(at(a, m)) || !std::isfinite(at(a, l))) continue;
    bool beaten = false;
    for (std::size_t b = 0; b < table.rows.size() && !beaten; ++b)
      beaten = at(b, m) >= at(a, m) && at(b, l) <= at(a, l) && (at(b, m) > at(a, m) || at(b, l) < at(a, l));
    if (!beaten) front.push_back(static_cast<int>(a));
  }
  std::stable_sort(front.begin(), front.end(), [&](int a, int b) {
    return at(static_cast<std::size_t>(a), l) < at(static_cast<std::size_t>(b), l);
  });
  return front;
}

SweepTable means_over_sample(const SweepTable& table) {
  SweepTable means;
  std::vector<std::size_t> grid;
  for (std::size_t i = 0; i < table.inputs.size(); ++i)
    if (!table.inputs[i].sampled && levels_of(table, static_cast<int>(i)).size() > 1) grid.push_back(i);
  if (grid.empty() || sampled_inputs(table).empty()) return means;
  means.outputs = table.outputs;
  for (const std::size_t i : grid) means.inputs.push_back(table.inputs[i]);
  std::vector<std::vector<int>> counts;
  for (const SweepRow& row : table.rows) {
    std::vector<std::string> at;
    at.reserve(grid.size());
    for (const std::size_t i : grid) at.push_back(row.inputs[i]);
    auto to = std::find_if(means.rows.begin(), means.rows.end(),
                           [&](const SweepRow& mean) { return mean.inputs == at; });
    if (to == means.rows.end()) {
      SweepRow mean;
      mean.number = static_cast<int>(means.rows.size()) + 1;
      mean.status = "complete";
      mean.inputs = at;
      mean.outputs.assign(table.outputs.size(), 0);
      counts.emplace_back(table.outputs.size(), 0);
      to = means.rows.insert(means.rows.end(), std::move(mean));
    }
    auto& count = counts[static_cast<std::size_t>(to - means.rows.begin())];
    for (std::size_t o = 0; o < table.outputs.size(); ++o)
      if (std::isfinite(row.outputs[o])) to->outputs[o] += (row.outputs[o] - to->outputs[o]) / ++count[o];
  }
  for (std::size_t r = 0; r < means.rows.size(); ++r)
    for (std::size_t o = 0; o < table.outputs.size(); ++o)
      if (counts[r][o] == 0) means.rows[r].outputs[o] = kNone;
  return means;
}

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return kNone;
  std::sort(values.begin(), values.end());
  const double at = share * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  return values[low] + (at - static_cast<double>(low)) * (values[high] - values[low]);
}

std::vector<SampleSpread> spread_of(const SweepTable& table, const std::string& output) {
  const int column = table.output(output);
  std::vector<SampleSpread> all;
  if (column < 0) return all;
  for (const auto& list : ordered_samples(table, column)) {
    SampleSpread spread;
    std::vector<double> values;
    for (const auto& [row, value] : list) {
      if (row && spread.at.empty())
        for (std::size_t i = 0; i < table.inputs.size(); ++i)
          if (!table.inputs[i].sampled) spread.at.push_back(row->inputs[i]);
      if (std::isfinite(value)) values.push_back(value);
    }
    spread.count = static_cast<int>(values.size());
    spread.p5 = percentile(values, 0.05);
    spread.p50 = percentile(values, 0.5);
    spread.p95 = percentile(values, 0.95);
    all.push_back(spread);
  }
  return all;
}

}  // namespace backroll
