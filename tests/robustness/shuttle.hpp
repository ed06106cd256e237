// A roller moved to and fro along the midline as a user moves it: the speed asked for may change at any time,
// the speed it has follows with bounded acceleration, and it brakes ahead of the ends of its way.
#pragma once

namespace backroll::robustness {

class Shuttle {
 public:
  // `acceleration` [m/s2]; starts at rest at `from` and goes towards `to`.
  Shuttle(double from, double to, double acceleration);

  // Other ends; from outside it goes back in.
  void between(double from, double to);
  void reverse() { direction_ = -direction_; }
  // One step of dt seconds with the asked speed [m/s] >= 0; returns the new place [m].
  double advance(double speed, double dt);

  double place() const { return place_; }
  double velocity() const { return velocity_; }
  bool turned() const { return turned_; }  // the last step began to turn at an end

 private:
  double low_, high_, acceleration_;
  double place_, velocity_ = 0, direction_;
  bool turned_ = false;
};

}  // namespace backroll::robustness
