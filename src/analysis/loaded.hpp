// The loaded frames of a run, each with the time it stands for.
#pragma once

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "analysis/findings.hpp"

namespace backroll {

inline constexpr double kInContact = 1e-3;  // [N]

struct Loaded {
  std::vector<const Frame*> frames;
  std::vector<double> weight;  // [s]
  double time = 0;             // [s]

  // Time mean of value(frame), and the frame whose `measure` of it is largest as the peak.
  template <class Value, class Measure>
  Statistic statistic_by(Value value, Measure measure) const {
    Statistic s;
    bool first = true;
    for (std::size_t f = 0; f < frames.size(); ++f) {
      const double v = value(*frames[f]);
      s.mean += v * weight[f] / time;
      if (!first && measure(v) <= measure(s.peak)) continue;
      s.peak = v;
      s.peak_time_s = frames[f]->time_s;
      first = false;
    }
    return s;
  }
  template <class Value>
  Statistic statistic(Value value, double sign = 1) const {
    return statistic_by(value, [sign](double v) { return sign * v; });
  }
  Statistic statistic(double Frame::*member, double sign = 1) const {
    return statistic([member](const Frame& f) { return f.*member; }, sign);
  }
  // Peak = the value farthest from 0, with its sign.
  template <class Value>
  Statistic farthest(Value value) const {
    return statistic_by(value, [](double v) { return std::abs(v); });
  }
  // Value that is not exceeded during `share` of the time; 0 without frames.
  template <class Value>
  double percentile(Value value, double share) const {
    std::vector<std::pair<double, double>> all;
    for (std::size_t f = 0; f < frames.size(); ++f) all.emplace_back(value(*frames[f]), weight[f]);
    std::sort(all.begin(), all.end());
    double sum = 0;
    for (const auto& [v, w] : all)
      if ((sum += w) >= share * time * (1 - 1e-9)) return v;
    return 0;
  }
};

Loaded loaded_of(const RunInfo& info, const std::vector<Frame>& frames);

}  // namespace backroll
