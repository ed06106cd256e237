#include "session/live_run.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "scenario/input_error.hpp"

namespace backroll {

namespace {

constexpr double kMemory_s = 1;  // over which the real-time ratio is taken

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

std::shared_ptr<const LiveModel> model_of(const Session& session, const Scenario& scenario, int roller) {
  auto model = std::make_shared<LiveModel>();
  model->scenario = scenario;
  model->roller = roller;
  model->info = session.info();
  model->back = session.back();
  model->labels = session.labels();
  model->label_names = session.label_names();
  model->duration_s = session.duration();
  return model;
}

LiveRun::LiveRun(const Scenario& scenario, int roller, const LiveSettings& settings, bool resting)
    : resting_(resting), settings_(settings) {
  thread_ = std::thread([this, scenario, roller] { work(scenario, roller); });
}

LiveRun::~LiveRun() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void LiveRun::set_controls(const Controls& controls) {
  const std::lock_guard<std::mutex> lock(mutex_);
  controls_ = controls;
  controls_given_ = true;
  failed_ = false;  // another try from the last good state
  wake_.notify_all();
}

void LiveRun::set_settings(const LiveSettings& settings) {
  const std::lock_guard<std::mutex> lock(mutex_);
  settings_ = settings;
  wake_.notify_all();
}

void LiveRun::rest(bool resting) {
  const std::lock_guard<std::mutex> lock(mutex_);
  resting_ = resting;
  next_start_ = 0;
  wake_.notify_all();
}

void LiveRun::step_once() {
  const std::lock_guard<std::mutex> lock(mutex_);
  ++single_steps_;
  wake_.notify_all();
}

LiveNews LiveRun::take_news() {
  const std::lock_guard<std::mutex> lock(mutex_);
  LiveNews news = news_;
  news_.frames.clear();
  news_.snapshots.clear();
  news_.events.clear();
  return news;
}

void LiveRun::fail(const std::string& message) {
  const std::lock_guard<std::mutex> lock(mutex_);
  news_.state = LiveState::failed;
  news_.message = message;
  failed_ = true;
}

void LiveRun::work(Scenario scenario, int roller) {
  try {
    Scenario here = scenario;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (settings_.threads > 0) here.solver.threads = settings_.threads;
    }
    Session session(here, roller);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      news_.model = model_of(session, scenario, roller);
    }
    advance(session);
  } catch (const std::exception& error) {
    fail(error.what());
  }
}

// Until there is something to do: false = the end. Controls that were given are in force afterwards.
bool LiveRun::wait_for_turn(std::unique_lock<std::mutex>& lock, Session& session) {
  for (;;) {
    if (stop_) return false;
    if (std::exchange(controls_given_, false)) {
      session.set_controls(controls_);
      news_.events.insert(news_.events.end(),
                          session.events().begin() + static_cast<std::ptrdiff_t>(events_told_),
                          session.events().end());
      events_told_ = session.events().size();
    }
    const bool there = settings_.until_s > 0 && time_ >= settings_.until_s - 1e-9;
    if (there) resting_ = true;
    const bool go = !resting_ || single_steps_ > 0;
    if (go && !failed_ && !session.done()) break;
    news_.state = failed_ ? LiveState::failed : session.done() ? LiveState::finished : LiveState::resting;
    if (news_.state == LiveState::finished) news_.message = session.stopped();
    single_steps_ = 0;
    wake_.wait(lock);
  }
  if (single_steps_ > 0) --single_steps_;
  news_.state = LiveState::running;
  session.set_budget(settings_.budget_s);
  return true;
}

void LiveRun::publish(Session& session, Frame frame, double wall_s) {
  auto snapshot = std::make_shared<const FieldSnapshot>(session.snapshot());
  const std::lock_guard<std::mutex> lock(mutex_);
  news_.frames.push_back(std::move(frame));
  news_.snapshots.push_back(std::move(snapshot));
  news_.step_wall_s = wall_s;
}

// Sleeps where the run is ahead of the pace asked for; a run that is late does not hurry afterwards.
void LiveRun::keep_pace(std::unique_lock<std::mutex>& lock, double step_s, double started, double ended) {
  if (settings_.pace > 0) {
    next_start_ = std::max(next_start_, started) + step_s / settings_.pace;
    const double spare = next_start_ - ended;
    if (spare > 0)
      wake_.wait_for(lock, std::chrono::duration<double>(spare), [this] { return stop_ || controls_given_; });
    else
      next_start_ = ended;
  }
  const double wall = now_s() - started, keep = std::max(0.0, 1 - wall / kMemory_s);
  lately_simulated_ = keep * lately_simulated_ + step_s;
  lately_wall_ = keep * lately_wall_ + wall;
  news_.real_time_ratio = lately_simulated_ / lately_wall_;
}

void LiveRun::advance(Session& session) {
  for (;;) {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      if (!wait_for_turn(lock, session)) return;
    }
    const double started = now_s();
    try {
      Frame frame = session.step();
      const double time = frame.time_s;
      publish(session, std::move(frame), now_s() - started);
      std::unique_lock<std::mutex> lock(mutex_);
      keep_pace(lock, time - std::exchange(time_, time), started, now_s());
    } catch (const SolverError& error) {
      fail(error.what());
    }
  }
}

}  // namespace backroll
