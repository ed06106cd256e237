// Skin membrane: derivatives, closed forms, tension only, never an indefinite tangent.
#include "material/membrane.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <utility>

#include <Eigen/Eigenvalues>
#include <cmath>

using namespace backroll;

namespace {

Matrix32 stretched(double l1, double l2, double angle) {
  Matrix32 F;
  const double c = std::cos(angle), s = std::sin(angle);
  Eigen::Matrix2d R;
  R << c, -s, s, c;
  F.setZero();
  F.topRows<2>() = R * Eigen::Vector2d(l1, l2).asDiagonal() * R.transpose();
  F.row(2) = 0.1 * F.row(0);  // out of plane
  F.topRows<2>() *= 1.0;
  return F;
}

}  // namespace

TEST_CASE("membrane stress and tangent are derivatives in the taut, the wrinkled and the slack state") {
  const MembraneLaw law;
  for (const auto& [l1, l2] : {std::pair{1.3, 1.1}, {1.05, 1.05}, {1.4, 0.6}, {0.9, 0.8}, {1.02, 1.3}}) {
    const Matrix32 F = stretched(l1, l2, 0.4);
    Matrix32 P, Pp, Pm;
    Matrix6 A;
    membrane(law, F, P, &A);
    for (int n = 0; n < 6; ++n) {
      Matrix32 Fp = F, Fm = F;
      Fp.data()[n] += 1e-6;
      Fm.data()[n] -= 1e-6;
      const double wp = membrane(law, Fp, Pp, nullptr), wm = membrane(law, Fm, Pm, nullptr);
      const double scale = law.thickness * law.shear_modulus;
      CHECK(std::abs((wp - wm) / 2e-6 - P.data()[n]) < 1e-6 * (scale + P.norm()));
      for (int m = 0; m < 6; ++m)
        CHECK(std::abs((Pp.data()[m] - Pm.data()[m]) / 2e-6 - A(m, n)) < 1e-5 * (scale + A.norm()));
    }
  }
}

TEST_CASE("uniaxial tension of the membrane is that of an incompressible Ogden strip") {
  const MembraneLaw law;
  for (const double l : {1.1, 1.3}) {
    Matrix32 F = Matrix32::Zero(), P;
    F(0, 0) = l;
    F(1, 1) = 0.5;  // far below the natural width: wrinkled
    membrane(law, F, P, nullptr);
    const double expected =
        2 * law.shear_modulus / law.alpha * (std::pow(l, law.alpha - 1) - std::pow(l, -law.alpha / 2 - 1));
    CHECK(P(0, 0) == doctest::Approx(law.thickness * expected).epsilon(1e-10));
    CHECK(std::abs(P(1, 1)) < 1e-9 * P(0, 0));
  }
}

TEST_CASE("compressed skin carries nothing and its tangent is never indefinite") {
  const MembraneLaw law;
  for (double l1 = 0.7; l1 < 1.5; l1 += 0.05)
    for (double l2 = 0.6; l2 < 1.5; l2 += 0.05) {
      Matrix32 P;
      Matrix6 A;
      membrane(law, stretched(l1, l2, 0.9), P, &A);
      if (std::max(l1, l2) * 1.006 < 1) CHECK(P.norm() == 0);  // 1.006: the out-of-plane row of stretched()
      const Eigen::SelfAdjointEigenSolver<Matrix6> eigen(Matrix6(0.5 * (A + A.transpose())));
      CHECK(eigen.eigenvalues()[0] > -1e-9 * (1 + A.norm()));
      CHECK((A - A.transpose()).norm() < 1e-9 * (1 + A.norm()));
    }
}

TEST_CASE("energy and stress are continuous where the skin begins to wrinkle and to slacken") {
  const MembraneLaw law;
  auto at = [&](double l1, double l2) {
    Matrix32 F = Matrix32::Zero(), P;
    F(0, 0) = l1;
    F(1, 1) = l2;
    const double w = membrane(law, F, P, nullptr);
    return std::pair<double, double>(w, P.norm());
  };
  const double edge = 1 / std::sqrt(1.2);
  CHECK(at(1.2, edge + 1e-9).first == doctest::Approx(at(1.2, edge - 1e-9).first).epsilon(1e-7));
  CHECK(at(1.2, edge + 1e-9).second == doctest::Approx(at(1.2, edge - 1e-9).second).epsilon(1e-6));
  CHECK(at(1 + 1e-9, 0.9).second < 1e-6 * law.thickness * law.shear_modulus);
}
