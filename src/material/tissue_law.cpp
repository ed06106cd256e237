#include "material/tissue_law.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>

namespace backroll {

namespace {

using Eigen::Matrix3d;
using Eigen::Vector3d;

constexpr double kTaylorJ = 0.2;

// s(J) = J^(-1/3) with its first two derivatives, quadratic below kTaylorJ.
struct Scale {
  double s, d, dd;
};

Scale modified_scale(double J) {
  const double base = std::max(J, kTaylorJ);
  const double s = 1 / std::cbrt(base);
  Scale r{s, -s / (3 * base), 4 * s / (9 * base * base)};
  if (J < kTaylorJ) {
    const double x = J - kTaylorJ;
    r = {r.s + r.d * x + 0.5 * r.dd * x * x, r.d + r.dd * x, r.dd};
  }
  return r;
}

// Quadratic continuation below kTaylorJ of a function of J given there with its derivatives.
Volumetric continued(const Volumetric& v, double J) {
  if (J >= kTaylorJ) return v;
  const double x = J - kTaylorJ;
  return {v.energy + v.pressure * x + 0.5 * v.modulus * x * x, v.pressure + v.modulus * x, v.modulus};
}

// -mu ln J with its derivatives.
Volumetric minus_log(double mu, double J) {
  const double base = std::max(J, kTaylorJ);
  return continued({-mu * std::log(base), -mu / base, mu / (base * base)}, J);
}

// A_iJkL += c (x_iL y_kJ + m_ik n_JL): the two terms every isotropic function of C contributes.
void add_isotropic_pair(const Matrix3d& x, const Matrix3d& y, const Matrix3d& m, const Matrix3d& n, double c,
                        Matrix9& A) {
  for (int L = 0; L < 3; ++L)
    for (int k = 0; k < 3; ++k)
      for (int J = 0; J < 3; ++J)
        for (int i = 0; i < 3; ++i) A(i + 3 * J, k + 3 * L) += c * (x(i, L) * y(k, J) + m(i, k) * n(J, L));
}

void add_geometric(const Matrix3d& S, Matrix9& A) {
  for (int L = 0; L < 3; ++L)
    for (int J = 0; J < 3; ++J)
      for (int i = 0; i < 3; ++i) A(i + 3 * J, i + 3 * L) += S(J, L);
}

// Ogden with alpha = 2 n, n >= 2 a whole number: w = 2 mu/alpha^2 (tr C^n - 3), S = 2 mu/alpha C^(n-1). No
// eigenvectors.
double ogden_even(double mu, int n, const Matrix3d& F, Matrix3d& S, Matrix9* A) {
  const double alpha = 2.0 * n;
  const Matrix3d C = F.transpose() * F;
  constexpr int kMax = 16;
  std::array<Matrix3d, kMax> power;
  power[0].setIdentity();
  for (int p = 1; p < n; ++p) power[p] = power[p - 1] * C;
  const double c = 2 * mu / alpha;
  S = c * power[n - 1];
  if (A) {
    std::array<Matrix3d, kMax> G, M;
    for (int p = 0; p + 1 < n; ++p) {
      G[p] = F * power[p];
      M[p] = G[p] * F.transpose();
    }
    for (int p = 0; p + 1 < n; ++p) add_isotropic_pair(G[p], G[n - 2 - p], M[p], power[n - 2 - p], c, *A);
  }
  return 2 * mu / (alpha * alpha) * ((power[n - 1].cwiseProduct(C)).sum() - 3);
}

// Ogden with any alpha, by principal stretches; divided differences where two of them meet.
double ogden_spectral(double mu, double alpha, const Matrix3d& F, Matrix3d& S, Matrix9* A) {
  const Matrix3d C = F.transpose() * F;
  const Eigen::SelfAdjointEigenSolver<Matrix3d> eigen(C);
  const Vector3d lambda2 = eigen.eigenvalues().cwiseMax(1e-12);
  const Matrix3d& N = eigen.eigenvectors();
  const double c = 2 * mu / alpha, e = alpha / 2 - 1;
  Vector3d s;
  double sum = -3;
  for (int a = 0; a < 3; ++a) {
    s[a] = c * std::pow(lambda2[a], e);
    sum += std::pow(lambda2[a], alpha / 2);
  }
  S = N * s.asDiagonal() * N.transpose();
  if (A) {
    const Matrix3d a = F * N;
    for (int p = 0; p < 3; ++p)
      for (int q = 0; q < 3; ++q) {
        const double gap = lambda2[p] - lambda2[q], mean = 0.5 * (lambda2[p] + lambda2[q]);
        const double theta =
            std::abs(gap) > 1e-5 * mean ? (s[p] - s[q]) / gap : c * e * std::pow(mean, e - 1);
        // F (n_p n_q^T)(n_p.dC n_q) for dF = e_k E_L: a_p(i) n_q(J) (n_p(L) a_q(k) + a_p(k) n_q(L))
        for (int L = 0; L < 3; ++L)
          for (int k = 0; k < 3; ++k) {
            const double w = theta * (N(L, p) * a(k, q) + a(k, p) * N(L, q));
            for (int J = 0; J < 3; ++J)
              for (int i = 0; i < 3; ++i) (*A)(i + 3 * J, k + 3 * L) += w * a(i, p) * N(J, q);
          }
      }
  }
  return 2 * mu / (alpha * alpha) * sum;
}

// w = delta/2 (|C a|^2 - (a.C a)^2): shear of the fibre direction against the rest.
double fibre_shear(double delta, const Vector3d& a, const Matrix3d& F, Matrix3d& S, Matrix9* A) {
  const Vector3d b = F * a, c = F.transpose() * b;
  const double i4 = a.dot(c);
  S += delta * (a * c.transpose() + c * a.transpose() - 2 * i4 * a * a.transpose());
  if (A) {
    const Matrix3d M = F * F.transpose();
    for (int L = 0; L < 3; ++L)
      for (int k = 0; k < 3; ++k)
        for (int J = 0; J < 3; ++J)
          for (int i = 0; i < 3; ++i)
            (*A)(i + 3 * J, k + 3 * L) +=
                delta * (b[i] * ((J == L ? b[k] : 0.0) + F(k, J) * a[L]) +
                         (F(i, L) * b[k] + M(i, k) * a[L]) * a[J] - 4 * a[L] * b[k] * b[i] * a[J]);
  }
  return 0.5 * delta * (c.squaredNorm() - i4 * i4);
}

// w(F) with P and A as a plain function of F (no separation of volume).
double plain_law(const TissueLaw& law, const Vector3d& fibre, const Matrix3d& F, Matrix3d& P, Matrix9* A) {
  Matrix3d S;
  double w = 0;
  if (A) A->setZero();
  if (law.kind == DistortionLaw::ogden) {
    const double n = law.alpha / 2;
    const bool whole = n == std::floor(n) && n >= 2 && n < 16;
    w = whole ? ogden_even(law.shear_modulus, static_cast<int>(n), F, S, A)
              : ogden_spectral(law.shear_modulus, law.alpha, F, S, A);
  } else {
    S = law.shear_modulus * Matrix3d::Identity();
    w = 0.5 * law.shear_modulus * (F.squaredNorm() - 3);
  }
  if (law.fibre_shear_excess != 0 && fibre.squaredNorm() > 0)
    w += fibre_shear(law.fibre_shear_excess, fibre, F, S, A);
  P = F * S;
  if (A) add_geometric(S, *A);
  return w;
}

}  // namespace

Matrix3d cofactor(const Matrix3d& F) {
  Matrix3d c;
  c.col(0) = F.col(1).cross(F.col(2));
  c.col(1) = F.col(2).cross(F.col(0));
  c.col(2) = F.col(0).cross(F.col(1));
  return c;
}

void add_cofactor_derivative(const Matrix3d& F, double f, Matrix9& A) {
  // D_iJkL = eps_ikm eps_JLn F_mn
  for (int J = 0; J < 3; ++J)
    for (int step = 1; step < 3; ++step) {
      const int L = (J + step) % 3, n = 3 - J - L;
      const double eps_jln = step == 1 ? 1 : -1;
      for (int i = 0; i < 3; ++i)
        for (int st = 1; st < 3; ++st) {
          const int k = (i + st) % 3, m = 3 - i - k;
          const double eps_ikm = st == 1 ? 1 : -1;
          A(i + 3 * J, k + 3 * L) += f * eps_ikm * eps_jln * F(m, n);
        }
    }
}

double distortion(const TissueLaw& law, const Vector3d& fibre, const Matrix3d& F, Matrix3d& P,
                  Matrix9* tangent, bool volume_term) {
  const Matrix3d c = cofactor(F);
  const double J = c.col(0).dot(F.col(0));
  using Vector9 = Eigen::Matrix<double, 9, 1>;
  const Eigen::Map<const Vector9> cv(c.data());
  if (law.kind == DistortionLaw::neo_hookean_coupled) {
    const Volumetric ln = minus_log(law.shear_modulus, J);
    const double energy = plain_law(law, fibre, F, P, tangent) + ln.energy;
    P += ln.pressure * c;
    if (tangent) {
      *tangent += ln.modulus * cv * cv.transpose();
      if (volume_term) add_cofactor_derivative(F, ln.pressure, *tangent);
    }
    return energy;
  }
  const Scale s = modified_scale(J);
  Matrix3d Pb;
  const double w = plain_law(law, fibre, s.s * F, Pb, tangent);
  const double pf = Pb.cwiseProduct(F).sum();
  P = s.s * Pb + s.d * pf * c;
  if (tangent) {
    // chain rule through Fb = s(J) F; vectors of length 9
    const Eigen::Map<const Vector9> f(F.data()), pb(Pb.data());
    Matrix9& A = *tangent;
    const Vector9 af = A * f;
    const double faf = f.dot(af);
    const Vector9 mix = s.s * s.d * af + s.d * pb;
    A = (s.s * s.s) * A;
    A.noalias() += mix * cv.transpose() + cv * mix.transpose();
    A.noalias() += (s.d * s.d * faf + s.dd * pf) * cv * cv.transpose();
    if (volume_term) add_cofactor_derivative(F, s.d * pf, A);
  }
  return w;
}

Volumetric volumetric(const TissueLaw& law, double J) {
  const double K = law.bulk_modulus;
  if (law.kind != DistortionLaw::neo_hookean_coupled) return {0.5 * K * (J - 1) * (J - 1), K * (J - 1), K};
  const double base = std::max(J, kTaylorJ), ln = std::log(base);
  return continued({0.5 * K * ln * ln, K * ln / base, K * (1 - ln) / (base * base)}, J);
}

void add_constant_stress(const Matrix3d& S, const Matrix3d& F, Matrix3d& P, Matrix9* tangent) {
  P.noalias() += F * S;
  if (tangent) add_geometric(S, *tangent);
}

PronyStep prony_step(double tau, double dt) {
  const double x = dt / tau;
  return {std::exp(-x), x > 1e-8 ? -std::expm1(-x) / x : 1.0};
}

}  // namespace backroll
