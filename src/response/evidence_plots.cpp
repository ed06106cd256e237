// The models' curves with the published points.
#include <algorithm>
#include <cmath>
#include <functional>

#include "response/evidence.hpp"
#include "response/guarding.hpp"
#include "response/pain.hpp"
#include "response/perfusion.hpp"
#include "response/posture_creep.hpp"
#include "response/published_runs.hpp"
#include "response/range_of_motion.hpp"
#include "response/relaxation.hpp"
#include "response/tight_spots.hpp"
#include "response/warm_up.hpp"
#include "units.hpp"

namespace backroll {

namespace {

using Line = ResponsePlot::Line;
constexpr int kSamples = 240;
constexpr double kMinutePlotted = 60;  // [s]

Line curve(std::string name, double from, double to, const std::function<double(double)>& y) {
  Line line{std::move(name), {}, {}, {}};
  for (int n = 0; n <= kSamples; ++n) {
    line.x.push_back(from + (to - from) * n / kSamples);
    line.y.push_back(y(line.x.back()));
  }
  return line;
}

Line point(std::string name, std::vector<double> x, std::vector<double> y, std::vector<double> spread) {
  return {std::move(name), std::move(x), std::move(y), std::move(spread)};
}

ResponsePlot warm_up_plot() {
  const WarmUpParameters& p = response_parameters().warm_up;
  const auto minutes = [&](double rise_k) {
    return [&p, rise_k](double t) {
      const double work = std::min(t, 15.0);
      return warmed(p, worked(rise_k, work * kMinutePlotted), false, (t - work) * kMinutePlotted);
    };
  };
  const auto rolled = [&](double t) {
    const double on = std::min(t, 5.0);
    return warmed(p, warmed(p, 0, true, on * kMinutePlotted), false, (t - on) * kMinutePlotted);
  };
  const auto cooling = [&](double t) { return warmed(p, 3, false, (t - 15) * kMinutePlotted); };
  return {"warm_up",
          "response_warm_up.svg",
          "Warming of muscle",
          "time, min",
          "above rest, K",
          {curve("hard exercise for 15 min", 0, 45, minutes(p.exercise_hard_k)),
           curve("brisk for 15 min", 0, 45, minutes(p.exercise_brisk_k)),
           curve("rest from +3 K", 15, 45, cooling), curve("rolled for 5 min (the switch)", 0, 45, rolled)},
          {point("Faulkner 2013", {15}, {2.5}, {0.5}), point("Wirth 1998", {15.4}, {2.2}, {0.63}),
           point("Raccuglia 2016", {45}, {1.7}, {0.3})}};
}

ResponsePlot tight_spot_plot() {
  const TightSpotParameters& p = response_parameters().spots;
  const auto over_time = [&](auto rule) {
    return [&p, rule](double t) {
      const double on = std::min(t, 1.5);
      const double held = rule(p, 0, p.press_full_pa, on * kMinutePlotted);
      return 100 * rule(p, held, 0, (t - on) * kMinutePlotted);
    };
  };
  return {"spot_softening",
          "response_tight_spots.svg",
          "A tight spot held for 90 s",
          "time, min",
          "change, %",
          {curve("pain threshold, rise", 0, 17, over_time(spot_relieved)),
           curve("extra stiffness, fall", 0, 17, over_time(spot_softened))},
          {point("threshold: Wilke 2018, held", {2.5}, {15}, {0}),
           point("threshold: Aboodarda 2015, 3 x 30 s", {2}, {24}, {0}),
           point("threshold: Aboodarda, mean of 15 min", {9.5}, {19.2}, {0})}};
}

ResponsePlot pressed_flow_plot() {
  const PerfusionParameters& p = response_parameters().perfusion;
  const auto flow = [](double arterial_pa, double free_pa) {
    return [=](double kpa) { return pressed_flow(1e3 * kpa, arterial_pa, free_pa); };
  };
  return {"perfusion",
          "response_flow_pressed.svg",
          "Blood flow of pressed muscle",
          "compressive stress, kPa",
          "flow, of rest",
          {curve("lying (the switch)", 0, 20, flow(p.arterial_pa, p.free_pa)),
           curve("leg hanging down", 0, 20, flow(p.dependent_arterial_pa, p.dependent_free_pa))},
          {point("Nielsen 1983, leg hanging", {20 * kMmHg * kKpa, 40 * kMmHg * kKpa, 60 * kMmHg * kKpa},
                 {1, 1, 0.81}, {0, 0, 0}),
           point("ISRN 2012, lying", {40 * kMmHg * kKpa}, {1}, {0})}};
}

ResponsePlot flush_plot() {
  const PerfusionParameters& p = response_parameters().perfusion;
  const auto after = [&](double debt_s) {
    return [&p, debt_s](double t) { return 1 + flush(p, debt_s) * std::exp(-t / p.flush_s); };
  };
  const double half = 1 + 0.5 * flush(p, 300);
  return {"perfusion",
          "response_flow_after.svg",
          "Blood flow after pressure that stopped it",
          "time since it was let go, s",
          "flow, of rest",
          {curve("after 5 min", 0, 180, after(300)), curve("after 1 min", 0, 180, after(60)),
           curve("after one pass (1.5 s)", 0, 180, after(p.pass_s))},
          {point("peak after 5 min, recalled", {0}, {10}, {0}),
           point("half-life 14 and 45 s, Imms 1988", {14, 45}, {half, half}, {0, 0})}};
}

ResponsePlot range_plot() {
  const RangeParameters& p = response_parameters().range;
  RangeParameters single = p;
  single.most = p.most_single_study;
  const auto dose = [](const RangeParameters& q) {
    return [q](double s) { return 100 * range_gained(q, 0, 100, s); };
  };
  return {"range_of_motion",
          "response_range_of_motion.svg",
          "Gain of range of motion by time on the roller",
          "time on the roller, s",
          "gain, %",
          {curve("6.5 % at most (the switch)", 0, 300, dose(p)),
           curve("17.3 % at most (one study)", 0, 300, dose(single))},
          {point("Wiewelhove 2019, pooled", {110}, {4}, {0}),
           point("Bradbury-Squires 2015", {100, 300}, {10, 16}, {0, 0}),
           point("Garcia-Gutierrez 2018", {60}, {6}, {0}), point("MacDonald 2013", {120}, {12.7}, {0}),
           point("Nakamura 2021b", {180}, {19.7}, {0}), point("Sullivan 2013", {20}, {4.3}, {0}),
           point("Couture 2015", {124}, {0}, {0})}};
}

ResponsePlot creep_plot() {
  const double full = response_parameters().creep.full_flexion;
  const auto angle = [&](double t) {
    const double held = std::min(t, 20.0);
    return creep_left(full, held, t - held) * kDegree;
  };
  return {"posture",
          "response_creep.svg",
          "Creep of the lumbar spine, bent fully for 20 min",
          "time, min",
          "creep, deg",
          {curve("model", 0, 50, angle)},
          {point("McGill and Brown 1992", {20}, {5.5}, {0}),
           point("half back after 2 min (stiffness)", {22}, {2.75}, {0})}};
}

ResponsePlot reflex_plot() {
  const RelaxationParameters& p = response_parameters().relaxation;
  return {"relaxation",
          "response_reflex.svg",
          "H-reflex while pressed",
          "mean contact pressure, kPa",
          "of rest",
          {curve("model", 0, 12, [&](double kpa) { return reflex_gain(p, 1e3 * kpa); })},
          {point("Goldberg 1992, recalled", {1.25, 2.5}, {0.61, 0.51}, {0, 0}),
           point("Goldberg 1994", {2.5}, {0.44}, {0}),
           point("Young 2018, high and moderate (pressure assumed)", {10, 8}, {0.42, 0.57}, {0, 0}),
           point("Sullivan 1991, kneading (pressure assumed)", {10.4}, {0.29}, {0})}};
}

ResponsePlot guarding_plot() {
  const auto line = [](std::string name, double ramp_s) {
    Line out{std::move(name), {}, {}, {}};
    for (const double a : activation_over(ramp_s, 300)) {
      out.x.push_back(kPainStep * static_cast<double>(out.x.size()));
      out.y.push_back(100 * a);
    }
    return out;
  };
  return {"guarding",
          "response_guarding.svg",
          "Activation by pain of 6 of 10",
          "time, s",
          "activation, % of the largest",
          {line("sudden", 0), line("rising over 1 min", 60)},
          {point("Bradbury-Squires 2015, thigh", {3, 3}, {8, 7}, {0, 0})}};
}

ResponsePlot pain_plot() {
  const auto threshold = [](Sex sex) {
    return [sex](double cm2) { return kKpa * pain_threshold(sex, PainSite::lumbar_muscle, cm2 / kCm2); };
  };
  return {"pain",
          "response_pain.svg",
          "Pressure-pain threshold by area, lumbar muscle",
          "area, cm2",
          "threshold, kPa",
          {curve("man", 0.25, 16, threshold(Sex::man)), curve("woman", 0.25, 16, threshold(Sex::woman))},
          {point("Defrin 2003, back, both sexes", {0.5, 2}, {406, 205}, {168, 102})}};
}

}  // namespace

std::vector<ResponsePlot> response_plots() {
  return {warm_up_plot(), tight_spot_plot(), pressed_flow_plot(), flush_plot(), range_plot(),
          creep_plot(),   reflex_plot(),     guarding_plot(),     pain_plot()};
}

}  // namespace backroll
