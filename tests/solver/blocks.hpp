// Small blocks of tissue for the solver's tests: lattices, laws, displacements.
#pragma once

#include <cmath>
#include <random>
#include <vector>

#include "solver/tissue_model.hpp"

namespace backroll::test {

// Reproducible numbers in [-1, 1], the same on every machine.
class Noise {
 public:
  explicit Noise(unsigned seed) : engine_(seed) {}
  double operator()() { return 2.0 * engine_() / 4294967295.0 - 1; }
  Vec3 vector() {
    const double x = (*this)(), y = (*this)(), z = (*this)();
    return {x, y, z};
  }
  std::vector<double> numbers(std::size_t count, double size) {
    std::vector<double> v(count);
    for (double& x : v) x = size * (*this)();
    return v;
  }

 private:
  std::mt19937 engine_;
};

// A brick with its skin at x = 0: size = (thickness, along y, across z).
inline Lattice brick(int ni, int nj, int nk, const Vec3& size) {
  Lattice l;
  l.ni = ni;
  l.nj = nj;
  l.nk = nk;
  for (int j = 0; j < nj; ++j)
    for (int i = 0; i < ni; ++i)
      for (int k = 0; k < nk; ++k)
        l.position.emplace_back(size.x() * k / (nk - 1), size.y() * j / (nj - 1), size.z() * i / (ni - 1));
  return l;
}

inline bool interior(const Lattice& l, int i, int j, int k) {
  return i > 0 && i + 1 < l.ni && j > 0 && j + 1 < l.nj && k > 0 && k + 1 < l.nk;
}

// Moves the nodes (all, or only the interior ones) by up to `size`.
inline void shake(Lattice& l, double size, bool all, unsigned seed) {
  Noise noise(seed);
  for (int j = 0; j < l.nj; ++j)
    for (int i = 0; i < l.ni; ++i)
      for (int k = 0; k < l.nk; ++k)
        if (all || interior(l, i, j, k)) l.position[l.node(i, j, k)] += size * noise.vector();
}

inline TissueLaw neo_hookean() {
  return {};
}

inline TissueLaw coupled() {  // mu 6 kPa, nu 0.45
  TissueLaw law;
  law.kind = DistortionLaw::neo_hookean_coupled;
  law.bulk_modulus = 2 * law.shear_modulus * 0.45 / 0.1;  // lambda
  return law;
}

inline TissueLaw fibred_ogden() {
  TissueLaw law;
  law.kind = DistortionLaw::ogden;
  law.alpha = 8;
  law.fibre_shear_excess = 4e3;
  return law;
}

inline TissueLaw with_prony(TissueLaw law) {
  law.prony_terms = 2;
  law.prony_g = {0.3, 0.25};
  law.prony_tau = {0.4, 6.0};
  return law;
}

// All of one law, nothing held.
inline TissueModel block(Lattice lattice, const TissueLaw& law) {
  TissueModel m;
  m.lattice = std::move(lattice);
  m.laws = {law};
  m.hex_law.assign(m.lattice.hexes(), 0);
  m.fixed.assign(m.dofs(), 0);
  m.node_support.assign(m.lattice.nodes(), -1);
  m.supports = 1;
  return m;
}

inline void hold(TissueModel& m, int node) {
  m.node_support[node] = 0;
  for (int c = 0; c < 3; ++c) m.fixed[3 * node + c] = 1;
}

inline void hold_bottom(TissueModel& m) {
  const Lattice& l = m.lattice;
  for (int j = 0; j < l.nj; ++j)
    for (int i = 0; i < l.ni; ++i) hold(m, l.node(i, j, l.nk - 1));
}

// u = (F - I) X
inline std::vector<double> affine(const Lattice& l, const Mat3& F) {
  std::vector<double> u(3 * static_cast<std::size_t>(l.nodes()));
  for (int n = 0; n < l.nodes(); ++n) {
    const Vec3 d = (F - Mat3::Identity()) * l.position[n];
    for (int c = 0; c < 3; ++c) u[3 * n + c] = d[c];
  }
  return u;
}

inline Vec3 node_force(const std::vector<double>& gradient, int n) {
  return {gradient[3 * n], gradient[3 * n + 1], gradient[3 * n + 2]};
}

// Sum of the nodal forces on the face k = 0 (the one with the outward normal -x).
inline Vec3 top_force(const Lattice& l, const std::vector<double>& gradient) {
  Vec3 sum = Vec3::Zero();
  for (int j = 0; j < l.nj; ++j)
    for (int i = 0; i < l.ni; ++i) sum += node_force(gradient, l.node(i, j, 0));
  return sum;
}

}  // namespace backroll::test
