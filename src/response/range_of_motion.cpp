#include "response/range_of_motion.hpp"

#include "response/first_order.hpp"

namespace backroll {

double range_gained(const RangeParameters& p, double gain, double contact_force_n, double dt) {
  return contact_force_n > p.light_contact_n ? approached(gain, p.most, p.dose_s, dt)
                                             : approached(gain, 0, p.back_s, dt);
}

}  // namespace backroll
