// Sums over the lattice: tangent against differences of the gradient, weight, the same bits for any threads.
#include "solver/assembly.hpp"

#include <doctest/doctest.h>
#include <omp.h>

#include <Eigen/Geometry>
#include <algorithm>

#include "solver/blocks.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

// A small distorted lattice with two laws, a bone, the membrane and springs: everything that adds up.
struct Everything {
  TissueModel m;
  TissueState before;
  std::vector<double> weight, u;
  StepTissue step;

  Everything(int ni, int nj, int nk, unsigned seed) {
    const double cell = 0.01;
    m = block(brick(ni, nj, nk, cell * Vec3(nk - 1, nj - 1, ni - 1)), with_prony(fibred_ogden()));
    shake(m.lattice, 0.1 * cell, true, seed);
    m.laws.push_back(neo_hookean());
    for (int h = 0; h < m.lattice.hexes(); ++h) m.hex_law[h] = static_cast<std::uint8_t>(h % 2);
    m.hex_law[m.lattice.hexes() - 1] = kNoElement;
    m.hex_fibre.assign(m.lattice.hexes(), Vec3(0.2, 0.9, 0.3).normalized());
    m.has_membrane = true;
    m.gravity = Vec3(-9.81, 1, 2);
    Noise noise(seed + 1);
    for (const int node : {0, 5, m.lattice.nodes() - 1}) {
      const Mat3 a = Mat3::NullaryExpr([&] { return noise(); });
      m.springs.push_back({node, 500 * a * a.transpose()});
    }
    before = rest_state(m);
    for (float& s : before.history) s = static_cast<float>(500 * noise());
    weight = nodal_weight(m);
    u = noise.numbers(m.dofs(), 0.06 * cell);
    step = begin_step(m, before, weight, 0.05);
  }
  Everything(const Everything&) = delete;

  std::vector<double> gradient(const std::vector<double>& at) const {
    std::vector<double> g;
    tissue_gradient(step, at, g);
    return g;
  }
};

Grid grid_of(const Lattice& l) {
  return {l.ni, l.nj, l.nk};
}

}  // namespace

TEST_CASE(
    "the assembled tangent is the derivative of the assembled gradient, membrane and springs included") {
  const Everything e(3, 3, 3, 5);
  const Lattice& l = e.m.lattice;
  StencilMatrix K(grid_of(l));
  tissue_tangent(e.step, e.u, TangentKind::exact, K);
  const double top = *std::max_element(K.value.begin(), K.value.end());
  const double h = 1e-7;
  for (int n = 0; n < e.m.dofs(); ++n) {
    std::vector<double> v = e.u;
    v[n] += h;
    const std::vector<double> up = e.gradient(v);
    v[n] -= 2 * h;
    const std::vector<double> down = e.gradient(v);
    GridVector x = make_vector(K.grid), y = make_vector(K.grid);
    auto place = [&](int node) {
      return 3 * K.grid.padded(node / l.nk % l.ni, node / l.nk / l.ni, node % l.nk);
    };
    x[place(n / 3) + n % 3] = 1;
    multiply(K, x, y);
    for (int m = 0; m < e.m.dofs(); ++m)
      // the matrix is kept in single precision (6e-8 an addition, up to eight of them)
      CHECK(std::abs((up[m] - down[m]) / (2 * h) - y[place(m / 3) + m % 3]) < 1e-6 * top);
  }
}

TEST_CASE("the nodal weights add up to mass times gravity") {
  const Everything e(4, 5, 3, 6);
  Vec3 sum = Vec3::Zero();
  for (std::size_t n = 0; n < e.weight.size(); ++n) sum[n % 3] += e.weight[n];
  const Vec3 expected = tissue_mass(e.m) * e.m.gravity;
  CHECK((sum - expected).norm() < 1e-12 * expected.norm());  // rounding
  // and the mass of an undistorted brick without a bone is density times volume
  const TissueModel brick_model = block(brick(4, 5, 3, Vec3(0.1, 0.2, 0.3)), neo_hookean());
  CHECK(tissue_mass(brick_model) == relative(1050 * 0.1 * 0.2 * 0.3).epsilon(1e-12));
}

TEST_CASE("inner forces without springs add up to nothing, in force and in moment") {
  Everything e(4, 4, 4, 7);
  e.m.springs.clear();
  std::fill(e.weight.begin(), e.weight.end(), 0.0);
  const std::vector<double> g = e.gradient(e.u);
  Vec3 force = Vec3::Zero(), moment = Vec3::Zero();
  double size = 0;
  for (int n = 0; n < e.m.lattice.nodes(); ++n) {
    const Vec3 f = node_force(g, n);
    const Vec3 x = e.m.lattice.position[n] + Vec3(e.u[3 * n], e.u[3 * n + 1], e.u[3 * n + 2]);
    force += f;
    moment += x.cross(f);
    size += f.norm();
  }
  CHECK(force.norm() < 1e-13 * size);
  CHECK(moment.norm() < 1e-13 * size);  // arms are a few hundredths of a metre
}

TEST_CASE("a taut skin pulls on its edges by stress times thickness times width") {
  TissueModel m = block(brick(4, 5, 2, Vec3(0.01, 0.08, 0.05)), neo_hookean());
  m.hex_law.assign(m.lattice.hexes(), kNoElement);
  m.has_membrane = true;
  const double along = 1.3, across = 1.1;
  const Mat3 F = Vec3(1, along, across).asDiagonal();
  const TissueState rest = rest_state(m);
  const std::vector<double> weight(m.dofs(), 0.0);
  std::vector<double> g;
  tissue_gradient(begin_step(m, rest, weight, 0), affine(m.lattice, F), g);
  double pull = 0;
  for (int i = 0; i < 4; ++i) pull += g[3 * m.lattice.node(i, 4, 0) + 1];
  const MembraneLaw& skin = m.membrane;
  const double nominal = 2 * skin.shear_modulus / skin.alpha *
                         (std::pow(along, skin.alpha) - std::pow(along * across, -skin.alpha)) / along;
  CHECK(pull == relative(nominal * skin.thickness * 0.05).epsilon(1e-10));  // rounding
}

TEST_CASE(
    "patch test of the skin: stretched alike everywhere it leaves the inner nodes of skewed faces alone") {
  TissueModel m = block(brick(5, 6, 2, Vec3(0.01, 0.10, 0.08)), neo_hookean());
  Noise noise(11);
  for (Vec3& x : m.lattice.position) x += Vec3(0, 4e-3 * noise(), 4e-3 * noise());  // cells of 20 mm
  m.hex_law.assign(m.lattice.hexes(), kNoElement);
  m.has_membrane = true;
  Mat3 F = Mat3::Identity();
  F.bottomRightCorner<2, 2>() << 1.2, 0.1, -0.05, 1.1;
  const TissueState rest = rest_state(m);
  const std::vector<double> weight(m.dofs(), 0.0);
  std::vector<double> g;
  tissue_gradient(begin_step(m, rest, weight, 0), affine(m.lattice, F), g);
  double inner = 0, outer = 0;
  for (int j = 0; j < 6; ++j)
    for (int i = 0; i < 5; ++i)
      (i > 0 && i < 4 && j > 0 && j < 5 ? inner : outer) += node_force(g, m.lattice.node(i, j, 0)).norm();
  CHECK(outer > 1);
  CHECK(inner < 1e-12 * outer);  // rounding
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
  std::vector<std::vector<double>> gradients;
  std::vector<std::vector<float>> tangents, histories;
  for (const int count : {1, 2}) {
    omp_set_num_threads(count);
    gradients.push_back(e.gradient(e.u));
    StencilMatrix K(grid_of(e.m.lattice));
    tissue_tangent(e.step, e.u, TangentKind::exact, K);
    tangents.push_back(K.value);
    TissueState after;
    std::vector<HexState> hexes;
    finish_step(e.step, e.u, after, hexes);
    histories.push_back(after.history);
  }
  omp_set_num_threads(threads);
  CHECK(gradients[1] == gradients[0]);
  CHECK(tangents[1] == tangents[0]);
  CHECK(histories[1] == histories[0]);
}
