// Numbers and words for people.
#pragma once

#include <string>
#include <vector>

namespace backroll {

// Rounded to `significant` digits, never an exponent below 1e7: "0.0123", "34.2", "1230". "-" for nan.
std::string number_text(double value, int significant = 3);
std::string percent_text(double share);                     // 0.254 -> "25 %"
std::string scientific_text(double value);                  // 2.3e-05 -> "2.3e-05"
std::string joined(const std::vector<std::string>& words);  // "a, b and c"

// 1, 2 or 5 times a power of ten, so that 0..range holds at most `count` steps.
double round_step(double range, int count);

}  // namespace backroll
