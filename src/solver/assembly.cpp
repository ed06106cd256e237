#include "solver/assembly.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

HexInput hex_input(const StepTissue& step, int hex, int slots, const std::vector<float>& history) {
  const TissueModel& m = *step.model;
  const int law = m.hex_law[hex];
  HexInput in{&m.laws[law], &step.visco[law], Vec3::Zero(), nullptr, slots};
  if (!m.hex_fibre.empty()) in.fibre = m.hex_fibre[hex];
  if (slots > 0) in.history = history.data() + static_cast<std::size_t>(hex) * kHexPoints * slots * 6;
  return in;
}

void gather(const std::vector<double>& u, const std::array<int, 8>& nodes, double (&out)[24]) {
  for (int a = 0; a < 8; ++a)
    for (int c = 0; c < 3; ++c) out[3 * a + c] = u[3 * nodes[a] + c];
}

// Runs visit(j) for the even layers, then the odd ones; layers of one parity share no node.
template <class Visit>
void by_parity(int layers, Visit visit) {
  for (int parity = 0; parity < 2; ++parity) {
#pragma omp parallel for schedule(dynamic, 1)
    for (int j = parity; j < layers; j += 2) visit(j);
  }
}

// visit(hex, nodes, points, i, k) for every element of layer j.
template <class Visit>
void for_each_element(const TissueModel& m, int j, Visit visit) {
  const Lattice& lat = m.lattice;
  HexPoint points[kHexPoints];
  for (int i = 0; i + 1 < lat.ni; ++i)
    for (int k = 0; k + 1 < lat.nk; ++k) {
      const int h = lat.hex(i, j, k);
      if (m.hex_law[h] == kNoElement) continue;
      const std::array<int, 8> nodes = lat.hex_nodes(i, j, k);
      hex_points(lat, nodes, points);
      visit(h, nodes, points, i, k);
    }
}

// Membrane of a face at one of its 2 x 2 points: dN_a/dX in an orthonormal basis of the reference plane, and
// the weight.
struct MembranePoint {
  double gradient[4][2];
  double weight;
};

void membrane_points(const Lattice& lat, const std::array<int, 4>& n, MembranePoint (&points)[4]) {
  const double g[2] = {0.5 * (1 - 1 / std::sqrt(3.0)), 0.5 * (1 + 1 / std::sqrt(3.0))};
  for (int q = 0; q < 4; ++q) {
    const double p = g[q & 1], r = g[q >> 1];
    const double dp[4] = {-(1 - r), 1 - r, -r, r}, dr[4] = {-(1 - p), -p, 1 - p, p};
    Vec3 tp = Vec3::Zero(), tr = Vec3::Zero();
    for (int a = 0; a < 4; ++a) {
      tp += dp[a] * lat.position[n[a]];
      tr += dr[a] * lat.position[n[a]];
    }
    const Vec3 e1 = tp.normalized();
    const Vec3 e2 = (tr - e1.dot(tr) * e1).normalized();
    Eigen::Matrix2d jac;
    jac << e1.dot(tp), e1.dot(tr), 0, e2.dot(tr);  // dX/dxi
    const double det = jac(0, 0) * jac(1, 1);
    points[q].weight = 0.25 * det;
    for (int a = 0; a < 4; ++a) {
      // dN/dX = dN/dxi dxi/dX
      points[q].gradient[a][0] = dp[a] / jac(0, 0);
      points[q].gradient[a][1] = (dr[a] - dp[a] * jac(0, 1) / jac(0, 0)) / jac(1, 1);
    }
  }
}

Matrix32 membrane_gradient(const MembranePoint& p, const Lattice& lat, const std::vector<double>& u,
                           const std::array<int, 4>& n) {
  Matrix32 F = Matrix32::Zero();
  for (int a = 0; a < 4; ++a)
    for (int c = 0; c < 3; ++c) {
      const double x = lat.position[n[a]][c] + u[3 * n[a] + c];
      F(c, 0) += x * p.gradient[a][0];
      F(c, 1) += x * p.gradient[a][1];
    }
  return F;
}

std::array<int, 4> face_nodes(const Lattice& lat, int i, int j) {
  return {lat.node(i, j, 0), lat.node(i + 1, j, 0), lat.node(i, j + 1, 0), lat.node(i + 1, j + 1, 0)};
}

}  // namespace

StepTissue begin_step(const TissueModel& model, const TissueState& before, const std::vector<double>& weight,
                      double dt) {
  StepTissue step{&model, &before, {}, &weight};
  for (const TissueLaw& law : model.laws) step.visco.push_back(step_visco(law, dt));
  return step;
}

double tissue_gradient(const StepTissue& step, const std::vector<double>& u, std::vector<double>& gradient) {
  const TissueModel& m = *step.model;
  const Lattice& lat = m.lattice;
  const int slots = history_slots(m);
  gradient.resize(u.size());
  for (std::size_t n = 0; n < u.size(); ++n) gradient[n] = -(*step.weight)[n];
  std::vector<double> smallest(lat.nj, 1.0);
  by_parity(lat.nj - 1, [&](int j) {
    HexPoint points[kHexPoints];
    double ue[24], r[24];
    for (int i = 0; i + 1 < lat.ni; ++i)
      for (int k = 0; k + 1 < lat.nk; ++k) {
        const int h = lat.hex(i, j, k);
        if (m.hex_law[h] == kNoElement) continue;
        const auto nodes = lat.hex_nodes(i, j, k);
        hex_points(lat, nodes, points);
        gather(u, nodes, ue);
        smallest[j] = std::min(smallest[j],
                               hex_residual(points, hex_input(step, h, slots, step.before->history), ue, r));
        for (int a = 0; a < 8; ++a)
          for (int c = 0; c < 3; ++c) gradient[3 * nodes[a] + c] += r[3 * a + c];
      }
    if (!m.has_membrane) return;
    MembranePoint mp[4];
    for (int i = 0; i + 1 < lat.ni; ++i) {
      const auto n = face_nodes(lat, i, j);
      membrane_points(lat, n, mp);
      for (const MembranePoint& p : mp) {
        Matrix32 P;
        membrane(m.membrane, membrane_gradient(p, lat, u, n), P, nullptr);
        for (int a = 0; a < 4; ++a)
          for (int c = 0; c < 3; ++c)
            gradient[3 * n[a] + c] += p.weight * (P(c, 0) * p.gradient[a][0] + P(c, 1) * p.gradient[a][1]);
      }
    }
  });
  for (const NodeSpring& s : m.springs) {
    const Vec3 f = s.stiffness * Vec3(u[3 * s.node], u[3 * s.node + 1], u[3 * s.node + 2]);
    for (int c = 0; c < 3; ++c) gradient[3 * s.node + c] += f[c];
  }
  return *std::min_element(smallest.begin(), smallest.end());
}

void tissue_tangent(const StepTissue& step, const std::vector<double>& u, TangentKind kind,
                    StencilMatrix& matrix) {
  const TissueModel& m = *step.model;
  const Lattice& lat = m.lattice;
  const int slots = history_slots(m);
  matrix.clear();
  by_parity(lat.nj - 1, [&](int j) {
    HexTangent t;
    for_each_element(
        m, j, [&](int h, const std::array<int, 8>& nodes, const HexPoint(&points)[8], int i, int k) {
          double ue[24];
          gather(u, nodes, ue);
          hex_tangent(points, hex_input(step, h, slots, step.before->history), ue, kind, t);
          for (int a = 0; a < 8; ++a)
            for (int b = 0; b < 8; ++b) {
              float* block =
                  matrix.block(i + (a & 1), j + ((a >> 2) & 1), k + ((a >> 1) & 1), (b & 1) - (a & 1),
                               ((b >> 2) & 1) - ((a >> 2) & 1), ((b >> 1) & 1) - ((a >> 1) & 1));
              for (int c = 0; c < 3; ++c)
                for (int r = 0; r < 3; ++r) block[4 * c + r] += static_cast<float>(t.k[a][r][c][b]);
            }
        });
    if (!m.has_membrane) return;
    MembranePoint mp[4];
    for (int i = 0; i + 1 < lat.ni; ++i) {
      const auto n = face_nodes(lat, i, j);
      membrane_points(lat, n, mp);
      for (const MembranePoint& p : mp) {
        Matrix32 P;
        Matrix6 A;
        membrane(m.membrane, membrane_gradient(p, lat, u, n), P, &A);
        for (int a = 0; a < 4; ++a)
          for (int b = 0; b < 4; ++b) {
            float* block =
                matrix.block(i + (a & 1), j + (a >> 1), 0, (b & 1) - (a & 1), (b >> 1) - (a >> 1), 0);
            for (int c = 0; c < 3; ++c)
              for (int r = 0; r < 3; ++r) {
                double sum = 0;
                for (int p1 = 0; p1 < 2; ++p1)
                  for (int p2 = 0; p2 < 2; ++p2)
                    sum += p.gradient[a][p1] * A(r + 3 * p1, c + 3 * p2) * p.gradient[b][p2];
                block[4 * c + r] += static_cast<float>(p.weight * sum);
              }
          }
      }
    }
  });
  for (const NodeSpring& s : m.springs) {
    float* block = matrix.block(s.node, 4, 1);
    for (int c = 0; c < 3; ++c)
      for (int r = 0; r < 3; ++r) block[4 * c + r] += static_cast<float>(s.stiffness(r, c));
  }
}

void finish_step(const StepTissue& step, const std::vector<double>& u, TissueState& after,
                 std::vector<HexState>& hexes) {
  const TissueModel& m = *step.model;
  const Lattice& lat = m.lattice;
  const int slots = history_slots(m);
  if (&after != step.before) after.history = step.before->history;
  after.u = u;
  hexes.assign(lat.hexes(), HexState{Mat3::Zero(), 1, 0});
#pragma omp parallel for schedule(dynamic, 1)
  for (int j = 0; j < lat.nj - 1; ++j)
    for_each_element(m, j, [&](int h, const std::array<int, 8>& nodes, const HexPoint(&points)[8], int, int) {
      double ue[24];
      gather(u, nodes, ue);
      float* history =
          slots > 0 ? after.history.data() + static_cast<std::size_t>(h) * kHexPoints * slots * 6 : nullptr;
      hexes[h] = hex_state(points, hex_input(step, h, slots, step.before->history), ue, history);
    });
}

}  // namespace backroll
