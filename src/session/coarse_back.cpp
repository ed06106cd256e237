#include "session/coarse_back.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

// Volume of a hex by its edges from one corner and the opposite one: enough to compare.
double rough_volume(const Lattice& lat, const std::array<int, 8>& n) {
  const auto at = [&](int c) { return lat.position[n[c]]; };
  Mat3 a, b;
  a << at(1) - at(0), at(2) - at(0), at(4) - at(0);
  b << at(7) - at(6), at(7) - at(5), at(7) - at(3);
  return 0.5 * (std::abs(a.determinant()) + std::abs(b.determinant()));
}

// Of the eight fine hexes under a coarse one.
void take_tissue(const BackModel& fine, int i, int j, int k, Tissue& tissue, std::int8_t& side, Vec3& fibre) {
  std::array<double, static_cast<int>(Tissue::count)> volume{};
  for (int c = 0; c < 8; ++c) {
    const int h = fine.lattice.hex(2 * i + (c & 1), 2 * j + ((c >> 2) & 1), 2 * k + ((c >> 1) & 1));
    if (fine.hex_tissue[h] == Tissue::bone) continue;
    volume[static_cast<int>(fine.hex_tissue[h])] +=
        rough_volume(fine.lattice,
                     fine.lattice.hex_nodes(2 * i + (c & 1), 2 * j + ((c >> 2) & 1), 2 * k + ((c >> 1) & 1)));
  }
  const auto most = std::max_element(volume.begin(), volume.end());
  tissue = *most > 0 ? static_cast<Tissue>(most - volume.begin()) : Tissue::bone;
  Vec3 sum = Vec3::Zero();
  side = 0;
  for (int c = 0; c < 8; ++c) {
    const int h = fine.lattice.hex(2 * i + (c & 1), 2 * j + ((c >> 2) & 1), 2 * k + ((c >> 1) & 1));
    if (fine.hex_tissue[h] != tissue) continue;
    side = fine.hex_side[h];
    sum += sum.dot(fine.hex_fibre[h]) < 0 ? Vec3(-fine.hex_fibre[h]) : fine.hex_fibre[h];
  }
  fibre = sum.norm() > 1e-6 ? Vec3(sum.normalized()) : Vec3(Vec3::Zero());
}

// The fine face and Gauss point at the coarse face's point (p, q), 0 .. 1.
int fine_point(const BackModel& fine, int i, int j, double p, double q) {
  const auto half = [](double t) { return t < 0.5 ? 0 : 1; };
  const auto gauss = [](double t) {
    const double local = 2 * t - (t < 0.5 ? 0 : 1);
    return local < 0.25 ? 0 : local > 0.75 ? 2 : 1;
  };
  const int face = 2 * i + half(p) + (fine.lattice.ni - 1) * (2 * j + half(q));
  return face * kFacePoints * kFacePoints + gauss(p) + kFacePoints * gauss(q);
}

}  // namespace

BackModel coarse_back(const BackModel& fine) {
  BackModel out = fine;
  Lattice& lat = out.lattice;
  const Lattice& from = fine.lattice;
  lat.ni = (from.ni + 1) / 2;
  lat.nj = (from.nj + 1) / 2;
  lat.nk = (from.nk + 1) / 2;
  lat.position.clear();
  out.node_bone.clear();
  for (int j = 0; j < lat.nj; ++j)
    for (int i = 0; i < lat.ni; ++i)
      for (int k = 0; k < lat.nk; ++k) {
        const int n = from.node(2 * i, 2 * j, 2 * k);
        lat.position.push_back(from.position[n]);
        out.node_bone.push_back(fine.node_bone[n]);
      }
  out.hex_tissue.assign(lat.hexes(), Tissue::bone);
  out.hex_side.assign(lat.hexes(), 0);
  out.hex_fibre.assign(lat.hexes(), Vec3::Zero());
  const int faces = (lat.ni - 1) * (lat.nj - 1);
  out.skin_region.assign(faces * kFacePoints * kFacePoints, 0);
  for (auto* flags : {&out.deep_face, &out.posterior_fascia_face, &out.middle_fascia_face})
    flags->assign(faces, 0);
  out.roof_layer = fine.roof_layer / 2;
  out.floor_layer = fine.floor_layer / 2;
  const double abscissa[3] = {0.5 * (1 - std::sqrt(0.6)), 0.5, 0.5 * (1 + std::sqrt(0.6))};
  for (int j = 0; j + 1 < lat.nj; ++j)
    for (int i = 0; i + 1 < lat.ni; ++i) {
      const int face = i + (lat.ni - 1) * j, first = 2 * i + (from.ni - 1) * 2 * j;
      out.deep_face[face] = fine.deep_face[first];
      if (fine.roof_layer % 2 == 0) out.posterior_fascia_face[face] = fine.posterior_fascia_face[first];
      if (fine.floor_layer % 2 == 0) out.middle_fascia_face[face] = fine.middle_fascia_face[first];
      for (int b = 0; b < kFacePoints; ++b)
        for (int a = 0; a < kFacePoints; ++a)
          out.skin_region[face * kFacePoints * kFacePoints + a + kFacePoints * b] =
              fine.skin_region[fine_point(fine, i, j, abscissa[a], abscissa[b])];
      for (int k = 0; k + 1 < lat.nk; ++k) {
        const std::array<int, 8> n = lat.hex_nodes(i, j, k);
        if (std::all_of(n.begin(), n.end(), [&](int c) { return out.node_bone[c] >= 0; })) continue;
        const int h = lat.hex(i, j, k);
        take_tissue(fine, i, j, k, out.hex_tissue[h], out.hex_side[h], out.hex_fibre[h]);
      }
    }
  return out;
}

}  // namespace backroll
