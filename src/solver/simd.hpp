// Eight floats side by side, for the kernels only. A kernel file is compiled once for the compiler's default
// target and, on x86-64, once more for x86-64-v3 (AVX2, FMA, F16C); BACKROLL_KERNEL names the two apart.
// Nothing here may call an inline function of another library: the linker could keep the copy with
// instructions an old processor lacks.
#pragma once

#ifndef BACKROLL_KERNEL
#error "include simd.hpp from a kernel file only"
#endif

#if defined(__AVX2__) && defined(__F16C__) && defined(__FMA__)
#include <immintrin.h>
#define BACKROLL_AVX2 1
#endif

namespace backroll::BACKROLL_KERNEL {

typedef float V __attribute__((vector_size(32), aligned(4), may_alias));
typedef int VI __attribute__((vector_size(32), aligned(4), may_alias));
typedef unsigned VU __attribute__((vector_size(32), aligned(4), may_alias));

#define BACKROLL_INLINE static inline __attribute__((always_inline))
// The same for larger functions that take no vectors by value; with sanitizers, where every operation becomes
// many, they stay functions.
#ifdef __SANITIZE_ADDRESS__
#define BACKROLL_INLINE_LARGE static __attribute__((noinline))
#define BACKROLL_INLINE_MEMBER [[gnu::noinline]]
#else
#define BACKROLL_INLINE_LARGE BACKROLL_INLINE
#define BACKROLL_INLINE_MEMBER [[gnu::always_inline]]
#endif

// Before a short loop of constant length.
#define BACKROLL_UNROLL _Pragma("GCC unroll 9")

BACKROLL_INLINE V splat(float x) {
  return V{x, x, x, x, x, x, x, x};
}
BACKROLL_INLINE V load(const float* p) {
  return *reinterpret_cast<const V*>(p);
}
BACKROLL_INLINE void store(float* p, V v) {
  *reinterpret_cast<V*>(p) = v;
}
BACKROLL_INLINE void add_to(float* p, V v) {
  store(p, load(p) + v);
}
BACKROLL_INLINE V larger(V a, V b) {
  return a > b ? a : b;
}
BACKROLL_INLINE V smaller(V a, V b) {
  return a < b ? a : b;
}
BACKROLL_INLINE VI bits(V x) {
  return reinterpret_cast<VI>(x);
}
BACKROLL_INLINE V as_float(VI x) {
  return reinterpret_cast<V>(x);
}
BACKROLL_INLINE V to_float(VI x) {
  return __builtin_convertvector(x, V);
}
BACKROLL_INLINE VI to_int(V x) {
  return __builtin_convertvector(x, VI);
}
BACKROLL_INLINE V square_root(V x) {
#ifdef BACKROLL_AVX2
  return reinterpret_cast<V>(_mm256_sqrt_ps(reinterpret_cast<__m256>(x)));
#else
  V r;
  for (int n = 0; n < 8; ++n) r[n] = __builtin_sqrtf(x[n]);
  return r;
#endif
}

// x^(-1/3), x > 0: a guess from the exponent bits, then three Newton steps (relative error below 2e-7).
BACKROLL_INLINE V inverse_cbrt(V x) {
  const VI guess = 0x54a2fa8c - to_int(to_float(bits(x)) * (1.0f / 3));
  V y = as_float(guess);
  const V third = x * (1.0f / 3);
  for (int n = 0; n < 3; ++n) y = y * (4.0f / 3 - third * y * y * y);
  return y;
}

// ln x, x > 0: x = 2^e m with m in [2/3, 4/3), then 2 artanh((m - 1) / (m + 1)).
BACKROLL_INLINE V logarithm(V x) {
  const VI shifted = bits(x) - 0x3f2aaaab;
  const VI e = shifted >> 23;
  const V m = as_float((shifted & 0x007fffff) + 0x3f2aaaab);
  const V t = (m - 1) / (m + 1), t2 = t * t;
  const V p = t2 * (1.0f / 3 + t2 * (1.0f / 5 + t2 * (1.0f / 7 + t2 * (1.0f / 9 + t2 * (1.0f / 11)))));
  return 2 * (t + t * p) + to_float(e) * 0.69314718f;
}

// e^x: x = k ln 2 + r, |r| <= ln 2 / 2, then a polynomial.
BACKROLL_INLINE V exponential(V x) {
  x = smaller(larger(x, splat(-87)), splat(87));
  const V scaled = x * 1.44269504f;
  const VI k = to_int(scaled + (scaled > 0 ? splat(0.5f) : splat(-0.5f)));
  const V kf = to_float(k);
  const V r = (x - kf * 0.693359375f) + kf * 2.12194440e-4f;
  const V p =
      1 + r * (1 + r * (0.5f + r * (1.0f / 6 + r * (1.0f / 24 + r * (1.0f / 120 + r * (1.0f / 720))))));
  return p * as_float((k + 127) << 23);
}

BACKROLL_INLINE float smallest_lane(V v) {
  float m = v[0];
  for (int n = 1; n < 8; ++n) m = v[n] < m ? v[n] : m;
  return m;
}

// Eight doubles at p minus eight at q, as floats.
BACKROLL_INLINE V difference(const double* p, const double* q) {
#ifdef BACKROLL_AVX2
  const __m128 low = _mm256_cvtpd_ps(_mm256_sub_pd(_mm256_loadu_pd(p), _mm256_loadu_pd(q)));
  const __m128 high = _mm256_cvtpd_ps(_mm256_sub_pd(_mm256_loadu_pd(p + 4), _mm256_loadu_pd(q + 4)));
  return reinterpret_cast<V>(_mm256_insertf128_ps(_mm256_castps128_ps256(low), high, 1));
#else
  V r;
  for (int n = 0; n < 8; ++n) r[n] = static_cast<float>(p[n] - q[n]);
  return r;
#endif
}

// Half precision: IEEE binary16 in 16 bits. Subnormal halves may read as zero.
typedef unsigned short Half;

BACKROLL_INLINE V load_half(const Half* p) {
#ifdef BACKROLL_AVX2
  return reinterpret_cast<V>(_mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
#else
  typedef unsigned short H8 __attribute__((vector_size(16), aligned(2), may_alias));
  const VU h = __builtin_convertvector(*reinterpret_cast<const H8*>(p), VU);
  const V magnitude = reinterpret_cast<V>((h & 0x7fffu) << 13) * 5.192296858534828e33f;  // 2^112
  return reinterpret_cast<V>(reinterpret_cast<VU>(magnitude) | ((h & 0x8000u) << 16));
#endif
}

BACKROLL_INLINE void store_half(Half* p, V v) {
  v = smaller(larger(v, splat(-6e4f)), splat(6e4f));
#ifdef BACKROLL_AVX2
  _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm256_cvtps_ph(reinterpret_cast<__m256>(v), 0));
#else
  const VU b = reinterpret_cast<VU>(v);
  const VU sign = (b >> 16) & 0x8000u, a = b & 0x7fffffffu;
  // round to nearest even; below the smallest normal half: zero
  const VU rounded = (a + 0x0fffu + ((a >> 13) & 1u)) >> 13;
  VU h = rounded - (112u << 10);
  h = a < 0x38800000u ? VU{} : h;
  h |= sign;
  for (int n = 0; n < 8; ++n) p[n] = static_cast<Half>(h[n]);
#endif
}

// Eight neighbours of even and of odd index out of sixteen in a row, and back.
BACKROLL_INLINE void split_even_odd(const float* p, V& even, V& odd) {
  const V a = load(p), b = load(p + 8);
  even = __builtin_shuffle(a, b, VI{0, 2, 4, 6, 8, 10, 12, 14});
  odd = __builtin_shuffle(a, b, VI{1, 3, 5, 7, 9, 11, 13, 15});
}
BACKROLL_INLINE void join_even_odd(V even, V odd, float* p) {
  store(p, __builtin_shuffle(even, odd, VI{0, 8, 1, 9, 2, 10, 3, 11}));
  store(p + 8, __builtin_shuffle(even, odd, VI{4, 12, 5, 13, 6, 14, 7, 15}));
}

// Thirty-two in a row by their place modulo four, and back.
BACKROLL_INLINE void split_in_four(const float* p, V (&v)[4]) {
  V even0, odd0, even1, odd1;
  split_even_odd(p, even0, odd0);
  split_even_odd(p + 16, even1, odd1);
  const VI evens = {0, 2, 4, 6, 8, 10, 12, 14}, odds = {1, 3, 5, 7, 9, 11, 13, 15};
  v[0] = __builtin_shuffle(even0, even1, evens);
  v[1] = __builtin_shuffle(odd0, odd1, evens);
  v[2] = __builtin_shuffle(even0, even1, odds);
  v[3] = __builtin_shuffle(odd0, odd1, odds);
}
BACKROLL_INLINE void join_four(const V (&v)[4], float* p) {
  const VI low = {0, 8, 1, 9, 2, 10, 3, 11}, high = {4, 12, 5, 13, 6, 14, 7, 15};
  join_even_odd(__builtin_shuffle(v[0], v[2], low), __builtin_shuffle(v[1], v[3], low), p);
  join_even_odd(__builtin_shuffle(v[0], v[2], high), __builtin_shuffle(v[1], v[3], high), p + 16);
}
// row[first + 4 n], n = 0..7; from first = -1 on, where the first is zero.
BACKROLL_INLINE V every_fourth(const float* row, int first) {
  const bool before = first < 0;
  const float* p = row + (before ? first + 4 : first);
  const VI fourths = {0, 4, 8, 12, 0, 0, 0, 0};
  const V low = __builtin_shuffle(load(p), load(p + 8), fourths),
          high = __builtin_shuffle(load(p + 16), load(p + 24), fourths);
  const V v = __builtin_shuffle(low, high, VI{0, 1, 2, 3, 8, 9, 10, 11});
  return before ? __builtin_shuffle(v, V{}, VI{8, 0, 1, 2, 3, 4, 5, 6}) : v;
}

}  // namespace backroll::BACKROLL_KERNEL
