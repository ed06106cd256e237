#include "batch/samples.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace backroll {
namespace {

// splitmix64 (Steele 2014): the standard library's distributions differ between implementations.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t bits() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  double unit() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(unit() * static_cast<double>(n)); }

 private:
  std::uint64_t state_;
};

std::vector<int> shuffled(int count, Random& random) {
  std::vector<int> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t n = order.size(); n > 1; --n) std::swap(order[n - 1], order[random.below(n)]);
  return order;
}

// Degree, coefficients of the primitive polynomial, first direction numbers: rows 2 to 16 of new-joe-kuo-6.
struct Direction {
  int degree;
  unsigned polynomial;
  std::array<unsigned, 6> first;
};
constexpr std::array<Direction, kMostSobol - 1> kDirections = {{{1, 0, {1}},
                                                                {2, 1, {1, 3}},
                                                                {3, 1, {1, 3, 1}},
                                                                {3, 2, {1, 1, 1}},
                                                                {4, 1, {1, 1, 3, 3}},
                                                                {4, 4, {1, 3, 5, 13}},
                                                                {5, 2, {1, 1, 5, 5, 17}},
                                                                {5, 4, {1, 1, 5, 5, 5}},
                                                                {5, 7, {1, 1, 7, 11, 19}},
                                                                {5, 11, {1, 1, 5, 1, 1}},
                                                                {5, 13, {1, 1, 1, 3, 11}},
                                                                {5, 14, {1, 3, 5, 5, 31}},
                                                                {6, 1, {1, 3, 3, 9, 7, 49}},
                                                                {6, 13, {1, 1, 1, 15, 21, 21}},
                                                                {6, 16, {1, 3, 1, 13, 27, 49}}}};
constexpr int kBits = 32;

std::array<std::uint32_t, kBits> directions_of(int parameter) {
  std::array<std::uint32_t, kBits> v{};
  if (parameter == 0) {
    for (int b = 0; b < kBits; ++b) v[b] = 1u << (kBits - 1 - b);
    return v;
  }
  const Direction& d = kDirections[static_cast<std::size_t>(parameter - 1)];
  for (int b = 0; b < kBits; ++b) {
    if (b < d.degree) {
      v[b] = d.first[static_cast<std::size_t>(b)] << (kBits - 1 - b);
      continue;
    }
    v[b] = v[b - d.degree] ^ (v[b - d.degree] >> d.degree);
    for (int k = 1; k < d.degree; ++k)
      if ((d.polynomial >> (d.degree - 1 - k)) & 1u) v[b] ^= v[b - k];
  }
  return v;
}

}  // namespace

UnitPoints latin_hypercube(int count, int parameters, std::uint64_t seed) {
  Random random(seed);
  UnitPoints points(static_cast<std::size_t>(count),
                    std::vector<double>(static_cast<std::size_t>(parameters)));
  for (std::size_t p = 0; p < static_cast<std::size_t>(parameters); ++p) {
    const std::vector<int> stratum = shuffled(count, random);
    for (std::size_t n = 0; n < points.size(); ++n)
      points[n][p] = std::min((stratum[n] + random.unit()) / count, std::nextafter(1.0, 0.0));
  }
  return points;
}

UnitPoints sobol_points(int count, int parameters, std::uint64_t seed) {
  Random random(seed);
  UnitPoints points(static_cast<std::size_t>(count),
                    std::vector<double>(static_cast<std::size_t>(parameters)));
  for (int p = 0; p < parameters; ++p) {
    const auto v = directions_of(p);
    const std::uint32_t shift = seed == 0 ? 0 : static_cast<std::uint32_t>(random.bits() >> 32);
    std::uint32_t x = 0;
    const int skipped = seed == 0 ? 1 : 0;
    for (int n = 0; n < count + skipped; ++n) {
      if (n > 0) {
        int bit = 0;  // lowest zero of n - 1 (Antonov and Saleev 1979)
        while (((n - 1) >> bit) & 1) ++bit;
        x ^= v[static_cast<std::size_t>(bit)];
      }
      // the middle of its smallest cell
      if (n >= skipped)
        points[static_cast<std::size_t>(n - skipped)][static_cast<std::size_t>(p)] =
            (static_cast<double>(x ^ shift) + 0.5) * 0x1p-32;
    }
  }
  return points;
}

UnitPoints morris_trajectories(int count, int parameters, std::uint64_t seed) {
  constexpr int kLevels = 4;
  constexpr double kJump = 2.0 / 3;  // kLevels / (2 (kLevels - 1))
  Random random(seed);
  UnitPoints points;
  for (int t = 0; t < count; ++t) {
    std::vector<double> x(static_cast<std::size_t>(parameters));
    std::vector<double> jump(x.size());
    for (std::size_t p = 0; p < x.size(); ++p) {
      x[p] = static_cast<double>(random.below(kLevels / 2)) / (kLevels - 1);  // low half
      jump[p] = kJump;
      if (random.below(2) == 1) {
        x[p] += kJump;
        jump[p] = -kJump;
      }
    }
    points.push_back(x);
    for (const int p : shuffled(parameters, random)) {
      x[static_cast<std::size_t>(p)] += jump[static_cast<std::size_t>(p)];
      points.push_back(x);
    }
  }
  // levels 0 and 1 are the ends of a range; for a spread without ends they become 1/8 and 7/8
  for (auto& point : points)
    for (double& x : point) x = (1 + 6 * x) / 8;
  return points;
}

UnitPoints saltelli_points(int count, int parameters, std::uint64_t seed) {
  const UnitPoints both = sobol_points(count, 2 * parameters, seed);
  const auto k = static_cast<std::ptrdiff_t>(parameters);
  UnitPoints points;
  for (const std::vector<double>& row : both) {
    const std::vector<double> a(row.begin(), row.begin() + k), b(row.begin() + k, row.end());
    points.push_back(a);
    points.push_back(b);
    for (std::size_t p = 0; p < a.size(); ++p) {
      points.push_back(a);
      points.back()[p] = b[p];
    }
  }
  return points;
}

double normal_quantile(double p) {
  constexpr std::array<double, 6> kA = {-3.969683028665376e+01, 2.209460984245205e+02,
                                        -2.759285104469687e+02, 1.383577518672690e+02,
                                        -3.066479806614716e+01, 2.506628277459239e+00};
  constexpr std::array<double, 5> kB = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                                        6.680131188771972e+01, -1.328068155288572e+01};
  constexpr std::array<double, 6> kC = {-7.784894002430293e-03, -3.223964580411365e-01,
                                        -2.400758277161838e+00, -2.549732539343734e+00,
                                        4.374664141464968e+00,  2.938163982698783e+00};
  constexpr std::array<double, 4> kD = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                                        3.754408661907416e+00};
  constexpr double kTail = 0.02425;
  const auto tail = [&](double q) {
    return (((((kC[0] * q + kC[1]) * q + kC[2]) * q + kC[3]) * q + kC[4]) * q + kC[5]) /
           ((((kD[0] * q + kD[1]) * q + kD[2]) * q + kD[3]) * q + 1);
  };
  double x;
  if (p < kTail) {
    x = tail(std::sqrt(-2 * std::log(p)));
  } else if (p > 1 - kTail) {
    x = -tail(std::sqrt(-2 * std::log(1 - p)));
  } else {
    const double q = p - 0.5, r = q * q;
    x = (((((kA[0] * r + kA[1]) * r + kA[2]) * r + kA[3]) * r + kA[4]) * r + kA[5]) * q /
        (((((kB[0] * r + kB[1]) * r + kB[2]) * r + kB[3]) * r + kB[4]) * r + 1);
  }
  const double error = 0.5 * std::erfc(-x / std::numbers::sqrt2) - p;
  const double u = error * std::sqrt(2 * std::numbers::pi) * std::exp(x * x / 2);
  return x - u / (1 + x * u / 2);
}

double Distribution::at(double p) const {
  switch (spread) {
    case Spread::uniform:
      return from + p * (to - from);
    case Spread::log_uniform:
      return from * std::pow(to / from, p);
    case Spread::normal:
      return std::clamp(mean + sd * normal_quantile(p), from, to);
    case Spread::log_normal:
      return std::clamp(mean * std::pow(sd, normal_quantile(p)), from, to);
  }
  return from;
}

}  // namespace backroll
