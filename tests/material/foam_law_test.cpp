// Foam: derivative, closed form, gas term of science.md, energy lost in a cycle.
#include "material/foam_law.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <utility>

using namespace backroll;

TEST_CASE("foam pressure follows its formula and its slope is the derivative") {
  const FoamLaw law;
  for (const double e : {0.01, 0.1, 0.25, 0.5, 0.8, 0.945, 0.96, 1.1}) {
    const FoamPressure p = foam_loading(law, e);
    const double h = 1e-7;
    CHECK(p.dp_de ==
          doctest::Approx((foam_loading(law, e + h).p - foam_loading(law, e - h).p) / (2 * h)).epsilon(1e-4));
    if (e < 0.94)
      CHECK(p.p == doctest::Approx(law.modulus * e / (1 + law.modulus * e / law.collapse) +
                                   law.gas * e / (1 - e - law.relative_density)));
  }
  CHECK(foam_loading(law, 0).p == 0);
  CHECK(foam_loading(law, -0.1).p == 0);
}

TEST_CASE("the gas alone gives the pressures of the closed-cell formula") {
  // science.md 2.3, R = 0.05: 36, 113, 174, 284 kPa at e = 0.25, 0.50, 0.60, 0.70
  FoamLaw gas;
  gas.modulus = 1e-9;
  gas.relative_density = 0.05;
  for (const auto& [e, kpa] : {std::pair{0.25, 36.0}, {0.5, 113.0}, {0.6, 174.0}, {0.7, 284.0}})
    CHECK(foam_loading(gas, e).p / 1e3 == doctest::Approx(kpa).epsilon(0.01));
}

TEST_CASE("a cycle of a linear foam loses the stated share of its energy") {
  FoamLaw linear{1e6, 1e15, 0, 0.03, 0.3};
  const double top = 0.4;
  double up = 0, down = 0;
  const int n = 4000;
  for (int k = 0; k < n; ++k) {
    const double e = top * (k + 0.5) / n;
    up += foam_pressure(linear, e, 0).p;
    down += foam_pressure(linear, e, top).p;
  }
  CHECK((up - down) / up == doctest::Approx(0.3).epsilon(1e-3));
}

TEST_CASE("unloading joins loading at the largest compression and rises with compression everywhere") {
  const FoamLaw law;
  CHECK(foam_pressure(law, 0.3, 0.3).p == foam_loading(law, 0.3).p);
  CHECK(foam_pressure(law, 0.3 - 1e-9, 0.3).p == doctest::Approx(foam_loading(law, 0.3).p).epsilon(1e-6));
  double before = 0;
  for (double e = 0.01; e < 0.3; e += 0.01) {
    const FoamPressure p = foam_pressure(law, e, 0.3);
    CHECK(p.p > before);
    CHECK(p.dp_de ==
          doctest::Approx((foam_pressure(law, e + 1e-7, 0.3).p - foam_pressure(law, e - 1e-7, 0.3).p) / 2e-7)
              .epsilon(1e-3));
    before = p.p;
  }
}
