// The Q1P0 hex of hex_kernel.hpp with the laws of material/tissue_law.hpp, eight hexes at a time, single
// precision. The displacement is taken relative to the hex's first corner before it is rounded, and J - 1
// comes from the displacement gradient, so that neither rigid motion nor near-incompressibility costs digits.
namespace backroll::BACKROLL_KERNEL {
namespace {

constexpr float kGauss = 0.21132486540518711775f;  // (1 - 1/sqrt 3) / 2
constexpr float kTaylorVolume = 0.2f;              // laws go on quadratically below this J

struct Symmetric {
  V xx, yy, zz, yz, xz, xy;
};
// Symmetric product of two symmetric matrices that commute.
BACKROLL_INLINE Symmetric product(const Symmetric& a, const Symmetric& b) {
  return {a.xx * b.xx + a.xy * b.xy + a.xz * b.xz, a.xy * b.xy + a.yy * b.yy + a.yz * b.yz,
          a.xz * b.xz + a.yz * b.yz + a.zz * b.zz, a.xy * b.xz + a.yy * b.yz + a.yz * b.zz,
          a.xx * b.xz + a.xy * b.yz + a.xz * b.zz, a.xx * b.xy + a.xy * b.yy + a.xz * b.yz};
}
BACKROLL_INLINE Symmetric chosen(VI on, const Symmetric& a, const Symmetric& b) {
  return {on ? a.xx : b.xx, on ? a.yy : b.yy, on ? a.zz : b.zz,
          on ? a.yz : b.yz, on ? a.xz : b.xz, on ? a.xy : b.xy};
}
BACKROLL_INLINE V at(const Symmetric& s, int i, int j) {
  if (i == j) return i == 0 ? s.xx : i == 1 ? s.yy : s.zz;
  const int o = 3 - i - j;
  return o == 0 ? s.yz : o == 1 ? s.xz : s.xy;
}
const Symmetric kUnit = {splat(1), splat(1), splat(1), V{}, V{}, V{}};

struct Matrix {
  V m[3][3];
};
BACKROLL_INLINE Symmetric transpose_times(const Matrix& f) {  // F^T F
  auto dot = [&](int a, int b) {
    return f.m[0][a] * f.m[0][b] + f.m[1][a] * f.m[1][b] + f.m[2][a] * f.m[2][b];
  };
  return {dot(0, 0), dot(1, 1), dot(2, 2), dot(1, 2), dot(0, 2), dot(0, 1)};
}
BACKROLL_INLINE Symmetric times_transpose(const Matrix& f) {  // F F^T
  auto dot = [&](int a, int b) {
    return f.m[a][0] * f.m[b][0] + f.m[a][1] * f.m[b][1] + f.m[a][2] * f.m[b][2];
  };
  return {dot(0, 0), dot(1, 1), dot(2, 2), dot(1, 2), dot(0, 2), dot(0, 1)};
}
BACKROLL_INLINE Matrix times(const Matrix& f, const Symmetric& s) {
  Matrix r;
  for (int i = 0; i < 3; ++i) {
    r.m[i][0] = f.m[i][0] * s.xx + f.m[i][1] * s.xy + f.m[i][2] * s.xz;
    r.m[i][1] = f.m[i][0] * s.xy + f.m[i][1] * s.yy + f.m[i][2] * s.yz;
    r.m[i][2] = f.m[i][0] * s.xz + f.m[i][1] * s.yz + f.m[i][2] * s.zz;
  }
  return r;
}
BACKROLL_INLINE Matrix cofactor(const Matrix& f) {
  Matrix c;
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) {
      const int i1 = (i + 1) % 3, i2 = (i + 2) % 3, j1 = (j + 1) % 3, j2 = (j + 2) % 3;
      c.m[i][j] = f.m[i1][j1] * f.m[i2][j2] - f.m[i1][j2] * f.m[i2][j1];
    }
  return c;
}

// Displacement gradient's parent derivatives at the points, and the same transposed for forces: along an axis
// the derivative depends on the two other coordinates only.
struct ParentValues {
  V d[3][3][4];  // component, axis, the two other axes' point bits (lower axis first)
};

BACKROLL_INLINE void between_points(V& a, V& b) {
  const V d = kGauss * (b - a);
  a += d;
  b -= d;
}
BACKROLL_INLINE void plane_points(V (&v)[4]) {
  between_points(v[0], v[1]);
  between_points(v[2], v[3]);
  between_points(v[0], v[2]);
  between_points(v[1], v[3]);
}
// Corner with bit 1 on `axis` cleared and the bits of `other` on the two other axes.
constexpr int axis_corner(int axis, int other) {
  const int low = other & 1, high = other >> 1;
  return axis == 0 ? (low << 1) | (high << 2) : axis == 1 ? low | (high << 2) : low | (high << 1);
}
// Index into ParentValues of point q for `axis`.
constexpr int point_index(int axis, int q) {
  return axis == 0 ? q >> 1 : axis == 1 ? (q & 1) | ((q >> 2) << 1) : q & 3;
}

BACKROLL_INLINE std::size_t corner_offset(const FieldLayout& l, int a) {
  return (a & 1) +
         static_cast<std::size_t>(l.row) * (((a >> 1) & 1) + static_cast<std::size_t>(l.nk) * (a >> 2));
}

BACKROLL_INLINE void parent_derivatives(const TissueView& view, std::size_t base, ParentValues& p) {
  for (int c = 0; c < 3; ++c) {
    const double* u = view.u + c * view.layout.plane + base;
    V corner[8];
    corner[0] = V{};
    for (int a = 1; a < 8; ++a) corner[a] = difference(u + corner_offset(view.layout, a), u);
    for (int axis = 0; axis < 3; ++axis) {
      for (int o = 0; o < 4; ++o) {
        const int low = axis_corner(axis, o);
        p.d[c][axis][o] = corner[low | (1 << axis)] - corner[low];
      }
      plane_points(p.d[c][axis]);
    }
  }
}

BACKROLL_INLINE void add_forces(const TissueView& view, std::size_t base, ParentValues& p) {
  for (int c = 0; c < 3; ++c) {
    V corner[8];
    for (V& f : corner) f = V{};
    for (int axis = 0; axis < 3; ++axis) {
      plane_points(p.d[c][axis]);
      for (int o = 0; o < 4; ++o) {
        const int low = axis_corner(axis, o);
        corner[low] -= p.d[c][axis][o];
        corner[low | (1 << axis)] += p.d[c][axis][o];
      }
    }
    float* g = view.g + c * view.layout.plane + base;
    for (int a = 0; a < 8; ++a) add_to(g + corner_offset(view.layout, a), corner[a]);
  }
}

BACKROLL_INLINE Matrix displacement_gradient(const ParentValues& p, const float (*point)[kLanes], int q) {
  Matrix h;
  for (int c = 0; c < 3; ++c)
    for (int J = 0; J < 3; ++J)
      h.m[c][J] = p.d[c][0][point_index(0, q)] * load(point[3 * 0 + J]) +
                  p.d[c][1][point_index(1, q)] * load(point[3 * 1 + J]) +
                  p.d[c][2][point_index(2, q)] * load(point[3 * 2 + J]);
  return h;
}

// det(I + H) - 1 without cancellation.
BACKROLL_INLINE V volume_change(const Matrix& h) {
  const V minors = h.m[0][0] * h.m[1][1] - h.m[0][1] * h.m[1][0] + h.m[1][1] * h.m[2][2] -
                   h.m[1][2] * h.m[2][1] + h.m[0][0] * h.m[2][2] - h.m[0][2] * h.m[2][0];
  const V det = h.m[0][0] * (h.m[1][1] * h.m[2][2] - h.m[1][2] * h.m[2][1]) -
                h.m[0][1] * (h.m[1][0] * h.m[2][2] - h.m[1][2] * h.m[2][0]) +
                h.m[0][2] * (h.m[1][0] * h.m[2][1] - h.m[1][1] * h.m[2][0]);
  return h.m[0][0] + h.m[1][1] + h.m[2][2] + minors + det;
}

struct Kinematics {
  Matrix F[8];
  V J[8];
  V mean_change;  // v / V - 1
};

BACKROLL_INLINE void kinematics(const HexGroup& group, const ParentValues& parent, Kinematics& s) {
  V sum = V{};
  for (int q = 0; q < 8; ++q) {
    Matrix h = displacement_gradient(parent, group.point[q], q);
    const V change = volume_change(h);
    sum += load(group.point[q][9]) * change;
    s.J[q] = 1 + change;
    for (int c = 0; c < 3; ++c) h.m[c][c] += 1;
    s.F[q] = h;
  }
  s.mean_change = sum * load(group.inverse_volume);
}

struct Volume {
  V pressure, modulus;
};
// U'(J) and U''(J) on the element's mean.
BACKROLL_INLINE Volume volumetric(const HexGroup& group, V change, bool any_coupled) {
  const V K = load(group.bulk);
  Volume v = {K * change, K};
  if (any_coupled) {
    const V J = 1 + change, base = larger(J, splat(kTaylorVolume)), below = J - base;
    const V ln = logarithm(base), inverse = 1 / base;
    const V modulus = K * (1 - ln) * inverse * inverse;
    const VI on = load(group.coupled) > 0;
    v.pressure = on ? K * ln * inverse + modulus * below : v.pressure;
    v.modulus = on ? modulus : v.modulus;
  }
  return v;
}

// Scale s(J) = J^(-1/3) with its derivatives, quadratic below kTaylorVolume; 1, 0, 0 for the coupled law.
struct Scale {
  V s, d, dd;
};
BACKROLL_INLINE Scale modified_scale(const HexGroup& group, V J, bool any_coupled) {
  const V base = larger(J, splat(kTaylorVolume)), below = J - base;
  const V s = inverse_cbrt(base), inverse = 1 / base;
  Scale r;
  r.dd = s * inverse * inverse * (4.0f / 9);
  const V d = s * inverse * (-1.0f / 3);
  r.s = s + d * below + 0.5f * r.dd * below * below;
  r.d = d + r.dd * below;
  if (any_coupled) {
    const VI on = load(group.coupled) > 0;
    r.s = on ? splat(1) : r.s;
    r.d = on ? V{} : r.d;
    r.dd = on ? V{} : r.dd;
  }
  return r;
}
// -mu ln J: first and second derivative (coupled law only).
BACKROLL_INLINE Volume minus_log(V mu, V J) {
  const V base = larger(J, splat(kTaylorVolume)), below = J - base, inverse = 1 / base;
  const V modulus = mu * inverse * inverse;
  return {-mu * inverse + modulus * below, modulus};
}

BACKROLL_INLINE VI powers_of(const HexGroup& group) {
  return *reinterpret_cast<const VI*>(group.power);
}

// C^(n - 1), n per lane, by repeated squaring. `powers`: bit m set = some lane has n - 1 = m.
BACKROLL_INLINE Symmetric matrix_power(const HexGroup& group, const Symmetric& C) {
  const VI power = powers_of(group);
  int any = 0;
  for (int m = 1; m < 16; ++m)
    if (group.powers & (1 << m)) any |= m;
  Symmetric result = (any & 1) ? chosen((power & 1) != 0, C, kUnit) : kUnit;
  Symmetric base = C;
  for (int bit = 1; (any >> bit) != 0; ++bit) {
    base = product(base, base);
    if ((any >> bit) & 1) result = chosen(((power >> bit) & 1) != 0, product(result, base), result);
  }
  return result;
}

struct Fibre {
  V a[3];
};
BACKROLL_INLINE Fibre fibre_of(const HexGroup& group) {
  return {load(group.fibre[0]), load(group.fibre[1]), load(group.fibre[2])};
}

// Second Piola-Kirchhoff stress of the plain law at C (both already modified by s(J)).
BACKROLL_INLINE Symmetric plain_stress(const HexGroup& group, const Symmetric& C, bool any_fibre) {
  const V c = load(group.shear);
  Symmetric S = matrix_power(group, C);
  S = {c * S.xx, c * S.yy, c * S.zz, c * S.yz, c * S.xz, c * S.xy};
  if (any_fibre) {
    const Fibre f = fibre_of(group);
    const V delta = load(group.fibre_excess);
    const V c0 = C.xx * f.a[0] + C.xy * f.a[1] + C.xz * f.a[2];
    const V c1 = C.xy * f.a[0] + C.yy * f.a[1] + C.yz * f.a[2];
    const V c2 = C.xz * f.a[0] + C.yz * f.a[1] + C.zz * f.a[2];
    const V i4 = c0 * f.a[0] + c1 * f.a[1] + c2 * f.a[2];
    S.xx += 2 * delta * f.a[0] * (c0 - i4 * f.a[0]);
    S.yy += 2 * delta * f.a[1] * (c1 - i4 * f.a[1]);
    S.zz += 2 * delta * f.a[2] * (c2 - i4 * f.a[2]);
    S.yz += delta * (f.a[1] * c2 + f.a[2] * c1 - 2 * i4 * f.a[1] * f.a[2]);
    S.xz += delta * (f.a[0] * c2 + f.a[2] * c0 - 2 * i4 * f.a[0] * f.a[2]);
    S.xy += delta * (f.a[0] * c1 + f.a[1] * c0 - 2 * i4 * f.a[0] * f.a[1]);
  }
  return S;
}

BACKROLL_INLINE Symmetric scaled(V f, const Symmetric& s) {
  return {f * s.xx, f * s.yy, f * s.zz, f * s.yz, f * s.xz, f * s.xy};
}
BACKROLL_INLINE V contraction(const Symmetric& a, const Symmetric& b) {
  return a.xx * b.xx + a.yy * b.yy + a.zz * b.zz + 2 * (a.yz * b.yz + a.xz * b.xz + a.xy * b.xy);
}

// Elastic distortional stress at a point: P = F S + cof t.
struct ElasticStress {
  Symmetric S;
  V t;
};
BACKROLL_INLINE ElasticStress elastic_stress(const HexGroup& group, const Matrix& F, V J, bool any_coupled,
                                             bool any_fibre) {
  const Scale s = modified_scale(group, J, any_coupled);
  const V s2 = s.s * s.s;
  const Symmetric C = scaled(s2, transpose_times(F));
  const Symmetric S = plain_stress(group, C, any_fibre);
  ElasticStress e = {scaled(s2, S), s.d / s.s * contraction(S, C)};
  if (any_coupled) {
    const Volume ln = minus_log(load(group.shear), J);
    e.t += load(group.coupled) > 0 ? ln.pressure : V{};
  }
  return e;
}

BACKROLL_INLINE Symmetric load_symmetric(const float* p) {
  return {load(p), load(p + 8), load(p + 16), load(p + 24), load(p + 32), load(p + 40)};
}
BACKROLL_INLINE void store_symmetric(float* p, const Symmetric& s) {
  store(p, s.xx);
  store(p + 8, s.yy);
  store(p + 16, s.zz);
  store(p + 24, s.yz);
  store(p + 32, s.xz);
  store(p + 40, s.xy);
}
BACKROLL_INLINE Symmetric sum(const Symmetric& a, const Symmetric& b) {
  return {a.xx + b.xx, a.yy + b.yy, a.zz + b.zz, a.yz + b.yz, a.xz + b.xz, a.xy + b.xy};
}

// P of the step at point q, history and pressure included.
BACKROLL_INLINE Matrix step_stress(const TissueView& view, const HexGroup& group, std::size_t n, int q,
                                   const Matrix& F, const Matrix& cof, V J, V pressure) {
  const ElasticStress e = elastic_stress(group, F, J, view.any_coupled, view.any_fibre);
  const V factor = load(view.factor + n * kLanes);
  Symmetric S = scaled(factor, e.S);
  if (view.held_stress) S = sum(S, load_symmetric(view.held_stress + (n * 8 + q) * 6 * kLanes));
  Matrix P = times(F, S);
  const V t = factor * e.t + pressure;
  for (int c = 0; c < 3; ++c)
    for (int J2 = 0; J2 < 3; ++J2) P.m[c][J2] += t * cof.m[c][J2];
  return P;
}

// visit(n, group, base offset of the group's first corner)
template <class Visit>
BACKROLL_INLINE void for_groups(const TissueView& view, int j, Visit visit) {
  const FieldLayout& l = view.layout;
  for (int k = 0; k + 1 < l.nk; ++k)
    for (int g = 0; g < view.groups_i; ++g) {
      const std::size_t n = (static_cast<std::size_t>(j) * (l.nk - 1) + k) * view.groups_i + g;
      if (view.group[n].powers != 0) visit(n, view.group[n], l.at(g * kLanes, j, k));
    }
}

float hex_forces(const TissueView& view, int j) {
  V smallest = splat(1);
  for_groups(view, j, [&](std::size_t n, const HexGroup& group, std::size_t base) {
    ParentValues parent;
    Kinematics s;
    parent_derivatives(view, base, parent);
    kinematics(group, parent, s);
    const V pressure = volumetric(group, s.mean_change, view.any_coupled).pressure;
    for (int c = 0; c < 3; ++c)
      for (int axis = 0; axis < 3; ++axis)
        for (int o = 0; o < 4; ++o) parent.d[c][axis][o] = V{};
    for (int q = 0; q < 8; ++q) {
      smallest = smaller(smallest, s.J[q]);
      const Matrix cof = cofactor(s.F[q]);
      const Matrix P = step_stress(view, group, n, q, s.F[q], cof, s.J[q], pressure);
      const float(*point)[kLanes] = group.point[q];
      const V w = load(point[9]);
      for (int axis = 0; axis < 3; ++axis) {
        const V g0 = w * load(point[3 * axis]), g1 = w * load(point[3 * axis + 1]),
                g2 = w * load(point[3 * axis + 2]);
        for (int c = 0; c < 3; ++c)
          parent.d[c][axis][point_index(axis, q)] += P.m[c][0] * g0 + P.m[c][1] * g1 + P.m[c][2] * g2;
      }
    }
    add_forces(view, base, parent);
  });
  return smallest_lane(smallest);
}

// Shape gradients dN_a/dX_J of point q.
BACKROLL_INLINE void shape_gradients(const float (*point)[kLanes], int q, V (&g)[8][3]) {
  BACKROLL_UNROLL
  for (int a = 0; a < 8; ++a) {
    float d[3];
    BACKROLL_UNROLL
    for (int axis = 0; axis < 3; ++axis) {
      float f = ((a >> axis) & 1) ? 1.0f : -1.0f;
      BACKROLL_UNROLL
      for (int other = 0; other < 3; ++other)
        if (other != axis) f *= ((a >> other) & 1) == ((q >> other) & 1) ? 1 - kGauss : kGauss;
      d[axis] = f;
    }
    BACKROLL_UNROLL
    for (int J = 0; J < 3; ++J)
      g[a][J] = d[0] * load(point[J]) + d[1] * load(point[3 + J]) + d[2] * load(point[6 + J]);
  }
}

struct Tangent {
  V a[9][9];  // index i + 3 J for F_iJ; filled where column >= row, then mirrored
};

// A += w (x(i,L) y(k,J) + m(i,k) c(J,L)) on the upper half.
BACKROLL_INLINE void add_pair(const Matrix& x, const Matrix& y, const Matrix& m, const Matrix& c,
                              Tangent& A) {
  BACKROLL_UNROLL
  for (int J = 0; J < 3; ++J) BACKROLL_UNROLL
  for (int i = 0; i < 3; ++i) BACKROLL_UNROLL
  for (int L = J; L < 3; ++L) BACKROLL_UNROLL
  for (int k = (L == J ? i : 0); k < 3; ++k)
    A.a[i + 3 * J][k + 3 * L] += x.m[i][L] * y.m[k][J] + m.m[i][k] * c.m[J][L];
}
BACKROLL_INLINE Matrix full(const Symmetric& s) {
  return {{{s.xx, s.xy, s.xz}, {s.xy, s.yy, s.yz}, {s.xz, s.yz, s.zz}}};
}
BACKROLL_INLINE Matrix scaled(V f, const Matrix& m) {
  Matrix r;
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) r.m[i][j] = f * m.m[i][j];
  return r;
}

// Adds c (G_p(i,L) G_q(k,J) + M_p(i,k) C^q(J,L)), G_p = F C^p, M_p = F C^p F^T, over the pairs p + q = n - 2
// of each lane's Ogden exponent.
BACKROLL_INLINE void add_ogden_pairs(const HexGroup& group, const Matrix& F, const Symmetric& C, Tangent& A) {
  const VI power = powers_of(group);
  int highest = 0;
  for (int m = 1; m < 16; ++m)
    if (group.powers & (1 << m)) highest = m;
  if (highest == 0) return;
  Matrix Cp[15], G[15], M[15];
  Symmetric c_power = kUnit;
  for (int p = 0; p < highest; ++p) {
    if (p > 0) c_power = p == 1 ? C : product(c_power, C);
    Cp[p] = full(c_power);
    G[p] = times(F, c_power);
    auto dot = [&](int a, int b) {
      return G[p].m[a][0] * F.m[b][0] + G[p].m[a][1] * F.m[b][1] + G[p].m[a][2] * F.m[b][2];
    };
    M[p] = full({dot(0, 0), dot(1, 1), dot(2, 2), dot(1, 2), dot(0, 2), dot(0, 1)});
  }
  const V c = load(group.shear);
  for (int m = 1; m <= highest; ++m) {
    if (!(group.powers & (1 << m))) continue;
    const V weight = power == m ? c : V{};
    for (int p = 0; p < m; ++p) {
      const int q = m - 1 - p;
      add_pair(G[p], scaled(weight, G[q]), M[p], scaled(weight, Cp[q]), A);
    }
  }
}

BACKROLL_INLINE void add_fibre_tangent(const HexGroup& group, const Matrix& F, Tangent& A) {
  const Fibre f = fibre_of(group);
  const V delta = load(group.fibre_excess);
  const Symmetric M = times_transpose(F);
  V b[3], db[3], da[3];
  BACKROLL_UNROLL
  for (int i = 0; i < 3; ++i) {
    b[i] = F.m[i][0] * f.a[0] + F.m[i][1] * f.a[1] + F.m[i][2] * f.a[2];
    db[i] = delta * b[i];
    da[i] = delta * f.a[i];
  }
  BACKROLL_UNROLL
  for (int J = 0; J < 3; ++J) BACKROLL_UNROLL
  for (int i = 0; i < 3; ++i) BACKROLL_UNROLL
  for (int L = J; L < 3; ++L) BACKROLL_UNROLL
  for (int k = (L == J ? i : 0); k < 3; ++k) {
    V v = db[i] * F.m[k][J] * f.a[L] + (F.m[i][L] * b[k] + (at(M, i, k) - 4 * b[k] * b[i]) * f.a[L]) * da[J];
    if (J == L) v += db[i] * b[k];
    A.a[i + 3 * J][k + 3 * L] += v;
  }
}

// dP/dF of the step at a point without the element-mean term; upper half, then mirrored.
BACKROLL_INLINE void step_tangent(const TissueView& view, const HexGroup& group, std::size_t n, int q,
                                  const Matrix& F, const Matrix& cof, V J, V pressure, bool volume_term,
                                  Tangent& A) {
  const Scale s = modified_scale(group, J, view.any_coupled);
  const V s2 = s.s * s.s;
  Matrix Fb;
  BACKROLL_UNROLL
  for (int i = 0; i < 3; ++i) BACKROLL_UNROLL
  for (int c = 0; c < 3; ++c) Fb.m[i][c] = s.s * F.m[i][c];
  const Symmetric C = transpose_times(Fb);
  const Symmetric S = plain_stress(group, C, view.any_fibre);
  BACKROLL_UNROLL
  for (int r = 0; r < 9; ++r) BACKROLL_UNROLL
  for (int c = r; c < 9; ++c) A.a[r][c] = V{};
  BACKROLL_UNROLL
  for (int J2 = 0; J2 < 3; ++J2) BACKROLL_UNROLL
  for (int L = J2; L < 3; ++L) BACKROLL_UNROLL
  for (int i = 0; i < 3; ++i) A.a[i + 3 * J2][i + 3 * L] += at(S, J2, L);
  add_ogden_pairs(group, Fb, C, A);
  if (view.any_fibre) add_fibre_tangent(group, Fb, A);

  // chain rule through Fb = s(J) F
  const Matrix Pb = times(Fb, S);
  V f[9], pb[9], cv[9], mix[9];
  BACKROLL_UNROLL
  for (int i = 0; i < 3; ++i) BACKROLL_UNROLL
  for (int c = 0; c < 3; ++c) {
    f[i + 3 * c] = F.m[i][c];
    pb[i + 3 * c] = Pb.m[i][c];
    cv[i + 3 * c] = cof.m[i][c];
  }
  V faf = V{}, pf = V{};
  BACKROLL_UNROLL
  for (int r = 0; r < 9; ++r) {
    V af = V{};
    BACKROLL_UNROLL
    for (int c = 0; c < 9; ++c) af += (c >= r ? A.a[r][c] : A.a[c][r]) * f[c];
    faf += f[r] * af;
    pf += pb[r] * f[r];
    mix[r] = s.s * s.d * af + s.d * pb[r];
  }
  V kappa = s.d * s.d * faf + s.dd * pf, psi = s.d * pf;
  if (view.any_coupled) {
    const Volume ln = minus_log(load(group.shear), J);
    const VI on = load(group.coupled) > 0;
    kappa = on ? ln.modulus : kappa;
    psi = on ? ln.pressure : psi;
  }
  const V factor = load(view.factor + n * kLanes);
  BACKROLL_UNROLL
  for (int r = 0; r < 9; ++r) BACKROLL_UNROLL
  for (int c = r; c < 9; ++c)
    A.a[r][c] = factor * (s2 * A.a[r][c] + mix[r] * cv[c] + cv[r] * (mix[c] + kappa * cv[c]));
  psi = factor * psi + pressure;
  if (view.held_stress) {
    const Symmetric held = load_symmetric(view.held_stress + (n * 8 + q) * 6 * kLanes);
    BACKROLL_UNROLL
    for (int J2 = 0; J2 < 3; ++J2) BACKROLL_UNROLL
    for (int L = J2; L < 3; ++L) BACKROLL_UNROLL
    for (int i = 0; i < 3; ++i) A.a[i + 3 * J2][i + 3 * L] += at(held, J2, L);
  }
  if (volume_term) BACKROLL_UNROLL
  for (int J2 = 0; J2 < 3; ++J2) BACKROLL_UNROLL
  for (int L = J2 + 1; L < 3; ++L) {
    const int o = 3 - J2 - L;
    const V sign = (L - J2 == 1) ? psi : -psi;  // eps_JLo
    BACKROLL_UNROLL
    for (int i = 0; i < 3; ++i) {
      const int k = (i + 1) % 3, m = (i + 2) % 3;
      A.a[i + 3 * J2][k + 3 * L] += sign * F.m[m][o];
      A.a[i + 3 * J2][m + 3 * L] -= sign * F.m[k][o];
    }
  }
  BACKROLL_UNROLL
  for (int r = 1; r < 9; ++r) BACKROLL_UNROLL
  for (int c = 0; c < r; ++c) A.a[r][c] = A.a[c][r];
}

void hex_tangent(const TissueView& view, int j, bool volume_term, float* matrix) {
  const FieldLayout& l = view.layout;
  const std::size_t row_values = static_cast<std::size_t>(kStencil) * l.row;
  for_groups(view, j, [&](std::size_t n, const HexGroup& group, std::size_t base) {
    ParentValues parent;
    Kinematics s;
    parent_derivatives(view, base, parent);
    kinematics(group, parent, s);
    const Volume vol = volumetric(group, s.mean_change, view.any_coupled);
    V K[8][8][3][3];  // corner b, corner a <= b, row of a, column of b
    V mean[8][3];     // sum of w cof grad N_a
    for (auto& m : mean)
      for (V& v : m) v = V{};
    for (int b = 0; b < 8; ++b)
      for (int a = 0; a <= b; ++a)
        for (int i = 0; i < 3; ++i)
          for (int c = 0; c < 3; ++c) K[b][a][i][c] = V{};
    for (int q = 0; q < 8; ++q) {
      const Matrix cof = cofactor(s.F[q]);
      Tangent A;
      step_tangent(view, group, n, q, s.F[q], cof, s.J[q], vol.pressure, volume_term, A);
      V g[8][3];
      shape_gradients(group.point[q], q, g);
      const V w = load(group.point[q][9]);
      for (int b = 0; b < 8; ++b) {
        const V w0 = w * g[b][0], w1 = w * g[b][1], w2 = w * g[b][2];
        for (int i = 0; i < 3; ++i) mean[b][i] += cof.m[i][0] * w0 + cof.m[i][1] * w1 + cof.m[i][2] * w2;
        for (int c = 0; c < 3; ++c) {
          V T[9];
          for (int r = 0; r < 9; ++r) T[r] = A.a[r][c] * w0 + A.a[r][c + 3] * w1 + A.a[r][c + 6] * w2;
          for (int a = 0; a <= b; ++a)
            for (int i = 0; i < 3; ++i)
              K[b][a][i][c] += g[a][0] * T[i] + g[a][1] * T[i + 3] + g[a][2] * T[i + 6];
        }
      }
    }
    const V modulus = vol.modulus * load(group.inverse_volume);
    const int i0 = static_cast<int>(base % l.row), row0 = static_cast<int>(base / l.row);
    for (int b = 0; b < 8; ++b)
      for (int a = 0; a <= b; ++a) {
        const int di = (b & 1) - (a & 1), dk = ((b >> 1) & 1) - ((a >> 1) & 1), dj = (b >> 2) - (a >> 2);
        float* up = matrix +
                    (row0 + ((a >> 1) & 1) + static_cast<std::size_t>(l.nk) * (a >> 2)) * row_values +
                    static_cast<std::size_t>(stencil_slot(di, dj, dk)) * 9 * l.row + i0 + (a & 1);
        float* down = matrix +
                      (row0 + ((b >> 1) & 1) + static_cast<std::size_t>(l.nk) * (b >> 2)) * row_values +
                      static_cast<std::size_t>(stencil_slot(-di, -dj, -dk)) * 9 * l.row + i0 + (b & 1);
        for (int i = 0; i < 3; ++i)
          for (int c = 0; c < 3; ++c) {
            const V v = K[b][a][i][c] + modulus * mean[a][i] * mean[b][c];
            add_to(up + static_cast<std::size_t>(3 * i + c) * l.row, v);
            if (a != b) add_to(down + static_cast<std::size_t>(3 * c + i) * l.row, v);
          }
      }
  });
}

void hold_stress(const TissueView& view, int j, float* held) {
  const int slots = 1 + view.terms;
  for_groups(view, j, [&](std::size_t n, const HexGroup&, std::size_t) {
    for (int q = 0; q < 8; ++q) {
      const float* h = view.history + (n * 8 + q) * slots * 6 * kLanes;
      float* out = held + (n * 8 + q) * 6 * kLanes;
      for (int c = 0; c < 6; ++c) {
        V v = V{};
        for (int t = 0; t < view.terms; ++t)
          v += load(view.decay + (n * view.terms + t) * kLanes) * load(h + ((t + 1) * 6 + c) * kLanes) -
               load(view.gain + (n * view.terms + t) * kLanes) * load(h + c * kLanes);
        store(out + c * kLanes, v);
      }
    }
  });
}

void hex_finish(const TissueView& view, int j, float* result) {
  const int slots = 1 + view.terms;
  for_groups(view, j, [&](std::size_t n, const HexGroup& group, std::size_t base) {
    ParentValues parent;
    Kinematics s;
    parent_derivatives(view, base, parent);
    kinematics(group, parent, s);
    const V pressure = volumetric(group, s.mean_change, view.any_coupled).pressure;
    const V inverse_volume = load(group.inverse_volume);
    Symmetric cauchy = scaled(V{}, kUnit);
    Matrix mean;
    for (auto& row : mean.m)
      for (V& v : row) v = V{};
    V volume = V{};
    for (int q = 0; q < 8; ++q) {
      const Matrix& F = s.F[q];
      const Matrix cof = cofactor(F);
      const Matrix P = step_stress(view, group, n, q, F, cof, s.J[q], pressure);
      const V w = load(group.point[q][9]);
      volume += w;
      const V share = w * inverse_volume, per_volume = share / s.J[q];
      auto stress = [&](int a, int b) {
        return per_volume * (P.m[a][0] * F.m[b][0] + P.m[a][1] * F.m[b][1] + P.m[a][2] * F.m[b][2]);
      };
      cauchy =
          sum(cauchy, {stress(0, 0), stress(1, 1), stress(2, 2), stress(1, 2), stress(0, 2), stress(0, 1)});
      for (int a = 0; a < 3; ++a)
        for (int b = 0; b < 3; ++b) mean.m[a][b] += share * F.m[a][b];
      if (!view.history) continue;
      // elastic S = F^-1 P = S + t J C^-1, C^-1 = cof^T cof / J^2; then one Prony step per term
      const ElasticStress e = elastic_stress(group, F, s.J[q], view.any_coupled, view.any_fibre);
      const Symmetric S = sum(e.S, scaled(e.t / s.J[q], transpose_times(cof)));
      float* h = view.history + (n * 8 + q) * slots * 6 * kLanes;
      const Symmetric before = load_symmetric(h);
      for (int t = 0; t < view.terms; ++t) {
        const V decay = load(view.decay + (n * view.terms + t) * kLanes);
        const V gain = load(view.gain + (n * view.terms + t) * kLanes);
        float* ht = h + (t + 1) * 6 * kLanes;
        const Symmetric old = load_symmetric(ht);
        store_symmetric(ht, sum(scaled(decay, old), scaled(gain, sum(S, scaled(splat(-1), before)))));
      }
      store_symmetric(h, S);
    }
    float* out = result + n * kHexResult * kLanes;
    store_symmetric(out, cauchy);
    store_symmetric(out + 6 * kLanes, transpose_times(mean));
    store(out + 12 * kLanes, volume);
  });
}

}  // namespace
}  // namespace backroll::BACKROLL_KERNEL
