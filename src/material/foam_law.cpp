#include "material/foam_law.hpp"

#include <algorithm>

namespace backroll {

FoamPressure foam_loading(const FoamLaw& law, double e) {
  if (e <= 0) return {0, 0};
  const double soft = 1 + law.modulus * e / law.collapse;
  const double full = 1 - law.relative_density;
  const double limit = 0.98 * full, x = std::min(e, limit), room = full - x;
  double gas = law.gas * x / room;
  const double gas_slope = law.gas * full / (room * room);
  gas += gas_slope * (e - x);
  return {law.modulus * e / soft + gas, law.modulus / (soft * soft) + gas_slope};
}

FoamPressure foam_pressure(const FoamLaw& law, double e, double e_max) {
  const FoamPressure up = foam_loading(law, e);
  if (e >= e_max || e <= 0) return up;
  const double t = e / e_max, L = std::min(1.5 * law.loss, 1.0);
  const double factor = 1 - L * (1 - t * t * t * t);
  return {up.p * factor, up.dp_de * factor + up.p * L * 4 * t * t * t / e_max};
}

}  // namespace backroll
