// Buttons, time line, loop and speed of a run that is played, live or recorded. The bar shows a state and
// returns what the user wants; it changes nothing itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/ui/widgets.hpp"

namespace backroll {

struct PlaybackState {
  double time = 0, first = 0, last = 0;  // [s]
  bool playing = false;
  bool loop = false;
  double loop_from = 0, loop_to = 0;  // [s]; loop_to <= loop_from: the whole run
  double speed = 1;                   // times real time
  std::string mode;                   // "live", "paused", "recorded"
};

struct PlaybackCommands {
  std::optional<double> seek;  // [s]
  int step = 0;                // frames, negative back
  bool play_or_pause = false;
  std::optional<bool> loop;
  std::optional<double> loop_from, loop_to;  // [s]
  std::optional<double> speed;
};

// Marks: NAME the time line, NAME.start, .back, .play, .forward, .end, .loop, .loop_from, .loop_to, .speed.
PlaybackCommands playback_bar(Ui& ui, const std::string& name, const PlaybackState& state);

}  // namespace backroll
