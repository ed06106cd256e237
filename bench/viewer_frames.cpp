// Frames of the viewer without a screen, at 1280x720, over a live run: what a frame takes and how much memory
// is used.
#include <imgui.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "viewer/hidden.hpp"

using namespace backroll;

namespace {

using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point from) {
  return std::chrono::duration<double>(Clock::now() - from).count();
}

}  // namespace

// viewer_frames [live|standard|fine] [seconds] [orbit]: orbit = the camera turns, so that every frame is
// drawn anew.
int main(int argc, char** argv) {
  const std::string resolution = argc > 1 ? argv[1] : "live";
  const double duration = argc > 2 ? std::atof(argv[2]) : 20;
  const bool turn = argc > 3;
  App app("bench", "");
  setenv("LP_NUM_THREADS", std::to_string(std::max(1u, std::thread::hardware_concurrency() / 2)).c_str(), 0);
  HiddenWindow window(app, 1280, 720, 1, "");
  app.live_settings.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / 2);
  Scenario scenario = first_scenario();
  scenario.resolution = resolution == "fine"       ? Resolution::fine
                        : resolution == "standard" ? Resolution::standard
                                                   : Resolution::live;
  start_live(app, scenario, 0);
  app.view.tips = false;
  while (!app.slots.front()->geometry || end_time(app) < 0.5) window.frame(0.1);
  std::vector<double> frames;
  const Clock::time_point start = Clock::now();
  double ratio = 0;
  while (seconds(start) < duration) {
    const Clock::time_point begun = Clock::now();
    if (turn) orbit(app.slots.front()->camera, 0.02f, 0);
    window.frame(0.08);
    frames.push_back(seconds(begun));
    ratio = app.slots.front()->real_time_ratio;
    std::this_thread::sleep_for(std::chrono::duration<double>(std::max(0.0, 0.08 - frames.back())));
  }
  std::sort(frames.begin(), frames.end());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "{\"resolution\": \"%s\", \"frames\": %zu, \"median_ms\": %.1f, \"p95_ms\": %.1f, \"worst_ms\": %.1f, "
      "\"real_time_ratio\": %.2f, \"memory_mb\": %.0f, \"software\": %s}\n",
      resolution.c_str(), frames.size(), 1e3 * frames[frames.size() / 2],
      1e3 * frames[frames.size() * 95 / 100], 1e3 * frames.back(), ratio, usage.ru_maxrss / 1024.0,
      app.software ? "true" : "false");
}
