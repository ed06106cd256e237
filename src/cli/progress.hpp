// How far a run is, on stderr: a bar with the remaining time on a terminal, a line every tenth otherwise.
#pragma once

#include <chrono>
#include <string>

namespace backroll {

class Progress {
 public:
  Progress(std::string label, int total, bool quiet);
  ~Progress();  // ends the bar's line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(int done);
  bool on_a_line() const { return open_line_; }  // other words need a new one

 private:
  using Clock = std::chrono::steady_clock;

  void draw_bar(int done, double elapsed_s);

  std::string label_;
  int total_;
  bool quiet_, terminal_;
  Clock::time_point start_ = Clock::now(), drawn_{};
  int tenth_ = 0;
  bool open_line_ = false;
};

// "0:07", "12:30", "1:02:05"
std::string clock_text(double seconds);

}  // namespace backroll
