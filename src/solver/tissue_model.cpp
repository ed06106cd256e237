#include "solver/tissue_model.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "solver/hex_kernel.hpp"
#include "solver/kernels.hpp"

namespace backroll {

std::vector<float> nodal_pressure(const std::vector<SkinPoint>& points, const std::vector<double>& pressure,
                                  int nodes) {
  std::vector<double> sum(static_cast<std::size_t>(nodes), 0.0), area = sum;
  for (std::size_t p = 0; p < points.size(); ++p)
    for (int a = 0; a < 4; ++a) {
      const double weight = points[p].shape[a] * points[p].area;
      sum[points[p].node[a]] += weight * pressure[p];
      area[points[p].node[a]] += weight;
    }
  std::vector<float> mean(static_cast<std::size_t>(nodes), 0.0F);
  for (std::size_t n = 0; n < mean.size(); ++n)
    if (area[n] > 0) mean[n] = static_cast<float>(sum[n] / area[n]);
  return mean;
}

std::vector<SkinPoint> skin_points(const TissueModel& model) {
  const Lattice& lat = model.lattice;
  static const double abscissa[3] = {0.5 * (1 - std::sqrt(0.6)), 0.5, 0.5 * (1 + std::sqrt(0.6))};
  static const double weight[3] = {5.0 / 18, 8.0 / 18, 5.0 / 18};
  const FieldLayout layout(lat.ni, lat.nj, lat.nk);
  std::vector<SkinPoint> points;
  points.reserve(static_cast<std::size_t>(model.skin_faces()) * 9);
  for (int j = 0; j + 1 < lat.nj; ++j)
    for (int i = 0; i + 1 < lat.ni; ++i) {
      const std::array<int, 4> n = {lat.node(i, j, 0), lat.node(i + 1, j, 0), lat.node(i, j + 1, 0),
                                    lat.node(i + 1, j + 1, 0)};
      const Vec3 x[4] = {lat.position[n[0]], lat.position[n[1]], lat.position[n[2]], lat.position[n[3]]};
      for (int b = 0; b < 3; ++b)
        for (int a = 0; a < 3; ++a) {
          const double p = abscissa[a], q = abscissa[b];
          SkinPoint s;
          s.node = n;
          for (int m = 0; m < 4; ++m) s.corner[m] = static_cast<int>(layout.at(i + (m & 1), j + (m >> 1), 0));
          s.shape = {(1 - p) * (1 - q), p * (1 - q), (1 - p) * q, p * q};
          const Vec3 dp = (1 - q) * (x[1] - x[0]) + q * (x[3] - x[2]);
          const Vec3 dq = (1 - p) * (x[2] - x[0]) + p * (x[3] - x[1]);
          s.area = weight[a] * weight[b] * dp.cross(dq).norm();
          s.place = s.shape[0] * x[0] + s.shape[1] * x[1] + s.shape[2] * x[2] + s.shape[3] * x[3];
          points.push_back(s);
        }
    }
  return points;
}

PatchAverage patch_average(const TissueModel& model, const std::vector<SkinPoint>& points,
                           double patch_area) {
  const Lattice& lat = model.lattice;
  const int fi = lat.ni - 1, fj = lat.nj - 1;
  const double radius = 1.6 * std::sqrt(patch_area / 3.14159265358979323846);
  PatchAverage patch;
  patch.first.reserve(points.size() + 1);
  patch.first.push_back(0);
  std::vector<std::pair<double, int>> near;
  for (int f = 0; f < fi * fj; ++f) {
    // faces whose centre points may lie within the radius: grow the window until its rim is farther away
    const int i0 = f % fi, j0 = f / fi;
    const Vec3 centre = points[9 * f + 4].place;
    int wi = 1, wj = 1;
    auto rim = [&](int i, int j) {
      return i < 0 || i >= fi || j < 0 || j >= fj ||
             (points[9 * (i + fi * j) + 4].place - centre).norm() > 2 * radius;
    };
    while (wi < fi && !(rim(i0 - wi, j0) && rim(i0 + wi, j0))) ++wi;
    while (wj < fj && !(rim(i0, j0 - wj) && rim(i0, j0 + wj))) ++wj;
    for (int p = 9 * f; p < 9 * f + 9; ++p) {
      near.clear();
      for (int j = std::max(0, j0 - wj); j <= std::min(fj - 1, j0 + wj); ++j)
        for (int i = std::max(0, i0 - wi); i <= std::min(fi - 1, i0 + wi); ++i)
          for (int q = 9 * (i + fi * j), e = q + 9; q < e; ++q) {
            const double d = (points[q].place - points[p].place).norm();
            if (d < radius) near.emplace_back(d, q);
          }
      std::sort(near.begin(), near.end());
      double left = patch_area;
      for (const auto& [d, q] : near) {
        const double take = std::min(left, points[q].area);
        patch.neighbour.push_back(q);
        patch.area.push_back(static_cast<float>(take));
        left -= take;
        if (left <= 0) break;
      }
      patch.first.push_back(static_cast<int>(patch.neighbour.size()));
    }
  }
  return patch;
}

namespace {

template <class Visit>
void for_each_hex(const TissueModel& model, Visit visit) {
  const Lattice& lat = model.lattice;
  for (int j = 0; j + 1 < lat.nj; ++j)
    for (int i = 0; i + 1 < lat.ni; ++i)
      for (int k = 0; k + 1 < lat.nk; ++k) {
        const int h = lat.hex(i, j, k);
        if (model.hex_law[h] != kNoElement) visit(h, lat.hex_nodes(i, j, k));
      }
}

}  // namespace

double tissue_mass(const TissueModel& model) {
  double mass = 0;
  for_each_hex(model, [&](int h, const std::array<int, 8>& nodes) {
    HexPoint points[kHexPoints];
    hex_points(model.lattice, nodes, points);
    for (const HexPoint& p : points) mass += model.laws[model.hex_law[h]].density * p.weight;
  });
  return mass;
}

std::vector<double> nodal_weight(const TissueModel& model) {
  std::vector<double> weight(model.dofs(), 0.0);
  if (model.gravity.isZero()) return weight;
  for_each_hex(model, [&](int h, const std::array<int, 8>& nodes) {
    HexPoint points[kHexPoints];
    hex_points(model.lattice, nodes, points);
    for (const HexPoint& p : points)
      for (int a = 0; a < 8; ++a)
        for (int c = 0; c < 3; ++c)
          weight[3 * nodes[a] + c] +=
              model.laws[model.hex_law[h]].density * p.weight * p.shape[a] * model.gravity[c];
  });
  return weight;
}

}  // namespace backroll
