#include "anatomy/body_lattice.hpp"

#include <Eigen/LU>

#include <cmath>

#include "units.hpp"

namespace backroll {

namespace {

constexpr double kEndPlane = 7;            // [mm] spacing of the planes beyond the first and last tip
constexpr double kMeanTipHalfWidth = 2.7;  // [mm] start of the geometric spacing of the lines
constexpr double kReferenceGirth =
    190;  // [mm] x q: where the outermost line would lie on a section of mean size

struct Grading {
  int half_lines;  // lines of the right half, the midline aside
  double first_spacing_mm;
  int skin, fat, superficial, erector, rib, deep;  // layers
  int sacral, lumbar, thoracic;                    // planes per interval S4-S2, S2-T12, T12-C7
  int end_bottom, end_top;
};

Grading grading(Resolution resolution) {
  switch (resolution) {
    case Resolution::live:
      return {12, 5.6, 0, 1, 2, 3, 1, 1, 2, 2, 2, 1, 1};
    case Resolution::standard:
      return {16, 4.2, 1, 2, 2, 4, 1, 2, 3, 4, 3, 1, 1};
    case Resolution::fine:
      break;
  }
  return {28, 2.6, 1, 2, 3, 5, 2, 3, 5, 5, 4, 1, 2};
}

void lay_planes(const BackShape& shape, const Grading& g, BodyLattice& body) {
  const auto tip = [&shape](int n) { return shape.spine.tip[n].y(); };
  std::vector<double>& y = body.plane_y;
  for (int n = g.end_bottom; n > 0; --n) y.push_back(tip(level::S4) - kEndPlane * n);
  for (int n = level::S4; n < level::C7; ++n) {
    body.tip_plane[n] = static_cast<int>(y.size());
    const int parts = n < level::S2 ? g.sacral : n < level::T12 ? g.lumbar : g.thoracic;
    for (int p = 0; p < parts; ++p) y.push_back(tip(n) + (tip(n + 1) - tip(n)) * p / parts);
  }
  body.tip_plane[level::C7] = static_cast<int>(y.size());
  for (int n = 0; n <= g.end_top; ++n) y.push_back(tip(level::C7) + kEndPlane * n);
  body.end_planes_bottom = g.end_bottom;
  body.end_planes_top = g.end_top;
}

// s of the lines on a mean section: midline, side of the process, then geometric to the reference girth.
std::vector<double> reference_lines(const Grading& g, double girth) {
  const int steps = g.half_lines - 1;
  const auto end = [&](double ratio) {
    return kMeanTipHalfWidth + g.first_spacing_mm * (std::pow(ratio, steps) - 1) / (ratio - 1);
  };
  double low = 1.001, high = 2;
  for (int n = 0; n < 60; ++n) (end(0.5 * (low + high)) < girth ? low : high) = 0.5 * (low + high);
  std::vector<double> lines = {0, kMeanTipHalfWidth};
  for (int n = 1; n <= steps; ++n)
    lines.push_back(kMeanTipHalfWidth + g.first_spacing_mm * (std::pow(low, n) - 1) / (low - 1));
  return lines;
}

// h of the layers' surfaces, skin to deep.
std::vector<double> layers(const Column& c, const Grading& g, double skin_mm, double v) {
  std::vector<double> h = {c.skin};
  const auto divide = [&h](double from, double to, int parts) {
    for (int p = 1; p <= parts; ++p) h.push_back(from + (to - from) * p / parts);
  };
  const double depth = c.skin - c.roof;
  double under_fat = c.roof + std::clamp(c.under_fat - c.roof, 0.25 * depth, 0.68 * depth), top = c.skin;
  if (g.skin > 0) {
    top = c.skin - skin_mm;
    under_fat = std::min(under_fat, top - 1.5);
    divide(c.skin, top, g.skin);
  }
  const double rib_inside = c.floor - 8 * v;
  divide(top, under_fat, g.fat);
  divide(under_fat, c.roof, g.superficial);
  divide(c.roof, c.floor, g.erector);
  divide(c.floor, rib_inside, g.rib);
  divide(rib_inside, std::min(c.deep_end, rib_inside - 3), g.deep);
  return h;
}

constexpr int kFewestNodes = 3;  // that hold a rigid body in space

// A bone that the planes all but miss takes the free nodes nearest to it.
void give_thin_bones_nodes(const BackShape& shape, const BodyLattice& body,
                           std::vector<std::int16_t>& node_bone) {
  const Lattice& lattice = body.lattice;
  std::array<int, bone::count> count{};
  for (const int number : node_bone)
    if (number >= 0) ++count[number];
  for (int number = 0; number < bone::count; ++number) {
    const int left = bone::mirrored(number);
    if (count[number] >= kFewestNodes || left > number) continue;  // the right one of a pair, or a single one
    struct Free {
      double distance;
      int right, left;
    };
    std::vector<Free> free;
    for (int j = 0; j < lattice.nj; ++j)
      for (int i = body.middle + (left == number ? 0 : 1); i < lattice.ni; ++i) {
        const Column column = shape.sections.column(body.s_at(i, j), body.plane_y[j]);
        for (int k = 0; k < lattice.nk; ++k) {
          const int node = lattice.node(i, j, k);
          if (node_bone[node] < 0)
            free.push_back({shape.bones.distance(number, column, body.h[node]), node,
                            lattice.node(2 * body.middle - i, j, k)});
        }
      }
    std::stable_sort(free.begin(), free.end(),
                     [](const Free& a, const Free& b) { return a.distance < b.distance; });
    for (std::size_t n = 0; n < free.size() && count[number] < kFewestNodes; ++n, ++count[number]) {
      node_bone[free[n].left] = static_cast<std::int16_t>(left);
      node_bone[free[n].right] = static_cast<std::int16_t>(number);
    }
  }
}

}  // namespace

double BodyLattice::spacing_y(int j) const {
  const int last = static_cast<int>(plane_y.size()) - 1;
  if (j == 0) return plane_y[1] - plane_y[0];
  if (j == last) return plane_y[last] - plane_y[last - 1];
  return 0.5 * (plane_y[j + 1] - plane_y[j - 1]);
}

BodyLattice lay_lattice(const BackShape& shape, Resolution resolution) {
  const Grading g = grading(resolution);
  BodyLattice body;
  lay_planes(shape, g, body);
  Lattice& lattice = body.lattice;
  body.middle = g.half_lines;
  lattice.ni = 2 * g.half_lines + 1;
  lattice.nj = static_cast<int>(body.plane_y.size());
  lattice.nk = 1 + g.skin + g.fat + g.superficial + g.erector + g.rib + g.deep;
  body.skin_layers = g.skin;
  body.roof_layer = g.skin + g.fat + g.superficial;
  body.floor_layer = body.roof_layer + g.erector;
  lattice.position.resize(lattice.nodes());
  body.s.resize(static_cast<std::size_t>(lattice.ni) * lattice.nj);
  body.h.resize(lattice.nodes());

  std::vector<double> tip_y, tip_half_width;
  for (int n = 0; n < kLevels; ++n) {
    tip_y.push_back(shape.spine.tip[n].y());
    tip_half_width.push_back(shape.spine.tip_half_width[n]);
  }
  const Pchip process_side(tip_y, tip_half_width);
  const double girth = kReferenceGirth * shape.scaling.cage;
  const std::vector<double> lines = reference_lines(g, girth);
  for (int j = 0; j < lattice.nj; ++j) {
    const double y = body.plane_y[j], excess = shape.sections.half_girth(y) - girth;
    for (int n = 0; n <= g.half_lines; ++n) {
      double s = n == 1 ? process_side.clamped(y) : lines[n];
      s += smoothstep(lines[n], 40, girth) * excess;
      const int right = body.middle + n, left = body.middle - n;
      body.s[left + lattice.ni * j] = -s;
      body.s[right + lattice.ni * j] = s;
      const Column column = shape.sections.column(s, y);
      const std::vector<double> h = layers(column, g, shape.scaling.skin_mm, shape.scaling.skeleton);
      for (int k = 0; k < lattice.nk; ++k) {
        const Vec3 p = kMeter * Vec3(column.x_at(h[k]), y, n == 0 ? 0.0 : column.z_at(h[k]));
        lattice.position[lattice.node(left, j, k)] = Vec3(p.x(), p.y(), -p.z());
        lattice.position[lattice.node(right, j, k)] = p;
        body.h[lattice.node(left, j, k)] = body.h[lattice.node(right, j, k)] = h[k];
      }
    }
  }
  return body;
}

std::vector<std::int16_t> bones_of_nodes(const BackShape& shape, const BodyLattice& body) {
  const Lattice& lattice = body.lattice;
  std::vector<std::int16_t> node_bone(lattice.nodes(), -1);
  for (int j = 0; j < lattice.nj; ++j) {
    const double spacing = body.spacing_y(j);
    for (int i = body.middle; i < lattice.ni; ++i) {
      const Column column = shape.sections.column(body.s_at(i, j), body.plane_y[j]);
      for (int k = 0; k < lattice.nk; ++k) {
        const int node = lattice.node(i, j, k);
        const int found = shape.bones.nearest(column, body.h[node], spacing).bone;
        if (found < 0) continue;
        node_bone[lattice.node(2 * body.middle - i, j, k)] = static_cast<std::int16_t>(bone::mirrored(found));
        node_bone[node] = static_cast<std::int16_t>(found);
      }
    }
  }
  // The three nodes of every tip belong to it whatever the rounding.
  for (int n = 0; n < kLevels; ++n)
    for (int i = body.middle - 1; i <= body.middle + 1; ++i)
      node_bone[lattice.node(i, body.tip_plane[n], body.roof_layer)] =
          static_cast<std::int16_t>(bone::of_level(n));
  give_thin_bones_nodes(shape, body, node_bone);
  return node_bone;
}

std::vector<Tissue> tissues_of_hexes(const BackShape& shape, const BodyLattice& body,
                                     const std::vector<std::int16_t>& node_bone) {
  const Lattice& lattice = body.lattice;
  // Without a skin layer the skin is the membrane only.
  const int first = static_cast<int>(body.skin_layers > 0 ? Tissue::skin : Tissue::fat);
  std::vector<Tissue> tissue(lattice.hexes(), Tissue::deep);
  using Votes = std::array<int, static_cast<std::size_t>(Tissue::count)>;
  std::vector<Votes> votes(lattice.nk - 1);
  for (int j = 0; j + 1 < lattice.nj; ++j)
    for (int i = body.middle; i + 1 < lattice.ni; ++i) {
      votes.assign(lattice.nk - 1, Votes{});
      for (const double v : {0.25, 0.75})
        for (const double u : {0.25, 0.75}) {
          const auto mix = [&](auto&& corner) {
            return (1 - v) * ((1 - u) * corner(0, 0) + u * corner(1, 0)) +
                   v * ((1 - u) * corner(0, 1) + u * corner(1, 1));
          };
          const double y = (1 - v) * body.plane_y[j] + v * body.plane_y[j + 1];
          const Labels::Place place =
              shape.labels.place(mix([&](int a, int b) { return body.s_at(i + a, j + b); }), y);
          for (int k = 0; k + 1 < lattice.nk; ++k) {
            const auto h_of = [&](int layer) {
              return mix([&](int a, int b) { return body.h[lattice.node(i + a, j + b, layer)]; });
            };
            const double outer = h_of(k), inner = h_of(k + 1);
            for (const double w : {0.25, 0.75})
              if (const auto found = shape.labels.at(place, (1 - w) * outer + w * inner))
                ++votes[k][static_cast<int>(*found)];
          }
        }
      for (int k = 0; k + 1 < lattice.nk; ++k) {
        Tissue winner = k == 0 ? Tissue::fat : Tissue::deep;
        int most = 0;
        for (int t = first; t < static_cast<int>(Tissue::count); ++t)
          if (votes[k][t] > most) {
            most = votes[k][t];
            winner = static_cast<Tissue>(t);
          }
        bool rigid = true;
        for (const int node : lattice.hex_nodes(i, j, k)) rigid = rigid && node_bone[node] >= 0;
        if (rigid) winner = Tissue::bone;
        tissue[lattice.hex(i, j, k)] = tissue[lattice.hex(2 * body.middle - 1 - i, j, k)] = winner;
      }
    }
  return tissue;
}

double worst_jacobian(const Lattice& lattice, const std::vector<Tissue>& hex_tissue) {
  double worst = 1;
  for (int j = 0; j + 1 < lattice.nj; ++j)
    for (int i = 0; i + 1 < lattice.ni; ++i)
      for (int k = 0; k + 1 < lattice.nk; ++k)
        if (hex_tissue[lattice.hex(i, j, k)] != Tissue::bone)
          worst = std::min(worst, scaled_jacobian(lattice, i, j, k));
  return worst;
}

double scaled_jacobian(const Lattice& lattice, int i, int j, int k) {
  // Corners are numbered in the order (i, k, j): right-handed.
  const std::array<int, 8> node = lattice.hex_nodes(i, j, k);
  double worst = 1;
  for (int corner = 0; corner < 8; ++corner) {
    const Vec3& here = lattice.position[node[corner]];
    Mat3 edge;
    for (int axis = 0; axis < 3; ++axis) {
      const double forward = corner & (1 << axis) ? -1 : 1;
      edge.col(axis) = forward * (lattice.position[node[corner ^ (1 << axis)]] - here).normalized();
    }
    worst = std::min(worst, edge.determinant());
  }
  return worst;
}

}  // namespace backroll
