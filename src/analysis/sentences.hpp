// Sentences that follow from the numbers of a comparison.
#pragma once

#include <string>
#include <vector>

#include "analysis/comparison.hpp"

namespace backroll {

inline constexpr double kLittle = 0.05;  // relative difference below which two values "differ little"

std::vector<std::string> comparison_sentences(const Comparison& comparison);

// "is 23 % higher", "is 12 % lower", "differs little"; for factors of 2 and more "is 2.4 times as high".
std::string change_words(double ratio, const char* up = "higher", const char* down = "lower");

}  // namespace backroll
