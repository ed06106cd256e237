// One bar of several parts that say who carries how much, with the figures always in sight.
#pragma once

#include <string>
#include <vector>

#include "viewer/ui/widgets.hpp"

namespace backroll {

struct Share {
  std::string label;
  double force_n = 0;
  ImU32 colour = 0;
};

// Whole percents of the positive forces, chosen so that they add up to 100; all 0 where there is no force.
std::vector<int> share_percents(const std::vector<Share>& shares);

// Title with the sum, the bar, and below it a line with colour, label, N and %. Marks: NAME, NAME.LABEL.
void share_bar(Ui& ui, const std::string& name, const std::string& title, const std::vector<Share>& shares);

}  // namespace backroll
