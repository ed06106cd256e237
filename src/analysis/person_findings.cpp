#include "analysis/person_findings.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/text.hpp"
#include "units.hpp"

namespace backroll {

PersonFindings find_person(const RunInfo& info, const std::vector<Frame>& frames) {
  PersonFindings p;
  if (!person_lies(info) || frames.empty()) return p;
  p.known = true;
  p.foot_margin = p.roller_margin = p.tip_margin = 1e9;
  p.least_load = 1e9;
  double squares = 0;
  int rolled = 0;
  for (const Frame& f : frames) {
    const PersonState& s = f.person;
    const double load = s.full_load / info.body_weight_n, difference = std::abs(load_difference(info, f));
    p.least_load = std::min(p.least_load, load);
    p.most_load = std::max(p.most_load, load);
    p.arms = std::max(p.arms, s.arms / info.body_weight_n);
    p.foot_friction = std::max(p.foot_friction, s.foot_friction);
    p.foot_margin = std::min(p.foot_margin, s.foot_margin);
    p.roller_margin = std::min(p.roller_margin, s.roller_margin);
    p.tip_margin = std::min(p.tip_margin, s.tip_margin);
    if (!std::isnan(s.balance)) p.balance = std::max(p.balance, s.balance);
    if (f.phase == "hold") p.hold_difference = std::max(p.hold_difference, difference);
    if (f.phase == "roll" || f.phase == "travel") {
      squares += difference * difference;
      ++rolled;
    }
  }
  if (rolled > 0) p.roll_difference = std::sqrt(squares / rolled);
  return p;
}

std::string person_line(const RunInfo& info, const PersonFindings& p) {
  if (!p.known) return {};
  const bool bullet = info.load_source == "bullet";
  std::string text =
      std::string("The person on the floor (") + (bullet ? "Bullet" : "closed form") + ") puts " +
      percent_text(p.least_load) +
      (p.most_load > p.least_load + 0.005 ? " to " + percent_text(p.most_load) : std::string()) +
      " of body weight on the roller" +
      (p.arms > 1e-6 ? ", " + percent_text(p.arms) + " on the arms" : std::string()) +
      "; the feet need a friction of up to " + number_text(p.foot_friction, 2) + " (" +
      number_text(p.foot_margin, 2) + " left), the mass centre stays " + number_text(p.tip_margin * kMm) +
      " mm inside the base.";
  if (!bullet) return text;
  const bool far = p.hold_difference > kHoldDifferenceLimit || p.roll_difference > kRollDifferenceLimit;
  text += " Against the closed form: at most " + number_text(100 * p.hold_difference, 2) +
          " % of body weight in holds, " + number_text(100 * p.roll_difference, 2) + " % rms while rolling" +
          (far ? " (ABOVE the limits of 3 and 1 %: the load is in doubt)." : ".");
  return text;
}

}  // namespace backroll
