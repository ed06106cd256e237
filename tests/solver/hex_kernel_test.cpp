// The hexahedron: residual and tangent as derivatives of its energy, invariance under rotation.
#include "solver/hex_kernel.hpp"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>
#include <Eigen/Geometry>
#include <algorithm>

#include "solver/blocks.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

constexpr double kEdge = 0.01;  // [m]

// A distorted hex, strained by some 15 %, with Prony terms and a history where asked.
struct HexCase {
  TissueLaw law;
  HexPoint points[8];
  double u[24];
  std::vector<float> history;
  StepVisco visco;
  HexInput in;

  HexCase(const TissueLaw& which, bool viscous) : law(viscous ? with_prony(which) : which) {
    Lattice l = brick(2, 2, 2, Vec3::Constant(kEdge));
    shake(l, 0.15 * kEdge, true, 1);
    hex_points(l, l.hex_nodes(0, 0, 0), points);
    Noise noise(2);
    for (double& x : u) x = 0.1 * kEdge * noise();
    if (viscous)
      for (double s : noise.numbers(8 * 3 * 6, 800)) history.push_back(static_cast<float>(s));
    visco = step_visco(law, 0.1);
    in = {&law, &visco, Vec3(0.3, 0.9, -0.2).normalized(), viscous ? history.data() : nullptr, 3};
  }
  HexCase(const HexCase&) = delete;
};

template <class Visit>
void for_all_cases(Visit visit) {
  for (const TissueLaw& law : {neo_hookean(), coupled(), fibred_ogden()})
    for (const bool viscous : {false, true}) {
      const HexCase c(law, viscous);
      CAPTURE(static_cast<int>(law.kind));
      CAPTURE(viscous);
      visit(c);
    }
}

double hex_energy(const HexCase& c, const double (&u)[24]) {
  double V = 0, v = 0, w = 0;
  for (int q = 0; q < 8; ++q) {
    Mat3 F = Mat3::Identity(), P;
    for (int a = 0; a < 8; ++a)
      for (int J = 0; J < 3; ++J)
        for (int i = 0; i < 3; ++i) F(i, J) += u[3 * a + i] * c.points[q].gradient[J][a];
    const double weight = c.points[q].weight;
    V += weight;
    v += weight * F.determinant();
    w += weight * c.visco.elastic_factor * distortion(c.law, c.in.fibre, F, P, nullptr);
    if (c.in.history) {
      const Mat3 S = history_stress(c.visco, c.law, c.in.history + 18 * q);
      w += weight * 0.5 * S.cwiseProduct(F.transpose() * F - Mat3::Identity()).sum();
    }
  }
  return w + V * volumetric(c.law, v / V).energy;
}

Eigen::Matrix<double, 24, 24> matrix(const HexTangent& t) {
  Eigen::Matrix<double, 24, 24> K;
  for (int a = 0; a < 8; ++a)
    for (int b = 0; b < 8; ++b)
      for (int i = 0; i < 3; ++i)
        for (int c = 0; c < 3; ++c) K(3 * a + i, 3 * b + c) = t.k[a][i][c][b];
  return K;
}

double largest(const double (&r)[24]) {
  double m = 0;
  for (double x : r) m = std::max(m, std::abs(x));
  return m;
}

}  // namespace

TEST_CASE("the hex's forces are the derivative of its energy") {
  for_all_cases([](const HexCase& c) {
    double r[24], v[24];
    hex_residual(c.points, c.in, c.u, r);
    const double h = 1e-5 * kEdge;
    for (int n = 0; n < 24; ++n) {
      std::copy(c.u, c.u + 24, v);
      v[n] += h;
      const double up = hex_energy(c, v);
      v[n] -= 2 * h;
      // central difference: relative error about (h / edge)^2 = 1e-10 and rounding 1e-16 / 1e-5, times K/G
      CHECK(std::abs((up - hex_energy(c, v)) / (2 * h) - r[n]) < 1e-7 * largest(r));
    }
  });
}

TEST_CASE("the hex's exact tangent is the derivative of its forces and symmetric") {
  for_all_cases([](const HexCase& c) {
    HexTangent t;
    hex_tangent(c.points, c.in, c.u, true, t);
    const auto K = matrix(t);
    CHECK((K - K.transpose()).norm() < 1e-12 * K.norm());  // rounding
    double up[24], down[24], v[24];
    const double h = 1e-5 * kEdge;
    for (int n = 0; n < 24; ++n) {
      std::copy(c.u, c.u + 24, v);
      v[n] += h;
      hex_residual(c.points, c.in, v, up);
      v[n] -= 2 * h;
      hex_residual(c.points, c.in, v, down);
      // as above
      for (int m = 0; m < 24; ++m)
        CHECK(std::abs((up[m] - down[m]) / (2 * h) - K(m, n)) < 1e-7 * K.cwiseAbs().maxCoeff());
    }
  });
}

TEST_CASE("the tangent at rest is positive semidefinite, the reduced one symmetric and positive here") {
  for_all_cases([](const HexCase& c) {
    HexTangent reduced, rest;
    hex_tangent(c.points, c.in, c.u, false, reduced);
    const auto R = matrix(reduced);
    CHECK((R - R.transpose()).norm() < 1e-12 * R.norm());  // rounding
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix<double, 24, 24>> strained(R);
    CHECK(strained.eigenvalues()[0] > -1e-12 * strained.eigenvalues()[23]);  // rounding
    HexInput without_history = c.in;
    without_history.history = nullptr;
    const double still[24] = {};
    hex_tangent(c.points, without_history, still, true, rest);
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix<double, 24, 24>> eigen(matrix(rest));
    CHECK(eigen.eigenvalues()[0] > -1e-12 * eigen.eigenvalues()[23]);  // rounding
  });
}

TEST_CASE("a turned hex feels no force, and a strained one the same force turned") {
  const Mat3 R = Eigen::AngleAxisd(1.2, Vec3(1, -2, 0.5).normalized()).toRotationMatrix();
  for_all_cases([&](const HexCase& c) {
    Lattice l = brick(2, 2, 2, Vec3::Constant(kEdge));
    shake(l, 0.15 * kEdge, true, 1);
    const auto nodes = l.hex_nodes(0, 0, 0);
    double turned[24], strained_turned[24], r[24], f[24];
    for (int a = 0; a < 8; ++a) {
      const Vec3 X = l.position[nodes[a]], d(c.u[3 * a], c.u[3 * a + 1], c.u[3 * a + 2]);
      for (int i = 0; i < 3; ++i) {
        turned[3 * a + i] = (R * X - X)[i];
        strained_turned[3 * a + i] = (R * (X + d) - X)[i];
      }
    }
    const double scale = c.law.bulk_modulus * kEdge * kEdge;
    if (!c.in.history) {
      CHECK(hex_residual(c.points, c.in, turned, r) == relative(1).epsilon(1e-12));  // det F
      CHECK(largest(r) < 1e-13 * scale);  // rounding against the bulk modulus
    }
    hex_residual(c.points, c.in, strained_turned, r);
    hex_residual(c.points, c.in, c.u, f);
    for (int a = 0; a < 8; ++a)
      CHECK((R * Vec3(f[3 * a], f[3 * a + 1], f[3 * a + 2]) - Vec3(r[3 * a], r[3 * a + 1], r[3 * a + 2]))
                .norm() < 1e-12 * scale);  // rounding
  });
}
