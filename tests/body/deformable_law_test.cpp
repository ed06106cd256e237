// Tissue as tetrahedra: forces against energy, affine states, the bound of the stiffness, what is refused.
#include "body/deformable_law.hpp"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

#include "body/blocks_of_tets.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

// Two laws, a fibre, springs and membranes on a block of 2 x 2 x 2 cells.
DeformableModel mixed_block() {
  DeformableModel m = block_of_tets({2, 2, 2}, Vec3(0.04, 0.05, 0.03), reference_law());
  TissueLaw muscle;
  muscle.kind = DistortionLaw::ogden;
  muscle.fibre_shear_excess = 3e3;
  m.laws.push_back(muscle);
  for (std::size_t c = 0; c < m.cells.size(); c += 2) m.cells[c] = {1, Vec3(0.6, 0.8, 0)};
  m.springs.push_back({3, 500 * Mat3::Identity()});
  m.membranes.push_back(MembraneLaw{});
  m.triangles.push_back({{0, 3, 9}, 0});
  m.triangles.push_back({{3, 12, 9}, 0});
  return m;
}

std::vector<Vec3> shaken(const std::vector<Vec3>& x, double size, unsigned seed) {
  std::srand(seed);
  std::vector<Vec3> y = x;
  for (Vec3& v : y) v += size * Vec3::Random();
  return y;
}

std::vector<Vec3> forces(const DeformableLaw& law, const std::vector<Vec3>& x) {
  std::vector<Vec3> f(x.size(), Vec3::Zero());
  law.add_forces(x, f);
  return f;
}

}  // namespace

TEST_CASE("tetrahedra: nodal forces are the slope of the energy") {
  const DeformableLaw law(mixed_block());
  const std::vector<Vec3> x = shaken(law.model().node, 3e-3, 5), f = forces(law, x);
  double largest = 0;
  for (const Vec3& v : f) largest = std::max(largest, v.norm());
  REQUIRE(largest > 0.1);
  std::vector<Vec3> unused(x.size());
  for (std::size_t n = 0; n < x.size(); ++n)
    for (int c = 0; c < 3; ++c) {
      const double h = 1e-7;
      std::vector<Vec3> up = x, down = x;
      up[n][c] += h;
      down[n][c] -= h;
      const double slope = (law.add_forces(up, unused) - law.add_forces(down, unused)) / (2 * h);
      CHECK(std::abs(slope + f[n][c]) < 2e-6 * largest);
    }
}

TEST_CASE("tetrahedra: a block strained evenly has the law's stress and no force inside") {
  TissueLaw law;
  law.kind = DistortionLaw::ogden;
  law.fibre_shear_excess = 3e3;
  DeformableModel m = block_of_tets({3, 3, 3}, Vec3(0.06, 0.06, 0.06), law);
  const Vec3 fibre = Vec3(0, 1, 0);
  for (DeformableCell& c : m.cells) c.fibre = fibre;
  Mat3 F;
  F << 0.8, 0.1, 0, 0.05, 1.1, 0, 0, -0.1, 1.05;
  std::vector<Vec3> x = m.node;
  for (Vec3& v : x) v = F * v;
  Mat3 P;
  distortion(law, fibre, F, P, nullptr);
  P += volumetric(law, F.determinant()).pressure * cofactor(F);
  const std::vector<Vec3> f = forces(DeformableLaw(m), x);
  Mat3 virial = Mat3::Zero();  // sum of force and place in rest: -P V
  for (std::size_t n = 0; n < x.size(); ++n) {
    const Vec3& at = m.node[n];
    virial += f[n] * at.transpose();
    const bool inside = at.x() > 0.01 && at.x() < 0.05 && std::abs(at.y()) < 0.02 && std::abs(at.z()) < 0.02;
    if (inside) CHECK(f[n].norm() < 1e-9 * P.norm() * 0.06 * 0.06);
  }
  CHECK((virial / std::pow(0.06, 3) + P).norm() < 1e-9 * P.norm());
}

TEST_CASE("tetrahedra: no mode is stiffer than the bound of its rows") {
  const DeformableLaw law(mixed_block());
  const std::vector<Vec3> x = shaken(law.model().node, 2e-3, 9);
  const std::vector<double> row = law.row_stiffness(x);
  const int dofs = 3 * static_cast<int>(x.size());
  Eigen::MatrixXd K(dofs, dofs);
  for (int d = 0; d < dofs; ++d) {
    const double h = 1e-7;
    std::vector<Vec3> up = x, down = x;
    up[d / 3][d % 3] += h;
    down[d / 3][d % 3] -= h;
    const std::vector<Vec3> a = forces(law, up), b = forces(law, down);
    for (int e = 0; e < dofs; ++e)
      K(e, d) = -(a[e / 3][e % 3] - b[e / 3][e % 3]) / (2 * h) / std::sqrt(row[e / 3] * row[d / 3]);
  }
  const Eigen::VectorXd modes = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(K).eigenvalues();
  CHECK(modes.maxCoeff() < 1);
  CHECK(modes.maxCoeff() > 0.05);  // and the bound is of use
}

TEST_CASE("tetrahedra: six fill a hexahedron, none is turned inside out") {
  const DeformableModel m = block_of_tets({1, 1, 1}, Vec3(0.02, 0.03, 0.04), TissueLaw{});
  double volume = 0;
  for (const DeformableTet& t : m.tets) {
    Mat3 edges;
    for (int a = 0; a < 3; ++a) edges.col(a) = m.node[t.node[a + 1]] - m.node[t.node[0]];
    CHECK(edges.determinant() > 0);
    volume += edges.determinant() / 6;
  }
  CHECK(volume == doctest::Approx(0.02 * 0.03 * 0.04).epsilon(1e-12));
}

TEST_CASE("tetrahedra: a model that cannot be is refused in words") {
  DeformableModel m = block_of_tets({1, 1, 1}, Vec3(0.02, 0.03, 0.04), TissueLaw{});
  CHECK(trouble_of(m).empty());
  DeformableModel inverted = m;
  std::swap(inverted.tets[2].node[0], inverted.tets[2].node[1]);
  CHECK(trouble_of(inverted) == "tet 2 has no positive volume");
  CHECK_THROWS_AS(DeformableLaw{inverted}, std::invalid_argument);
  DeformableModel loose = m;
  loose.node.emplace_back(1, 1, 1);
  loose.held.push_back(0);
  CHECK(trouble_of(loose) == "node 8 belongs to no tet and is not held");
}
