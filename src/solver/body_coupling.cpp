#include "solver/body_coupling.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace backroll {

namespace {

Vec6 wrench(const Vec3& force, const Vec3& r) {
  Vec6 w;
  w << force, r.cross(force) / kBodyLever;
  return w;
}

// Collects one body's column after another.
class ColumnCollector {
 public:
  explicit ColumnCollector(const FieldLayout& layout) : layout_(layout), index_(layout.plane, -1) {}
  // 3 x 6, row by row
  float* block(int i, int j, int k) {
    int& n = index_[layout_.at(i, j, k)];
    if (n < 0) {
      n = static_cast<int>(node_.size());
      node_.push_back({i, j, k});
      value_.resize(value_.size() + 18, 0.0f);
    }
    return value_.data() + static_cast<std::size_t>(n) * 18;
  }
  BodyCoupling::Column take(int body) {
    for (const BodyCoupling::NodeAt& n : node_) index_[layout_.at(n.i, n.j, n.k)] = -1;
    using RowByRow = Eigen::Matrix<float, Eigen::Dynamic, 6, Eigen::RowMajor>;
    BodyCoupling::Column column{body, std::exchange(node_, {}), {}};
    column.value =
        Eigen::Map<const RowByRow>(value_.data(), 3 * static_cast<Eigen::Index>(column.node.size()), 6);
    value_.clear();
    return column;
  }

 private:
  const FieldLayout& layout_;
  std::vector<int> index_;
  std::vector<BodyCoupling::NodeAt> node_;
  std::vector<float> value_;
};

// column(collector, body) for every body, shared out among threads; empty ones are left out.
template <class MakeColumn>
BodyCoupling by_body(const FieldLayout& layout, int bodies, MakeColumn make) {
  std::vector<BodyCoupling::Column> column(bodies);
#pragma omp parallel
  {
    ColumnCollector collect(layout);
#pragma omp for schedule(dynamic)
    for (int b = 0; b < bodies; ++b) column[b] = make(collect, b);
  }
  BodyCoupling out;
  for (BodyCoupling::Column& c : column)
    if (!c.node.empty()) out.column.push_back(std::move(c));
  return out;
}

using Mat36 = Eigen::Matrix<double, 3, 6>;

void add_block(float* to, const Mat36& block) {
  for (int r = 0; r < 3; ++r)
    for (int c = 0; c < 6; ++c) to[6 * r + c] += static_cast<float>(block(r, c));
}

// K J and J' F of a point at `arm` from its body's centre.
Mat36 times_follows(const Mat3& K, const Vec3& r) {
  Mat36 KJ;
  KJ.leftCols<3>() = K;
  const Mat3 scaled = K / kBodyLever;
  for (int row = 0; row < 3; ++row)
    KJ.rightCols<3>().row(row) = r.cross(scaled.row(row).transpose()).transpose();
  return KJ;
}
Mat6 follows_transposed_times(const Vec3& r, const Mat36& F) {
  Mat6 out;
  out.topRows<3>() = F;
  for (int c = 0; c < 6; ++c) out.bottomRows<3>().col(c) = r.cross(F.col(c)) / kBodyLever;
  return out;
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
      ties.node.push_back(tied);
    }
  std::sort(ties.node.begin(), ties.node.end(), [](const TiedNode& a, const TiedNode& b) {
    return std::pair(a.body, a.place) < std::pair(b.body, b.place);
  });
  for (std::size_t n = 0; n < ties.node.size(); ++n) ties.node_at[ties.node[n].place] = static_cast<int>(n);
  std::map<std::pair<int, int>, Mat3> springs;
  for (const NodeSpring& s : model.springs)
    if (s.body >= 0)
      springs.emplace(std::make_pair(static_cast<int>(s.body), s.node), Mat3::Zero()).first->second +=
          s.stiffness;
  for (const auto& [key, stiffness] : springs) {
    AnchoredSpring s{};
    s.body = key.first;
    s.place = place(key.second, s.i, s.j, s.k);
    s.arm = lat.position[key.second] - model.rigid.bodies[s.body].centre;
    s.stiffness = stiffness;
    ties.spring.push_back(s);
  }
  const auto first_of = [&](const auto& list) {
    std::vector<int> first(ties.held.size() + 1, 0);
    for (const auto& each : list) ++first[each.body + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    return first;
  };
  ties.first_node = first_of(ties.node);
  ties.first_spring = first_of(ties.spring);
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
  BodyTangent out;
  out.B = Eigen::MatrixXd::Zero(size, size);
  joints_tangent(rigid, poses, factor, out.B);
  for (Eigen::Index n = 0; n < size; ++n)
    if (n % 6 >= 3) {
      out.B.row(n) /= kBodyLever;
      out.B.col(n) /= kBodyLever;
    }
  const auto only = [](int mask, auto block) {
    for (int c = 0; c < 3; ++c)
      if (!(mask >> c & 1)) block.row(c).setZero();
    return block;
  };
  const auto mask_of = [&](int tied) {
    return tied >= 0 ? ties.node[tied].mask : static_cast<std::uint8_t>(0);
  };
  std::vector<Vec3> arm(ties.node.size());
  for (std::size_t n = 0; n < arm.size(); ++n) arm[n] = poses[ties.node[n].body].R * ties.node[n].arm;
  // each body fills its own columns of C and B
  out.C = by_body(l, ties.bodies(), [&](ColumnCollector& collect, int body) {
    for (int at = ties.first_node[body]; at < ties.first_node[body + 1]; ++at) {
      const TiedNode& n = ties.node[at];
      const float* row =
          matrix.data() + (static_cast<std::size_t>(n.j) * l.nk + n.k) * kStencil * l.row + n.i;
      int last = -1;  // body whose rows `rows` are
      Mat6 rows = Mat6::Zero();
      const auto put = [&] {
        if (last >= 0) out.B.block<6, 6>(6 * last, 6 * body) += rows;
        rows.setZero();
      };
      for (int dj = -1; dj <= 1; ++dj)
        for (int dk = -1; dk <= 1; ++dk)
          for (int di = -1; di <= 1; ++di) {
            const int i = n.i + di, j = n.j + dj, k = n.k + dk;
            if (i < 0 || i >= l.ni || j < 0 || j >= l.nj || k < 0 || k >= l.nk) continue;
            // the block in row n and column (i, j, k), transposed: those of a row lie together
            const float* entry = row + static_cast<std::size_t>(stencil_slot(di, dj, dk)) * 9 * l.row;
            Mat3 K;
            for (int e = 0; e < 9; ++e) K(e % 3, e / 3) = entry[static_cast<std::size_t>(e) * l.row];
            if (K.isZero(0)) continue;
            for (int c = 0; c < 3; ++c)
              if (!(n.mask >> c & 1)) K.col(c).setZero();
            const Mat36 KJ = times_follows(K, arm[at]);
            const int other = ties.node_at[l.at(i, j, k)];
            const std::uint8_t mask = mask_of(other);
            if (mask != 7) add_block(collect.block(i, j, k), only(7 ^ mask, KJ));
            if (other < 0) continue;
            if (ties.node[other].body != last) put();
            last = ties.node[other].body;
            rows += follows_transposed_times(arm[other], only(mask, KJ));
          }
      put();
    }
    // springs anchored in bodies: the nodes' own share stands in the matrix
    for (int at = ties.first_spring[body]; at < ties.first_spring[body + 1]; ++at) {
      const AnchoredSpring& s = ties.spring[at];
      const Vec3 r = poses[body].R * s.arm;
      const Mat36 KJ = times_follows(-s.stiffness, r);
      const std::uint8_t mask = mask_of(ties.node_at[s.place]);
      if (mask != 7) add_block(collect.block(s.i, s.j, s.k), only(7 ^ mask, KJ));
      out.B.block<6, 6>(6 * body, 6 * body) -= follows_transposed_times(r, KJ);
    }
    return collect.take(body);
  });
  // ... to nodes tied to another body
  for (const AnchoredSpring& s : ties.spring) {
    const int tied = ties.node_at[s.place];
    if (tied < 0) continue;
    const TiedNode& m = ties.node[tied];
    const Mat36 KJ = times_follows(-s.stiffness, poses[s.body].R * s.arm);
    const Mat6 across = follows_transposed_times(arm[tied], only(m.mask, KJ));
    out.B.block<6, 6>(6 * m.body, 6 * s.body) += across;
    out.B.block<6, 6>(6 * s.body, 6 * m.body) += across.transpose();
  }
  return out;
}

BodyCoupling coarsen_coupling(const BodyCoupling& fine, const int (&factor)[3], const FieldLayout& coarse,
                              const FloatVector& mask) {
  return by_body(coarse, static_cast<int>(fine.column.size()), [&](ColumnCollector& collect, int column) {
    const BodyCoupling::Column& from = fine.column[column];
    for (std::size_t n = 0; n < from.node.size(); ++n) {
      const int at[3] = {from.node[n].i, from.node[n].j, from.node[n].k};
      int parent[3][2], count[3];
      float weight = 1;
      for (int d = 0; d < 3; ++d) {
        const bool between = factor[d] == 2 && at[d] % 2 == 1;
        count[d] = between ? 2 : 1;
        if (between) weight *= 0.5f;
        parent[d][0] = factor[d] == 2 ? at[d] / 2 : at[d];
        parent[d][1] = parent[d][0] + 1;
      }
      for (int c = 0; c < count[2]; ++c)
        for (int b = 0; b < count[1]; ++b)
          for (int a = 0; a < count[0]; ++a) {
            const int i = parent[0][a], j = parent[1][b], k = parent[2][c];
            float* to = collect.block(i, j, k);
            for (int r = 0; r < 3; ++r) {
              const float w = weight * mask[r * coarse.plane + coarse.at(i, j, k)];
              for (int q = 0; q < 6; ++q)
                to[6 * r + q] += w * from.value(3 * static_cast<Eigen::Index>(n) + r, q);
            }
          }
    }
    return collect.take(from.body);
  });
}

void add_coupling_transposed(const BodyCoupling& coupling, const SplitLayout& split, double a, const float* x,
                             Eigen::VectorXd& y) {
  Eigen::VectorXf values;
  for (const BodyCoupling::Column& c : coupling.column) {
    values.resize(c.value.rows());
    float* to = values.data();
    for (const BodyCoupling::NodeAt& n : c.node) {
      const float* from = x + split.at(n.i, n.j, n.k, 0);
      for (int r = 0; r < 3; ++r) *to++ = from[r * split.plane];
    }
    y.segment<6>(6 * c.body) += a * (c.value.transpose() * values).cast<double>();
  }
}

void add_coupling(const BodyCoupling& coupling, const SplitLayout& split, double a, const Eigen::VectorXd& y,
                  float* x) {
  Eigen::VectorXf values;
  for (const BodyCoupling::Column& c : coupling.column) {
    values.noalias() = c.value * (a * y.segment<6>(6 * c.body)).cast<float>();
    const float* from = values.data();
    for (const BodyCoupling::NodeAt& n : c.node) {
      float* to = x + split.at(n.i, n.j, n.k, 0);
      for (int r = 0; r < 3; ++r) to[r * split.plane] += *from++;
    }
  }
}

}  // namespace backroll
