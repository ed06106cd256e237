// Blocks of tetrahedra for the tests of Bullet's deformable world.
#pragma once

#include <array>
#include <cmath>

#include "body/deformable_law.hpp"

namespace backroll::test {

// A block with its top at x = 0, centred in y and z, its underside held: cells across (z), along (y), down
// (x).
inline DeformableModel block_of_tets(const std::array<int, 3>& cells, const Vec3& size,
                                     const TissueLaw& law) {
  DeformableModel m;
  Lattice lat;
  lat.ni = cells[0] + 1;
  lat.nj = cells[1] + 1;
  lat.nk = cells[2] + 1;
  for (int j = 0; j < lat.nj; ++j)
    for (int i = 0; i < lat.ni; ++i)
      for (int k = 0; k < lat.nk; ++k) {
        m.node.emplace_back(size[2] * k / cells[2], size[1] * (static_cast<double>(j) / cells[1] - 0.5),
                            size[0] * (static_cast<double>(i) / cells[0] - 0.5));
        m.held.push_back(k == cells[2]);
      }
  m.laws = {law};
  const double abscissa[2] = {0.5 * (1 - 1 / std::sqrt(3.0)), 0.5 * (1 + 1 / std::sqrt(3.0))};
  for (int j = 0; j < cells[1]; ++j)
    for (int i = 0; i < cells[0]; ++i) {
      for (int k = 0; k < cells[2]; ++k) {
        const int cell = static_cast<int>(m.cells.size());
        m.cells.push_back({0, Vec3::Zero()});
        for (const auto& tet : kuhn_tets(lat.hex_nodes(i, j, k))) m.tets.push_back({tet, cell});
      }
      for (const double q : abscissa)
        for (const double p : abscissa)
          m.skin.push_back(
              {{lat.node(i, j, 0), lat.node(i + 1, j, 0), lat.node(i, j + 1, 0), lat.node(i + 1, j + 1, 0)},
               {(1 - p) * (1 - q), p * (1 - q), (1 - p) * q, p * q},
               0.25 * size[0] / cells[0] * size[1] / cells[1]});
    }
  return m;
}

// The reference slab's law: coupled neo-Hookean, 6 kPa, Poisson's ratio 0.45.
inline TissueLaw reference_law() {
  TissueLaw law;
  law.kind = DistortionLaw::neo_hookean_coupled;
  law.bulk_modulus = 2 * law.shear_modulus * 0.45 / (1 - 2 * 0.45);  // lambda
  return law;
}

}  // namespace backroll::test
