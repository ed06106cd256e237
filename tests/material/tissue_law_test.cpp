// Distortional laws: stress and tangent against finite differences, small-strain moduli, uniaxial closed
// form, invariance.
#include "material/tissue_law.hpp"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>
#include <Eigen/Geometry>
#include <Eigen/LU>
#include <cmath>
#include <cstdlib>
#include <vector>

using namespace backroll;
using Eigen::Matrix3d;
using Eigen::Vector3d;

namespace {

std::vector<TissueLaw> all_laws() {
  std::vector<TissueLaw> laws(6);
  laws[1].kind = DistortionLaw::neo_hookean_coupled;
  laws[2].kind = DistortionLaw::ogden;
  laws[3].kind = DistortionLaw::ogden;
  laws[3].alpha = 21.4;  // not even: principal stretches
  laws[4].kind = DistortionLaw::ogden;
  laws[4].fibre_shear_excess = 3e3;
  laws[5].fibre_shear_excess = 3e3;
  return laws;
}

Matrix3d some_gradient(double size, int seed) {
  std::srand(seed);
  return Matrix3d::Identity() + size * Matrix3d::Random();
}

const Vector3d kFibre = Vector3d(0.3, 0.9, -0.2).normalized();

}  // namespace

TEST_CASE("stress is the derivative of the energy, tangent the derivative of the stress") {
  for (const TissueLaw& law : all_laws())
    for (const double size : {0.0, 0.05, 0.3}) {
      const Matrix3d F = some_gradient(size, 7);
      REQUIRE(F.determinant() > 0.2);
      Matrix3d P, Pp, Pm;
      Matrix9 A;
      distortion(law, kFibre, F, P, &A);
      const double h = 1e-5;
      for (int n = 0; n < 9; ++n) {
        Matrix3d Fp = F, Fm = F;
        Fp.data()[n] += h;
        Fm.data()[n] -= h;
        const double wp = distortion(law, kFibre, Fp, Pp, nullptr),
                     wm = distortion(law, kFibre, Fm, Pm, nullptr);
        const double scale = A.norm();
        CHECK(std::abs((wp - wm) / (2 * h) - P.data()[n]) < 1e-6 * (scale + P.norm()));
        for (int m = 0; m < 9; ++m) {
          CAPTURE(static_cast<int>(law.kind));
          CHECK(std::abs((Pp.data()[m] - Pm.data()[m]) / (2 * h) - A(m, n)) < 1e-6 * scale);
        }
      }
      CHECK((A - A.transpose()).norm() < 1e-10 * A.norm());
    }
}

TEST_CASE("tangent stays exact where an element is nearly flat or inside out") {
  for (const TissueLaw& law : all_laws())
    for (const double stretch : {0.15, -0.1}) {
      Matrix3d F = some_gradient(0.1, 3);
      F.col(0) *= stretch;
      Matrix3d P, Pp, Pm;
      Matrix9 A;
      distortion(law, kFibre, F, P, &A);
      for (int n = 0; n < 9; ++n) {
        Matrix3d Fp = F, Fm = F;
        Fp.data()[n] += 1e-6;
        Fm.data()[n] -= 1e-6;
        distortion(law, kFibre, Fp, Pp, nullptr);
        distortion(law, kFibre, Fm, Pm, nullptr);
        for (int m = 0; m < 9; ++m)
          CHECK(std::abs((Pp.data()[m] - Pm.data()[m]) / 2e-6 - A(m, n)) < 2e-6 * A.norm());
      }
    }
}

TEST_CASE("small shear feels the shear modulus, along the fibre its own") {
  for (TissueLaw law : all_laws()) {
    Matrix3d P;
    Matrix3d F = Matrix3d::Identity();
    F(1, 0) = 1e-6;  // shear in the x-y plane
    distortion(law, Vector3d::UnitZ(), F, P, nullptr);
    CHECK(P(1, 0) == doctest::Approx(law.shear_modulus * 1e-6).epsilon(1e-4));
    distortion(law, Vector3d::UnitX(), F, P, nullptr);
    CHECK(P(1, 0) == doctest::Approx((law.shear_modulus + law.fibre_shear_excess) * 1e-6).epsilon(1e-4));
  }
}

TEST_CASE("Ogden by matrix powers equals Ogden by principal stretches") {
  TissueLaw even, near;
  even.kind = near.kind = DistortionLaw::ogden;
  even.alpha = 12;
  near.alpha = 12.0000001;  // takes the spectral way
  const Matrix3d F = some_gradient(0.3, 11);
  Matrix3d P, Q;
  Matrix9 A, B;
  CHECK(distortion(even, Vector3d::Zero(), F, P, &A) ==
        doctest::Approx(distortion(near, Vector3d::Zero(), F, Q, &B)).epsilon(1e-6));
  CHECK((P - Q).norm() < 1e-6 * P.norm());
  CHECK((A - B).norm() < 1e-6 * A.norm());
}

TEST_CASE("uniaxial compression of an incompressible Ogden bar follows the closed form") {
  TissueLaw law;
  law.kind = DistortionLaw::ogden;
  law.alpha = 8;
  for (const double l : {0.5, 0.7, 0.9, 1.2}) {
    Matrix3d F = Matrix3d::Zero(), P;
    F.diagonal() = Vector3d(l, 1 / std::sqrt(l), 1 / std::sqrt(l));
    distortion(law, Vector3d::Zero(), F, P, nullptr);
    // pressure from the free sides, then the axial nominal stress
    const double nominal = P(0, 0) - P(1, 1) * F(1, 1) / l;
    const double expected =
        2 * law.shear_modulus / law.alpha * (std::pow(l, law.alpha - 1) - std::pow(l, -law.alpha / 2 - 1));
    CHECK(nominal == doctest::Approx(expected).epsilon(1e-10));
  }
}

TEST_CASE("a superposed rotation changes neither energy nor the stress seen by the material") {
  const Matrix3d R = Eigen::AngleAxisd(1.1, Vector3d(1, 2, -1).normalized()).toRotationMatrix();
  for (const TissueLaw& law : all_laws()) {
    const Matrix3d F = some_gradient(0.2, 5);
    Matrix3d P, Q;
    const double w = distortion(law, kFibre, F, P, nullptr);
    CHECK(distortion(law, kFibre, R * F, Q, nullptr) == doctest::Approx(w).epsilon(1e-12));
    CHECK((Q - R * P).norm() < 1e-10 * (P.norm() + 1));
  }
}

TEST_CASE("volumetric pressure and modulus are derivatives, also below a fifth of the volume") {
  for (const TissueLaw& law : {all_laws()[0], all_laws()[1]})
    for (const double J : {0.1, 0.5, 0.99, 1.3}) {
      const double h = 1e-6;
      const Volumetric v = volumetric(law, J), p = volumetric(law, J + h), m = volumetric(law, J - h);
      CHECK(v.pressure == doctest::Approx((p.energy - m.energy) / (2 * h)).epsilon(1e-6));
      CHECK(v.modulus == doctest::Approx((p.pressure - m.pressure) / (2 * h)).epsilon(1e-6));
    }
}

TEST_CASE("cofactor derivative matches finite differences") {
  const Matrix3d F = some_gradient(0.4, 2);
  Matrix9 D = Matrix9::Zero();
  add_cofactor_derivative(F, 1, D);
  for (int n = 0; n < 9; ++n) {
    Matrix3d Fp = F, Fm = F;
    Fp.data()[n] += 1e-4;
    Fm.data()[n] -= 1e-4;
    const Matrix3d d = (cofactor(Fp) - cofactor(Fm)) / 2e-4;
    for (int m = 0; m < 9; ++m) CHECK(D(m, n) == doctest::Approx(d.data()[m]).epsilon(1e-9));
  }
}

TEST_CASE("a Prony term in a relaxation test decays as its formula, whatever the steps") {
  const double tau = 6, g = 0.3, S = 100;
  for (const double dt : {0.05, 0.7, 3.0}) {
    double h = g * S;  // after a sudden strain the whole share is there
    for (double t = 0; t < 11.9; t += dt) {
      const PronyStep p = prony_step(tau, dt);
      h = p.decay * h + g * p.gain * 0;  // the elastic stress does not change any more
      CHECK(h == doctest::Approx(g * S * std::exp(-(t + dt) / tau)).epsilon(1e-9));
    }
  }
  // ramp at constant rate: h = g tau rate (1 - exp(-t/tau)) is met exactly by the linear-in-step rule
  double h = 0, s = 0;
  for (int n = 1; n <= 20; ++n) {
    const PronyStep p = prony_step(tau, 0.5);
    h = p.decay * h + g * p.gain * 10 * 0.5;
    s += 5;
    CHECK(h == doctest::Approx(g * tau * 10 * (1 - std::exp(-0.5 * n / tau))).epsilon(1e-9));
  }
}
