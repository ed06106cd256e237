// Closed-cell foam pressed between skin and core: pressure p over the compression e = sinking / free
// thickness.
//   loading    p(e) = E0 e / (1 + E0 e / sigma0) + p0 e / (1 - e - R)          skeleton + enclosed gas
//   (science.md 2.3) unloading  p(e) (1 - L (1 - (e / e_max)^4)),  L = 1.5 loss, e < e_max        e_max =
//   largest e since touch
// For a linear law the loop encloses exactly the share `loss` of the loading energy (2 L (1/2 - 1/6) = loss).
// Beyond 98 % of e = 1 - R the gas term goes on along its tangent, so that p stays finite and C1.
#pragma once

namespace backroll {

struct FoamLaw {
  double modulus = 1.5e6;           // E0 [Pa]
  double collapse = 110e3;          // sigma0 [Pa]
  double gas = 101325;              // p0 [Pa]
  double relative_density = 0.033;  // R
  double loss = 0.45;               // share of the loading energy lost in a cycle
};

struct FoamPressure {
  double p, dp_de;  // [Pa]
};

FoamPressure foam_loading(const FoamLaw& law, double e);
// With the memory of the largest compression `e_max`; equal to loading where e >= e_max. e <= 0 gives 0.
FoamPressure foam_pressure(const FoamLaw& law, double e, double e_max);

}  // namespace backroll
