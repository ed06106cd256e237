// Joint between two bones: derivatives, neutral zone, stiffening, another stiffness in one sense, preload.
#include "material/joint_law.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>

using namespace backroll;

namespace {

// A coupled law with every feature on.
JointLaw full_law() {
  JointLaw law;
  law.stiffness.diagonal() << 1e5, 1e6, 1e5, 100, 200, 120;
  law.stiffness(0, 5) = law.stiffness(5, 0) = 1500;
  law.stiffness(2, 3) = law.stiffness(3, 2) = -1200;
  law.neutral_zone << 2e-4, 0, 2e-4, 0.01, 0.005, 0.02;
  law.range << 2e-3, 1e-3, 0, 0.1, 0.05, 0.1;
  law.positive_ratio << 1, 0.2, 1, 1, 1, 1.5;
  return law;
}

// Displacements of the size of the ranges, of either sign.
Vec6 sample(int n) {
  Vec6 x;
  for (int i = 0; i < 6; ++i) x[i] = std::sin(1.7 * n + 2.3 * i + 0.4);
  return x.cwiseProduct((Vec6() << 2e-3, 1e-3, 2e-3, 0.1, 0.05, 0.1).finished());
}

// One coordinate alone with stiffness 1.
JointLaw unit_law() {
  JointLaw law;
  law.stiffness(0, 0) = 1;
  return law;
}

double tangent_at(const JointLaw& law, double x) {
  return joint_forces(law, x * Vec6::Unit(0), 1).tangent(0, 0);
}

double force_at(const JointLaw& law, double x) {
  return joint_forces(law, x * Vec6::Unit(0), 1).force[0];
}

}  // namespace

TEST_CASE("the joint's force is the derivative of its energy and the tangent that of its force") {
  const JointLaw law = full_law();
  for (int n = 0; n < 8; ++n) {
    const Vec6 x = sample(n);
    const JointForces at = joint_forces(law, x, 1.7);
    for (int i = 0; i < 6; ++i) {
      const double h = 1e-5 * std::abs(x[i]);
      const JointForces up = joint_forces(law, x + h * Vec6::Unit(i), 1.7);
      const JointForces down = joint_forces(law, x - h * Vec6::Unit(i), 1.7);
      CHECK(std::abs((up.energy - down.energy) / (2 * h) - at.force[i]) <
            1e-6 * std::abs(at.force[i]) + 1e-14 * at.energy / h);
      for (int k = 0; k < 6; ++k)
        CHECK(std::abs((up.force[k] - down.force[k]) / (2 * h) - at.tangent(k, i)) <
              1e-6 * std::sqrt(law.stiffness(i, i) * law.stiffness(k, k)));
    }
    CHECK(at.tangent == at.tangent.transpose());
  }
}

TEST_CASE("the factor scales energy, force and tangent") {
  const JointLaw law = full_law();
  const JointForces one = joint_forces(law, sample(3), 1), two = joint_forces(law, sample(3), 2);
  CHECK(two.energy == doctest::Approx(2 * one.energy).epsilon(1e-14));
  CHECK((two.force - 2 * one.force).norm() == 0);
  CHECK((two.tangent - 2 * one.tangent).norm() == 0);
}

TEST_CASE("in the neutral zone the stated share of the stiffness is left, outside all of it") {
  JointLaw law = unit_law();
  law.neutral_zone[0] = 0.01;
  CHECK(tangent_at(law, 0) == doctest::Approx(0.3).epsilon(1e-12));
  CHECK(tangent_at(law, 1e-4) < 0.301);
  CHECK(tangent_at(law, 0.1) == doctest::Approx(1).epsilon(1e-6));
  // far outside, the force lags by what the zone swallows
  CHECK(std::abs(force_at(law, 0.2) - (0.2 - 0.7 * 0.01)) < 1e-12);
  CHECK(std::abs(force_at(law, -0.2) + (0.2 - 0.7 * 0.01)) < 1e-12);
}

TEST_CASE("far outside a narrow neutral zone the energy stays finite") {
  JointLaw law = unit_law();
  law.neutral_zone[0] = 1e-6;
  const JointForces at = joint_forces(law, 10 * Vec6::Unit(0), 1);
  CHECK(at.energy == doctest::Approx(50 - 0.7 * 1e-6 * 10).epsilon(1e-12));
  CHECK(std::isfinite(at.tangent(0, 0)));
}

TEST_CASE("towards the end of its range the joint stiffens") {
  JointLaw law = unit_law();
  law.range[0] = 0.05;
  CHECK(tangent_at(law, 0) == 1);
  CHECK(tangent_at(law, 0.05) == doctest::Approx(4).epsilon(1e-12));
  CHECK(tangent_at(law, -0.05) == doctest::Approx(4).epsilon(1e-12));
  CHECK(std::abs(force_at(law, 0.05) - 0.1) < 1e-15);
}

TEST_CASE("the positive sense has its own stiffness") {
  JointLaw law = unit_law();
  law.positive_ratio[0] = 0.1;
  CHECK(std::abs(force_at(law, 0.02) - 0.002) < 1e-15);
  CHECK(std::abs(force_at(law, -0.02) + 0.02) < 1e-15);
}

TEST_CASE("compression stiffens a spinal unit by 1, 1.71 and 2.11 at 0, 250 and 500 N, and saturates") {
  JointLaw law;
  CHECK(preload_factor(law, 500) == 1);
  law.preload_dependent = true;
  CHECK(std::abs(preload_factor(law, 0) - 1) < 1e-12);
  CHECK(std::abs(preload_factor(law, 250) - 1.71) < 1e-12);
  CHECK(std::abs(preload_factor(law, 500) - 2.11) < 1e-12);
  CHECK(preload_factor(law, -300) == 1);
  double before = 1, slope = 1e9;
  for (double load = 10; load < 3000; load += 10) {
    const double rise = preload_factor(law, load) - before;
    CHECK(rise > 0);
    CHECK(rise < slope);
    slope = rise;
    before += rise;
  }
  CHECK(before < 2.63);
}
