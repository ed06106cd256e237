#include "solver/multigrid.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#ifdef __SSE2__
#include <pmmintrin.h>
#include <xmmintrin.h>
#endif

namespace backroll {

namespace {

typedef float Vec4f __attribute__((vector_size(16), aligned(4)));

Vec4f load(const float* p) {
  return *reinterpret_cast<const Vec4f*>(p);
}

// Sum over the 27 neighbours of block * x for one node; `centre` = padded node index.
Vec4f row_product(const float* row, const float* x, std::size_t centre, const std::ptrdiff_t (&column)[9]) {
  Vec4f sum0 = {0, 0, 0, 0}, sum1 = {0, 0, 0, 0}, sum2 = {0, 0, 0, 0};
  for (int c = 0; c < 9; ++c) {
    const float* v = x + 3 * (static_cast<std::ptrdiff_t>(centre) + column[c] - 1);
    const float* b = row + 36 * c;
    for (int q = 0; q < 9; q += 3) {
      sum0 += load(b + 4 * q) * v[q];
      sum1 += load(b + 4 * q + 4) * v[q + 1];
      sum2 += load(b + 4 * q + 8) * v[q + 2];
    }
  }
  return sum0 + sum1 + sum2;
}

void column_offsets(const Grid& g, std::ptrdiff_t (&column)[9]) {
  for (int c = 0; c < 9; ++c)
    column[c] = static_cast<std::ptrdiff_t>(g.nk + 2) *
                ((c % 3 - 1) + static_cast<std::ptrdiff_t>(g.ni + 2) * (c / 3 - 1));
}

Vec4f block_product(const float* block, const float* v) {
  return load(block) * v[0] + load(block + 4) * v[1] + load(block + 8) * v[2];
}

// Beside held nodes two coarse functions can coincide on the free nodes, which makes coarse matrices
// singular: their diagonal is lifted by this share where they are inverted.
constexpr double kCoarseLift = 1e-3;

int coarse_size(int n, int factor) {
  return factor == 2 ? (n - 1) / 2 + 1 : n;
}

// Coarse parents of fine index n along one direction with their weights.
int parents(int n, int factor, int (&index)[2], float (&weight)[2]) {
  if (factor == 1 || n % 2 == 0) {
    index[0] = n / factor;
    weight[0] = 1;
    return 1;
  }
  index[0] = n / 2;
  index[1] = n / 2 + 1;
  weight[0] = weight[1] = 0.5f;
  return 2;
}

// Fine indices under coarse index c, with their weights.
int children(int c, int factor, int n_fine, int (&index)[3], float (&weight)[3]) {
  if (factor == 1) {
    index[0] = c;
    weight[0] = 1;
    return 1;
  }
  int count = 0;
  for (int d = -1; d <= 1; ++d) {
    const int f = 2 * c + d;
    if (f < 0 || f >= n_fine) continue;
    index[count] = f;
    weight[count++] = d == 0 ? 1.0f : 0.5f;
  }
  return count;
}

// The box of fine nodes under a coarse one.
struct Children {
  int count[3], index[3][3];
  float weight[3][3];

  Children(const Grid& fine, const int (&factor)[3], int I, int J, int K) {
    const int coarse[3] = {I, J, K}, size[3] = {fine.ni, fine.nj, fine.nk};
    for (int d = 0; d < 3; ++d) count[d] = children(coarse[d], factor[d], size[d], index[d], weight[d]);
  }

  // visit(i, j, k, weight)
  template <class Visit>
  void each(Visit visit) const {
    for (int b = 0; b < count[1]; ++b)
      for (int a = 0; a < count[0]; ++a)
        for (int c = 0; c < count[2]; ++c)
          visit(index[0][a], index[1][b], index[2][c], weight[0][a] * weight[1][b] * weight[2][c]);
  }
};

// The coarse nodes round a fine one, with their weights.
struct Parents {
  int count[3], index[3][2];
  float weight[3][2];

  Parents(const int (&factor)[3], const int (&fine)[3]) {
    for (int d = 0; d < 3; ++d) count[d] = parents(fine[d], factor[d], index[d], weight[d]);
  }

  template <class Visit>
  void each(Visit visit) const {
    for (int q = 0; q < count[1]; ++q)
      for (int p = 0; p < count[0]; ++p)
        for (int s = 0; s < count[2]; ++s)
          visit(index[0][p], index[1][q], index[2][s], weight[0][p] * weight[1][q] * weight[2][s]);
  }
};

}  // namespace

void flush_subnormals(){
#ifdef __SSE2__
#pragma omp parallel
    {_MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
_MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_ON);
}
#endif
}

GridVector make_vector(const Grid& grid) {
  return GridVector(3 * grid.padded_size() + 4, 0.0f);
}

void multiply(const StencilMatrix& K, const GridVector& x, GridVector& y) {
  const Grid& g = K.grid;
  std::ptrdiff_t column[9];
  column_offsets(g, column);
#pragma omp parallel for schedule(static)
  for (int j = 0; j < g.nj; ++j)
    for (int i = 0; i < g.ni; ++i)
      for (int k = 0; k < g.nk; ++k) {
        const std::size_t p = g.padded(i, j, k);
        const Vec4f s = row_product(K.value.data() + static_cast<std::size_t>(g.node(i, j, k)) * 324,
                                    x.data(), p, column);
        for (int c = 0; c < 3; ++c) y[3 * p + c] = s[c];
      }
}

double dot(const Grid& grid, const GridVector& a, const GridVector& b) {
  const std::size_t plane = 3 * static_cast<std::size_t>(grid.ni + 2) * (grid.nk + 2);
  std::vector<double> partial(grid.nj + 2, 0.0);
#pragma omp parallel for schedule(static)
  for (int j = 0; j < grid.nj + 2; ++j) {
    double sum[4] = {0, 0, 0, 0};
    const float *pa = a.data() + j * plane, *pb = b.data() + j * plane;
    std::size_t n = 0;
    for (; n + 4 <= plane; n += 4)
      for (int c = 0; c < 4; ++c) sum[c] += static_cast<double>(pa[n + c]) * pb[n + c];
    for (; n < plane; ++n) sum[0] += static_cast<double>(pa[n]) * pb[n];
    partial[j] = sum[0] + sum[1] + sum[2] + sum[3];
  }
  double total = 0;
  for (double p : partial) total += p;
  return total;
}

Multigrid::Multigrid(const Grid& grid, const std::vector<std::uint8_t>& fixed) {
  Grid g = grid;
  for (;;) {
    Level level;
    level.K = StencilMatrix(g);
    level.fixed.assign(3 * g.padded_size(), 1);
    level.x = level.b = level.r = make_vector(g);
    level.line.assign(static_cast<std::size_t>(g.nodes()) * 12, 0.0f);
    if (levels_.empty())
      for (int j = 0; j < g.nj; ++j)
        for (int i = 0; i < g.ni; ++i)
          for (int k = 0; k < g.nk; ++k)
            for (int c = 0; c < 3; ++c)
              level.fixed[3 * g.padded(i, j, k) + c] = fixed[3 * g.node(i, j, k) + c];
    const int n[3] = {g.ni, g.nj, g.nk};
    bool coarser = false;
    if (g.nodes() > 150)
      for (int d = 0; d < 3; ++d)
        if (n[d] >= 3 && n[d] % 2 == 1) {
          level.factor[d] = 2;
          coarser = true;
        }
    levels_.push_back(std::move(level));
    if (!coarser) break;
    const Level& l = levels_.back();
    g = {coarse_size(g.ni, l.factor[0]), coarse_size(g.nj, l.factor[1]), coarse_size(g.nk, l.factor[2])};
  }
}

void Multigrid::strike_fixed(GridVector& v) const {
  const auto& fixed = levels_.front().fixed;
  for (std::size_t n = 0; n < fixed.size(); ++n)
    if (fixed[n]) v[n] = 0;
}

void Multigrid::setup(bool coarse) {
  // strike rows and columns of fixed degrees of freedom on the finest level
  Level& top = levels_.front();
  const Grid& g = top.K.grid;
  std::ptrdiff_t column[9];
  column_offsets(g, column);
#pragma omp parallel for schedule(static)
  for (int j = 0; j < g.nj; ++j)
    for (int i = 0; i < g.ni; ++i)
      for (int k = 0; k < g.nk; ++k) {
        const std::size_t p = g.padded(i, j, k);
        float* row = top.K.value.data() + static_cast<std::size_t>(g.node(i, j, k)) * 324;
        for (int c = 0; c < 9; ++c)
          for (int q = 0; q < 9; ++q) {
            const bool struck = top.fixed[3 * (p + column[c] - 1) + q];
            for (int r = 0; r < 3; ++r)
              if (struck || top.fixed[3 * p + r]) row[36 * c + 4 * q + r] = 0;
          }
      }
  factorise_lines(top);
  if (!coarse) return;
  for (std::size_t l = 0; l + 1 < levels_.size(); ++l) {
    coarsen(levels_[l], levels_[l + 1]);
    factorise_lines(levels_[l + 1]);
  }
  setup_coarsest();
}

void Multigrid::coarsen(const Level& fine, Level& coarse) {
  const Grid &f = fine.K.grid, &g = coarse.K.grid;
  coarse.K.clear();
#pragma omp parallel for schedule(dynamic, 1)
  for (int J = 0; J < g.nj; ++J)
    for (int I = 0; I < g.ni; ++I)
      for (int K = 0; K < g.nk; ++K) {
        float* out = coarse.K.value.data() + static_cast<std::size_t>(g.node(I, J, K)) * 324;
        Children(f, fine.factor, I, J, K).each([&](int i, int j, int k, float under) {
          const float* row = fine.K.value.data() + static_cast<std::size_t>(f.node(i, j, k)) * 324;
          for (int col = 0; col < 9; ++col)
            for (int lay = 0; lay < 3; ++lay) {
              const int n[3] = {i + col % 3 - 1, j + col / 3 - 1, k + lay - 1};
              if (n[0] < 0 || n[0] >= f.ni || n[1] < 0 || n[1] >= f.nj || n[2] < 0 || n[2] >= f.nk) continue;
              const float* block = row + 36 * col + 12 * lay;
              Parents(fine.factor, n).each([&](int p, int q, int s, float over) {
                float* target = out + 36 * (p - I + 1 + 3 * (q - J + 1)) + 12 * (s - K + 1);
                for (int e = 0; e < 12; ++e) target[e] += under * over * block[e];
              });
            }
        });
        // a coarse unknown with nothing under it is held
        for (int r = 0; r < 3; ++r)
          coarse.fixed[3 * g.padded(I, J, K) + r] = out[36 * 4 + 12 + 4 * r + r] > 0 ? 0 : 1;
      }
}

void Multigrid::factorise_lines(Level& level) {
  const Grid& g = level.K.grid;
  const double lift = &level == &levels_.front() ? 0 : kCoarseLift;
#pragma omp parallel for schedule(static)
  for (int j = 0; j < g.nj; ++j)
    for (int i = 0; i < g.ni; ++i) {
      Eigen::Matrix3d before = Eigen::Matrix3d::Zero();  // inverse pivot of the node above
      for (int k = 0; k < g.nk; ++k) {
        const int n = g.node(i, j, k);
        auto read = [&](int node, int layer) {
          Eigen::Matrix3d m;
          const float* b = level.K.block(node, 4, layer);
          for (int c = 0; c < 3; ++c)
            for (int r = 0; r < 3; ++r) m(r, c) = b[4 * c + r];
          return m;
        };
        Eigen::Matrix3d pivot = read(n, 1);
        for (int r = 0; r < 3; ++r)
          pivot(r, r) = level.fixed[3 * g.padded(i, j, k) + r] ? 1 : (1 + lift) * pivot(r, r);
        if (k > 0) pivot -= read(n, 0) * before * read(n - 1, 2);
        before = pivot.inverse();
        float* out = level.line.data() + static_cast<std::size_t>(n) * 12;
        for (int c = 0; c < 3; ++c)
          for (int r = 0; r < 3; ++r) out[4 * c + r] = static_cast<float>(before(r, c));
      }
    }
}

void Multigrid::smooth(Level& level, const GridVector& b, GridVector& x, bool reverse) {
  const Grid& g = level.K.grid;
  std::ptrdiff_t column[9];
  column_offsets(g, column);
  const int columns_max = g.nk;
  for (int step = 0; step < 4; ++step) {
    const int colour = reverse ? 3 - step : step;
    const int i0 = colour & 1, j0 = colour >> 1;
#pragma omp parallel for schedule(static)
    for (int j = j0; j < g.nj; j += 2) {
      std::vector<float> line(4 * static_cast<std::size_t>(g.nk));
      float* y = line.data();
      for (int i = i0; i < g.ni; i += 2) {
        const std::size_t p0 = g.padded(i, j, 0);
        const int n0 = g.node(i, j, 0);
        // residual of the line and forward elimination
        for (int k = 0; k < columns_max; ++k) {
          const float* row = level.K.value.data() + static_cast<std::size_t>(n0 + k) * 324;
          Vec4f r = row_product(row, x.data(), p0 + k, column);
          const float* rhs = b.data() + 3 * (p0 + k);
          r = Vec4f{rhs[0], rhs[1], rhs[2], 0} - r;
          if (k > 0) {
            const Vec4f t =
                block_product(level.line.data() + static_cast<std::size_t>(n0 + k - 1) * 12, y + 4 * (k - 1));
            r -= block_product(row + 36 * 4, reinterpret_cast<const float*>(&t));
          }
          for (int c = 0; c < 4; ++c) y[4 * k + c] = r[c];
        }
        // backward substitution
        Vec4f next = {0, 0, 0, 0};
        for (int k = columns_max - 1; k >= 0; --k) {
          Vec4f r = load(y + 4 * k);
          if (k + 1 < columns_max)
            r -= block_product(level.K.block(n0 + k, 4, 2), reinterpret_cast<const float*>(&next));
          next = block_product(level.line.data() + static_cast<std::size_t>(n0 + k) * 12,
                               reinterpret_cast<const float*>(&r));
          for (int c = 0; c < 3; ++c) x[3 * (p0 + k) + c] += next[c];
        }
      }
    }
  }
}

void Multigrid::restrict_residual(const Level& fine, Level& coarse) {
  const Grid &f = fine.K.grid, &g = coarse.K.grid;
#pragma omp parallel for schedule(static)
  for (int J = 0; J < g.nj; ++J)
    for (int I = 0; I < g.ni; ++I)
      for (int K = 0; K < g.nk; ++K) {
        float sum[3] = {0, 0, 0};
        Children(f, fine.factor, I, J, K).each([&](int i, int j, int k, float weight) {
          const float* r = fine.r.data() + 3 * f.padded(i, j, k);
          for (int q = 0; q < 3; ++q) sum[q] += weight * r[q];
        });
        const std::size_t p = 3 * g.padded(I, J, K);
        for (int q = 0; q < 3; ++q) coarse.b[p + q] = coarse.fixed[p + q] ? 0.0f : sum[q];
      }
}

void Multigrid::prolong_add(const Level& coarse, Level& fine) {
  const Grid &f = fine.K.grid, &g = coarse.K.grid;
#pragma omp parallel for schedule(static)
  for (int j = 0; j < f.nj; ++j)
    for (int i = 0; i < f.ni; ++i)
      for (int k = 0; k < f.nk; ++k) {
        const int here[3] = {i, j, k};
        float sum[3] = {0, 0, 0};
        Parents(fine.factor, here).each([&](int p, int q, int s, float weight) {
          const float* v = coarse.x.data() + 3 * g.padded(p, q, s);
          for (int c = 0; c < 3; ++c) sum[c] += weight * v[c];
        });
        const std::size_t n = 3 * f.padded(i, j, k);
        for (int c = 0; c < 3; ++c)
          if (!fine.fixed[n + c]) fine.x[n + c] += sum[c];
      }
}

void Multigrid::setup_coarsest() {
  const Level& level = levels_.back();
  const Grid& g = level.K.grid;
  coarsest_dof_.clear();
  std::vector<int> unknown(level.fixed.size(), -1);
  for (int j = 0; j < g.nj; ++j)
    for (int i = 0; i < g.ni; ++i)
      for (int k = 0; k < g.nk; ++k)
        for (int c = 0; c < 3; ++c) {
          const std::size_t p = 3 * g.padded(i, j, k) + c;
          if (level.fixed[p]) continue;
          unknown[p] = static_cast<int>(coarsest_dof_.size());
          coarsest_dof_.push_back(static_cast<int>(p));
        }
  const int n = static_cast<int>(coarsest_dof_.size());
  Eigen::MatrixXd A = Eigen::MatrixXd::Zero(n, n);
  std::ptrdiff_t column[9];
  column_offsets(g, column);
  for (int j = 0; j < g.nj; ++j)
    for (int i = 0; i < g.ni; ++i)
      for (int k = 0; k < g.nk; ++k) {
        const std::size_t p = g.padded(i, j, k);
        const float* row = level.K.value.data() + static_cast<std::size_t>(g.node(i, j, k)) * 324;
        for (int c = 0; c < 9; ++c)
          for (int q = 0; q < 9; ++q) {
            const int u = unknown[3 * (p + column[c] - 1) + q];
            if (u < 0) continue;
            for (int r = 0; r < 3; ++r)
              if (unknown[3 * p + r] >= 0) A(unknown[3 * p + r], u) = row[36 * c + 4 * q + r];
          }
      }
  A.diagonal() *= 1 + kCoarseLift;
  coarsest_.compute(0.5 * (A + A.transpose()));
}

void Multigrid::cycle(std::size_t l) {
  Level& level = levels_[l];
  if (l + 1 == levels_.size()) {
    Eigen::VectorXd b(coarsest_dof_.size());
    for (std::size_t n = 0; n < coarsest_dof_.size(); ++n) b[n] = level.b[coarsest_dof_[n]];
    const Eigen::VectorXd x = coarsest_.solve(b);
    std::fill(level.x.begin(), level.x.end(), 0.0f);
    for (std::size_t n = 0; n < coarsest_dof_.size(); ++n)
      level.x[coarsest_dof_[n]] = static_cast<float>(x[n]);
    return;
  }
  std::fill(level.x.begin(), level.x.end(), 0.0f);
  smooth(level, level.b, level.x, false);
  multiply(level.K, level.x, level.r);
  for (std::size_t n = 0; n < level.r.size(); ++n) level.r[n] = level.b[n] - level.r[n];
  restrict_residual(level, levels_[l + 1]);
  cycle(l + 1);
  prolong_add(levels_[l + 1], level);
  smooth(level, level.b, level.x, true);
}

void Multigrid::apply(const GridVector& b, GridVector& x) {
  levels_.front().b = b;
  cycle(0);
  x = levels_.front().x;
}

}  // namespace backroll
