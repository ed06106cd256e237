// The slab of bullet_slab.cpp as a soft body of Bullet: a lattice cut into tetrahedra. What steps around a
// trap of Bullet 3.24 is marked "Bullet:". Written for either precision of the library (btScalar).
#pragma once

#include <BulletSoftBody/btSoftBody.h>
#include <BulletSoftBody/btSoftBodyHelpers.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <set>
#include <utility>
#include <vector>

namespace backroll_bench {

constexpr double kSize[3] = {0.40, 0.50, 0.08};  // [m] along the cylinder's axis, along rolling, up
constexpr double kDensity = 1050;                // [kg/m3]
constexpr double kMargin = 1e-3;                 // [m] of the slab and, inside its radius, of the cylinder

// Cells per direction, nearly cubes and at least two layers, whose number of nodes comes closest to what is
// wanted.
inline std::array<int, 3> lattice(int wanted) {
  std::array<int, 3> best = {8, 10, 2};
  long closest = -1;
  for (double edge = 0.1; edge > 0.002; edge *= 0.999) {
    std::array<int, 3> cells;
    for (std::size_t d = 0; d < 3; ++d) {
      cells[d] = std::max(2, static_cast<int>(std::lround(kSize[d] / edge)));
    }
    const long off = std::labs(static_cast<long>(cells[0] + 1) * (cells[1] + 1) * (cells[2] + 1) - wanted);
    if (closest < 0 || off < closest) {
      closest = off;
      best = cells;
    }
  }
  return best;
}

// The body, fixed at the bottom; the caller deletes it. Every cell is cut into six tetrahedra along its
// diagonal (Kuhn), so that neighbours fit.
inline btSoftBody* make_slab(btSoftBodyWorldInfo& info, int wanted_nodes, double friction) {
  const std::array<int, 3> cells = lattice(wanted_nodes);
  const int nx = cells[0] + 1, ny = cells[1] + 1, nz = cells[2] + 1;
  // Bullet: with zero-mass nodes before free ones the implicit predictor moves the wrong nodes, so the fixed
  // layer has the last numbers.
  const auto node = [&](int i, int j, int k) { return ((k + nz - 1) % nz * ny + j) * nx + i; };
  std::vector<btVector3> place(static_cast<std::size_t>(nx * ny * nz));
  for (int k = 0; k < nz; ++k) {
    for (int j = 0; j < ny; ++j) {
      for (int i = 0; i < nx; ++i) {
        place[static_cast<std::size_t>(node(i, j, k))] =
            btVector3(btScalar(kSize[0] * (double(i) / cells[0] - 0.5)),
                      btScalar(kSize[1] * (double(j) / cells[1] - 0.5)), btScalar(kSize[2] * k / cells[2]));
      }
    }
  }

  std::vector<std::array<int, 4>> tets;
  for (int c = 0; c < cells[0] * cells[1] * cells[2]; ++c) {
    const std::array<int, 3> first = {c % cells[0], c / cells[0] % cells[1], c / (cells[0] * cells[1])};
    std::array<std::size_t, 3> way = {0, 1, 2};
    do {
      std::array<int, 3> at = first;
      std::array<int, 4> tet;
      tet[0] = node(at[0], at[1], at[2]);
      for (std::size_t s = 0; s < 3; ++s) {
        ++at[way[s]];
        tet[s + 1] = node(at[0], at[1], at[2]);
      }
      // Bullet: takes a tetrahedron of negative volume without a word and blows up; every odd way is one.
      const bool odd = (way[0] > way[1]) != ((way[0] > way[2]) != (way[1] > way[2]));
      if (odd) {
        std::swap(tet[2], tet[3]);
      }
      tets.push_back(tet);
    } while (std::next_permutation(way.begin(), way.end()));
  }

  // A tetrahedron gives a quarter of its mass to each corner; the bottom has none, which fixes it.
  const double cell_volume = kSize[0] / cells[0] * kSize[1] / cells[1] * kSize[2] / cells[2];
  std::vector<btScalar> mass(place.size(), 0);
  for (const std::array<int, 4>& tet : tets) {
    for (const int n : tet) {
      if (n < nx * ny * (nz - 1)) {
        mass[static_cast<std::size_t>(n)] += btScalar(kDensity * cell_volume / 6 / 4);
      }
    }
  }

  auto* slab = new btSoftBody(&info, static_cast<int>(place.size()), place.data(), mass.data());
  std::set<std::pair<int, int>> edges;
  for (const std::array<int, 4>& tet : tets) {
    slab->appendTetra(tet[0], tet[1], tet[2], tet[3]);
    for (std::size_t a = 0; a < 4; ++a) {
      for (std::size_t b = a + 1; b < 4; ++b) {
        edges.insert(std::minmax(tet[a], tet[b]));
      }
    }
  }
  // Bullet: hangs in the first step when a body of tetrahedra has no links; they carry no force here.
  for (const auto& [a, b] : edges) {
    slab->appendLink(a, b);
  }
  btSoftBodyHelpers::generateBoundaryFaces(slab);
  slab->initializeDmInverse();
  slab->m_tetraScratches.resize(slab->m_tetras.size());
  slab->m_tetraScratchesTn.resize(slab->m_tetras.size());

  // Bullet: nodes meet rigid bodies only with both flags. Friction is the product of the slab's and the
  // roller's.
  slab->m_cfg.collisions = btSoftBody::fCollision::SDF_RD | btSoftBody::fCollision::SDF_RDN;
  slab->m_cfg.kDF = btScalar(friction);
  slab->setSelfCollision(false);
  slab->getCollisionShape()->setMargin(btScalar(kMargin));
  slab->setActivationState(DISABLE_DEACTIVATION);
  return slab;
}

}  // namespace backroll_bench
