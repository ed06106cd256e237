#include "material/membrane.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

// Energy and its derivatives by the squared principal stretches L1 >= L2 (times 2: S_a = 2 dw/dL_a).
struct Principal {
  double w = 0, s1 = 0, s2 = 0;      // S_a
  double d11 = 0, d12 = 0, d22 = 0;  // dS_a/dL_b
};

// f by the squared stretch L = l^2, with g = L f' / h and d = L g': L^h, L^h, h L^h within the toe.
struct FibreTerm {
  double f, g, d;
};

FibreTerm fibre_term(double a, double straight, double L) {
  const double h = a / 2;
  if (L <= straight * straight) {
    const double p = std::pow(L, h);
    return {p, p, h * p};
  }
  const double p = std::pow(straight, a), r = std::sqrt(L) / straight, over = r - 1;
  return {p * (1 + a * over * (1 + 0.5 * (a - 1) * over)), p * r * (1 + (a - 1) * over),
          0.5 * p * r * (1 + (a - 1) * (r + over))};
}

Principal principal(const MembraneLaw& law, double L1, double L2) {
  Principal r;
  if (L1 <= 1) return r;
  const double a = law.alpha, h = a / 2, c = 2 * law.shear_modulus / (a * a), k = 2 * c * h;
  const FibreTerm p1 = fibre_term(a, law.straight_stretch, L1);
  // w = c (f(L1) + f(L2) + (L1 L2)^-h - 3), S_a = 2 c h (g_a - (L1 L2)^-h) / L_a
  if (L2 > 1 / std::sqrt(L1)) {
    const FibreTerm p2 = fibre_term(a, law.straight_stretch, L2);
    const double q = std::pow(L1 * L2, -h);
    r.w = c * (p1.f + p2.f + q - 3);
    r.s1 = k * (p1.g - q) / L1;
    r.s2 = k * (p2.g - q) / L2;
    r.d11 = k * (p1.d - p1.g + (h + 1) * q) / (L1 * L1);
    r.d22 = k * (p2.d - p2.g + (h + 1) * q) / (L2 * L2);
    r.d12 = k * h * q / (L1 * L2);
  } else {
    // w = c (f(L1) + 2 L1^(-h/2) - 3)
    const double q = std::pow(L1, -h / 2);
    r.w = c * (p1.f + 2 * q - 3);
    r.s1 = k * (p1.g - q) / L1;
    r.d11 = k * (p1.d - p1.g + (h / 2 + 1) * q) / (L1 * L1);
  }
  return r;
}

}  // namespace

MembraneLaw collagen_sheet(double modulus, double toe_strain, double alpha, double thickness) {
  const double l = 1 + toe_strain;
  // uniaxial: d2w/dl2 = 2 mu / alpha ((alpha - 1) l^(alpha - 2) + (alpha / 2 + 1) l^(-alpha / 2 - 2))
  const double slope = (alpha - 1) * std::pow(l, alpha - 2) + (alpha / 2 + 1) * std::pow(l, -alpha / 2 - 2);
  return {0.5 * alpha * modulus / slope, alpha, thickness, l};
}

double membrane(const MembraneLaw& law, const Matrix32& F, Matrix32& P, Matrix6* tangent) {
  const Eigen::Matrix2d C = F.transpose() * F;
  const double mean = 0.5 * (C(0, 0) + C(1, 1)), half = 0.5 * (C(0, 0) - C(1, 1));
  const double radius = std::hypot(half, C(0, 1));
  const double L1 = mean + radius, L2 = std::max(mean - radius, 1e-12);
  const double angle = 0.5 * std::atan2(C(0, 1), half);
  Eigen::Matrix2d N;
  N << std::cos(angle), -std::sin(angle), std::sin(angle), std::cos(angle);

  const Principal p = principal(law, L1, L2);
  const double h = law.thickness;
  const Eigen::Matrix2d S = N * Eigen::Vector2d(p.s1, p.s2).asDiagonal() * N.transpose();
  P = h * F * S;
  if (tangent) {
    // F dS in the principal frame, for dF = e_k E_b: dC_pq = n_p(b) a_q(k) + a_p(k) n_q(b), a = F n
    const Matrix32 a = F * N;
    const double theta = L1 - L2 > 1e-6 * L1 ? (p.s1 - p.s2) / (L1 - L2) : p.d11 - p.d12;
    Matrix6& A = *tangent;
    for (int b = 0; b < 2; ++b)
      for (int k = 0; k < 3; ++k) {
        const double c11 = 2 * N(b, 0) * a(k, 0), c22 = 2 * N(b, 1) * a(k, 1);
        const double c12 = N(b, 0) * a(k, 1) + a(k, 0) * N(b, 1);
        const double t11 = p.d11 * c11 + p.d12 * c22, t22 = p.d12 * c11 + p.d22 * c22, t12 = theta * c12;
        for (int c = 0; c < 2; ++c)
          for (int i = 0; i < 3; ++i)
            A(i + 3 * c, k + 3 * b) =
                h * (a(i, 0) * (t11 * N(c, 0) + t12 * N(c, 1)) + a(i, 1) * (t12 * N(c, 0) + t22 * N(c, 1)) +
                     (i == k ? S(c, b) : 0.0));
      }
  }
  return h * p.w;
}

}  // namespace backroll
