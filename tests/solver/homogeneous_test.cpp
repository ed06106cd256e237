// Homogeneous states against closed forms: patch test, uniaxial compression, relaxation in shear.
#include <doctest/doctest.h>

#include <algorithm>

#include "solver/blocks.hpp"
#include "solver/equilibrium.hpp"
#include "solver/prepared.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

const Vec3 kSize(0.04, 0.06, 0.05);

// Nominal stress [Pa] and lateral stretch of a bar of stretch l with free sides, from the laws' energies:
//   sigma_a = (2 mu/alpha (l_a^alpha - mean) J^(-alpha/3)) / J + K (J - 1), or the coupled law's
//   (mu (l_a^2 - 1) + lambda ln J) / J.
struct Uniaxial {
  double nominal, lateral;
};
double cauchy(const TissueLaw& law, double la, double lb, bool axial) {
  const double J = la * lb * lb;
  if (law.kind == DistortionLaw::neo_hookean_coupled) {
    const double l = axial ? la : lb;
    return (law.shear_modulus * (l * l - 1) + law.bulk_modulus * std::log(J)) / J;
  }
  const double alpha = law.kind == DistortionLaw::ogden ? law.alpha : 2;
  const double a = std::pow(la, alpha), b = std::pow(lb, alpha), mean = (a + 2 * b) / 3;
  return 2 * law.shear_modulus / alpha * std::pow(J, -alpha / 3) * ((axial ? a : b) - mean) / J +
         law.bulk_modulus * (J - 1);
}
Uniaxial uniaxial(const TissueLaw& law, double l) {
  double low = 0.5, high = 3;  // the lateral stress rises with the lateral stretch
  for (int n = 0; n < 80; ++n) {
    const double mid = 0.5 * (low + high);
    (cauchy(law, l, mid, false) > 0 ? high : low) = mid;
  }
  return {cauchy(law, l, low, true) * low * low, low};
}

std::vector<TissueLaw> isotropic_laws() {
  TissueLaw ogden = fibred_ogden();
  ogden.fibre_shear_excess = 0;
  return {neo_hookean(), coupled(), ogden};
}

}  // namespace

TEST_CASE("patch test: a homogeneous strain leaves the inner nodes of an irregular lattice without force") {
  Mat3 F;
  F << 0.8, 0.1, -0.05, 0.02, 1.1, 0.15, 0.1, -0.1, 1.05;
  for (const TissueLaw& law : {neo_hookean(), coupled(), fibred_ogden()}) {
    TissueModel m = block(brick(5, 5, 4, kSize), law);
    shake(m.lattice, 2e-3, true, 3);  // of cells of 12 mm
    m.hex_fibre.assign(m.lattice.hexes(), Vec3(0.3, 0.9, -0.2).normalized());
    const Prepared p(m);
    for (const Sums sums : kBothSums) {
      const std::vector<double> g = p.forces(affine(m.lattice, F), sums);
      double inner = 0, outer = 0;
      for (int j = 0; j < 5; ++j)
        for (int i = 0; i < 5; ++i)
          for (int k = 0; k < 4; ++k) {
            const double f = node_force(g, m.lattice.node(i, j, k)).norm();
            (interior(m.lattice, i, j, k) ? inner : outer) += f;
          }
      CHECK(outer > 1);
      CHECK(inner < (sums == Sums::reference ? 1e-12 : 1.7e-7) * outer);  // rounding
    }
  }
}

TEST_CASE("a bar's end forces are the closed form of uniaxial stress, its sides are free") {
  for (const TissueLaw& law : isotropic_laws())
    for (const double l : {0.6, 0.85, 1.2}) {
      TissueModel m = block(brick(4, 3, 3, kSize), law);
      shake(m.lattice, 2e-3, false, 4);
      const Uniaxial bar = uniaxial(law, l);
      const Mat3 F = Vec3(l, bar.lateral, bar.lateral).asDiagonal();
      const double area = kSize.y() * kSize.z(), expected = bar.nominal * area;
      const Prepared p(m);
      for (const Sums sums : kBothSums) {
        const std::vector<double> g = p.forces(affine(m.lattice, F), sums);
        // rounding, amplified by K/G = 100
        const bool exact = sums == Sums::reference;
        CHECK(-top_force(m.lattice, g).x() == relative(expected).epsilon(exact ? 1e-10 : 8.2e-6));
        for (int k = 0; k < 3; ++k)
          CHECK(node_force(g, m.lattice.node(0, 0, k)).tail<2>().norm() <
                (exact ? 1e-10 : 5e-7) * std::abs(expected));
      }
    }
}

TEST_CASE("a lubricated plate compresses a block by the closed form of uniaxial compression") {
  for (const TissueLaw& law : isotropic_laws()) {
    TissueModel m = block(brick(3, 4, 4, kSize), law);
    const Lattice& l = m.lattice;
    for (int n = 0; n < l.nodes(); ++n) {
      m.node_support[n] = 0;
      m.fixed[3 * n] = l.position[n].x() == kSize.x();
      m.fixed[3 * n + 1] = l.position[n].y() == 0;
      m.fixed[3 * n + 2] = l.position[n].z() == 0;
    }
    Indenter plate;
    plate.shape = IndenterShape::punch;
    plate.radius = 0.5;
    plate.rigid = true;
    plate.layer_stiffness = 1e9;
    plate.touch_smoothing = 1e-6;
    SolverOptions options;
    options.tolerance = 1e-9;
    options.max_newton = 60;
    options.precise = true;
    TissueSolver solver(m, plate, options);
    const double area = kSize.y() * kSize.z();
    for (const double depth : {0.004, 0.008, 0.012}) {
      Target target;
      target.load_control = false;
      target.height = -depth;
      REQUIRE(solver.step(target, 0.1).converged);
      const double pressure = solver.contact_nodal_sum().x() / area;
      const double stretch = 1 - (depth - pressure / plate.layer_stiffness) / kSize.x();
      const Uniaxial bar = uniaxial(law, stretch);
      // the solver's tolerance
      CHECK(pressure == relative(-bar.nominal).epsilon(1e-7));
      CHECK(solver.displacement(l.node(2, 3, 1)).y() ==
            relative((bar.lateral - 1) * kSize.y()).epsilon(1e-6));
    }
  }
}

TEST_CASE("shear held after a sudden step relaxes as the Prony series says, whatever the step length") {
  TissueLaw ogden = fibred_ogden();
  for (const TissueLaw& elastic : {neo_hookean(), ogden})
    for (const double dt : {0.02, 0.3, 2.0}) {
      const TissueLaw law = with_prony(elastic);
      Mat3 F = Mat3::Identity();
      F(1, 0) = 0.4;
      Prepared p(block(brick(3, 3, 3, kSize), law));
      const std::vector<double> u = affine(p.m.lattice, F);
      auto pull = [&](Sums sums) { return top_force(p.m.lattice, p.forces(u, sums)).y(); };
      TissueState next;
      std::vector<HexState> hexes;
      const double start = pull(Sums::reference);
      CHECK(pull(Sums::kernels) == relative(start).epsilon(5e-7));
      finish_step(p.step, p.field(u), next, hexes);
      for (int n = 1; n <= 10; ++n) {
        p.before = next;
        p.begin(dt);
        double expected = 1;
        for (int t = 0; t < law.prony_terms; ++t)
          expected -= law.prony_g[t] * (1 - std::exp(-n * dt / law.prony_tau[t]));
        // the elastic stress stays, so the step is exact; the history is kept in single precision (6e-8)
        for (const Sums sums : kBothSums) CHECK(pull(sums) / start == relative(expected).epsilon(1e-6));
        finish_step(p.step, p.field(u), next, hexes);
      }
      p.begin(-1);
      CHECK(pull(Sums::reference) / start == relative(1 - law.prony_sum()).epsilon(1e-12));
      CHECK(pull(Sums::kernels) / start == relative(1 - law.prony_sum()).epsilon(5e-7));
    }
}

TEST_CASE("a viscoelastic block at rest stays without force") {
  for (const TissueLaw& law : {with_prony(neo_hookean()), with_prony(fibred_ogden())}) {
    Prepared p(block(brick(3, 3, 3, kSize), law));
    const std::vector<double> still(p.m.dofs(), 0.0);
    for (const double dt : {0.0, 0.1, 10.0, -1.0}) {
      p.begin(dt);
      for (const Sums sums : kBothSums)
        for (const double f : p.forces(still, sums)) CHECK(std::abs(f) < 1e-12);  // [N]
    }
  }
}
