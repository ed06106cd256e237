// What this machine can do at best, as one JSON object: GB/s read from memory and from the last-level cache,
// GFlop/s of single-precision multiply-adds (two operations each). The solver's kernels are judged against
// these, not against a data sheet. How: an array is summed in several independent vectors; chains of
// multiply-adds, enough of them to hide their latency, run in registers. Each figure is the median of
// repeated runs by the wall clock, for one thread and for all: only an idle machine shows its limits.
#include <omp.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <new>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

constexpr int kLanes = 8;
using Lanes [[gnu::vector_size(kLanes * sizeof(float))]] = float;

constexpr std::size_t kMemoryBytes = std::size_t{256} << 20;  // well above any L3 met so far
constexpr std::size_t kCacheBytes = std::size_t{8} << 20;     // above L2, within L3
constexpr int kRepeats = 15;

// Wall-clock seconds of `work`: the median of kRepeats runs after one that warms up.
template <typename Work>
double median_seconds(Work&& work) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> seconds;
  work();
  for (int i = 0; i < kRepeats; ++i) {
    const Clock::time_point start = Clock::now();
    work();
    seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
  }
  std::nth_element(seconds.begin(), seconds.begin() + kRepeats / 2, seconds.end());
  return seconds[kRepeats / 2];
}

// Keeps a result alive, so that the compiler cannot drop what made it.
template <typename T>
void keep(T& value) {
  asm volatile("" : "+m"(value) : : "memory");
}

// ---- Reading ----------------------------------------------------------------------------------------------

float total_of(const Lanes& lanes) {
  float total = 0;
  for (int l = 0; l < kLanes; ++l) {
    total += lanes[l];
  }
  return total;
}

// Sum of `count` vectors (a multiple of eight): eight registers of four lanes where there is nothing wider.
float plain_sum(const Lanes* data, std::size_t count) {
  Lanes a = {}, b = {}, c = {}, d = {};
  for (std::size_t i = 0; i + 4 <= count; i += 4) {
    a += data[i];
    b += data[i + 1];
    c += data[i + 2];
    d += data[i + 3];
  }
  return total_of((a + b) + (c + d));
}

#if defined(__x86_64__)
[[gnu::target("avx2,fma")]] float wide_sum(const Lanes* data, std::size_t count) {
  __m256 part[8];
  for (__m256& p : part) {
    p = _mm256_setzero_ps();
  }
  const float* at = reinterpret_cast<const float*>(data);
  for (std::size_t i = 0; i + 8 <= count; i += 8) {
#pragma GCC unroll 8
    for (int k = 0; k < 8; ++k, at += kLanes) {
      part[k] = _mm256_add_ps(part[k], _mm256_load_ps(at));
    }
  }
  for (int k = 1; k < 8; ++k) {
    part[0] = _mm256_add_ps(part[0], part[k]);
  }
  Lanes lanes;
  std::memcpy(&lanes, &part[0], sizeof lanes);
  return total_of(lanes);
}
#endif

// ---- Arithmetic -------------------------------------------------------------------------------------------

// A round is one multiply-add on eight lanes, x <- x * 0.999 + 0.001, in each of several independent chains.
constexpr int kPlainChains = 6;  // 12 registers of four lanes: fits SSE (16) and NEON (32)

float plain_chains(std::int64_t rounds) {
  Lanes a = Lanes{} + 0.1F, b = Lanes{} + 0.2F, c = Lanes{} + 0.3F;
  Lanes d = Lanes{} + 0.4F, e = Lanes{} + 0.5F, f = Lanes{} + 0.6F;
  const Lanes factor = Lanes{} + 0.999F, term = Lanes{} + 0.001F;
  for (std::int64_t i = 0; i < rounds; ++i) {
    a = a * factor + term;
    b = b * factor + term;
    c = c * factor + term;
    d = d * factor + term;
    e = e * factor + term;
    f = f * factor + term;
  }
  return total_of((a + b) + (c + d) + (e + f));
}

#if defined(__x86_64__)
constexpr int kFmaChains = 12;  // of 16 registers; latency 4 at two a cycle needs at least 8

[[gnu::target("avx2,fma")]] float fma_chains(std::int64_t rounds) {
  __m256 x[kFmaChains];
  for (int i = 0; i < kFmaChains; ++i) {
    x[i] = _mm256_set1_ps(0.1F * static_cast<float>(i));
  }
  const __m256 factor = _mm256_set1_ps(0.999F), term = _mm256_set1_ps(0.001F);
  for (std::int64_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
    for (int i = 0; i < kFmaChains; ++i) {
      x[i] = _mm256_fmadd_ps(x[i], factor, term);
    }
  }
  for (int i = 1; i < kFmaChains; ++i) {
    x[0] = _mm256_add_ps(x[0], x[i]);
  }
  Lanes lanes;
  std::memcpy(&lanes, &x[0], sizeof lanes);
  return total_of(lanes);
}
#endif

// ---- Measuring --------------------------------------------------------------------------------------------

// The widest kernels this processor has, whatever the program was compiled for.
struct Kernels {
  float (*sum)(const Lanes* data, std::size_t count) = plain_sum;
  float (*multiply_add)(std::int64_t rounds) = plain_chains;
  int chains = kPlainChains;
};

Kernels kernels() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    return {wide_sum, fma_chains, kFmaChains};
  }
#endif
  return {};
}

// Storage for `bytes`, touched first by the thread that reads it later, so that its pages lie near that
// thread.
class Array {
 public:
  Array(std::size_t bytes, int threads)
      : slice_(bytes / sizeof(Lanes) / static_cast<std::size_t>(threads) / 8 * 8),
        threads_(threads),
        data_(static_cast<Lanes*>(::operator new (bytes, std::align_val_t{64}))) {
#pragma omp parallel num_threads(threads_)
    std::fill_n(slice_of(omp_get_thread_num()), slice_, Lanes{} + 1.0F);
  }
  Array(const Array&) = delete;
  Array& operator=(const Array&) = delete;
  ~Array() {
    ::operator delete (data_, std::align_val_t{64});
  }

  // GB/s of `passes` sums over the whole array, every thread over its own slice.
  double read_gb_s(int passes) {
    const Kernels kernel = kernels();
    const double seconds = median_seconds([&] {
#pragma omp parallel num_threads(threads_)
      for (int pass = 0; pass < passes; ++pass) {
        float total = kernel.sum(slice_of(omp_get_thread_num()), slice_);
        keep(total);
      }
    });
    const double bytes = static_cast<double>(slice_) * sizeof(Lanes) * static_cast<double>(threads_) *
                         static_cast<double>(passes);
    return bytes / seconds * 1e-9;
  }

 private:
  Lanes* slice_of(int thread) const {
    return data_ + static_cast<std::size_t>(thread) * slice_;
  }

  std::size_t slice_;  // vectors of one thread
  int threads_;
  Lanes* data_;
};

double gflop_s(int threads) {
  const Kernels kernel = kernels();
  constexpr std::int64_t kRounds = 4'000'000;
  const double seconds = median_seconds([&] {
#pragma omp parallel num_threads(threads)
    {
      float total = kernel.multiply_add(kRounds);
      keep(total);
    }
  });
  return 2.0 * kLanes * kernel.chains * static_cast<double>(kRounds) * threads / seconds * 1e-9;
}

}  // namespace

int main() {
  const int threads = omp_get_max_threads();
  const double read_1 = Array(kMemoryBytes, 1).read_gb_s(1);
  const double read_all = Array(kMemoryBytes, threads).read_gb_s(1);
  const double cache_1 = Array(kCacheBytes, 1).read_gb_s(20);
  const double flop_1 = gflop_s(1);
  const double flop_all = gflop_s(threads);
  std::printf(
      "{\"read_gb_s_1\": %.1f, \"read_gb_s_all\": %.1f, \"l3_gb_s_1\": %.1f, \"gflop_s_1\": %.1f, "
      "\"gflop_s_all\": %.1f, \"threads\": %d}\n",
      read_1, read_all, cache_1, flop_1, flop_all, threads);
  return 0;
}
