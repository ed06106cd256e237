#include "response/warm_up.hpp"

#include "response/first_order.hpp"

namespace backroll {

double warmed(const WarmUpParameters& p, double warming_k, bool works, double dt) {
  return works ? approached(warming_k, p.rise, p.warming_s, dt) : approached(warming_k, 0, p.cooling_s, dt);
}

double warm_factor(const WarmUpParameters& p, double warming_k) {
  return std::exp(-p.softening_per_k * warming_k);
}

}  // namespace backroll
