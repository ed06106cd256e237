// The levels of the spine, caudal to cranial: S4..S1 (crest tips of the sacrum), L5..L1, T12..T1, C7.
#pragma once

#include <array>
#include <string_view>

namespace backroll {

inline constexpr int kLevels = 22;
inline constexpr std::array<std::string_view, kLevels> kLevelNames = {
    "S4",  "S3", "S2", "S1", "L5", "L4", "L3", "L2", "L1", "T12", "T11",
    "T10", "T9", "T8", "T7", "T6", "T5", "T4", "T3", "T2", "T1",  "C7"};

// Index of a level's name, -1 if it is none.
constexpr int level_index(std::string_view name) {
  for (int level = 0; level < kLevels; ++level)
    if (kLevelNames[level] == name) return level;
  return -1;
}

// Named levels of the code; S4 is 0.
namespace level {
inline constexpr int S4 = 0, S3 = 1, S2 = 2, S1 = 3, L5 = 4, L4 = 5, L3 = 6, L1 = 8, T12 = 9, T11 = 10,
                     T10 = 11, T8 = 13, T7 = 14, T3 = 18, T1 = 20, C7 = 21;
}

constexpr bool is_vertebra(int index) {
  return index >= level::L5;
}
constexpr bool is_lumbar(int index) {
  return index >= level::L5 && index <= level::L1;
}
// Level of thoracic vertebra T1..T12.
constexpr int thoracic(int number) {
  return level::T1 - (number - 1);
}

}  // namespace backroll
