#include "solver/body_coupling.hpp"

#include <map>

namespace backroll {

namespace {

// d u / d (dt, L dtheta) of a point at `arm` from the body's centre, present directions.
Eigen::Matrix<double, 3, 6> follows(const Vec3& r) {
  Eigen::Matrix<double, 3, 6> J;
  J.leftCols<3>().setIdentity();
  J.rightCols<3>() << 0, r.z(), -r.y(), -r.z(), 0, r.x(), r.y(), -r.x(), 0;
  J.rightCols<3>() /= kBodyLever;
  return J;
}

Vec6 wrench(const Vec3& force, const Vec3& r) {
  Vec6 w;
  w << force, r.cross(force) / kBodyLever;
  return w;
}

// Blocks collected by node and body.
class Collector {
 public:
  explicit Collector(const FieldLayout& layout) : layout_(layout), first_(layout.plane, -1) {}
  float* block(int i, int j, int k, int body) {
    int* link = &first_[layout_.at(i, j, k)];
    while (*link >= 0) {
      if (coupling.entry[*link].body == body) return coupling.entry[*link].value;
      link = &next_[*link];
    }
    *link = static_cast<int>(coupling.entry.size());
    coupling.entry.push_back({i, j, k, body, {}});
    next_.push_back(-1);
    return coupling.entry.back().value;
  }
  BodyCoupling coupling;

 private:
  const FieldLayout& layout_;
  std::vector<int> first_, next_;
};

template <int kRows>
void add_block(float* to, const Eigen::Matrix<double, kRows, 6>& block) {
  for (int r = 0; r < kRows; ++r)
    for (int c = 0; c < 6; ++c) to[6 * r + c] += static_cast<float>(block(r, c));
}

Vec3 displacement_at(const BodyTies& ties, const std::vector<double>& u, std::size_t place) {
  const std::size_t plane = ties.layout.plane;
  return {u[place], u[plane + place], u[2 * plane + place]};
}

}  // namespace

BodyTies body_ties(const TissueModel& model, const FieldLayout& layout) {
  BodyTies ties;
  ties.layout = layout;
  ties.node_at.assign(layout.plane, -1);
  for (const RigidBody& body : model.rigid.bodies) ties.held.push_back(body.held ? 1 : 0);
  const Lattice& lat = model.lattice;
  const auto place = [&](int node, int& i, int& j, int& k) {
    k = node % lat.nk;
    i = node / lat.nk % lat.ni;
    j = node / lat.nk / lat.ni;
    return layout.at(i, j, k);
  };
  if (!model.node_body.empty())
    for (int n = 0; n < lat.nodes(); ++n) {
      const int body = model.node_body[n];
      if (body < 0) continue;
      TiedNode tied{};
      for (int c = 0; c < 3; ++c)
        if (model.fixed[3 * n + c]) tied.mask |= static_cast<std::uint8_t>(1 << c);
      if (tied.mask == 0) continue;
      tied.place = place(n, tied.i, tied.j, tied.k);
      tied.body = body;
      tied.arm = lat.position[n] - model.rigid.bodies[body].centre;
      ties.node_at[tied.place] = static_cast<int>(ties.node.size());
      ties.node.push_back(tied);
    }
  std::map<std::pair<int, int>, Mat3> springs;
  for (const NodeSpring& s : model.springs)
    if (s.body >= 0)
      springs.emplace(std::make_pair(s.node, static_cast<int>(s.body)), Mat3::Zero()).first->second +=
          s.stiffness;
  for (const auto& [key, stiffness] : springs) {
    AnchoredSpring s{};
    s.place = place(key.first, s.i, s.j, s.k);
    s.body = key.second;
    s.arm = lat.position[key.first] - model.rigid.bodies[s.body].centre;
    s.stiffness = stiffness;
    ties.spring.push_back(s);
  }
  return ties;
}

void follow_bodies(const BodyTies& ties, const RigidPoses& poses, std::vector<double>& u) {
  const std::size_t plane = ties.layout.plane;
  for (const TiedNode& n : ties.node) {
    const RigidPose& pose = poses[n.body];
    const Vec3 shift = pose.t + (pose.R * n.arm - n.arm);
    for (int c = 0; c < 3; ++c)
      if (n.mask >> c & 1) u[c * plane + n.place] = shift[c];
  }
}

template <class Forces>
void add_anchored_springs(const BodyTies& ties, const RigidPoses& poses, const std::vector<double>& u,
                          Forces& forces, std::vector<Vec6>& gradient) {
  const std::size_t plane = ties.layout.plane;
  for (const AnchoredSpring& s : ties.spring) {
    const RigidPose& pose = poses[s.body];
    const Vec3 r = pose.R * s.arm;
    const Vec3 f = s.stiffness * (displacement_at(ties, u, s.place) - pose.t - (r - s.arm));
    for (int c = 0; c < 3; ++c) forces[c * plane + s.place] += static_cast<typename Forces::value_type>(f[c]);
    gradient[s.body] -= wrench(f, r);
  }
}

template <class Forces>
void gather_on_bodies(const BodyTies& ties, const RigidPoses& poses, const Forces& forces,
                      std::vector<Vec6>& gradient) {
  const std::size_t plane = ties.layout.plane;
  for (const TiedNode& n : ties.node) {
    Vec3 f = Vec3::Zero();
    for (int c = 0; c < 3; ++c)
      if (n.mask >> c & 1) f[c] = static_cast<double>(forces[c * plane + n.place]);
    gradient[n.body] += wrench(f, poses[n.body].R * n.arm);
  }
}

template void add_anchored_springs(const BodyTies&, const RigidPoses&, const std::vector<double>&,
                                   FloatVector&, std::vector<Vec6>&);
template void add_anchored_springs(const BodyTies&, const RigidPoses&, const std::vector<double>&,
                                   std::vector<double>&, std::vector<Vec6>&);
template void gather_on_bodies(const BodyTies&, const RigidPoses&, const FloatVector&, std::vector<Vec6>&);
template void gather_on_bodies(const BodyTies&, const RigidPoses&, const std::vector<double>&,
                               std::vector<Vec6>&);

void add_anchored_tangent(const BodyTies& ties, FloatVector& matrix) {
  const FieldLayout& l = ties.layout;
  for (const AnchoredSpring& s : ties.spring) {
    float* block = matrix.data() + s.place / l.row * kStencil * l.row +
                   static_cast<std::size_t>(stencil_slot(0, 0, 0)) * 9 * l.row + s.place % l.row;
    for (int e = 0; e < 9; ++e)
      block[static_cast<std::size_t>(e) * l.row] += static_cast<float>(s.stiffness(e / 3, e % 3));
  }
}

BodyTangent body_tangent(const BodyTies& ties, const RigidModel& rigid, const RigidPoses& poses,
                         const std::vector<double>& factor, const FloatVector& matrix) {
  const FieldLayout& l = ties.layout;
  const Eigen::Index size = 6 * static_cast<Eigen::Index>(rigid.bodies.size());
  Eigen::MatrixXd B = Eigen::MatrixXd::Zero(size, size);
  joints_tangent(rigid, poses, factor, B);
  for (Eigen::Index n = 0; n < size; ++n)
    if (n % 6 >= 3) {
      B.row(n) /= kBodyLever;
      B.col(n) /= kBodyLever;
    }
  Collector collect(l);
  const auto rows = [](std::uint8_t mask, auto block, bool tied) {
    for (int c = 0; c < 3; ++c)
      if (((mask >> c & 1) != 0) != tied) block.row(c).setZero();
    return block;
  };
  for (const TiedNode& n : ties.node) {
    const Eigen::Matrix<double, 3, 6> J = rows(n.mask, follows(poses[n.body].R * n.arm), true);
    for (int dj = -1; dj <= 1; ++dj)
      for (int dk = -1; dk <= 1; ++dk)
        for (int di = -1; di <= 1; ++di) {
          const int i = n.i + di, j = n.j + dj, k = n.k + dk;
          if (i < 0 || i >= l.ni || j < 0 || j >= l.nj || k < 0 || k >= l.nk) continue;
          // the block in row (i, j, k) and column n
          const float* entry = matrix.data() + (static_cast<std::size_t>(j) * l.nk + k) * kStencil * l.row +
                               static_cast<std::size_t>(stencil_slot(-di, -dj, -dk)) * 9 * l.row + i;
          Mat3 K;
          double any = 0;
          for (int e = 0; e < 9; ++e) {
            K(e / 3, e % 3) = entry[static_cast<std::size_t>(e) * l.row];
            any += std::abs(K(e / 3, e % 3));
          }
          if (any == 0) continue;
          const Eigen::Matrix<double, 3, 6> KJ = K * J;
          const int other = ties.node_at[l.at(i, j, k)];
          const std::uint8_t mask = other >= 0 ? ties.node[other].mask : 0;
          if (mask != 7) add_block<3>(collect.block(i, j, k, n.body), rows(mask, KJ, false));
          if (other >= 0) {
            const TiedNode& m = ties.node[other];
            B.block<6, 6>(6 * m.body, 6 * n.body) +=
                rows(m.mask, follows(poses[m.body].R * m.arm), true).transpose() * KJ;
          }
        }
  }
  // springs anchored in bodies: the nodes' own share stands in the matrix
  for (const AnchoredSpring& s : ties.spring) {
    const Eigen::Matrix<double, 3, 6> J = follows(poses[s.body].R * s.arm);
    const Eigen::Matrix<double, 3, 6> KJ = -(s.stiffness * J);
    const int tied = ties.node_at[s.place];
    const std::uint8_t mask = tied >= 0 ? ties.node[tied].mask : 0;
    if (mask != 7) add_block<3>(collect.block(s.i, s.j, s.k, s.body), rows(mask, KJ, false));
    B.block<6, 6>(6 * s.body, 6 * s.body) -= J.transpose() * KJ;
    if (tied < 0) continue;
    const TiedNode& m = ties.node[tied];
    const Mat6 across = rows(m.mask, follows(poses[m.body].R * m.arm), true).transpose() * KJ;
    B.block<6, 6>(6 * m.body, 6 * s.body) += across;
    B.block<6, 6>(6 * s.body, 6 * m.body) += across.transpose();
  }
  return {std::move(collect.coupling), std::move(B)};
}

BodyCoupling coarsen_coupling(const BodyCoupling& fine, const int (&factor)[3], const FieldLayout& coarse,
                              const FloatVector& mask) {
  Collector collect(coarse);
  for (const BodyCoupling::Entry& e : fine.entry) {
    const int at[3] = {e.i, e.j, e.k};
    int parent[3][2], count[3];
    float weight[3];
    for (int d = 0; d < 3; ++d) {
      const bool between = factor[d] == 2 && at[d] % 2 == 1;
      count[d] = between ? 2 : 1;
      weight[d] = between ? 0.5f : 1;
      parent[d][0] = factor[d] == 2 ? at[d] / 2 : at[d];
      parent[d][1] = parent[d][0] + 1;
    }
    for (int c = 0; c < count[2]; ++c)
      for (int b = 0; b < count[1]; ++b)
        for (int a = 0; a < count[0]; ++a) {
          const int i = parent[0][a], j = parent[1][b], k = parent[2][c];
          const float w = weight[0] * weight[1] * weight[2];
          float* to = collect.block(i, j, k, e.body);
          for (int r = 0; r < 3; ++r) {
            const float free = mask[r * coarse.plane + coarse.at(i, j, k)];
            for (int q = 0; q < 6; ++q) to[6 * r + q] += free * w * e.value[6 * r + q];
          }
        }
  }
  return std::move(collect.coupling);
}

void add_coupling_transposed(const BodyCoupling& coupling, const SplitLayout& split, double a, const float* x,
                             Eigen::VectorXd& y) {
  for (const BodyCoupling::Entry& e : coupling.entry) {
    const std::size_t place = split.at(e.i, e.j, e.k, 0);
    const float v[3] = {x[place], x[place + split.plane], x[place + 2 * split.plane]};
    double* to = y.data() + 6 * e.body;
    for (int q = 0; q < 6; ++q)
      to[q] += a * static_cast<double>(e.value[q] * v[0] + e.value[6 + q] * v[1] + e.value[12 + q] * v[2]);
  }
}

void add_coupling(const BodyCoupling& coupling, const SplitLayout& split, double a, const Eigen::VectorXd& y,
                  float* x) {
  const Eigen::VectorXf scaled = (a * y).cast<float>();
  for (const BodyCoupling::Entry& e : coupling.entry) {
    const std::size_t place = split.at(e.i, e.j, e.k, 0);
    const float* q = scaled.data() + 6 * e.body;
    for (int r = 0; r < 3; ++r) {
      const float* row = e.value + 6 * r;
      x[place + r * split.plane] +=
          row[0] * q[0] + row[1] * q[1] + row[2] * q[2] + row[3] * q[3] + row[4] * q[4] + row[5] * q[5];
    }
  }
}

}  // namespace backroll
