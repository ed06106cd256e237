// Smoother, transfers and products of the multigrid, eight columns of equal i mod 4 at a time. The smoother
// solves towers, 2 x 2 neighbouring columns over the whole depth, at once; towers at offset 1 straddle those at
// offset 0.
namespace backroll::BACKROLL_KERNEL {
namespace {

constexpr int kBlock = 9 * kLanes;  // values of one 3 x 3 block of eight nodes
constexpr int kSlots = kPackedSlots;
constexpr int kPivot = kTower * kTower * kLanes;

// Columns outside a node's tower, by the tower they belong to: beside it (I), along (J), at its corner.
constexpr int kBeside = 1, kAlong = 2, kCorner = 4, kOutside = 7;

constexpr int packed_slot(int di, int dj, int dk) {
  const int slot = stencil_slot(di, dj, dk);
  return slot < stencil_slot(0, 0, 0) ? slot : slot - 1;
}

struct Sum {
  V v[3];
};

// Eight nodes of one row: where their blocks and values stand.
struct Nodes {
  const Half* row;  // packed blocks
  const float* x;   // component 0
  int q, k;         // i mod 4
};

// Adds block * x for the neighbours (di, dj, dk).
template <int di, int dj>
BACKROLL_INLINE_LARGE void add_neighbours(const SplitLayout& l, const Nodes& n, int dk, V (&s)[3]) {
  std::ptrdiff_t o = dj * l.nk * l.layer() + dk * l.layer();
  if (di != 0) {
    const int q = n.q + di;
    o += q < 0 ? 3 * l.quarter - 1 : q > 3 ? 1 - 3 * l.quarter : di * l.quarter;
  }
  const float* p = n.x + o;
  const Half* block = n.row + packed_slot(di, dj, dk) * kBlock;
  const V x0 = load(p), x1 = load(p + l.plane), x2 = load(p + 2 * l.plane);
  for (int r = 0; r < 3; ++r) {
    s[r] += load_half(block + 3 * r * kLanes) * x0;
    s[r] += load_half(block + (3 * r + 1) * kLanes) * x1;
    s[r] += load_half(block + (3 * r + 2) * kLanes) * x2;
  }
}
template <int di, int dj>
BACKROLL_INLINE void add_column(const SplitLayout& l, const Nodes& n, V (&s)[2][3]) {
  add_neighbours<di, dj>(l, n, 0, s[0]);
  if (n.k > 0) add_neighbours<di, dj>(l, n, -1, s[1]);
  if (n.k + 1 < l.nk) add_neighbours<di, dj>(l, n, 1, s[1]);
}

// Node (a, b) of a tower: product with the columns outside, as `sets` names them.
template <int a, int b, int sets>
BACKROLL_INLINE Sum outside_product(const SplitLayout& l, const Nodes& n) {
  constexpr int in_i = a == 0 ? 1 : -1, in_j = b == 0 ? 1 : -1;
  V s[2][3] = {};
  if (sets & kBeside) {
    add_column<-in_i, 0>(l, n, s);
    add_column<-in_i, in_j>(l, n, s);
  }
  if (sets & kAlong) {
    add_column<0, -in_j>(l, n, s);
    add_column<in_i, -in_j>(l, n, s);
  }
  if (sets & kCorner) add_column<-in_i, -in_j>(l, n, s);
  return {{s[0][0] + s[1][0], s[0][1] + s[1][1], s[0][2] + s[1][2]}};
}
// ... with the tower's own nodes at k + dk.
template <int a, int b>
BACKROLL_INLINE void add_inside(const SplitLayout& l, const Nodes& n, int dk, V (&s)[3]) {
  constexpr int in_i = a == 0 ? 1 : -1, in_j = b == 0 ? 1 : -1;
  add_neighbours<0, 0>(l, n, dk, s);
  add_neighbours<in_i, 0>(l, n, dk, s);
  add_neighbours<0, in_j>(l, n, dk, s);
  add_neighbours<in_i, in_j>(l, n, dk, s);
}

// Towers of equal I mod 2 in a row J at an offset.
template <int offset, int parity>
struct Towers {
  const LevelView& view;
  const SplitLayout& l;
  int J;
  float* buffer;  // [12][quarter + 2 kLanes]: right-hand sides at one depth, every node by its own place

  BACKROLL_ALWAYS_INLINE int j(int b) const { return 2 * J + b - offset; }
  BACKROLL_ALWAYS_INLINE static int q(int a) { return (2 * parity + a - offset) & 3; }
  // Tower n of a group stands at place n of its nodes (a, b), or before it.
  BACKROLL_ALWAYS_INLINE static int shift(int a) { return 2 * parity + a - offset < 0 ? -1 : 0; }
  BACKROLL_ALWAYS_INLINE float* side(int n) const { return buffer + n * (l.quarter + 2 * kLanes) + kLanes; }
  BACKROLL_ALWAYS_INLINE Nodes nodes(int a, int b, int k, int g) const {
    return {view.stencil + l.block(j(b), q(a), g, k) * kSlots * kBlock,
            view.x + l.component(0) + l.row(j(b), k, q(a)) + static_cast<std::size_t>(g) * kLanes, q(a), k};
  }
  BACKROLL_ALWAYS_INLINE bool has(int b) const { return j(b) >= 0 && j(b) < l.nj; }

  // x or, with `subtract`, x -= pivot * side, at depth k.
  template <bool subtract>
  BACKROLL_INLINE_MEMBER void invert(int k) const {
    for (int g = 0; g < l.tower_groups(offset, parity); ++g) {
      const Half* m = view.pivot[offset] + l.tower(J, parity, g, k) * kPivot;
      V y[kTower];
      for (int n = 0; n < kTower; ++n) y[n] = 1 / kPivotScale * load(side(n) + g * kLanes + shift(n / 3 % 2));
      for (int node = 0; node < 4; ++node) {
        if (!has(node / 2)) continue;
        float* x = view.x + l.component(0) + l.row(j(node / 2), k, q(node % 2)) + g * kLanes + shift(node % 2);
        for (int c = 0; c < 3; ++c) {
          const Half* row = m + (3 * node + c) * kTower * kLanes;
          V s[2] = {};
          BACKROLL_UNROLL for (int n = 0; n < kTower; n += 2) {
            s[0] += load_half(row + n * kLanes) * y[n];
            s[1] += load_half(row + (n + 1) * kLanes) * y[n + 1];
          }
          V result = s[0] + s[1];
          if (subtract) result = load(x + c * l.plane) - result;
          store(x + c * l.plane, result);
        }
      }
    }
  }
  template <int a, int b, int sets>
  BACKROLL_INLINE_MEMBER void right_side(int k) const {
    if (!has(b)) return;
    for (int g = 0; g < l.groups_of(q(a)); ++g) {
      const Nodes n = nodes(a, b, k, g);
      const float* right = view.b + (n.x - view.x);
      V y[3], s[3] = {};
      for (int c = 0; c < 3; ++c) y[c] = load(right + c * l.plane);
      if (sets != 0) {
        const Sum outside = outside_product<a, b, sets>(l, n);
        for (int c = 0; c < 3; ++c) y[c] -= outside.v[c];
      }
      if (k + 1 < l.nk) add_inside<a, b>(l, n, 1, s);
      for (int c = 0; c < 3; ++c) store(side(3 * (2 * b + a) + c) + g * kLanes, y[c] - s[c]);
    }
  }
  template <int a, int b>
  BACKROLL_INLINE_MEMBER void above(int k) const {
    if (!has(b)) return;
    for (int g = 0; g < l.groups_of(q(a)); ++g) {
      V s[3] = {};
      add_inside<a, b>(l, nodes(a, b, k, g), -1, s);
      for (int c = 0; c < 3; ++c) store(side(3 * (2 * b + a) + c) + g * kLanes, s[c]);
    }
  }
  template <int a, int b, int sets>
  BACKROLL_INLINE_MEMBER void owed(int k) const {
    if (!has(b)) return;
    for (int g = 0; g < l.groups_of(q(a)); ++g) {
      const Nodes n = nodes(a, b, k, g);
      Sum s = {{V{}, V{}, V{}}};
      if (sets != 0) s = outside_product<a, b, sets>(l, n);
      float* r = view.r + (n.x - view.x);
      for (int c = 0; c < 3; ++c) store(r + c * l.plane, -s.v[c]);
    }
  }
};

// Solves the towers for x, which sees what `sets` names of the others. From the deepest nodes up, then down
// again; x holds the intermediate results.
template <int offset, int parity, int sets>
void solve_towers(const LevelView& view, int J, float* buffer) {
  const SplitLayout& l = view.layout;
  const Towers<offset, parity> t{view, l, J, buffer};
  for (int n = 0; n < sweep_buffer(l); n += kLanes) store(buffer + n, V{});
  for (int k = l.nk - 1; k >= 0; --k) {
    t.template right_side<0, 0, sets>(k);
    t.template right_side<1, 0, sets>(k);
    t.template right_side<0, 1, sets>(k);
    t.template right_side<1, 1, sets>(k);
    t.template invert<false>(k);
  }
  for (int k = 1; k < l.nk; ++k) {
    t.template above<0, 0>(k);
    t.template above<1, 0>(k);
    t.template above<0, 1>(k);
    t.template above<1, 1>(k);
    t.template invert<true>(k);
  }
}

// r = -(what `sets` names) of x for the nodes of towers at offset 0.
template <int parity, int sets>
void owed_residual(const LevelView& view, int J) {
  const Towers<0, parity> t{view, view.layout, J, nullptr};
  for (int k = 0; k < view.layout.nk; ++k) {
    t.template owed<0, 0, sets>(k);
    t.template owed<1, 0, sets>(k);
    t.template owed<0, 1, sets>(k);
    t.template owed<1, 1, sets>(k);
  }
}

// Colours in order: even J even I, even J odd I, odd J even I, odd J odd I.
void sweep_forward(const LevelView& view, int J, float* buffer) {
  if (J % 2 == 0) {
    solve_towers<0, 0, 0>(view, J, buffer);
    solve_towers<0, 1, kBeside>(view, J, buffer);
  } else {
    solve_towers<0, 0, kAlong | kCorner>(view, J, buffer);
    solve_towers<0, 1, kOutside>(view, J, buffer);
    owed_residual<0, kBeside>(view, J);
    owed_residual<1, 0>(view, J);
  }
}
void residual_even(const LevelView& view, int J) {
  owed_residual<0, kOutside>(view, J);
  owed_residual<1, kAlong | kCorner>(view, J);
}
void sweep_backward(const LevelView& view, int J, float* buffer) {
  solve_towers<1, 1, kOutside>(view, J, buffer);
  solve_towers<1, 0, kOutside>(view, J, buffer);
}

void pack_row(const FieldLayout& l, const float* matrix, const SplitLayout& s, std::uint16_t* stencil,
              float scale, int j, int k) {
  const float* row = matrix + (static_cast<std::size_t>(j) * l.nk + k) * kStencil * l.row;
  for (int slot = 0; slot < kSlots; ++slot) {
    const int from = slot < stencil_slot(0, 0, 0) ? slot : slot + 1;
    for (int e = 0; e < 9; ++e) {
      const float* p = row + static_cast<std::size_t>(from * 9 + e) * l.row;
      for (int g = 0; g < s.groups(); ++g) {
        V v[4];
        split_in_four(p + 4 * kLanes * g, v);
        for (int q = 0; q < 4; ++q)
          if (g < s.groups_of(q))
            store_half(stencil + (s.block(j, q, g, k) * kSlots + slot) * kBlock + e * kLanes, scale * v[q]);
      }
    }
  }
}

// m = m^-1, symmetric and positive definite, by elimination in place.
BACKROLL_INLINE void invert(V (&m)[kTower][kTower]) {
  for (int p = 0; p < kTower; ++p) {
    const V inverse = 1 / m[p][p];
    m[p][p] = splat(1);
    for (int c = 0; c < kTower; ++c) m[p][c] *= inverse;
    for (int r = 0; r < kTower; ++r) {
      if (r == p) continue;
      const V f = m[r][p];
      m[r][p] = V{};
      for (int c = 0; c < kTower; ++c) m[r][c] -= f * m[p][c];
    }
  }
}

void factorise_towers(const FieldLayout& l, const float* matrix, const SplitLayout& s, const float* mask,
                      float scale, float lift, bool top_only, int offset, std::uint16_t* pivot, float* second, int J) {
  V m[kTower][kTower], below[kTower][kTower], down[kTower][kTower], product[kTower][kTower], free[kTower];
  for (int parity = 0; parity < 2; ++parity)
    for (int g = 0; g < s.tower_groups(offset, parity); ++g)
      for (int k = top_only ? 0 : l.nk - 1; k >= 0; --k) {
        // blocks among the tower's nodes at k, and from k to k + 1
        auto gather = [&](int dk, V(&to)[kTower][kTower]) {
          for (int node = 0; node < 4; ++node)
            for (int other = 0; other < 4; ++other) {
              const int a = node % 2, b = node / 2, di = other % 2 - a, dj = other / 2 - b, j = 2 * J + b - offset;
              const bool there = j >= 0 && j < l.nj && j + dj >= 0 && j + dj < l.nj;
              const int first = 4 * kLanes * g + 2 * parity + a - offset;
              for (int e = 0; e < 9; ++e)
                to[3 * node + e / 3][3 * other + e % 3] =
                    there ? scale * every_fourth(matrix + (static_cast<std::size_t>(j) * l.nk + k) * kStencil * l.row +
                                                     static_cast<std::size_t>(stencil_slot(di, dj, dk) * 9 + e) * l.row,
                                                 first)
                          : V{};
            }
        };
        gather(0, m);
        for (int n = 0; n < kTower; ++n) {
          const int j = 2 * J + n / 6 - offset;
          free[n] = j >= 0 && j < l.nj ? every_fourth(mask + n % 3 * l.plane + l.at(0, j, k),
                                                      4 * kLanes * g + 2 * parity + n / 3 % 2 - offset)
                                       : V{};
          m[n][n] = free[n] > 0 ? m[n][n] * (1 + lift) : splat(1);
        }
        float* kept = second + (static_cast<std::size_t>(J * 2 + parity) * s.groups() + g) * kPivot;
        if (k + 1 < l.nk) {
          gather(1, down);
          if (top_only)
            for (int n = 0; n < kTower * kTower; ++n) below[n / kTower][n % kTower] = load(kept + n * kLanes);
          for (int r = 0; r < kTower; ++r)
            for (int c = 0; c < kTower; ++c) {
              V sum = {};
              for (int n = 0; n < kTower; ++n) sum += down[r][n] * below[n][c];
              product[r][c] = sum;
            }
          for (int r = 0; r < kTower; ++r)
            for (int c = 0; c <= r; ++c) {
              V sum = {};
              for (int n = 0; n < kTower; ++n) sum += product[r][n] * down[c][n];
              m[r][c] -= sum;
              if (c < r) m[c][r] = m[r][c];
            }
        }
        invert(m);
        Half* out = pivot + s.tower(J, parity, g, k) * kPivot;
        for (int r = 0; r < kTower; ++r)
          for (int c = 0; c < kTower; ++c) {
            below[r][c] = (free[r] > 0) & (free[c] > 0) ? m[r][c] : V{};
            store_half(out + (r * kTower + c) * kLanes, kPivotScale * below[r][c]);
            if (k == 1) store(kept + (r * kTower + c) * kLanes, below[r][c]);
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

// A row of split order in its natural order, and back.
BACKROLL_INLINE void join_row(const float* p, int quarter, float* out) {
  for (int m = 0; m < quarter; m += kLanes) {
    const V v[4] = {load(p + m), load(p + quarter + m), load(p + 2 * quarter + m), load(p + 3 * quarter + m)};
    join_four(v, out + 4 * m);
  }
}

// coarse.b = P^T fine.r for the coarse layer J; factor 1 or 2 along i, j, k.
void restrict_layer(const LevelView& fine, const LevelView& coarse, const int* factor, int J, float* buffer) {
  const SplitLayout &f = fine.layout, &c = coarse.layout;
  const int length = 4 * f.quarter;
  float *sum = buffer, *whole = buffer + length + kLanes;
  for (int n = 0; n < transfer_buffer(f); n += kLanes) store(buffer + n, V{});
  for (int K = 0; K < c.nk; ++K)
    for (int comp = 0; comp < 3; ++comp) {
      for (int n = 0; n < length; n += kLanes) store(sum + n, V{});
      for (int dj = -(factor[1] - 1); dj <= factor[1] - 1; ++dj)
        for (int dk = -(factor[2] - 1); dk <= factor[2] - 1; ++dk) {
          const int j = factor[1] * J + dj, k = factor[2] * K + dk;
          if (j < 0 || j >= f.nj || k < 0 || k >= f.nk) continue;
          const V w = splat((dj == 0 ? 1.0f : 0.5f) * (dk == 0 ? 1.0f : 0.5f));
          const float* r = fine.r + f.component(comp) + f.row(j, k, 0);
          for (int n = 0; n < length; n += kLanes) add_to(sum + n, w * load(r + n));
        }
      float* out = coarse.b + c.component(comp) + c.row(J, K, 0);
      if (factor[0] == 1) {
        for (int n = 0; n < length; n += kLanes) store(out + n, load(sum + n));
        continue;
      }
      join_row(sum, f.quarter, whole);
      // whole[n] becomes the coarse row, in place: what is read stands at n or beyond
      V before = V{};
      for (int n = 0; 2 * n < length; n += kLanes) {
        V even, odd;
        split_even_odd(whole + 2 * n, even, odd);
        const V left = __builtin_shuffle(before, odd, VI{7, 8, 9, 10, 11, 12, 13, 14});
        before = odd;
        store(whole + n, even + 0.5f * (left + odd));
      }
      for (int n = length / 2; n < 4 * c.quarter; n += kLanes) store(whole + n, V{});
      for (int m = 0; m < c.quarter; m += kLanes) {
        V v[4];
        split_in_four(whole + 4 * m, v);
        for (int q = 0; q < 4; ++q) store(out + q * c.quarter + m, v[q]);
      }
    }
}

// fine.x += P coarse.x for the fine layer j.
void prolong_layer(const LevelView& coarse, const LevelView& fine, const int* factor, int j, float* buffer) {
  const SplitLayout &f = fine.layout, &c = coarse.layout;
  const int parents_j = factor[1] == 2 && j % 2 == 1 ? 2 : 1, length = 4 * f.quarter;
  float *sum = buffer, *whole = buffer + length + kLanes;
  for (int n = 0; n < transfer_buffer(f); n += kLanes) store(buffer + n, V{});
  for (int k = 0; k < f.nk; ++k) {
    const int parents_k = factor[2] == 2 && k % 2 == 1 ? 2 : 1;
    const V w = splat((parents_j == 2 ? 0.5f : 1.0f) * (parents_k == 2 ? 0.5f : 1.0f));
    for (int comp = 0; comp < 3; ++comp) {
      float* x = fine.x + f.component(comp) + f.row(j, k, 0);
      for (int n = 0; n < 4 * c.quarter; n += kLanes) {
        V v = V{};
        for (int a = 0; a < parents_j; ++a)
          for (int b = 0; b < parents_k; ++b)
            v += load(coarse.x + c.component(comp) + c.row(j / factor[1] + a, k / factor[2] + b, 0) + n);
        if (factor[0] == 1)
          add_to(x + n, w * v);
        else
          store(sum + n, w * v);
      }
      if (factor[0] == 1) continue;
      join_row(sum, c.quarter, whole);
      for (int m = 0; m < f.quarter; m += kLanes) {
        // fine nodes 4 m ... 4 m + 31 from coarse ones 2 m ... 2 m + 16
        V even[2], v[4];
        float row[4 * kLanes];
        for (int h = 0; h < 2; ++h) {
          even[h] = load(whole + 2 * m + h * kLanes);
          join_even_odd(even[h], 0.5f * (even[h] + load(whole + 2 * m + h * kLanes + 1)), row + 2 * kLanes * h);
        }
        split_in_four(row, v);
        for (int q = 0; q < 4; ++q) add_to(x + q * f.quarter + m, v[q]);
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
      for (int m = 0; m < s.quarter; m += kLanes) {
        V v[4];
        split_in_four(p + 4 * m, v);
        for (int q = 0; q < 4; ++q) store(out + q * s.quarter + m, v[q]);
      }
    }
}
void to_field(const SplitLayout& s, const float* split, const FieldLayout& l, float* field, int j) {
  for (int c = 0; c < 3; ++c)
    for (int k = 0; k < l.nk; ++k)
      join_row(split + s.component(c) + s.row(j, k, 0), s.quarter, field + c * l.plane + l.at(0, j, k));
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
