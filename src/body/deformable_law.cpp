#include "body/deformable_law.hpp"

#include <Eigen/Geometry>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace backroll {

namespace {

double six_volumes(const std::vector<Vec3>& x, const std::array<int, 4>& n) {
  return (x[n[1]] - x[n[0]]).dot((x[n[2]] - x[n[0]]).cross(x[n[3]] - x[n[0]]));
}

// Largest sum of absolute values over a row: bounds the largest eigenvalue.
template <class Matrix>
double row_norm(const Matrix& m) {
  return m.cwiseAbs().rowwise().sum().maxCoeff();
}

}  // namespace

std::string trouble_of(const DeformableModel& model) {
  const int nodes = static_cast<int>(model.node.size());
  if (model.held.size() != model.node.size() ||
      (!model.load.empty() && model.load.size() != model.node.size()))
    return "held and load need one entry a node";
  std::vector<std::uint8_t> used(nodes, 0);
  int cell = 0;
  for (std::size_t t = 0; t < model.tets.size(); ++t) {
    const DeformableTet& tet = model.tets[t];
    for (const int n : tet.node) {
      if (n < 0 || n >= nodes) return "tet " + std::to_string(t) + " has node " + std::to_string(n);
      used[n] = 1;
    }
    if (tet.cell < cell || tet.cell >= static_cast<int>(model.cells.size()))
      return "tet " + std::to_string(t) + ": cells must ascend and exist";
    cell = tet.cell;
    if (!(six_volumes(model.node, tet.node) > 0))
      return "tet " + std::to_string(t) + " has no positive volume";
  }
  for (int n = 0; n < nodes; ++n)
    if (!used[n] && !model.held[n]) return "node " + std::to_string(n) + " belongs to no tet and is not held";
  return "";
}

std::array<std::array<int, 4>, 6> kuhn_tets(const std::array<int, 8>& corner) {
  std::array<std::array<int, 4>, 6> tets{};
  std::array<int, 3> way = {0, 1, 2};
  std::size_t count = 0;
  do {
    int at = 0;
    std::array<int, 4> tet{};
    tet[0] = corner[0];
    for (std::size_t s = 0; s < 3; ++s) {
      at |= 1 << way[s];
      tet[s + 1] = corner[at];
    }
    const bool odd = (way[0] > way[1]) != ((way[0] > way[2]) != (way[1] > way[2]));
    if (odd) std::swap(tet[2], tet[3]);
    tets[count++] = tet;
  } while (std::next_permutation(way.begin(), way.end()));
  return tets;
}

DeformableLaw::DeformableLaw(DeformableModel model) : model_(std::move(model)) {
  if (const std::string trouble = trouble_of(model_); !trouble.empty()) throw std::invalid_argument(trouble);
  cell_volume_.assign(model_.cells.size(), 0.0);
  first_tet_.assign(model_.cells.size() + 1, 0);
  for (const DeformableTet& tet : model_.tets) {
    Mat3 edges;
    for (int a = 0; a < 3; ++a) edges.col(a) = model_.node[tet.node[a + 1]] - model_.node[tet.node[0]];
    const Mat3 inverse = edges.inverse();
    Shape s;
    s.volume = edges.determinant() / 6;
    s.gradient[0].setZero();
    for (int a = 0; a < 3; ++a) {
      s.gradient[a + 1] = inverse.row(a);
      s.gradient[0] -= s.gradient[a + 1];
    }
    shape_.push_back(s);
    cell_volume_[tet.cell] += s.volume;
    ++first_tet_[tet.cell + 1];
  }
  for (std::size_t c = 0; c < model_.cells.size(); ++c) first_tet_[c + 1] += first_tet_[c];
  for (const DeformableTriangle& t : model_.triangles) {
    const Vec3 p = model_.node[t.node[1]] - model_.node[t.node[0]];
    const Vec3 q = model_.node[t.node[2]] - model_.node[t.node[0]];
    const Vec3 e1 = p.normalized(), e2 = (q - e1.dot(q) * e1).normalized();
    Eigen::Matrix2d jac;
    jac << e1.dot(p), e1.dot(q), 0, e2.dot(q);
    const Eigen::Matrix2d inverse = jac.inverse();
    Flat f{};
    f.area = 0.5 * jac.determinant();
    for (int c = 0; c < 2; ++c) {
      for (int a = 0; a < 2; ++a) f.gradient[a + 1][c] = inverse(a, c);
      f.gradient[0][c] = -f.gradient[1][c] - f.gradient[2][c];
    }
    flat_.push_back(f);
  }
}

std::vector<double> DeformableLaw::mean_volume_ratio(const std::vector<Vec3>& x, std::vector<Mat3>& F) const {
  F.resize(model_.tets.size());
  std::vector<double> mean(model_.cells.size(), 0.0);
  for (std::size_t t = 0; t < F.size(); ++t) {
    const DeformableTet& tet = model_.tets[t];
    F[t].setZero();
    for (int a = 0; a < 4; ++a) F[t] += x[tet.node[a]] * shape_[t].gradient[a].transpose();
    mean[tet.cell] += shape_[t].volume * F[t].determinant() / cell_volume_[tet.cell];
  }
  return mean;
}

double DeformableLaw::add_forces(const std::vector<Vec3>& x, std::vector<Vec3>& force) const {
  std::vector<Mat3> F;
  const std::vector<double> ratio = mean_volume_ratio(x, F);
  double energy = 0;
  for (std::size_t c = 0; c < model_.cells.size(); ++c) {
    const DeformableCell& cell = model_.cells[c];
    const TissueLaw& law = model_.laws[cell.law];
    const Volumetric u = volumetric(law, ratio[c]);
    energy += cell_volume_[c] * u.energy;
    for (int t = first_tet_[c]; t < first_tet_[c + 1]; ++t) {
      Mat3 P;
      energy += shape_[t].volume * distortion(law, cell.fibre, F[t], P, nullptr);
      P += u.pressure * cofactor(F[t]);
      for (int a = 0; a < 4; ++a)
        force[model_.tets[t].node[a]] -= shape_[t].volume * (P * shape_[t].gradient[a]);
    }
  }
  for (const DeformableSpring& s : model_.springs) {
    const Vec3 u = x[s.node] - model_.node[s.node], f = s.stiffness * u;
    energy += 0.5 * u.dot(f);
    force[s.node] -= f;
  }
  for (std::size_t m = 0; m < flat_.size(); ++m) {
    const DeformableTriangle& t = model_.triangles[m];
    Matrix32 G = Matrix32::Zero(), P;
    for (int a = 0; a < 3; ++a)
      for (int c = 0; c < 2; ++c) G.col(c) += flat_[m].gradient[a][c] * x[t.node[a]];
    energy += flat_[m].area * membrane(model_.membranes[t.law], G, P, nullptr);
    for (int a = 0; a < 3; ++a)
      for (int c = 0; c < 2; ++c) force[t.node[a]] -= flat_[m].area * flat_[m].gradient[a][c] * P.col(c);
  }
  return energy;
}

std::vector<double> DeformableLaw::row_stiffness(const std::vector<Vec3>& x) const {
  std::vector<Mat3> F;
  const std::vector<double> ratio = mean_volume_ratio(x, F);
  std::vector<double> row(x.size(), 0.0);
  for (std::size_t c = 0; c < model_.cells.size(); ++c) {
    const DeformableCell& cell = model_.cells[c];
    const TissueLaw& law = model_.laws[cell.law];
    const Volumetric u = volumetric(law, ratio[c]);
    // d(cell's volume)/dx: one vector a node of the cell
    std::vector<std::pair<int, Vec3>> slope;
    for (int t = first_tet_[c]; t < first_tet_[c + 1]; ++t) {
      Mat3 P;
      Matrix9 A;
      distortion(law, cell.fibre, F[t], P, &A);
      add_cofactor_derivative(F[t], u.pressure, A);
      const double size = row_norm(A) * shape_[t].volume;
      const Mat3 cof = cofactor(F[t]);
      double sum = 0;
      for (const Vec3& g : shape_[t].gradient) sum += g.norm();
      for (int a = 0; a < 4; ++a) {
        const int n = model_.tets[t].node[a];
        row[n] += size * shape_[t].gradient[a].norm() * sum;
        const Vec3 b = shape_[t].volume * (cof * shape_[t].gradient[a]);
        const auto at = std::find_if(slope.begin(), slope.end(), [n](const auto& s) { return s.first == n; });
        if (at == slope.end())
          slope.emplace_back(n, b);
        else
          at->second += b;
      }
    }
    double sum = 0;
    for (const auto& s : slope) sum += s.second.norm();
    for (const auto& s : slope) row[s.first] += std::abs(u.modulus) / cell_volume_[c] * s.second.norm() * sum;
  }
  for (const DeformableSpring& s : model_.springs) row[s.node] += row_norm(s.stiffness);
  for (std::size_t m = 0; m < flat_.size(); ++m) {
    const DeformableTriangle& t = model_.triangles[m];
    Matrix32 G = Matrix32::Zero(), P;
    double g[3], sum = 0;
    for (int a = 0; a < 3; ++a) {
      for (int c = 0; c < 2; ++c) G.col(c) += flat_[m].gradient[a][c] * x[t.node[a]];
      g[a] = std::hypot(flat_[m].gradient[a][0], flat_[m].gradient[a][1]);
      sum += g[a];
    }
    Matrix6 A;
    membrane(model_.membranes[t.law], G, P, &A);
    for (int a = 0; a < 3; ++a) row[t.node[a]] += flat_[m].area * row_norm(A) * g[a] * sum;
  }
  return row;
}

std::vector<double> DeformableLaw::skin_area() const {
  std::vector<double> area(model_.node.size(), 0.0);
  for (const DeformableSkinPoint& p : model_.skin)
    for (int a = 0; a < 4; ++a) area[p.node[a]] += p.shape[a] * p.area;
  return area;
}

}  // namespace backroll
