// Cost of the person on the floor: CPU seconds of a simulated second, one JSON object.
//
//     bench_floor [SECONDS]
//
// The average man, hips up, rolls to and fro between T4 and T12 at 0.1 m/s: Bullet's body with the closed
// form beside it, then the closed form alone. Also how far the two are apart.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "body/load_source.hpp"
#include "protocol/free_drive.hpp"
#include "scenario/catalogue.hpp"

namespace {

using namespace backroll;

struct Cost {
  double cpu_per_second = 0, bias = 0, rms = 0, level = 0;
};

Cost roll(LoadSource& source, double from, double to, const TravelLimits& limits, double weight,
          double seconds) {
  constexpr double kStep = 1.0 / 60;
  Controls controls;
  controls.load_n = 1;
  controls.speed_m_s = 0.1;
  FreeDrive drive(from, 0, 1, limits);
  Cost cost;
  const std::clock_t start = std::clock();
  const int steps = static_cast<int>(std::lround(seconds / kStep));
  for (int n = 1; n <= steps; ++n) {
    const PlanStep plan = drive.next(controls, from, to, n * kStep, kStep);
    BodyCommand command;
    command.arc = plan.arc;
    command.velocity = plan.velocity;
    const Loading l = source.step(kStep, command);
    const double d = (l.force_n - l.statics_n) / weight;
    cost.bias += d / steps;
    cost.rms += d * d / steps;
    cost.level = std::fmax(cost.level, std::abs(l.roller_off));
  }
  cost.cpu_per_second = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / seconds;
  cost.rms = std::sqrt(cost.rms);
  return cost;
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 60;
  if (argc > 2 || !(seconds > 0)) {
    std::fprintf(stderr, "bench_floor [SECONDS]\n");
    return 2;
  }
  Scenario scenario;
  scenario.subject = subject_row("average-man").subject;
  const BackModel back = build_back(scenario.subject, Resolution::live, 0.012);
  const BodyModel body = build_body(scenario.subject, back);
  const Roller roller = roller_row("medium-epp").roller;
  const double from = level_arc(back, "T4"), to = level_arc(back, "T12");
  const BodySetup setup = body_setup(body, scenario, roller, from, 0.5 * (from + to));
  const TravelLimits limits{std::fmin(kTravelAcceleration, travel_acceleration(body, setup, from, to)), 0.2};
  BodyCommand start;
  start.arc = from;
  const auto bullet = bullet_load(body, setup, roller, start);
  const auto statics = statics_load(body, setup, start);
  const Cost a = roll(*bullet, from, to, limits, body.weight, seconds);
  const Cost b = roll(*statics, from, to, limits, body.weight, seconds);
  std::printf(
      "{\"simulated_s\": %g, \"bullet_cpu_s_per_s\": %.4f, \"statics_cpu_s_per_s\": %.4f, "
      "\"difference_bias_bw\": %.5f, "
      "\"difference_rms_bw\": %.5f, \"level_off_mm\": %.2f}\n",
      seconds, a.cpu_per_second, b.cpu_per_second, a.bias, a.rms, 1e3 * a.level);
}
