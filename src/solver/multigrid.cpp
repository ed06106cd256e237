#include "solver/multigrid.hpp"

#include <omp.h>

#include <algorithm>
#include <cmath>

#ifdef __SSE2__
#include <pmmintrin.h>
#include <xmmintrin.h>
#endif

namespace backroll {

namespace {

// Beside held nodes two coarse functions can coincide on the free nodes, which makes coarse matrices
// singular: their diagonal is lifted by this share where they are inverted.
constexpr float kCoarseLift = 1e-3f;
constexpr int kCoarsestNodes = 150;
// With bodies that move: soft motions of a bone with the tissue round it need a finer direct solve, and a
// lift as stiff as springs to the ground would hold them back.
constexpr int kCoarsestNodesWithBodies = 300;
constexpr double kCoarseLiftWithBodies = 1e-6;
constexpr float kHalfTop = 500;    // the largest diagonal entry in the half-precision copy at setup, with
                                   // room for stiffer contact later (half precision ends at 65504)
constexpr int kSerialLayers = 12;  // levels with fewer layers are not shared out
constexpr std::size_t kChunk = 4096;

int coarse_size(int n, int factor) {
  return factor == 2 ? (n - 1) / 2 + 1 : n;
}

// visit(j) for j = first, first + stride, ... < n, shared out among threads where that pays.
template <class Visit>
void for_layers(int first, int n, int stride, Visit visit) {
  if (n < kSerialLayers || omp_get_max_threads() == 1) {
    for (int j = first; j < n; j += stride) visit(j);
    return;
  }
#pragma omp parallel for schedule(static)
  for (int j = first; j < n; j += stride) visit(j);
}

std::size_t matrix_size(const FieldLayout& l) {
  return static_cast<std::size_t>(l.nj) * l.nk * kStencil * l.row;
}

}  // namespace

void flush_subnormals() {
#ifdef __SSE2__
#pragma omp parallel
  {
    _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
    _MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_ON);
  }
#endif
}

namespace {

// visit(first, count) for the chunks of n values, shared out among threads.
template <class Visit>
void for_chunks(std::size_t n, Visit visit) {
  const int chunks = static_cast<int>((n + kChunk - 1) / kChunk);
#pragma omp parallel for schedule(static) if (chunks > 2)
  for (int c = 0; c < chunks; ++c) {
    const std::size_t first = static_cast<std::size_t>(c) * kChunk;
    visit(c, first, std::min(kChunk, n - first));
  }
}

}  // namespace

double dot(const FloatVector& a, const FloatVector& b) {
  std::vector<double> partial((a.size() + kChunk - 1) / kChunk);
  for_chunks(a.size(), [&](int c, std::size_t first, std::size_t count) {
    partial[c] = kernels().dot(a.data() + first, b.data() + first, count);
  });
  double total = 0;
  for (const double p : partial) total += p;
  return total;
}

void add_scaled(double a, const FloatVector& x, FloatVector& y) {
  for_chunks(y.size(), [&](int, std::size_t first, std::size_t count) {
    kernels().add_scaled(static_cast<float>(a), x.data() + first, y.data() + first, count);
  });
}

double add_scaled_dot(double a, const FloatVector& x, FloatVector& y, const FloatVector& z) {
  std::vector<double> partial((y.size() + kChunk - 1) / kChunk);
  for_chunks(y.size(), [&](int c, std::size_t first, std::size_t count) {
    kernels().add_scaled(static_cast<float>(a), x.data() + first, y.data() + first, count);
    partial[c] = kernels().dot(y.data() + first, z.data() + first, count);
  });
  double total = 0;
  for (const double p : partial) total += p;
  return total;
}

bool finite(const FloatVector& v) {
  return std::isfinite(dot(v, v));
}

void SkinMatrix::clear() {
  for (int j = 0; j < layout.nj; ++j)
    if (touched[j]) {
      std::fill(row(j), row(j) + static_cast<std::size_t>(81) * layout.row, 0.0f);
      touched[j] = 0;
    }
}

LevelView Multigrid::Level::view() {
  return {split, stencil.data(), {pivot[0].data(), pivot[1].data()}, x.data(), b.data(), r.data()};
}

Multigrid::Multigrid(const FieldLayout& layout, const std::vector<std::uint8_t>& fixed,
                     std::vector<std::uint8_t> bodies_held)
    : kernels_(kernels()), bodies_held_(std::move(bodies_held)) {
  FieldLayout field = layout;
  for (;;) {
    Level level;
    level.field = field;
    level.split = SplitLayout(field.ni, field.nj, field.nk);
    level.matrix.assign(matrix_size(field), 0.0f);
    level.mask.assign(3 * field.plane + kLanes, 0.0f);
    level.stencil.assign(level.split.blocks() * kPackedSlots * 9 * kLanes, 0);
    for (int offset = 0; offset < 2; ++offset) {
      const std::size_t size = level.split.towers(offset) * kTower * kTower * kLanes;
      level.pivot[offset].assign(size, 0);
      level.second[offset].assign(size / field.nk, 0.0f);
    }
    level.x.assign(level.split.size(), 0.0f);
    level.b = level.r = level.x;
    const int n[3] = {field.ni, field.nj, field.nk};
    bool coarser = false;
    if (field.ni * field.nj * field.nk > (bodies_held_.empty() ? kCoarsestNodes : kCoarsestNodesWithBodies))
      for (int d = 0; d < 3; ++d)
        if (n[d] >= 3 && n[d] % 2 == 1) {
          level.factor[d] = 2;
          coarser = true;
        }
    levels_.push_back(std::move(level));
    if (!coarser) break;
    Level& fine = levels_.back();
    const int size[3] = {coarse_size(n[0], fine.factor[0]), coarse_size(n[1], fine.factor[1]),
                         coarse_size(n[2], fine.factor[2])};
    if (fine.factor[1] == 2)
      fine.along_j.assign(static_cast<std::size_t>(size[1]) * n[2] * kStencil * field.row, 0.0f);
    if (fine.factor[2] == 2)
      fine.along_k.assign(static_cast<std::size_t>(size[1]) * size[2] * kStencil * field.row, 0.0f);
    field = FieldLayout(size[0], size[1], size[2]);
  }

  Level& top = levels_.front();
  for (int j = 0; j < layout.nj; ++j)
    for (int k = 0; k < layout.nk; ++k)
      for (int i = 0; i < layout.ni; ++i)
        for (int c = 0; c < 3; ++c) {
          const std::size_t n = c * layout.plane + layout.at(i, j, k);
          top.mask[n] = fixed[n] ? 0.0f : 1.0f;
        }
  std::vector<std::uint8_t> holds(static_cast<std::size_t>(layout.nj) * layout.nk, 0);
  for (int j = 0; j < layout.nj; ++j)
    for (int k = 0; k < layout.nk; ++k)
      for (int i = 0; i < layout.ni; ++i)
        for (int c = 0; c < 3; ++c)
          if (fixed[c * layout.plane + layout.at(i, j, k)]) holds[j * layout.nk + k] = 1;
  row_struck_.assign(holds.size(), 0);
  for (int j = 0; j < layout.nj; ++j)
    for (int k = 0; k < layout.nk; ++k)
      for (int dj = -1; dj <= 1; ++dj)
        for (int dk = -1; dk <= 1; ++dk)
          if (j + dj >= 0 && j + dj < layout.nj && k + dk >= 0 && k + dk < layout.nk)
            row_struck_[j * layout.nk + k] |= holds[(j + dj) * layout.nk + k + dk];
  for (Level& level : levels_) {
    level.contact = SkinMatrix(level.field);
    level.bare_skin = level.contact.value;
    level.had_contact.assign(level.field.nj, 0);
    level.changed = level.had_contact;
  }
  field_x_.assign(3 * layout.plane + 2 * kLanes, 0.0f);
  field_y_ = field_x_;
}

Multigrid::Work Multigrid::cycle_work() const {
  // per node: 15 blocks outside its tower and 8 above and below inside, by either sweep
  constexpr double kBlocks = 2 * (15 + 8), kFlops = 18;
  Work work;
  for (std::size_t n = 0; n + 1 < levels_.size(); ++n) {
    const SplitLayout& l = levels_[n].split;
    double nodes = 0, towers = 0;
    for (int q = 0; q < 4; ++q) nodes += static_cast<double>(l.groups_of(q)) * kLanes * l.nj * l.nk;
    for (int offset = 0; offset < 2; ++offset)
      for (int parity = 0; parity < 2; ++parity)
        towers += static_cast<double>(l.tower_groups(offset, parity)) * kLanes * l.towers_j(offset) * l.nk;
    work.bytes += (nodes * kBlocks * 9 + towers * kTower * kTower) * sizeof(std::uint16_t);
    work.flops += nodes * kBlocks * kFlops + towers * 2 * 2 * kTower * kTower;
  }
  return work;
}

void Multigrid::strike_fixed(FloatVector& v) const {
  const Level& top = levels_.front();
  const FieldLayout& f = top.field;
  for (int j = 0; j < f.nj; ++j)
    for (int k = 0; k < f.nk; ++k) {
      if (!row_struck_[j * f.nk + k]) continue;
      for (int c = 0; c < 3; ++c)
        for (int i = 0; i < f.ni; ++i) v[top.split.at(i, j, k, c)] *= top.mask[c * f.plane + f.at(i, j, k)];
    }
}

void Multigrid::strike_matrix() {
  Level& top = levels_.front();
  const FieldLayout& f = top.field;
  for_layers(0, f.nj, 1, [&](int j) {
    for (int k = 0; k < f.nk; ++k) {
      if (!row_struck_[j * f.nk + k]) continue;
      float* row = top.matrix.data() + (static_cast<std::size_t>(j) * f.nk + k) * kStencil * f.row;
      for (int dj = -1; dj <= 1; ++dj)
        for (int dk = -1; dk <= 1; ++dk) {
          if (j + dj < 0 || j + dj >= f.nj || k + dk < 0 || k + dk >= f.nk) continue;
          for (int di = -1; di <= 1; ++di)
            for (int r = 0; r < 3; ++r)
              for (int c = 0; c < 3; ++c) {
                float* entry =
                    row + static_cast<std::size_t>(stencil_slot(di, dj, dk) * 9 + 3 * r + c) * f.row;
                const float* own = top.mask.data() + r * f.plane + f.at(0, j, k);
                const float* other = top.mask.data() + c * f.plane + f.at(0, j + dj, k + dk);
                for (int i = std::max(0, -di); i < f.ni - std::max(0, di); ++i)
                  entry[i] *= own[i] * other[i + di];
              }
        }
    }
  });
}

void Multigrid::strike_contact(SkinMatrix& contact) const {
  const Level& top = levels_.front();
  const FieldLayout& f = top.field;
  for (int j = 0; j < f.nj; ++j) {
    if (!contact.touched[j] || !row_struck_[static_cast<std::size_t>(j) * f.nk]) continue;
    for (int dj = -1; dj <= 1; ++dj) {
      if (j + dj < 0 || j + dj >= f.nj) continue;
      for (int di = -1; di <= 1; ++di)
        for (int e = 0; e < 9; ++e) {
          float* entry = contact.row(j) + static_cast<std::size_t>((di + 1 + 3 * (dj + 1)) * 9 + e) * f.row;
          const float* own = top.mask.data() + (e / 3) * f.plane + f.at(0, j, 0);
          const float* other = top.mask.data() + (e % 3) * f.plane + f.at(0, j + dj, 0);
          for (int i = std::max(0, -di); i < f.ni - std::max(0, di); ++i) entry[i] *= own[i] * other[i + di];
        }
    }
  }
}

// The Galerkin product of contact blocks: the skin of a coarse level is the skin of the fine one.
void Multigrid::coarsen_contact(const Level& fine, Level& coarse) const {
  const FieldLayout& f = fine.field;
  coarse.contact.clear();
  struct Parents {
    int count, index[2];
    float weight[2];
  };
  auto parents = [](int n, int factor) {
    if (factor == 1) return Parents{1, {n, 0}, {1, 0}};
    if (n % 2 == 0) return Parents{1, {n / 2, 0}, {1, 0}};
    return Parents{2, {n / 2, n / 2 + 1}, {0.5f, 0.5f}};
  };
  for (int j = 0; j < f.nj; ++j) {
    if (!fine.contact.touched[j]) continue;
    const Parents pj = parents(j, fine.factor[1]);
    for (int b = 0; b < pj.count; ++b) coarse.contact.touched[pj.index[b]] = 1;
    for (int dj = -1; dj <= 1; ++dj) {
      if (j + dj < 0 || j + dj >= f.nj) continue;
      const Parents qj = parents(j + dj, fine.factor[1]);
      for (int di = -1; di <= 1; ++di) {
        const float* block =
            fine.contact.row(j) + static_cast<std::size_t>((di + 1 + 3 * (dj + 1)) * 9) * f.row;
        for (int i = std::max(0, -di); i < f.ni - std::max(0, di); ++i) {
          float v[9], any = 0;
          for (int e = 0; e < 9; ++e) {
            v[e] = block[static_cast<std::size_t>(e) * f.row + i];
            any += std::abs(v[e]);
          }
          if (any == 0) continue;
          const Parents pi = parents(i, fine.factor[0]), qi = parents(i + di, fine.factor[0]);
          for (int b = 0; b < pj.count; ++b)
            for (int a = 0; a < pi.count; ++a)
              for (int d = 0; d < qj.count; ++d)
                for (int c = 0; c < qi.count; ++c) {
                  const float w = pj.weight[b] * pi.weight[a] * qj.weight[d] * qi.weight[c];
                  for (int e = 0; e < 9; ++e)
                    coarse.contact.add(pi.index[a], pj.index[b], qi.index[c] - pi.index[a],
                                       qj.index[d] - pj.index[b], e / 3, e % 3, w * v[e]);
                }
        }
      }
    }
  }
}

// Matrix = bare matrix + contact in the layers that have or had one.
void Multigrid::put_contact(Level& level, bool repack) {
  const FieldLayout& f = level.field;
  std::fill(level.changed.begin(), level.changed.end(), 0);
  for_layers(0, f.nj, 1, [&](int j) {
    if (!level.contact.touched[j] && !level.had_contact[j]) return;
    const std::size_t values = static_cast<std::size_t>(9) * f.row;
    float* row = level.matrix.data() + static_cast<std::size_t>(j) * f.nk * kStencil * f.row;
    for (int column = 0; column < 9; ++column) {
      const std::size_t from = (static_cast<std::size_t>(j) * 9 + column) * values;
      const float *bare = level.bare_skin.data() + from, *add = level.contact.value.data() + from;
      float* out = row + static_cast<std::size_t>(stencil_slot(column % 3 - 1, column / 3 - 1, 0)) * values;
      for (std::size_t n = 0; n < values; ++n) out[n] = bare[n] + add[n];
    }
    level.changed[j] = 1;
    level.had_contact[j] = level.contact.touched[j];
    if (repack)
      kernels_.pack_row(f, level.matrix.data(), level.split, level.stencil.data(), level.scale, j, 0);
  });
  if (repack) factorise_towers(level, true);
}

void Multigrid::keep_bare_skin(Level& level) {
  const FieldLayout& f = level.field;
  const std::size_t values = static_cast<std::size_t>(9) * f.row;
  for (int j = 0; j < f.nj; ++j)
    for (int column = 0; column < 9; ++column)
      std::copy_n(level.matrix.data() + static_cast<std::size_t>(j) * f.nk * kStencil * f.row +
                      static_cast<std::size_t>(stencil_slot(column % 3 - 1, column / 3 - 1, 0)) * values,
                  values, level.bare_skin.data() + (static_cast<std::size_t>(j) * 9 + column) * values);
}

void Multigrid::setup(const SkinMatrix& contact, BodyTangent bodies) {
  strike_matrix();
  levels_.front().bodies = std::move(bodies.C);
  body_matrix_ = std::move(bodies.B);
  for (std::size_t l = 0; l + 1 < levels_.size(); ++l) {
    Level &fine = levels_[l], &coarse = levels_[l + 1];
    coarsen(fine, coarse);
    coarse.bodies = coarsen_coupling(fine.bodies, fine.factor, coarse.field, coarse.mask);
  }
  for (Level& level : levels_) keep_bare_skin(level);
  carry_contact(contact);
  for (Level& level : levels_) put_contact(level, false);
  // entries grow from level to level: each has its own scale in half precision
  for (Level& level : levels_) {
    const FieldLayout& f = level.field;
    float largest = 0;
    for (int j = 0; j < f.nj; ++j)
      for (int k = 0; k < f.nk; ++k)
        for (int c = 0; c < 3; ++c) {
          const float* d = level.matrix.data() + (static_cast<std::size_t>(j) * f.nk + k) * kStencil * f.row +
                           static_cast<std::size_t>(stencil_slot(0, 0, 0) * 9 + 4 * c) * f.row;
          for (int i = 0; i < f.ni; ++i) largest = std::max(largest, d[i]);
        }
    level.scale = largest > 0 ? kHalfTop / largest : 1;
  }
  for (Level& level : levels_) factorise(level);
  setup_bodies();
  setup_coarsest();
}

void Multigrid::carry_contact(const SkinMatrix& contact) {
  levels_.front().contact = contact;
  strike_contact(levels_.front().contact);
  for (std::size_t l = 0; l + 1 < levels_.size(); ++l) coarsen_contact(levels_[l], levels_[l + 1]);
}

void Multigrid::change_contact(const SkinMatrix& contact) {
  carry_contact(contact);
  for (std::size_t l = 0; l + 1 < levels_.size() || l == 0; ++l) put_contact(levels_[l], true);
}

void Multigrid::factorise(Level& level) {
  const FieldLayout& f = level.field;
  for_layers(0, f.nj, 1, [&](int j) {
    for (int k = 0; k < f.nk; ++k)
      kernels_.pack_row(f, level.matrix.data(), level.split, level.stencil.data(), level.scale, j, k);
  });
  factorise_towers(level, false);
}

// Of all towers, or of those whose skin has changed.
void Multigrid::factorise_towers(Level& level, bool changed) {
  const FieldLayout& f = level.field;
  const float lift = &level == &levels_.front() ? 0 : kCoarseLift;
  for (int offset = 0; offset < 2; ++offset)
    for_layers(0, level.split.towers_j(offset), 1, [&](int J) {
      bool any = !changed;
      for (int j = std::max(0, 2 * J - offset); j <= std::min(f.nj - 1, 2 * J - offset + 1); ++j)
        any |= level.changed[j] != 0;
      if (any)
        kernels_.factorise_towers(f, level.matrix.data(), level.split, level.mask.data(), level.scale, lift,
                                  changed, offset, level.pivot[offset].data(), level.second[offset].data(),
                                  J);
    });
}

void Multigrid::coarsen(Level& fine, Level& coarse) {
  const FieldLayout &f = fine.field, &g = coarse.field;
  const std::size_t row_values = static_cast<std::size_t>(kStencil) * f.row;
  const FloatVector zero(static_cast<std::size_t>(27) * f.row, 0.0f);  // rows outside the lattice
  // along j, then along k: whole rows at once; the three offsets of a direction stand apart by its slot
  // stride
  const float* from = fine.matrix.data();
  if (fine.factor[1] == 2) {
    for_layers(0, g.nj, 1, [&](int J) {
      for (int k = 0; k < f.nk; ++k) {
        const float* rows[3];
        for (int d = 0; d < 3; ++d) {
          const int j = 2 * J + d - 1;
          rows[d] =
              j >= 0 && j < f.nj ? from + (static_cast<std::size_t>(j) * f.nk + k) * row_values : nullptr;
        }
        float* out = fine.along_j.data() + (static_cast<std::size_t>(J) * f.nk + k) * row_values;
        const std::size_t stride = static_cast<std::size_t>(81) * f.row;
        for (int part = 0; part < 3; ++part) {  // 27 entries at a time
          const std::size_t at = static_cast<std::size_t>(part) * 27 * f.row;
          const float* in[3][3];
          float* to[3];
          for (int o = 0; o < 3; ++o) {
            to[o] = out + o * stride + at;
            for (int d = 0; d < 3; ++d) in[d][o] = rows[d] ? rows[d] + o * stride + at : zero.data();
          }
          kernels_.coarsen_across(in, to, 27 * f.row);
        }
      }
    });
    from = fine.along_j.data();
  }
  if (fine.factor[2] == 2) {
    for_layers(0, g.nj, 1, [&](int J) {
      for (int K = 0; K < g.nk; ++K) {
        const float* rows[3];
        for (int d = 0; d < 3; ++d) {
          const int k = 2 * K + d - 1;
          rows[d] =
              k >= 0 && k < f.nk ? from + (static_cast<std::size_t>(J) * f.nk + k) * row_values : nullptr;
        }
        float* out = fine.along_k.data() + (static_cast<std::size_t>(J) * g.nk + K) * row_values;
        const std::size_t stride = static_cast<std::size_t>(27) * f.row;
        for (int part = 0; part < 3; ++part) {
          const std::size_t at = static_cast<std::size_t>(part) * 81 * f.row;
          const float* in[3][3];
          float* to[3];
          for (int o = 0; o < 3; ++o) {
            to[o] = out + o * stride + at;
            for (int d = 0; d < 3; ++d) in[d][o] = rows[d] ? rows[d] + o * stride + at : zero.data();
          }
          kernels_.coarsen_across(in, to, 27 * f.row);
        }
      }
    });
    from = fine.along_k.data();
  }
  for_layers(0, g.nj, 1, [&](int J) {
    std::vector<float> buffer(8 * (static_cast<std::size_t>(f.row) + 4 * kLanes), 0.0f);
    std::vector<float> padded(3 * (2 * static_cast<std::size_t>(g.row) + 2 * f.row), 0.0f);
    for (int K = 0; K < g.nk; ++K) {
      const float* in_row = from + (static_cast<std::size_t>(J) * g.nk + K) * row_values;
      float* out_row = coarse.matrix.data() + (static_cast<std::size_t>(J) * g.nk + K) * kStencil * g.row;
      for (int jk = 0; jk < 9; ++jk)
        for (int e = 0; e < 9; ++e) {
          const float* in[3];
          float* out[3];
          for (int o = 0; o < 3; ++o) {
            in[o] = in_row + static_cast<std::size_t>((jk * 3 + o) * 9 + e) * f.row;
            out[o] = out_row + static_cast<std::size_t>((jk * 3 + o) * 9 + e) * g.row;
          }
          if (fine.factor[0] == 1) {
            for (int o = 0; o < 3; ++o) std::copy_n(in[o], g.row, out[o]);
            continue;
          }
          // the kernel reads 2 x 8 values a turn: the last turn from a padded copy
          const std::size_t length = 2 * static_cast<std::size_t>(g.row);
          const float* safe[3];
          for (int o = 0; o < 3; ++o) {
            float* copy = padded.data() + o * (length + f.row);
            std::copy_n(in[o], f.row, copy);
            safe[o] = copy;
          }
          kernels_.coarsen_along(safe, out, g.row, buffer.data());
        }
      // a coarse unknown with nothing under it is held
      for (int c = 0; c < 3; ++c)
        for (int i = 0; i < g.ni; ++i)
          coarse.mask[c * g.plane + g.at(i, J, K)] =
              out_row[static_cast<std::size_t>(stencil_slot(0, 0, 0) * 9 + 4 * c) * g.row + i] > 0 ? 1.0f
                                                                                                   : 0.0f;
    }
  });
}

// The lower half of a B by whole blocks, whatever zeros are in them: the pattern stays from tangent to
// tangent.
void Multigrid::add_bodies(int first, double a, std::vector<Eigen::Triplet<double>>& entries) const {
  const int size = static_cast<int>(free_body_.size());
  for (int m = 0; m < size; m += 6)
    for (int n = 0; n <= m; n += 6) {
      const Mat6 block = body_matrix_.block<6, 6>(free_body_[m], free_body_[n]);
      if (block.isZero(0)) continue;
      for (int r = 0; r < 6; ++r)
        for (int c = 0; c < 6; ++c)
          if (n + c <= m + r) entries.emplace_back(first + m + r, first + n + c, a * block(r, c));
    }
}

void Multigrid::setup_bodies() {
  free_body_.clear();
  for (std::size_t n = 0; n < 6 * bodies_held_.size(); ++n)
    if (!bodies_held_[n / 6]) free_body_.push_back(static_cast<int>(n));
  std::vector<Eigen::Triplet<double>> entries;
  add_bodies(0, 1, entries);
  const Eigen::Index size = static_cast<Eigen::Index>(free_body_.size());
  Eigen::SparseMatrix<double> B(size, size);
  B.setFromTriplets(entries.begin(), entries.end());
  bodies_alone_.compute(B);
}

void Multigrid::setup_coarsest() {
  const Level& level = levels_.back();
  const FieldLayout& f = level.field;
  coarsest_place_.clear();
  std::vector<int> unknown(3 * f.plane, -1);
  for (int j = 0; j < f.nj; ++j)
    for (int k = 0; k < f.nk; ++k)
      for (int i = 0; i < f.ni; ++i)
        for (int c = 0; c < 3; ++c) {
          const std::size_t n = c * f.plane + f.at(i, j, k);
          if (level.mask[n] == 0) continue;
          unknown[n] = static_cast<int>(coarsest_place_.size());
          coarsest_place_.push_back(level.split.at(i, j, k, c));
        }
  const int size = static_cast<int>(coarsest_place_.size());
  const double lift = bodies_held_.empty() ? static_cast<double>(kCoarseLift) : kCoarseLiftWithBodies;
  std::vector<Eigen::Triplet<double>> entries;  // the lower half
  for (int j = 0; j < f.nj; ++j)
    for (int k = 0; k < f.nk; ++k)
      for (int dj = -1; dj <= 1; ++dj)
        for (int dk = -1; dk <= 1; ++dk)
          for (int di = -1; di <= 1; ++di) {
            if (j + dj < 0 || j + dj >= f.nj || k + dk < 0 || k + dk >= f.nk) continue;
            for (int i = std::max(0, -di); i < f.ni - std::max(0, di); ++i)
              for (int r = 0; r < 3; ++r)
                for (int c = 0; c < 3; ++c) {
                  const int row = unknown[r * f.plane + f.at(i, j, k)];
                  const int column = unknown[c * f.plane + f.at(i + di, j + dj, k + dk)];
                  if (row < 0 || column < 0 || row < column) continue;
                  const double v =
                      level
                          .matrix[(static_cast<std::size_t>(j) * f.nk + k) * kStencil * f.row +
                                  static_cast<std::size_t>(stencil_slot(di, dj, dk) * 9 + 3 * r + c) * f.row +
                                  i];
                  entries.emplace_back(row, column, level.scale * v * (row == column ? 1 + lift : 1.0));
                }
          }
  // the bodies after the nodes
  std::vector<int> body_unknown(6 * bodies_held_.size(), -1);
  for (std::size_t n = 0; n < free_body_.size(); ++n)
    body_unknown[free_body_[n]] = size + static_cast<int>(n);
  for (const BodyCoupling::Column& c : level.bodies.column)
    for (std::size_t n = 0; n < c.node.size(); ++n)
      for (int r = 0; r < 3; ++r)
        for (int q = 0; q < 6; ++q) {
          const int column = unknown[r * f.plane + f.at(c.node[n].i, c.node[n].j, c.node[n].k)];
          const int row = body_unknown[6 * c.body + q];
          if (row >= 0 && column >= 0)
            entries.emplace_back(row, column, level.scale * c.value(3 * static_cast<Eigen::Index>(n) + r, q));
        }
  add_bodies(size, level.scale, entries);
  const int all = size + static_cast<int>(free_body_.size());
  Eigen::SparseMatrix<double> A(all, all);
  A.setFromTriplets(entries.begin(), entries.end());
  std::vector<int> pattern(A.outerIndexPtr(), A.outerIndexPtr() + all + 1);
  pattern.insert(pattern.end(), A.innerIndexPtr(), A.innerIndexPtr() + A.nonZeros());
  if (pattern != coarsest_pattern_) coarsest_.analyzePattern(A);
  coarsest_pattern_ = std::move(pattern);
  coarsest_.factorize(A);
}

void Multigrid::cycle(std::size_t l) {
  Level& level = levels_[l];
  if (l + 1 == levels_.size()) {
    const std::size_t nodes = coarsest_place_.size();
    Eigen::VectorXd b(nodes + free_body_.size());
    for (std::size_t n = 0; n < nodes; ++n) b[n] = level.b[coarsest_place_[n]];
    for (std::size_t n = 0; n < free_body_.size(); ++n) b[nodes + n] = body_b_[free_body_[n]];
    const Eigen::VectorXd x = coarsest_.solve(b);
    for (std::size_t n = 0; n < nodes; ++n) level.x[coarsest_place_[n]] = static_cast<float>(x[n]);
    body_x_.setZero(body_b_.size());
    for (std::size_t n = 0; n < free_body_.size(); ++n) body_x_[free_body_[n]] = x[nodes + n];
    return;
  }
  Level& next = levels_[l + 1];
  LevelView view = level.view();
  const LevelView coarse = next.view();
  const SplitLayout& split = view.layout;
  const int transfer_size = transfer_buffer(split), sweep_size = sweep_buffer(split);
  for (const int parity : {0, 1})
    for_layers(parity, split.towers_j(0), 2, [&](int J) {
      std::vector<float> buffer(sweep_size);
      kernels_.sweep_forward(view, J, buffer.data());
    });
  for_layers(0, split.towers_j(0), 2, [&](int J) { kernels_.residual_even(view, J); });
  for_layers(0, coarse.layout.nj, 1, [&](int J) {
    std::vector<float> buffer(transfer_size);
    kernels_.restrict_layer(view, coarse, level.factor, J, buffer.data());
  });
  // bodies stand still while this level smooths on the way down
  Eigen::VectorXd body_b;
  if (!bodies_held_.empty()) {
    if (l == 0) body_b = body_b_;
    add_coupling_transposed(level.bodies, split, -level.scale, level.x.data(), body_b_);
  }
  const float rescale = next.scale / level.scale;
  for (float& v : next.b) v *= rescale;
  body_b_ *= rescale;
  cycle(l + 1);
  if (!bodies_held_.empty()) add_coupling(level.bodies, split, -level.scale, body_x_, level.b.data());
  for_layers(0, split.nj, 1, [&](int j) {
    std::vector<float> buffer(transfer_size);
    kernels_.prolong_layer(coarse, view, level.factor, j, buffer.data());
  });
  for (const int parity : {1, 0})
    for_layers(parity, split.towers_j(1), 2, [&](int J) {
      std::vector<float> buffer(sweep_size);
      kernels_.sweep_backward(view, J, buffer.data());
    });
  // ... and follow at last what the finest one does to them
  if (l == 0 && !bodies_held_.empty()) {
    body_b -= static_cast<double>(level.scale) * (body_matrix_ * body_x_);
    add_coupling_transposed(level.bodies, split, -level.scale, level.x.data(), body_b);
    const Eigen::VectorXd x = bodies_alone_.solve(body_b(free_body_)) / static_cast<double>(level.scale);
    body_x_(free_body_) += x;
  }
}

void Multigrid::apply(const FloatVector& b, FloatVector& x) {
  Level& top = levels_.front();
  // the cycle solves scale K x = scale b
  const std::size_t nodes = first_of_bodies(), all = b.size();
  for (std::size_t n = 0; n < nodes; ++n) top.b[n] = top.scale * b[n];
  body_b_.resize(all - nodes);
  for (std::size_t n = nodes; n < all; ++n) body_b_[n - nodes] = static_cast<double>(top.scale) * b[n];
  cycle(0);
  x.resize(all);
  std::copy(top.x.begin(), top.x.end(), x.begin());
  for (std::size_t n = nodes; n < all; ++n) x[n] = static_cast<float>(body_x_[n - nodes]);
}

void Multigrid::multiply(const FloatVector& x, FloatVector& y) {
  Level& level = levels_.front();
  const FieldLayout& f = level.field;
  float *fx = field_x_.data() + kLanes, *fy = field_y_.data() + kLanes;
  for_layers(0, f.nj, 1, [&](int j) { kernels_.to_field(level.split, x.data(), f, fx, j); });
  for_layers(0, f.nj, 1, [&](int j) {
    kernels_.multiply(f, level.matrix.data(), fx, fy, j);
    kernels_.to_split(f, fy, level.split, y.data(), j);
  });
  if (bodies_held_.empty()) return;
  const Eigen::Index count = 6 * static_cast<Eigen::Index>(bodies_held_.size());
  const Eigen::VectorXd q =
      Eigen::Map<const Eigen::VectorXf>(x.data() + first_of_bodies(), count).cast<double>();
  add_coupling(level.bodies, level.split, 1, q, y.data());
  Eigen::VectorXd body_y = body_matrix_ * q;
  add_coupling_transposed(level.bodies, level.split, 1, x.data(), body_y);
  for (Eigen::Index n = 0; n < count; ++n)
    y[first_of_bodies() + n] = bodies_held_[n / 6] ? 0.0f : static_cast<float>(body_y[n]);
}

}  // namespace backroll
