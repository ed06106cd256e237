// How many threads a step runs on: one or all, whichever was faster lately. Results do not depend on it (the
// same bits for any count), only the time does: on a machine busy with other work, threads that wait for each
// other lose.
#pragma once

namespace backroll {

class ThreadChoice {
 public:
  explicit ThreadChoice(int all) : all_(all) {}

  // Threads for the next step.
  int next() {
    if (all_ <= 1) return 1;
    // two steps each way at first, then the slower way once in a while
    const int round = step_++;
    if (round < 4)
      choice_ = round / 2;
    else
      choice_ = (seconds_[1] < seconds_[0]) != (round % kRetry == 0) ? 1 : 0;
    return choice_ == 0 ? all_ : 1;
  }

  // Seconds the step took per unit of its work.
  void took(double seconds_per_work) {
    double& s = seconds_[choice_];
    s = s == 0 ? seconds_per_work : 0.7 * s + 0.3 * seconds_per_work;
  }

 private:
  static constexpr int kRetry = 25;
  int all_;
  int step_ = 0, choice_ = 0;
  double seconds_[2] = {0, 0};  // with all threads, with one
};

}  // namespace backroll
