// Hyperelastic laws of the tissues: energy, first Piola-Kirchhoff stress P = dW/dF and tangent A = dP/dF, per
// point.
//
// The distortional part is written in the modified gradient Fb = s(J) F, s = J^(-1/3) (continued by its
// quadratic Taylor expansion below J = 0.2, so that an inverted element has a finite energy and a restoring
// force):
//   neo-Hookean          w = mu/2 (tr Cb - 3)                                       Cb = Fb^T Fb
//   Ogden                w = 2 mu/alpha^2 (sum lambda_i^alpha - 3)                  mu = small-strain shear
//   modulus fibre                w = (mu_along - mu)/2 (|Cb a|^2 - (a.Cb a)^2)              along-fibre shear
//   modulus mu_along
// The coupled neo-Hookean law uses F itself in its first term: W = mu/2 (tr C - 3) - mu ln J + lambda/2 (ln
// J)^2. The volumetric part U(J) acts on the element's mean J (hex_kernel.hpp):
//   U = K/2 (J - 1)^2, or -mu ln J + lambda/2 (ln J)^2 for the coupled law.
// Sources: Ogden 1972; Simo & Taylor 1991; Bonet & Burton 1998 for the two shear moduli. Units: Pa.
#pragma once

#include <Eigen/Core>
#include <array>

namespace backroll {

using Matrix9 = Eigen::Matrix<double, 9, 9>;  // index i + 3 J for F_iJ, row of P, column of F

inline constexpr int kMaxProny = 4;

enum class DistortionLaw { neo_hookean, neo_hookean_coupled, ogden };

struct TissueLaw {
  DistortionLaw kind = DistortionLaw::neo_hookean;
  double shear_modulus = 6e3;                 // mu, short-term [Pa]
  double fibre_shear_excess = 0;              // mu_along - mu [Pa], 0 = isotropic
  double alpha = 12;                          // Ogden
  double bulk_modulus = 6e5;                  // K [Pa]; lambda for the coupled law
  double density = 1050;                      // [kg/m3]
  int prony_terms = 0;                        // Prony series of the distortional stress (science.md 3.2)
  std::array<double, kMaxProny> prony_g{};    // shares of the short-term modulus
  std::array<double, kMaxProny> prony_tau{};  // [s]

  double prony_sum() const {
    double sum = 0;
    for (int n = 0; n < prony_terms; ++n) sum += prony_g[n];
    return sum;
  }
};

// Distortional (for the coupled law: the first) part at F. `fibre`: unit vector in the reference shape, or
// zero. Returns the energy density; `tangent` may be null. `volume_term` false leaves out of A what
// multiplies the second derivative of det F (see add_cofactor_derivative).
double distortion(const TissueLaw& law, const Eigen::Vector3d& fibre, const Eigen::Matrix3d& F,
                  Eigen::Matrix3d& P, Matrix9* tangent, bool volume_term = true);

// U(J), U'(J) and U''(J); continued quadratically below J = 0.2.
struct Volumetric {
  double energy, pressure, modulus;
};
Volumetric volumetric(const TissueLaw& law, double J);

// d(det F)/dF and the second derivative's action D_iJkL = d2(det F)/dF_iJ dF_kL, added with factor `f` to
// `A`.
Eigen::Matrix3d cofactor(const Eigen::Matrix3d& F);
void add_cofactor_derivative(const Eigen::Matrix3d& F, double f, Matrix9& A);

// A symmetric second Piola-Kirchhoff stress S held constant over a step: W = S : (F^T F - I)/2.
void add_constant_stress(const Eigen::Matrix3d& S, const Eigen::Matrix3d& F, Eigen::Matrix3d& P,
                         Matrix9* tangent);

// Prony series, one term, over a step dt with the elastic stress changing linearly:
//   h(t+dt) = decay h(t) + g gain (S(t+dt) - S(t)),  decay = exp(-dt/tau),  gain = (1 - decay) tau/dt.
struct PronyStep {
  double decay, gain;
};
PronyStep prony_step(double tau, double dt);

}  // namespace backroll
