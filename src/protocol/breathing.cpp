#include "protocol/breathing.hpp"

#include <cmath>
#include <numbers>

namespace backroll {

Breath breath_at(const Breathing& b, double time) {
  if (!b.on) return {0.5, 0};
  const double cycles = time / breath_period(b), at = cycles - std::floor(cycles);
  const double part = at < b.inhale_share ? at / b.inhale_share : (1 - at) / (1 - b.inhale_share);
  return {0.5 - 0.5 * std::cos(std::numbers::pi * part), cycles};
}

double breath_period(const Breathing& b) {
  return 60 / b.rate_per_min;
}

double next_out_breath(const Breathing& b, double time) {
  const double period = breath_period(b);
  return (std::ceil(time / period - b.inhale_share - 1e-9) + b.inhale_share) * period;
}

}  // namespace backroll
