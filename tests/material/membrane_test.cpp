// Membranes of skin and fascia: derivatives, closed forms, tension only, never an indefinite tangent.
#include "material/membrane.hpp"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <initializer_list>
#include <tuple>
#include <utility>

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

const MembraneLaw kSkin;
const MembraneLaw kFascia = collagen_sheet(30e6, 0.04, 60, 0.6e-3);

// Tension [N/m] of a strip free to narrow.
double strip(const MembraneLaw& law, double stretch) {
  Matrix32 F = Matrix32::Zero(), P;
  F(0, 0) = stretch;
  F(1, 1) = 0.5;  // far below the natural width: wrinkled
  membrane(law, F, P, nullptr);
  CHECK(std::abs(P(1, 1)) < 1e-9 * (P(0, 0) + 1));
  return P(0, 0);
}

}  // namespace

TEST_CASE("membrane stress and tangent are derivatives in the taut, the wrinkled and the slack state") {
  // fascia: within the toe, at its end in one direction, beyond it in both
  for (const auto& [law, l1, l2] : {std::tuple{kSkin, 1.3, 1.1},
                                    {kSkin, 1.05, 1.05},
                                    {kSkin, 1.4, 0.6},
                                    {kSkin, 0.9, 0.8},
                                    {kSkin, 1.02, 1.3},
                                    {kFascia, 1.02, 1.01},
                                    {kFascia, 1.06, 1.01},
                                    {kFascia, 1.08, 0.8},
                                    {kFascia, 1.07, 1.05},
                                    {kFascia, 1.06, 1.06}}) {
    const Matrix32 F = stretched(l1, l2, 0.4);
    Matrix32 P, Pp, Pm;
    Matrix6 A;
    membrane(law, F, P, &A);
    const double h = 1e-6, scale = law.thickness * law.shear_modulus;
    for (int n = 0; n < 6; ++n) {
      Matrix32 Fp = F, Fm = F;
      Fp.data()[n] += h;
      Fm.data()[n] -= h;
      const double wp = membrane(law, Fp, Pp, nullptr), wm = membrane(law, Fm, Pm, nullptr);
      CHECK(std::abs((wp - wm) / (2 * h) - P.data()[n]) < 1e-6 * (scale + P.norm()));
      for (int m = 0; m < 6; ++m)
        CHECK(std::abs((Pp.data()[m] - Pm.data()[m]) / (2 * h) - A(m, n)) < 1e-5 * (scale + A.norm()));
    }
  }
}

TEST_CASE("uniaxial tension of the membrane is that of an incompressible Ogden strip") {
  const MembraneLaw law;
  for (const double l : {1.1, 1.3}) {
    const double expected =
        2 * law.shear_modulus / law.alpha * (std::pow(l, law.alpha - 1) - std::pow(l, -law.alpha / 2 - 1));
    CHECK(strip(law, l) == doctest::Approx(law.thickness * expected).epsilon(1e-10));
  }
}

TEST_CASE("a collagen sheet is soft in its toe and has its modulus from the toe's end on") {
  const double full = 30e6 * 0.6e-3;  // [N/m]
  auto slope = [&](double strain) {
    return (strip(kFascia, 1 + strain + 1e-5) - strip(kFascia, 1 + strain - 1e-5)) / 2e-5;
  };
  CHECK(slope(1e-3) < 0.2 * full);
  CHECK(slope(0.02) < 0.5 * full);
  for (const double strain : {0.0399, 0.0401, 0.08, 0.3})
    // the term of the thickness, (l1 l2)^-alpha, gives 1.5 % at the toe's end and nothing far beyond
    CHECK(std::abs(slope(strain) / full - 1) < 0.017);
  // the toe's stress: 42 % of that of a sheet without one
  CHECK(strip(kFascia, 1.04) == doctest::Approx(0.4213 * 0.04 * full).epsilon(1e-3));
}

TEST_CASE("a compressed membrane carries nothing and its tangent is never indefinite") {
  for (int n = 0; n < 16 * 18 * 2; ++n) {
    const MembraneLaw& law = n % 2 == 0 ? kSkin : kFascia;
    const double l1 = 0.7 + 0.05 * (n / 2 % 16), l2 = 0.6 + 0.05 * (n / 32);
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
