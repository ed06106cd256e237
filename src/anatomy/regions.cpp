#include "anatomy/regions.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

constexpr double kMarch = 1;  // [mm] step inward
const std::array<double, kFacePoints> kGauss = {0.5 * (1 - std::sqrt(0.6)), 0.5, 0.5 * (1 + std::sqrt(0.6))};

std::vector<Tissue> muscles() {
  std::vector<Tissue> list;
  for (int t = 0; t < static_cast<int>(Tissue::count); ++t)
    if (is_muscle(static_cast<Tissue>(t))) list.push_back(static_cast<Tissue>(t));
  return list;
}

// Right-side region of a column; the left is its mirror.
class RegionFinder {
 public:
  RegionFinder(const BackShape& shape, double bone_depth_mm)
      : shape_(shape), depth_(bone_depth_mm), muscles_(muscles()) {}

  int right(double s, double y) const {
    const Labels::Place place = shape_.labels.place(s, y);
    const double top = place.column.under_fat;
    const int steps = static_cast<int>(std::ceil(depth_ / kMarch));
    for (int n = 0; n <= steps; ++n) {
      const BoneHit hit = shape_.bones.nearest(place.column, top - std::min(n * kMarch, depth_), 0);
      if (hit.bone >= 0) return hit.bone;
    }
    return thickest_muscle(place);
  }

  int mirrored(int region) const {
    if (region < bone::count) return bone::mirrored(region);
    if (region == other()) return region;
    const int muscle = region - bone::count;  // left, right, left, right ...
    return bone::count + (muscle ^ 1);
  }

 private:
  int other() const { return bone::count + 2 * static_cast<int>(muscles_.size()); }

  // What a hand or a roller meets first: muscle over the floor of the erector block; only where there is
  // none, what lies below it (quadratus lumborum, intercostals).
  int thickest_muscle(const Labels::Place& place) const {
    const Column& column = place.column;
    const int upper = thickest_muscle(place, column.under_fat, column.floor);
    return upper != other() ? upper : thickest_muscle(place, column.floor, column.deep_end);
  }

  int thickest_muscle(const Labels::Place& place, double top, double bottom) const {
    std::array<int, static_cast<std::size_t>(Tissue::count)> thickness{};
    for (double h = top - 0.5 * kMarch; h > bottom; h -= kMarch)
      if (const auto tissue = shape_.labels.at(place, h)) ++thickness[static_cast<int>(*tissue)];
    int best = other(), most = 0;
    for (std::size_t m = 0; m < muscles_.size(); ++m)
      if (const int t = thickness[static_cast<int>(muscles_[m])]; t > most) {
        most = t;
        best = bone::count + 2 * static_cast<int>(m) + 1;
      }
    return best;
  }

  const BackShape& shape_;
  double depth_;
  std::vector<Tissue> muscles_;
};

// Calls `mark(s, y, i, j)` for every face of the right half with the s and y of its centre; true marks it and
// its mirror.
template <class Mark>
std::vector<std::uint8_t> marked_faces(const BodyLattice& body, Mark&& mark) {
  const Lattice& lattice = body.lattice;
  const int across = lattice.ni - 1;
  std::vector<std::uint8_t> faces(static_cast<std::size_t>(across) * (lattice.nj - 1), 0);
  for (int j = 0; j + 1 < lattice.nj; ++j)
    for (int i = body.middle; i < across; ++i) {
      const double s =
          0.25 * (body.s_at(i, j) + body.s_at(i + 1, j) + body.s_at(i, j + 1) + body.s_at(i + 1, j + 1));
      const double y = 0.5 * (body.plane_y[j] + body.plane_y[j + 1]);
      if (mark(s, y, i, j)) faces[i + across * j] = faces[across - 1 - i + across * j] = 1;
    }
  return faces;
}

}  // namespace

std::vector<SkinRegion> named_regions() {
  std::vector<SkinRegion> regions;
  for (const Bone& b : named_bones()) {
    const RegionKind kind = b.kind == BoneKind::spine ? RegionKind::spine
                            : b.kind == BoneKind::rib ? RegionKind::rib
                                                      : RegionKind::other;
    regions.push_back({b.name, kind});
  }
  for (const Tissue muscle : muscles())
    for (const char* side : {" left", " right"})
      regions.push_back({spoken_name(muscle) + side, RegionKind::muscle});
  regions.push_back({"other", RegionKind::other});
  return regions;
}

std::vector<std::int16_t> regions_of_skin(const BackShape& shape, const BodyLattice& body,
                                          double bone_depth_mm) {
  const Lattice& lattice = body.lattice;
  const int across = lattice.ni - 1, points = kFacePoints * kFacePoints;
  const RegionFinder finder(shape, bone_depth_mm);
  std::vector<std::int16_t> region(static_cast<std::size_t>(across) * (lattice.nj - 1) * points);
  for (int j = 0; j + 1 < lattice.nj; ++j)
    for (int i = body.middle; i < across; ++i)
      for (int b = 0; b < kFacePoints; ++b)
        for (int a = 0; a < kFacePoints; ++a) {
          const double u = kGauss[a], v = kGauss[b];
          const double s = (1 - v) * ((1 - u) * body.s_at(i, j) + u * body.s_at(i + 1, j)) +
                           v * ((1 - u) * body.s_at(i, j + 1) + u * body.s_at(i + 1, j + 1));
          const double y = (1 - v) * body.plane_y[j] + v * body.plane_y[j + 1];
          const int right = finder.right(s, y);
          const int face = i + across * j, mirror = across - 1 - i + across * j;
          region[face * points + a + kFacePoints * b] = static_cast<std::int16_t>(right);
          region[mirror * points + (kFacePoints - 1 - a) + kFacePoints * b] =
              static_cast<std::int16_t>(finder.mirrored(right));
        }
  return region;
}

std::vector<std::uint8_t> abdominal_faces(const BackShape& shape, const BodyLattice& body,
                                          const std::vector<std::int16_t>& node_bone) {
  const Lattice& lattice = body.lattice;
  return marked_faces(body, [&](double s, double y, int i, int j) {
    if (s < 24 || s > 110) return false;
    if (shape.labels.place(s, y).thorax || y < std::max(shape.bones.iliac_rim(s), -6.0)) return false;
    for (const auto& [a, b] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}})
      if (node_bone[lattice.node(i + a, j + b, lattice.nk - 1)] < 0) return true;
    return false;
  });
}

std::vector<std::uint8_t> posterior_fascia_faces(const BackShape& shape, const BodyLattice& body) {
  return marked_faces(body, [&](double s, double y, int, int) {
    return y > shape.spine.height[level::S2] && y < shape.spine.height[level::T12] &&
           s < shape.labels.erector_edge(y);
  });
}

std::vector<std::uint8_t> middle_fascia_faces(const BackShape& shape, const BodyLattice& body) {
  LevelValues reach;  // half spans of the transverse processes
  for (int n = level::L4; n <= level::L1; ++n)
    reach.emplace_back(n, 0.5 * shape.scaling.skeleton * shape.tables.spine.vertebra[n].tp_span_mm);
  const LevelCurve process_tip(reach, shape.spine.height);
  return marked_faces(body, [&](double s, double y, int, int) {
    return y > shape.spine.height[level::L4] && y < shape.spine.height[level::L1] && s > process_tip(y) &&
           s < shape.labels.erector_edge(y);
  });
}

}  // namespace backroll
