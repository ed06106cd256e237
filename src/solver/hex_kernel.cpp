#include "solver/hex_kernel.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

// Shape gradients in the parent cube [0, 1]^3 at the 2 x 2 x 2 points; axes (i, k, j) = corner bits 0, 1, 2.
struct Parent {
  double shape[8][8];
  double d[8][3][8];
  Parent() {
    const double g[2] = {0.5 * (1 - 1 / std::sqrt(3.0)), 0.5 * (1 + 1 / std::sqrt(3.0))};
    for (int q = 0; q < 8; ++q)
      for (int a = 0; a < 8; ++a) {
        double f[3], s[3];
        for (int axis = 0; axis < 3; ++axis) {
          const double x = g[(q >> axis) & 1];
          const bool up = (a >> axis) & 1;
          f[axis] = up ? x : 1 - x;
          s[axis] = up ? 1 : -1;
        }
        shape[q][a] = f[0] * f[1] * f[2];
        d[q][0][a] = s[0] * f[1] * f[2];
        d[q][1][a] = f[0] * s[1] * f[2];
        d[q][2][a] = f[0] * f[1] * s[2];
      }
  }
};
const Parent kParent;

Mat3 deformation_gradient(const HexPoint& p, const double (&u)[24]) {
  Mat3 F = Mat3::Identity();
  for (int J = 0; J < 3; ++J)
    for (int a = 0; a < 8; ++a) {
      const double g = p.gradient[J][a];
      F(0, J) += u[3 * a] * g;
      F(1, J) += u[3 * a + 1] * g;
      F(2, J) += u[3 * a + 2] * g;
    }
  return F;
}

// First pass over the points: F, cofactors, mean volume ratio and its gradient b_a = sum w c g_a.
struct HexKinematics {
  Mat3 F[8], cof[8];
  double J[8];
  double V = 0, v = 0;
  Volumetric vol;
  alignas(64) double b[3][8];
};

void kinematics(const HexPoint (&points)[8], const TissueLaw& law, const double (&u)[24], HexKinematics& s) {
  for (auto& row : s.b) std::fill(row, row + 8, 0.0);
  for (int q = 0; q < 8; ++q) {
    s.F[q] = deformation_gradient(points[q], u);
    s.cof[q] = cofactor(s.F[q]);
    s.J[q] = s.cof[q].col(0).dot(s.F[q].col(0));
    const double w = points[q].weight;
    s.V += w;
    s.v += w * s.J[q];
    for (int i = 0; i < 3; ++i)
      for (int J = 0; J < 3; ++J) {
        const double c = w * s.cof[q](i, J);
        for (int a = 0; a < 8; ++a) s.b[i][a] += c * points[q].gradient[J][a];
      }
  }
  s.vol = volumetric(law, s.v / s.V);
}

const float* point_history(const HexInput& in, int q) {
  return in.history ? in.history + 6 * in.slots * q : nullptr;
}

// Distortional P (and A) of the step at one point, history included, volume not.
void step_distortion(const HexInput& in, int q, const Mat3& F, Mat3& P, Matrix9* A, bool volume_term = true) {
  distortion(*in.law, in.fibre, F, P, A, volume_term);
  if (in.visco->elastic_factor != 1) {
    P *= in.visco->elastic_factor;
    if (A) *A *= in.visco->elastic_factor;
  }
  if (in.visco->terms > 0 && in.history)
    add_constant_stress(history_stress(*in.visco, *in.law, point_history(in, q)), F, P, A);
}

Mat3 unpack(const float* s) {
  Mat3 m;
  m << s[0], s[5], s[4], s[5], s[1], s[3], s[4], s[3], s[2];
  return m;
}

void pack(const Mat3& m, float* s) {
  s[0] = static_cast<float>(m(0, 0));
  s[1] = static_cast<float>(m(1, 1));
  s[2] = static_cast<float>(m(2, 2));
  s[3] = static_cast<float>(m(1, 2));
  s[4] = static_cast<float>(m(0, 2));
  s[5] = static_cast<float>(m(0, 1));
}

}  // namespace

void hex_parent_gradients(const Lattice& lattice, const std::array<int, 8>& nodes, Mat3 (&inverse)[8],
                          double (&weight)[8]) {
  for (int q = 0; q < 8; ++q) {
    Mat3 jac = Mat3::Zero();  // dX/dxi, column = parent axis
    for (int axis = 0; axis < 3; ++axis)
      for (int a = 0; a < 8; ++a) jac.col(axis) += kParent.d[q][axis][a] * lattice.position[nodes[a]];
    weight[q] = jac.determinant() / 8;
    inverse[q] = jac.inverse();
  }
}

void hex_points(const Lattice& lattice, const std::array<int, 8>& nodes, HexPoint (&points)[8]) {
  Mat3 inverse[8];
  double weight[8];
  hex_parent_gradients(lattice, nodes, inverse, weight);
  for (int q = 0; q < 8; ++q) {
    points[q].weight = weight[q];
    for (int J = 0; J < 3; ++J)
      for (int a = 0; a < 8; ++a)
        points[q].gradient[J][a] = kParent.d[q][0][a] * inverse[q](0, J) +
                                   kParent.d[q][1][a] * inverse[q](1, J) +
                                   kParent.d[q][2][a] * inverse[q](2, J);
    std::copy(kParent.shape[q], kParent.shape[q] + 8, points[q].shape);
  }
}

StepVisco step_visco(const TissueLaw& law, double dt) {
  StepVisco s;
  s.terms = law.prony_terms;
  if (s.terms == 0) return s;
  s.elastic_factor = 1 - law.prony_sum();
  if (dt < 0) {
    s.terms = 0;  // fully relaxed
    return s;
  }
  for (int n = 0; n < s.terms; ++n) {
    const PronyStep p = dt > 0 ? prony_step(law.prony_tau[n], dt) : PronyStep{1, 1};
    s.decay[n] = p.decay;
    s.gain[n] = law.prony_g[n] * p.gain;
    s.elastic_factor += s.gain[n];
  }
  return s;
}

Mat3 history_stress(const StepVisco& visco, const TissueLaw& law, const float* history) {
  (void)law;
  double sum[6] = {};
  for (int n = 0; n < visco.terms; ++n)
    for (int c = 0; c < 6; ++c)
      sum[c] += visco.decay[n] * history[6 * (n + 1) + c] - visco.gain[n] * history[c];
  Mat3 m;
  m << sum[0], sum[5], sum[4], sum[5], sum[1], sum[3], sum[4], sum[3], sum[2];
  return m;
}

double hex_residual(const HexPoint (&points)[8], const HexInput& in, const double (&u)[24], double (&r)[24]) {
  HexKinematics s;
  kinematics(points, *in.law, u, s);
  alignas(64) double f[3][8];
  for (int i = 0; i < 3; ++i)
    for (int a = 0; a < 8; ++a) f[i][a] = s.vol.pressure * s.b[i][a];
  double smallest = s.J[0];
  for (int q = 0; q < 8; ++q) {
    Mat3 P;
    step_distortion(in, q, s.F[q], P, nullptr);
    smallest = std::min(smallest, s.J[q]);
    for (int i = 0; i < 3; ++i)
      for (int J = 0; J < 3; ++J) {
        const double c = points[q].weight * P(i, J);
        for (int a = 0; a < 8; ++a) f[i][a] += c * points[q].gradient[J][a];
      }
  }
  for (int a = 0; a < 8; ++a)
    for (int i = 0; i < 3; ++i) r[3 * a + i] = f[i][a];
  return smallest;
}

void hex_tangent(const HexPoint (&points)[8], const HexInput& in, const double (&u)[24], bool volume_term,
                 HexTangent& out) {
  HexKinematics s;
  kinematics(points, *in.law, u, s);
  const double modulus = s.vol.modulus / s.V;
  for (int a = 0; a < 8; ++a)
    for (int i = 0; i < 3; ++i)
      for (int c = 0; c < 3; ++c)
        for (int b = 0; b < 8; ++b) out.k[a][i][c][b] = modulus * s.b[i][a] * s.b[c][b];
  Matrix9 A;
  Mat3 P;
  alignas(64) double T[9][3][8];
  for (int q = 0; q < 8; ++q) {
    step_distortion(in, q, s.F[q], P, &A, volume_term);
    if (volume_term) add_cofactor_derivative(s.F[q], s.vol.pressure, A);
    const auto& g = points[q].gradient;
    const double w = points[q].weight;
    for (int iJ = 0; iJ < 9; ++iJ)
      for (int c = 0; c < 3; ++c) {
        const double a0 = w * A(iJ, c), a1 = w * A(iJ, c + 3), a2 = w * A(iJ, c + 6);
        for (int b = 0; b < 8; ++b) T[iJ][c][b] = a0 * g[0][b] + a1 * g[1][b] + a2 * g[2][b];
      }
    for (int a = 0; a < 8; ++a)
      for (int i = 0; i < 3; ++i)
        for (int c = 0; c < 3; ++c)
          for (int b = 0; b < 8; ++b)
            out.k[a][i][c][b] += g[0][a] * T[i][c][b] + g[1][a] * T[i + 3][c][b] + g[2][a] * T[i + 6][c][b];
  }
}

HexState hex_state(const HexPoint (&points)[8], const HexInput& in, const double (&u)[24],
                   float* new_history) {
  HexKinematics s;
  kinematics(points, *in.law, u, s);
  HexState state{Mat3::Zero(), 1, s.V};
  Mat3 mean = Mat3::Zero();
  for (int q = 0; q < 8; ++q) {
    const double w = points[q].weight;
    Mat3 P, elastic;
    step_distortion(in, q, s.F[q], P, nullptr);
    P += s.vol.pressure * s.cof[q];
    state.cauchy += (w / s.V) * P * s.F[q].transpose() / s.J[q];
    mean += (w / s.V) * s.F[q];
    if (new_history) {
      // S = F^-1 P of the elastic law, then one Prony step per term
      distortion(*in.law, in.fibre, s.F[q], elastic, nullptr);
      const Mat3 S = s.cof[q].transpose() * elastic / s.J[q];
      float* history = new_history + 6 * in.slots * q;
      const Mat3 before = unpack(history);
      for (int n = 0; n < in.visco->terms; ++n) {
        float* h = history + 6 * (n + 1);
        pack(in.visco->decay[n] * unpack(h) + in.visco->gain[n] * (S - before), h);
      }
      pack(S, history);
    }
  }
  state.smallest_stretch = std::sqrt(std::max(smallest_eigenvalue(mean.transpose() * mean), 0.0));
  return state;
}

double smallest_eigenvalue(const Mat3& m) {
  const double mean = m.trace() / 3;
  const Mat3 d = m - mean * Mat3::Identity();
  const double p = std::sqrt(d.squaredNorm() / 6);
  if (p <= 1e-300) return mean;
  const double half_det = std::clamp(d.determinant() / (2 * p * p * p), -1.0, 1.0);
  constexpr double kThirdOfTurn = 2.09439510239319549;
  return mean + 2 * p * std::cos(std::acos(half_det) / 3 + kThirdOfTurn);
}

}  // namespace backroll
