// Smoother, transfers and products of the multigrid, eight columns of equal parity at a time. A row's 26
// off-diagonal blocks are stored by what they couple to, in the order of multigrid.hpp: across (other parity
// of i), along (other parity of j), diagonal (both), line.
namespace backroll::BACKROLL_KERNEL {
namespace {

constexpr int kBlock = 9 * kLanes;  // values of one 3 x 3 block of eight nodes
constexpr int kAcross = 2, kAlong = 2, kDiagonal = 4;
constexpr int kLineSlot = 3 * (kAcross + kAlong + kDiagonal);  // then the blocks to k - 1 and k + 1
constexpr int kSlots = kLineSlot + 2;
static_assert(kSlots == kPackedSlots);

struct Column {
  int di, dj;
};
constexpr Column kColumns[8] = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {-1, -1}, {1, -1}, {-1, 1}, {1, 1}};

struct Sum {
  V v[3];
};

// Offset in a vector from node (j, k, parity) of eight columns to their neighbours in `column`.
BACKROLL_INLINE std::ptrdiff_t neighbour(const SplitLayout& l, int parity, Column column) {
  std::ptrdiff_t o = static_cast<std::ptrdiff_t>(column.dj) * l.nk * 2 * l.half;
  if (column.di != 0) {
    o += parity == 0 ? l.half : -static_cast<std::ptrdiff_t>(l.half);
    if (parity == 0 && column.di < 0) o -= 1;
    if (parity == 1 && column.di > 0) o += 1;
  }
  return o;
}

// Sum over the columns [first, last) of block * x for the node row k of a group.
template <int first, int last>
BACKROLL_INLINE Sum columns_product(const LevelView& view, int parity, const Half* row, const float* x,
                                    int k) {
  const SplitLayout& l = view.layout;
  const std::ptrdiff_t layer = 2 * static_cast<std::ptrdiff_t>(l.half);
  V sum[2][3] = {};
  for (int c = first; c < last; ++c) {
    const float* near = x + neighbour(l, parity, kColumns[c]);
    for (int dk = -1; dk <= 1; ++dk) {
      if (k + dk < 0 || k + dk >= l.nk) continue;
      const float* p = near + dk * layer;
      const Half* block = row + (3 * c + dk + 1) * kBlock;
      V(&s)[3] = sum[dk & 1];
      const V x0 = load(p), x1 = load(p + l.plane), x2 = load(p + 2 * l.plane);
      for (int r = 0; r < 3; ++r)
        s[r] += load_half(block + 3 * r * kLanes) * x0 + load_half(block + (3 * r + 1) * kLanes) * x1 +
                load_half(block + (3 * r + 2) * kLanes) * x2;
    }
  }
  return {{sum[0][0] + sum[1][0], sum[0][1] + sum[1][1], sum[0][2] + sum[1][2]}};
}

BACKROLL_INLINE Sum block_product(const Half* block, const Sum& x) {
  Sum y;
  for (int r = 0; r < 3; ++r)
    y.v[r] = load_half(block + 3 * r * kLanes) * x.v[0] + load_half(block + (3 * r + 1) * kLanes) * x.v[1] +
             load_half(block + (3 * r + 2) * kLanes) * x.v[2];
  return y;
}
BACKROLL_INLINE Sum pivot_product(const float* pivot, const Sum& x) {
  Sum y;
  for (int r = 0; r < 3; ++r)
    y.v[r] = load(pivot + 3 * r * kLanes) * x.v[0] + load(pivot + (3 * r + 1) * kLanes) * x.v[1] +
             load(pivot + (3 * r + 2) * kLanes) * x.v[2];
  return y;
}
BACKROLL_INLINE Sum load_sum(const float* p, std::size_t plane) {
  return {{load(p), load(p + plane), load(p + 2 * plane)}};
}
BACKROLL_INLINE void store_sum(float* p, std::size_t plane, const Sum& s) {
  for (int c = 0; c < 3; ++c) store(p + c * plane, s.v[c]);
}

// Solves the k-lines of one parity in layer j for x: line x = b - columns [first, last) x. From the deepest
// node up, then down again; x holds the intermediate right-hand sides.
template <int first, int last>
BACKROLL_INLINE void solve_lines(const LevelView& view, int j, int parity) {
  const SplitLayout& l = view.layout;
  const std::ptrdiff_t layer = 2 * static_cast<std::ptrdiff_t>(l.half);
  for (int g = 0; g < l.groups(); ++g) {
    const std::size_t block0 = l.block(j, parity, g, 0);
    const Half* stencil = view.stencil + block0 * kSlots * kBlock;
    const float* pivot = view.pivot + block0 * kBlock;
    const std::size_t place = l.component(0) + l.row(j, 0, parity) + static_cast<std::size_t>(g) * kLanes;
    float* x = view.x + place;
    const float* b = view.b + place;
    Sum below;
    for (int k = l.nk - 1; k >= 0; --k) {
      Sum y = load_sum(b + k * layer, l.plane);
      const Half* row = stencil + static_cast<std::size_t>(k) * kSlots * kBlock;
      if (first < last) {
        const Sum s = columns_product<first, last>(view, parity, row, x + k * layer, k);
        for (int c = 0; c < 3; ++c) y.v[c] -= s.v[c];
      }
      if (k + 1 < l.nk) {
        const Sum s = block_product(row + (kLineSlot + 1) * kBlock, below);
        for (int c = 0; c < 3; ++c) y.v[c] -= s.v[c];
      }
      below = pivot_product(pivot + static_cast<std::size_t>(k) * kBlock, y);
      store_sum(x + k * layer, l.plane, y);
    }
    Sum above = below;
    store_sum(x, l.plane, above);
    for (int k = 1; k < l.nk; ++k) {
      const Half* row = stencil + static_cast<std::size_t>(k) * kSlots * kBlock;
      Sum y = load_sum(x + k * layer, l.plane);
      const Sum s = block_product(row + kLineSlot * kBlock, above);
      for (int c = 0; c < 3; ++c) y.v[c] -= s.v[c];
      above = pivot_product(pivot + static_cast<std::size_t>(k) * kBlock, y);
      store_sum(x + k * layer, l.plane, above);
    }
  }
}

// r = -(columns [first, last) of x) for the nodes of one parity in layer j; zero where the range is empty.
template <int first, int last>
BACKROLL_INLINE void owed_residual(const LevelView& view, int j, int parity) {
  const SplitLayout& l = view.layout;
  const std::ptrdiff_t layer = 2 * static_cast<std::ptrdiff_t>(l.half);
  for (int g = 0; g < l.groups(); ++g) {
    const Half* stencil = view.stencil + l.block(j, parity, g, 0) * kSlots * kBlock;
    const std::size_t place = l.component(0) + l.row(j, 0, parity) + static_cast<std::size_t>(g) * kLanes;
    for (int k = 0; k < l.nk; ++k) {
      Sum s = {{V{}, V{}, V{}}};
      if (first < last)
        s = columns_product<first, last>(view, parity,
                                         stencil + static_cast<std::size_t>(k) * kSlots * kBlock,
                                         view.x + place + k * layer, k);
      for (int c = 0; c < 3; ++c) s.v[c] = -s.v[c];
      store_sum(view.r + place + k * layer, l.plane, s);
    }
  }
}

// Colours in order: even j even i, even j odd i, odd j even i, odd j odd i.
void sweep_forward(const LevelView& view, int j) {
  if (j % 2 == 0) {
    solve_lines<0, 0>(view, j, 0);
    solve_lines<0, kAcross>(view, j, 1);
  } else {
    solve_lines<kAcross, 8>(view, j, 0);
    solve_lines<0, 8>(view, j, 1);
    owed_residual<0, kAcross>(view, j, 0);
    owed_residual<0, 0>(view, j, 1);
  }
}
void residual_even(const LevelView& view, int j) {
  owed_residual<0, 8>(view, j, 0);
  owed_residual<kAcross, 8>(view, j, 1);
}
void sweep_backward(const LevelView& view, int j) {
  solve_lines<0, 8>(view, j, 1);
  solve_lines<0, 8>(view, j, 0);
}

void pack_row(const FieldLayout& l, const float* matrix, const SplitLayout& s, std::uint16_t* stencil,
              float scale, int j, int k) {
  const float* row = matrix + (static_cast<std::size_t>(j) * l.nk + k) * kStencil * l.row;
  for (int slot = 0; slot < kSlots; ++slot) {
    int from;
    if (slot < kLineSlot)
      from = stencil_slot(kColumns[slot / 3].di, kColumns[slot / 3].dj, slot % 3 - 1);
    else
      from = stencil_slot(0, 0, slot == kLineSlot ? -1 : 1);
    for (int e = 0; e < 9; ++e) {
      const float* p = row + static_cast<std::size_t>(from * 9 + e) * l.row;
      for (int g = 0; g < s.groups(); ++g) {
        V even, odd;
        split_even_odd(p + 16 * g, even, odd);
        store_half(stencil + (s.block(j, 0, g, k) * kSlots + slot) * kBlock + e * kLanes, scale * even);
        store_half(stencil + (s.block(j, 1, g, k) * kSlots + slot) * kBlock + e * kLanes, scale * odd);
      }
    }
  }
}

// Inverse pivots of the lines of layer j from the deepest node up, or only of k = 0. `diagonal`: field order
// matrix.
void factorise_lines(const FieldLayout& l, const float* matrix, const SplitLayout& s,
                     const std::uint16_t* stencil, const float* mask, float scale, float lift, bool top_only,
                     float* pivot, int j) {
  for (int parity = 0; parity < 2; ++parity)
    for (int g = 0; g < s.groups(); ++g) {
      const std::size_t block0 = s.block(j, parity, g, 0);
      for (int k = top_only ? 0 : l.nk - 1; k >= 0; --k) {
        const float* row = matrix + (static_cast<std::size_t>(j) * l.nk + k) * kStencil * l.row;
        V d[3][3];
        for (int e = 0; e < 9; ++e) {
          V even, odd;
          split_even_odd(row + static_cast<std::size_t>(stencil_slot(0, 0, 0) * 9 + e) * l.row + 16 * g, even,
                         odd);
          d[e / 3][e % 3] = scale * (parity == 0 ? even : odd);
        }
        V free[3];
        for (int c = 0; c < 3; ++c) {
          V even, odd;
          split_even_odd(mask + c * l.plane + l.at(16 * g, j, k), even, odd);
          free[c] = parity == 0 ? even : odd;
          d[c][c] = free[c] > 0 ? d[c][c] * (1 + lift) : splat(1);
        }
        if (k + 1 < l.nk) {
          // minus K(k, k+1) D^-1(k+1) K(k+1, k)
          const Half* up = stencil + ((block0 + k) * kSlots + kLineSlot + 1) * kBlock;
          const Half* down = stencil + ((block0 + k + 1) * kSlots + kLineSlot) * kBlock;
          const float* p = pivot + (block0 + k + 1) * kBlock;
          for (int c = 0; c < 3; ++c) {
            const Sum column = {{load_half(down + c * kLanes), load_half(down + (3 + c) * kLanes),
                                 load_half(down + (6 + c) * kLanes)}};
            const Sum t = block_product(up, pivot_product(p, column));
            for (int r = 0; r < 3; ++r) d[r][c] -= t.v[r];
          }
        }
        // a pivot is symmetric but for rounding
        const V a = d[0][0], b = 0.5f * (d[0][1] + d[1][0]), c = 0.5f * (d[0][2] + d[2][0]), e = d[1][1],
                f = 0.5f * (d[1][2] + d[2][1]), h = d[2][2];
        const V m00 = e * h - f * f, m01 = c * f - b * h, m02 = b * f - c * e;
        const V det = a * m00 + b * m01 + c * m02;
        const V inverse = 1 / det;
        V m[3][3] = {
            {m00, m01, m02}, {m01, a * h - c * c, b * c - a * f}, {m02, b * c - a * f, a * e - b * b}};
        for (int r = 0; r < 3; ++r)
          for (int q = 0; q < 3; ++q)
            store(pivot + (block0 + k) * kBlock + (3 * r + q) * kLanes,
                  (free[r] > 0) & (free[q] > 0) ? m[r][q] * inverse : V{});
      }
    }
}

// y = K x, field order, layer j.
void multiply(const FieldLayout& l, const float* matrix, const float* x, float* y, int j) {
  for (int k = 0; k < l.nk; ++k) {
    const float* row = matrix + (static_cast<std::size_t>(j) * l.nk + k) * kStencil * l.row;
    for (int i = 0; i < l.ni; i += kLanes) {
      V sum[3] = {};
      for (int dj = -1; dj <= 1; ++dj)
        for (int dk = -1; dk <= 1; ++dk) {
          if (j + dj < 0 || j + dj >= l.nj || k + dk < 0 || k + dk >= l.nk) continue;
          for (int di = -1; di <= 1; ++di) {
            const float* near = x + static_cast<std::ptrdiff_t>(l.at(i, j + dj, k + dk)) + di;
            const float* block = row + static_cast<std::size_t>(stencil_slot(di, dj, dk)) * 9 * l.row + i;
            for (int c = 0; c < 3; ++c) {
              const V v = load(near + c * l.plane);
              for (int r = 0; r < 3; ++r)
                sum[r] += load(block + static_cast<std::size_t>(3 * r + c) * l.row) * v;
            }
          }
        }
      for (int r = 0; r < 3; ++r) store(y + r * l.plane + l.at(i, j, k), sum[r]);
    }
  }
}

// coarse.b = P^T fine.r for the coarse layer J; factor 1 or 2 along i, j, k.
void restrict_layer(const LevelView& fine, const LevelView& coarse, const int* factor, int J, float* buffer) {
  const SplitLayout &f = fine.layout, &c = coarse.layout;
  const int length = f.half + 2 * kLanes;
  float *even = buffer + kLanes, *odd = buffer + length + kLanes, *whole = buffer + 2 * length;
  for (int K = 0; K < c.nk; ++K)
    for (int comp = 0; comp < 3; ++comp) {
      for (int n = 0; n < 2 * length; ++n) buffer[n] = 0;
      for (int dj = -(factor[1] - 1); dj <= factor[1] - 1; ++dj)
        for (int dk = -(factor[2] - 1); dk <= factor[2] - 1; ++dk) {
          const int j = factor[1] * J + dj, k = factor[2] * K + dk;
          if (j < 0 || j >= f.nj || k < 0 || k >= f.nk) continue;
          const V w = splat((dj == 0 ? 1.0f : 0.5f) * (dk == 0 ? 1.0f : 0.5f));
          const float* r = fine.r + f.component(comp) + f.row(j, k, 0);
          for (int m = 0; m < f.half; m += kLanes) {
            add_to(even + m, w * load(r + m));
            add_to(odd + m, w * load(r + f.half + m));
          }
        }
      float* out = coarse.b + c.component(comp) + c.row(J, K, 0);
      if (factor[0] == 1) {
        for (int m = 0; m < c.half; m += kLanes) {
          store(out + m, load(even + m));
          store(out + c.half + m, load(odd + m));
        }
        continue;
      }
      for (int m = 0; m < f.half; m += kLanes)
        store(whole + m, load(even + m) + 0.5f * (load(odd + m - 1) + load(odd + m)));
      for (int m = f.half; m < 2 * c.half; m += kLanes) store(whole + m, V{});
      for (int m = 0; m < c.half; m += kLanes) {
        V a, b;
        split_even_odd(whole + 2 * m, a, b);
        store(out + m, a);
        store(out + c.half + m, b);
      }
    }
}

// fine.x += P coarse.x for the fine layer j.
void prolong_layer(const LevelView& coarse, const LevelView& fine, const int* factor, int j, float* buffer) {
  const SplitLayout &f = fine.layout, &c = coarse.layout;
  const int parents_j = factor[1] == 2 && j % 2 == 1 ? 2 : 1;
  for (int k = 0; k < f.nk; ++k) {
    const int parents_k = factor[2] == 2 && k % 2 == 1 ? 2 : 1;
    const V w = splat((parents_j == 2 ? 0.5f : 1.0f) * (parents_k == 2 ? 0.5f : 1.0f));
    for (int comp = 0; comp < 3; ++comp) {
      float* x = fine.x + f.component(comp) + f.row(j, k, 0);
      float* whole = buffer;
      const int half = c.half;
      for (int m = 0; m < half; m += kLanes) {
        V even = V{}, odd = V{};
        for (int a = 0; a < parents_j; ++a)
          for (int b = 0; b < parents_k; ++b) {
            const float* p =
                coarse.x + c.component(comp) + c.row(j / factor[1] + a, k / factor[2] + b, 0) + m;
            even += load(p);
            odd += load(p + half);
          }
        if (factor[0] == 1) {
          add_to(x + m, w * even);
          add_to(x + f.half + m, w * odd);
        } else {
          join_even_odd(w * even, w * odd, whole + 2 * m);
        }
      }
      if (factor[0] == 1) continue;
      for (int n = 2 * half; n < f.half + 2 * kLanes; n += kLanes) store(whole + n, V{});
      for (int m = 0; m < f.half; m += kLanes) {
        add_to(x + m, load(whole + m));
        add_to(x + f.half + m, 0.5f * (load(whole + m) + load(whole + m + 1)));
      }
    }
  }
}

void coarsen_across(const float* const (&in)[3][3], float* const (&out)[3], int n) {
  for (int m = 0; m < n; m += kLanes) {
    auto v = [&](int row, int offset) { return load(in[row][offset] + m); };
    store(out[0] + m, 0.5f * (v(1, 0) + v(0, 0)) + 0.25f * v(0, 1));
    store(out[1] + m, v(1, 1) + 0.5f * (v(1, 0) + v(1, 2) + v(2, 0) + v(0, 2)) + 0.25f * (v(0, 1) + v(2, 1)));
    store(out[2] + m, 0.5f * (v(1, 2) + v(2, 2)) + 0.25f * v(2, 1));
  }
}

void coarsen_along(const float* const (&in)[3], float* const (&out)[3], int n, float* buffer) {
  // the odd fine columns, with a zero before the first
  const int length = (n + kLanes - 1) / kLanes * kLanes + 2 * kLanes;
  float* odd[3];
  for (int o = 0; o < 3; ++o) {
    odd[o] = buffer + o * length + kLanes;
    store(odd[o] - kLanes, V{});
  }
  V even[3];
  for (int pass = 0; pass < 2; ++pass)
    for (int m = 0; m < n; m += kLanes) {
      V here[3];
      for (int o = 0; o < 3; ++o) {
        split_even_odd(in[o] + 2 * m, even[o], here[o]);
        if (pass == 0) store(odd[o] + m, here[o]);
      }
      if (pass == 0) continue;
      auto before = [&](int o) { return load(odd[o] + m - 1); };
      store(out[0] + m, 0.5f * (even[0] + before(0)) + 0.25f * before(1));
      store(out[1] + m,
            even[1] + 0.5f * (even[0] + even[2] + here[0] + before(2)) + 0.25f * (before(1) + here[1]));
      store(out[2] + m, 0.5f * (even[2] + here[2]) + 0.25f * here[1]);
    }
}

// Field order to split order and back, layer j.
void to_split(const FieldLayout& l, const float* field, const SplitLayout& s, float* split, int j) {
  for (int c = 0; c < 3; ++c)
    for (int k = 0; k < l.nk; ++k) {
      const float* p = field + c * l.plane + l.at(0, j, k);
      float* out = split + s.component(c) + s.row(j, k, 0);
      for (int m = 0; m < s.half; m += kLanes) {
        V even, odd;
        split_even_odd(p + 2 * m, even, odd);
        store(out + m, even);
        store(out + s.half + m, odd);
      }
    }
}
void to_field(const SplitLayout& s, const float* split, const FieldLayout& l, float* field, int j) {
  for (int c = 0; c < 3; ++c)
    for (int k = 0; k < l.nk; ++k) {
      const float* p = split + s.component(c) + s.row(j, k, 0);
      float* out = field + c * l.plane + l.at(0, j, k);
      for (int m = 0; m < s.half; m += kLanes) join_even_odd(load(p + m), load(p + s.half + m), out + 2 * m);
    }
}

void add_scaled(float a, const float* x, float* y, std::size_t n) {
  const V s = splat(a);
  std::size_t m = 0;
  for (; m + kLanes <= n; m += kLanes) store(y + m, load(y + m) + s * load(x + m));
  for (; m < n; ++m) y[m] += a * x[m];
}

double dot(const float* x, const float* y, std::size_t n) {
  double sum[8] = {};
  std::size_t m = 0;
  for (; m + kLanes <= n; m += kLanes)
    for (int l = 0; l < kLanes; ++l) sum[l] += static_cast<double>(x[m + l]) * y[m + l];
  for (; m < n; ++m) sum[0] += static_cast<double>(x[m]) * y[m];
  return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

}  // namespace
}  // namespace backroll::BACKROLL_KERNEL
