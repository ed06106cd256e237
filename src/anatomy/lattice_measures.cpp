#include "anatomy/lattice_measures.hpp"

#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace backroll {

namespace {

template <class Visit>
void for_each_hex(const Lattice& lattice, Visit&& visit) {
  for (int j = 0; j + 1 < lattice.nj; ++j)
    for (int i = 0; i + 1 < lattice.ni; ++i)
      for (int k = 0; k + 1 < lattice.nk; ++k) visit(i, j, k);
}

// 2 x 2 x 2 Gauss points; exact for a trilinear hex up to the determinant's mixed terms.
double hex_volume(const Lattice& lattice, int i, int j, int k) {
  const auto node = lattice.hex_nodes(i, j, k);
  const double g = 0.5 / std::numbers::sqrt3;
  double volume = 0;
  for (int point = 0; point < 8; ++point) {
    const double t[3] = {0.5 + (point & 1 ? g : -g), 0.5 + (point & 2 ? g : -g), 0.5 + (point & 4 ? g : -g)};
    Mat3 jacobian = Mat3::Zero();
    for (int c = 0; c < 8; ++c)
      for (int axis = 0; axis < 3; ++axis) {
        double slope = c & (1 << axis) ? 1 : -1;
        for (int other = 0; other < 3; ++other)
          if (other != axis) slope *= c & (1 << other) ? t[other] : 1 - t[other];
        jacobian.col(axis) += slope * lattice.position[node[c]];
      }
    volume += jacobian.determinant() / 8;
  }
  return volume;
}

bool mirrored(const Vec3& p, const Vec3& q) {
  return p.x() == q.x() && p.y() == q.y() && p.z() == -q.z();
}

}  // namespace

HexQuality hex_quality(const BackModel& back) {
  HexQuality quality;
  std::vector<double> all;
  for_each_hex(back.lattice, [&](int i, int j, int k) {
    if (back.hex_tissue[back.lattice.hex(i, j, k)] == Tissue::bone) return;
    all.push_back(scaled_jacobian(back.lattice, i, j, k));
    if (all.size() == 1 || all.back() < quality.worst) quality = {all.back(), 1, 1, i, j, k};
  });
  const auto quantile = [&all](double share) {
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(all.size() - 1));
    std::nth_element(all.begin(), at, all.end());
    return *at;
  };
  if (!all.empty()) {
    quality.percentile_1 = quantile(0.01);
    quality.median = quantile(0.5);
  }
  return quality;
}

std::string place_of_hex(const BackModel& back, int i, int j, int k) {
  const Lattice& l = back.lattice;
  Vec3 centre = Vec3::Zero();
  for (const int node : l.hex_nodes(i, j, k)) centre += l.position[node] / 8;
  Vec3 skin = Vec3::Zero();
  for (const int a : {0, 1})
    for (const int b : {0, 1}) skin += l.position[l.node(i + a, j + b, 0)] / 4;
  const auto nearest = std::min_element(back.midline.begin(), back.midline.end(),
                                        [&](const MidlinePoint& a, const MidlinePoint& b) {
                                          return std::abs(a.y - centre.y()) < std::abs(b.y - centre.y());
                                        });
  const auto mm = [](double metres) { return std::to_string(std::lround(1e3 * metres)) + " mm "; };
  return level_at(back, nearest->arc) + ", " + mm(std::abs(centre.z())) +
         (centre.z() < 0 ? "left" : "right") + ", " + spoken_name(back.hex_tissue[l.hex(i, j, k)]) + ", " +
         mm((centre - skin).norm()) + "under the skin";
}

PerTissue tissue_volumes_cm3(const BackModel& back) {
  PerTissue sum{};
  for_each_hex(back.lattice, [&](int i, int j, int k) {
    const Tissue tissue = back.hex_tissue[back.lattice.hex(i, j, k)];
    sum[static_cast<std::size_t>(tissue)] += 1e6 * hex_volume(back.lattice, i, j, k);
  });
  return sum;
}

PerTissue tissue_hexes(const BackModel& back) {
  PerTissue count{};
  for (const Tissue tissue : back.hex_tissue) ++count[static_cast<std::size_t>(tissue)];
  return count;
}

std::vector<int> bone_nodes(const BackModel& back) {
  std::vector<int> count(back.bones.size(), 0);
  for (const int bone : back.node_bone)
    if (bone >= 0) ++count[bone];
  return count;
}

int mirror_differences(const BackModel& back) {
  const Lattice& l = back.lattice;
  int different = 0;
  for (int j = 0; j < l.nj; ++j)
    for (int i = 0; i < l.ni; ++i)
      for (int k = 0; k < l.nk; ++k) {
        const int here = l.node(i, j, k), there = l.node(l.ni - 1 - i, j, k);
        different += !mirrored(l.position[here], l.position[there]);
        const int bone = back.node_bone[here];
        different += back.node_bone[there] != (bone < 0 ? -1 : bone::mirrored(bone));
      }
  for_each_hex(l, [&](int i, int j, int k) {
    const int here = l.hex(i, j, k), there = l.hex(l.ni - 2 - i, j, k);
    different += back.hex_tissue[here] != back.hex_tissue[there];
    different += back.hex_side[here] != -back.hex_side[there];
    different += !mirrored(back.hex_fibre[here], back.hex_fibre[there]);
  });
  for (std::size_t b = 0; b < back.bones.size(); ++b)
    different += !mirrored(back.bones[b].centre, back.bones[bone::mirrored(static_cast<int>(b))].centre);
  return different;
}

int wrong_labels(const BackModel& back) {
  const Lattice& l = back.lattice;
  int wrong = 0;
  for_each_hex(l, [&](int i, int j, int k) {
    const Tissue tissue = back.hex_tissue[l.hex(i, j, k)];
    bool rigid = true;
    for (const int node : l.hex_nodes(i, j, k)) rigid = rigid && back.node_bone[node] >= 0;
    wrong += tissue >= Tissue::count || (tissue == Tissue::bone) != rigid;
  });
  return wrong + std::abs(l.hexes() - static_cast<int>(back.hex_tissue.size()));
}

std::vector<std::string> unfelt_tips(const BackModel& back, const BackShape& shape, const BodyLattice& body) {
  constexpr double kNear = 0.1;  // [mm]
  std::vector<std::string> unfelt;
  for (int n = 0; n < kLevels; ++n) {
    const Vec2& tip = shape.spine.tip[n];
    bool felt = true;
    for (const int side : {-1, 0, 1}) {
      const int node = back.lattice.node(body.middle + side, body.tip_plane[n], body.roof_layer);
      const Vec3 off =
          1e3 * back.lattice.position[node] - Vec3(tip.x(), tip.y(), side * shape.spine.tip_half_width[n]);
      felt = felt && back.node_bone[node] == bone::of_level(n) && std::abs(off.y()) < kNear &&
             std::abs(off.z()) < kNear && (!is_vertebra(n) || std::abs(off.x()) < kBoneTolerance);
    }
    if (!felt) unfelt.emplace_back(kLevelNames[n]);
  }
  return unfelt;
}

}  // namespace backroll
