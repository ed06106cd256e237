// What bones that move cost: the average man rolls from T9 to T7 with bones that move (hips up) and with
// bones held, step by step in turn, so that whatever else the machine does slows both alike.
//   bench_bones [live|standard|fine] [STEPS_PER_SECOND]
// Prints one JSON object: means over the rolled steps; time_ratio is that of the two wall-clock times a step.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "session/session.hpp"

namespace {

using namespace backroll;

Scenario rolled(Posture posture, Resolution resolution, double rate) {
  Scenario s;
  s.name = "bones";
  s.support.posture = posture;
  s.resolution = resolution;
  s.rollers.push_back(Roller{});
  s.load.body_weight_fraction = 0.6;
  Phase approach, roll;
  approach.level = "T9";
  approach.duration_s = 1;
  roll.kind = PhaseKind::roll;
  roll.from_level = "T9";
  roll.to_level = "T7";
  s.protocol = {approach, roll};
  s.solver.time_step_s = 1 / rate;
  return s;
}

struct Run {
  Session session;
  double seconds = 0;
  int iterations = 0, unconverged = 0;

  explicit Run(const Scenario& scenario) : session(scenario, 0) {}
  bool step() {
    const auto start = std::chrono::steady_clock::now();
    const Frame frame = session.step();
    const double taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (frame.phase != "roll") return false;
    seconds += taken;
    iterations += frame.iterations;
    unconverged += !frame.converged;
    return true;
  }
};

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::string word = argc > 1 ? argv[1] : "live";
    const std::vector<std::string> words = {"live", "standard", "fine"};
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end() || argc > 3)
      throw std::invalid_argument("bench_bones [live|standard|fine] [STEPS_PER_SECOND]");
    const auto resolution = static_cast<Resolution>(found - words.begin());
    char* end = nullptr;
    const double rate = argc > 2 ? std::strtod(argv[2], &end) : 60;
    if (!(rate >= 1 && rate <= 1000) || (end && *end))
      throw std::invalid_argument("STEPS_PER_SECOND: 1 to 1000");
    Run moving(rolled(Posture::hips_up, resolution, rate)), held(rolled(Posture::held, resolution, rate));
    int steps = 0;
    while (!moving.session.done() && !held.session.done()) {
      const bool counts = moving.step();
      held.step();
      steps += counts;
    }
    if (steps == 0) throw std::runtime_error("no step was rolled");
    const double a = 1e3 * moving.seconds / steps, b = 1e3 * held.seconds / steps;
    std::printf(
        "{\"bench\": \"bones\", \"resolution\": \"%s\", \"steps_per_simulated_s\": %g, \"steps\": %d, "
        "\"iterations_moving\": %.2f, \"iterations_held\": %.2f, \"ms_moving\": %.1f, \"ms_held\": %.1f, "
        "\"time_ratio\": %.2f, \"unconverged\": %d}\n",
        word.c_str(), rate, steps, static_cast<double>(moving.iterations) / steps,
        static_cast<double>(held.iterations) / steps, a, b, a / b, moving.unconverged + held.unconverged);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_bones: %s\n", error.what());
    return 2;
  }
  return 0;
}
