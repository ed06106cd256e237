// InputError: the one exception for wrong input (files, keys, values, usage). The command line turns it into
// exit code 2.
#pragma once

#include <stdexcept>
#include <string>

namespace backroll {

struct InputError : std::runtime_error {
  explicit InputError(const std::string& message) : std::runtime_error(message) {}

  // "file:line: key 'k' = v: problem" with the parts that are known; `allowed` and `nearest` may be empty.
  static InputError at(const std::string& file, int line, const std::string& key, const std::string& value,
                       const std::string& problem, const std::string& allowed = {},
                       const std::string& nearest = {});
};

// Thrown when the machine lacks something (disk space, a library, a display): exit code 4.
struct MachineError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The entry of `candidates` nearest to `word` by edit distance, or "" if none is close.
template <class Range>
std::string nearest_word(const std::string& word, const Range& candidates);

int edit_distance(const std::string& a, const std::string& b);

template <class Range>
std::string nearest_word(const std::string& word, const Range& candidates) {
  std::string best;
  int best_distance = static_cast<int>(word.size()) / 2 + 2;
  for (const auto& candidate : candidates) {
    const int distance = edit_distance(word, std::string(candidate));
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace backroll
