// Numbers and words for people.
#pragma once

#include <string>
#include <vector>

namespace backroll {

// Rounded to `significant` digits, never an exponent below 1e7: "0.0123", "34.2", "1230". "-" for nan.
std::string number_text(double value, int significant = 3);
std::string percent_text(double share);  // 0.254 -> "25 %"
// The same for parts of a whole: one decimal, and the texts add up as the shares do.
std::vector<std::string> percent_texts(const std::vector<double>& shares);
// Each a multiple of `unit` next to its value, chosen so that their sum is the sum's nearest multiple.
std::vector<double> rounded_together(const std::vector<double>& values, double unit);
std::string degree_text(double radian);                     // 0.1099 -> "6.3 deg": one decimal, never "-0"
std::string scientific_text(double value);                  // 2.3e-05 -> "2.3e-05"
std::string joined(const std::vector<std::string>& words);  // "a, b and c"

// 1, 2 or 5 times a power of ten, so that 0..range holds at most `count` steps.
double round_step(double range, int count);

}  // namespace backroll
