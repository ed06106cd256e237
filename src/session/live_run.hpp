// A session on a thread of its own, for someone who watches and changes things while it runs. No call waits
// for a step.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "session/session.hpp"

namespace backroll {

// Constant over a live run, there once its session is built.
struct LiveModel {
  Scenario scenario;
  int roller = 0;
  RunInfo info;
  std::shared_ptr<const BackModel> back;
  std::vector<std::uint8_t> labels;
  std::vector<std::string> label_names;
  double duration_s = 0;  // of the scenario's protocol
};

std::shared_ptr<const LiveModel> model_of(const Session& session, const Scenario& scenario, int roller);

struct LiveSettings {
  double budget_s = 0;  // of the wall clock a step; 0: to the scenario's tolerance
  double pace = 1;      // simulated seconds a second of the wall clock, at most; 0: as fast as it goes
  int threads = 0;      // of the solver; 0: as the scenario says. Results do not depend on it
  double until_s = 0;   // > 0: rests once this time of the run is reached
};

enum class LiveState { building, running, resting, finished, failed };

// What came since it was asked for last.
struct LiveNews {
  LiveState state = LiveState::building;
  std::string message;  // failed, or finished before its end: why
  std::shared_ptr<const LiveModel> model;
  std::vector<Frame> frames;
  std::vector<std::shared_ptr<const FieldSnapshot>> snapshots;  // one a frame
  std::vector<ControlEvent> events;
  double step_wall_s = 0;      // [s] of the wall clock the last step took
  double real_time_ratio = 0;  // simulated over wall-clock seconds, lately
};

class LiveRun {
 public:
  // Begins to build and, unless `resting`, to run.
  LiveRun(const Scenario& scenario, int roller, const LiveSettings& settings, bool resting);
  ~LiveRun();  // ends with the step at hand
  LiveRun(const LiveRun&) = delete;
  LiveRun& operator=(const LiveRun&) = delete;

  void set_controls(const Controls& controls);  // from the next step on
  void set_settings(const LiveSettings& settings);
  void rest(bool resting);
  void step_once();  // while it rests
  LiveNews take_news();

 private:
  void work(Scenario scenario, int roller);
  void advance(Session& session);
  bool wait_for_turn(std::unique_lock<std::mutex>& lock, Session& session);
  void keep_pace(std::unique_lock<std::mutex>& lock, double step_s, double started, double ended);
  void publish(Session& session, Frame frame, double wall_s);
  void fail(const std::string& message);

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false, resting_ = false, failed_ = false;
  int single_steps_ = 0;
  bool controls_given_ = false;
  Controls controls_;
  LiveSettings settings_;
  LiveNews news_;
  std::size_t events_told_ = 0;
  double time_ = 0;        // [s] of the run
  double next_start_ = 0;  // [s] of the steady clock: pace
  double lately_simulated_ = 0, lately_wall_ = 0;
  std::thread thread_;
};

}  // namespace backroll
