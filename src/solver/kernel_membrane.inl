// The relaxed membrane of material/membrane.hpp, eight faces at a time, single precision.
namespace backroll::BACKROLL_KERNEL {
namespace {

struct Face {
  V F[3][2];
  V half, shear, radius;  // (C11 - C22) / 2, C12, half the gap of the squared stretches
  V L1, L2, s1, s2;       // squared stretches, S_1, S_2 times thickness
  V p1, p2, q;            // g = L f' / (alpha / 2) of both stretches, (l1 l2)^-alpha
  V d1, d2;               // L g'
  VI taut, tense;
};

// g and L g' of a stretch by the logarithm of its square: L^n within the toe, straight on beyond it.
BACKROLL_INLINE void fibre_term(const MembraneView& view, V ln, V& g, V& d) {
  const V n = splat(view.half_alpha), slope = 2 * n - 1, end = splat(view.ln_straight);
  const V p = exponential(n * smaller(ln, end));
  g = p;
  d = n * p;
  if (!view.toe) return;
  const V r = exponential(0.5f * larger(ln - end, V{})), over = r - 1;
  g = p * r * (1 + slope * over);
  d = 0.5f * p * r * (1 + slope * (r + over));
}

BACKROLL_INLINE Face face_state(const MembraneView& view, const MembraneGroup& group, int point,
                                std::size_t base) {
  Face f;
  V e[3][2], h[3][2];
  for (int c = 0; c < 3; ++c) {
    const double* u = view.u + c * view.layout.plane + base;
    const std::size_t up = static_cast<std::size_t>(view.layout.nk) * view.layout.row;
    const V d1 = difference(u + 1, u), d2 = difference(u + up, u), d3 = difference(u + up + 1, u);
    for (int a = 0; a < 2; ++a) {
      e[c][a] = load(group.frame[point][a][c]);
      h[c][a] = d1 * load(group.gradient[point][1][a]) + d2 * load(group.gradient[point][2][a]) +
                d3 * load(group.gradient[point][3][a]);
      f.F[c][a] = e[c][a] + h[c][a];
    }
  }
  // C - I without cancellation
  V e11 = V{}, e22 = V{}, e12 = V{};
  for (int c = 0; c < 3; ++c) {
    e11 += h[c][0] * (2 * e[c][0] + h[c][0]);
    e22 += h[c][1] * (2 * e[c][1] + h[c][1]);
    e12 += e[c][0] * h[c][1] + h[c][0] * f.F[c][1];
  }
  const V mean = 0.5f * (e11 + e22);
  f.half = 0.5f * (e11 - e22);
  f.shear = e12;
  f.radius = square_root(f.half * f.half + e12 * e12);
  f.L1 = 1 + mean + f.radius;
  f.L2 = larger(1 + mean - f.radius, splat(1e-6f));
  const V ln1 = logarithm(f.L1), ln2 = logarithm(f.L2), n = splat(view.half_alpha);
  f.tense = f.L1 > 1;
  f.taut = (ln2 > -0.5f * ln1) & f.tense;
  fibre_term(view, ln1, f.p1, f.d1);
  fibre_term(view, ln2, f.p2, f.d2);
  f.q = exponential(-n * (f.taut ? ln1 + ln2 : 0.5f * ln1));
  const V k = splat(view.stiffness);
  f.s1 = f.tense ? k * (f.p1 - f.q) / f.L1 : V{};
  f.s2 = f.taut ? k * (f.p2 - f.q) / f.L2 : V{};
  return f;
}

template <class Visit>
BACKROLL_INLINE void for_faces(const MembraneView& view, int j, Visit visit) {
  for (int g = 0; g < view.groups_i; ++g) {
    const MembraneGroup& group = view.group[static_cast<std::size_t>(j) * view.groups_i + g];
    if (group.faces > 0) visit(group, view.layout.at(g * kLanes, j, view.k));
  }
}

void membrane_forces(const MembraneView& view, int j) {
  for_faces(view, j, [&](const MembraneGroup& group, std::size_t base) {
    V force[4][3];
    for (auto& node : force)
      for (V& v : node) v = V{};
    for (int point = 0; point < 4; ++point) {
      const Face f = face_state(view, group, point, base);
      const V mean = 0.5f * (f.s1 + f.s2), tilt = 0.5f * (f.s1 - f.s2) / larger(f.radius, splat(1e-7f));
      const V S11 = mean + tilt * f.half, S22 = mean - tilt * f.half, S12 = tilt * f.shear;
      const V w = load(group.weight[point]);
      for (int c = 0; c < 3; ++c) {
        const V P0 = w * (f.F[c][0] * S11 + f.F[c][1] * S12), P1 = w * (f.F[c][0] * S12 + f.F[c][1] * S22);
        for (int a = 0; a < 4; ++a)
          force[a][c] += P0 * load(group.gradient[point][a][0]) + P1 * load(group.gradient[point][a][1]);
      }
    }
    const std::size_t up = static_cast<std::size_t>(view.layout.nk) * view.layout.row;
    for (int c = 0; c < 3; ++c)
      for (int a = 0; a < 4; ++a)
        add_to(view.g + c * view.layout.plane + base + (a & 1) + (a >> 1) * up, force[a][c]);
  });
}

void membrane_tangent(const MembraneView& view, int j) {
  const FieldLayout& l = view.layout;
  const std::size_t row_values = static_cast<std::size_t>(kStencil) * l.row;
  for_faces(view, j, [&](const MembraneGroup& group, std::size_t base) {
    const int i0 = static_cast<int>(base % l.row), row0 = static_cast<int>(base / l.row);
    for (int point = 0; point < 4; ++point) {
      const Face f = face_state(view, group, point, base);
      const V n = splat(view.half_alpha), k = splat(view.stiffness), i1 = 1 / f.L1, i2 = 1 / f.L2;
      const V d11 = f.taut ? k * (f.d1 - f.p1 + (n + 1) * f.q) * i1 * i1
                           : (f.tense ? k * (f.d1 - f.p1 + (0.5f * n + 1) * f.q) * i1 * i1 : V{});
      const V d22 = f.taut ? k * (f.d2 - f.p2 + (n + 1) * f.q) * i2 * i2 : V{};
      const V d12 = f.taut ? k * n * f.q * i1 * i2 : V{};
      const V gap = 2 * f.radius;
      const V theta = gap > 1e-4f * f.L1 ? (f.s1 - f.s2) / larger(gap, splat(1e-6f)) : d11 - d12;
      // principal frame by the half angle
      const V cosine2 = f.radius > 1e-12f ? f.half / larger(f.radius, splat(1e-12f)) : splat(1);
      const V cosine = square_root(larger(0.5f * (1 + cosine2), V{}));
      const V sine_size = square_root(larger(0.5f * (1 - cosine2), V{}));
      const V sine = f.shear < 0 ? -sine_size : sine_size;
      const V N[2][2] = {{cosine, -sine}, {sine, cosine}};
      V a[3][2];
      for (int c = 0; c < 3; ++c)
        for (int p = 0; p < 2; ++p) a[c][p] = f.F[c][0] * N[0][p] + f.F[c][1] * N[1][p];
      const V mean = 0.5f * (f.s1 + f.s2), tilt = 0.5f * (f.s1 - f.s2);
      const V cos2 = cosine * cosine - sine * sine, sin2 = 2 * sine * cosine;
      const V S[2][2] = {{mean + tilt * cos2, tilt * sin2}, {tilt * sin2, mean - tilt * cos2}};
      V A[6][6];  // index component + 3 plane axis
      for (int b = 0; b < 2; ++b)
        for (int c = 0; c < 3; ++c) {
          const V c11 = 2 * N[b][0] * a[c][0], c22 = 2 * N[b][1] * a[c][1];
          const V c12 = N[b][0] * a[c][1] + a[c][0] * N[b][1];
          const V t11 = d11 * c11 + d12 * c22, t22 = d12 * c11 + d22 * c22, t12 = theta * c12;
          for (int e = 0; e < 2; ++e)
            for (int i = 0; i < 3; ++i)
              A[i + 3 * e][c + 3 * b] = a[i][0] * (t11 * N[e][0] + t12 * N[e][1]) +
                                        a[i][1] * (t12 * N[e][0] + t22 * N[e][1]) + (i == c ? S[e][b] : V{});
        }
      const V w = load(group.weight[point]);
      for (int n1 = 0; n1 < 4; ++n1) {
        const V g0 = w * load(group.gradient[point][n1][0]), g1 = w * load(group.gradient[point][n1][1]);
        for (int n2 = 0; n2 < 4; ++n2) {
          const V h0 = load(group.gradient[point][n2][0]), h1 = load(group.gradient[point][n2][1]);
          float* out = view.matrix + (row0 + static_cast<std::size_t>(l.nk) * (n1 >> 1)) * row_values +
                       static_cast<std::size_t>(stencil_slot((n2 & 1) - (n1 & 1), (n2 >> 1) - (n1 >> 1), 0)) *
                           9 * l.row +
                       i0 + (n1 & 1);
          for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 3; ++c)
              add_to(out + static_cast<std::size_t>(3 * r + c) * l.row,
                     g0 * (A[r][c] * h0 + A[r][c + 3] * h1) + g1 * (A[r + 3][c] * h0 + A[r + 3][c + 3] * h1));
        }
      }
    }
  });
}

}  // namespace
}  // namespace backroll::BACKROLL_KERNEL
