// Sums over the lattice: tangent against differences of the gradient, weight, the same bits for any threads.
#include "solver/assembly.hpp"

#include <doctest/doctest.h>
#include <omp.h>

#include <Eigen/Eigenvalues>
#include <Eigen/Geometry>
#include <algorithm>

#include "solver/blocks.hpp"
#include "solver/prepared.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

// A small distorted lattice with two laws, a bone, membranes on the skin and within, and springs: everything
// that adds up.
TissueModel everything(int ni, int nj, int nk, unsigned seed) {
  const double cell = 0.01;
  TissueModel m = block(brick(ni, nj, nk, cell * Vec3(nk - 1, nj - 1, ni - 1)), with_prony(fibred_ogden()));
  shake(m.lattice, 0.1 * cell, true, seed);
  m.laws.push_back(neo_hookean());
  for (int h = 0; h < m.lattice.hexes(); ++h) m.hex_law[h] = static_cast<std::uint8_t>(h % 2);
  m.hex_law[m.lattice.hexes() - 1] = kNoElement;
  m.hex_fibre.assign(m.lattice.hexes(), Vec3(0.2, 0.9, 0.3).normalized());
  m.membranes.resize(2);
  m.membranes[1] = {collagen_sheet(1e5, 0.04, 60, 0.6e-3), 1, {}};
  for (int f = 0; f < (ni - 1) * (nj - 1); ++f) m.membranes[1].face.push_back(f % 3 != 1);
  m.gravity = Vec3(-9.81, 1, 2);
  Noise noise(seed + 1);
  for (const int node : {0, 5, m.lattice.nodes() - 1}) {
    const Mat3 a = Mat3::NullaryExpr([&] { return noise(); });
    m.springs.push_back({node, 500 * a * a.transpose()});
  }
  return m;
}

struct Everything : Prepared {
  std::vector<double> u;  // 3 per node

  Everything(int ni, int nj, int nk, unsigned seed) : Prepared(everything(ni, nj, nk, seed)) {
    Noise noise(seed + 2);
    for (float& s : before.history) s = static_cast<float>(500 * noise());
    u = noise.numbers(m.dofs(), 0.06 * 0.01);
    begin(0.05);
  }
};

Eigen::MatrixXd dense(const Prepared& p, const FloatVector& matrix) {
  Eigen::MatrixXd K(p.m.dofs(), p.m.dofs());
  std::vector<double> x(p.m.dofs(), 0.0);
  for (int n = 0; n < p.m.dofs(); ++n) {
    x[n] = 1;
    const std::vector<double> y = p.product(matrix, x);
    for (int m = 0; m < p.m.dofs(); ++m) K(m, n) = y[m];
    x[n] = 0;
  }
  return K;
}

}  // namespace

TEST_CASE(
    "the assembled tangent is the derivative of the assembled gradient, membranes and springs included") {
  const Everything e(3, 3, 3, 5);
  const Eigen::MatrixXd K = dense(e, e.tangent(e.u, TangentKind::exact));
  const double top = K.maxCoeff(), h = 1e-7;
  for (int n = 0; n < e.m.dofs(); ++n) {
    std::vector<double> v = e.u;
    v[n] += h;
    const std::vector<double> up = e.forces(v, Sums::reference);
    v[n] -= 2 * h;
    const std::vector<double> down = e.forces(v, Sums::reference);
    for (int m = 0; m < e.m.dofs(); ++m)
      // the matrix is made and kept in single precision (6e-8 an operation)
      CHECK(std::abs((up[m] - down[m]) / (2 * h) - K(m, n)) < 1e-6 * top);
  }
}

TEST_CASE("the tangent at rest is positive and exact there, the reduced one symmetric") {
  Everything e(3, 3, 3, 5);
  const FloatVector rest = e.tangent(e.u, TangentKind::rest);
  const Eigen::MatrixXd R = dense(e, rest), reduced = dense(e, e.tangent(e.u, TangentKind::reduced));
  CHECK((reduced - reduced.transpose()).norm() < 5e-8 * reduced.norm());  // single precision
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(R);
  // turning about the line through the two springs costs nothing: zero in single precision
  CHECK(eigen.eigenvalues()[0] > -1.5e-9 * eigen.eigenvalues().tail<1>()[0]);
  std::fill(e.before.history.begin(), e.before.history.end(), 0.0f);
  e.begin(0.05);
  CHECK(e.tangent(std::vector<double>(e.m.dofs(), 0.0), TangentKind::exact) == rest);
}

TEST_CASE("the nodal weights add up to mass times gravity") {
  const Everything e(4, 5, 3, 6);
  const std::vector<double> weight = nodal_weight(e.m);
  Vec3 sum = Vec3::Zero();
  for (std::size_t n = 0; n < weight.size(); ++n) sum[n % 3] += weight[n];
  const Vec3 expected = tissue_mass(e.m) * e.m.gravity;
  CHECK((sum - expected).norm() < 1e-12 * expected.norm());  // rounding
  // and the mass of an undistorted brick without a bone is density times volume
  const TissueModel brick_model = block(brick(4, 5, 3, Vec3(0.1, 0.2, 0.3)), neo_hookean());
  CHECK(tissue_mass(brick_model) == relative(1050 * 0.1 * 0.2 * 0.3).epsilon(1e-12));
}

TEST_CASE("inner forces without springs add up to nothing, in force and in moment") {
  Everything e(4, 4, 4, 7);
  e.arrays.springs.clear();
  std::fill(e.arrays.weight.begin(), e.arrays.weight.end(), 0.0f);
  for (const Sums sums : kBothSums) {
    const std::vector<double> g = e.forces(e.u, sums);
    Vec3 force = Vec3::Zero(), moment = Vec3::Zero();
    double size = 0;
    for (int n = 0; n < e.m.lattice.nodes(); ++n) {
      const Vec3 f = node_force(g, n);
      const Vec3 x = e.m.lattice.position[n] + Vec3(e.u[3 * n], e.u[3 * n + 1], e.u[3 * n + 2]);
      force += f;
      moment += x.cross(f);
      size += f.norm();
    }
    const double tolerance = sums == Sums::reference ? 1e-13 : 3e-8;  // rounding
    CHECK(force.norm() < tolerance * size);
    CHECK(moment.norm() < tolerance * size);  // arms are a few hundredths of a metre
  }
}

TEST_CASE("a taut skin pulls on its edges by stress times thickness times width") {
  TissueModel m = block(brick(4, 5, 2, Vec3(0.01, 0.08, 0.05)), neo_hookean());
  m.hex_law.assign(m.lattice.hexes(), kNoElement);
  m.membranes.resize(1);
  const double along = 1.3, across = 1.1;
  const Mat3 F = Vec3(1, along, across).asDiagonal();
  const Prepared p(m);
  const MembraneLaw& skin = m.membranes[0].law;
  const double nominal = 2 * skin.shear_modulus / skin.alpha *
                         (std::pow(along, skin.alpha) - std::pow(along * across, -skin.alpha)) / along;
  for (const Sums sums : kBothSums) {
    const std::vector<double> g = p.forces(affine(m.lattice, F), sums);
    double pull = 0;
    for (int i = 0; i < 4; ++i) pull += g[3 * m.lattice.node(i, 4, 0) + 1];
    const double tolerance = sums == Sums::reference ? 1e-10 : 2e-7;  // rounding
    CHECK(pull == relative(nominal * skin.thickness * 0.05).epsilon(tolerance));
  }
}

TEST_CASE(
    "a fascia within the block resists its stretch where it lies, and neither shortens it nor is in its "
    "way") {
  const TissueModel bare = block(brick(5, 4, 4, Vec3(0.03, 0.06, 0.08)), neo_hookean());
  TissueModel covered = bare;
  const double modulus = 30e6, toe = 0.04, thickness = 0.6e-3;
  covered.membranes = {{collagen_sheet(modulus, toe, 60, thickness), 2, {}}};
  for (int f = 0; f < 12; ++f) covered.membranes[0].face.push_back(f % 4 < 2);  // the left half
  const Prepared with(covered), without(bare);
  // pull at the end y = 0.06 of the nodes at depth k, over the block's own
  auto pull = [&](const Mat3& F, Sums sums, int k) {
    const std::vector<double> u = affine(bare.lattice, F), a = with.forces(u, sums),
                              b = without.forces(u, sums);
    double sum = 0;
    for (int i = 0; i < 5; ++i)
      sum += a[3 * bare.lattice.node(i, 3, k) + 1] - b[3 * bare.lattice.node(i, 3, k) + 1];
    return sum;
  };
  // nominal stress of a strip: its fibres go on in proportion beyond the toe, its crimp's share fades
  const double l = 1 + toe, slope = 59 * std::pow(l, 58) + 31 * std::pow(l, -32);
  const double stress =
      modulus / slope * (std::pow(l, 59) + 59 * std::pow(l, 58) * 0.02 - std::pow(1.06, -31));
  const Mat3 stretched = Vec3(1, 1.06, 0.9).asDiagonal(), shortened = Vec3(1.1, 0.94, 0.98).asDiagonal();
  for (const Sums sums : kBothSums) {
    CHECK(pull(stretched, sums, 2) == relative(stress * thickness * 0.04).epsilon(1e-4));
    for (const int k : {0, 1, 3}) CHECK(pull(stretched, sums, k) == 0);
    for (const int k : {0, 1, 2, 3}) CHECK(pull(shortened, sums, k) == 0);
  }
}

TEST_CASE(
    "patch test of the skin: stretched alike everywhere it leaves the inner nodes of skewed faces alone") {
  TissueModel m = block(brick(5, 6, 2, Vec3(0.01, 0.10, 0.08)), neo_hookean());
  Noise noise(11);
  for (Vec3& x : m.lattice.position) x += Vec3(0, 4e-3 * noise(), 4e-3 * noise());  // cells of 20 mm
  m.hex_law.assign(m.lattice.hexes(), kNoElement);
  m.membranes.resize(1);
  Mat3 F = Mat3::Identity();
  F.bottomRightCorner<2, 2>() << 1.2, 0.1, -0.05, 1.1;
  const Prepared p(m);
  for (const Sums sums : kBothSums) {
    const std::vector<double> g = p.forces(affine(m.lattice, F), sums);
    double inner = 0, outer = 0;
    for (int j = 0; j < 6; ++j)
      for (int i = 0; i < 5; ++i)
        (i > 0 && i < 4 && j > 0 && j < 5 ? inner : outer) += node_force(g, m.lattice.node(i, j, 0)).norm();
    CHECK(outer > 1);
    CHECK(inner < (sums == Sums::reference ? 1e-12 : 6e-7) * outer);  // rounding
  }
}

TEST_CASE("skin points share out the skin's area, and patches of it average what lies round them") {
  TissueModel m = block(brick(9, 11, 2, Vec3(0.01, 0.10, 0.08)), neo_hookean());
  shake(m.lattice, 1e-3, false, 9);
  const std::vector<SkinPoint> points = skin_points(m);
  double area = 0;
  for (const SkinPoint& p : points) area += p.area;
  CHECK(area == relative(0.10 * 0.08).epsilon(1e-12));
  const PatchAverage patch = patch_average(m, points, 1e-4);
  REQUIRE(patch.first.size() == points.size() + 1);
  for (std::size_t n = 0; n < points.size(); ++n) {
    double sum = 0;
    Vec3 centre = Vec3::Zero();
    for (int q = patch.first[n]; q < patch.first[n + 1]; ++q) {
      sum += patch.area[q];
      centre += patch.area[q] * points[patch.neighbour[q]].place;
      // a disc of 1 cm2 has a radius of 5.6 mm; near corners a quarter disc reaches twice as far
      CHECK((points[patch.neighbour[q]].place - points[n].place).norm() < 1.13e-2);
    }
    const bool inner = points[n].place.y() > 0.01 && points[n].place.y() < 0.09 &&
                       points[n].place.z() > 0.01 && points[n].place.z() < 0.07;
    if (!inner) continue;
    CHECK(sum == relative(1e-4).epsilon(1e-6));             // single precision
    CHECK((centre / sum - points[n].place).norm() < 2e-3);  // points are up to 4 mm apart
  }
}

TEST_CASE("gradient, tangent and history have the same bits for one and two threads") {
  const Everything e(8, 41, 8, 8);  // large enough for both threads to meet
  const int threads = omp_get_max_threads();
  std::vector<std::vector<double>> gradients, exact_gradients;
  std::vector<FloatVector> tangents, histories;
  for (const int count : {1, 2}) {
    omp_set_num_threads(count);
    gradients.push_back(e.forces(e.u, Sums::kernels));
    exact_gradients.push_back(e.forces(e.u, Sums::reference));
    tangents.push_back(e.tangent(e.u, TangentKind::exact));
    TissueState after;
    std::vector<HexState> hexes;
    finish_step(e.step, e.field(e.u), after, hexes);
    histories.push_back(after.history);
  }
  omp_set_num_threads(threads);
  CHECK(gradients[1] == gradients[0]);
  CHECK(exact_gradients[1] == exact_gradients[0]);
  CHECK(tangents[1] == tangents[0]);
  CHECK(histories[1] == histories[0]);
}
